"""pandas: a frame of cities by years for each variable."""

import time
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from contenders.common import REFERENCE, SETTINGS, index_file, reference


def run(folder: Path, output: Path) -> tuple[float, float]:
    """Do the same in pandas: a frame of cities by years for each variable."""
    table = {
        name: pd.read_csv(reference(folder, name), dtype=str) for name in REFERENCE
    }
    begin, cpu = time.perf_counter(), time.process_time()
    indicators = table["indicators"]
    rules, variables = table["flag_rules"], table["variables"]
    rejects = (rules["treatment"] == "reject") & rules["variable_id"].isna()
    linear = set(variables.loc[variables["fill_rule"] == "linear", "variable_id"])
    sources = table["sources"].astype({"precedence": int}).sort_values("precedence")
    cluster_of = table["cluster_members"].set_index("city_id")["cluster_id"]
    cluster_of = cluster_of.astype("category")
    years = sorted(table["panel_years"]["year"].astype(int))

    texts = ["city_id", "variable_id", "source_id", "flag"]
    panel = pq.read_table(
        folder / "panel", columns=[*texts, "year", "value"], read_dictionary=texts
    )
    values = panel.unify_dictionaries().to_pandas(split_blocks=True, self_destruct=True)
    del panel
    needed = indicators[["numerator_variable_id", "denominator_variable_id"]].stack()
    values = values.loc[
        values["variable_id"].isin(needed.unique())
        & ~values["flag"].isin(rules.loc[rejects, "flag"]),
        ["city_id", "variable_id", "source_id", "year", "value"],
    ]
    values["year"] = values["year"].astype("int16")
    grid = range(
        min(*years, values["year"].min()), max(*years, values["year"].max()) + 1
    )

    corrected = table["corrections"].astype({"year": int, "value_used": float})
    corrected = dict(iter(corrected.groupby(["variable_id", "source_id"])))
    by_variable, filled = {}, {}
    for variable, rows in values.groupby("variable_id", observed=True):
        publications = dict(iter(rows.groupby("source_id", observed=True)))
        wide = None
        for source in sources["source_id"]:
            if source in publications:
                one = publications[source].pivot(
                    index="city_id", columns="year", values="value"
                )
                one = one.reindex(index=cluster_of.index, columns=grid)
                if (variable, source) in corrected:
                    rows = corrected[variable, source]
                    cells = one.to_numpy(copy=True)
                    cells[
                        one.index.get_indexer(rows["city_id"]), rows["year"] - grid[0]
                    ] = rows["value_used"]
                    one = pd.DataFrame(cells, one.index, one.columns)
                wide = one if wide is None else wide.where(wide.notna(), one)
        if variable in linear:
            known = wide.notna()
            year = known.mul(pd.Series(grid, grid), axis=1).where(known)
            y1, y2 = year.ffill(axis=1), year.bfill(axis=1)
            v1, v2 = wide.ffill(axis=1), wide.bfill(axis=1)
            between = v1 + (v2 - v1) * ((-y1).add(pd.Series(grid, grid)) / (y2 - y1))
            wide = wide.where(known, between)
            filled[variable] = wide.notna() & ~known
        by_variable[variable] = wide
    del values

    n_members = cluster_of.value_counts()
    cells = {}
    for indicator in indicators.itertuples():
        above, below = (
            indicator.numerator_variable_id,
            indicator.denominator_variable_id,
        )
        if above not in by_variable:
            continue
        reported = by_variable[above]
        interpolated = filled.get(above, False)
        if isinstance(below, str):
            if below not in by_variable:
                continue
            divisor = by_variable[below]
            reported = reported / divisor.where(divisor != 0)
            interpolated = interpolated | filled.get(below, False)
        reported = reported * float(indicator.multiplier)
        present = reported.notna()
        # The earlier year goes before the later one.
        near = reported.shift(1, axis=1)
        near = near.where(near.notna(), reported.shift(-1, axis=1))
        value = reported.where(present, near)[years]
        groups = value.groupby(cluster_of, observed=True)
        cell = {
            "n": groups.count(),
            "n_carried": (value.notna() & ~present[years])
            .groupby(cluster_of, observed=True)
            .sum(),
            "mean": groups.mean(),
            "min_value": groups.min(),
            "max_value": groups.max(),
            "sd_population": groups.std(ddof=0),
        }
        cell["n_interpolated"] = cell["n"] * 0
        if interpolated is not False:
            cell["n_interpolated"] = (
                (interpolated & present)[years].groupby(cluster_of, observed=True).sum()
            )
        cells[indicator.indicator_id] = pd.DataFrame(
            {name: frame.stack() for name, frame in cell.items()}
        )
    cells = pd.concat(cells, names=["indicator_id", "cluster_id", "year"]).reset_index()
    cells = cells[cells["n"] > 0]
    size = cells["cluster_id"].map(n_members).astype(float)
    cells["coverage"] = cells["n"] / size
    cells["sd_sample"] = (
        cells["sd_population"] * (cells["n"] / (cells["n"] - 1).replace(0, None)) ** 0.5
    )
    cells["cv"] = cells["sd_population"] / cells["mean"].abs()

    has_statistic = (
        (cells["n"] >= SETTINGS["min_cities"])
        & (cells["coverage"] >= SETTINGS["min_coverage"])
        & cells["cv"].notna()
    )
    counts = cells.loc[has_statistic, "indicator_id"].value_counts()
    balanced = counts.index[counts == len(n_members) * len(years)]
    described = indicators[indicators["alternative_of"].isna()]
    used = cells[cells["indicator_id"].isin(balanced)].merge(
        described[["indicator_id", "dimension_id", "direction"]], on="indicator_id"
    )
    bounds = used.groupby("indicator_id")["mean"].transform
    low, high = bounds("min"), bounds("max")
    up = (used["mean"] - low) / (high - low)
    down = (high - used["mean"]) / (high - low)
    largest, smallest = used["cv"].max(), used["cv"].min()
    used["score"] = (
        (largest - used["cv"])
        / (largest - smallest)
        * 100
        * (used["cluster_id"].map(n_members).astype(float) / n_members.sum())
        * up.where(used["direction"] == "positive", (up * down) ** 0.5)
    )
    dimensions = used.groupby(["cluster_id", "year", "dimension_id"], observed=True)
    index = dimensions["score"].mean().unstack().mean(axis=1, skipna=False)
    seconds = time.perf_counter() - begin, time.process_time() - cpu
    cells.astype({"cluster_id": str}).to_parquet(output)
    index.rename("integration_index").reset_index().astype(
        {"cluster_id": str}
    ).to_parquet(index_file(output))
    return seconds
