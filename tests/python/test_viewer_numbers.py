"""The numbers of a page are those of the marts."""

from collections import Counter

import pandas as pd
import pytest
from viewer import (
    open_page,
    page_text,
    percent,
    rows_of,
    tables,
)

CLUSTERS = "select cluster_id, cluster_en, cluster_zh from marts.dim_cluster"

FIGURES = {"page": "cluster", "part": "figures"}


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


def test_cities_that_read_alike_are_not_ranked_apart_at_an_end() -> None:
    """Where the fifth highest and the next read alike, neither stands alone."""
    values = """
        select indicator_id, year, city_en, value,
            row_number() over (
                partition by indicator_id, year order by value desc, city_id
            ) as place
        from marts.fct_city_indicator join marts.dim_city using (city_id)
        join marts.dim_indicator using (indicator_id)
        where membership_scheme_id = 'yrd_27_outline_2019'
            and dim_indicator.unit = 'percent'
    """
    ((indicator, year, text),) = rows_of(
        f"select indicator_id, year, printf('%.1f%%', any_value(value)) "
        f"from ({values}) where place in (5, 6) group by indicator_id, year "
        "having count(distinct value) = 2 and max(round(value, 1)) = min(round(value, 1))"
        "order by indicator_id, year limit 1"
    )
    alike = rows_of(
        f"select city_en from ({values}) where indicator_id = ? and year = ? "
        "and printf('%.1f%%', value) = ?", indicator, year, text,
    )  # fmt: skip
    test = open_page(page="map", lang="en", indicator=indicator, year=str(year))
    lines = next(found for found in tables(test) if found[1] == ["Highest"])
    assert [f"{len(alike)} cities share {text}", "", "", ""] in lines
    shown = " ".join(line[0] for line in lines)
    assert not [city for (city,) in alike if city in shown]


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
