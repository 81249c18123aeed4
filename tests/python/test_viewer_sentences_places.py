"""Every sentence on an agglomeration is true of the figures it is made of.

Small made-up tables, with ties, zeros, gaps, one row and one year among them, go through
the functions that make sentences; pandas checks what they state.
"""

import random
import re
from typing import Any

import numpy as np
import pandas as pd
from statements import (
    CHECKS,
    Speaker,
    cases,
    check,
    dimension_table,
    index_table,
    judge,
    parts,
    shows,
)


def of_year(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the rows of a year that have an index."""
    return table[(table["year"] == year) & table["integration_index"].notna()]


@check("cluster.no_index")
def _(v: dict, table: pd.DataFrame, **_: Any) -> bool:
    return v["cluster"] not in set(of_year(table, v["year"])["cluster_en"])


@check("cluster.headline", "cluster.tied", "cluster.alone")
def _(v: dict, table: pd.DataFrame, **_: Any) -> bool:
    peers = of_year(table, v["year"]).set_index("cluster_en")
    own = peers.loc[v["cluster"]]
    value = peers["integration_index"].round(9)
    n_same = (value == value[v["cluster"]]).sum() - 1
    above = (value > value[v["cluster"]]).sum()
    if "rank" in v:
        place = n_same == 0 and int(re.sub(r"\D", "", v["rank"])) == above + 1
    elif "n" in v:
        place = n_same == v["n"] > 0
    else:
        place = len(peers) == 1
    return place and v.get("n_all", len(peers)) == len(peers) and (
        shows(v["index"], own["integration_index"]) and v["cities"] == own["n_members"]
    )  # fmt: skip


@check("cluster.change")
def _(v: dict, table: pd.DataFrame, year: int, **_: Any) -> bool:
    own = table[table["cluster_id"] == "C0"].set_index("year")["integration_index"]
    return v["before"] < year and shows(v["change"], own[year] - own[v["before"]])


def own_ranks(scores: pd.DataFrame) -> pd.DataFrame:
    """Return scores and ranks of C0 in the last year, by dimension."""
    now = scores[scores["year"] == scores["year"].max()]
    own = now[(now["cluster_id"] == "C0") & now["dimension_rank"].notna()]
    return own.set_index("dimension_en")


@check("cluster.best", "cluster.best_worst")
def _(v: dict, scores: pd.DataFrame, **_: Any) -> bool:
    own = own_ranks(scores)
    above = own[own["dimension_score"] > 0]
    best = above["dimension_rank"].min()
    true = parts(v["best"]) == set(above.index[above["dimension_rank"] == best])
    if "worst" in v:
        worst = own["dimension_rank"].max()
        true &= parts(v["worst"]) == set(own.index[own["dimension_rank"] == worst])
        true &= int(re.sub(r"\D", "", v["worst_rank"])) == worst > best
    return true and int(re.sub(r"\D", "", v["best_rank"])) == best


@check("cluster.same_rank")
def _(v: dict, scores: pd.DataFrame, **_: Any) -> bool:
    own = own_ranks(scores)
    return (own["dimension_rank"] == int(re.sub(r"\D", "", v["best_rank"]))).all() and (
        len(own) == scores["dimension_id"].nunique()
    )


@check("cluster.zero_in")
def _(v: dict, scores: pd.DataFrame, **_: Any) -> bool:
    own = own_ranks(scores)
    return parts(v["zero"]) == set(own.index[own["dimension_score"] == 0])


def test_sentences_on_an_agglomeration(speaker: Speaker) -> None:
    for seed in cases():
        table = index_table(random.Random(seed))
        scores = dimension_table(random.Random(seed))
        scores = scores[scores["year"] == scores["year"].max()]
        year = int(table["year"].max())
        scores = scores.assign(year=year)
        about = [{"cluster_id": "C0", "cluster_en": "K0", "cluster_zh": "群0"}]
        given = {"overview.index": table.drop(columns=["cluster_en", "cluster_zh"]),
                 "marts.dim_cluster": about}  # fmt: skip
        judge(
            speaker.of("cluster/headline", given, cluster="C0", year=year), table=table
        )
        given = {"overview.index": table, "overview.dimension_scores": scores}
        lead = speaker.of("cluster/lead", given, cluster="C0", year=year)
        judge(lead, table=table, scores=scores, year=year)


def gains(scores: pd.DataFrame) -> pd.Series:
    """Return the change of each dimension score from the first to the last year."""
    frame = scores.pivot(index="year", columns="dimension_en", values="dimension_score")
    return (frame.iloc[-1].round(9) - frame.iloc[0].round(9)).round(9).dropna()


CHECKS["cluster.gains"] = lambda v, scores: (
    (v["first"], v["last"]) == (scores["year"].min(), scores["year"].max())
)
CHECKS["cluster.gains_none"] = lambda v, scores: (gains(scores) == 0).all()


@check("cluster.gains_most", "cluster.gains_least", "cluster.loses_most")
def _(v: dict, scores: pd.DataFrame) -> bool:
    gain = gains(scores)
    word = re.search("gains most|gains least|loses most", v["text"])
    assert word
    end = gain.max() if word[0] == "gains most" else gain.min()
    fits = {"gains most": end > 0, "gains least": gain.max() > end >= 0,
            "loses most": end < 0}[word[0]]  # fmt: skip
    return fits and parts(v["dimension"]) == set(gain.index[gain == end]) and (
        shows(v["gain"], end) and v["gain"].startswith("−") == (end < 0)
    )  # fmt: skip


def test_sentences_on_what_gains(speaker: Speaker) -> None:
    for seed in cases():
        scores = dimension_table(random.Random(seed))
        scores = scores[scores["cluster_id"] == "C0"]
        given = {"overview.dimension_scores": scores}
        judge(speaker.of("cluster/gains", given, cluster="C0"), scores=scores)


@check("cluster.driver", "cluster.driver_score")
def _(v: dict, rows: pd.DataFrame) -> bool:
    known = rows["contribution"].notna().any()
    column = "contribution" if known else "indicator_score"
    assert ("points" in v["text"].lower()) == known
    value = rows.set_index("indicator_en")[column].dropna().round(9)
    return (
        parts(v["top"]) == set(value.index[value == value.max()])
        and parts(v["low"]) == set(value.index[value == value.min()])
        and value.max() > value.min()
        and shows(v["top_score"], value.max())
        and shows(v["low_score"], value.min())
    )


@check("cluster.uneven", "cluster.poor")
def _(v: dict, rows: pd.DataFrame) -> bool:
    own = rows.set_index("indicator_en").loc[v["low"]]
    k, f = own["evenness_score"] / 100, own["level_adjustment"]
    more = (
        "evenness"
        if re.search("is evenness .* more than level", v["text"])
        else "level"
    )
    return min(k, f) < 1 and (k < f) == (more == "evenness") and (
        shows(v["k"], k * 100, 1) and shows(v["f"], f)
    )  # fmt: skip


@check("cluster.size_note", "cluster.no_size_note", "cluster.no_level_note")
def _(v: dict, reading: dict, **_: Any) -> bool:
    if "level adjustment" in v["text"]:
        return not reading["has_level_adjustment"]
    has_size = "× R ×" in v["text"]
    return has_size == reading["has_size_adjustment"] and (
        not has_size or shows(v["size"], 0.125, 3)
    )


CHECKS["cluster.points_note"] = lambda v, rows, **_: rows["contribution"].notna().any()


def test_sentences_on_drivers(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        is_sum = chance.random() < 0.7
        table = pd.DataFrame(
            [
                {"indicator_en": f"I{i}", "indicator_zh": f"指{i}",
                 "evenness_score": chance.choice((0, 100, 100, 40, 77.7)),
                 "level_adjustment": chance.choice((0, 1, 1, 0.4, 0.1)),
                 "n": chance.choice((1, 3))}
                for i in range(chance.choice((1, 2, 5)))
            ]
        )  # fmt: skip
        table["indicator_score"] = table["evenness_score"] * table["level_adjustment"]
        table["contribution"] = (
            table["indicator_score"] / table["n"] if is_sum else np.nan
        )
        if chance.random() < 0.2:
            table.loc[0, ["indicator_score", "contribution"]] = np.nan
        given = {"cluster.indicator_scores": table}
        judge(speaker.of("cluster/driver", given), rows=table)
        reading = {"scenario_id": "S", "has_size_adjustment": chance.random() < 0.5,
                   "has_level_adjustment": chance.random() < 0.5}  # fmt: skip
        given["cluster.indicator_scores"] = table.assign(
            scenario_id="S", size_adjustment=0.125
        )
        given["marts.dim_scenario"] = [reading]
        judge(speaker.of("cluster/drivers_note", given), rows=table, reading=reading)


def cv_of(table: pd.DataFrame) -> pd.Series:
    """Return the CV of each indicator."""
    return table.groupby("indicator_en")["cv_population"].first().round(9)


CHECKS["cluster.spread_none"] = lambda v, table: (cv_of(table) == 0).all()


@check("cluster.spread_lead")
def _(v: dict, table: pd.DataFrame) -> bool:
    cv = cv_of(table)
    of = table[table["indicator_en"] == v["widest"]].set_index("city_en")
    return (
        list(cv.index[cv == cv.max()]) == [v["widest"]]
        and shows(v["cv"], cv.max())
        and of.loc[v["city"], "value"] == of["value"].max()
        and shows(v["times"], of.loc[v["city"], "value"] / of["value"].mean())
    )


@check("cluster.spread_even")
def _(v: dict, table: pd.DataFrame) -> bool:
    cv = cv_of(table)
    return cv.min() < cv.max() and shows(v["least"], cv.min()) and (
        parts(v["evenest"]) == set(cv.index[cv == cv.min()])
    )  # fmt: skip


def test_sentences_on_the_spread(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        table = pd.DataFrame(
            [
                {"indicator_id": f"i{i}", "indicator_en": f"I{i}", "indicator_zh": f"指{i}",
                 "city_id": str(c), "city_en": f"T{c}", "city_zh": f"市{c}",
                 "value": chance.choice(((5.0,), (1.0, 2.0, 9.5))[i % 2])}
                for i in range(chance.choice((1, 2, 4)))
                for c in range(chance.choice((1, 3)))
            ]
        )  # fmt: skip
        by = table.groupby("indicator_id")["value"]
        table["share_of_mean"] = table["value"] / by.transform("mean")
        table["cv_population"] = by.transform(lambda x: x.std(ddof=0) / x.mean())
        judge(speaker.of("cluster/spread_lead", {"cluster.spread": table}), table=table)


@check("cluster.grades_lead", "cluster.grades_low")
def _(v: dict, grades: pd.Series) -> bool:
    low = grades[grades > "B"]
    if "worst" in v:
        worst = low[low == low.max()]
        return parts(v["worst"]) == set(worst.index) and v["grade"] == worst.iloc[0]
    return (v["n"], v["n_all"]) == (len(grades) - len(low), len(grades))


def test_sentences_on_grades(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        pool = chance.choice(("A", "AB", "ABCD", "C"))
        grades = pd.Series({f"I{i}": chance.choice(pool) for i in range(5)})
        lines = [
            {"indicator_en": i, "indicator_zh": i, "quality_grade": g}
            for i, g in grades.items()
        ]
        said = speaker.of("cluster/grades_lead", {"cluster.grades": lines})
        assert len(said) == 1 + (grades > "B").any()
        judge(said, grades=grades)


@check("cluster.area_changes", "cluster.area_change")
def _(v: dict, years: pd.Series, first: int, last: int) -> bool:
    own = years[(years > first) & (years <= last)]
    if "changes" in v:
        return (
            parts(v["changes"]) == {f"{city} ({y})" for city, y in own.items()} != set()
        )
    return own[v["city"]] == v["year"]


def test_sentences_on_changes_of_area(speaker: Speaker) -> None:
    trends = [
        {"first_year": 2010, "last_year": 2016}, {"first_year": 2009, "last_year": 2012}
    ]  # fmt: skip
    for seed in cases():
        chance = random.Random(seed)
        years = pd.Series(
            {f"S{i}": chance.choice((2008, 2009, 2010, 2016, 2017))
             for i in range(chance.choice((0, 1, 4)))}, dtype=object,
        )  # fmt: skip
        lines = pd.DataFrame(
            [{"city_en": c, "city_zh": c, "year": y} for c, y in years.items()],
            columns=["city_en", "city_zh", "year"],
        )
        given = {"cluster.trends": trends, "city.area_changes_of": lines}
        said = speaker.of("cluster/area_changes", given)
        assert bool(said) == years.isin([2010, 2016]).any()
        judge(said, years=years, first=2009, last=2016)


CHECKS["cluster.trends_lead"] = lambda v, trends: (
    [v["n"], v["closer"], v["apart"]]
    == [len(trends), trends.count("converging"), trends.count("diverging")]
)


def test_sentence_on_trends(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        kinds = ("converging", "diverging", "no_clear_trend")
        trends = [chance.choice(kinds) for _ in range(chance.choice((1, 3, 9)))]
        rows = [{"trend": trend} for trend in trends]
        judge(
            speaker.of("cluster/trends_lead", {"cluster.trends": rows}), trends=trends
        )


CHECKS["cluster.no_national"] = lambda v, named, known: not named
CHECKS["cluster.national"] = lambda v, named, known: v["named"] == min(named)
CHECKS["cluster.national_elsewhere"] = lambda v, named, known: (
    v["known"] == min(known) < min(named, default=9999)
)


def test_sentences_on_plans(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        plans = [
            {"year": chance.choice((2010, 2012, 2016)),
             "level": chance.choice(("national", "provincial")),
             "other_source": chance.choice((None, "gazette"))}
            for _ in range(chance.choice((0, 1, 2, 4)))
        ]  # fmt: skip
        national = [p for p in plans if p["level"] == "national"]
        named = [p["year"] for p in national if not p["other_source"]]
        known = [p["year"] for p in national]
        lines = pd.DataFrame(plans, columns=["year", "level", "other_source"])
        given = {"cluster.institutions": lines.assign(kind="plan")}
        said = speaker.of("cluster/plans_lead", given)
        is_elsewhere = bool(known) and min(known) != min(named, default=0)
        assert len(said) == 1 + is_elsewhere
        judge(said, named=named, known=known)


@check("cluster.measures_lead")
def _(v: dict, table: pd.DataFrame) -> bool:
    gini = table.set_index("indicator_en")["gini_coefficient"].dropna().round(9)
    return (
        gini.max() > gini.min()
        and parts(v["top"]) == set(gini.index[gini == gini.max()])
        and parts(v["low"]) == set(gini.index[gini == gini.min()])
        and shows(v["top_gini"], gini.max())
        and shows(v["low_gini"], gini.min())
    )


@check("cluster.measures_weighted")
def _(v: dict, table: pd.DataFrame) -> bool:
    both = table.dropna(subset=["weighted_cv", "cv_population"]).round(9)
    smaller = (both["weighted_cv"] < both["cv_population"]).sum()
    return (v["n"], v["n_all"]) == (smaller, len(both)) and len(both) > 0


def test_sentences_on_measures(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        pool = chance.choice(((0.0,), (0.0, 0.2, 0.2, 0.5, None)))
        table = pd.DataFrame(
            [
                {"indicator_en": f"I{i}", "indicator_zh": f"指{i}",
                 **{c: chance.choice(pool)
                    for c in ("gini_coefficient", "weighted_cv", "cv_population")}}
                for i in range(chance.choice((1, 2, 5)))
            ]
        )  # fmt: skip
        for column in ("gini_coefficient", "weighted_cv", "cv_population"):
            table[column] = table[column].astype(float)
        said = speaker.of("cluster/measures_lead", {"cluster.inequality": table})
        judge(said, table=table)
