"""The sentences that say what a page shows: from rows of the marts to a text.

Each holds for whatever the rows are: ties, one agglomeration, years or figures that are
missing, zeros, no change. What does not hold is not said. Nothing here reads or draws.
Numbers are compared to nine decimals, as the marts rank them.
"""

from collections.abc import Callable, Iterable, Sequence

from app import look
from app.look import Row
from app.texts import ordinal, t

ESTIMATES = ("interpolated", "carried")


def same(value: float) -> float:
    """Return a number as it is compared."""
    return round(value, 9)


def extreme(
    rows: Iterable[Row], column: str, pick: Callable[[Iterable[float]], float]
) -> list[Row]:
    """Return all rows with the largest, or smallest, value of a column."""
    known = [row for row in rows if row[column] is not None]
    if not known:
        return []
    best = pick(same(row[column]) for row in known)
    return [row for row in known if same(row[column]) == best]


def highest(rows: Iterable[Row], column: str) -> list[Row]:
    """Return all rows with the largest value of a column."""
    return extreme(rows, column, max)


def lowest(rows: Iterable[Row], column: str) -> list[Row]:
    """Return all rows with the smallest value of a column."""
    return extreme(rows, column, min)


def named(rows: Iterable[Row], what: str, *, within: bool = False) -> str:
    """Return the names of rows as a list in words, each once."""
    names = [look.name(row, what) for row in rows]
    return look.join(
        list(dict.fromkeys(look.inline(name) if within else name for name in names))
    )


def is_shared(row: Row, rows: Iterable[Row], rank: str) -> bool:
    """Return whether a row has its rank together with others of its year."""
    return row[rank] is not None and (
        sum(r["year"] == row["year"] and r[rank] == row[rank] for r in rows) > 1
    )


# Overview.


def years_with_index(rows: Sequence[Row]) -> list[int]:
    """Return the years in which an agglomeration has an index."""
    return sorted({r["year"] for r in rows if r["integration_index"] is not None})


def first_of(rows: Sequence[Row], year: int) -> list[Row]:
    """Return the agglomerations with the highest index of a year, if it is above 0."""
    now = [r for r in rows if r["year"] == year]
    return [r for r in highest(now, "integration_index")
            if same(r["integration_index"]) > 0]  # fmt: skip


def index_headline(rows: Sequence[Row]) -> str:
    """Say who has the highest index, in which years, and who has passed whom."""
    years = years_with_index(rows)
    if not years:
        return t("overview.no_index")
    last = years[-1]
    ids = {r["cluster_id"] for r in rows}
    if len(ids) == 1:
        return t("overview.alone", cluster=look.name(rows[0], "cluster"))
    leaders = {year: first_of(rows, year) for year in years}
    now = leaders[last]
    if not now:
        return t("overview.all_zero", last=last) + t("full_stop")
    in_front = sum(
        [r["cluster_id"] for r in of] == [now[0]["cluster_id"]]
        for of in leaders.values()
    )
    if len(now) > 1:
        text = t("overview.leads_shared", clusters=named(now, "cluster"), last=last)
    elif len(years) == 1:
        text = t("overview.leads_now", cluster=named(now, "cluster"), last=last)
    elif in_front == len(years):
        text = t("overview.leads", cluster=named(now, "cluster"), n=len(years),
                 first=years[0], last=last)  # fmt: skip
    else:
        text = t("overview.leads_some", cluster=named(now, "cluster"), last=last,
                 n=in_front, all=len(years))  # fmt: skip
    return t("stop").join([text, *passings(rows, years)]) + t("full_stop")


def passings(rows: Sequence[Row], years: Sequence[int]) -> list[str]:
    """Say who stands behind another in the first year and before it in the last."""
    names = look.names(rows, "cluster")
    value = {(r["cluster_id"], r["year"]): r["integration_index"] for r in rows}
    first, last = years[0], years[-1]
    both = [c for c in names if value.get((c, first)) is not None
            and value.get((c, last)) is not None]  # fmt: skip
    found = []
    for one in both:
        passed = [
            names[other]
            for other in both
            if same(value[one, first]) < same(value[other, first])
            and same(value[one, last]) > same(value[other, last])
        ]
        if passed:
            found.append(
                t("overview.overtakes", one=names[one], others=look.join(passed),
                  first=first, last=last)
            )  # fmt: skip
    return found


def index_lead(rows: Sequence[Row]) -> str:
    """Say where the last index is above or below the first, and who gains most."""
    years = years_with_index(rows)
    if not years:
        return ""
    names = look.names(rows, "cluster")
    value = {(r["cluster_id"], r["year"]): r["integration_index"] for r in rows}
    first, last = years[0], years[-1]
    change = {
        c: same(value[c, last]) - same(value[c, first])
        for c in names
        if value.get((c, first)) is not None and value.get((c, last)) is not None
    }
    parts = []
    risen = [names[c] for c in change if same(change[c]) > 0]
    fallen = [names[c] for c in change if same(change[c]) < 0]
    if first != last:
        if len(risen) == len(names) > 1:
            parts.append(t("overview.all_rise", n=len(risen), first=first, last=last))
        elif risen:
            parts.append(t("overview.some_rise", clusters=look.join(risen), first=first,
                           last=last))  # fmt: skip
        if fallen:
            parts.append(t("overview.some_fall", clusters=look.join(fallen), first=first,
                           last=last))  # fmt: skip
    most = [c for c in change if same(change[c]) == same(max(change.values()))]
    if len(change) > 1 and len(most) == 1 and same(change[most[0]]) > 0:
        parts.append(
            t(
                "overview.most",
                cluster=names[most[0]],
                change=look.signed(change[most[0]]),
            )
        )
    lacking = [
        names[c] for c in names
        if any(value.get((c, r["year"])) is None for r in rows)
    ]  # fmt: skip
    if lacking:
        parts.append(t("overview.lacking", clusters=look.join(lacking)))
    return look.sentences(*parts)


def first_in_dimensions(now: Sequence[Row]) -> str:
    """Say which agglomeration has the highest score in which dimensions of a year."""
    if len({r["cluster_id"] for r in now}) < 2:
        return ""
    first_in: dict[str, list[str]] = {}
    shared = []
    for dimension, name in look.names(now, "dimension").items():
        best = highest((r for r in now if r["dimension_id"] == dimension),
                       "dimension_score")  # fmt: skip
        if not best or same(best[0]["dimension_score"]) <= 0:
            continue
        if len(best) == 1:
            cluster = look.name(best[0], "cluster")
            first_in.setdefault(cluster, []).append(look.inline(name))
        else:
            shared.append(t("overview.shared_in", clusters=named(best, "cluster"),
                            dimension=look.inline(name)))  # fmt: skip
    said = [
        t("overview.first_in", cluster=cluster, dimensions=look.join(dimensions))
        for cluster, dimensions in first_in.items()
    ] + shared
    return t("stop").join(said) + t("full_stop") if said else ""


def highest_dimension(now: Sequence[Row], year: int) -> str:
    """Say which score of a year is the highest, if one is."""
    most = highest(now, "dimension_score")
    if len(most) != 1 or len(now) < 2 or same(most[0]["dimension_score"]) <= 0:
        return ""
    return t("overview.highest_dimension", cluster=look.name(most[0], "cluster"),
             dimension=look.inline(look.name(most[0], "dimension")), year=year)  # fmt: skip


def theil_lead(rows: Sequence[Row]) -> str:
    """Say where most of the gaps between cities lie."""
    parts = [t("overview.theil_lead", n=sum(r["within_share"] > 0.5 for r in rows),
               all=len(rows))]  # fmt: skip
    most = lowest(rows, "within_share")
    share = 1 - most[0]["within_share"]
    if len(rows) > 1 and len(most) == 1 and same(share) > 0:
        parts.append(
            t("overview.theil_most", indicator=look.inline(look.name(most[0], "indicator")),
              share=look.percent(share))
        )  # fmt: skip
    return look.sentences(*parts)


def steady_ranks(rows: Sequence[Row]) -> str:
    """Say whose rank is the same, and its own, in every year."""
    years = sorted({r["year"] for r in rows})
    names = look.names(rows, "cluster")
    if len(years) < 2 or len(names) < 2:
        return ""
    of = {c: [r for r in rows if r["cluster_id"] == c] for c in names}
    steady = [
        names[c]
        for c, own in of.items()
        if len(own) == len(years)
        and len({r["index_rank"] for r in own}) == 1
        and own[0]["index_rank"] is not None
        and not any(is_shared(r, rows, "index_rank") for r in own)
    ]
    if steady:
        return t("overview.steady", clusters=look.join(steady), n=len(years))
    return t("overview.none_steady", n=len(years))


# Map.


def map_headline(about: Row, rows: Sequence[Row], year: int) -> str:
    """Say where an indicator is highest and lowest, or that it is the same everywhere."""
    have = [r for r in rows if r["value"] is not None]
    indicator = look.name(about, "indicator")
    if not have:
        return t("map.nothing", indicator=indicator, year=year)
    if about["unit"] == "0_or_1":
        return t("map.yes", n=sum(r["value"] == 1 for r in have), all=len(have),
                 indicator=indicator, year=year)  # fmt: skip

    def end(found: list[Row]) -> str:
        return (look.name(found[0], "city") if len(found) == 1
                else t("map.n_cities", n=len(found)))  # fmt: skip

    high, low = highest(have, "value"), lowest(have, "value")
    if len(have) == 1:
        return t("map.one", indicator=indicator, year=year,
                 city=look.name(have[0], "city"),
                 value=look.of_indicator(have[0]["value"], about))  # fmt: skip
    shown = {look.of_indicator(end[0]["value"], about) for end in (high, low)}
    if len(shown) == 1:
        return t("map.equal", indicator=indicator, year=year, n=len(have),
                 value=look.of_indicator(high[0]["value"], about))  # fmt: skip
    return t(
        "map.highest",
        indicator=indicator,
        year=year,
        high=end(high),
        high_value=look.of_indicator(high[0]["value"], about),
        low=end(low),
        low_value=look.of_indicator(low[0]["value"], about),
    )


def map_lead(rows: Sequence[Row]) -> str:
    """Say how many cities have a figure, and how many of those are in doubt."""
    have = [r for r in rows if r["value"] is not None]
    estimated = sum(r["status"] in ESTIMATES for r in have)
    doubtful = sum(bool(r["warning_flags"]) for r in have)
    parts = [t("map.have", n=len(have), all=len(rows))]
    if estimated:
        parts.append(t("map.estimated", n=estimated))
    if doubtful:
        parts.append(t("map.doubtful", n=doubtful))
    return t("stop").join(parts) + t("full_stop")


# Agglomeration.


def cluster_headline(rows: Sequence[Row], cluster: str, name: str, year: int) -> str:
    """Say what rank an agglomeration has among those of its year."""
    now = next(
        (r for r in rows if r["cluster_id"] == cluster and r["year"] == year), None
    )
    if now is None or now["integration_index"] is None:
        return t("cluster.no_index", cluster=name, year=year)
    peers = [
        r for r in rows if r["year"] == year and r["integration_index"] is not None
    ]
    values = {
        "cluster": name,
        "year": year,
        "index": look.number(now["integration_index"]),
        "cities": now["n_members"],
    }
    if len(peers) == 1:
        return t("cluster.alone", **values)
    tied = sum(r["index_rank"] == now["index_rank"] for r in peers)
    if tied > 1:
        return t("cluster.tied", n=tied - 1, all=len(peers), **values)
    return t(
        "cluster.headline", rank=ordinal(now["index_rank"]), all=len(peers), **values
    )


def cluster_lead(
    rows: Sequence[Row], scores: Sequence[Row], cluster: str, year: int
) -> str:
    """Say in which dimensions an agglomeration is ahead or behind, and how it changed."""
    now = [r for r in scores if r["year"] == year]
    own = [r for r in now if r["cluster_id"] == cluster and r["dimension_rank"]]
    zeros = [r for r in own if same(r["dimension_score"]) == 0]
    ranked = [r for r in own if same(r["dimension_score"]) > 0]
    parts = []
    if ranked and len({r["cluster_id"] for r in now}) > 1:
        best, worst = (
            lowest(ranked, "dimension_rank"),
            highest(ranked, "dimension_rank"),
        )
        values = {"best": named(best, "dimension", within=True),
                  "best_rank": ordinal(best[0]["dimension_rank"])}  # fmt: skip
        if zeros:
            parts.append(t("cluster.best", **values))
        elif best[0]["dimension_rank"] != worst[0]["dimension_rank"]:
            parts.append(
                t("cluster.best_worst", worst=named(worst, "dimension", within=True),
                  worst_rank=ordinal(worst[0]["dimension_rank"]), **values)
            )  # fmt: skip
        elif len(own) == len({r["dimension_id"] for r in now}) > 1:
            parts.append(t("cluster.same_rank", rank=values["best_rank"]))
    if zeros:
        parts.append(t("cluster.zero_in", zero=named(zeros, "dimension", within=True)))
    index = {r["year"]: r for r in rows if r["cluster_id"] == cluster}
    before = max((y for y in index if y < year), default=None)
    if before is not None and year in index and index[year]["index_change"] is not None:
        change = index[year]["index_change"]
        parts.append(t("cluster.change", change=look.signed(change), year=before))
    return look.sentences(*parts)


def dimension_gains(scores: Sequence[Row], first: int, last: int) -> str:
    """Say which dimension of an agglomeration has gained or lost most between two years."""
    value = {(r["dimension_id"], r["year"]): r["dimension_score"] for r in scores}
    gains = [
        {**r, "gain": same(value[r["dimension_id"], last])
         - same(value[r["dimension_id"], first])}
        for r in scores
        if r["year"] == last and value.get((r["dimension_id"], last)) is not None
        and value.get((r["dimension_id"], first)) is not None
    ]  # fmt: skip
    if first == last or not gains:
        return ""
    most, least = highest(gains, "gain"), lowest(gains, "gain")
    up, down = same(most[0]["gain"]), same(least[0]["gain"])
    parts = []

    def of(rows: list[Row]) -> dict[str, str]:
        return {"dimension": named(rows, "dimension", within=True),
                "gain": look.signed(rows[0]["gain"])}  # fmt: skip

    if up > 0:
        parts.append(t("cluster.gains_most", **of(most)))
    if down < 0:
        parts.append(t("cluster.loses_most", **of(least)))
    elif up > down:
        parts.append(t("cluster.gains_least", **of(least)))
    if not parts:
        return t("cluster.gains_none", first=first, last=last)
    head = t("cluster.gains", first=first, last=last)
    return head + t("stop").join(parts) + t("full_stop")


def driver(rows: Sequence[Row]) -> str:
    """Say which indicator adds most points to the index, and which least and why."""
    column = "contribution"
    if not any(r[column] is not None for r in rows):
        column = "indicator_score"
    most, least = highest(rows, column), lowest(rows, column)
    if not most or same(most[0][column]) == same(least[0][column]):
        return ""
    key = "driver" if column == "contribution" else "driver_score"
    parts = [
        t(f"cluster.{key}", top=named(most, "indicator"),
          top_score=look.number(most[0][column]),
          low=named(least, "indicator", within=True),
          low_score=look.number(least[0][column]))
    ]  # fmt: skip
    if len(least) == 1:
        evenness = (least[0]["evenness_score"] or 0) / 100
        level = least[0]["level_adjustment"] or 0
        if min(evenness, level) < 1:
            why = "cluster.uneven" if evenness < level else "cluster.poor"
            parts.append(t(why, k=look.number(evenness * 100, 1), f=look.number(level),
                           low=named(least, "indicator")))  # fmt: skip
    return look.sentences(*parts)


def spread_lead(rows: Sequence[Row]) -> str:
    """Say which indicator differs most and least among the cities."""
    by_indicator: dict[str, Row] = {}
    for row in rows:
        best = by_indicator.get(row["indicator_id"])
        if best is None or row["value"] > best["value"]:
            by_indicator[row["indicator_id"]] = row
    widest = highest(by_indicator.values(), "cv_population")
    evenest = lowest(by_indicator.values(), "cv_population")
    if not widest or same(widest[0]["cv_population"]) == 0:
        return t("cluster.spread_none") if widest else ""
    parts = []
    if len(widest) == 1:
        parts.append(
            t("cluster.spread_lead", widest=named(widest, "indicator"),
              cv=look.number(widest[0]["cv_population"]),
              city=look.name(widest[0], "city"),
              times=look.number(widest[0]["share_of_mean"], 2))
        )  # fmt: skip
    if same(evenest[0]["cv_population"]) < same(widest[0]["cv_population"]):
        parts.append(t("cluster.spread_even", evenest=named(evenest, "indicator"),
                       cv=look.number(evenest[0]["cv_population"])))  # fmt: skip
    return look.sentences(*parts)


def area_changes(trends: Sequence[Row], changes: Sequence[Row]) -> str:
    """Say which cities' area changed within the years of a trend."""
    first = min((row["first_year"] for row in trends), default=0)
    last = max((row["last_year"] for row in trends), default=0)
    within = [
        t("cluster.area_change", city=look.name(row, "city"), year=row["year"])
        for row in changes
        if first < row["year"] <= last
    ]
    return t("cluster.area_changes", changes=look.join(within)) if within else ""


def grades_lead(rows: Sequence[Row]) -> str:
    """Say how many indicators have good figures, and which have the worst."""
    good = sum(row["quality_grade"] in ("A", "B") for row in rows)
    lowest_grade = max(row["quality_grade"] for row in rows)
    worst = [row for row in rows if row["quality_grade"] == lowest_grade]
    parts = [t("cluster.grades_lead", n=good, all=len(rows))]
    if good < len(rows):
        parts.append(
            t("cluster.grades_low", grade=lowest_grade,
              worst=named(worst, "indicator", within=True))
        )  # fmt: skip
    return look.sentences(*parts)


def measures_lead(rows: Sequence[Row]) -> str:
    """Say what Gini and the weighted CV find."""
    both = [r for r in rows
            if r["weighted_cv"] is not None and r["cv_population"] is not None]  # fmt: skip
    top, low = highest(rows, "gini_coefficient"), lowest(rows, "gini_coefficient")
    parts = []
    if top and same(top[0]["gini_coefficient"]) > same(low[0]["gini_coefficient"]):
        parts.append(
            t("cluster.measures_lead", top=named(top, "indicator", within=True),
              top_gini=look.number(top[0]["gini_coefficient"]),
              low=named(low, "indicator", within=True),
              low_gini=look.number(low[0]["gini_coefficient"]))
        )  # fmt: skip
    if both:
        smaller = sum(same(r["weighted_cv"]) < same(r["cv_population"]) for r in both)
        parts.append(t("cluster.measures_weighted", n=smaller, all=len(both)))
    return look.sentences(*parts)


# City.


def places(rows: Sequence[Row], directions: dict[str, str]) -> dict[str, list[Row]]:
    """Return the indicators in which a city has the best value of its agglomeration.

    More is better or less, as the direction of the indicator says. Indicators of yes and
    no, and those that are the same in all cities, have no best.

    Returns:
        rows under compared (all that could be best), high, low and shared.

    """
    found: dict[str, list[Row]] = {"compared": [], "high": [], "low": [], "shared": []}
    for row in rows:
        if row["value"] is None or row["unit"] == "0_or_1":
            continue
        if row["min_value"] is None or row["max_value"] is None:
            continue
        least, most = same(row["min_value"]), same(row["max_value"])
        if least == most:
            continue
        found["compared"].append(row)
        is_negative = directions.get(row["indicator_id"]) == "negative"
        if same(row["value"]) != (least if is_negative else most):
            continue
        if row["n_sharing_value"] > 1:
            found["shared"].append(row)
        else:
            found["low" if is_negative else "high"].append(row)
    return found


def city_headline(
    city: Row, rows: Sequence[Row], directions: dict[str, str], year: int
) -> str:
    """Say in how many indicators a city is the best of its agglomeration."""
    found = places(rows, directions)
    n = len(found["high"]) + len(found["low"])
    values = {"city": look.name(city, "city"), "year": year,
              "cluster": look.name(city, "cluster")}  # fmt: skip
    if not any(r["value"] is not None for r in rows):
        return t("city.nothing", **values)
    if not found["compared"]:
        return t("city.not_compared", **values)
    key = "city.first" if n else "city.none_first"
    return t(key, n=n, all=len(found["compared"]), **values)


def city_lead(rows: Sequence[Row], directions: dict[str, str]) -> str:
    """Say in which indicators a city is the best, and how many figures are missing."""
    found = places(rows, directions)
    parts = [
        t(f"city.{kind}", indicators=named(found[kind], "indicator", within=True))
        for kind in ("high", "low", "shared")
        if found[kind]
    ]
    missing = sum(r["value"] is None for r in rows)
    if missing:
        parts.append(t("city.missing", n=missing, all=len(rows)))
    return look.sentences(*parts)


def segments(rows: Sequence[Row], breaks: Sequence[Row]) -> dict[int, int]:
    """Return the stretch of comparable years that each year of a series belongs to.

    A year that stands on another basis alone is a stretch of its own; the years around
    it are two, as a line between them would run through it.
    """
    number, stretch = 0, {}
    alone = {b["year"] for b in breaks if b["break_type"] == "not_comparable"}
    new = {b["year"] for b in breaks if b["break_type"] == "new_basis"}
    before = None
    for year in sorted(r["year"] for r in rows):
        crossed = before is not None and any(before < b <= year for b in new | alone)
        if crossed or before in alone:
            number += 1
        stretch[year] = number
        before = year
    return stretch


def series_lead(
    city: Row, rows: Sequence[Row], about: Row, breaks: Sequence[Row]
) -> str:
    """Say what a city has in the first and the last year, and if the basis changed."""
    alone = {b["year"] for b in breaks if b["break_type"] == "not_comparable"}
    have = [r for r in rows if r["value"] is not None and r["year"] not in alone]
    if len(have) < 2:
        return t("city.no_series")
    first, last = have[0], have[-1]
    text = t(
        "city.series_lead",
        city=look.name(city, "city"),
        first=first["year"],
        first_value=look.of_indicator(first["value"], about),
        last=last["year"],
        last_value=look.of_indicator(last["value"], about),
    )
    changed = [
        str(b["year"])
        for b in breaks
        if b["break_type"] == "new_basis" and first["year"] < b["year"] <= last["year"]
    ]
    if changed:
        text = look.sentences(text, t("city.series_basis", years=look.join(changed)))
    return text


# Robustness.


def rank_sentences(
    shares: Sequence[Row], names: dict[str, str], year: int
) -> tuple[str, str]:
    """Say whose rank is the surest and whose is the least sure, in headline and lead.

    A tie at an index of 0 is no rank.
    """
    if not shares:
        return t("robust.nothing", year=year), ""
    of = {(r["cluster_id"], r["index_rank"]): r["share_of_readings"] for r in shares}
    usual = []
    for cluster in {c for c, _ in of}:
        rank = max((k for c, k in of if c == cluster),
                   key=lambda k: (same(of[cluster, k]), -k))  # fmt: skip
        usual.append({"cluster_id": cluster, "rank": rank, "share": of[cluster, rank]})
    usual.sort(key=lambda r: list(names).index(r["cluster_id"]))
    surest, least = highest(usual, "share"), lowest(usual, "share")
    n = look.number(shares[0]["n_readings"], 0)
    if same(surest[0]["share"]) == 0:
        return t("robust.all_tied", n=n, year=year), ""
    text = t(
        "robust.headline",
        cluster=names[surest[0]["cluster_id"]],
        rank=ordinal(surest[0]["rank"]),
        share=look.percent(surest[0]["share"]),
        n=n,
        year=year,
    )
    if len(least) > 1 or same(least[0]["share"]) == same(surest[0]["share"]):
        return text, ""
    if same(least[0]["share"]) == 0:
        return text, t("robust.lead_tied", cluster=names[least[0]["cluster_id"]])
    return text, t(
        "robust.lead",
        cluster=names[least[0]["cluster_id"]],
        rank=ordinal(least[0]["rank"]),
        share=look.percent(least[0]["share"]),
    )


def choices_lead(totals: Sequence[Row]) -> str:
    """Say which choice moves the ranks most; rows have choice and total."""
    most = highest(totals, "total")
    if len(totals) < 2 or len(most) != 1 or same(most[0]["total"]) <= 0:
        return ""
    return t("robust.choices_lead", choice=most[0]["choice"])


def single_lead(readings: Sequence[Sequence[Row]], paper: dict[str, int | None]) -> str:
    """Say how many single changes of a choice move a rank."""
    moved = sum(
        any(
            r["index_rank"] is not None
            and paper.get(r["cluster_id"]) is not None
            and r["index_rank"] != paper[r["cluster_id"]]
            for r in of
        )
        for of in readings
    )
    return t("robust.one_lead", moved=moved, n=len(readings))


def ranges_lead(rows: Sequence[Row]) -> str:
    """Say whose index moves most with the reading."""
    moved = [
        {**r, "width": same(r["max_index"]) - same(r["min_index"])}
        for r in rows
        if r["max_index"] is not None
    ]
    widest = highest(moved, "width")
    if len(moved) < 2 or len(widest) != 1 or same(widest[0]["width"]) == 0:
        return ""
    return t(
        "robust.ranges_lead",
        cluster=look.name(widest[0], "cluster"),
        low=look.number(widest[0]["min_index"]),
        high=look.number(widest[0]["max_index"]),
    )


def without_lead(rows: Sequence[Row], counts: dict[str, int]) -> str:
    """Say how many of the things left out would move a rank, or take the index away."""

    def things(of: Iterable[Row]) -> int:
        return len({(r["left_out_kind"], r["left_out_id"]) for r in of})

    moved = things(r for r in rows if None not in (r["index_rank"], r["paper_rank"]))
    lost = things(r for r in rows if r["index_rank"] is None)
    parts = [
        t("robust.without_lead", moved=moved, n=sum(counts.values()),
          indicators=counts.get("indicator", 0), dimensions=counts.get("dimension", 0),
          cities=counts.get("city", 0))
    ]  # fmt: skip
    if lost:
        parts.append(t("robust.without_lost", n=lost))
    return look.sentences(*parts)


def own_weights(rows: Sequence[Row], year: int) -> str:
    """Say whose rank is another with weights of the reader's."""
    moved = [
        look.name(r, "cluster") for r in rows if r["weighted_rank"] != r["index_rank"]
    ]
    if moved:
        return t("robust.moved", clusters=look.join(moved), year=year)
    return t("robust.not_moved", year=year)


# Replication.


def plans_lead(plans: Sequence[Row]) -> str:
    """Say since when a national plan is there: in the paper's tables, and elsewhere."""

    def first(rows: Iterable[Row]) -> int | None:
        return min((r["year"] for r in rows if r["level"] == "national"), default=None)

    named = first(r for r in plans if not r["other_source"])
    known = first(plans)
    return look.sentences(
        t("cluster.national", year=named) if named else t("cluster.no_national"),
        t("cluster.national_elsewhere", year=known) if known != named else "",
    )


def claims_headline(rows: Sequence[Row]) -> str:
    """Say how many claims hold."""
    n = sum(row["outcome"] == "reproduced" for row in rows)
    if not any(row["outcome"] != "not_testable" for row in rows):
        return t("claims.none_testable")
    return t("claims.headline", n=n, all=len(rows))


def claims_lead(rows: Sequence[Row], n_left_out: int, n_indicators: int) -> str:
    """Say how many of the claims that fail hold in part, and what cannot be tested."""
    failed = [row for row in rows if row["outcome"] == "not_reproduced"]
    untested = sum(row["outcome"] == "not_testable" for row in rows)
    near = sum(row["n_facts_met"] > 0 for row in failed)
    parts = []
    if failed:
        parts.append(t("claims.failed", failed=len(failed), near=near))
    if untested and untested < len(rows):
        parts.append(t("claims.untested", n=untested))
    parts.append(t("claims.figures"))
    if n_left_out:
        parts.append(t("claims.left_out", n=n_left_out, all=n_indicators))
    return look.sentences(*parts)


def table_4_lead(rows: Sequence[Row]) -> str:
    """Say where our figures are nearest to the paper's and farthest from them."""
    gaps = [
        {**r, "gap": abs(r["difference"])} for r in rows if r["difference"] is not None
    ]
    near, far = lowest(gaps, "gap"), highest(gaps, "gap")
    if not gaps or same(near[0]["gap"]) == same(far[0]["gap"]):
        return ""

    def of(row: Row) -> str:
        return t("claims.in_year", what=look.inline(look.name(row, "dimension")),
                 year=row["year"])  # fmt: skip

    return t(
        "claims.table_4_lead",
        near=look.join([of(r) for r in near]),
        near_gap=look.number(near[0]["gap"], 3),
        far=look.join([of(r) for r in far]),
        far_gap=look.number(far[0]["gap"], 3),
    )


# Quality.


def stand_ins(rows: Sequence[Row]) -> str:
    """Name the indicators in use that something else stands in for, wholly or in part."""
    used = [r for r in rows if r["is_used"]]
    proxies = [
        t("quality.proxy", name=look.inline(look.name(r, "indicator")),
          proxy=look.name(r, "proxy"))
        for r in used if r["proxy_en"]
    ]  # fmt: skip
    rates = [r for r in used if r["n_published_rate"]]
    return look.sentences(
        t("quality.proxies", proxies=look.join(proxies)) if proxies else "",
        t("quality.rates", rates=named(rates, "indicator", within=True))
        if rates
        else "",
    )


def left_out_lead(rows: Sequence[Row]) -> str:
    """Say how many indicators a reading is made of, of what, and which are left out."""
    out = [r for r in rows if not r["is_used"]]
    parts = [t("quality.used", used=len(rows) - len(out), all=len(rows))]
    if out:
        parts.append(t("quality.without", out=named(out, "indicator", within=True)))
    return look.sentences(*parts, stand_ins(rows))
