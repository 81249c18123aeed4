"""The sentences on the map, on agglomerations and on cities."""

from collections.abc import Sequence

from app import words
from app.data import Row
from app.sentences.basic import highest, in_one, known, lowest, named, said, same
from app.texts import ordinal, t

# Map.


def map_headline(about: Row, rows: Sequence[Row], year: int) -> str:
    """Say where an indicator is highest and lowest, or that it is the same everywhere."""
    have = [r for r in rows if r["value"] is not None]
    what = {"indicator": words.name(about, "indicator"), "year": year}
    if not have:
        return t("map.nothing", **what)
    if about["unit"] == "0_or_1":
        n = sum(r["value"] == 1 for r in have)
        return t("map.yes", n=n, all=len(have), **what)
    values = [r["value"] for r in have]
    high_value, low_value = (words.of_indicator(pick(values), about)
                             for pick in (max, min))  # fmt: skip
    if len(have) == 1:
        return t("map.one", city=named(have, "city"), value=high_value, **what)
    if high_value == low_value:
        return t("map.equal", n=len(have), value=high_value, **what)

    def end(value: float) -> str:
        # What reads alike is one value.
        figure = words.figure(value, about["unit"])
        of = [r for r in have if words.figure(r["value"], about["unit"]) == figure]
        return named(of, "city") if len(of) == 1 else t("map.n_cities", n=len(of))

    return t("map.highest", high=end(max(values)), high_value=high_value,
             low=end(min(values)), low_value=low_value, **what)  # fmt: skip


def map_lead(rows: Sequence[Row]) -> str:
    """Say how many cities have a figure, and how many of those are in doubt."""
    have = [r for r in rows if r["value"] is not None]
    parts = [
        t("map.have", n=len(have), all=len(rows)),
        said("map.estimated", [r for r in have if r["status"] in words.ESTIMATES]),
        said("map.doubtful", [r for r in have if r["warning_flags"]]),
    ]
    return in_one([part for part in parts if part])


def city_on_map(row: Row, about: Row) -> str:
    """Say what a city has, what it rests on, and where it stands."""
    where = {"city": words.name(row, "city"), "cluster": words.name(row, "cluster")}
    if row["value"] is None:
        return t("map.city_nothing", **where)
    return t("map.city_has", value=words.of_indicator(row["value"], about),
             status=words.status_text(row), rank=row["rank_in_scheme"],
             n=row["n_cities_in_scheme"], **where)  # fmt: skip


# Agglomeration.


def cluster_headline(rows: Sequence[Row], cluster: str, name: str, year: int) -> str:
    """Say what rank an agglomeration has among those of its year."""
    peers = [r for r in rows
             if r["year"] == year and r["integration_index"] is not None]  # fmt: skip
    own = [r for r in peers if r["cluster_id"] == cluster]
    if not own:
        return t("cluster.no_index", cluster=name, year=year)
    values = {"cluster": name, "year": year, "cities": own[0]["n_members"],
              "index": words.number(own[0]["integration_index"])}  # fmt: skip
    if len(peers) == 1:
        return t("cluster.alone", **values)
    rank = own[0]["index_rank"]
    tied = sum(r["index_rank"] == rank for r in peers)
    if tied > 1:
        return t("cluster.tied", n=tied - 1, all=len(peers), **values)
    return t("cluster.headline", rank=ordinal(rank), all=len(peers), **values)


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
        ends = {"best": lowest(ranked, "dimension_rank"),
                "worst": highest(ranked, "dimension_rank")}  # fmt: skip
        names = {k: named(of, "dimension", within=True) for k, of in ends.items()}
        best, worst = (of[0]["dimension_rank"] for of in ends.values())
        first = ordinal(best)
        if zeros:
            parts.append(t("cluster.best", best=names["best"], best_rank=first))
        elif best != worst:
            ranks = {"best_rank": first, "worst_rank": ordinal(worst)}
            parts.append(t("cluster.best_worst", **names, **ranks))
        elif len(own) == len({r["dimension_id"] for r in now}) > 1:
            parts.append(t("cluster.same_rank", rank=first))
    if zeros:
        parts.append(t("cluster.zero_in", zero=named(zeros, "dimension", within=True)))
    index = {r["year"]: r["index_change"] for r in rows if r["cluster_id"] == cluster}
    before = max((y for y in index if y < year), default=None)
    change = index.get(year)
    if before is not None and change is not None:
        parts.append(t("cluster.change", change=words.signed(change), year=before))
    return words.sentences(*parts)


def dimension_gains(scores: Sequence[Row], first: int, last: int) -> str:
    """Say which dimension of an agglomeration has gained or lost most between two years."""
    value = known(scores, "dimension", "dimension_score")
    gains = [
        {**r, "gain": value[d, last] - value[d, first]}
        for r in scores if r["year"] == last and (d := r["dimension_id"])
        and {(d, first), (d, last)} <= value.keys()
    ]  # fmt: skip
    if first == last or not gains:
        return ""
    most, least = highest(gains, "gain"), lowest(gains, "gain")
    up, down = same(most[0]["gain"]), same(least[0]["gain"])
    chosen = {"gains_most": most if up > 0 else [],
              "loses_most": least if down < 0 else [],
              "gains_least": least if up > down >= 0 else []}  # fmt: skip
    parts = [
        t(f"cluster.{key}", gain=words.signed(of[0]["gain"]),
          dimension=named(of, "dimension", within=True))
        for key, of in chosen.items() if of
    ]  # fmt: skip
    if not parts:
        return t("cluster.gains_none", first=first, last=last)
    return t("cluster.gains", first=first, last=last) + in_one(parts)


def driver(rows: Sequence[Row]) -> str:
    """Say which indicator adds most points to the index, and which least and why."""
    is_sum = any(r["contribution"] is not None for r in rows)
    column = "contribution" if is_sum else "indicator_score"
    most, least = highest(rows, column), lowest(rows, column)
    if not most or same(most[0][column]) == same(least[0][column]):
        return ""
    parts = [
        t("cluster.driver" if is_sum else "cluster.driver_score",
          top=named(most, "indicator"), top_score=words.number(most[0][column]),
          low=named(least, "indicator", within=True),
          low_score=words.number(least[0][column]))
    ]  # fmt: skip
    k = least[0]["evenness_score"] or 0
    f = least[0]["level_adjustment"] or 0
    if len(least) == 1 and min(k / 100, f) < 1:
        why = "cluster.uneven" if k / 100 < f else "cluster.poor"
        parts.append(t(why, k=words.number(k, 1), f=words.number(f),
                       low=named(least, "indicator")))  # fmt: skip
    return words.sentences(*parts)


def spread_lead(rows: Sequence[Row]) -> str:
    """Say which indicator differs most and least among the cities; highest come first."""
    top = {
        r["indicator_id"]: r for r in sorted(rows, key=lambda r: r["value"])
    }.values()
    widest, evenest = highest(top, "cv_population"), lowest(top, "cv_population")
    if not widest or same(widest[0]["cv_population"]) == 0:
        return t("cluster.spread_none") if widest else ""
    most, least = (of[0]["cv_population"] for of in (widest, evenest))
    parts = []
    if len(widest) == 1:
        times = words.number(widest[0]["share_of_mean"], 2)
        parts.append(
            t("cluster.spread_lead", widest=named(widest, "indicator"),
              cv=words.number(most), city=named(widest, "city"), times=times)
        )  # fmt: skip
    if same(least) < same(most):
        evenest_names = named(evenest, "indicator")
        parts.append(
            t("cluster.spread_even", evenest=evenest_names, cv=words.number(least))
        )
    return words.sentences(*parts)


def pull_lead(rows: Sequence[Row]) -> str:
    """Say which city pulls its agglomeration apart most, and in what."""
    most = highest(rows, "mean_share")
    if len(rows) < 2 or len(most) != 1:
        return ""
    where = t("cluster.above" if most[0]["is_above"] else "cluster.below")
    return t("cluster.pull_lead", city=named(most, "city"), where=where,
             share=words.percent(most[0]["mean_share"]),
             indicator=named(most, "indicator", within=True),
             most=words.percent(most[0]["most_share"]))  # fmt: skip


def area_changes(trends: Sequence[Row], changes: Sequence[Row]) -> str:
    """Say which cities' area changed within the years of a trend."""
    first = min((row["first_year"] for row in trends), default=0)
    last = max((row["last_year"] for row in trends), default=0)
    within = [
        t("cluster.area_change", city=words.name(row, "city"), year=row["year"])
        for row in changes
        if first < row["year"] <= last
    ]
    return t("cluster.area_changes", changes=words.join(within)) if within else ""


def grades_lead(rows: Sequence[Row]) -> str:
    """Say how many indicators have good figures, and which have the worst."""
    good = sum(row["quality_grade"] in ("A", "B") for row in rows)
    grade = max(row["quality_grade"] for row in rows)
    worst = [row for row in rows if row["quality_grade"] == grade]
    names = named(worst, "indicator", within=True)
    return words.sentences(
        t("cluster.grades_lead", n=good, all=len(rows)),
        t("cluster.grades_low", grade=grade, worst=names) if good < len(rows) else "",
    )


def measures_lead(rows: Sequence[Row]) -> str:
    """Say what Gini and the weighted CV find."""
    both = [r for r in rows if None not in (r["weighted_cv"], r["cv_population"])]
    top, low = highest(rows, "gini_coefficient"), lowest(rows, "gini_coefficient")
    parts = []
    if top and same(top[0]["gini_coefficient"]) > same(low[0]["gini_coefficient"]):
        parts.append(
            t("cluster.measures_lead", top=named(top, "indicator", within=True),
              top_gini=words.number(top[0]["gini_coefficient"]),
              low=named(low, "indicator", within=True),
              low_gini=words.number(low[0]["gini_coefficient"]))
        )  # fmt: skip
    if both:
        smaller = sum(same(r["weighted_cv"]) < same(r["cv_population"]) for r in both)
        parts.append(t("cluster.measures_weighted", n=smaller, all=len(both)))
    return words.sentences(*parts)


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
        values = (row["min_value"], row["max_value"], row["value"])
        if None in values or row["unit"] == "0_or_1":
            continue
        least, most, own = map(same, values)
        if least == most:
            continue
        found["compared"].append(row)
        is_less = directions.get(row["indicator_id"]) == "negative"
        if own == (least if is_less else most):
            place = "low" if is_less else "high"
            found["shared" if row["n_sharing_value"] > 1 else place].append(row)
    return found


def city_headline(
    city: Row, rows: Sequence[Row], directions: dict[str, str], year: int
) -> str:
    """Say in how many indicators a city is the best of its agglomeration."""
    found = places(rows, directions)
    n = len(found["high"]) + len(found["low"])
    values = {"city": words.name(city, "city"), "year": year,
              "cluster": words.name(city, "cluster")}  # fmt: skip
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
    missing = [r for r in rows if r["value"] is None]
    return words.sentences(*parts, said("city.missing", missing, all=len(rows)))


def years_of(breaks: Sequence[Row], kind: str) -> list[int]:
    """Return the years of one kind of break."""
    return [row["year"] for row in breaks if row["break_type"] == kind]


def segments(rows: Sequence[Row], breaks: Sequence[Row]) -> dict[int, int]:
    """Return the stretch of comparable years that each year of a series belongs to.

    A year that stands on another basis alone is a stretch of its own; the years around
    it are two, as a line between them would run through it.
    """
    number, stretch = 0, {}
    before: int | None = None
    alone, new = (years_of(breaks, kind) for kind in ("not_comparable", "new_basis"))
    for year in sorted(r["year"] for r in rows):
        crossed = before is not None and any(before < b <= year for b in (*new, *alone))
        number += crossed or before in alone
        stretch[year], before = number, year
    return stretch


def series_lead(
    city: Row, rows: Sequence[Row], about: Row, breaks: Sequence[Row]
) -> str:
    """Say what a city has in the first and the last year, and if the basis changed."""
    alone = years_of(breaks, "not_comparable")
    have = [r for r in rows if r["value"] is not None and r["year"] not in alone]
    if len(have) < 2:
        return t("city.no_series")
    first, last = have[0], have[-1]
    text = t("city.series_lead", city=words.name(city, "city"), first=first["year"],
             first_value=words.of_indicator(first["value"], about), last=last["year"],
             last_value=words.of_indicator(last["value"], about))  # fmt: skip
    changed = [str(year) for year in years_of(breaks, "new_basis")
               if first["year"] < year <= last["year"]]  # fmt: skip
    basis = t("city.series_basis", years=words.join(changed)) if changed else ""
    return words.sentences(text, basis)
