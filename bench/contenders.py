"""One way to compute the cells of a panel, in a process of its own; started by scale.py.

    .venv/bin/python bench/contenders.py NAME FOLDER OUTPUT STATEMENTS

Each reads FOLDER/panel and the reference tables, drops rejected values, chooses between
publications by precedence, interpolates population, forms the indicators, carries the
nearest year into gaps,
and writes per cluster, indicator and year: n, n interpolated, n carried, coverage, mean,
smallest, largest, sample standard deviation, CV (population).
Prints the wall and CPU seconds of the job, without imports and reference tables.
"""

import json
import os
import sys
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds" / "reference"

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
    """create temp table missing as
    with incomplete as (select city_id, indicator_id from indicator group by all
        having count(*) < (select count(*) from panel_years)),
    known as (select * from indicator semi join incomplete using (city_id, indicator_id)),
    wanted as (select city_id, indicator_id, year::int as year
        from incomplete, panel_years)
    select * from wanted anti join known using (city_id, indicator_id, year)""",
    """create temp table carried as
    select m.city_id, m.indicator_id, m.year,
        arg_min(value, i.year - m.year) as value
    from (select *, unnest([year - 1, year + 1]) as y from missing) as m
    join indicator as i on i.city_id = m.city_id and i.indicator_id = m.indicator_id
        and i.year = m.y group by all""",
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
]
OURS = """select cluster_id, indicator_id, year, n_cities as n, n_interpolated,
    n_carried, coverage, mean_value as mean, min_value, max_value, sd_sample,
    cv_population as cv
    from intermediate.int_cluster_dispersion where n_cities > 0"""


def connect(output: Path) -> duckdb.DuckDBPyConnection:
    """Open a new file as profiles.yml does, with all cores."""
    return duckdb.connect(
        str(output.with_suffix(".duckdb")),
        config={
            "threads": os.cpu_count() or 1,
            "preserve_insertion_order": False,
            "checkpoint_threshold": "1GB",
            "temp_directory": str(output.with_suffix(".tmp")),
            **({"memory_limit": m} if (m := os.environ.get("BENCH_MEMORY")) else {}),
        },
    )


def save(connection: duckdb.DuckDBPyConnection, query: str, output: Path) -> None:
    """Write a query as Parquet."""
    connection.execute(f"copy ({query}) to '{output}' (format parquet)")


def by_duckdb(name: str, folder: Path, output: Path, plan: Path) -> tuple[float, float]:
    """Run our compiled models, or the hand-written statements."""
    connection = connect(output)
    if name == "models":
        steps = json.loads(plan.read_text())
        for statement in steps["setup"]:
            connection.execute(statement)
        statements, query = steps["models"], OURS
    else:
        for table in ("flag_rules", "variables", "indicators", "sources",
                      "panel_years", "cluster_members"):  # fmt: skip
            file = folder / "reference" / f"{table}.csv"
            file = file if file.exists() else SEEDS / f"{table}.csv"
            connection.execute(
                f"create table {table} as from read_csv('{file}', all_varchar = true)"
            )
        panel = f"read_parquet('{folder}/panel/**/*.parquet', hive_partitioning = true)"
        statements = [text.replace("{panel}", panel) for text in BY_HAND]
        query = "from cells"
    begin, cpu = time.perf_counter(), time.process_time()
    for statement in statements:
        connection.execute(statement)
    seconds = time.perf_counter() - begin, time.process_time() - cpu
    save(connection, query, output)
    return seconds


def by_polars(folder: Path, output: Path) -> tuple[float, float]:
    """Do the same in Polars, lazily, on its streaming engine."""
    import polars as pl

    def table(name: str) -> pl.LazyFrame:
        file = folder / "reference" / f"{name}.csv"
        file = file if file.exists() else SEEDS / f"{name}.csv"
        return pl.scan_csv(file, infer_schema=False)

    begin, cpu = time.perf_counter(), time.process_time()
    rejecting = (
        table("flag_rules")
        .filter((pl.col("treatment") == "reject") & pl.col("variable_id").is_null())
        .select("flag")
        .collect()["flag"]
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
        .join(table("sources"), on="source_id")
        .group_by(key)
        .agg(pl.col("value").sort_by(pl.col("precedence").cast(pl.Int32)).first())
        .select(*key, "value")
    ).collect(engine="streaming")
    linear = (
        table("variables")
        .filter(pl.col("fill_rule") == "linear")
        .collect()["variable_id"]
    )
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
    indicators = table("indicators").select(
        "indicator_id", "numerator_variable_id", "denominator_variable_id", "multiplier"
    )
    below = (
        indicators.select("denominator_variable_id").drop_nulls().collect().to_series()
    )
    denominators = values.filter(pl.col("variable_id").is_in(below.to_list()))
    ratio = (
        pl.when(pl.col("denominator_variable_id").is_null())
        .then(pl.col("value"))
        .when(pl.col("below") != 0)
        .then(pl.col("value") / pl.col("below"))
    )
    cell = ["city_id", "indicator_id", "year"]
    indicator = (
        values.join(indicators, left_on="variable_id", right_on="numerator_variable_id")
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
    years = table("panel_years").select(pl.col("year").cast(pl.Int32)).collect()
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
    members = table("cluster_members")
    sizes = members.group_by("cluster_id").agg(n_members=pl.len())
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
        .join(sizes, on="cluster_id")
        .with_columns(coverage=pl.col("n") / pl.col("n_members"))
        .collect(engine="streaming")
    )
    seconds = time.perf_counter() - begin, time.process_time() - cpu
    cells.write_parquet(output)
    return seconds


def main() -> None:
    """Run one contender and print its seconds."""
    name, folder, output, plan = sys.argv[1], *map(Path, sys.argv[2:5])
    if name == "polars":
        seconds = by_polars(folder, output)
    else:
        seconds = by_duckdb(name, folder, output, plan)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
