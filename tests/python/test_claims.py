"""The scorecard against claims worked out by hand from the recomputed scores."""

from pathlib import Path

import pandas as pd
import pytest
from conftest import Frames

from pipeline.paths import connect

UPPER = ("CY", "CGZ", "CYN")
TABLE_4 = {
    ("regional_development", 2010): 0.928,
    ("regional_development", 2015): 0.703,
    ("innovation_industry", 2010): 1.0785,
    ("innovation_industry", 2015): 1.044,
    ("infrastructure", 2010): 0.873,
    ("infrastructure", 2015): 0.796,
    ("ecology", 2010): 0.818,
    ("ecology", 2015): 0.721,
    ("public_services", 2010): 0.854,
    ("public_services", 2015): 0.679,
}


def outcomes(
    index: pd.DataFrame, score: pd.DataFrame, cv: pd.DataFrame
) -> dict[str, bool]:
    """Work out each claim from tables of one reading.

    Args:
        index: agglomerations by years.
        score: agglomerations by (dimension, year).
        cv: dimensions by years, the CV between agglomerations.

    """
    fall = cv[2010] - cv[2015]
    whole_fall = cv[2010] - cv[2020]
    gain = pd.DataFrame(
        {d: score[(d, 2020)] - score[(d, 2010)] for d in score.columns.levels[0]}
    )
    public = score["public_services"].rank(ascending=False)
    return {
        "index_order": all(
            index.loc["YRD", t] > index.loc["MYR", t] > index.loc["CY", t]
            and index.loc["CY", t] > max(index.loc["CYN", t], index.loc["CGZ", t])
            for t in index.columns
        ),
        "index_rises": bool((index.diff(axis=1).iloc[:, 1:] > 0).all(axis=None)),
        "table_4": all(abs(cv.loc[d, t] - v) <= 0.05 for (d, t), v in TABLE_4.items()),
        "differences_2010": list(cv[2010].sort_values(ascending=False).index)
        == [
            "innovation_industry",
            "regional_development",
            "infrastructure",
            "public_services",
            "ecology",
        ],
        "largest_falls": list(fall.sort_values(ascending=False).index[:2])
        == ["regional_development", "public_services"],
        "differences_2020": (cv[2020].idxmin(), cv[2020].idxmax())
        == ("public_services", "innovation_industry"),
        "differences_narrow": bool((cv.diff(axis=1).iloc[:, 1:] < 0).all(axis=None))
        and whole_fall.idxmin() == "ecology",
        "delta_public_services": (public.loc["YRD", 2010], public.loc["YRD", 2020])
        == (3, 1),
        "lower_and_middle_reach": all(
            gain.loc[c].idxmax() == "public_services" for c in ("YRD", "MYR")
        ),
        "upper_reach": all(gain.loc[c].idxmax() == "infrastructure" for c in UPPER),
        "delta_innovation": all(
            score[("innovation_industry", t)].idxmax() == "YRD" for t in index.columns
        ),
        "least_improvement": set(gain.sum().nsmallest(2).index)
        == {"innovation_industry", "ecology"},
    }


def other_outcomes(score: pd.DataFrame, cv: pd.DataFrame) -> dict[str, str]:
    """Work out the claims that can be read otherwise, from tables of one reading."""
    fall = (cv[2010] - cv[2020]) / cv[2010]
    first = score.xs(2010, axis=1, level="year")
    last = score.xs(2020, axis=1, level="year")
    growth = (last / first.where(first > 0)) - 1

    def grows_most(dimension: str, clusters: tuple[str, ...]) -> str:
        if growth.loc[list(clusters), dimension].isna().any():
            return "not_testable"
        most = growth.loc[list(clusters)].idxmax(axis=1)
        return "reproduced" if (most == dimension).all() else "not_reproduced"

    def of(holds: bool) -> str:
        return "reproduced" if holds else "not_reproduced"

    return {
        "differences_narrow": of((fall > 0).all() and fall.idxmin() == "ecology"),
        "lower_and_middle_reach": grows_most("public_services", ("YRD", "MYR")),
        "upper_reach": grows_most("infrastructure", UPPER),
        "least_improvement": of(
            set(last.sum().nsmallest(2).index) == {"innovation_industry", "ecology"}
        ),
    }


@pytest.mark.parametrize(
    "scenario", ["paper", "cv_pool_indicator", "level_pool_year", "no_level_adjustment"]
)
def test_outcomes_are_those_worked_out_by_hand(
    recomputed: Frames, scenario: str
) -> None:
    marts = recomputed

    def of(name: str) -> pd.DataFrame:
        frame = marts[name]
        return frame[frame["scenario_id"] == scenario]

    index = of("fct_integration_index").pivot(
        index="cluster_id", columns="year", values="integration_index"
    )
    score = of("fct_dimension_score").pivot(
        index="cluster_id", columns=["dimension_id", "year"], values="dimension_score"
    )
    cv = of("fct_between_cluster_cv").pivot(
        index="dimension_id", columns="year", values="between_cluster_cv"
    )
    with connect() as connection:
        rows = connection.execute(
            "select claim_id, outcome, other_wording_outcome from marts.fct_claim "
            "where scenario_id = ?",
            [scenario],
        ).fetchall()
    found = {claim: outcome == "reproduced" for claim, outcome, _ in rows}
    assert found == outcomes(index, score, cv)
    assert "not_testable" not in {outcome for _, outcome, _ in rows}
    assert {claim: other for claim, _, other in rows if other} == other_outcomes(
        score, cv
    )


def test_shared_ranks_are_nobodys() -> None:
    """In every reading: first or third is who is so alone (a tie itself: a unit test)."""
    with connect() as connection:
        scores = connection.sql("""
            select scenario_id, dimension_id, year, cluster_id, dimension_score
            from marts.fct_dimension_score
            inner join marts.dim_scenario using (scenario_id)
            where scenario_kind = 'reading' or scenario_id = 'geometric_mean'
        """).df()
        found = connection.sql("""
            select scenario_id, claim_id, outcome = 'reproduced' as holds
            from marts.fct_claim
            inner join marts.dim_scenario using (scenario_id)
            where scenario_kind = 'reading' or scenario_id = 'geometric_mean'
        """).df()
    wide = scores.pivot(
        index=["scenario_id", "dimension_id", "year"],
        columns="cluster_id",
        values="dimension_score",
    )
    delta, others = wide["YRD"], wide.drop(columns="YRD")
    above = others.gt(delta + 1e-9, axis=0).sum(axis=1)
    level = (others.sub(delta, axis=0).abs() <= 1e-9).sum(axis=1)
    rank = above.where(level == 0).add(1).unstack("year")
    innovation = rank.xs("innovation_industry", level="dimension_id")
    public = rank.xs("public_services", level="dimension_id")
    expected = {
        "delta_innovation": (innovation == 1).all(axis=1),
        "delta_public_services": (public[2010] == 3) & (public[2020] == 1),
    }
    for claim, holds in expected.items():
        ours = found[found["claim_id"] == claim].set_index("scenario_id")["holds"]
        assert ours.sort_index().tolist() == holds.sort_index().tolist(), claim
    assert 0 < expected["delta_innovation"].sum() < len(expected["delta_innovation"])


def test_readme_says_how_many_hold(root: Path) -> None:
    words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight"]
    words += ["nine", "ten", "eleven", "twelve"]
    with connect() as connection:
        (n,) = connection.execute(
            "select count(*) from marts.fct_claim "
            "where scenario_id = 'paper' and outcome = 'reproduced'"
        ).fetchone() or (0,)
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert f"that the paper makes, {words[n]} hold on these figures" in readme
