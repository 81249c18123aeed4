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


def test_rank_shares_and_ranges(readings: pd.DataFrame) -> None:
    with connect() as connection:
        shares = connection.sql("from marts.fct_rank_stability").df()
        ranges = connection.sql("from marts.fct_index_range").df()
    # A tie at an index of 0 is no place in an order; half of the readings have one.
    key = [*CHOICES, "year", "rank"]
    n_sharing = readings.groupby(key)["cluster_id"].transform("size")
    is_tied = (readings["integration_index"] == 0) & (n_sharing > 1)
    assert 0.2 < is_tied.mean() < 0.5
    counted = (
        readings.assign(tied=is_tied, placed=~is_tied)
        .groupby(["cluster_id", "year", "rank"])[["placed", "tied"]]
        .sum()
        / N_READINGS
    )
    found = shares.set_index(["cluster_id", "year", "index_rank"])
    assert len(found) == len(counted)
    for (cluster, year, rank), share in counted.iterrows():
        row = found.loc[(cluster, year, int(rank))]
        assert abs(row["share_of_readings"] - share["placed"]) < 1e-12
        assert abs(row["share_tied_at_zero"] - share["tied"]) < 1e-12
        assert row["n_readings_tied_at_zero"] == round(share["tied"] * N_READINGS)
    parts = found.groupby(["cluster_id", "year"])[
        ["share_of_readings", "share_tied_at_zero"]
    ].sum()
    assert np.allclose(parts.sum(axis=1), 1, rtol=0, atol=1e-12)
    for (cluster, year), group in readings.groupby(["cluster_id", "year"]):
        row = ranges.set_index(["cluster_id", "year"]).loc[(cluster, year)]
        values = group["integration_index"].to_numpy()
        expected = [values.min(), np.median(values), values.max()]
        actual = row[["min_index", "median_index", "max_index"]].to_numpy(float)
        assert np.allclose(actual, expected, rtol=0, atol=1e-9)
        assert row["n_readings_at_zero"] == (values == 0).sum()


def test_choice_effects_are_the_indices_of_the_full_factorial(
    readings: pd.DataFrame,
) -> None:
    """First-order and total index, from the table of ranks as an eight-way array."""
    with connect() as connection:
        effects = connection.sql("from marts.fct_choice_effect").df()
    effects = effects.set_index(["choice_id", "cluster_id", "year"])
    for (cluster, year), group in readings.groupby(["cluster_id", "year"]):
        ordered = group.sort_values(CHOICES)
        shape = [ordered[choice].nunique() for choice in CHOICES]
        ranks = ordered["rank"].to_numpy().reshape(shape)
        variance = ranks.var()
        for axis, choice in enumerate(CHOICES):
            row = effects.loc[(choice, cluster, year)]
            assert abs(row["rank_variance"] - variance) < 1e-9
            if variance == 0:
                assert np.isnan(row["main_effect_share"])
                continue
            others = tuple(k for k in range(len(CHOICES)) if k != axis)
            main = ranks.mean(axis=others).var() / variance
            total = 1 - ranks.mean(axis=axis).var() / variance
            assert abs(row["main_effect_share"] - main) < 1e-9
            assert abs(row["total_effect_share"] - total) < 1e-9
            assert main <= total + 1e-9


def test_claim_shares() -> None:
    with connect() as connection:
        rows = connection.execute("""
            select claim_id, outcome, aggregation
            from marts.fct_claim
            inner join marts.dim_scenario using (scenario_id)
            where scenario_kind = 'reading'
        """).fetchall()
        stability = connection.execute(
            "select claim_id, n_readings, share_of_readings, share_of_arithmetic "
            "from marts.fct_claim_stability"
        ).fetchall()
    assert len(stability) == 12
    for claim, n, share, share_of_arithmetic in stability:
        outcomes = [outcome for name, outcome, _ in rows if name == claim]
        plain = [o for name, o, mean in rows if name == claim and mean == "arithmetic"]
        assert (
            abs(share_of_arithmetic - np.mean([o == "reproduced" for o in plain]))
            < 1e-12
        )
        assert n == len(outcomes) == N_READINGS
        assert abs(share - outcomes.count("reproduced") / N_READINGS) < 1e-12
