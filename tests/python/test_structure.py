"""Structure of the index, cities, gaps, trends and regroupings, against numpy."""

import hashlib
from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from scipy.stats import false_discovery_control
from test_inequality import fit

from pipeline.paths import WORKINGS, Paths

PAPER = "scenario_id = 'paper'"
SCHEME = "yrd_27_outline_2019"


@pytest.fixture(scope="module")
def published() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the published build, with the tables that marts are made from."""
    build = Paths.from_environment().published()
    assert build is not None, "Nothing is published: run make run before the tests."
    with duckdb.connect(str(build / WORKINGS), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def scores(published: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return published.sql(f"from marts.fct_indicator_score where {PAPER}").df()


def test_effective_weights_alpha_and_correlations(
    published: duckdb.DuckDBPyConnection, scores: pd.DataFrame
) -> None:
    found = published.sql("from marts.fct_effective_weight").df()
    found = found.set_index(["item_kind", "item_id"])
    correlations = published.sql("from marts.fct_score_correlation").df()
    indexes = published.sql(f"from marts.fct_integration_index where {PAPER}").df()
    index = indexes.set_index(["cluster_id", "year"])["integration_index"]
    dimensions = published.sql(f"from marts.fct_dimension_score where {PAPER}").df()
    cell = ["cluster_id", "year"]
    tables = {
        "indicator": scores.pivot(
            index=cell, columns="indicator_id", values="indicator_score"
        ),
        "dimension": dimensions.pivot(
            index=cell, columns="dimension_id", values="dimension_score"
        ),
    }
    for kind, table in tables.items():
        weights = found.loc[kind, "nominal_weight"][table.columns]
        assert np.allclose(table @ weights, index[table.index], rtol=0, atol=1e-9)
        assert abs(found.loc[kind, "effective_weight"].sum() - 1) < 1e-9
        n = table.shape[1]
        alpha = n / (n - 1) * (1 - table.var().sum() / table.sum(axis=1).var())
        matrix = np.corrcoef(table.to_numpy().T)
        own = correlations[correlations["item_kind"] == kind]
        own = own.pivot(
            index="item_id", columns="other_item_id", values="score_correlation"
        )
        ordered = own.loc[table.columns, table.columns].to_numpy(float, copy=True)
        np.fill_diagonal(ordered, 1)
        assert np.allclose(ordered, matrix, rtol=0, atol=1e-9)
        for place, name in enumerate(table):
            row = found.loc[(kind, name)]
            rest = table.drop(columns=name)
            covariance = np.cov(weights[name] * table[name], index[table.index])[0, 1]
            effective = covariance / index.var()
            without = (n - 1) / (n - 2) * (
                1 - rest.var().sum() / rest.sum(axis=1).var()
            )  # fmt: skip
            others = np.corrcoef(table[name], rest.sum(axis=1))[0, 1]
            closest = np.abs(np.delete(matrix[place], place)).max()
            for column, expected in (
                ("effective_weight", effective), ("cronbach_alpha", alpha),
                ("alpha_without", without), ("correlation_with_others", others),
            ):  # fmt: skip
                assert abs(row[column] - expected) < 1e-9, (name, column)
            assert abs(abs(row["closest_correlation"]) - closest) < 1e-9


def test_principal_components(published: duckdb.DuckDBPyConnection) -> None:
    found = published.sql("from marts.fct_principal_component").df()
    items = published.sql("from marts.fct_score_item").df()
    shares = {}
    for (measure, kind), rows in found.groupby(["measure", "item_kind"]):
        table = items[items["item_kind"] == kind].pivot(
            index=["cluster_id", "year"], columns="item_id", values=measure
        )
        values, vectors = np.linalg.eigh(np.corrcoef(table.to_numpy().T))
        n = (values > 1e-9).sum()
        values, vectors = values[: -n - 1 : -1], vectors[:, : -n - 1 : -1]
        loadings = vectors * np.sqrt(values)
        loadings *= np.where(loadings.sum(axis=0) < 0, -1, 1)
        own = rows.pivot(index="item_id", columns="component_number", values="loading")
        assert np.allclose(own.loc[table.columns], loadings, rtol=0, atol=1e-9)
        first = rows.drop_duplicates("component_number").sort_values("component_number")
        assert np.allclose(first["eigenvalue"], values, rtol=0, atol=1e-9)
        assert abs(first["variance_share"].sum() - 1) < 1e-9
        shares[measure, kind] = round(100 * first["variance_share"].iloc[0])
    page = (ROOT / "docs" / "methodology" / "decomposition.md").read_text("utf-8")
    assert (
        f"holds {shares['score', 'indicator']} percent of the variance of the 17 indicator "
        f"scores, {shares['score_without_size', 'indicator']} without the size adjustment; "
        f"of the five dimension scores {shares['score', 'dimension']} and "
        f"{shares['score_without_size', 'dimension']}."
    ) in " ".join(page.split())


def test_cities_add_up_to_what_unevenness_costs(
    published: duckdb.DuckDBPyConnection, scores: pd.DataFrame
) -> None:
    found = published.sql("from marts.fct_city_contribution").df()
    scored = scores.set_index(["cluster_id", "indicator_id", "year"])
    n_dimensions = scores["dimension_id"].nunique()
    per_dimension = scores.groupby("dimension_id")["indicator_id"].nunique()
    for key, cities in found.groupby(["cluster_id", "indicator_id", "year"]):
        row = scored.loc[key]
        values = cities["value"].to_numpy()
        cv = values.std() / (abs(values.mean()) or 1)
        is_even = np.ptp(values) < 1e-12
        assert abs(cities["share_of_unevenness"].sum() - (not is_even)) < 1e-9
        assert np.allclose(
            cities["relative_deviation"],
            values / values.mean() - 1 if values.mean() else np.nan,
            rtol=0, atol=1e-9, equal_nan=True,
        )  # fmt: skip
        others = [np.delete(values, k) for k in range(len(values))]
        expected = [v.std() / abs(v.mean()) if v.mean() else np.nan for v in others]
        own = cities["cv_of_others"].to_numpy(float)
        assert np.allclose(
            own**2, np.square(expected), rtol=0, atol=1e-9, equal_nan=True
        )
        # Without any spread the score would be higher by what the cities cost together.
        weight = 1 / (per_dimension[row["dimension_id"]] * n_dimensions)
        even = 100 * row["max_cv"] / (row["max_cv"] - row["min_cv"])
        highest = even * row["size_adjustment"] * row["level_adjustment"]
        lost = weight * (highest - row["indicator_score"])
        assert abs(cities["points_lost"].sum() - lost) < 1e-9
        assert abs((0 if is_even else cv) - row["cv"]) < 1e-9
    assert len(found["indicator_id"].unique()) == scores["indicator_id"].nunique()


def test_indicators_add_up_to_every_gap(published: duckdb.DuckDBPyConnection) -> None:
    gaps = published.sql("""
        select cluster_id, year, other_cluster_id, other_year,
            sum(index_points) as points,
            sum(evenness_effect + size_effect + level_effect) as effects
        from marts.fct_index_gap group by all
    """).df()
    indexes = published.sql(f"from marts.fct_integration_index where {PAPER}").df()
    index = indexes.set_index(["cluster_id", "year"])["integration_index"]
    assert len(gaps) == 15 * (4 + 2)
    for row in gaps.itertuples():
        expected = (
            index[(row.cluster_id, row.year)]
            - index[(row.other_cluster_id, row.other_year)]
        )
        assert abs(row.points - expected) < 1e-9
        assert abs(row.effects - expected) < 1e-9


def test_trends_are_corrected_for_how_many_are_tested(
    published: duckdb.DuckDBPyConnection,
) -> None:
    trends = published.sql(
        "from marts.fct_sigma_convergence where trend is not null"
    ).df()
    for _, rows in trends.groupby("membership_scheme_id"):
        expected = false_discovery_control(rows["p_value"])
        assert np.allclose(rows["p_value_of_all"], expected, rtol=0, atol=1e-9)
        directions = np.where(rows["log_cv_slope"] < 0, "converging", "diverging")
        clear = np.where(expected <= 0.05, directions, "no_clear_trend")
        assert (rows["trend"] == clear).all()


def test_a_series_without_trend_shows_none() -> None:
    """Of series of 14 years without a trend about one in ten at most is taken for one."""
    chance = np.random.default_rng(2023)
    years, segments = np.arange(14.0), np.zeros(14)
    for resemblance in (0, 0.3, 0.6):
        found = []
        for _ in range(2000):
            y = [0.0]
            for step in chance.normal(size=63):
                y.append(resemblance * y[-1] + step)
            found.append(fit(years, np.array(y[50:]), segments).p_value <= 0.05)
        assert np.mean(found) < 0.12, resemblance


def test_theil_between_random_regroupings(published: duckdb.DuckDBPyConnection) -> None:
    """Each regrouping deals the agglomerations to the cities in the order of digests."""
    found = published.sql(f"""
        from marts.fct_theil_decomposition
        where membership_scheme_id = '{SCHEME}' and p_value is not null
    """).df()
    members = published.sql(f"""
        select city_id, cluster_id from marts.dim_cluster_member
        where membership_scheme_id = '{SCHEME}' order by city_id
    """).df()
    clusters, _ = pd.factorize(members["cluster_id"])
    dealt = []
    for number in range(1, 1000):
        digests = [
            hashlib.md5(
                f"{number}:regrouping:{city}".encode(), usedforsecurity=False
            ).hexdigest()[:12]
            for city in members["city_id"]
        ]
        place = np.argsort(np.argsort(digests))
        dealt.append(clusters[place])
    for row in found.sample(8, random_state=2023).itertuples():
        figures = published.execute(
            """
            select city_id, value from marts.fct_city_indicator
            where membership_scheme_id = ? and indicator_id = ? and year = ?
            """,
            [SCHEME, row.indicator_id, row.year],
        ).df()
        values = members[["city_id"]].merge(figures, how="left")["value"].to_numpy()
        known = ~np.isnan(values)
        relative = values[known] / values[known].mean()
        total = np.mean(relative * np.log(np.where(relative > 0, relative, 1)))

        def between(labels: np.ndarray, known: np.ndarray = known,
                    relative: np.ndarray = relative) -> float:  # fmt: skip
            sums = np.bincount(labels[known], weights=relative)
            mean = sums / np.maximum(np.bincount(labels[known]), 1)
            return sums @ np.log(np.where(mean > 0, mean, 1)) / relative.sum()

        observed = between(clusters)
        chance = np.array([between(labels) for labels in dealt])
        assert abs(row.within_share - (1 - observed / total)) < 1e-9
        assert abs(row.within_share_by_chance - (1 - chance.mean() / total)) < 1e-9
        p = (1 + (chance.round(9) >= round(observed, 9)).sum()) / 1000
        assert abs(row.p_value - p) < 1e-3
