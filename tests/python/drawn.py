"""One draw of the uncertainty experiment in numpy, from the published figures.

Shares no code with the models: figures are those of the recomputation in pandas, spreads
are taken from them, numbers are read off digests, cells are lists.
"""

import functools
import hashlib
import math
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import recomputation
from conftest import ROOT

SCHEME = "yrd_27_outline_2019"
KEY = ["membership_scheme_id", "cluster_id", "city_id", "indicator_id", "year"]
Key = tuple[Any, ...]


@functools.cache
def uniform(*texts: object) -> float:
    """Return the number that a text stands for: twelve digits of its digest."""
    text = ":".join(str(part) for part in texts).encode()
    digits = hashlib.md5(text, usedforsecurity=False).hexdigest()[:12]
    return (int(digits, 16) + 0.5) / 2**48


def spreads_of(
    own: pd.DataFrame, judged: pd.DataFrame, connection: duckdb.DuckDBPyConnection
) -> pd.Series:
    """Return how far figures are off, by status, publication or indicator, distance."""
    own = own[(own["membership_scheme_id"] == SCHEME) & (own["value"] > 0)]
    usable = judged[(judged["verdict"] != "rejected") & (judged["value"] > 0)]
    usable = usable[usable["city_id"].isin(own["city_id"])]
    elsewhere = recomputation.flagged_values(ROOT / "seeds", "other_boundary")
    usable = usable.merge(elsewhere, how="left", indicator="elsewhere")
    pairs = usable.merge(usable, on=["city_id", "variable_id", "year"])
    pairs = pairs[pairs["source_id_x"] != pairs["source_id_y"]]
    is_same = pairs["elsewhere_x"] == pairs["elsewhere_y"]
    squares = [
        pd.DataFrame({
            "status": np.where(is_same, "reported", "other_boundary"),
            "key_id": pairs["source_id_x"], "distance": 0,
            "square": np.log(pairs["value_x"] / pairs["value_y"]) ** 2 / 2,
        }),
        connection.sql("""
            select status, key_id, distance, squared_error as square
            from intermediate.int_figure_error where status = 'published_rate'
        """).df(),
    ]  # fmt: skip
    logs = own.set_index(["indicator_id", "year", "city_id"])["value"]
    table = logs.unstack("year")
    for distance in (1, 2):
        change = (
            np.log(table)
            - np.log(table).reindex(columns=table.columns - distance).to_numpy()
        )
        squares.append(centred(change, "carried", distance))
    is_own = own["status"] != "interpolated"
    halfway = logs[is_own.to_numpy()].unstack("year")
    around = table.reindex(columns=halfway.columns - 5).to_numpy()
    around = around + table.reindex(columns=halfway.columns + 5).to_numpy()
    squares.append(
        centred(
            np.log(2 * halfway / around[table.index.isin(halfway.index)]),
            "interpolated",
            0,
        )
    )
    every = pd.concat(squares)
    by = ["status", "key_id", "distance"]
    groups = every.groupby(by)["square"]
    of_all = every.assign(key_id="").groupby(by)["square"].mean()
    return np.sqrt(pd.concat([groups.mean()[groups.size() >= 30], of_all]))


def centred(changes: pd.DataFrame, status: str, distance: int) -> pd.DataFrame:
    """Return the squares of changes about the mean of their indicator and year."""
    of_year = changes.groupby(level="indicator_id").transform("mean")
    squares = ((changes - of_year) ** 2).stack().dropna().rename("square").reset_index()
    return squares.rename(columns={"indicator_id": "key_id"}).assign(
        status=status, distance=distance
    )[["status", "key_id", "distance", "square"]]


class Figures:
    """The figures of the published marts, in the sets of values that draws ask for."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Compute what a city has in its own years, and read what there is around it."""
        seeds = ROOT / "seeds"
        judged = recomputation.judge(recomputation.read_published(seeds), seeds)
        selected = recomputation.select_values(judged, seeds)
        observed = recomputation.observations(selected, judged, seeds)
        own = recomputation.measured_indicators(
            recomputation.member_values(observed, seeds), seeds
        ).rename(columns={"doubted": "is_doubted"})
        # The publication of a numerator, which says how far it may be off.
        sources = connection.sql(f"""
            select {", ".join(KEY)}, numerator_source_id
            from intermediate.int_member_indicator where status <> 'carried'
        """).df()
        own = own.merge(sources, on=KEY, how="left", validate="1:1")
        self.spreads = spreads_of(own, judged, connection).to_dict()
        own = own[own["year"].between(2008, 2022)]
        self.series: dict[Key, list[Any]] = {}
        for row in own.itertuples(index=False):
            key = (row.membership_scheme_id, row.indicator_id, row.cluster_id,
                   row.city_id)  # fmt: skip
            self.series.setdefault(key, []).append(row)
        indicators = connection.sql("from marts.dim_indicator").df()
        self.indicators = {row.indicator_id: row for row in indicators.itertuples()}
        self.years = (
            connection.sql("""
                select year from marts.dim_panel_year where panel_id = 'benchmark'
            """)
            .df()["year"]
            .tolist()
        )
        self.sizes: dict[str, dict[str, Any]] = {}
        for row in connection.sql("from marts.dim_cluster_size").df().itertuples():
            self.sizes.setdefault(row.membership_scheme_id, {})[row.cluster_id] = row
        self.prices = (
            connection.sql("from marts.dim_consumer_price").df().set_index("year")
        )
        self.money = set(
            connection.sql("""
                select indicator_id from marts.dim_indicator
                inner join marts.dim_unit using (unit)
                where quantity = 'money' and per_quantity is null
            """).df()["indicator_id"]
        )
        self.sets: dict[Key, dict[Key, list[tuple[str, float, float]]]] = {}

    def spread_of(self, row: Any, distance: int) -> float:
        """Return how far a figure may be off, by its status and publication."""
        is_own = row.status in ("reported", "other_boundary")
        key = row.numerator_source_id if is_own else row.indicator_id
        own = self.spreads.get(
            (row.status, key, 0), self.spreads.get((row.status, "", 0), 0.0)
        )
        carried = self.spreads.get(
            ("carried", row.indicator_id, distance),
            self.spreads.get(("carried", "", distance), 0.0),
        )
        return math.hypot(own, carried)

    def of(self, draw: Any) -> dict[Key, list[tuple[str, float, float]]]:
        """Return city, value and spread of every cell of the draw's set of values."""
        key = (draw.membership_scheme_id, draw.max_year_gap, draw.interpolation,
               draw.rail_definition)  # fmt: skip
        if key not in self.sets:
            self.sets[key] = self.choose(draw)
        return self.sets[key]

    def choose(self, draw: Any) -> dict[Key, list[tuple[str, float, float]]]:
        """Take the own figure of each year, or the nearest that may be carried."""
        cells: dict[Key, list[tuple[str, float, float]]] = {}
        options = (draw.rail_definition, "population_weighted")
        alternatives = {
            row.alternative_of: name
            for name, row in self.indicators.items()
            if row.alternative_option in options
        }
        measured_for = {
            alternatives.get(name, name): row
            for name, row in self.indicators.items()
            if not isinstance(row.alternative_of, str)
        }
        for (scheme, measured, cluster, city), rows in self.series.items():
            if scheme != draw.membership_scheme_id or measured not in measured_for:
                continue
            indicator = measured_for[measured]
            for year in self.years:
                offers = [
                    (abs(row.year - year), row.year, row)
                    for row in rows
                    if (row.status != "interpolated" or draw.interpolation == "linear")
                    and (
                        row.year == year
                        or (
                            abs(row.year - year) <= draw.max_year_gap
                            and indicator.gap_rule == "nearest_year"
                            and not row.is_doubted
                        )
                    )
                ]
                if not offers:
                    continue
                distance, _, row = min(offers, key=lambda offer: offer[:2])
                spread = self.spread_of(row, distance)
                if indicator.unit == "0_or_1":
                    spread = 0.0
                cell = (cluster, indicator.indicator_id, year)
                cells.setdefault(cell, []).append((city, row.value, spread))
        return cells


def errors_of(stream: int, city: str, indicator: str, year: int) -> float:
    """Return the error of a figure, in its spreads: a logistic number of variance 1."""
    step, origin = uniform(stream, "step", city), uniform(stream, "origin", city)
    angle = step * math.floor(1e6 * uniform(indicator, year)) + origin
    u = angle % 1.0
    return math.sqrt(3) / math.pi * math.log(u / (1 - u))


def cell_statistics(
    draw: Any, cluster: str, cell: Key, cities: list[tuple[str, float, float]]
) -> tuple[float, float]:
    """Return mean and CV of a cell in a draw."""
    values = np.array([
        value * math.exp(spread * errors_of(draw.figure_errors_stream, city, *cell[1:]))
        if draw.figure_errors_stream
        else value
        for city, value, spread in cities
    ])  # fmt: skip
    weights = np.array([
        -math.log(uniform(draw.cities_stream, "cities", city))
        if draw.cities_stream
        else 1.0
        for city, _, _ in cities
    ])  # fmt: skip
    n = len(cities)
    mean = float(np.average(values, weights=weights))
    variance = float(np.average((values - mean) ** 2, weights=weights))
    if draw.cities_stream:
        variance *= (n + 1) / n
    if draw.sd_type == "sample":
        variance *= n / (n - 1)
    cv = 0.0 if np.ptp(values) < 1e-12 else math.sqrt(variance) / abs(mean)
    return mean, cv


def average(scores: list[float], weights: list[float], aggregation: str) -> float:
    """Return the weighted mean, arithmetic or geometric of scores of 1 to 100."""
    if aggregation == "arithmetic":
        return float(np.average(scores, weights=weights))
    logs = np.log([1 + 99 * score / 100 for score in scores])
    return (math.exp(np.average(logs, weights=weights)) - 1) * 100 / 99


def recomputed(draw: Any, figures: Figures) -> dict[Key, float]:
    """Return the index of every agglomeration and year in one draw."""
    sizes = figures.sizes[draw.membership_scheme_id]
    about = figures.indicators
    cells = {}
    for cell, cities in figures.of(draw).items():
        cluster, indicator, year = cell
        n, members = len(cities), int(sizes[cluster].n_members)
        is_whole = about[indicator].unit != "0_or_1" or n == members
        if n < 2 or n < draw.min_coverage * members or not is_whole:
            continue
        mean, cv = cell_statistics(draw, cluster, cell, cities)
        if draw.price_basis == "constant" and indicator in figures.money:
            rises = figures.prices["consumer_price_index"] / 100
            mean /= math.prod(
                rises[y] for y in rises.index if min(figures.years) < y <= year
            )
        cells[cell] = (mean, cv)
    n_cells = len(sizes) * len(figures.years)
    counts = pd.Series([indicator for _, indicator, _ in cells]).value_counts()
    if draw.indicator_set == "balanced":
        cells = {c: v for c, v in cells.items() if counts[c[1]] == n_cells}

    def pool(option: str, cell: Key) -> Key:
        return {
            "global": (),
            "indicator": cell[1:2],
            "year": cell[2:],
            "indicator_year": cell[1:],
        }[option]

    cvs_of: dict[Key, list[float]] = {}
    levels_of: dict[Key, list[float]] = {}
    for cell, (mean, cv) in cells.items():
        cvs_of.setdefault(pool(draw.cv_pool, cell), []).append(cv)
        levels_of.setdefault(pool(draw.level_pool, cell), []).append(mean)
    scores: dict[Key, list[tuple[str, float]]] = {}
    for cell, (mean, cv) in cells.items():
        cluster, indicator, year = cell
        cvs = cvs_of[pool(draw.cv_pool, cell)]
        levels = levels_of[pool(draw.level_pool, cell)]
        is_flat = math.isclose(max(levels), min(levels), rel_tol=1e-12)
        if is_flat or max(cvs) - min(cvs) < 1e-9:
            continue
        k = 100 * (max(cvs) - cv) / (max(cvs) - min(cvs))
        up = (mean - min(levels)) / (max(levels) - min(levels))
        direction = about[indicator].direction
        if indicator == "krugman_specialisation":
            direction = draw.specialisation_direction
        level = up
        if direction == "negative":
            level = 1 - up if draw.negative_level == "inverse" else math.sqrt(
                max(up * (1 - up), 0))  # fmt: skip
        size = sizes[cluster].size_adjustment
        dimension = about[indicator].dimension_id
        scores.setdefault((cluster, year, dimension), []).append(
            (indicator, k * size * level)
        )
    dimensions: dict[Key, list[tuple[str, float]]] = {}
    for (cluster, year, dimension), rows in scores.items():
        weights = [
            -math.log(uniform(draw.indicator_weights_stream, "indicator_weights", name))
            if draw.indicator_weights_stream
            else 1.0
            for name, _ in rows
        ]
        score = average([s for _, s in rows], weights, draw.aggregation)
        dimensions.setdefault((cluster, year), []).append((dimension, score))
    return {
        cell: average(
            [s for _, s in rows],
            [
                -math.log(
                    uniform(draw.dimension_weights_stream, "dimension_weights", name)
                )
                if draw.dimension_weights_stream
                else 1.0
                for name, _ in rows
            ],
            draw.aggregation,
        )
        for cell, rows in dimensions.items()
    }
