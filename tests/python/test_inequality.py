"""Inequality measures and trends, against PySAL, numpy and scipy.

Everything is computed again from the city values and populations in the marts.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from inequality.gini import Gini
from inequality.theil import Theil, TheilD
from scipy.stats import linregress, t

from pipeline.paths import connect

CELL = ["membership_scheme_id", "cluster_id", "indicator_id", "year"]
WHOLE = ["membership_scheme_id", "indicator_id", "year"]
TREND = ["membership_scheme_id", "cluster_id", "indicator_id"]
MIN_CITIES = 2
MIN_COVERAGE = 0.5
MIN_TREND_YEARS = 5
TOLERANCE = 1e-9


def read(query: str) -> pd.DataFrame:
    """Read a query on the published marts."""
    with connect() as connection:
        return connection.sql(query).df()


@pytest.fixture(scope="module")
def values() -> pd.DataFrame:
    """Return one row per cell and city that counts, with its resident population.

    A cell counts with enough cities and coverage; its mean is above 0 or all are 0.
    """
    frame = read(f"""
        select {", ".join(CELL)}, city_id, cities.value, cities.status,
            population.value as population, n_members
        from marts.fct_city_indicator as cities
        inner join marts.dim_cluster_size using (membership_scheme_id, cluster_id)
        left join (
            from marts.fct_observation where variable_id = 'resident_population'
        ) as population using (city_id, year)
        order by all
    """)
    assert (frame["value"] >= 0).all()
    n = frame.groupby(CELL)["value"].transform("size")
    return frame[(n >= MIN_CITIES) & (n >= MIN_COVERAGE * frame["n_members"])]


@pytest.fixture(scope="module")
def inequality() -> Iterator[pd.DataFrame]:
    yield read("from marts.fct_cluster_inequality").set_index(CELL).sort_index()


def close(left: float, right: float) -> bool:
    """Say whether two numbers agree, relatively where they are above 1."""
    return abs(left - right) <= TOLERANCE * max(1.0, abs(left), abs(right))


def test_cells_are_those_of_the_cv(
    values: pd.DataFrame, inequality: pd.DataFrame
) -> None:
    groups = values.groupby(CELL)
    assert inequality.index.equals(groups.size().index)
    assert (inequality["n_cities"] == groups.size()).all()
    dispersion = read(
        "from marts.fct_cluster_dispersion where null_reason is null"
    ).set_index(CELL)
    assert len(dispersion) == len(inequality)
    cv = dispersion["cv_population"].reindex(inequality.index)
    assert (inequality["cv_population"] == cv).all()


def test_gini_and_theil_of_every_cell(
    values: pd.DataFrame, inequality: pd.DataFrame
) -> None:
    wrong = []
    for key, group in values.groupby(CELL):
        row = inequality.loc[key]
        x = group["value"].to_numpy()
        # PySAL divides by the sum; the rule for no value above 0 is ours.
        gini, theil = (Gini(x).g, Theil(x).T) if x.any() else (0.0, 0.0)
        if not close(row["gini_coefficient"], gini):
            wrong.append((key, "gini", row["gini_coefficient"], gini))
        if not close(row["theil_index"], theil):
            wrong.append((key, "theil", row["theil_index"], theil))
    assert not wrong
    n = inequality["n_cities"]
    assert inequality["gini_coefficient"].between(0, 1 - 1 / n + TOLERANCE).all()
    assert inequality["theil_index"].between(0, np.log(n) + TOLERANCE).all()


def test_weighted_cv_of_every_cell(
    values: pd.DataFrame, inequality: pd.DataFrame
) -> None:
    wrong = []
    for key, group in values.groupby(CELL):
        row = inequality.loc[key]
        x, p = group["value"].to_numpy(), group["population"].to_numpy()
        assert row["n_without_population"] == np.isnan(p).sum()
        if np.isnan(p).any():
            assert row["weighted_null_reason"] == "no_population"
            assert np.isnan(row["weighted_cv"])
            continue
        mean = np.average(x, weights=p)
        sd = np.sqrt(np.average((x - mean) ** 2, weights=p))
        expected = sd / mean if x.any() else 0.0
        if not close(row["weighted_cv"], expected):
            wrong.append((key, row["weighted_cv"], expected))
        assert close(row["weighted_mean_value"], mean)
    assert not wrong


def test_decomposition(values: pd.DataFrame) -> None:
    decomposition = read("from marts.fct_theil_decomposition").set_index(WHOLE)
    rest = decomposition.eval("theil_total - theil_within - theil_between").abs()
    assert (rest <= 1e-12).all()
    clusters = (
        read("from marts.dim_cluster_size").groupby("membership_scheme_id").size()
    )
    n_checked = 0
    for key, group in values.groupby(WHOLE):
        if group["cluster_id"].nunique() < clusters[key[0]]:
            assert key not in decomposition.index
            continue
        row = decomposition.loc[key]
        n_checked += 1
        x = group["value"].to_numpy()
        measures = row[["theil_total", "theil_within", "theil_between"]].to_numpy(float)
        if not x.any():
            assert (measures == 0).all() and np.isnan(row["within_share"])
            continue
        expected = TheilD(x, group["cluster_id"].to_numpy(str))
        parts = [float(np.squeeze(v)) for v in (expected.T, expected.wg, expected.bg)]
        assert np.allclose(measures, parts, rtol=0, atol=TOLERANCE), key
        assert close(row["within_share"], parts[1] / parts[0]), key
        assert row["n_cities"] == len(x)
    assert n_checked == len(decomposition)


# Trends


def yearly_cv(values: pd.DataFrame) -> pd.DataFrame:
    """Compute the CV of every cell without carried values.

    `is_own` says whether enough cities are left, `interpolated` is their share.
    """
    cells = values.groupby(CELL)[["n_members"]].first()
    own = values[values["status"] != "carried"]
    groups = own.groupby(CELL)["value"]
    cv = groups.std(ddof=0) / groups.mean()
    # A computed deviation of equal values may be 1e-17; of zeros the ratio is 0/0.
    cells["cv"] = cv.mask(groups.min() == groups.max(), 0.0)
    cells["n_cities"] = groups.size()
    is_interpolated = own["status"] == "interpolated"
    cells["interpolated"] = is_interpolated.groupby([own[k] for k in CELL]).mean()
    cells["is_own"] = (cells["n_cities"] >= MIN_CITIES) & (
        cells["n_cities"] >= MIN_COVERAGE * cells["n_members"]
    )
    return cells.reset_index()


class Line(NamedTuple):
    """A line through the logarithm of the CV, and how sure its slope is."""

    log_cv_slope: float
    slope_standard_error: float
    residual_autocorrelation: float
    autocorrelation: float
    adjusted_standard_error: float
    freedom: int
    p_value: float


def fit(years: np.ndarray, y: np.ndarray, segments: np.ndarray) -> Line:
    """Fit one slope and a level per segment, years that resemble each other allowed for."""
    levels = np.unique(segments)
    design = np.column_stack(
        [years - years.mean(), *[(segments == level) * 1.0 for level in levels]]
    )
    coefficients, *_ = np.linalg.lstsq(design, y, rcond=None)
    residuals = y - design @ coefficients
    n, n_parameters = design.shape
    variance = residuals @ residuals / (n - n_parameters)
    slope = coefficients[0]
    error = np.sqrt(variance * np.linalg.inv(design.T @ design)[0, 0])
    is_next = (years[None, :] - years[:, None] == 1) & (
        segments[None, :] == segments[:, None]
    )
    found = residuals @ is_next @ residuals / (residuals @ residuals)
    unbiased = (n * found + n_parameters) / (n - n_parameters - 2)
    unbiased = min(max(unbiased, 0), 0.9)
    # The covariance of the years, and what it makes of the slope and the residuals.
    omega = np.where(
        segments[None, :] == segments[:, None],
        unbiased ** abs(years[None, :] - years[:, None]),
        0,
    )
    fitting = np.linalg.inv(design.T @ design) @ design.T
    left = np.trace((np.eye(n) - design @ fitting) @ omega)
    adjusted = np.sqrt(
        residuals @ residuals / left * (fitting @ omega @ fitting.T)[0, 0]
    )
    freedom = (n - n_parameters) // 2
    p_value = 2 * t.sf(abs(slope / adjusted), freedom)
    return Line(slope, error, found, unbiased, adjusted, freedom, p_value)


@pytest.fixture(scope="module")
def trends() -> pd.DataFrame:
    return read("from marts.fct_sigma_convergence").set_index(TREND)


def test_there_is_a_row_for_every_series(trends: pd.DataFrame) -> None:
    n = read("""
        select (select count(*) from marts.dim_cluster_size)
            * (select count(*) from marts.dim_indicator) as n
    """)["n"].item()
    assert len(trends) == n
    assert trends.index.is_unique


def test_trends(values: pd.DataFrame, trends: pd.DataFrame) -> None:
    breaks = read("from marts.dim_series_break")
    areas = read("""
        select membership_scheme_id, cluster_id, year
        from (select distinct city_id, year from marts.dim_area_change)
        join marts.dim_cluster_member using (city_id)
    """)
    cells = yearly_cv(values)
    checked = {"with breaks": 0, "without": 0, "null": 0}
    for key, row in trends.iterrows():
        own = breaks[breaks["indicator_id"] == key[2]]
        starts = own.loc[own["break_type"] == "new_basis", "year"].to_numpy()
        left_out = own.loc[own["break_type"] == "not_comparable", "year"]
        series = cells[(cells[TREND] == list(key)).all(axis=1)].sort_values("year")
        comparable = series[~series["year"].isin(left_out)]
        own_figures = comparable[comparable["is_own"]]
        used = own_figures[own_figures["cv"] > 0]

        assert row["n_years_incomparable"] == len(series) - len(comparable), key
        assert row["n_years_carried"] == len(comparable) - len(own_figures), key
        assert row["n_years_zero_cv"] == len(own_figures) - len(used), key
        assert row["n_years_interpolated"] == (used["interpolated"] >= 0.5).sum(), key
        assert row["n_years"] == len(used), key

        years = used["year"].to_numpy(float)
        segments = (years[:, None] >= starts[None, :]).sum(axis=1)
        n_breaks = max(len(np.unique(segments)) - 1, 0)
        assert row["n_breaks"] == n_breaks, key
        if len(used):
            assert row["min_n_cities"] == used["n_cities"].min(), key
            assert row["max_n_cities"] == used["n_cities"].max(), key
            assert (row["first_year"], row["last_year"]) == (years[0], years[-1]), key
            changed = areas.loc[(areas[TREND[:2]] == list(key[:2])).all(axis=1), "year"]
            between = changed.between(years[0], years[-1], inclusive="right")
            assert row["n_area_changes"] == between.sum(), key
            assert close(row["first_cv"], used["cv"].iloc[0]), key
            assert close(row["last_cv"], used["cv"].iloc[-1]), key
        if len(used) - n_breaks < MIN_TREND_YEARS:
            reason = "too_few_years" if len(used) else "no_year"
            assert row["null_reason"] == reason, key
            assert row[["trend", *Line._fields, "r_squared"]].isna().all(), key
            checked["null"] += 1
            continue

        y = np.log(used["cv"].to_numpy())
        fitted = fit(years, y, segments)
        assert pd.isna(row["null_reason"]), key
        for measure, expected in fitted._asdict().items():
            assert close(row[measure], expected), (key, measure)
        assert close(row["cv_change_per_year"], np.expm1(fitted.log_cv_slope)), key
        if n_breaks == 0:
            line = linregress(years, y)
            assert close(row["log_cv_slope"], line.slope), key
            assert close(row["slope_standard_error"], line.stderr), key
            assert close(row["r_squared"], line.rvalue**2), key
        checked["with breaks" if n_breaks else "without"] += 1
    assert all(checked.values()), checked


def test_r_squared_is_the_share_that_the_slope_explains(trends: pd.DataFrame) -> None:
    """From t and the degrees of freedom, so it also holds for lines with breaks."""
    known = trends[trends["null_reason"].isna()]
    freedom = known["n_years"] - known["n_breaks"] - 2
    squared_t = (known["log_cv_slope"] / known["slope_standard_error"]) ** 2
    expected = squared_t / (squared_t + freedom)
    assert np.allclose(known["r_squared"], expected, rtol=0, atol=TOLERANCE)


# What docs/methodology/dispersion.md says


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """Return the text of the page, on one line."""
    text = (root / "docs" / "methodology" / "dispersion.md").read_text(encoding="utf-8")
    return " ".join(text.split())


def test_page_counts_the_trends(page: str, trends: pd.DataFrame) -> None:
    alternatives = read(
        "select indicator_id from marts.dim_indicator where alternative_of is not null"
    )["indicator_id"]
    default = trends.loc["yrd_27_outline_2019"].reset_index()
    known = default[
        default["trend"].notna() & ~default["indicator_id"].isin(alternatives)
    ]
    n = known["trend"].value_counts()
    assert (
        f"Of the {len(known)} series of agglomerations and indicators with enough "
        f"years, {n['converging']} converge, {n['diverging']} diverges and "
        f"{n['no_clear_trend']} show no clear trend: the CV of "
        f"{(known['log_cv_slope'] < 0).sum() - n['converging']} of them fell." in page
    )
    converging = known[known["trend"] == "converging"].groupby("indicator_id").size()
    assert set(converging[converging == 5].index) == {"urbanisation_rate"}
    assert set(converging[converging == 4].index) == {
        "health_technicians_per_10k",
        "household_waste_treatment_rate",
    }


def test_page_says_what_breaks_do_to_gdp_per_capita(
    page: str, values: pd.DataFrame, trends: pd.DataFrame
) -> None:
    cells = yearly_cv(
        values[
            (values["membership_scheme_id"] == "yrd_27_outline_2019")
            & (values["indicator_id"] == "gdp_per_capita")
        ]
    )
    lines = [
        linregress(group["year"], np.log(group["cv"]))
        for _, group in cells.groupby("cluster_id")
    ]
    plain = sum(line.pvalue < 0.05 and line.slope < 0 for line in lines)
    of_gdp = trends.loc["yrd_27_outline_2019"].xs("gdp_per_capita", level=1)
    with_breaks = (of_gdp["trend"] == "converging").sum()
    assert (
        f"falls significantly in {plain} of {len(lines)} agglomerations; with the "
        f"breaks, and years that resemble each other, it does in {with_breaks}." in page
    )


def test_page_says_what_changes_of_area_do_to_trends(
    page: str, values: pd.DataFrame, trends: pd.DataFrame
) -> None:
    changed = read("from marts.dim_area_change")["city_id"]
    breaks = read("from marts.dim_series_break")
    paper = read("""
        select indicator_id from marts.dim_indicator where alternative_of is null
    """)["indicator_id"]
    default = trends.loc["yrd_27_outline_2019"]
    largest = default.loc[default["p_value_of_all"] <= 0.05, "p_value"].max()
    default = default[
        (default["n_area_changes"] > 0)
        & default["trend"].notna()
        & default.index.get_level_values(1).isin(paper)
    ]
    assert set(default.index.get_level_values(0)) == {"YRD", "CY"}
    stayed = values[
        (values["membership_scheme_id"] == "yrd_27_outline_2019")
        & ~values["city_id"].isin(changed)
    ]
    cells = yearly_cv(stayed)
    otherwise = {}
    for (cluster, indicator), row in default.iterrows():
        own = breaks[breaks["indicator_id"] == indicator]
        starts = own.loc[own["break_type"] == "new_basis", "year"].to_numpy()
        left_out = own.loc[own["break_type"] == "not_comparable", "year"]
        used = cells[
            (cells["cluster_id"] == cluster)
            & (cells["indicator_id"] == indicator)
            & ~cells["year"].isin(left_out)
            & cells["is_own"]
            & (cells["cv"] > 0)
        ]
        years = used["year"].to_numpy(float)
        segments = (years[:, None] >= starts[None, :]).sum(axis=1)
        fitted = fit(years, np.log(used["cv"].to_numpy()), segments)
        trend = "no_clear_trend"
        if fitted.p_value <= largest:
            trend = "converging" if fitted.log_cv_slope < 0 else "diverging"
        if trend != row["trend"]:
            otherwise[cluster, indicator] = (row["trend"], trend)
    lost = ("beds_per_10k", "high_speed_rail", "solid_waste_utilisation_rate")
    assert otherwise == {("YRD", i): ("converging", "no_clear_trend") for i in lost}
    assert f"{len(otherwise)} of their {len(default)} trends come out otherwise" in page


def test_page_says_how_the_theil_index_splits(page: str) -> None:
    shares = read("""
        select indicator_id, within_share
        from marts.fct_theil_decomposition
        inner join marts.dim_indicator_availability
            using (membership_scheme_id, indicator_id)
        where membership_scheme_id = 'yrd_27_outline_2019' and year = 2020
            and panel_id = 'benchmark' and balanced_set = 'used'
            and alternative_of is null
    """).set_index("indicator_id")["within_share"]
    assert shares.idxmin() == "patents_per_10k"
    assert shares.idxmax() == "high_speed_rail"
    low, gdp, high = (
        f"{100 * share:.0f} percent"
        for share in (shares.min(), shares["gdp_per_capita"], shares.max())
    )
    assert f"In 2020, {gdp} of the inequality of GDP per capita lies within" in page
    assert (
        f"patents differ most between agglomerations ({low} within) and "
        f"high-speed rail least ({high})" in page
    )


def test_page_says_how_far_the_measures_agree(
    page: str, inequality: pd.DataFrame
) -> None:
    alternatives = read(
        "select indicator_id from marts.dim_indicator where alternative_of is not null"
    )["indicator_id"]
    default = inequality.loc["yrd_27_outline_2019"].reset_index()
    default = default[~default["indicator_id"].isin(alternatives)]
    default = default.sort_values(["cluster_id", "indicator_id", "year"])
    names = ["cv_population", "gini_coefficient", "theil_index", "weighted_cv"]
    changes = default.groupby(["cluster_id", "indicator_id"])[names].diff()
    # Rounding is no change.
    changes = changes.where(changes.isna() | (changes.abs() > 1e-12), 0)
    against = {
        name: 100
        * (changes["cv_population"] * changes[name] < 0).sum()
        / (changes["cv_population"] * changes[name]).notna().sum()
        for name in names[1:]
    }
    assert (
        f"the Gini coefficient moves against the CV in "
        f"{against['gini_coefficient']:.0f} percent of the cases, the Theil index in "
        f"{against['theil_index']:.0f} and the weighted CV in "
        f"{against['weighted_cv']:.0f}." in page
    )
    gdp = default[default["indicator_id"] == "gdp_per_capita"].set_index("cluster_id")
    lead = (gdp["weighted_cv"] - gdp["cv_population"]).dropna()
    assert (lead["YRD"] < 0).all()
    assert (lead["MYR"] > 0).all()
