"""Polars, lazily, on its streaming engine."""

import time
from pathlib import Path

import polars as pl

from contenders.common import REFERENCE, SETTINGS, index_file, reference


def run(folder: Path, output: Path) -> tuple[float, float]:
    """Do the same in Polars, lazily, on its streaming engine; cells to index eagerly."""
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
    corrections = table["corrections"].select(
        "city_id",
        "variable_id",
        "source_id",
        pl.col("year").cast(pl.Int32),
        pl.col("value_used").cast(pl.Float64),
        is_corrected=pl.lit(True),
    )
    usable = (
        panel.join(
            corrections.lazy(),
            on=["city_id", "variable_id", "source_id", "year"],
            how="left",
        )
        .with_columns(
            pl.when(pl.col("is_corrected"))
            .then(pl.col("value_used"))
            .when(~pl.col("flag").is_in(rejecting))
            .then(pl.col("value"))
            .alias("value")
        )
        .filter(pl.col("value").is_not_null())
    )
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
            pl.col("n") >= SETTINGS["min_cities"],
            pl.col("coverage") >= SETTINGS["min_coverage"],
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
