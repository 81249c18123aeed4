"""NumPy: one dense array of variables by years by cities."""

import csv
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from contenders.common import REFERENCE, SETTINGS, index_file, reference


def run(folder: Path, output: Path) -> tuple[float, float]:
    """Do the same in NumPy: one dense array, variables by years by cities.

    It fits because the panel does: nearly every city has nearly every year. Cities are
    in the order of their clusters, so that a cluster is a slice.
    """
    table = {}
    for name in REFERENCE:
        with reference(folder, name).open(encoding="utf-8") as file:
            table[name] = list(csv.DictReader(file))

    def codes(column: pa.ChunkedArray, wanted: pa.Array) -> np.ndarray:
        """Return the places in `wanted` of a column of texts; -1 where there is none."""
        texts = column.unify_dictionaries().combine_chunks()
        places = pc.index_in(texts.dictionary, wanted).fill_null(-1).to_numpy()
        return places[texts.indices.to_numpy()]

    begin, cpu = time.perf_counter(), time.process_time()
    members = sorted((m["cluster_id"], m["city_id"]) for m in table["cluster_members"])
    clusters, starts, sizes = np.unique(
        [cluster for cluster, _ in members], return_index=True, return_counts=True
    )
    cities = pa.array([city for _, city in members])
    ratios = [
        (i["indicator_id"], i["numerator_variable_id"], i["denominator_variable_id"])
        for i in table["indicators"]
    ]
    variables = sorted({v for _, *both in ratios for v in both if v})
    place = {variable: i for i, variable in enumerate(variables)}
    sources = sorted(table["sources"], key=lambda s: int(s["precedence"]))
    wanted = {
        "variable_id": pa.array(variables),
        "city_id": cities,
        "source_id": pa.array([s["source_id"] for s in sources]),
        "flag": pa.array(
            [
                rule["flag"]
                for rule in table["flag_rules"]
                if rule["treatment"] == "reject" and not rule["variable_id"]
            ],
            pa.string(),
        ),
    }
    files = [
        (int(file.parent.name.removeprefix("year=")), file)
        for file in sorted(folder.glob("panel/year=*/*.parquet"))
    ]
    years = sorted(int(row["year"]) for row in table["panel_years"])
    every = {*years, *(year for year, _ in files)}
    first, n_years = min(every), max(every) - min(every) + 1
    chosen = np.full((len(variables), n_years, len(cities)), np.nan)
    # A figure is corrected where its number among all that can be is listed.
    shape = (len(variables), len(sources), len(cities))
    by_year: dict[int, list[tuple[int, float]]] = {}
    city_of = {city: i for i, (_, city) in enumerate(members)}
    source_of = {s["source_id"]: i for i, s in enumerate(sources)}
    for row in table["corrections"]:
        if row["variable_id"] in place:
            number = np.ravel_multi_index(
                (
                    place[row["variable_id"]],
                    source_of[row["source_id"]],
                    city_of[row["city_id"]],
                ),
                shape,
            )
            used = float(row["value_used"] or "nan")
            by_year.setdefault(int(row["year"]), []).append((number, used))
    for year, file in files:
        rows = pq.ParquetFile(file, read_dictionary=list(wanted)).read(
            columns=[*wanted, "value"]
        )
        variable, city, source, flag = (
            codes(rows[column], texts) for column, texts in wanted.items()
        )
        value = rows["value"].to_numpy()
        usable = (variable >= 0) & (city >= 0) & (flag < 0)
        if year in by_year:
            numbers, used = map(np.array, zip(*sorted(by_year[year]), strict=True))
            known = (variable >= 0) & (city >= 0) & (source >= 0)
            number = np.full(len(value), -1)
            number[known] = np.ravel_multi_index(
                (variable[known], source[known], city[known]), shape
            )
            at = np.searchsorted(numbers, number).clip(max=len(numbers) - 1)
            is_corrected = numbers[at] == number
            value = np.where(is_corrected, used[at], value)
            usable = np.where(is_corrected, ~np.isnan(value), usable)
        # The best publication is written last.
        for rank in sorted(set(np.unique(source)) - {-1}, reverse=True):
            now = usable & (source == rank)
            chosen[variable[now], year - first, city[now]] = value[now]

    filled = {}
    step = np.arange(n_years)[:, None]
    for row in table["variables"]:
        if row["fill_rule"] == "linear" and row["variable_id"] in place:
            values = chosen[place[row["variable_id"]]]
            known = ~np.isnan(values)
            before = np.maximum.accumulate(np.where(known, step, -1))
            after = np.minimum.accumulate(np.where(known, step, n_years)[::-1])[::-1]
            fill = ~known & (before >= 0) & (after < n_years)
            now, city = fill.nonzero()
            y1, y2 = before[fill], after[fill]
            v1, v2 = values[y1, city], values[y2, city]
            values[fill] = v1 + (v2 - v1) * ((now - y1) / (y2 - y1))
            filled[row["variable_id"]] = fill

    def total(array: np.ndarray, kind: type = float) -> np.ndarray:
        """Add up years by cities to years by clusters."""
        return np.add.reduceat(array, starts, axis=1, dtype=kind)

    names = ("n", "n_interpolated", "n_carried", "coverage", "mean", "min_value",
             "max_value", "sd_sample", "cv")  # fmt: skip
    cells = {
        name: np.full((len(ratios), len(years), len(sizes)), np.nan) for name in names
    }
    rows = np.array(years) - first
    for i, (_, above, below) in enumerate(ratios):
        reported = chosen[place[above]]
        interpolated = filled.get(above, np.zeros((1, 1), bool))
        if below:
            divisor = chosen[place[below]]
            with np.errstate(divide="ignore", invalid="ignore"):
                reported = np.where(divisor != 0, reported / divisor, np.nan)
            interpolated = interpolated | filled.get(below, False)
        reported = reported * float(table["indicators"][i]["multiplier"])
        present = ~np.isnan(reported)
        # The later year first, then the earlier one over it.
        value = reported.copy()
        value[:-1] = np.where(present[:-1], value[:-1], reported[1:])
        value[1:] = np.where(present[1:] | ~present[:-1], value[1:], reported[:-1])
        value, present = value[rows], present[rows]
        known = ~np.isnan(value)
        n = total(known, int)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = total(np.where(known, value, 0)) / n
            away = np.where(known, value - np.repeat(mean, sizes, axis=1), 0)
            squares = total(away * away)
            cell = {
                "n": n,
                "n_interpolated": total(
                    (interpolated & ~np.isnan(reported))[rows], int
                ),
                "n_carried": total(known & ~present, int),
                "coverage": n / sizes,
                "mean": mean,
                "min_value": np.fmin.reduceat(value, starts, axis=1),
                "max_value": np.fmax.reduceat(value, starts, axis=1),
                "sd_sample": np.sqrt(squares / (n - 1)),
                "cv": np.sqrt(squares / n) / abs(mean),
            }
        for name, array in cell.items():
            cells[name][i] = array

    has_statistic = (
        (cells["n"] >= SETTINGS["min_cities"])
        & (cells["coverage"] >= SETTINGS["min_coverage"])
        & np.isfinite(cells["cv"])
    )
    balanced = has_statistic.all(axis=(1, 2)) & np.array(
        [not row["alternative_of"] for row in table["indicators"]]
    )
    used = [
        row
        for row, is_used in zip(table["indicators"], balanced, strict=True)
        if is_used
    ]
    cv, mean = cells["cv"][balanced], cells["mean"][balanced]
    low = mean.min(axis=(1, 2), keepdims=True)
    high = mean.max(axis=(1, 2), keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        up, down = (mean - low) / (high - low), (high - mean) / (high - low)
        evenness = (cv.max() - cv) / (cv.max() - cv.min()) * 100
    positive = np.array([row["direction"] == "positive" for row in used])
    level = np.where(positive[:, None, None], up, np.sqrt(up * down))
    score = evenness * (sizes / sizes.sum()) * level
    dimension = np.array([row["dimension_id"] for row in used])
    index = np.mean(
        [np.nanmean(score[dimension == d], axis=0) for d in np.unique(dimension)],
        axis=0,
    )
    seconds = time.perf_counter() - begin, time.process_time() - cpu
    full = cells["n"] > 0
    i, y, c = full.nonzero()
    keys = {
        "indicator_id": np.array([name for name, *_ in ratios])[i],
        "cluster_id": clusters[c],
        "year": np.array(years)[y],
    }
    pq.write_table(
        pa.table(keys | {name: array[full] for name, array in cells.items()}), output
    )
    y, c = np.indices(index.shape)
    pq.write_table(
        pa.table(
            {
                "cluster_id": clusters[c.ravel()],
                "year": np.array(years)[y.ravel()],
                "integration_index": index.ravel(),
            }
        ),
        index_file(output),
    )
    return seconds
