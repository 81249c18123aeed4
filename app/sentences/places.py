"""The sentences on the map, on agglomerations and on cities."""

from collections.abc import Sequence

from app import words
from app.data import Row
from app.sentences.basic import ESTIMATES, highest, lowest, named, same
from app.texts import ordinal, t

# Map.


def map_headline(about: Row, rows: Sequence[Row], year: int) -> str:
    """Say where an indicator is highest and lowest, or that it is the same everywhere."""
    have = [r for r in rows if r["value"] is not None]
    indicator = words.name(about, "indicator")
    if not have:
        return t("map.nothing", indicator=indicator, year=year)
    if about["unit"] == "0_or_1":
        return t("map.yes", n=sum(r["value"] == 1 for r in have), all=len(have),
                 indicator=indicator, year=year)  # fmt: skip

    def end(found: list[Row]) -> str:
        return (words.name(found[0], "city") if len(found) == 1
                else t("map.n_cities", n=len(found)))  # fmt: skip

    high, low = highest(have, "value"), lowest(have, "value")
    if len(have) == 1:
        return t("map.one", indicator=indicator, year=year,
                 city=words.name(have[0], "city"),
                 value=words.of_indicator(have[0]["value"], about))  # fmt: skip
    shown = {words.of_indicator(end[0]["value"], about) for end in (high, low)}
    if len(shown) == 1:
        return t("map.equal", indicator=indicator, year=year, n=len(have),
                 value=words.of_indicator(high[0]["value"], about))  # fmt: skip
    return t(
        "map.highest",
        indicator=indicator,
        year=year,
        high=end(high),
        high_value=words.of_indicator(high[0]["value"], about),
        low=end(low),
        low_value=words.of_indicator(low[0]["value"], about),
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


def city_on_map(row: Row, about: Row) -> str:
    """Say what a city has, what it rests on, and where it stands."""
    city, cluster = words.name(row, "city"), words.name(row, "cluster")
    if row["value"] is None:
        return t("map.city_nothing", city=city, cluster=cluster)
    return t(
        "map.city_has",
        city=city,
        cluster=cluster,
        value=words.of_indicator(row["value"], about),
        status=words.status_text(row),
        rank=row["rank_in_scheme"],
        n=row["n_cities_in_scheme"],
    )


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
        "index": words.number(now["integration_index"]),
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
        parts.append(t("cluster.change", change=words.signed(change), year=before))
    return words.sentences(*parts)


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
                "gain": words.signed(rows[0]["gain"])}  # fmt: skip

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
          top_score=words.number(most[0][column]),
          low=named(least, "indicator", within=True),
          low_score=words.number(least[0][column]))
    ]  # fmt: skip
    if len(least) == 1:
        evenness = (least[0]["evenness_score"] or 0) / 100
        level = least[0]["level_adjustment"] or 0
        if min(evenness, level) < 1:
            why = "cluster.uneven" if evenness < level else "cluster.poor"
            parts.append(t(why, k=words.number(evenness * 100, 1), f=words.number(level),
                           low=named(least, "indicator")))  # fmt: skip
    return words.sentences(*parts)


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
              cv=words.number(widest[0]["cv_population"]),
              city=words.name(widest[0], "city"),
              times=words.number(widest[0]["share_of_mean"], 2))
        )  # fmt: skip
    if same(evenest[0]["cv_population"]) < same(widest[0]["cv_population"]):
        parts.append(t("cluster.spread_even", evenest=named(evenest, "indicator"),
                       cv=words.number(evenest[0]["cv_population"])))  # fmt: skip
    return words.sentences(*parts)


def pull_lead(rows: Sequence[Row]) -> str:
    """Say which city pulls its agglomeration apart most, and in what."""
    most = highest(rows, "mean_share")
    if len(rows) < 2 or len(most) != 1:
        return ""
    return t(
        "cluster.pull_lead",
        city=words.name(most[0], "city"),
        share=words.percent(most[0]["mean_share"]),
        indicator=words.inline(words.name(most[0], "indicator")),
        most=words.percent(most[0]["most_share"]),
        where=t("cluster.above" if most[0]["is_above"] else "cluster.below"),
    )


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
    lowest_grade = max(row["quality_grade"] for row in rows)
    worst = [row for row in rows if row["quality_grade"] == lowest_grade]
    parts = [t("cluster.grades_lead", n=good, all=len(rows))]
    if good < len(rows):
        parts.append(
            t("cluster.grades_low", grade=lowest_grade,
              worst=named(worst, "indicator", within=True))
        )  # fmt: skip
    return words.sentences(*parts)


def measures_lead(rows: Sequence[Row]) -> str:
    """Say what Gini and the weighted CV find."""
    both = [r for r in rows
            if r["weighted_cv"] is not None and r["cv_population"] is not None]  # fmt: skip
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
    missing = sum(r["value"] is None for r in rows)
    if missing:
        parts.append(t("city.missing", n=missing, all=len(rows)))
    return words.sentences(*parts)


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
        city=words.name(city, "city"),
        first=first["year"],
        first_value=words.of_indicator(first["value"], about),
        last=last["year"],
        last_value=words.of_indicator(last["value"], about),
    )
    changed = [
        str(b["year"])
        for b in breaks
        if b["break_type"] == "new_basis" and first["year"] < b["year"] <= last["year"]
    ]
    if changed:
        text = words.sentences(text, t("city.series_basis", years=words.join(changed)))
    return text
