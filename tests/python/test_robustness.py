"""Leave-one-out, decomposition, frozen bounds: the marts against numpy."""

import csv
import itertools
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from mutations import index_of_paper, seeds_of_paper
from recomputation import read_published

from pipeline.build.bounds import HASHES, SEED, folder_of_reading, freeze_bounds
from pipeline.paths import Paths, PipelineError, connect

FACTORS = ["evenness_score", "size_adjustment", "level_adjustment"]
EFFECTS = ["evenness_effect", "size_effect", "level_effect"]
SCORE_EFFECTS = [f"{effect}_on_score" for effect in EFFECTS]
# One city of a large agglomeration and one of a small one, whose absence moves a rank.
CITIES_LEFT_OUT = ("310000", "520100")


def read(query: str) -> pd.DataFrame:
    """Return the rows of a query on the published marts."""
    with connect() as connection:
        return connection.sql(query).df()


# Leave one out


@pytest.mark.parametrize("city", CITIES_LEFT_OUT)
def test_leaving_a_city_out_is_as_if_it_were_no_member(
    city: str, tmp_path: Path
) -> None:
    seeds = seeds_of_paper(tmp_path)
    members = seeds / "reference" / "cluster_members.csv"
    lines = members.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if f",{city}," not in line]
    assert len(kept) < len(lines)
    members.write_text("".join(kept), encoding="utf-8")
    own = index_of_paper(read_published(seeds), seeds)
    found = read(f"from marts.fct_leave_one_out where left_out_id = '{city}'")
    found = found.set_index(["cluster_id", "year"])
    assert len(found) == len(own) == 15
    for cell, row in found.iterrows():
        assert abs(row["integration_index"] - own.loc[cell, "integration_index"]) < 1e-9
        assert row["index_rank"] == own.loc[cell, "index_rank"]


def test_everything_that_is_used_is_left_out_once() -> None:
    counts = read("""
        select left_out_kind, count(distinct left_out_id) as n, count(*) as n_rows
        from marts.fct_leave_one_out where integration_index is not null group by all
    """).set_index("left_out_kind")
    used = read("""
        select count(distinct indicator_id) as n_indicators
        from marts.fct_indicator_score where scenario_id = 'paper'
    """)["n_indicators"].item()
    assert counts["n"].to_dict() == {"city": 85, "dimension": 5, "indicator": used}
    assert (counts["n_rows"] == 15 * counts["n"]).all()


# Decomposition


def shapley(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Average what each factor adds over all orders in which the factors can change."""
    effects = np.zeros(3)
    orders = list(itertools.permutations(range(3)))
    for order in orders:
        state = before.copy()
        for factor in order:
            product = state.prod()
            state[factor] = after[factor]
            effects[factor] += state.prod() - product
    return effects / len(orders)


@pytest.fixture(scope="module")
def score_effects() -> pd.DataFrame:
    """Return the decomposition of every score."""
    return read("from marts.fct_score_decomposition")


def test_scores_decompose_without_residual(score_effects: pd.DataFrame) -> None:
    parts = score_effects["reference_score"] + score_effects[SCORE_EFFECTS].sum(axis=1)
    assert (parts - score_effects["indicator_score"]).abs().max() < 1e-12
    both = score_effects["compared_with"].unique()
    assert set(both) == {"mean_of_clusters", "previous_year"}
    assert (score_effects["indicator_score"] == 0).any()


def test_effects_are_shapley_values(score_effects: pd.DataFrame) -> None:
    scores = read("from marts.fct_indicator_score where scenario_id = 'paper'")
    states = scores.set_index(["cluster_id", "year", "indicator_id"])[FACTORS]
    clusters = scores["cluster_id"].unique()
    for row in score_effects[score_effects["scenario_id"] == "paper"].itertuples():
        after = states.loc[(row.cluster_id, row.year, row.indicator_id)].to_numpy()
        references = (
            [row.cluster_id] if row.compared_with == "previous_year" else clusters
        )
        expected = np.mean(
            [
                shapley(
                    states.loc[(c, row.reference_year, row.indicator_id)].to_numpy(),
                    after,
                )
                for c in references
            ],
            axis=0,
        )
        found = [getattr(row, effect) for effect in SCORE_EFFECTS]
        assert np.allclose(found, expected, rtol=0, atol=1e-12)


def test_indexes_decompose_without_residual() -> None:
    table = read("""
        select effects.*, indexes.integration_index as published_index,
            indexes.index_change
        from marts.fct_index_decomposition as effects
        inner join marts.fct_integration_index as indexes
            using (scenario_id, cluster_id, year)
    """)
    difference = table["integration_index"] - table["reference_index"]
    assert (difference - table[EFFECTS].sum(axis=1)).abs().max() < 1e-12
    assert (table["integration_index"] - table["published_index"]).abs().max() < 1e-12
    changes = table[table["compared_with"] == "previous_year"]
    assert (changes["index_difference"] - changes["index_change"]).abs().max() < 1e-12
    # One row per cell, and per cell but those of the first year.
    paper = table[table["scenario_id"] == "paper"]["compared_with"].value_counts()
    assert paper.to_dict() == {"mean_of_clusters": 15, "previous_year": 10}


def test_statements_say_the_figures() -> None:
    leads = read("from marts.rpt_index_lead where scenario_id = 'paper'")
    words = {"large": 1, "rich": 2, "even": 0, "small": 1, "poor": 2, "uneven": 0}
    for _, row in leads.iterrows():
        effects = row[EFFECTS].to_numpy(float)
        is_ahead = row["index_difference"] >= 0
        leading = effects.argmax() if is_ahead else effects.argmin()
        assert words[row["main_reason"]] == leading
        assert (row["main_reason"] in ("large", "rich", "even")) == is_ahead
        for text in (row["statement_en"], row["statement_zh"]):
            assert f"{abs(row['index_difference']):.1f}" in text
            for effect in ("size_effect", "level_effect"):
                # What rounds to nothing has no direction: +0.0.
                assert f"{round(row[effect], 1) + 0.0:+.1f}" in text


def test_shares_of_the_log_variance() -> None:
    found = read("from marts.fct_log_score_variance").set_index("scenario_id")
    scores = read("""
        from marts.fct_indicator_score inner join marts.dim_scenario using (scenario_id)
        where scenario_kind = 'named' and indicator_score is not null
    """)
    assert len(found) == scores["scenario_id"].nunique()
    for scenario, group in scores.groupby("scenario_id"):
        positive = group[group["indicator_score"] > 0]
        logs = np.log(positive[[*FACTORS, "indicator_score"]].to_numpy(float))
        covariances = np.cov(logs.T, ddof=0)
        shares = covariances[:3, 3] / covariances[3, 3]
        row = found.loc[scenario]
        own = row[["evenness_share", "size_share", "level_share"]].to_numpy(float)
        assert np.allclose(own, shares, rtol=0, atol=1e-9)
        assert abs(own.sum() - 1) < 1e-9
        assert row["n_scores"] == len(positive)
        assert row["n_zero_scores"] == (group["indicator_score"] == 0).sum()


# Every year, and frozen bounds


def test_every_year_uses_the_series_that_has_every_year() -> None:
    measured = read("""
        select distinct measured_by_indicator_id as name from marts.fct_indicator_score
        where scenario_id = 'every_year' and dimension_id = 'ecology'
    """)["name"]
    assert "pm25_area_mean" in set(measured)
    assert "pm25" not in set(measured)
    years = read("""
        select year, count(integration_index) as n from marts.fct_integration_index
        where scenario_id = 'every_year' group by year
    """).set_index("year")["n"]
    assert years.to_dict() == dict.fromkeys(range(2006, 2020), 5)


def test_a_year_that_is_added_leaves_frozen_scores_alone() -> None:
    indexes = read("""
        select scenario_id, cluster_id, year, integration_index
        from marts.fct_integration_index where scenario_id like 'every_year%'
    """).pivot(
        index=["cluster_id", "year"], columns="scenario_id", values="integration_index"
    )
    old = indexes.dropna(subset="every_year")
    frozen = (old["every_year_to_2020_frozen"] - old["every_year"]).abs()
    recomputed = (old["every_year_to_2020"] - old["every_year"]).abs()
    assert len(old) == 70
    assert frozen.max() < 1e-12
    assert recomputed.max() > 0.1
    bounded = read("""
        select year, is_bounded from marts.fct_indicator_score
        where scenario_id = 'every_year_to_2020_frozen' and is_bounded
    """)
    assert set(bounded["year"]) == {2020}


def test_freezing_stores_the_bounds_in_use(root: Path, tmp_path: Path) -> None:
    seed = tmp_path / SEED
    seed.parent.mkdir(parents=True)
    shutil.copy(root / SEED, seed)
    with connect() as connection:
        n = freeze_bounds(connection, tmp_path, "paper", "paper_2020")
    with seed.open(encoding="utf-8", newline="") as file:
        rows = [
            r for r in csv.DictReader(file) if r["bounds_version_id"] == "paper_2020"
        ]
    assert len(rows) == n == 18
    assert f"frozen_bounds,paper_2020,{n}," in (tmp_path / HASHES).read_text()
    scores = read("from marts.fct_indicator_score where scenario_id = 'paper'")
    for row in rows:
        is_own = scores["indicator_id"] == row["pool_key"]
        cells = (
            scores["cv"] if row["measure"] == "cv" else scores.loc[is_own, "mean_value"]
        )
        assert float(row["min_value"]) == cells.min()
        assert float(row["max_value"]) == cells.max()


def test_the_bounds_of_a_landed_reading_are_kept_with_it(
    root: Path, tmp_path: Path
) -> None:
    (tmp_path / "x" / "reference").mkdir(parents=True)
    (tmp_path / "x" / "reference" / "scenarios.csv").write_text(
        "scenario_id,scenario_en,membership_scheme_id\nx,X,yrd_26\n"
    )
    paths = replace(Paths.from_environment(), landing=tmp_path)
    folder = folder_of_reading(paths, "x")
    assert folder == tmp_path / "x" / "reference"
    assert folder_of_reading(paths, "paper") is None
    before = [(root / seed).read_bytes() for seed in (SEED, HASHES)]
    with connect() as connection:
        n = freeze_bounds(connection, root, "paper", "x_2020", folder)
    text = (folder / SEED.name).read_text()
    assert text.count("x_2020,paper,") == n == 18
    assert [(root / seed).read_bytes() for seed in (SEED, HASHES)] == before


@pytest.mark.parametrize(
    ("scenario", "version", "message"),
    [
        ("paper", "every_year_2006_2019", "exists"),
        ("paper", "Two Words", "expected lower-case letters"),
        ("nowhere", "v", "No named scenario"),
        ("r00000000", "v", "No named scenario"),
        ("cv_pool_year", "v", "within a year"),
        ("level_pool_year", "v", "within a year"),
        ("every_year_to_2020_frozen", "v", "already"),
    ],
)
def test_what_cannot_be_frozen_says_so(
    scenario: str, version: str, message: str, root: Path, tmp_path: Path
) -> None:
    seed = tmp_path / SEED
    seed.parent.mkdir(parents=True)
    shutil.copy(root / SEED, seed)
    before = seed.read_bytes()
    with connect() as connection, pytest.raises(PipelineError, match=message):
        freeze_bounds(connection, tmp_path, scenario, version)
    assert seed.read_bytes() == before
