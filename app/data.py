"""All that the viewer reads: the published marts, by plain selects.

Every answer is kept per build: `current_build` looks where warehouse/current leads each
time a page is drawn, so that a new publish shows at once and an old one is not asked again.
Answers are shared by all readers; nobody changes them.
"""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from pipeline.paths import DUCKDB_FILE, Paths, PipelineError

Row = dict[str, Any]

# No file, no network, no extension: what the viewer asks needs none of them.
LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "threads": "2",
}


# The reading that all others are compared with, and the one of all single years.
PAPER, EVERY_YEAR = "paper", "every_year"

# What a reading chooses; its years and its cities of another region are no choices.
CHOICES = ("aggregation", "level_pool", "cv_pool", "negative_level",
           "specialisation_direction", "rail_definition", "membership_scheme_id",
           "sd_type", "pm25_series", "price_basis", "indicator_set", "has_size_adjustment",
           "has_level_adjustment", "bounds_version_id")  # fmt: skip

# Joins that give `warning_flags` of the two published figures that a value is made of.
DOUBTS = """
        left join marts.fct_observation_fate as above_fate
            on above_fate.city_id = figure.city_id
            and above_fate.source_id = figure.numerator_source_id
            and above_fate.variable_id = figure.numerator_variable_id
            and above_fate.year = figure.from_year
        left join marts.fct_observation_fate as below_fate
            on below_fate.city_id = figure.city_id
            and below_fate.source_id = figure.denominator_source_id
            and below_fate.variable_id = figure.denominator_variable_id
            and below_fate.year = figure.from_year
"""
# A tie at an index of 0 is no rank.
OWN_RANK = (
    "if(n_sharing_rank > 1 and cast(integration_index as decimal(18, 9)) = 0, null, "
    "index_rank) as index_rank"
)
WARNING_FLAGS = (
    "coalesce(above_fate.warning_flags, below_fate.warning_flags) as warning_flags"
)


class NothingPublishedError(Exception):
    """No build is published."""


class UnreadableError(Exception):
    """The published file cannot be opened."""


class MissingMartError(Exception):
    """The published build lacks a mart or column that a page needs."""


@dataclass(frozen=True)
class Build:
    """The published build that a page is drawn from."""

    folder: Path

    @property
    def build_id(self) -> str:
        """Name of the build."""
        return self.folder.name


def current_build() -> Build:
    """Return the published build.

    Raises:
        NothingPublishedError: there is none.
        UnreadableError: the folders are such that none can be found.

    """
    try:
        folder = Paths.from_environment().published()
    except PipelineError as error:
        raise UnreadableError(str(error)) from error
    if folder is None:
        raise NothingPublishedError
    return Build(folder)


def damage() -> str:
    """Return what of the published build is not as it was published; nothing where all is.

    What was read of a damaged build is forgotten: it may be mended in its place.
    """
    from pipeline.publish.builds import verify

    folder = current_build().folder
    problems = verify(folder)
    if problems:
        for remembered in (connection, rows_of):
            remembered.cache_clear()
    return problems[0].replace(f"{folder}/", "") if problems else ""


@lru_cache(maxsize=2)
def connection(folder: str) -> duckdb.DuckDBPyConnection:
    """Return the one connection to a build; each query takes a cursor of its own."""
    file = f"{folder}/{DUCKDB_FILE}".replace("'", "''")
    try:
        opened = duckdb.connect(":memory:", config=LOCKED)
        # Attached, so that others in this process can open the file as they like.
        opened.execute(f"attach '{file}' as warehouse (read_only)")
        opened.execute("set enable_external_access = false")
        opened.execute("set lock_configuration = true")
        return opened
    except duckdb.Error as error:
        raise UnreadableError(str(error).splitlines()[0]) from error


def cursor_of(folder: str) -> duckdb.DuckDBPyConnection:
    """Return a cursor on the marts of a build."""
    cursor = connection(folder).cursor()
    cursor.execute("use warehouse")
    return cursor


@lru_cache(maxsize=3000)
def rows_of(folder: str, sql: str, parameters: tuple[Any, ...]) -> list[Row]:
    """Return the rows of a query on a build."""
    with cursor_of(folder) as cursor:
        try:
            cursor.execute(sql, list(parameters))
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise MissingMartError(str(error).splitlines()[0]) from error
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def query(sql: str, *parameters: Any) -> list[Row]:
    """Return the rows of a query on the published marts."""
    return rows_of(str(current_build().folder), sql, parameters)


def has_mart(name: str) -> bool:
    """Return whether the published build has the mart."""
    return name in {row["mart"] for row in marts()}


def is_stale() -> bool:
    """Return whether inputs or code have changed since the build; looks once a minute."""
    return stale_at(str(current_build().folder), int(time.monotonic() / 60))


@lru_cache(maxsize=4)
def stale_at(folder: str, minute: int) -> bool:
    """Return whether inputs or code differ from those of a build, as of a minute."""
    from pipeline.landing.checked import fingerprint, without_panel
    from pipeline.publish.builds import read_record

    try:
        hashes = without_panel(read_record(Path(folder))["fingerprints"])
        return hashes != fingerprint(Paths.from_environment())
    except (OSError, PipelineError):
        return False


def warm_up() -> None:
    """Ask what the first pages need, so that the first reader does not wait for it."""
    current = current_build()
    for ask in (readings, clusters, indicators, city_ids, marts, dimensions, all_years,
                city_shapes):  # fmt: skip
        ask()
    scheme = scheme_of(PAPER)
    for ask_of in (clusters, cities, indicators, cluster_shapes):
        ask_of(scheme)
    for reading in (PAPER, EVERY_YEAR):
        index(reading)
    dimension_scores(PAPER)
    leads(PAPER, reading_years(PAPER)[-1])
    stale_at(str(current.folder), int(time.monotonic() / 60))


# Names and choices.


def clusters(scheme: str | None = None) -> list[Row]:
    """Return the agglomerations, in order: all, or those of a membership scheme."""
    return query("""
        select *
        from marts.dim_cluster
        where ? is null or cluster_id in (
            select cluster_id
            from marts.dim_cluster_member
            where membership_scheme_id = ?
        )
        order by sort_order, cluster_id
    """, scheme, scheme)  # fmt: skip


def dimensions() -> list[Row]:
    """Return the dimensions, in order."""
    return query("from marts.dim_dimension order by sort_order")


def indicators(scheme: str | None = None) -> list[Row]:
    """Return the indicators that have city figures in any scheme, or in one."""
    return query("""
        select *
        from marts.dim_indicator
        where indicator_id in (
            select indicator_id
            from marts.fct_city_indicator
            where ? is null or membership_scheme_id = ?
        )
        order by sort_order, indicator_id
    """, scheme, scheme)  # fmt: skip


def all_indicators(reading: str) -> list[Row]:
    """Return the indicators that a reading could use and that are no alternative."""
    return query("""
        select dim_indicator.*
        from marts.dim_indicator
        inner join marts.dim_scenario on scenario_id = ?
        where alternative_of is null
            and (dim_scenario.is_landed or not dim_indicator.is_landed)
        order by sort_order, indicator_id
    """, reading)  # fmt: skip


def readings() -> list[Row]:
    """Return the named readings: the paper's, those of its years, then the others."""
    return query("""
        select named.*, named.panel_id <> paper.panel_id as has_other_years
        from marts.dim_scenario as named
        inner join marts.dim_scenario as paper on paper.scenario_id = ?
        where named.scenario_kind = 'named'
        order by named.scenario_id <> paper.scenario_id, has_other_years,
            named.scenario_id
    """, PAPER)  # fmt: skip


def reading_row(reading: str) -> Row:
    """Return the choices of a named reading."""
    return next(row for row in readings() if row["scenario_id"] == reading)


def scheme_of(reading: str) -> str:
    """Return the membership scheme of a reading."""
    return reading_row(reading)["membership_scheme_id"]


def cities(scheme: str) -> list[Row]:
    """Return the cities of a membership scheme with their agglomeration."""
    return query("""
        select dim_city.*, cluster_id, cluster_en, cluster_zh, extent_note
        from marts.dim_city
        inner join marts.dim_cluster_member using (city_id)
        inner join marts.dim_cluster using (cluster_id)
        where membership_scheme_id = ?
        order by dim_cluster.sort_order, city_id
    """, scheme)  # fmt: skip


def city_ids() -> list[Row]:
    """Return the cities of any scheme."""
    return query(
        "select city_id, city_en, city_zh from marts.dim_city order by city_id"
    )


def reading_years(reading: str) -> list[int]:
    """Return the years for which a reading is computed; none where nothing can be."""
    rows = query("""
        select distinct year
        from marts.fct_integration_index
        where scenario_id = ?
        order by year
    """, reading)  # fmt: skip
    return [row["year"] for row in rows]


def all_years() -> list[int]:
    """Return the years in which a city has a figure, or a reading an index."""
    rows = query("""
        select year from marts.fct_city_indicator
        union
        select year from marts.fct_integration_index
        order by year
    """)
    if not rows:
        raise MissingMartError("fct_integration_index: no row")
    return [row["year"] for row in rows]


def indicator_years(scheme: str, indicator: str) -> list[int]:
    """Return the years in which an indicator has city figures in a scheme."""
    rows = query("""
        select distinct year
        from marts.fct_city_indicator
        where membership_scheme_id = ? and indicator_id = ?
        order by year
    """, scheme, indicator)  # fmt: skip
    return [row["year"] for row in rows]


def city_years(scheme: str, city: str) -> list[int]:
    """Return the years in which a city has a figure in a scheme."""
    rows = query("""
        select distinct year
        from marts.fct_city_indicator
        where membership_scheme_id = ? and city_id = ?
        order by year
    """, scheme, city)  # fmt: skip
    return [row["year"] for row in rows]


def directions(reading: str) -> dict[str, str]:
    """Return whether more of an indicator is better (positive) in a reading, or less."""
    rows = query("""
        select indicator_id, coalesce(scored.direction, dim_indicator.direction)
            as direction
        from marts.dim_indicator
        left join (
            select distinct indicator_id, direction
            from marts.fct_indicator_score
            where scenario_id = ?
        ) as scored using (indicator_id)
    """, reading)  # fmt: skip
    return {row["indicator_id"]: row["direction"] for row in rows}


# Overview.


def index(reading: str) -> list[Row]:
    """Return index and rank of each agglomeration and year, with names."""
    return query("""
        select *
        from marts.rpt_integration_index
        inner join marts.dim_cluster using (cluster_id)
        where scenario_id = ?
        order by sort_order, year
    """, reading)  # fmt: skip


def dimension_scores(reading: str) -> list[Row]:
    """Return the dimension scores of each agglomeration and year, with names."""
    return query("""
        select
            fct_dimension_score.*,
            dimension_en,
            dimension_zh,
            cluster_en,
            cluster_zh
        from marts.fct_dimension_score
        inner join marts.dim_dimension using (dimension_id)
        inner join marts.dim_cluster using (cluster_id)
        where scenario_id = ?
        order by dim_cluster.sort_order, dim_dimension.sort_order, year
    """, reading)  # fmt: skip


def leads(reading: str, year: int) -> list[Row]:
    """Return how far each index is from the mean, and what of it is size, level, k."""
    return query("""
        select rpt_index_lead.*
        from marts.rpt_index_lead
        inner join marts.dim_cluster using (cluster_id)
        where scenario_id = ? and year = ?
        order by index_difference desc, sort_order
    """, reading, year)  # fmt: skip


def theil_parts(scheme: str, year: int) -> list[Row]:
    """Return what of the gaps between all cities lies within the agglomerations."""
    return query("""
        select fct_theil_decomposition.*, indicator_en, indicator_zh
        from marts.fct_theil_decomposition
        inner join marts.dim_indicator using (indicator_id)
        where membership_scheme_id = ? and year = ? and alternative_of is null
        order by sort_order
    """, scheme, year)  # fmt: skip


# Map.


def city_shapes() -> list[Row]:
    """Return the outlines of the cities."""
    return query("from marts.dim_city_shape order by city_id")


def cluster_shapes(scheme: str) -> list[Row]:
    """Return the outlines of a scheme's agglomerations, with names and a point inside."""
    return query("""
        select
            dim_cluster_shape.*,
            cluster_en,
            cluster_zh,
            avg(lon) as lon,
            avg(lat) as lat
        from marts.dim_cluster_shape
        inner join marts.dim_cluster using (cluster_id)
        inner join marts.dim_cluster_member using (membership_scheme_id, cluster_id)
        inner join marts.dim_city using (city_id)
        where membership_scheme_id = ?
        group by all
        order by cluster_id
    """, scheme)  # fmt: skip


def city_values(scheme: str, indicator: str, year: int) -> list[Row]:
    """Return every city of a scheme with its value, null where none; highest first."""
    return query(f"""
        select
            dim_city.*,
            dim_cluster_member.cluster_id,
            cluster_en,
            cluster_zh,
            figure.value,
            figure.status,
            figure.from_year,
            {WARNING_FLAGS},
            above.source_id,
            above.title_en as source_en,
            coalesce(above.title_zh, above.title_en) as source_zh,
            below.source_id as denominator_source_id,
            below.title_en as denominator_source_en,
            coalesce(below.title_zh, below.title_en) as denominator_source_zh
        from marts.dim_city
        inner join marts.dim_cluster_member using (city_id)
        inner join marts.dim_cluster using (cluster_id)
        left join marts.fct_city_indicator as figure
            on figure.city_id = dim_city.city_id
            and figure.membership_scheme_id = dim_cluster_member.membership_scheme_id
            and figure.indicator_id = ?
            and figure.year = ?
        {DOUBTS}
        left join marts.dim_source as above
            on figure.numerator_source_id = above.source_id
        left join marts.dim_source as below
            on figure.denominator_source_id = below.source_id
        where dim_cluster_member.membership_scheme_id = ?
        order by figure.value desc nulls last, dim_city.city_id
    """, indicator, year, scheme)  # fmt: skip


def class_bounds(scheme: str, indicator: str) -> list[float]:
    """Return the quintiles of an indicator over all cities and years: map classes."""
    rows = query("""
        select quantile_cont(value, [0.2, 0.4, 0.6, 0.8]) as bounds
        from marts.fct_city_indicator
        where membership_scheme_id = ? and indicator_id = ?
    """, scheme, indicator)  # fmt: skip
    return rows[0]["bounds"] or []


def highest_value(scheme: str, indicator: str) -> float | None:
    """Return the highest value of an indicator over all cities and years."""
    rows = query("""
        select max(value) as value
        from marts.fct_city_indicator
        where membership_scheme_id = ? and indicator_id = ?
    """, scheme, indicator)  # fmt: skip
    return rows[0]["value"]


# Cluster profile.


def indicator_scores(reading: str, cluster: str, year: int) -> list[Row]:
    """Return CV, k, R, f, K and points of each indicator of an agglomeration.

    `contribution` is what an indicator adds to the index: K over the indicators of its
    dimension and over the dimensions, points; null for a geometric mean, which is no sum.
    """
    return query("""
        select
            fct_indicator_score.*,
            indicator_en,
            indicator_zh,
            unit,
            dimension_en,
            dimension_zh,
            if(
                aggregation = 'arithmetic' and integration_index is not null,
                indicator_score / n_indicators_scored / n_dimensions_scored,
                null
            ) as contribution
        from marts.fct_indicator_score
        inner join marts.dim_indicator using (indicator_id)
        inner join marts.dim_dimension
            on fct_indicator_score.dimension_id = dim_dimension.dimension_id
        inner join marts.dim_scenario using (scenario_id)
        inner join marts.fct_dimension_score
            on fct_indicator_score.scenario_id = fct_dimension_score.scenario_id
            and fct_indicator_score.cluster_id = fct_dimension_score.cluster_id
            and fct_indicator_score.year = fct_dimension_score.year
            and fct_indicator_score.dimension_id = fct_dimension_score.dimension_id
        inner join marts.fct_integration_index
            on fct_indicator_score.scenario_id = fct_integration_index.scenario_id
            and fct_indicator_score.cluster_id = fct_integration_index.cluster_id
            and fct_indicator_score.year = fct_integration_index.year
        where fct_indicator_score.scenario_id = ?
            and fct_indicator_score.cluster_id = ?
            and fct_indicator_score.year = ?
        order by dim_dimension.sort_order, dim_indicator.sort_order
    """, reading, cluster, year)  # fmt: skip


def grades(reading: str, cluster: str, year: int) -> list[Row]:
    """Return how good the figures of each scored indicator of an agglomeration are."""
    return query("""
        select indicator_en, indicator_zh, quality_grade, grade_reason_en, grade_reason_zh
        from marts.fct_indicator_score as score
        inner join marts.dim_indicator using (indicator_id)
        inner join marts.dim_scenario using (scenario_id)
        inner join marts.fct_cluster_dispersion as dispersion
            on dispersion.membership_scheme_id = dim_scenario.membership_scheme_id
            and dispersion.cluster_id = score.cluster_id
            and dispersion.indicator_id = score.measured_by_indicator_id
            and dispersion.year = score.year
        where score.scenario_id = ? and score.cluster_id = ? and score.year = ?
            and quality_grade is not null
        order by dim_indicator.sort_order
    """, reading, cluster, year)  # fmt: skip


def spread(scheme: str, cluster: str, year: int) -> list[Row]:
    """Return each city's value beside its agglomeration's mean and extremes."""
    return query(f"""
        select
            figure.*,
            {WARNING_FLAGS},
            city_en,
            city_zh,
            cluster_en,
            cluster_zh,
            indicator_en,
            indicator_zh,
            mean_value,
            min_value,
            max_value,
            cv_population,
            n_cities,
            dim_indicator.sort_order,
            figure.value / nullif(mean_value, 0) as share_of_mean
        from marts.fct_city_indicator as figure
        inner join marts.fct_cluster_dispersion as dispersion
            using (membership_scheme_id, cluster_id, indicator_id, year)
        inner join marts.dim_indicator
            on figure.indicator_id = dim_indicator.indicator_id
        inner join marts.dim_city on figure.city_id = dim_city.city_id
        inner join marts.dim_cluster on figure.cluster_id = dim_cluster.cluster_id
        {DOUBTS}
        where figure.membership_scheme_id = ? and figure.cluster_id = ?
            and figure.year = ? and alternative_of is null
        order by dim_indicator.sort_order, figure.value desc, figure.city_id
    """, scheme, cluster, year)  # fmt: skip


def inequality(scheme: str, cluster: str, year: int) -> list[Row]:
    """Return CV, weighted CV, Gini and Theil of each indicator of an agglomeration."""
    return query("""
        select fct_cluster_inequality.*, indicator_en, indicator_zh
        from marts.fct_cluster_inequality
        inner join marts.dim_indicator using (indicator_id)
        where membership_scheme_id = ? and cluster_id = ? and year = ?
            and alternative_of is null
        order by sort_order
    """, scheme, cluster, year)  # fmt: skip


def trends(scheme: str, cluster: str) -> list[Row]:
    """Return whether the cities of an agglomeration have become more alike."""
    return query("""
        select fct_sigma_convergence.*, indicator_en, indicator_zh
        from marts.fct_sigma_convergence
        inner join marts.dim_indicator using (indicator_id)
        where membership_scheme_id = ? and cluster_id = ? and trend is not null
            and alternative_of is null
        order by sort_order
    """, scheme, cluster)  # fmt: skip


def plans(cluster: str) -> list[Row]:
    """Return the plans of an agglomeration, in time."""
    return query(
        "from marts.dim_plan where cluster_id = ? order by year, plan_id", cluster
    )


def bodies(cluster: str) -> list[Row]:
    """Return the coordination bodies of an agglomeration, in time, undated last."""
    return query("""
        from marts.dim_coordination_body
        where cluster_id = ?
        order by since_year nulls last, body_id
    """, cluster)  # fmt: skip


# City.


def city_figures(reading: str, city: str, year: int) -> list[Row]:
    """Return each indicator of a city with figures, sources and place in its cluster."""
    return query(f"""
        select
            dim_indicator.indicator_id,
            dim_indicator.indicator_en,
            dim_indicator.indicator_zh,
            dim_indicator.unit,
            dim_indicator.direction,
            dim_dimension.dimension_id,
            dim_dimension.dimension_en,
            dim_dimension.dimension_zh,
            figure.value,
            figure.status,
            figure.from_year,
            figure.numerator_value,
            figure.denominator_value,
            {WARNING_FLAGS},
            source_above.source_id,
            source_below.source_id as denominator_source_id,
            above.variable_en as numerator_en,
            above.variable_zh as numerator_zh,
            above.unit as numerator_unit,
            below.variable_en as denominator_en,
            below.variable_zh as denominator_zh,
            below.unit as denominator_unit,
            source_above.title_en as source_en,
            coalesce(source_above.title_zh, source_above.title_en) as source_zh,
            source_below.title_en as denominator_source_en,
            coalesce(source_below.title_zh, source_below.title_en)
                as denominator_source_zh,
            dispersion.mean_value,
            dispersion.min_value,
            dispersion.max_value,
            dispersion.n_cities,
            dispersion.n_members,
            (
                select count(*) + 1
                from marts.fct_city_indicator as peer
                where peer.membership_scheme_id = figure.membership_scheme_id
                    and peer.cluster_id = figure.cluster_id
                    and peer.indicator_id = figure.indicator_id
                    and peer.year = figure.year
                    and peer.value > figure.value
            ) as rank_in_cluster,
            (
                select count(*)
                from marts.fct_city_indicator as peer
                where peer.membership_scheme_id = figure.membership_scheme_id
                    and peer.cluster_id = figure.cluster_id
                    and peer.indicator_id = figure.indicator_id
                    and peer.year = figure.year
                    and peer.value = figure.value
            ) as n_sharing_value
        from marts.dim_indicator
        inner join marts.dim_dimension using (dimension_id)
        inner join marts.dim_scenario as reading on reading.scenario_id = ?
        left join marts.fct_city_indicator as figure
            on figure.indicator_id = dim_indicator.indicator_id
            and figure.membership_scheme_id = reading.membership_scheme_id
            and figure.city_id = ?
            and figure.year = ?
        left join marts.fct_cluster_dispersion as dispersion
            on dispersion.membership_scheme_id = figure.membership_scheme_id
            and dispersion.cluster_id = figure.cluster_id
            and dispersion.indicator_id = figure.indicator_id
            and dispersion.year = figure.year
        {DOUBTS}
        left join marts.dim_variable as above
            on figure.numerator_variable_id = above.variable_id
        left join marts.dim_variable as below
            on figure.denominator_variable_id = below.variable_id
        left join marts.dim_source as source_above
            on figure.numerator_source_id = source_above.source_id
        left join marts.dim_source as source_below
            on figure.denominator_source_id = source_below.source_id
        where dim_indicator.alternative_of is null
            and (reading.is_landed or not dim_indicator.is_landed)
        order by dim_dimension.sort_order, dim_indicator.sort_order
    """, reading, city, year)  # fmt: skip


def city_series(scheme: str, city: str, indicator: str) -> list[Row]:
    """Return a city's values of an indicator over the years, with its cluster's range."""
    return query(f"""
        select
            dispersion.year,
            figure.value,
            figure.status,
            figure.from_year,
            {WARNING_FLAGS},
            dispersion.mean_value,
            dispersion.min_value,
            dispersion.max_value
        from marts.fct_cluster_dispersion as dispersion
        inner join marts.dim_cluster_member as member
            using (membership_scheme_id, cluster_id)
        left join marts.fct_city_indicator as figure
            using (membership_scheme_id, cluster_id, city_id, indicator_id, year)
        {DOUBTS}
        where membership_scheme_id = ? and member.city_id = ? and indicator_id = ?
            and (figure.value is not null or dispersion.mean_value is not null)
        order by dispersion.year
    """, scheme, city, indicator)  # fmt: skip


def area_changes_of(scheme: str, cluster: str) -> list[Row]:
    """Return the cities of an agglomeration whose area changed, a row a city and year."""
    return query("""
        select distinct city_id, city_en, city_zh, year
        from marts.dim_area_change
        inner join marts.dim_city using (city_id)
        inner join marts.dim_cluster_member using (city_id)
        where membership_scheme_id = ? and cluster_id = ?
        order by year, city_id
    """, scheme, cluster)  # fmt: skip


def area_changes(city: str) -> list[Row]:
    """Return the changes of a city's area, in time."""
    return query("""
        from marts.dim_area_change
        where city_id = ?
        order by year, change_type
    """, city)  # fmt: skip


def series_breaks(indicator: str) -> list[Row]:
    """Return the years in which the figures of an indicator stand on another basis."""
    return query("""
        from marts.dim_series_break
        where indicator_id = ?
        order by year
    """, indicator)  # fmt: skip


# Robustness.


def rank_shares(year: int) -> list[Row]:
    """Return in what share of all readings an agglomeration has each rank."""
    return query(
        "from marts.fct_rank_stability where year = ? order by cluster_id, index_rank",
        year,
    )


def combined_schemes() -> set[str]:
    """Return the membership schemes of the combinations of choices, and the paper's."""
    rows = query("""
        select distinct membership_scheme_id
        from marts.dim_scenario
        where scenario_kind = 'reading' or scenario_id = ?
    """, PAPER)  # fmt: skip
    return {row["membership_scheme_id"] for row in rows}


def index_ranges(year: int) -> list[Row]:
    """Return the range of the index over all readings."""
    return query("""
        select fct_index_range.*, cluster_en, cluster_zh
        from marts.fct_index_range
        inner join marts.dim_cluster using (cluster_id)
        where year = ?
        order by sort_order
    """, year)  # fmt: skip


def choice_effects(year: int) -> list[Row]:
    """Return how much of the rank variance each choice explains, per agglomeration."""
    return query(
        "from marts.fct_choice_effect where year = ? order by choice_id, cluster_id",
        year,
    )


def single_choices(year: int) -> list[Row]:
    """Return the ranks in each named reading that differs from the paper's in one choice.

    A reading that has landed is another subject, no other choice.
    """
    switched = ", ".join(
        f"if(scenario.{c} is distinct from paper.{c}, '{c}', null)" for c in CHOICES
    )
    return query(f"""
        with compared as (
            select
                scenario.scenario_id,
                [choice for choice in [{switched}] if choice is not null] as choices
            from marts.dim_scenario as scenario
            inner join marts.dim_scenario as paper on paper.scenario_id = ?
            where scenario.scenario_kind = 'named'
                and scenario.panel_id = paper.panel_id
                and not scenario.is_landed
        )

        select scenario_id, scenario_en, scenario_zh, choices[1] as choice_id, cluster_id,
            integration_index, n_sharing_rank, {OWN_RANK}
        from marts.fct_integration_index
        inner join compared using (scenario_id)
        inner join marts.dim_scenario using (scenario_id)
        inner join marts.dim_cluster using (cluster_id)
        where year = ? and (len(choices) = 1 or scenario_id = ?)
        order by scenario_id <> ?, scenario_id, sort_order
    """, PAPER, year, PAPER, PAPER)  # fmt: skip


def weight_draws(year: int) -> list[Row]:
    """Return in what share of the draws of weights an agglomeration has each rank."""
    return query("""
        from marts.fct_rank_acceptability
        where year = ?
        order by cluster_id, index_rank
    """, year)  # fmt: skip


def leave_one_out(year: int) -> list[Row]:
    """Return, per thing left out, the agglomerations whose rank differs without it."""
    return query("""
        select
            left_out_kind,
            left_out_id,
            cluster_id,
            index_rank,
            paper_rank,
            coalesce(city_en, indicator_en, dimension_en) as left_out_en,
            coalesce(city_zh, indicator_zh, dimension_zh) as left_out_zh
        from marts.fct_leave_one_out
        left join marts.dim_city
            on left_out_kind = 'city' and left_out_id = city_id
        left join marts.dim_indicator
            on left_out_kind = 'indicator' and left_out_id = indicator_id
        left join marts.dim_dimension
            on left_out_kind = 'dimension' and left_out_id = dim_dimension.dimension_id
        inner join marts.dim_cluster using (cluster_id)
        where year = ? and index_rank is distinct from paper_rank
        order by left_out_kind desc, left_out_id, dim_cluster.sort_order
    """, year)  # fmt: skip


def left_out_counts(year: int) -> dict[str, int]:
    """Return how many indicators, dimensions and cities are left out one by one."""
    rows = query("""
        select left_out_kind, count(distinct left_out_id) as n
        from marts.fct_leave_one_out
        where year = ?
        group by left_out_kind
    """, year)  # fmt: skip
    return {row["left_out_kind"]: row["n"] for row in rows}


def weighted_index(reading: str, year: int, weights: dict[str, float]) -> list[Row]:
    """Return the weighted mean of the dimension scores, and its rank.

    The mean is that of the reading, arithmetic or geometric; equal weights give its
    index. Null, without a rank, where the reading has no index, or no score that weighs;
    those tied at 0 have no rank.

    Args:
        reading: scenario whose dimension scores are weighed.
        year: year of the scores.
        weights: weight of each dimension; at least one is above 0.

    """
    marks = ", ".join("(?, ?)" for _ in weights)
    pairs = [value for pair in sorted(weights.items()) for value in pair]
    return query(f"""
        with weight as (
            select * from (values {marks}) as given (dimension_id, weight)
        ),
        scores as (
            select *
            from marts.fct_dimension_score
            inner join weight using (dimension_id)
            where scenario_id = ? and year = ? and dimension_score is not null
                and weight > 0
        ),
        weighted as (
            select
                cluster_id,
                case
                    when any_value(aggregation) = 'arithmetic'
                        then sum(weight * dimension_score) / sum(weight)
                    when min(dimension_score) = 0 then 0
                    else exp(
                        sum(weight * ln(greatest(dimension_score, 1e-300)))
                        / sum(weight)
                    )
                end as weighted_index
            from scores
            inner join marts.dim_scenario using (scenario_id)
            group by cluster_id
        ),
        compared as (
            select
                cluster_id,
                integration_index,
                {OWN_RANK},
                if(integration_index is null, null, weighted_index) as weighted_index,
                cast(weighted_index as decimal(18, 9)) as noise_free
            from marts.fct_integration_index
            left join weighted using (cluster_id)
            where scenario_id = ? and year = ?
        )
        select
            * exclude (noise_free),
            if(
                weighted_index is null
                or noise_free = 0 and count(*) over (partition by noise_free) > 1,
                null,
                rank() over (
                    order by if(weighted_index is null, null, noise_free) desc nulls last
                )
            ) as weighted_rank
        from compared
        inner join marts.dim_cluster using (cluster_id)
        order by sort_order
    """, *pairs, reading, year, reading, year)  # fmt: skip


# Replication.


def claims(reading: str) -> list[Row]:
    """Return the paper's claims with their outcome and stability."""
    return query("""
        select dim_claim.*, fct_claim.*, share_of_readings, share_of_arithmetic
        from marts.fct_claim
        inner join marts.dim_claim using (claim_id)
        left join marts.fct_claim_stability using (claim_id)
        where scenario_id = ?
        order by claim_number
    """, reading)  # fmt: skip


def claim_facts(reading: str, claim: str) -> list[Row]:
    """Return the statements of a claim: what the paper says, what these figures give."""
    return query("""
        select
            fact.*,
            cluster.cluster_en,
            cluster.cluster_zh,
            other.cluster_en as other_cluster_en,
            other.cluster_zh as other_cluster_zh,
            dimension_en,
            dimension_zh
        from marts.fct_claim_fact as fact
        left join marts.dim_cluster as cluster using (cluster_id)
        left join marts.dim_cluster as other
            on fact.other_cluster_id = other.cluster_id
        left join marts.dim_dimension using (dimension_id)
        where scenario_id = ? and claim_id = ?
        order by fact_id
    """, reading, claim)  # fmt: skip


def table_4(reading: str) -> list[Row]:
    """Return the paper's Table 4 beside ours."""
    return query("""
        select rpt_between_cluster_cv.*
        from marts.rpt_between_cluster_cv
        inner join marts.dim_dimension using (dimension_id)
        where scenario_id = ?
        order by sort_order, year
    """, reading)  # fmt: skip


# Data quality.


def coverage(scheme: str) -> list[Row]:
    """Return the coverage of each indicator in each agglomeration and year of a scheme."""
    return query("""
        select indicator_id, cluster_id, year, n_members, n_cities, n_interpolated,
            n_carried, coverage
        from marts.fct_cluster_dispersion
        where membership_scheme_id = ?
    """, scheme)  # fmt: skip


def availability(reading: str) -> list[Row]:
    """Return each indicator that is no alternative, and whether a reading is made of it.

    The counts of cells are null where its panel and scheme have no year of figures.
    """
    return query("""
        select
            dim_indicator.*,
            dimension_en,
            dimension_zh,
            available.reason,
            available.n_cells,
            available.n_cells_with_statistic,
            available.n_values,
            dim_indicator.indicator_id in (
                select indicator_id
                from marts.fct_indicator_score
                where scenario_id = ? and indicator_score is not null
            ) as is_used,
            (
                select coalesce(sum(n_published_rate), 0)
                from marts.fct_cluster_dispersion as dispersion
                where dispersion.membership_scheme_id = scenario.membership_scheme_id
                    and dispersion.indicator_id = dim_indicator.indicator_id
                    and dispersion.year in (
                        select year
                        from marts.fct_integration_index
                        where scenario_id = scenario.scenario_id
                    )
            ) as n_published_rate
        from marts.dim_indicator
        inner join marts.dim_dimension using (dimension_id)
        inner join marts.dim_scenario as scenario on scenario.scenario_id = ?
        left join marts.dim_indicator_availability as available
            on available.indicator_id = dim_indicator.indicator_id
            and available.membership_scheme_id = scenario.membership_scheme_id
            and available.panel_id = scenario.panel_id
        where dim_indicator.alternative_of is null
            and (scenario.is_landed or not dim_indicator.is_landed)
        order by dim_indicator.sort_order
    """, reading, reading)  # fmt: skip


def fates() -> list[Row]:
    """Return how many published values met each fate, per publication."""
    return query("""
        select source_id, title_en, coalesce(title_zh, title_en) as title_zh, fate,
            count(*) as n_values
        from marts.fct_observation_fate
        inner join marts.dim_source using (source_id)
        group by all
        order by min(precedence), fate
    """)


def rejections() -> list[Row]:
    """Return how many published values were rejected for each reason: a flag or null."""
    return query(r"""
        select
            nullif(regexp_extract(fate_reason, '^Flag: (\w+)', 1), '') as flag,
            count(*) as n_values
        from marts.fct_observation_fate
        where fate = 'rejected'
        group by all
        order by n_values desc, flag
    """)


def corrections() -> list[Row]:
    """Return the published values that are used with another value."""
    return query("""
        select
            city_en,
            city_zh,
            variable_en,
            variable_zh,
            unit,
            year,
            published_value,
            value_in_use,
            fate_reason as reason,
            correction_reason_zh as reason_zh
        from marts.fct_observation_fate
        inner join marts.dim_city using (city_id)
        inner join marts.dim_variable using (variable_id)
        where fate = 'corrected'
        order by city_id, variable_id, year
    """)


def gate_results() -> list[Row]:
    """Return what the gates found in this build, findings first."""
    return query("""
        from marts.fct_quality_result
        order by n_failing = 0, severity, gate, suite, rule
    """)


def build_row() -> Row:
    """Return the build that the marts are of."""
    return query("""
        select * exclude (built_at), strftime(built_at, '%Y-%m-%d %H:%M UTC') as built_at
        from marts.dim_build
    """)[0]


# Downloads.


def marts() -> list[Row]:
    """Return the marts with what they hold and how many rows."""
    found = query("""
        select table_name as mart, comment as description
        from duckdb_tables()
        where schema_name = 'marts'
        order by table_name
    """)
    if not found:
        return []
    counts = query(" union all ".join(
        f"select '{m['mart']}' as mart, count(*) as n_rows from marts.{m['mart']}"
        for m in found
    ))  # fmt: skip
    n_rows = {row["mart"]: row["n_rows"] for row in counts}
    return [{**m, "n_rows": n_rows[m["mart"]]} for m in found]


def columns(mart: str) -> list[Row]:
    """Return the columns of a mart: name, type, meaning with the unit."""
    return query("""
        select column_name, data_type, comment as description
        from duckdb_columns()
        where schema_name = 'marts' and table_name = ?
        order by column_index
    """, mart)  # fmt: skip


def sources() -> list[Row]:
    """Return the publications that the figures are of."""
    return query("from marts.dim_source order by precedence")


def keys(mart: str) -> list[str]:
    """Return the primary key of a mart."""
    rows = query("""
        select constraint_column_names as names
        from duckdb_constraints()
        where schema_name = 'marts' and table_name = ?
            and constraint_type = 'PRIMARY KEY'
    """, mart)  # fmt: skip
    return rows[0]["names"] if rows else []


def mart_sql(mart: str, reading: str | None) -> tuple[str, list[str]]:
    """Return the select of a mart, of one reading or all, and its parameters.

    Raises:
        MissingMartError: there is no such mart.

    """
    if not has_mart(mart):
        raise MissingMartError(mart)
    where = " where scenario_id = ?" if reading else ""
    order = ", ".join(keys(mart)) or "all"
    return f"select * from marts.{mart}{where} order by {order}", (
        [reading] if reading else []
    )


def as_csv(mart: str, reading: str | None) -> bytes:
    """Return a mart as CSV that a spreadsheet reads: with a mark, and no formulas."""
    import csv

    from pipeline.publish.export import harmless

    sql, parameters = mart_sql(mart, reading)
    text = io.StringIO()
    with cursor_of(str(current_build().folder)) as cursor:
        cursor.execute(sql, parameters)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(column[0] for column in cursor.description or [])
        while batch := cursor.fetchmany(10_000):
            writer.writerows(map(harmless, row) for row in batch)
    return text.getvalue().encode("utf-8-sig")


def as_parquet(mart: str, reading: str | None) -> bytes:
    """Return a mart as Parquet: the published file, or the rows of one reading."""
    sql, parameters = mart_sql(mart, reading)
    folder = current_build().folder
    whole = published_parquet(folder, mart) if reading is None else None
    if whole is not None:
        return whole
    import pyarrow.parquet

    with cursor_of(str(folder)) as cursor:
        table = cursor.sql(sql, params=parameters).to_arrow_table()
    sink = io.BytesIO()
    pyarrow.parquet.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def published_parquet(folder: Path, mart: str) -> bytes | None:
    """Return the published file of a mart, or None where it is not as it was published."""
    import hashlib

    from pipeline.publish.builds import read_record

    name = f"marts/{mart}.parquet"
    try:
        content = (folder / name).read_bytes()
        expected = read_record(folder)["files"].get(name)
    except (OSError, PipelineError):
        return None
    return content if hashlib.sha256(content).hexdigest() == expected else None


def as_excel(mart: str, reading: str | None) -> bytes:
    """Return a mart as an Excel workbook; its second sheet has units and sources."""
    import xlsxwriter

    sql, parameters = mart_sql(mart, reading)
    sink = io.BytesIO()
    options = {"constant_memory": True, "remove_timezone": True, "in_memory": True,
               "strings_to_formulas": False, "strings_to_urls": False}  # fmt: skip
    with xlsxwriter.Workbook(sink, options) as workbook:
        bold = workbook.add_format({"bold": True})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("data")
        sheet.freeze_panes(1, 0)
        with cursor_of(str(current_build().folder)) as cursor:
            cursor.execute(sql, parameters)
            for number, column in enumerate(cursor.description or []):
                sheet.write_string(0, number, column[0], bold)
            place = 1
            while batch := cursor.fetchmany(10_000):
                for row in batch:
                    for number, value in enumerate(row):
                        write_cell(sheet, place, number, value, day)
                    place += 1
        notes = workbook.add_worksheet("units and sources")
        notes.set_column(0, 1, 28)
        notes.set_column(2, 2, 100)
        lines = [
            ("mart", mart, next(m["description"] for m in marts() if m["mart"] == mart)),
            ("build", current_build().build_id, f"reading: {reading or 'all'}"),
            ("", "", ""),
            ("column", "type", "meaning and unit"),
            *((c["column_name"], c["data_type"], c["description"])
              for c in columns(mart)),
            ("", "", ""),
            ("source_id", "publisher", "publication"),
            *((s["source_id"], s["publisher"], f"{s['title_en']} ({s['data_years']})")
              for s in sources()),
        ]  # fmt: skip
        for number, line in enumerate(lines):
            for place, text in enumerate(line):
                head = line[0] in ("column", "source_id") and line[1] in (
                    "type",
                    "publisher",
                )
                notes.write_string(number, place, text or "", bold if head else None)
    return sink.getvalue()


def write_cell(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    """Write a value as what it is; text stays text, whatever it begins with."""
    import datetime

    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime.datetime):
        sheet.write_string(row, column, value.isoformat(timespec="seconds"))
    elif isinstance(value, datetime.date):
        sheet.write_datetime(
            row, column, datetime.datetime.combine(value, datetime.time()), day
        )
    else:
        sheet.write_string(row, column, str(value))


FORMATS: dict[str, tuple[Callable[[str, str | None], bytes], str]] = {
    "csv": (as_csv, "text/csv"),
    "parquet": (as_parquet, "application/vnd.apache.parquet"),
    "xlsx": (
        as_excel,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
