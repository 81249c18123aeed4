"""Every sentence on a city is true of the figures it is made of."""

import random
from itertools import pairwise

import numpy as np
import pandas as pd
from statements import (
    CHECKS,
    Speaker,
    cases,
    check,
    judge,
    parts,
    shows,
)


def place_table(chance: random.Random) -> pd.DataFrame:
    """Return made-up figures of a city among its peers."""
    lines = []
    for i in range(chance.choice((1, 2, 6))):
        peers = [
            chance.choice((1.0, 2.0, 2.0, 3.0)) for _ in range(chance.choice((1, 3)))
        ]
        value = chance.choice((*peers, None))
        # Where too few cities have a figure the agglomeration has no range.
        has_range = bool(value) and chance.random() < 0.9
        lines.append(
            {"indicator_id": f"i{i}", "indicator_en": f"I{i}", "indicator_zh": f"指{i}",
             "unit": chance.choice(("percent", "percent", "0_or_1")), "value": value,
             "min_value": min(peers) if has_range else None,
             "max_value": max(peers) if has_range else None,
             "n_sharing_value": peers.count(value) if value else None,
             "peers": peers, "negative": chance.random() < 0.4}
        )  # fmt: skip
    return pd.DataFrame(lines).astype({"value": float})


def best_of(table: pd.DataFrame) -> pd.DataFrame:
    """Return what can be compared, and whether the city is the best of it, and alone."""
    can = table[table["min_value"].notna() & (table["unit"] != "0_or_1")]
    can = can.loc[[min(p) < max(p) for p in can["peers"]]].copy()
    end = [min(p) if negative else max(p)
           for p, negative in zip(can["peers"], can["negative"], strict=True)]  # fmt: skip
    can["best"] = can["value"].to_numpy() == np.array(end)
    can["sharing"] = [
        p.count(x) for p, x in zip(can["peers"], can["value"], strict=True)
    ]
    return can


CHECKS["city.nothing"] = lambda v, table: table["value"].isna().all()
CHECKS["city.not_compared"] = lambda v, table: best_of(table).empty


@check("city.first", "city.none_first")
def _(v: dict, table: pd.DataFrame) -> bool:
    can = best_of(table)
    n = (can["best"] & (can["sharing"] == 1)).sum()
    return (v.get("n", 0), v["n_all"]) == (n, len(can)) and (
        (n > 0) == ("none" not in v["text"])
    )


@check("city.high", "city.low", "city.shared")
def _(v: dict, table: pd.DataFrame) -> bool:
    can = best_of(table)
    alone = can["sharing"] == 1
    kind = (~alone if "together" in v["text"]
            else alone & (can["negative"] == ("lowest" in v["text"])))  # fmt: skip
    named = v.get("high") or v.get("low") or v["shared"]
    return parts(named) == set(can["indicator_en"][can["best"] & kind])


@check("city.missing")
def _(v: dict, table: pd.DataFrame) -> bool:
    return (v["n"], v["n_all"]) == (table["value"].isna().sum(), len(table))


def test_sentences_on_a_city(speaker: Speaker) -> None:
    city = {"city_id": "t", "city_en": "T", "city_zh": "市", "cluster_en": "K",
            "cluster_zh": "群"}  # fmt: skip
    for seed in cases():
        table = place_table(random.Random(seed))
        less = table["negative"].map({True: "negative", False: "positive"})
        given = {"city.city_figures": table.drop(columns="peers").assign(direction=less),
                 "shared.cities": [city]}  # fmt: skip
        judge(speaker.of("city/headline", given, city="t", year=2020), table=table)
        judge(speaker.of("city/lead", given), table=table)


def usable(series: pd.Series, breaks: list[dict]) -> pd.Series:
    """Return the figures of a series without those of years on another basis."""
    alone = [b["year"] for b in breaks if b["break_type"] == "not_comparable"]
    return series.dropna().drop(alone, errors="ignore")


CHECKS["city.no_series"] = lambda v, series, breaks: len(usable(series, breaks)) < 2


@check("city.series_lead")
def _(v: dict, series: pd.Series, breaks: list[dict]) -> bool:
    known = usable(series, breaks)
    return (v["first"], v["last"]) == (known.index[0], known.index[-1]) and (
        shows(v["first_value"], known.iloc[0], 1)
        and shows(v["last_value"], known.iloc[-1], 1)
    )


@check("city.series_basis")
def _(v: dict, series: pd.Series, breaks: list[dict]) -> bool:
    known = usable(series, breaks)
    return parts(v["years"]) == {
        str(b["year"])
        for b in breaks
        if b["break_type"] == "new_basis"
        and known.index[0] < b["year"] <= known.index[-1]
    }


def test_a_series_is_no_line_across_a_break(speaker: Speaker) -> None:
    about = {"indicator_id": "i1", "indicator_en": "I1", "indicator_zh": "指",
             "unit": "percent"}  # fmt: skip
    city = {"city_id": "t", "city_en": "T", "city_zh": "市"}
    for seed in cases():
        chance = random.Random(seed)
        years = sorted(chance.sample(range(2008, 2021), chance.choice((1, 2, 5, 9))))
        series = pd.Series(
            {y: chance.choice((None, 3.0, 8.25)) for y in years}, dtype=float
        )
        breaks = [
            {"year": y, "break_type": chance.choice(("new_basis", "not_comparable"))}
            for y in chance.sample(range(2007, 2022), chance.choice((0, 1, 3)))
        ]
        given = {
            "city.city_series": pd.DataFrame(
                {"year": years, "value": series.to_numpy()}
            ),
            "city.series_breaks": pd.DataFrame(breaks, columns=["year", "break_type"]),
            "marts.dim_indicator": [about],
            "marts.dim_city": [city],
            "shared.all_years": [{"year": year} for year in years],
        }
        said = speaker.of("city/series_lead", given, indicator="i1", city="t")
        judge(said, series=series, breaks=breaks)
        stretch = {row["year"]: row["stretch"] for row in speaker.ask("city/stretches")}
        assert set(stretch) == set(years)
        for one, other in pairwise(years):
            crossed = any(one < b["year"] <= other for b in breaks) or any(
                b["year"] == one and b["break_type"] == "not_comparable" for b in breaks
            )
            assert (stretch[one] != stretch[other]) == crossed
