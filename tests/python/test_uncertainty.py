"""The uncertainty experiment against numpy: every draw from figures to rank, its shares."""

import itertools
import math
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from drawn import Figures, recomputed, uniform

from pipeline.paths import WORKINGS, Paths

N_RECOMPUTED = 200
PARTS = ("joint", "shared", "renewed", "alone")


@pytest.fixture(scope="module")
def published() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the published build, with the tables that marts are made from."""
    build = Paths.from_environment().published()
    assert build is not None, "Nothing is published: run make run before the tests."
    with duckdb.connect(str(build / WORKINGS), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def draws(published: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return published.sql("from marts.dim_draw").df().set_index("draw_id")


@pytest.fixture(scope="module")
def indexes(published: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return the indexes of every draw, those that no mart holds too."""
    frame = published.sql("from intermediate.int_draw_index").df()
    return frame.set_index(["draw_id", "cluster_id", "year"]).sort_index()


@pytest.fixture(scope="module")
def figures(published: duckdb.DuckDBPyConnection) -> Figures:
    return Figures(published)


def drawn_options(number: int, sources: pd.DataFrame) -> dict[str, str]:
    """Return what a joint draw takes of every source with options."""
    return {
        source: options[math.floor(len(options) * uniform(number, source))]
        for source, options in sources.items()
    }


def test_draws_from_figures_to_rank(
    draws: pd.DataFrame, indexes: pd.DataFrame, figures: Figures
) -> None:
    """Random draws of every part, each computed alone from the figures of the cities."""
    chosen = draws.sample(N_RECOMPUTED, random_state=2023)
    assert set(chosen["part"]) >= set(PARTS)
    for number, draw in zip(chosen.index, chosen.itertuples(index=False), strict=True):
        expected = recomputed(draw, figures)
        for year in figures.years:
            found = indexes.loc[number].xs(year, level="year")
            own = {c: v for (c, y), v in expected.items() if y == year}
            assert set(found.index) == set(own)
            for cluster, value in own.items():
                row = found.loc[cluster]
                assert abs(row["integration_index"] - value) < 1e-9, (number, cluster)
                rank = 1 + sum(other - value > 1e-9 for other in own.values())
                assert row["index_rank"] == rank


def test_draw_0_is_the_papers_reading(
    published: duckdb.DuckDBPyConnection, indexes: pd.DataFrame
) -> None:
    paper = published.sql("""
        from marts.fct_integration_index where scenario_id = 'paper'
    """).df().set_index(["cluster_id", "year"])  # fmt: skip
    found = indexes.loc[0]
    assert len(found) == len(paper) == 15
    joined = found.join(paper.add_suffix("_of_paper"))
    differences = joined["integration_index"] - joined["integration_index_of_paper"]
    assert differences.abs().max() < 1e-9
    assert (joined["index_rank"] == joined["index_rank_of_paper"]).all()


def test_draws_of_the_method_alone_are_the_readings(
    published: duckdb.DuckDBPyConnection, draws: pd.DataFrame, indexes: pd.DataFrame
) -> None:
    """A draw that differs from the paper in combined choices is one of the readings."""
    choices = [
        "sd_type", "cv_pool", "level_pool", "negative_level", "aggregation",
        "specialisation_direction", "rail_definition", "membership_scheme_id",
    ]  # fmt: skip
    readings = published.sql("""
        from marts.dim_scenario inner join marts.fct_integration_index
            using (scenario_id)
        where scenario_kind = 'reading'
    """).df().set_index(["cluster_id", "year"])  # fmt: skip
    alone = draws[draws["experiment_id"] == "method"]
    plain = alone[
        (alone["rail_definition"] != "separate_line")
        & (alone["price_basis"] == "current")
        & (alone["indicator_set"] == "balanced")
    ]
    assert len(plain) > 2
    for number, draw in plain.iterrows():
        same = readings[(readings[choices] == draw[choices]).all(axis=1)]
        assert len(same) == 15
        found = indexes.loc[number].join(same.add_suffix("_of_reading"))
        gap = found["integration_index"] - found["integration_index_of_reading"]
        assert gap.abs().max() < 1e-9


def test_options_are_functions_of_the_digests(
    published: duckdb.DuckDBPyConnection, draws: pd.DataFrame
) -> None:
    options = published.sql("""
        select uncertainty_id, option_id from intermediate.ref_uncertainty_option
        order by place
    """).df().groupby("uncertainty_id")["option_id"].agg(list)  # fmt: skip
    joint = draws[draws["part"] == "joint"]
    for number in (1, 2, 500, len(joint)):
        expected = drawn_options(number, options)
        found = joint.loc[number]
        if expected["min_coverage"] != "50":
            expected["indicator_set"] = "available"
        for source, option in expected.items():
            if source in ("max_year_gap", "min_coverage"):
                assert float(option) in (found[source], 100 * found[source])
            else:
                assert found[source] == option
    # Each option is as likely as any other: within four standard errors.
    for source, names in options.items():
        free = (
            joint[joint["min_coverage"] == 0.5] if source == "indicator_set" else joint
        )
        share = 1 / len(names)
        error = math.sqrt(share * (1 - share) / len(free))
        for count in free[source].value_counts():
            assert abs(count / len(free) - share) < 4 * error


def joint_table(indexes: pd.DataFrame, draws: pd.DataFrame, part: str) -> pd.DataFrame:
    """Return a column per agglomeration and year, a row per draw of a part."""
    chosen = draws.index[draws["part"] == part]
    wide = indexes["integration_index"].unstack(["cluster_id", "year"])
    return wide.loc[chosen]


def test_intervals_ranks_and_leads_are_those_of_the_draws(
    published: duckdb.DuckDBPyConnection, draws: pd.DataFrame, indexes: pd.DataFrame
) -> None:
    table = joint_table(indexes, draws, "joint")
    intervals = published.sql("""
        from marts.fct_index_interval
        where experiment_id = 'joint' and measure = 'integration_index'
    """).df().set_index(["cluster_id", "year"])  # fmt: skip
    leads = published.sql("""
        from marts.fct_lead_probability where experiment_id = 'joint'
    """).df().set_index(["cluster_id", "other_cluster_id", "year"])  # fmt: skip
    for cell in table:
        expected = np.nanquantile(table[cell], [0.025, 0.5, 0.975])
        row = intervals.loc[cell, ["lower_95", "median_value", "upper_95"]]
        assert np.allclose(row.astype(float), expected, rtol=0, atol=1e-9)
        assert intervals.loc[cell, "n_draws"] == len(table)
    assert len(leads) == 5 * 4 * 3
    parts = ["share_ahead", "share_behind", "share_tied", "share_tied_at_zero"]
    for (one, other, year), row in leads.iterrows():
        gap = (table[(one, year)] - table[(other, year)]).round(9)
        is_zero = table[(one, year)].round(9) == 0
        sides = (gap > 0, gap < 0, (gap == 0) & ~is_zero, (gap == 0) & is_zero)
        expected = [side.mean() for side in sides]
        assert np.allclose(row[parts].astype(float), expected, rtol=0, atol=1e-12)
        share = expected[0]
        error = math.sqrt(share * (1 - share) / len(table))
        assert abs(row["standard_error"] - error) < 1e-12
        assert abs(row["median_lead"] - np.nanmedian(
            table[(one, year)] - table[(other, year)])) < 1e-9  # fmt: skip


def of_options(values: pd.Series, options: pd.Series) -> tuple[float, float]:
    """Return the variance between the means of options, and its standard error."""
    groups = values.groupby(options)
    n, distance = groups.size(), groups.mean() - values.mean()
    within = ((n - 1) * groups.var()).sum() / (n.sum() - len(n))
    between = np.average(distance**2, weights=n)
    noise = 4 * np.average(distance**2 * groups.var(), weights=n)
    noise += np.average((distance**2 - between) ** 2, weights=n)
    chance = (len(n) - 1) * within / n.sum()
    error = noise / n.sum() + 2 * chance * within / n.sum()
    return between - chance, math.sqrt(error)


def test_sobol_indices_from_the_pairs_of_draws(
    published: duckdb.DuckDBPyConnection, draws: pd.DataFrame, indexes: pd.DataFrame
) -> None:
    """First order of options from their means, else from draws that share a source."""
    streams = published.sql("""
        select draw_id, uncertainty_id, stream_number
        from intermediate.int_draw_stream where part = 'shared'
    """).df()
    options = published.sql("""
        select uncertainty_id, draw_id, option_id from intermediate.int_draw_stream
        where part = 'joint' and option_id is not null
    """).df().set_index("draw_id")  # fmt: skip
    found = published.sql("""
        from marts.fct_sensitivity
        where experiment_id = 'joint' and measure = 'integration_index'
    """).df().set_index(["uncertainty_id", "cluster_id", "year"])  # fmt: skip
    joint = joint_table(indexes, draws, "joint")
    shared = joint_table(indexes, draws, "shared")
    renewed = joint_table(indexes, draws, "renewed")
    about = draws.loc[renewed.index]
    assert set(about["renewed_id"]) == set(streams["uncertainty_id"])
    for source, pairs in streams.groupby("uncertainty_id"):
        partners = pairs.set_index("draw_id").loc[shared.index, "stream_number"]
        assert partners.isin(joint.index).all()
        chosen = about.index[about["renewed_id"] == source]
        bases = about.loc[chosen, "base_number"]
        for cell in joint:
            mean, variance = joint[cell].mean(), joint[cell].var()
            first = (shared[cell].to_numpy() - mean) * (
                joint.loc[partners, cell].to_numpy() - mean
            )
            total = (renewed.loc[chosen, cell].to_numpy()
                     - joint.loc[bases, cell].to_numpy()) ** 2 / 2  # fmt: skip
            own = options.loc[options["uncertainty_id"] == source, "option_id"]
            estimates = {
                "first_order": of_options(joint[cell], own)
                if len(own)
                else (first.mean(), first.std(ddof=1) / math.sqrt(len(first))),
                "total": (total.mean(), total.std(ddof=1) / math.sqrt(len(total))),
            }
            row = found.loc[(source, *cell)]
            for column, (share, error) in estimates.items():
                assert abs(row[f"{column}_index"] - share / variance) < 1e-9
                assert abs(row[f"{column}_error"] - error / variance) < 1e-9
    assert (found["total_index"] >= 0).all()


def test_claims_of_draws_are_those_of_the_facts(
    published: duckdb.DuckDBPyConnection, draws: pd.DataFrame, indexes: pd.DataFrame
) -> None:
    """Two claims said in pandas: the order of the indexes, and that they rise."""
    found = published.sql("from intermediate.int_draw_claim").df()
    outcome = found.set_index(["claim_id", "draw_id"])["outcome"]
    wide = indexes["integration_index"].round(9).unstack(["cluster_id", "year"])
    years = (2010, 2015, 2020)
    is_ordered = pd.concat(
        [
            wide[(ahead, year)] - wide[(behind, year)] > 0
            for year in years
            for ahead, behind in (
                ("YRD", "MYR"),
                ("MYR", "CY"),
                ("CY", "CYN"),
                ("CY", "CGZ"),
            )
        ],
        axis=1,
    ).all(axis=1)
    clusters = wide.columns.get_level_values("cluster_id").unique()
    is_rising = pd.concat(
        [wide[(c, late)] - wide[(c, early)] > 0
         for c in clusters for early, late in itertools.pairwise(years)],
        axis=1,
    ).all(axis=1)  # fmt: skip
    for claim, expected in (("index_order", is_ordered), ("index_rises", is_rising)):
        own = outcome.loc[claim].loc[expected.index]
        assert ((own == "reproduced") == expected).all()
    shares = published.sql("""
        select claim_id, share_reproduced from marts.fct_claim_probability
        where experiment_id = 'joint'
    """).df().set_index("claim_id")["share_reproduced"]  # fmt: skip
    joint = draws.index[draws["part"] == "joint"]
    assert abs(shares["index_order"] - is_ordered.loc[joint].mean()) < 1e-12
    paper = published.sql("""
        select claim_id, outcome from marts.fct_claim where scenario_id = 'paper'
    """).df().set_index("claim_id")["outcome"]  # fmt: skip
    assert outcome.xs(0, level="draw_id").to_dict() == paper.to_dict()


# Known answers


def view(published: duckdb.DuckDBPyConnection, name: str) -> str:
    """Return the query of a view of the published build."""
    found = published.execute(
        "select sql from duckdb_views() where view_name = ?", [name]
    ).fetchone()
    assert found is not None
    return found[0].split(" AS ", 1)[1].rstrip(";\n ")


def test_shares_of_a_known_function(
    published: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """The design and the models find the shares of a function whose shares are known.

    An option, a sum with weights that have no effect apart, a product of two that have
    none by themselves, and 13 sources that do nothing.
    """
    streams = published.sql("from intermediate.int_draw_stream").df()
    wide = streams.pivot(
        index="draw_id", columns="uncertainty_id", values="stream_number"
    )
    option = streams.pivot(
        index="draw_id", columns="uncertainty_id", values="option_id"
    )

    def number(source: str) -> np.ndarray:
        return np.array([uniform(f"{n}:known:{source}") - 0.5 for n in wide[source]])

    parts = {
        "aggregation": 1.2 * (option["aggregation"] == "arithmetic"),
        "cities": 3 * number("cities"),
        "both": 12 * number("dimension_weights") * number("figure_errors"),
    }
    variances = {"aggregation": 0.36, "cities": 9 / 12, "both": (12 / 12) ** 2}
    indexes = pd.DataFrame({
        "draw_id": wide.index, "cluster_id": "A", "year": 2020,
        "integration_index": sum(parts.values()), "index_rank": 1, "n_sharing_rank": 1,
    })  # fmt: skip
    with duckdb.connect(str(tmp_path / WORKINGS)) as connection:
        connection.execute("create schema intermediate; create schema marts")
        for name in ("int_draw", "int_draw_stream"):
            frame = published.sql(f"from intermediate.{name}").df()
            connection.register("frame", frame)
            connection.execute(f"create table intermediate.{name} as from frame")
        sources = published.sql("from marts.dim_uncertainty_source").df()
        connection.register("frame", sources)
        connection.execute("create table marts.dim_uncertainty_source as from frame")
        connection.register("frame", indexes)
        connection.execute("create table intermediate.int_draw_index as from frame")
        for name in ("int_draw_deviation", "int_sobol_index"):
            sql = view(published, name)
            connection.execute(f"create view intermediate.{name} as {sql}")
        found = connection.sql("""
            from intermediate.int_sobol_index where measure = 'integration_index'
        """).df().set_index("uncertainty_id")  # fmt: skip
    whole = sum(variances.values())
    known = {
        "aggregation": (variances["aggregation"], variances["aggregation"]),
        "cities": (variances["cities"], variances["cities"]),
        "dimension_weights": (0, variances["both"]),
        "figure_errors": (0, variances["both"]),
    }
    assert len(found) == 17
    for source, row in found.iterrows():
        first, total = known.get(str(source), (0, 0))
        gap = abs(row["first_order_index"] - first / whole)
        assert gap < 4 * row["first_order_error"], source
        # With a dozen pairs an error is itself uncertain.
        assert abs(row["total_index"] - total / whole) <= 5 * row["total_error"], source


N_PANELS, N_DRAWS_EACH, N_CITIES = 400, 200, 40


def drawn_means(
    sql: str, folder: Path, values: np.ndarray, spread: float, source: str
) -> np.ndarray:
    """Return the mean of every made-up panel in each of its draws, by the model's SQL.

    Args:
        sql: the query of the view int_draw_moment.
        folder: where its tables are made.
        values: a row per panel, a column per city.
        spread: of the errors of the figures.
        source: figure_errors_stream or cities_stream, what is drawn.

    """
    panels, cities = np.indices(values.shape).reshape(2, -1)
    figures = pd.DataFrame({
        "figure_set_number": panels, "cell_number": 1, "figure_key": 4711.0,
        "city_id": [f"{c:06}" for c in cities], "value": values.ravel(),
        "deviation": (values - values.mean(axis=1, keepdims=True)).ravel(),
        "spread": spread,
    })  # fmt: skip
    number = np.arange(1, len(values) * N_DRAWS_EACH + 1)
    draws = pd.DataFrame({
        "sample_number": number, "figure_set_number": (number - 1) // N_DRAWS_EACH,
        "figure_errors_stream": 0, "cities_stream": 0,
    })  # fmt: skip
    draws[source] = number
    with duckdb.connect(str(folder / WORKINGS)) as connection:
        connection.execute("create or replace schema intermediate")
        connection.register("draws", draws)
        connection.register("figures", figures)
        connection.execute("create table intermediate.int_draw as from draws")
        connection.execute("create table intermediate.int_drawn_figure as from figures")
        connection.execute("set variable first_sample = 1")
        connection.execute(f"set variable last_sample = {len(number)}")
        moments = connection.sql(sql).df().sort_values("sample_number")
    deviation = moments["deviation_sum"] / moments["weight_sum"]
    return values.mean(axis=1, keepdims=True) + deviation.to_numpy().reshape(
        len(values), N_DRAWS_EACH
    )


@pytest.mark.parametrize("source", ["figure_errors_stream", "cities_stream"])
def test_intervals_cover_at_their_level(
    source: str, published: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """Of 400 made-up panels 95 in 100 have the truth in their interval of 95 %.

    The mean of a panel is known: the errors are drawn around 100, or the cities from a
    population with mean 100. So is the variance over the draws.
    """
    sql = view(published, "int_draw_moment")
    chance = np.random.default_rng(2023)
    spread = 0.05
    shape = (N_PANELS, N_CITIES)
    if source == "cities_stream":
        values = chance.normal(100, 10, shape)
        expected = values.var(axis=1) / (N_CITIES + 1)
    else:
        errors = chance.logistic(0, math.sqrt(3) / math.pi, shape)
        values = 100 * np.exp(spread * errors)
        expected = spread**2 * (values**2).mean(axis=1) / N_CITIES
    means = drawn_means(sql, tmp_path, values, spread, source)
    assert abs((means.var(axis=1) / expected).mean() - 1) < 0.05
    low, high = np.quantile(means, [0.025, 0.975], axis=1)
    covered = ((low <= 100) & (high >= 100)).mean()
    # Three standard errors of a share of 400, and a little for the quantiles of 200 draws.
    error = math.sqrt(0.95 * 0.05 / N_PANELS)
    assert abs(covered - 0.95) < 3 * error + 0.01
