"""Every sentence on the index and the map is true of the figures it is made of.

Small made-up tables, with ties, zeros, gaps, one row and one year among them, go through
the functions that make sentences; pandas checks what they state.
"""

import random
import re
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
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
    shows_share,
)

from app import data, say, words

# Overview.


def wide(table: pd.DataFrame) -> pd.DataFrame:
    """Return the index by year and name of the agglomeration, years with any only."""
    frame = table.pivot(
        index="year", columns="cluster_en", values="integration_index"
    ).round(9)
    return frame.dropna(how="all")


def leaders(frame: pd.DataFrame, year: int) -> set[str]:
    """Return the names with the highest index of a year."""
    row = frame.loc[year].dropna()
    return set(row.index[row == row.max()])


CHECKS["overview.no_index"] = lambda v, table: table["integration_index"].isna().all()
CHECKS["overview.alone"] = lambda v, table: set(table["cluster_en"]) == {v["cluster"]}


@check("overview.all_zero")
def _(v: dict, table: pd.DataFrame) -> bool:
    frame = wide(table)
    return v["last"] == frame.index[-1] and frame.iloc[-1].max() == 0


@check("overview.leads", "overview.leads_some", "overview.leads_now")
def _(v: dict, table: pd.DataFrame) -> bool:
    frame = wide(table)
    alone = [year for year in frame.index if leaders(frame, year) == {v["clusters"]}]
    n, all_years = v.get("n", 1), v.get("n_all", v.get("n", 1))
    return (
        v["last"] == frame.index[-1] in alone
        and frame.iloc[-1].max() > 0
        and (n, all_years) == (len(alone), len(frame))
        and v.get("first", frame.index[0]) == frame.index[0]
    )


@check("overview.leads_shared")
def _(v: dict, table: pd.DataFrame) -> bool:
    frame = wide(table)
    together = leaders(frame, v["last"])
    return v["last"] == frame.index[-1] and len(together) > 1 and (
        parts(v["clusters"]) == together and frame.iloc[-1].max() > 0
    )  # fmt: skip


@check("overview.overtakes")
def _(v: dict, table: pd.DataFrame) -> bool:
    frame = wide(table)
    first, last = frame.loc[v["first"]], frame.loc[v["last"]]
    passed = {
        other
        for other in frame
        if first[v["one"]] < first[other] and last[v["one"]] > last[other]
    }
    return parts(v["clusters"]) == passed and (v["first"], v["last"]) == (
        frame.index[0], frame.index[-1]
    )  # fmt: skip


def changes(table: pd.DataFrame) -> pd.Series:
    """Return the change of each index from the first to the last year."""
    frame = wide(table)
    return (frame.iloc[-1] - frame.iloc[0]).round(9)


@check("overview.all_rise")
def _(v: dict, table: pd.DataFrame) -> bool:
    change = changes(table)
    return (change > 0).all() and v["n"] == len(change) == table["cluster_id"].nunique()


@check("overview.some_rise")
def _(v: dict, table: pd.DataFrame) -> bool:
    change = changes(table)
    return parts(v["risen"]) == set(change.index[change > 0])


@check("overview.some_fall")
def _(v: dict, table: pd.DataFrame) -> bool:
    change = changes(table)
    return parts(v["fallen"]) == set(change.index[change < 0])


@check("overview.most")
def _(v: dict, table: pd.DataFrame) -> bool:
    change = changes(table).dropna()
    others = change.drop(v["most"])
    own = change[v["most"]]
    return own > 0 and (others < own).all() and shows(v["change"], own)


@check("overview.lacking")
def _(v: dict, table: pd.DataFrame) -> bool:
    cells = table.pivot(index="year", columns="cluster_en", values="integration_index")
    return parts(v["lacking"]) == set(cells.columns[cells.isna().any()])


@check("overview.steady")
def _(v: dict, table: pd.DataFrame) -> bool:
    ranks = table.pivot(index="year", columns="cluster_en", values="index_rank")
    alone = ranks.apply(lambda row: ~row.duplicated(keep=False), axis=1)
    steady = (ranks.nunique() == 1) & ranks.notna().all() & alone.all()
    return v["n"] == len(ranks) and parts(v["clusters"]) == set(steady.index[steady])


@check("overview.none_steady")
def _(v: dict, table: pd.DataFrame) -> bool:
    return not CHECKS["overview.steady"]({**v, "clusters": "nobody"}, table) and (
        CHECKS["overview.steady"]({**v, "clusters": ""}, table)
    )


@pytest.mark.parametrize(
    "query", ["overview/headline", "overview/lead", "overview/steady"]
)
def test_sentences_on_the_index(query: str, speaker: Speaker) -> None:
    heard = set()
    for seed in cases():
        table = index_table(random.Random(seed))
        said = speaker.of(query, {"overview.index": table})
        judge(said, table=table)
        heard |= {key for key, _ in said}
    assert heard


def firsts(now: pd.DataFrame) -> dict[str, set[str]]:
    """Return who has the highest score above 0 of each dimension."""
    found = {}
    for dimension, of in now.groupby("dimension_en"):
        score = of["dimension_score"].round(9)
        found[dimension] = set(of["cluster_en"][(score == score.max()) & (score > 0)])
    return found


@check("overview.first_in")
def _(v: dict, now: pd.DataFrame) -> bool:
    own = {d for d, who in firsts(now).items() if who == {v["clusters"]}}
    return parts(v["dimensions"]) == own and now["cluster_id"].nunique() > 1


@check("overview.shared_in")
def _(v: dict, now: pd.DataFrame) -> bool:
    return len(parts(v["clusters"])) > 1 and (
        firsts(now)[v["dimensions"]] == parts(v["clusters"])
    )


@check("overview.highest_dimension")
def _(v: dict, now: pd.DataFrame) -> bool:
    score = now["dimension_score"].round(9)
    top = now[score == score.max()]
    return [(v["cluster"], v["dimension"])] == list(
        zip(top["cluster_en"], top["dimension_en"], strict=True)
    )


def test_sentences_on_the_dimensions_of_a_year(speaker: Speaker) -> None:
    for seed in cases():
        table = dimension_table(random.Random(seed))
        now = table[table["year"] == table["year"].max()]
        year = int(table["year"].max())
        for query in ("overview/first_in", "overview/highest_dimension"):
            given = {"overview.dimension_scores": table}
            judge(speaker.of(query, given, year=year), now=now)


@check("overview.theil_lead")
def _(v: dict, share: pd.Series) -> bool:
    return (v["n"], v["n_all"]) == ((share > 0.5).sum(), len(share))


@check("overview.theil_most")
def _(v: dict, share: pd.Series) -> bool:
    between = (1 - share).round(9)
    top = between[between == between.max()]
    return list(top.index) == [v["indicator"]] and top.iloc[0] > 0 and (
        shows_share(v["share"], top.iloc[0])
    )  # fmt: skip


def test_sentences_on_gaps_within_and_between(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        pool = chance.choice(((1.0,), (0.2, 0.5, 0.9, 1.0, 0.0, 0.9995), (0.3, 0.7)))
        share = pd.Series({f"I{i}": chance.choice(pool)
                           for i in range(chance.choice((1, 2, 6)))})  # fmt: skip
        rows = [{"indicator_en": i, "indicator_zh": i, "within_share": s}
                for i, s in share.items()]  # fmt: skip
        said = speaker.of("overview/theil_lead", {"overview.theil_parts": rows})
        judge(said, share=share)


# Map.


def city_table(chance: random.Random) -> pd.DataFrame:
    """Return made-up values of cities."""
    unit = chance.choice(("percent", "yuan", "0_or_1", "ug_per_m3", "furlongs"))
    pool: tuple = chance.choice(
        ((100.0, 100.0, 99.96, 97.3, 12.0, None), (100.0,), (None,), (0.0, 0.0, 5.0),
         (99.97, 99.99), tuple(chance.uniform(0, 90) for _ in range(40)))
    )  # fmt: skip
    if unit == "0_or_1":
        pool = (0.0, 1.0, None)
    table = pd.DataFrame(
        [
            {"city_id": str(i), "city_en": f"T{i}", "city_zh": f"市{i}",
             "value": chance.choice(pool), "unit": unit,
             "status": chance.choice(("reported", "carried", "interpolated")),
             "warning_flags": chance.choice((None, None, "suspect_jump"))}
            for i in range(chance.choice((1, 2, 6, 12, 30)))
        ]
    )  # fmt: skip
    table["value"] = table["value"].astype(float)
    return table.sort_values("value", ascending=False, kind="stable")


def in_doubt(table: pd.DataFrame) -> pd.DataFrame:
    """Return cities; without a value there is no status."""
    is_known = table["value"].notna()
    doubts = {name: table[name].where(is_known, None)
              for name in ("status", "warning_flags")}  # fmt: skip
    return table.drop(columns="unit").assign(**doubts)


def at(have: pd.DataFrame, value: float, text: str, decimals: int) -> bool:
    """Return whether a text names the city, or how many, whose figures read alike."""
    found = have[
        have["value"].map(lambda v: f"{v:.{decimals}f}" == f"{value:.{decimals}f}")
    ]
    return text == (found["city_en"].iloc[0] if len(found) == 1
                    else f"{len(found)} cities")  # fmt: skip


CHECKS["map.n_cities"] = lambda v, have, **_: (
    1 < v["n"] <= len(have) if v["n"] > 1 else v["text"] in set(have["city_en"])
)
CHECKS["map.nothing"] = lambda v, have, **_: have.empty
CHECKS["map.yes"] = lambda v, have, **_: (
    (v["n"], v["n_all"]) == ((have["value"] == 1).sum(), len(have))
)
CHECKS["map.one"] = lambda v, have, **_: list(have["city_en"]) == [v["city"]]
CHECKS["map.have"] = lambda v, have, table: (
    (v["n"], v["n_all"]) == (len(have), len(table))
)
CHECKS["map.estimated"] = lambda v, have, **_: (
    v["n"] == have["status"].isin(["carried", "interpolated"]).sum() > 0
)
CHECKS["map.doubtful"] = lambda v, have, **_: (
    v["n"] == have["warning_flags"].count() > 0
)
CHECKS["map.less_is_better"] = lambda v, table, **_: (
    set(table["direction"]) == {"negative"} and "0_or_1" not in set(table["unit"])
)
CHECKS["map.more_is_better"] = lambda v, table, **_: (
    set(table["direction"]) == {"positive"} and "0_or_1" not in set(table["unit"])
)


@check("map.equal")
def _(v: dict, have: pd.DataFrame, **_: Any) -> bool:
    decimals = 0 if v["high_value"].endswith("yuan") else 1
    texts = {f"{value:,.{decimals}f}" for value in have["value"]}
    return v["n_all"] == len(have) and len(texts) == 1 and (
        v["high_value"].startswith(min(texts))
    )  # fmt: skip


@check("map.highest")
def _(v: dict, have: pd.DataFrame, **_: Any) -> bool:
    low, high = have["value"].min(), have["value"].max()
    decimals = 0 if "yuan" in v["low_value"] else 1
    return (
        low < high
        and at(have, low, v["low"], decimals)
        and at(have, high, v["high"], decimals)
        and v["low_value"].startswith(f"{low:,.{decimals}f}")
        and v["high_value"].startswith(f"{high:,.{decimals}f}")
        and v["low_value"] != v["high_value"]
    )


def test_sentences_on_the_map(speaker: Speaker) -> None:
    for seed in cases():
        table = city_table(random.Random(seed))
        unit = table["unit"].iloc[0]
        direction = table["direction"] = ("positive", "negative")[seed % 2]
        about = {"indicator_id": "i1", "indicator_en": "I1", "indicator_zh": "指标",
                 "unit": unit, "direction": direction}  # fmt: skip
        have = table.dropna(subset="value")
        found = {"have": have, "table": table}
        given = {"marts.dim_indicator": [about], "shared.indicator": [about],
                 "map.city_values": in_doubt(table)}  # fmt: skip
        chosen = {"indicator": "i1", "year": 2020, "decimals": words.decimals(unit)}
        judge(speaker.of("map/headline", given, **chosen), **found)
        judge(speaker.of("map/lead", given), **found)


def asked(query: str, table: pd.DataFrame, **values: Any) -> list[dict[str, Any]]:
    """Return the rows of a query of the map on made-up cities."""

    def of(query: str) -> str:
        return (data.QUERIES / f"{query}.sql").read_text(encoding="utf-8")

    sql = of(query).replace("map.classes", f"({of('map/classes')})")
    for mart in ("marts.fct_city_indicator", "map.city_values"):
        sql = sql.replace(mart, "made_up")
    taken = {name: values[name] for name in data.PLACE.findall(sql)}
    with duckdb.connect() as connection:
        connection.execute(data.MACROS.read_text(encoding="utf-8"))
        connection.register("made_up", table)
        found = connection.execute(sql, taken)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_the_legend_of_the_map_is_true() -> None:
    """No two classes read alike, no class above the last bound is empty."""
    for seed in cases():
        table = city_table(random.Random(seed)).dropna(subset="value")
        unit = "percent" if table.empty else table["unit"].iloc[0]
        if table.empty or unit == "0_or_1":
            continue
        decimals = 0 if unit == "yuan" else 1
        table["membership_scheme_id"], table["indicator_id"] = "S", "I1"
        sources = ("numerator_source", "denominator_source")
        for source in sources:
            table[f"{source}_en"] = table[f"{source}_zh"] = source
        chosen = {"scheme": "S", "indicator": "I1", "city": "", "unit": unit,
                  "decimals": decimals}  # fmt: skip
        classes = asked("map/classes", table, **chosen)
        labels = [say.shown(row["band"], "") for row in classes]
        edges = [row["high"] for row in classes[:-1]]
        assert len(set(labels)) == len(labels) == len(edges) + 1
        assert len({row["colour"] for row in classes}) == len(labels)
        quintiles = np.quantile(table["value"], [0.2, 0.4, 0.6, 0.8])
        assert set(edges) <= {round(q, decimals) for q in quintiles}
        used = set()
        cities = asked("map/drawn", table, **chosen)
        assert len(cities) == len(table)
        for city in cities:
            assert say.shown(city["source"], "") == words.join(sources)
            number = labels.index(say.shown(city["band"], ""))
            used.add(number)
            bounds = [float(x.replace(",", ""))
                      for x in re.findall(r"[\d,.]+", labels[number])]  # fmt: skip
            shown = round(city["value"], decimals)
            if labels[number].startswith("≤"):
                assert shown <= bounds[0]
            elif labels[number].startswith(">"):
                assert shown > bounds[0]
            elif bounds:
                assert bounds[0] < shown <= bounds[1]
        assert len(edges) in used


@pytest.mark.parametrize("decimals", [9, 1])
def test_cities_of_one_value_stand_at_an_end_together(decimals: int) -> None:
    """One value, or several that read alike: neither is cut through."""
    for seed in cases():
        table = city_table(random.Random(seed)).dropna(subset="value")
        if len(table) <= 10:
            continue
        table["indicator_en"] = table["indicator_zh"] = "I1"
        rows = asked("map/extremes", table, decimals=decimals)
        table["value"] = table["value"].round(decimals)
        for end, order in (("top", 1), ("bottom", -1)):
            of = [row for row in rows if row["map_id"] == end]
            found = [row for row in of if row["n_others"] is None]
            rest = sum(row["n_others"] for row in of if row["n_others"])
            assert len(found) <= 5 <= len(found) + rest
            assert len(of) - len(found) <= 1
            is_shown = table["city_id"].isin([row["city_id"] for row in found])
            own, others = set(table["value"][is_shown]), table["value"][~is_shown]
            assert not own & set(others)
            # Nothing left out lies beyond what is shown.
            assert all(order * x > order * y for x in own for y in others)
            if rest:
                nearest = others.max() if order == 1 else others.min()
                assert (others == nearest).sum() == rest
                (line,) = [row for row in of if row["n_others"]]
                assert of.index(line) == (len(found) if order == 1 else 0)


def test_every_sentence_is_tried() -> None:
    """A query that makes sentences and that no test asks would go unchecked."""
    tests = Path(__file__).parent.glob("test_viewer_sentences*.py")
    text = "\n".join(file.read_text(encoding="utf-8") for file in tests)
    made = {
        file.relative_to(data.QUERIES).with_suffix("").as_posix()
        for file in data.QUERIES.rglob("*.sql")
        if re.search(r"\bas say\b", file.read_text(encoding="utf-8"))
    }
    assert made > {"overview/headline", "city/lead"}
    assert not [name for name in made if f'"{name}"' not in text]
