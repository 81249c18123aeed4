"""Regions of other countries: their index is that of an independent calculation."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest
from countries import COUNTIES, DISTRICTS, NUTS, YEARS, made_up

from pipeline.paths import DUCKDB_FILE


def german() -> pd.DataFrame:
    """Return cluster, year and value, from the file as it was downloaded."""
    table = pd.read_csv(
        NUTS / "gdp.csv",
        sep=";",
        decimal=",",
        skiprows=1,
        nrows=16,
        encoding="utf-8-sig",
    )
    long = table.melt(["NUTS"], [f"Euro per inhabitant {year}" for year in YEARS])
    return pd.DataFrame(
        {"cluster": long["NUTS"].str[:4], "year": long["variable"].str[-4:].astype(int),
         "value": long["value"]}
    )  # fmt: skip


def of_names(states: dict[str, dict[str, str]], name: str, base: float) -> pd.DataFrame:
    """Return cluster, year and value of made-up figures."""
    return pd.DataFrame(
        [{"cluster": f"{name}_{state}", "year": year, "value": made_up(c, year, base)}
         for state, of in states.items() for c in of for year in YEARS]
    )  # fmt: skip


def index_of(frame: pd.DataFrame) -> pd.Series:
    """Return the index of one indicator alone, by cluster and year."""
    groups = frame.groupby(["cluster", "year"])["value"]
    mean, cv = groups.mean(), groups.std(ddof=0) / groups.mean()
    k = (cv.max() - cv) / (cv.max() - cv.min()) * 100
    f = (mean - mean.min()) / (mean.max() - mean.min())
    n = frame.groupby("cluster")["value"].size()
    size = (n / n.sum()).reindex(cv.index.get_level_values(0)).to_numpy()
    return k * f * size


@pytest.mark.parametrize(
    ("reading", "figures"),
    [
        ("baden", german()),
        ("coast", of_names(DISTRICTS, "coast", 90_000)),
        ("counties", of_names(COUNTIES, "counties", 30_000)),
    ],
)
def test_index_is_that_of_pandas(
    landed_build: Path, reading: str, figures: pd.DataFrame
) -> None:
    expected = index_of(figures)
    with duckdb.connect(str(landed_build / DUCKDB_FILE), read_only=True) as connection:
        rows = connection.execute(
            "select cluster_id, year, integration_index, index_rank "
            "from marts.fct_integration_index where scenario_id = ?",
            [reading],
        ).fetchall()
    assert len(rows) == len(expected)
    for cluster, year, value, rank in rows:
        assert value == pytest.approx(expected[cluster, year], abs=1e-9, rel=1e-9)
        others = expected.xs(year, level="year").round(9)
        assert rank == 1 + (others > others[cluster]).sum()


def test_codes_are_true_and_nothing_is_made_up(landed_build: Path) -> None:
    with duckdb.connect(str(landed_build / DUCKDB_FILE), read_only=True) as connection:
        rows = connection.execute(
            "select city_id, code_system, city_en, city_zh, lon, lat "
            "from marts.dim_city where city_id in ('DE134', '554', '01001') order by all"
        ).fetchall()
        reaches = connection.execute(
            "select distinct river_reach from marts.dim_cluster "
            "where cluster_id in ('DE13', 'coast_Goa', 'counties_Alabama')"
        ).fetchall()
        shapes = connection.execute(
            "select count(*) from marts.dim_city_shape where city_id = '554'"
        ).fetchall()
    assert rows == [
        ("01001", "FIPS", "Autauga County", "Autauga County", None, None),
        ("554", "LGD", "Alappuzha", "Alappuzha", None, None),
        ("DE134", "NUTS 2021", "Ortenaukreis", "Ortenaukreis", 8.0, 48.4),
    ]
    assert reaches == [(None,)]
    assert shapes == [(0,)]
