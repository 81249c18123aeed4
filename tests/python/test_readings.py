"""What the marts say over all readings, against numpy on the indexes themselves."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from pipeline.paths import connect

CHOICES = [
    "sd_type",
    "cv_pool",
    "level_pool",
    "negative_level",
    "specialisation_direction",
    "rail_definition",
    "membership_scheme_id",
    "aggregation",
]
N_READINGS = 2**7 * 4
PARTS = ["share_alone", "share_shared", "share_tied_at_zero"]


@pytest.fixture(scope="module")
def readings() -> Iterator[pd.DataFrame]:
    """Return one row per reading, agglomeration and year, with the choices."""
    with connect() as connection:
        frame = connection.sql(f"""
            select {", ".join(CHOICES)}, cluster_id, year, integration_index
            from marts.fct_integration_index
            inner join marts.dim_scenario using (scenario_id)
            where scenario_kind = 'reading'
        """).df()
    # Ranked anew: ties share the better rank.
    frame["rank"] = frame.groupby([*CHOICES, "year"])["integration_index"].rank(
        method="min", ascending=False
    )
    yield frame


def test_every_combination_is_there_once(readings: pd.DataFrame) -> None:
    assert len(readings[CHOICES].drop_duplicates()) == N_READINGS
    assert len(readings) == N_READINGS * 5 * 3
    assert readings["integration_index"].notna().all()


def test_the_papers_options_give_the_papers_reading() -> None:
    columns = "cluster_id, year, integration_index, index_rank"
    query = (
        f"select {columns} from marts.fct_integration_index where scenario_id = ? "
        "order by all"
    )
    with connect() as connection:
        paper = connection.execute(query, ["paper"]).fetchall()
        reading = connection.execute(query, ["r00000000"]).fetchall()
    assert len(paper) == len(reading) == 15
    for (*key, index, rank), (*same_key, same_index, same_rank) in zip(
        paper, reading, strict=True
    ):
        assert (key, rank) == (same_key, same_rank)
        assert abs(index - same_index) < 1e-12


def test_rank_probabilities_and_intervals(readings: pd.DataFrame) -> None:
    with connect() as connection:
        shares = connection.sql(
            "from marts.fct_rank_probability where experiment_id = 'choices'"
        ).df()
        intervals = connection.sql("""
            from marts.fct_index_interval
            where experiment_id = 'choices' and measure = 'integration_index'
        """).df()
    key = [*CHOICES, "year", "rank"]
    n_sharing = readings.groupby(key)["cluster_id"].transform("size")
    is_zero = readings["integration_index"] == 0
    counted = (
        readings.assign(
            share_alone=n_sharing == 1,
            share_shared=(n_sharing > 1) & ~is_zero,
            share_tied_at_zero=(n_sharing > 1) & is_zero,
        )
        .groupby(["cluster_id", "year", "rank"])[PARTS]
        .sum()
        / N_READINGS
    )
    found = shares.set_index(["cluster_id", "year", "index_rank"])
    assert len(found) == len(counted)
    for (cluster, year, rank), share in counted.iterrows():
        row = found.loc[(cluster, year, int(rank))]
        assert np.allclose(row[PARTS].astype(float), share, rtol=0, atol=1e-12)
    whole = found.groupby(["cluster_id", "year"])[PARTS].sum().sum(axis=1)
    assert np.allclose(whole, 1, rtol=0, atol=1e-12)
    assert (found["standard_error"] == 0).all()
    intervals = intervals.set_index(["cluster_id", "year"])
    for (cluster, year), group in readings.groupby(["cluster_id", "year"]):
        row = intervals.loc[(cluster, year)]
        values = group["integration_index"].to_numpy()
        expected = [values.min(), *np.quantile(values, [0.025, 0.5, 0.975]),
                    values.max(), values.mean(), values.std()]  # fmt: skip
        columns = ["min_value", "lower_95", "median_value", "upper_95", "max_value",
                   "mean_value", "sd_value"]  # fmt: skip
        assert np.allclose(row[columns].astype(float), expected, rtol=0, atol=1e-9)
        assert row["n_draws_at_zero"] == (values == 0).sum()


def test_choice_effects_are_the_indices_of_the_full_factorial(
    readings: pd.DataFrame,
) -> None:
    """First-order and total index, from the table of values as an eight-way array."""
    with connect() as connection:
        effects = connection.sql(
            "from marts.fct_sensitivity where experiment_id = 'choices'"
        ).df()
    effects = effects.set_index(["measure", "uncertainty_id", "cluster_id", "year"])
    for (cluster, year), group in readings.groupby(["cluster_id", "year"]):
        ordered = group.sort_values(CHOICES)
        shape = [ordered[choice].nunique() for choice in CHOICES]
        columns = {"index_rank": "rank", "integration_index": "integration_index"}
        for measure, column in columns.items():
            values = ordered[column].to_numpy().reshape(shape)
            variance = values.var()
            for axis, choice in enumerate(CHOICES):
                row = effects.loc[(measure, choice, cluster, year)]
                assert abs(row["variance"] - variance) < 1e-9
                if variance == 0:
                    assert np.isnan(row["first_order_index"])
                    continue
                others = tuple(k for k in range(len(CHOICES)) if k != axis)
                main = values.mean(axis=others).var() / variance
                total = 1 - values.mean(axis=axis).var() / variance
                assert abs(row["first_order_index"] - main) < 1e-9
                assert abs(row["total_index"] - total) < 1e-9
                assert main <= total + 1e-9


def test_claim_shares() -> None:
    with connect() as connection:
        rows = connection.execute("""
            select claim_id, outcome from marts.fct_claim
            inner join marts.dim_scenario using (scenario_id)
            where scenario_kind = 'reading'
        """).fetchall()
        shares = connection.execute("""
            select claim_id, n_draws, share_reproduced, share_not_reproduced,
                share_not_testable
            from marts.fct_claim_probability where experiment_id = 'choices'
        """).fetchall()
    assert len(shares) == 12
    outcomes = ("reproduced", "not_reproduced", "not_testable")
    for claim, n, *found in shares:
        of = [outcome for name, outcome in rows if name == claim]
        assert n == len(of) == N_READINGS
        expected = [of.count(outcome) / N_READINGS for outcome in outcomes]
        assert np.allclose(found, expected, rtol=0, atol=1e-12)
