"""Sentences that compare are true of whatever is compared."""

import random

import pandas as pd
import pytest
from statements import (
    CHECKS,
    Speaker,
    cases,
    check,
    judge,
    parts,
    shows,
    shows_share,
)


def city_table(chance: random.Random) -> pd.DataFrame:
    """Return made-up values of a few cities in a few indicators."""
    n, k = chance.choice((1, 2, 3, 5)), chance.choice((0, 1, 3, 6))
    return pd.DataFrame(
        [
            {"city_id": f"C{c}", "city_en": f"K{c}", "city_zh": f"市{c}",
             "indicator_id": f"i{i}", "value": chance.choice((0, 1, 1, 2, 7.5))}
            for c in range(n) for i in range(k) if chance.random() > 0.1
        ],
        columns=["city_id", "city_en", "city_zh", "indicator_id", "value"],
    )  # fmt: skip


def wins(table: pd.DataFrame, less: set[str], n: int) -> pd.Series:
    """Return in how many indicators each city is alone the best of all n."""
    wide = table.pivot(index="indicator_id", columns="city_id", values="value")
    wide = wide.dropna() if len(wide.columns) == n else wide.iloc[:0]
    wide.loc[wide.index.isin(less)] *= -1
    alone = wide.eq(wide.max(axis=1), axis=0).sum(axis=1) == 1
    return wide[alone].idxmax(axis=1).value_counts()


CHECKS["compare.one"] = lambda v, cities, **_: len(cities) == 1
CHECKS["compare.no_best"] = lambda v, won, **_: won.sum() == 0
CHECKS["compare.bests"] = lambda v, table, won, **_: (
    v["n"] == table["indicator_id"].nunique() and won.sum() > 0
)
CHECKS["compare.best"] = lambda v, won, **_: v["n"] == won.get("C" + v["city"][1:], 0)


@pytest.mark.parametrize("case", cases())
def test_sentences_on_cities_side_by_side(case: int, speaker: Speaker) -> None:
    chance = random.Random(case)
    table = city_table(chance)
    cities = [{"city_id": f"C{c}", "city_en": f"K{c}", "city_zh": f"市{c}"}
              for c in range(chance.choice((1, 2, 3)))]  # fmt: skip
    table = table[table["city_id"].isin([c["city_id"] for c in cities])]
    less = {"i1", "i4"}
    won = wins(table, less, len(cities))
    figures = table.assign(
        direction=["negative" if i in less else "positive" for i in table["indicator_id"]],
        dimension_number=1, indicator_number=1,
    )  # fmt: skip
    given = {"compare.city_table": figures.astype({"value": float}),
             "shared.cities": cities}  # fmt: skip
    chosen = [city["city_id"] for city in cities]
    said = speaker.of("compare/cities_headline", given, cities=chosen, year=2020)
    judge(said, table=table, won=won, cities=cities)
    best: dict[str, set[str]] = {i: set() for i in table["indicator_id"]}
    for row in speaker.ask("compare/best"):
        if row["place"] == 1 and row["n_compared"] > 1:
            best[row["indicator_id"]].add(row["city_id"])
    for indicator, of in table.groupby("indicator_id"):
        most = of["value"].min() if indicator in less else of["value"].max()
        shown = set(of["city_id"][of["value"] == most]) if len(of) > 1 else set()
        assert best.pop(indicator) == shown
    assert not best


@check("compare.no_index", "compare.equal", "compare.apart")
def _(v: dict, table: pd.DataFrame) -> bool:
    known = table.dropna(subset="integration_index")
    index = known.set_index("cluster_en")["integration_index"].round(9)
    if "gap" in v:
        return (
            shows(v["gap"], index.max() - index.min())
            and parts(v["high"]) == set(index.index[index == index.max()])
            and parts(v["low"]) == set(index.index[index == index.min()])
            and index.max() > index.min()
        )
    if len(index) < 2:
        return parts(v["clusters"]) == set(table["cluster_en"])
    return index.nunique() == 1 and parts(v["clusters"]) == set(index.index)


@check("compare.no_years", "compare.changed")
def _(v: dict, table: pd.DataFrame) -> bool:
    known = table.dropna(subset="integration_index").sort_values("year")
    if "first" not in v:
        return len(known) < 2
    first, last = known.iloc[0], known.iloc[-1]
    return (
        (v["first"], v["last"]) == (first["year"], last["year"])
        and shows(v["first_index"], first["integration_index"])
        and shows(v["last_index"], last["integration_index"])
    )


@pytest.mark.parametrize("case", cases())
def test_sentences_on_agglomerations_and_years(case: int, speaker: Speaker) -> None:
    chance = random.Random(case)
    values = [chance.choice((None, 0, 0, 3, 3.00001, 8)) for _ in range(4)]
    table = pd.DataFrame(
        {"cluster_en": [f"K{n}" for n in range(4)], "cluster_zh": list("甲乙丙丁"),
         "year": (2010, 2015, 2020, 2021), "integration_index": values},
    ).head(chance.choice((1, 2, 4)))  # fmt: skip
    table["integration_index"] = table["integration_index"].astype(float)
    ids = [*map(str, table.index)]
    given = {"overview.index": table.assign(cluster_id=ids, year=2020)}
    said = speaker.of("compare/clusters_headline", given, clusters=ids, year=2020)
    judge(said, table=table)
    years = [*map(int, table["year"])]
    given = {"overview.index": table.assign(cluster_id="k"), "marts.dim_cluster": [
        {"cluster_id": "k", "cluster_en": "K", "cluster_zh": "群"}]}  # fmt: skip
    judge(speaker.of("compare/years_headline", given, cluster="k", years=years),
          table=table)  # fmt: skip


CHECKS["compare.no_gap"] = lambda v, gaps: abs(gaps.sum()) < 1e-9


@check("compare.gap")
def _(v: dict, gaps: pd.Series) -> bool:
    whole = gaps.sum()
    most = gaps.max() if whole > 0 else gaps.min()
    signed = lambda text: float(text.replace("−", "-"))  # noqa: E731
    return (
        abs(signed(v["gap"]) - whole) < 0.0051
        and abs(signed(v["points"]) - most) < 0.0051
        and abs(gaps["J" + v["indicator"][1:]] - most) < 1e-9
    )


@check("compare.against")
def _(v: dict, gaps: pd.Series) -> bool:
    most = gaps.min() if gaps.sum() > 0 else gaps.max()
    return gaps["J" + v["against"][1:]] == most and most * gaps.sum() < 0


@pytest.mark.parametrize("case", cases())
def test_sentences_on_a_gap(case: int, speaker: Speaker) -> None:
    chance = random.Random(case)
    pool = chance.choice(((0, 1, 2.5), (0,), (None, 3, 4), tuple(range(9))))

    def scores() -> list[dict]:
        return [{"indicator_id": f"i{n}", "indicator_en": f"J{n}",
                 "indicator_zh": f"标{n}", "contribution": chance.choice(pool)}
                for n in range(chance.choice((1, 4)))]  # fmt: skip

    one, other = scores(), scores()
    table = pd.DataFrame([
        {**row, "cluster_id": id_, "year": 2020, "dimension_number": 1,
         "indicator_number": n} for id_, of in (("A", one), ("B", other))
        for n, row in enumerate(of)
    ]).astype({"contribution": float})  # fmt: skip
    given = {"cluster.all_scores": table}
    sides = {"cluster": "A", "year": 2020, "other_cluster": "B", "other_year": 2020}
    before = {row["indicator_id"]: row["contribution"] for row in other}
    gaps = pd.Series(
        {row["indicator_en"]: row["contribution"] - before[row["indicator_id"]]
         for row in one if None not in (row["contribution"],
                                        before.get(row["indicator_id"]))},
        dtype=float,
    )  # fmt: skip
    said = speaker.of("compare/gap_lead", given, one="A", other="B", **sides)
    judge(said, gaps=gaps)
    rows = speaker.ask("compare/gap", **sides)
    assert {row["indicator_en"]: row["gap"] for row in rows} == gaps.to_dict()


@check("compare.lead_joint", "compare.lead_choices")
def _(v: dict, draws: dict[str, tuple[float, int]]) -> bool:
    share, n = draws["joint" if "over all" in v["text"] else "choices"]
    is_widest = "over all" in v["text"] or "joint" not in draws
    return is_widest and (v["one"], v["other"]) == ("A", "B") and (
        shows_share(v["share"], share) and shows(v["n"], n, 0)
    )  # fmt: skip


@pytest.mark.parametrize("case", cases())
def test_the_sentence_on_who_is_ahead(case: int, speaker: Speaker) -> None:
    chance = random.Random(case)
    kinds = chance.choice((("joint",), ("choices",), ("choices", "joint", "weights")))
    draws = {kind: (chance.choice((0.0, 0.5, 0.9999, 1.0)), chance.choice((1, 1200)))
             for kind in kinds}  # fmt: skip
    rows = [{"experiment_id": kind, "cluster_id": "a", "other_cluster_id": "b",
             "year": 2020, "share_ahead": share, "n_draws": n}
            for kind, (share, n) in draws.items()]  # fmt: skip
    clusters = [{"cluster_id": id_, "cluster_en": id_.upper(), "cluster_zh": id_}
                for id_ in "ab"]  # fmt: skip
    given = {"marts.fct_lead_probability": rows, "marts.dim_cluster": clusters}
    said = speaker.of("compare/lead", given, one="a", other="b", year=2020)
    assert len(said) == 1
    judge(said, draws=draws)
    assert not speaker.of("compare/lead", given, one="b", other="a", year=2020)


CHECKS["map.city_nothing"] = lambda v, row: row["value"] is None
CHECKS["map.city_has"] = lambda v, row: (
    shows(v["value"], row["value"], 0)
    and (v["rank"], v["n"]) == (row["rank_in_scheme"], row["n_cities_in_scheme"])
    and ("doubtful" in v["status"] or "存疑" in v["status"])
    == bool(row["warning_flags"])
)


@pytest.mark.parametrize("case", range(8))
def test_the_sentence_on_one_city_of_the_map(case: int, speaker: Speaker) -> None:
    row = {"city_en": "K", "city_zh": "市", "cluster_en": "C", "cluster_zh": "群",
           "value": None if case % 2 else 1234.0, "status": "reported",
           "from_year": 2015, "warning_flags": "suspect_jump" if case % 4 else None,
           "rank_in_scheme": 3, "n_cities_in_scheme": 9}  # fmt: skip
    about = {"city_id": "k", "indicator_en": "Wage", "indicator_zh": "工资",
             "unit": "yuan"}  # fmt: skip
    given = {"map.city_values": [{**row, **about}]}
    judge(speaker.of("map/city", given, city="k"), row=row)


CHECKS["cluster.above"] = lambda v, best: best["is_above"]
CHECKS["cluster.below"] = lambda v, best: not best["is_above"]


@check("cluster.pull_lead")
def _(v: dict, best: pd.Series) -> bool:
    return (
        v["city"] == best["city_en"]
        and shows_share(v["share"], best["mean_share"])
        and shows_share(v["most"], best["most_share"])
    )


@pytest.mark.parametrize("case", cases())
def test_the_sentence_on_what_pulls_apart(case: int, speaker: Speaker) -> None:
    chance = random.Random(case)
    shares = [chance.choice((0.0, 0.1, 0.1, 0.25, 0.5)) for _ in range(4)]
    table = pd.DataFrame(
        {"city_en": list("KLMN"), "city_zh": list("甲乙丙丁"), "mean_share": shares,
         "most_share": [chance.random() for _ in range(4)],
         "is_above": [chance.random() < 0.5 for _ in range(4)],
         "indicator_en": "PM2.5", "indicator_zh": "PM2.5"},
    ).head(chance.choice((1, 2, 4)))  # fmt: skip
    best = table.sort_values("mean_share").iloc[-1]
    sides = table["is_above"].map({True: "above", False: "below"})
    given = {"cluster.city_pull": table.assign(place=sides)}
    said = speaker.of("cluster/pull_lead", given)
    alone = (table["mean_share"] == best["mean_share"]).sum() == 1 and len(table) > 1
    assert bool(said) == alone
    judge(said, best=best)
