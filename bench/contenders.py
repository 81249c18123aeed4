"""One way from a panel to the index, in a process of its own; started by scale.py.

    .venv/bin/python bench/contenders.py NAME FOLDER OUTPUT STATEMENTS

Each reads FOLDER/panel, drops rejected values, chooses between publications by precedence,
interpolates population, forms the indicators, carries the nearest year into gaps, and
makes the index of the reading `paper`. OUTPUT gets a row per cluster, indicator and year:
n, n interpolated, n carried, coverage, mean, smallest, largest, sample standard deviation,
CV (population). OUTPUT with the suffix .index.parquet gets a row per cluster and year.
Prints the wall and CPU seconds of the job, without imports, reference tables and output.
"""

import csv
import json
import os
import shutil
import sys
import time
from pathlib import Path

import duckdb
from as_ready import run_as_ready

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds" / "reference"
REFERENCE = (
    "flag_rules", "variables", "indicators", "sources", "panel_years",
    "cluster_members",
)  # fmt: skip
# dbt_project.yml: min_cities, min_coverage.
MIN_CITIES, MIN_COVERAGE = 2, 0.5
# The exit code of a contender without memory: what a shell says of a killed process.
NO_MEMORY = 137

BY_HAND = [
    """create table chosen_variable as select variable_id from {panel}
    group by 1 having min(source_id) <> max(source_id)""",
    """create view usable as
    select city_id, variable_id, source_id, year::int as year, value
    from {panel} where flag not in (
        select flag from flag_rules where treatment = 'reject' and variable_id is null)""",
    """create table chosen as
    select city_id, variable_id, year, arg_min(value, precedence::int) as value
    from usable semi join chosen_variable using (variable_id)
    join sources using (source_id) group by all""",
    """create table filled as
    with pairs as (
        select *, lead(year) over w as next_year, lead(value) over w as next_value
        from chosen where variable_id in (
            select variable_id from variables where fill_rule = 'linear')
        window w as (partition by city_id, variable_id order by year))
    select city_id, variable_id, unnest(range(year + 1, next_year))::int as y,
        value + (next_value - value) * ((y - year)::double / (next_year - year)) as value
    from pairs where next_year > year + 1""",
    """create temp table indicator as
    with vals as (
        select city_id, variable_id, year, value, false as filled from usable
        anti join chosen_variable using (variable_id)
        union all select *, false from chosen union all select *, true from filled),
    below as (select * from vals where variable_id in (
        select denominator_variable_id from indicators))
    from (select above.city_id, indicator_id, above.year,
        case when denominator_variable_id is null then above.value
            else above.value / nullif(below.value, 0) end * multiplier::double as value,
        above.filled or coalesce(below.filled, false) as filled
    from vals as above join indicators on numerator_variable_id = above.variable_id
    left join below on below.variable_id = denominator_variable_id
        and below.city_id = above.city_id and below.year = above.year)
    where value is not null""",
    # Which years a series has, as bits: faster than to search for those it lacks.
    """create temp table carried as
    with bounds as (select min(year::int) - 1 as before, count(*) as n from panel_years),
    incomplete as (
        select city_id, indicator_id, before, bit_or(1 << (year - before)) as bits
        from indicator, bounds group by all having bit_count(bits) < any_value(n)),
    wanted as (select city_id, indicator_id, year::int as to_year, case
            when (bits >> (to_year - 1 - before)) & 1 = 1 then to_year - 1
            when (bits >> (to_year + 1 - before)) & 1 = 1 then to_year + 1 end as year
        from incomplete, panel_years where (bits >> (to_year - before)) & 1 = 0)
    select city_id, indicator_id, to_year as year, value
    from wanted join indicator using (city_id, indicator_id, year)""",
    """create table cells as
    with sizes as (
        select cluster_id, count(*) as n_members from cluster_members group by 1),
    grouped as (select cluster_id, indicator_id, year, count(*) as n,
        count(*) filter (filled) as n_interpolated, sum(c) as n_carried,
        avg(value) as mean, min(value) as min_value, max(value) as max_value,
        stddev_samp(value) as sd_sample, stddev_pop(value) / abs(avg(value)) as cv
    from (select *, 0 as c from indicator
        union all select city_id, indicator_id, year, value, false, 1 from carried)
    join cluster_members using (city_id) group by all)
    select grouped.*, n / n_members as coverage
    from grouped join sizes using (cluster_id)""",
    f"""create table integration_index as
    with sizes as (
        select cluster_id, count(*) / sum(count(*)) over () as size_adjustment
        from cluster_members group by 1),
    balanced as (select indicator_id from cells
        where n >= {MIN_CITIES} and coverage >= {MIN_COVERAGE} and cv is not null
        group by 1 having count(*) =
            (select count(*) from sizes) * (select count(*) from panel_years)),
    bounded as (select cluster_id, dimension_id, year, size_adjustment, direction,
        (max(cv) over () - cv) / nullif(max(cv) over () - min(cv) over (), 0) * 100 as k,
        (mean - min(mean) over i) / nullif(max(mean) over i - min(mean) over i, 0) as up,
        (max(mean) over i - mean) / nullif(max(mean) over i - min(mean) over i, 0) as down
        from cells semi join balanced using (indicator_id)
        join indicators using (indicator_id) join sizes using (cluster_id)
        where alternative_of is null
        window i as (partition by indicator_id)),
    dimension as (select cluster_id, dimension_id, year, avg(k * size_adjustment
            * case direction when 'positive' then up else sqrt(up * down) end) as score
        from bounded group by all)
    select cluster_id, year,
        case when count(score) = count(*) then avg(score) end as integration_index
    from dimension group by all""",
]
OURS = """select cluster_id, indicator_id, year, n_cities as n, n_interpolated,
    n_carried, coverage, mean_value as mean, min_value, max_value, sd_sample,
    cv_population as cv
    from intermediate.int_cluster_dispersion where n_cities > 0"""
OUR_INDEX = """select cluster_id, year, integration_index
    from marts.fct_integration_index where scenario_id = 'paper'"""


def reference(folder: Path, name: str) -> Path:
    """Return the file of a reference table: the panel's own, or the seed."""
    file = folder / "reference" / f"{name}.csv"
    return file if file.exists() else SEEDS / f"{name}.csv"


def index_file(output: Path) -> Path:
    """Return where the index goes."""
    return output.with_suffix(".index.parquet")


def connect(output: Path) -> duckdb.DuckDBPyConnection:
    """Open a new file as profiles.yml does, with all cores."""
    connection = duckdb.connect(
        str(output.with_suffix(".duckdb")),
        config={
            "threads": os.cpu_count() or 1,
            "preserve_insertion_order": False,
            "checkpoint_threshold": "1GB",
            "temp_directory": str(output.with_suffix(".tmp")),
            **({"memory_limit": m} if (m := os.environ.get("BENCH_MEMORY")) else {}),
        },
    )
    # Each cursor is a session of its own.
    connection.execute("set global parquet_metadata_cache = true")
    return connection


def save(connection: duckdb.DuckDBPyConnection, query: str, output: Path) -> None:
    """Write a query as Parquet."""
    connection.execute(f"copy ({query}) to '{output}' (format parquet)")


def by_duckdb(name: str, folder: Path, output: Path, plan: Path) -> tuple[float, float]:
    """Run our compiled models, or the hand-written statements.

    A new year and the readings start from what the models have stored.
    """
    stored = output.with_name("models.duckdb")
    is_compiled = name.startswith("models")
    if name in ("models_new_year", "models_readings"):
        shutil.copyfile(stored, output.with_suffix(".duckdb"))
    connection = connect(output)
    if is_compiled:
        plans = json.loads(plan.read_text())
        if name == "models":
            for statement in plans["setup"]:
                connection.execute(statement)
        cells, index = OURS, OUR_INDEX
    else:
        for table in REFERENCE:
            connection.execute(
                f"create table {table} as "
                f"from read_csv('{reference(folder, table)}', all_varchar = true)"
            )
        panel = f"read_parquet('{folder}/panel/**/*.parquet', hive_partitioning = true)"
        statements = [text.replace("{panel}", panel) for text in BY_HAND]
        cells, index = "from cells", "from integration_index"
    begin, cpu = time.perf_counter(), time.process_time()
    if is_compiled:
        run_as_ready(connection, plans[name], os.cpu_count() or 1)
    else:
        for statement in statements:
            connection.execute(statement)
    seconds = time.perf_counter() - begin, time.process_time() - cpu
    save(connection, cells, output)
    save(connection, index, index_file(output))
    connection.close()
    return seconds


def by_polars(folder: Path, output: Path) -> tuple[float, float]:
    """Do the same in Polars, lazily, on its streaming engine; cells to index eagerly."""
    import polars as pl

    table = {
        name: pl.read_csv(reference(folder, name), infer_schema=False)
        for name in REFERENCE
    }
    begin, cpu = time.perf_counter(), time.process_time()
    rejecting = (
        table["flag_rules"]
        .filter((pl.col("treatment") == "reject") & pl.col("variable_id").is_null())[
            "flag"
        ]
        .to_list()
    )
    panel = pl.scan_parquet(f"{folder}/panel/**/*.parquet", hive_partitioning=True)
    panel = panel.with_columns(pl.col("year").cast(pl.Int32))
    usable = panel.filter(~pl.col("flag").is_in(rejecting))
    names = (
        panel.group_by("variable_id")
        .agg(pl.col("source_id").n_unique().alias("n"))
        .filter(pl.col("n") > 1)
        .collect(engine="streaming")["variable_id"]
        .to_list()
    )
    key = ["city_id", "variable_id", "year"]
    chosen = (
        usable.filter(pl.col("variable_id").is_in(names))
        .join(table["sources"].lazy(), on="source_id")
        .group_by(key)
        .agg(pl.col("value").sort_by(pl.col("precedence").cast(pl.Int32)).first())
        .select(*key, "value")
    ).collect(engine="streaming")
    linear = table["variables"].filter(pl.col("fill_rule") == "linear")["variable_id"]
    series = ["city_id", "variable_id"]
    filled = (
        chosen.filter(pl.col("variable_id").is_in(linear.to_list()))
        .sort(*series, "year")
        .with_columns(
            pl.col("year").shift(-1).over(series).alias("y2"),
            pl.col("value").shift(-1).over(series).alias("v2"),
        )
        .filter(pl.col("y2") > pl.col("year") + 1)
        .with_columns(pl.int_ranges(pl.col("year") + 1, "y2").alias("y"))
        .explode("y")
        .select(
            *series,
            pl.col("y").cast(pl.Int32).alias("year"),
            pl.col("value")
            + (pl.col("v2") - pl.col("value"))
            * ((pl.col("y") - pl.col("year")) / (pl.col("y2") - pl.col("year"))),
            filled=pl.lit(True),
        )
    )
    values = pl.concat(
        [
            usable.filter(~pl.col("variable_id").is_in(names)).select(
                *key, "value", filled=pl.lit(False)
            ),
            chosen.lazy().with_columns(filled=pl.lit(False)),
            filled.lazy(),
        ]
    )
    indicators = table["indicators"]
    below = indicators["denominator_variable_id"].drop_nulls()
    denominators = values.filter(pl.col("variable_id").is_in(below.to_list()))
    ratio = (
        pl.when(pl.col("denominator_variable_id").is_null())
        .then(pl.col("value"))
        .when(pl.col("below") != 0)
        .then(pl.col("value") / pl.col("below"))
    )
    cell = ["city_id", "indicator_id", "year"]
    indicator = (
        values.join(
            indicators.lazy().select(
                "indicator_id",
                "numerator_variable_id",
                "denominator_variable_id",
                "multiplier",
            ),
            left_on="variable_id",
            right_on="numerator_variable_id",
        )
        .join(
            denominators.rename({"value": "below", "filled": "below_filled"}),
            left_on=["city_id", "denominator_variable_id", "year"],
            right_on=["city_id", "variable_id", "year"],
            how="left",
        )
        .select(
            *cell,
            ratio * pl.col("multiplier").cast(pl.Float64),
            filled=pl.col("filled") | pl.col("below_filled").fill_null(False),
        )
        .drop_nulls("value")
    ).collect(engine="streaming")
    years = table["panel_years"].select(pl.col("year").cast(pl.Int32))
    incomplete = (
        indicator.lazy()
        .group_by("city_id", "indicator_id")
        .len()
        .filter(pl.col("len") < len(years))
        .select("city_id", "indicator_id")
        .collect(engine="streaming")
    )
    known = indicator.lazy().join(
        incomplete.lazy(), on=["city_id", "indicator_id"], how="semi"
    )
    missing = incomplete.lazy().join(years.lazy(), how="cross")
    missing = missing.join(known, on=cell, how="anti").collect(engine="streaming")
    # The earlier year goes before the later one.
    carried = (
        pl.concat([missing.with_columns(from_year=pl.col("year") + d) for d in (-1, 1)])
        .lazy()
        .join(
            known,
            left_on=["city_id", "indicator_id", "from_year"],
            right_on=cell,
        )
        .group_by(cell)
        .agg(pl.col("value").sort_by("from_year").first())
        .select(*cell, "value", filled=pl.lit(False), c=pl.lit(1))
    )
    members = table["cluster_members"].lazy()
    sizes = (
        table["cluster_members"]
        .group_by("cluster_id")
        .agg(n_members=pl.len())
        .with_columns(size_adjustment=pl.col("n_members") / pl.col("n_members").sum())
    )
    cells = (
        pl.concat([indicator.lazy().with_columns(c=pl.lit(0)), carried])
        .join(members, on="city_id")
        .group_by("cluster_id", "indicator_id", "year")
        .agg(
            n=pl.len(),
            n_interpolated=pl.col("filled").sum(),
            n_carried=pl.col("c").sum(),
            mean=pl.col("value").mean(),
            min_value=pl.col("value").min(),
            max_value=pl.col("value").max(),
            sd_sample=pl.col("value").std(),
            cv=pl.col("value").std(ddof=0) / pl.col("value").mean().abs(),
        )
        .join(sizes.lazy(), on="cluster_id")
        .with_columns(coverage=pl.col("n") / pl.col("n_members"))
        .collect(engine="streaming")
    )
    balanced = (
        cells.filter(
            pl.col("n") >= MIN_CITIES,
            pl.col("coverage") >= MIN_COVERAGE,
            pl.col("cv").is_finite(),
        )
        .group_by("indicator_id")
        .len()
        .filter(pl.col("len") == len(sizes) * len(years))
    )
    cv, mean = pl.col("cv"), pl.col("mean")
    low, high = mean.min().over("indicator_id"), mean.max().over("indicator_id")
    up, down = (mean - low) / (high - low), (high - mean) / (high - low)
    level = pl.when(pl.col("direction") == "positive").then(up)
    index = (
        cells.join(balanced, on="indicator_id", how="semi")
        .join(indicators.filter(pl.col("alternative_of").is_null()), on="indicator_id")
        .with_columns(
            score=(cv.max() - cv)
            / (cv.max() - cv.min())
            * 100
            * pl.col("size_adjustment")
            * level.otherwise((up * down).sqrt())
        )
        .group_by("cluster_id", "dimension_id", "year")
        .agg(pl.col("score").fill_nan(None).mean())
        .group_by("cluster_id", "year")
        .agg(
            integration_index=pl.when(pl.col("score").is_not_null().all()).then(
                pl.col("score").mean()
            )
        )
    )
    seconds = time.perf_counter() - begin, time.process_time() - cpu
    cells.write_parquet(output)
    index.write_parquet(index_file(output))
    return seconds


def by_pandas(folder: Path, output: Path) -> tuple[float, float]:
    """Do the same in pandas: a frame of cities by years for each variable."""
    import pandas as pd
    import pyarrow.parquet as pq

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
        (cells["n"] >= MIN_CITIES)
        & (cells["coverage"] >= MIN_COVERAGE)
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


def by_numpy(folder: Path, output: Path) -> tuple[float, float]:
    """Do the same in NumPy: one dense array, variables by years by cities.

    It fits because the panel does: nearly every city has nearly every year. Cities are
    in the order of their clusters, so that a cluster is a slice.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

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
    for year, file in files:
        rows = pq.ParquetFile(file, read_dictionary=list(wanted)).read(
            columns=[*wanted, "value"]
        )
        variable, city, source, flag = (
            codes(rows[column], texts) for column, texts in wanted.items()
        )
        value = rows["value"].to_numpy()
        usable = (variable >= 0) & (city >= 0) & (flag < 0)
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
        (cells["n"] >= MIN_CITIES)
        & (cells["coverage"] >= MIN_COVERAGE)
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


def main() -> None:
    """Run one contender and print its seconds; exit with NO_MEMORY for want of it."""
    name, folder, output, plan = sys.argv[1], *map(Path, sys.argv[2:5])
    frames = {"polars": by_polars, "pandas": by_pandas, "numpy": by_numpy}
    try:
        if name in frames:
            seconds = frames[name](folder, output)
        else:
            seconds = by_duckdb(name, folder, output, plan)
    except (MemoryError, duckdb.OutOfMemoryException):
        sys.exit(NO_MEMORY)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
