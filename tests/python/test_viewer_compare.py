"""Comparisons: their numbers are those of the marts, whatever is asked for."""

import re

import pandas as pd
import pytest
from conftest import table
from viewer import (
    LANGUAGES,
    follow,
    headlines,
    open_page,
    page_text,
    percent,
    tables,
)
from viewer import rows_of as marts_of

from app import data

SCHEME = "membership_scheme_id = 'yrd_27_outline_2019'"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "chosen",
    [
        {"what": "cities", "cities": "420100-430100-310000"},
        {"what": "cities", "cities": "420100"},
        {"what": "clusters", "clusters": "CY-CYN-CGZ-YRD-MYR"},
        {"what": "clusters", "clusters": "CY-CYN", "reading": "geometric_mean"},
        {"what": "years", "cluster": "MYR", "years": "2010-2015-2020"},
        {"what": "years", "cluster": "MYR", "reading": "every_year", "years": "2007"},
    ],
    ids=lambda chosen: "-".join(chosen.values())[:40],
)
def test_a_comparison_is_whole_and_is_shared(chosen: dict, language: str) -> None:
    known = {c for (c,) in marts_of("select cluster_id from marts.dim_cluster")}
    if "clusters" in chosen:
        picked = [c for c in chosen["clusters"].split("-") if c in known]
        chosen = {**chosen, "clusters": "-".join(picked)}
    test = open_page(page="compare", lang=language, **chosen)
    assert not test.exception
    assert len(headlines(test)) == 1
    assert not re.search(r"\b(nan|None|inf|NaT)\b|\{\w+\}", page_text(test))
    there = follow(follow(test, "about"), "compare")
    assert headlines(there) == headlines(
        open_page(page="compare", lang=language, **chosen)
    )


def test_cities_stand_side_by_side_with_their_values() -> None:
    cities = {"Wuhan": "420100", "Changsha": "430100"}
    test = open_page(page="compare", lang="en", what="cities", year="2015",
                     cities="-".join(cities.values()))  # fmt: skip
    table = tables(test)[0]
    assert table[0][1:] == list(cities)
    lines = {line[0]: line[1:] for line in table[1:]}
    rows = marts_of(
        "select indicator_en, city_en, value, unit from marts.rpt_city_indicator "
        "join marts.dim_indicator using (indicator_id, indicator_en, unit) "
        f"where {SCHEME} and city_id in ('420100', '430100') and year = 2015 "
        "and alternative_of is null"
    )
    assert len(rows) > 25
    for indicator, city, value, unit in rows:
        line = next(v for k, v in lines.items() if k.startswith(indicator))
        if unit != "0_or_1":
            decimals = {"yuan": 0, "index": 2, "ratio": 2}.get(unit, 1)
            assert line[list(cities).index(city)].startswith(f"{value:,.{decimals}f}")


def test_the_gap_is_the_sum_of_its_indicators() -> None:
    test = open_page(page="compare", lang="en", what="clusters", clusters="YRD-CY",
                     year="2015")  # fmt: skip
    index = dict(marts_of(
        "select cluster_id, integration_index from marts.fct_integration_index "
        "where scenario_id = 'paper' and year = 2015"
    ))  # fmt: skip
    table = tables(test)[0]
    assert table[1][1:] == [f"{index['YRD']:.2f}", f"{index['CY']:.2f}"]
    (box,) = [b for b in test.expander if len(b.get("html")) and "Difference" in
              b.get("html")[0].proto.body]  # fmt: skip
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", box.get("html")[0].proto.body)
    gaps = [float(c.replace("−", "-").replace(",", "")) for c in cells[3::4]]
    assert sum(gaps) == pytest.approx(index["YRD"] - index["CY"], abs=1e-6)


def test_how_sure_a_lead_is_stands_beside_it() -> None:
    test = open_page(page="compare", lang="en", what="clusters", clusters="CGZ-CYN",
                     year="2020")  # fmt: skip
    ((experiment, share, n),) = marts_of(
        "select experiment_id, share_ahead, n_draws from marts.fct_lead_probability "
        "where cluster_id = 'CGZ' and other_cluster_id = 'CYN' and year = 2020 "
        "and experiment_id in ('joint', 'choices') order by 1 desc limit 1"
    )
    kind = "draws over all" if experiment == "joint" else "combinations"
    text = page_text(test)
    assert f"is ahead of Central Yunnan in {percent(share)} of " in text
    assert f"{n:,} {kind}" in text
    rows = marts_of(
        "select cluster_en, lower_95, upper_95, share_alone "
        "from marts.fct_index_interval as spread join marts.dim_cluster using (cluster_id) "
        "join marts.fct_integration_index as paper using (cluster_id, year) "
        "join marts.fct_rank_probability using (experiment_id, cluster_id, year, "
        "index_rank) where experiment_id = ? and measure = 'integration_index' "
        "and year = 2020 and scenario_id = 'paper'",
        experiment,
    )
    table = tables(open_page(page="overview", lang="en"))[0]
    lines = {line[0]: line[-2:] for line in table[1:]}
    assert len(rows) == 5
    for name, low, high, share in rows:
        assert lines[name] == [f"{low:.2f} – {high:.2f}", percent(share)]


def test_a_combination_of_choices_is_chosen_and_shared() -> None:
    test = open_page(page="overview", lang="en")
    test.session_state["combine"] = True
    test.run()
    test.selectbox(key="choice_aggregation").set_value("geometric_shifted").run()
    assert test.session_state["reading"] == "geometric_shifted"
    test.selectbox(key="choice_sd_type").set_value("sample").run()
    reading = test.session_state["reading"]
    ((kind,),) = marts_of(
        "select scenario_kind from marts.dim_scenario where scenario_id = ?", reading
    )
    assert kind == "reading"
    taken = dict(marts_of(
        "select choice_id, option_id from marts.dim_scenario_choice "
        "where scenario_id = ?", reading))  # fmt: skip
    assert (taken["aggregation"], taken["sd_type"]) == ("geometric_shifted", "sample")
    assert taken["cv_pool"] == "global"
    assert "Combination (" in page_text(test)
    table = tables(test)[0]
    for name, year, value in marts_of(
        "select cluster_en, year, integration_index from marts.rpt_integration_index "
        "where scenario_id = ?", reading):  # fmt: skip
        line = next(line for line in table if line[0] == name)
        assert line[table[0].index(str(year))].startswith(f"{value:.2f} (")
    for page in ("cluster", "map", "robustness", "quality", "replication", "city"):
        other = open_page(page=page, lang="zh", reading=reading)
        assert not other.exception
        assert other.session_state["reading"] == reading


def test_what_an_address_says_and_no_page_knows_is_named() -> None:
    test = open_page(page="map", lang="en", colour="red", Year="2015")
    text = page_text(test)
    assert "“colour”, which no page knows" in text
    assert "“Year”, which no page knows" in text
    assert set(test.query_params) <= {"page", "lang", "view", "indicator", "reading",
                                      "year", "city"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(row[1:] for row in table("hostile_values") if row[0] == "compare"),
        ("clusters", "YRD-" * 30_000),
        ("reading", "r" + "0" * 100_000),
    ],
)
def test_hostile_values_of_a_comparison_are_named(name: str, value: str) -> None:
    what = name if name in ("cities", "years") else "clusters"
    given = {"page": "map" if name == "view" else "compare", "lang": "en", "what": what}
    test = open_page(**{**given, name: value})
    assert not test.exception
    text = page_text(test)
    assert "no known value" in text
    assert "Traceback" not in text
    plain = open_page(**{k: v for k, v in given.items() if k != name})
    assert headlines(test) == headlines(plain)
    assert tables(test) == tables(plain)


def test_what_a_reading_has_not_is_left_out_of_a_comparison_and_named() -> None:
    test = open_page(page="compare", lang="en", what="years", years="2007-2010-2020",
                     cluster="YRD")  # fmt: skip
    assert "left out: 2007." in page_text(test)
    assert test.session_state["years"] == "2010-2020"
    test = open_page(page="compare", lang="zh", what="years", years="2007")
    assert "没有2007，已略去" in page_text(test)
    assert test.session_state["years"] == "2010-2020"


def test_a_year_without_figures_is_shown_as_one() -> None:
    test = open_page(page="map", lang="en", indicator="highway_density", year="2010")
    assert headlines(test) == ["Highway density: no figures in 2010"]
    assert test.session_state["year"] == 2010
    years = marts_of(
        "select distinct year from marts.fct_city_indicator "
        f"where {SCHEME} and indicator_id = 'highway_density'"
    )
    assert years
    for (year,) in years:
        assert f">{year}</a>" in test.get("html")[-3].proto.body


def test_the_city_mart_ranks_and_compares_as_pandas_does() -> None:
    frame = pd.DataFrame(
        marts_of(
            "select cluster_id, city_id, indicator_id, year, value, rank_in_scheme, "
            "n_cities_in_scheme, rank_in_cluster, n_sharing_value, share_of_mean, "
            f"n_cities from marts.rpt_city_indicator where {SCHEME}"
        ),
        columns=["cluster", "city", "indicator", "year", "value", "rank", "n",
                 "own_rank", "sharing", "share", "n_own"],
    )  # fmt: skip
    value = frame["value"].round(9)
    whole, own = ["indicator", "year"], ["cluster", "indicator", "year"]

    def ranked(by: list[str]) -> pd.Series:
        keys = [frame[key] for key in by]
        return value.groupby(keys).rank("min", ascending=False)

    assert (ranked(whole) == frame["rank"]).all()
    assert (ranked(own) == frame["own_rank"]).all()
    assert (frame.groupby(whole)["city"].transform("size") == frame["n"]).all()
    assert (frame.groupby(own)["city"].transform("size") == frame["n_own"]).all()
    same = frame.assign(value=value).groupby([*own, "value"])["city"].transform("size")
    assert (same == frame["sharing"]).all()
    known = frame[frame["share"].notna()]
    mean = frame["value"].groupby([frame[key] for key in own]).transform("mean")
    assert len(known) > 10_000
    assert (known["value"] / mean[known.index] - known["share"]).abs().max() < 1e-9


@pytest.mark.parametrize("cluster", ["YRD", "CYN"])
def test_what_pulls_apart_is_the_share_of_the_variance(cluster: str) -> None:
    frame = pd.DataFrame(
        marts_of(
            "select city_en, indicator_id, value from marts.rpt_city_indicator "
            "where membership_scheme_id = 'yrd_27_outline_2019' and cluster_id = ? "
            "and year = 2020 and indicator_id in (select measured_by_indicator_id "
            "from marts.fct_indicator_score where scenario_id = 'paper' "
            "and indicator_score is not null)",
            cluster,
        ),
        columns=["city", "indicator", "value"],
    )
    by = frame.groupby("indicator")["value"]
    squared = (frame["value"] - by.transform("mean")) ** 2
    share = squared / squared.groupby(frame["indicator"]).transform("sum")
    n = frame["indicator"][share.notna()].nunique()
    expected = share.fillna(0).groupby(frame["city"]).sum() / n
    test = open_page(
        page="cluster", part="cities", lang="en", cluster=cluster, year="2020"
    )
    table = next(t for t in tables(test) if "Share of unevenness" in t[0])
    shown = {line[0]: float(line[1].rstrip("%")) for line in table[1:]}
    assert list(shown) == list(expected.sort_values(ascending=False).index[:6])
    for city, value in shown.items():
        assert value == pytest.approx(expected[city] * 100, abs=0.0501)
    assert expected.sum() == pytest.approx(1)


def test_a_combination_is_called_by_what_it_changes() -> None:
    for (reading,) in marts_of(
        "select scenario_id from marts.dim_scenario where scenario_kind = 'reading' "
        "order by hash(scenario_id) limit 9"
    ):
        row = data.reading_row(reading)
        changed = marts_of(
            "select option_en, option_zh from marts.dim_scenario_choice "
            "join marts.dim_reading_choice using (choice_id, option_id) "
            "where scenario_id = ? and not is_paper",
            reading,
        )
        for en, zh in changed:
            assert en in row["scenario_en"]
            assert zh in row["scenario_zh"]
        assert row["scenario_en"].count(": ") == len(changed)
