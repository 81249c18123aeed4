"""Every page draws, in both languages; its numbers are those of the marts."""

import json
import re
import string
from collections import Counter
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from viewer import (
    LANGUAGES,
    PAGES,
    address_of,
    copy_of_published,
    follow,
    headlines,
    lead_to,
    open_page,
    page_text,
    percent,
    rows_of,
    tables,
    text_of,
)

from app import texts
from pipeline.paths import DUCKDB_FILE

CLUSTERS = "select cluster_id, cluster_en, cluster_zh from marts.dim_cluster"
FIGURES = {"page": "cluster", "part": "figures"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_draws(page: str, language: str) -> None:
    test = open_page(page=page, lang=language)
    assert not test.exception
    assert len(headlines(test)) == 1
    assert test.query_params["page"] in (page, [page])
    text = page_text(test)
    assert not re.search(r"\b(nan|None|inf|NaT)\b", text)
    # No place in a text is left open, and no key stands in for its text.
    assert not re.search(r"\{\w+\}", text)
    assert not re.search(r"\b(overview|cluster|robust|claims|quality)\.\w+", text)


@pytest.mark.parametrize("page", PAGES)
def test_chinese_page_has_no_english_text(page: str) -> None:
    test = open_page(page=page, lang="zh")
    # What the marts hold in English only stands in boxes that say so.
    boxes = [e for box in test.expander for e in box.get("html")]
    text = page_text(test)
    for box in boxes:
        text = text.replace(text_of(box.proto.body), "")
    english = [
        en
        for en, zh in texts.TEXTS.values()
        if en != zh and len(en) > 12 and "{" not in en and en in text
    ]
    assert not english
    names = rows_of(
        "select indicator_en from marts.dim_indicator "
        "union all select cluster_en from marts.dim_cluster "
        "union all select dimension_en from marts.dim_dimension"
    )
    assert not [n for (n,) in names if n in text and n != "PM2.5"]


def test_chinese_pages_give_definitions_and_reasons() -> None:
    about = rows_of(
        "select definition_zh, data_note_zh from marts.dim_indicator "
        "where indicator_id = 'trade_dependence'"
    )[0]
    shown = page_text(open_page(page="map", lang="zh", indicator="trade_dependence"))
    assert all(text in shown for text in about)
    shown = page_text(open_page(page="city", lang="zh", indicator="beds_per_10k"))
    reasons = rows_of(
        "select reason_zh from marts.dim_series_break where indicator_id = 'beds_per_10k'"
    )
    assert reasons
    assert all(reason in shown for (reason,) in reasons)
    shown = page_text(open_page(page="quality", lang="zh"))
    corrected = rows_of(
        "select correction_reason_zh from marts.fct_observation_fate "
        "where fate = 'corrected'"
    )
    left_out = rows_of(
        "select data_note_zh from marts.dim_indicator_availability "
        "where balanced_set <> 'used' and panel_id = 'benchmark' "
        "and alternative_of is null"
    )
    assert len(corrected) > 2
    assert all(text in shown for (text,) in [*corrected, *left_out])
    shown = page_text(open_page(lang="zh", cluster="CYN", **FIGURES))
    plans = rows_of(
        "select description_zh, note_zh from marts.dim_plan where cluster_id = 'CYN'"
    )
    assert plans
    assert all(text in shown for plan in plans for text in plan)


def test_every_english_text_of_the_marts_has_a_chinese_one() -> None:
    untold = rows_of(
        """
        select indicator_id, 'definition' from marts.dim_indicator
        where definition_zh is null or (data_note is null) <> (data_note_zh is null)
        union all
        select indicator_id, 'reason' from marts.dim_series_break where reason_zh is null
        union all
        select plan_id, 'plan' from marts.dim_plan
        where description_zh is null or (note is null) <> (note_zh is null)
        union all
        select body_id, 'body' from marts.dim_coordination_body
        where description_zh is null or (note is null) <> (note_zh is null)
        union all
        select source_id, 'title' from marts.dim_source where title_zh is null
        """
    )
    assert untold == []


def test_texts_have_both_languages_and_the_same_places() -> None:
    def places(text: str) -> set[str | None]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    for key, (en, zh) in texts.TEXTS.items():
        assert places(en) == places(zh), key
        assert bool(en) == bool(zh), key


def test_overview_shows_every_index_and_rank() -> None:
    table = tables(open_page(page="overview", lang="en"))[0]
    rows = rows_of(
        "select cluster_en, year, integration_index, index_rank "
        "from marts.rpt_integration_index where scenario_id = 'paper'"
    )
    cells = {row[0]: dict(zip(table[0], row, strict=True)) for row in table[1:]}
    assert len(rows) == 15
    for name, year, value, rank in rows:
        assert cells[name][str(year)] == f"{value:.2f} ({rank})"


@pytest.mark.parametrize("reading", ["paper", "geometric_mean", "yrd_26"])
def test_heat_map_shows_every_dimension_score(reading: str) -> None:
    test = open_page(page="overview", lang="en", reading=reading, year="2015")
    table = tables(test)[1]
    rows = rows_of(
        "select cluster_en, dimension_en, dimension_score from marts.fct_dimension_score "
        "join marts.dim_cluster using (cluster_id) "
        "join marts.dim_dimension using (dimension_id) "
        "where scenario_id = ? and year = 2015",
        reading,
    )
    cells = {row[0]: dict(zip(table[0], row, strict=True)) for row in table[1:]}
    assert len(rows) == 25
    for cluster, dimension, score in rows:
        assert cells[cluster][dimension] == f"{score:.2f}"


def test_city_shows_its_values_with_status_and_rank() -> None:
    test = open_page(page="city", lang="en", city="420100", year="2020")
    lines = {line[0].split("  ")[0]: line for line in tables(test)[0]}
    rows = rows_of(
        "select indicator_en, value, status, from_year, dim_indicator.unit "
        "from marts.fct_city_indicator join marts.dim_indicator using (indicator_id) "
        "where membership_scheme_id = 'yrd_27_outline_2019' and city_id = '420100' "
        "and year = 2020 and alternative_of is null"
    )
    assert len(rows) >= 15
    for name, value, status, from_year, unit in rows:
        line = next(cells for label, cells in lines.items() if label.startswith(name))
        if unit == "0_or_1":
            assert line[1].startswith("yes" if value else "no")
            continue
        decimals = {"yuan": 0, "index": 2, "ratio": 2}.get(unit, 1)
        assert line[1].startswith(f"{value:,.{decimals}f}"), name
        assert ("carried from" in line[1]) == (status == "carried"), name
        if status == "carried":
            assert str(from_year) in line[1]
    missing = [
        line for line in lines.values() if len(line) > 1 and line[1] == "no figure"
    ]
    assert len(missing) == 19 - len(rows)


def test_cluster_shows_every_score() -> None:
    test = open_page(page="cluster", lang="en", cluster="CY", year="2010")
    lines = {line[0]: line for line in tables(test)[0]}
    rows = rows_of(
        "select indicator_en, score.dimension_id, cv, evenness_score, level_adjustment, "
        "indicator_score from marts.fct_indicator_score as score "
        "join marts.dim_indicator using (indicator_id) "
        "where scenario_id = 'paper' and cluster_id = 'CY' and year = 2010"
    )
    used = rows_of(
        "select indicator_id from marts.dim_indicator_availability "
        "join marts.dim_scenario using (membership_scheme_id, panel_id) "
        "where scenario_id = 'paper' and balanced_set = 'used' and alternative_of is null"
    )
    assert len(rows) == len(used) > 10
    of = Counter(dimension for _, dimension, *_ in rows)
    total = 0.0
    for name, dimension, cv, k, f, score in rows:
        points = score / of[dimension] / len(of)
        total += points
        shown = [f"{cv:.2f}", f"{k:.1f}", f"{f:.2f}", f"{score:.2f}", f"{points:.2f}"]
        assert lines[name][1:] == shown
    ((index,),) = rows_of(
        "select integration_index from marts.fct_integration_index "
        "where scenario_id = 'paper' and cluster_id = 'CY' and year = 2010"
    )
    assert total == pytest.approx(index)


def test_cluster_shows_the_grade_of_each_indicator_with_its_reason() -> None:
    for lang in ("en", "zh"):
        test = open_page(lang=lang, cluster="YRD", year="2020", **FIGURES)
        rows = rows_of(
            f"select indicator_{lang}, quality_grade, coalesce(grade_reason_{lang}, '–') "
            "from marts.fct_cluster_dispersion join marts.dim_indicator "
            "using (indicator_id) where membership_scheme_id = 'yrd_27_outline_2019' "
            "and cluster_id = 'YRD' and year = 2020 and indicator_id in ("
            "select measured_by_indicator_id from marts.fct_indicator_score "
            "where scenario_id = 'paper') order by sort_order"
        )
        assert {grade for _, grade, _ in rows} >= set("ABCD")
        assert [list(row) for row in rows] in [table[1:] for table in tables(test)]


def test_replication_shows_outcomes_and_table_4() -> None:
    test = open_page(page="replication", lang="en")
    found = tables(test)
    outcomes = rows_of(
        "select claim_number, outcome, "
        "case when other_wording_outcome <> outcome then other_wording_outcome end "
        "from marts.fct_claim join marts.dim_claim "
        "using (claim_id) where scenario_id = 'paper' order by claim_number"
    )
    shown = [
        (int(number.split()[0]), *said.replace(" ", "_").partition("_read_otherwise:_"))
        for number, said, *_ in found[0][1:]
    ]
    assert [(n, outcome, other or None) for n, outcome, _, other in shown] == outcomes
    assert any(other for *_, other in outcomes)
    ours = rows_of(
        "select dimension_en, year, between_cluster_cv, published_between_cluster_cv "
        "from marts.rpt_between_cluster_cv where scenario_id = 'paper'"
    )
    lines = {(line[0], line[1]): line for line in found[-1][1:]}
    for name, year, cv, printed in ours:
        line = lines[name, str(year)]
        assert line[2] == f"{cv:.3f}"
        assert line[3] == (f"{printed:.3f}" if printed else "not in our text")


def test_robustness_shows_shares_of_the_draws() -> None:
    shares, leads = tables(open_page(page="robustness", lang="en", year="2010"))[:2]
    draws = pd.DataFrame(
        rows_of(
            "select draw_id, cluster_en, integration_index "
            "from marts.fct_draw_index join marts.dim_cluster using (cluster_id) "
            "where experiment_id = 'joint' and year = 2010"
        ),
        columns=["draw", "cluster", "value"],
    )
    draws["value"] = draws["value"].round(9)
    ranks = draws.groupby("draw")["value"].rank("min", ascending=False)
    is_shared = draws.assign(rank=ranks).duplicated(["draw", "rank"], keep=False)
    n = draws["draw"].nunique()
    lines = {line[0]: line[1:] for line in shares[1:]}
    for name, of in draws.groupby("cluster"):
        alone = ranks[of.index][~is_shared[of.index]]
        expected = [(alone == rank).sum() / n for rank in range(1, 6)]
        assert lines[name][:5] == [percent(s) if s else "–" for s in expected]
    table = draws.pivot(index="draw", columns="cluster", values="value")
    for one, other, ahead, behind, *_ in leads[1:]:
        gap = table[one] - table[other]
        assert (ahead, behind) == (percent((gap > 0).mean()), percent((gap < 0).mean()))


def test_own_weights_give_the_weighted_mean() -> None:
    test = open_page(page="robustness", lang="en", year="2020")
    weights = {
        "regional_development": 0.0,
        "innovation_industry": 4.0,
        "infrastructure": 0.5,
        "ecology": 0.0,
        "public_services": 1.25,
    }
    for dimension, weight in weights.items():
        test.slider(key=f"weight_{dimension}").set_value(weight)
    test.run()
    scores = rows_of(
        "select cluster_en, dimension_id, dimension_score from marts.fct_dimension_score "
        "join marts.dim_cluster using (cluster_id) "
        "where scenario_id = 'paper' and year = 2020"
    )
    expected: dict[str, float] = {}
    for cluster, dimension, score in scores:
        part = weights[dimension] * score / sum(weights.values())
        expected[cluster] = expected.get(cluster, 0) + part
    ranked = sorted(expected, key=expected.__getitem__, reverse=True)
    table = tables(test)[-1]
    assert [(line[0], line[1], line[2]) for line in table[1:]] == [
        (name, str(rank + 1), f"{expected[name]:.2f}")
        for rank, name in enumerate(ranked)
    ]
    for dimension in weights:
        test.slider(key=f"weight_{dimension}").set_value(0.0)
    assert "All weights are 0" in page_text(test.run())


def test_every_named_reading_can_be_chosen_and_no_other() -> None:
    test = open_page(page="overview", lang="en")
    named = rows_of(
        "select scenario_en from marts.dim_scenario where scenario_kind = 'named'"
    )
    assert sorted(test.selectbox(key="reading").options) == sorted(n for (n,) in named)


def test_state_goes_into_the_address_and_back() -> None:
    test = open_page(page="cluster", lang="en", cluster="MYR")
    test.selectbox(key="reading").set_value("geometric_mean")
    test.run()
    test.segmented_control(key="year").set_value(2010)
    test.run()
    shared = address_of(test)
    assert shared == {"page": "cluster", "lang": "en", "cluster": "MYR", "part": "score",
                      "reading": "geometric_mean", "year": "2010"}  # fmt: skip
    assert page_text(open_page(**shared)) == page_text(test)
    # Another page and back: the choice is kept.
    follow(test, "map")
    follow(test, "cluster")
    assert test.selectbox(key="cluster").value == "MYR"
    assert not test.exception


HOSTILE = [
    ("page", "../../etc/passwd"),
    ("page", "<script>alert(1)</script>"),
    ("page", "x" * 100_000),
    ("lang", "en' or 1=1 --"),
    ("lang", "de"),
    ("lang", "\x00"),
    ("reading", "'; drop table marts.dim_city; --"),
    ("reading", "r99999999"),
    ("reading", '<img src=x onerror="alert(1)">'),
    ("reading", "paper "),
    ("year", "2020 or 1=1"),
    ("year", "99999999999999999999"),
    ("year", "-2020"),
    ("year", "２０２０"),
    ("year", "NaN"),
    ("year", "1999"),
    ("year", "20.5"),
    ("indicator", "read_csv('/etc/passwd')"),
    ("indicator", "social_security_spending_intensity"),
    ("indicator", "{{7*7}}"),
    ("cluster", "%00"),
    ("cluster", "YRD' union select 1"),
    ("cluster", "yrd"),
    ("city", "999999"),
    ("city", "310000; attach 'x.duckdb'"),
    ("city", "\u202e000013"),
    ("mart", "raw.value_flags"),
    ("mart", "dim_city; copy dim_city to 'x.duckdb'"),
    ("mart", "../marts/dim_city"),
    ("weights", "1-1-1-1"),
    ("weights", "1-1-1-1-1-1"),
    ("weights", "1-1-1-1-5"),
    ("weights", "1-1-1-1--1"),
    ("weights", "1-1-1-1-nan"),
    ("weights", "1-1-1-1-1e9"),
    ("weights", "1-1-1-1-0.1"),
    ("weights", "1-1-1-1-1); drop table marts.dim_city; --"),
    ("weights", "-".join("1" * 50_000)),
]
PAGE_OF = {
    "lang": "overview",
    "reading": "overview",
    "year": "overview",
    "indicator": "map",
    "cluster": "cluster",
    "city": "city",
    "mart": "download",
    "weights": "robustness",
}


@lru_cache
def plain_page(page: str | None) -> AppTest:
    """Return a page as it is without a hostile value."""
    return open_page(lang="en", **({"page": page} if page else {}))


@pytest.mark.parametrize(("name", "value"), HOSTILE)
def test_hostile_address_has_no_effect_beyond_a_notice(name: str, value: str) -> None:
    page = PAGE_OF.get(name)
    plain = {"lang": "en", **({"page": page} if page else {})}
    plain.pop(name, None)
    expected, test = plain_page(page), open_page(**plain, **{name: value})
    assert not test.exception
    text = page_text(test)
    assert "no known value" in text
    assert "Traceback" not in text
    for block in test.get("html"):
        assert "<script" not in block.proto.body
        assert "<img" not in block.proto.body
    assert headlines(test) == headlines(expected)
    assert tables(test) == tables(expected)


def test_nothing_published_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    for language, title in (("en", "Nothing is published yet"), ("zh", "尚未发布")):
        text = page_text(open_page(lang=language))
        assert title in text
        assert "make run" in text


def test_damaged_file_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = tmp_path / "builds" / "damaged"
    build.mkdir(parents=True)
    (build / DUCKDB_FILE).write_bytes(b"no database")
    lead_to(tmp_path, build)
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    test = open_page(lang="en")
    assert not test.exception
    assert "python -m pipeline doctor" in page_text(test)


def test_missing_mart_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = copy_of_published(tmp_path, "older")
    with duckdb.connect(str(build / DUCKDB_FILE)) as connection:
        connection.execute("drop table marts.fct_sensitivity")
        connection.execute("drop table marts.dim_city_shape")
    lead_to(tmp_path, build)
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    text = page_text(open_page(page="robustness", lang="en"))
    assert "lacks what this page shows" in text
    assert "fct_sensitivity" in text
    assert "make run" in text
    # Pages that need neither go on.
    assert not open_page(page="overview", lang="en").exception
    assert "lacks" not in page_text(open_page(page="overview", lang="en"))


def change_index(build: Path, change: str) -> None:
    """Change the index of a build that is private to a test."""
    with duckdb.connect(str(build / DUCKDB_FILE)) as connection:
        connection.execute(
            f"update marts.rpt_integration_index set integration_index = {change} "
            "where scenario_id = 'paper' and cluster_id = 'YRD' and year = 2020"
        )


def test_new_publish_shows_without_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = copy_of_published(tmp_path, "first")
    lead_to(tmp_path, first)
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    test: AppTest = open_page(page="overview", lang="en")
    assert "99.25" not in page_text(test)
    second = copy_of_published(tmp_path, "second")
    change_index(second, "99.25")
    lead_to(tmp_path, second)
    assert "99.25" in page_text(test.run())
    assert "Build second" in page_text(test)


def test_changed_inputs_are_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = copy_of_published(tmp_path, "stale")
    record = json.loads((build / "build.json").read_text())
    record["fingerprints"] = {"seeds/x.csv": "0"}
    (build / "build.json").write_text(json.dumps(record))
    lead_to(tmp_path, build)
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    assert "have changed since build stale" in page_text(open_page(lang="en"))


def test_a_damaged_record_of_a_build_is_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = copy_of_published(tmp_path, "damaged")
    (build / "build.json").write_text("null")
    lead_to(tmp_path, build)
    monkeypatch.setenv("WAREHOUSE_DIR", str(tmp_path))
    test = open_page(lang="en")
    assert not test.exception
    assert "have changed since" not in page_text(test)


def signed(value: float, decimals: int) -> str:
    """Return a number as the viewer shows a difference."""
    text = f"{abs(value):,.{decimals}f}"
    if not float(text.replace(",", "")):
        return text if value <= 0 else f"+{text}"
    return f"+{text}" if value > 0 else f"−{text}"


def test_overview_shows_what_a_lead_consists_of() -> None:
    test = open_page(page="overview", lang="en", year="2010")
    lines = {line[0]: line for line in tables(test)[2]}
    rows = rows_of(
        "select cluster_en, index_difference, size_effect, level_effect, "
        "evenness_effect, statement_en from marts.rpt_index_lead "
        "where scenario_id = 'paper' and year = 2010 order by index_difference desc"
    )
    assert len(rows) == 5
    for name, *parts, _ in rows:
        assert lines[name][1:] == [signed(part, 1) for part in parts]
    assert rows[0][-1] in page_text(test)


def test_cluster_shows_other_measures_of_its_gaps() -> None:
    test = open_page(page="cluster", part="cities", cluster="CY", year="2015")
    table = tables(test)[1]
    assert table[0][1:] == ["CV", "CV by residents", "Gini", "Theil"]
    lines = {line[0]: line[1:] for line in table}
    rows = rows_of(
        "select indicator_en, cv_population, weighted_cv, gini_coefficient, theil_index "
        "from marts.fct_cluster_inequality join marts.dim_indicator using (indicator_id) "
        "where membership_scheme_id = 'yrd_27_outline_2019' and cluster_id = 'CY' "
        "and year = 2015 and alternative_of is null"
    )
    assert len(rows) >= 15
    for name, *values in rows:
        shown = ["no figure" if v is None else f"{v:.3f}" for v in values]
        assert [cell for cell in lines[name] if cell[0].isdigit()] == [
            text for text in shown if text != "no figure"
        ]
    known = [row for row in rows if row[3] is not None]
    top = max(known, key=lambda row: row[3])
    smaller = sum(row[2] < row[1] for row in rows if None not in row[1:3])
    both = sum(None not in row[1:3] for row in rows)
    text = page_text(test)
    assert f"the most uneven: {top[0]} ({top[3]:.2f})".lower() in text.lower()
    assert f"the gap is smaller in {smaller} of {both} indicators" in text


@pytest.mark.parametrize("reading", ["paper", "yrd_26"])
def test_overview_parts_the_gaps_within_and_between(reading: str) -> None:
    test = open_page(page="overview", lang="en", year="2015", reading=reading)
    lines = {line[0]: line[1:] for line in tables(test)[3]}
    rows = rows_of(
        "select indicator_en, theil_total, theil_within, theil_between, within_share "
        "from marts.fct_theil_decomposition join marts.dim_indicator using (indicator_id) "
        "join marts.dim_scenario using (membership_scheme_id) "
        "where scenario_id = ? and year = 2015 and within_share is not null "
        "and dim_indicator.alternative_of is null",
        reading,
    )
    assert len(rows) > 10
    for name, *parts, share in rows:
        shown = [f"{part:.3f}" for part in parts]
        assert lines[name] == [*shown, percent(share)]
    within = sum(row[-1] > 0.5 for row in rows)
    assert f"In {within} of {len(rows)} indicators" in page_text(test)


def test_weights_are_shared_by_the_address() -> None:
    test = open_page(page="robustness", lang="en", year="2020")
    test.slider(key="weight_infrastructure").set_value(3.5)
    test.slider(key="weight_ecology").set_value(0.0).run()
    shared = address_of(test)
    assert shared["weights"] == "1-1-3.5-0-1"
    other = open_page(**shared)
    assert tables(other)[-1] == tables(test)[-1]
    assert tables(other)[-1] != tables(open_page(page="robustness", lang="en"))[-1]
    assert other.slider(key="weight_infrastructure").value == 3.5
    # Another page and back: they are kept.
    follow(other, "map")
    assert "weights" not in other.query_params
    follow(other, "robustness")
    assert other.slider(key="weight_infrastructure").value == 3.5
    assert not other.exception


def test_cluster_shows_trends() -> None:
    test = open_page(page="cluster", part="cities", cluster="MYR")
    lines = {line[0]: line for line in tables(test)[2]}
    rows = rows_of(
        "select indicator_en, cv_change_per_year, first_cv, last_cv, trend "
        "from marts.fct_sigma_convergence join marts.dim_indicator using (indicator_id) "
        "where membership_scheme_id = 'yrd_27_outline_2019' and cluster_id = 'MYR' "
        "and trend is not null and alternative_of is null"
    )
    assert len(rows) > 10
    words = {"converging": "more alike", "diverging": "farther apart",
             "no_clear_trend": "no clear trend"}  # fmt: skip
    for name, slope, first, last, trend in rows:
        line = lines[name]
        assert words[trend] in line[1]
        assert line[2] == f"{signed(slope * 100, 1)}%"
        assert line[3:5] == [f"{first:.3f}", f"{last:.3f}"]


def test_robustness_shows_drawn_weights_and_what_a_rank_depends_on() -> None:
    test = open_page(page="robustness", lang="en", year="2020")
    draws, without = tables(test)[-2], tables(test)[-3]
    for name, rank, share in rows_of(
        "select cluster_en, index_rank, share_alone from marts.fct_rank_probability "
        "join marts.dim_cluster using (cluster_id) "
        "where experiment_id = 'weights' and year = 2020"
    ):
        line = next(line for line in draws if line[0] == name)
        assert line[rank] == percent(share)
    changed = rows_of(
        "select count(*) from marts.fct_leave_one_out "
        "where year = 2020 and index_rank is distinct from paper_rank"
    )
    assert len(without) - 1 == changed[0][0]


def test_data_quality_counts_every_published_value() -> None:
    test = open_page(page="quality", lang="en")
    fates = tables(test)[2]
    assert fates[0][1:] == ["used", "superseded", "corrected", "rejected"]
    for column, fate in enumerate(fates[0][1:], start=1):
        shown = sum(int(line[column].replace(",", "")) for line in fates[1:])
        ((n,),) = rows_of(
            "select count(*) from marts.fct_observation_fate where fate = ?", fate
        )
        assert shown == n


def charts(test: AppTest) -> list[dict]:
    """Return the specifications of the charts of a page."""
    found = [json.loads(e.proto.spec) for e in test.get("vega_lite_chart")]
    assert found
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "page", ["overview", "map", "cluster", "city", "robustness", "replication"]
)
def test_a_saved_chart_says_what_it_shows(page: str, language: str) -> None:
    """A picture of it has title, unit or meaning, reading where it has one, and build."""
    ((build,),) = rows_of("select build_id from quality.dim_build")
    test = open_page(page=page, lang=language, reading="geometric_mean")
    ((reading,),) = rows_of(
        f"select scenario_{language} from marts.dim_scenario "
        "where scenario_id = 'geometric_mean'"
    )
    for chart in charts(test):
        title = chart["title"]
        assert "".join(title["text"]).strip()
        below = "".join(title["subtitle"]).replace(" ", "")
        assert build in below
        assert len(below) > len(build) + 15
    if page in ("overview", "cluster", "replication"):
        assert reading.replace(" ", "") in "".join(
            charts(test)[0]["title"]["subtitle"]
        ).replace(" ", "")


def test_doubt_shows_on_the_map() -> None:
    doubtful = """
        select distinct indicator_id, figure.year, city_id, lon, lat
        from marts.fct_city_indicator as figure
        join marts.dim_scenario using (membership_scheme_id)
        join marts.dim_city using (city_id)
        join marts.fct_observation_fate as fate using (city_id)
        where scenario_id = 'paper' and warning_flags is not null
            and fate.year = figure.from_year
            and (
                (source_id, variable_id) = (numerator_source_id, numerator_variable_id)
                or (source_id, variable_id)
                = (denominator_source_id, denominator_variable_id)
            )
    """
    ((indicator, year, n),) = rows_of(
        f"select indicator_id, year, count(*) from ({doubtful}) "
        "group by all order by count(*) desc, indicator_id, year limit 1"
    )
    expected = rows_of(
        f"select lon, lat from ({doubtful}) where indicator_id = ? and year = ?",
        indicator,
        year,
    )
    test = open_page(page="map", lang="en", indicator=indicator, year=str(year))
    (chart,) = charts(test)
    marks = [
        (row["lon"], row["lat"])
        for layer in chart["layer"]
        for row in layer["data"]["values"]
        if row.get("name") == "?"
    ]
    assert n > 1
    assert sorted(marks) == sorted(expected)
    assert f"doubtful: {n}" in page_text(test)
