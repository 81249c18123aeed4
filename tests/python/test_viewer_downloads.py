"""What can be downloaded is what the marts hold, with units and sources."""

import io
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from viewer import rows_of

from app import take
from pipeline.paths import Paths, connect


def marts() -> list[str]:
    """Return the published marts."""
    folder = Paths.from_environment().published()
    return (
        sorted(p.stem for p in (folder / "marts").glob("*.parquet")) if folder else []
    )


def reading_of(mart: str) -> str | None:
    """Return the reading that is downloaded: the paper's where there are many."""
    columns = {name for (name,) in rows_of(
        "select column_name from duckdb_columns() where schema_name = 'marts' "
        "and table_name = ?", mart)}  # fmt: skip
    return "paper" if "scenario_id" in columns and mart != "dim_scenario" else None


def expected(mart: str, reading: str | None) -> pd.DataFrame:
    """Return a mart as pandas reads it from DuckDB, in the order of its key."""
    where = f" where scenario_id = '{reading}'" if reading else ""
    key = [name for (name,) in rows_of(
        "select column_name from quality.dim_column where table_schema = 'marts' "
        "and table_name = ? and key_position is not null "
        "order by key_position", mart)]  # fmt: skip
    with connect() as connection:
        return connection.sql(
            f"select * from marts.{mart}{where} order by {', '.join(key)}"
        ).df()


@pytest.mark.parametrize("mart", marts())
def test_csv_parquet_and_excel_hold_the_mart(mart: str, tmp_path: Path) -> None:
    reading = reading_of(mart)
    truth = expected(mart, reading)
    csv = pd.read_csv(io.BytesIO(take.as_csv(mart, reading)), dtype=str,
                      keep_default_na=False)  # fmt: skip
    assert list(csv.columns) == list(truth.columns)
    assert len(csv) == len(truth)
    for column in truth.columns:
        if pd.api.types.is_float_dtype(truth[column]):
            read = pd.to_numeric(csv[column])
            assert (read.fillna(-9e99) == truth[column].fillna(-9e99)).all(), column
        elif pd.api.types.is_string_dtype(truth[column]):
            assert (csv[column] == truth[column].fillna("")).all(), column
    file = tmp_path / f"{mart}.parquet"
    file.write_bytes(take.as_parquet(mart, reading))
    where = f" where scenario_id = '{reading}'" if reading else ""
    for one, other in (
        (f"read_parquet('{file}')", f"(from marts.{mart}{where})"),
        (f"(from marts.{mart}{where})", f"read_parquet('{file}')"),
    ):
        assert rows_of(f"from {one} except all from {other}") == []
    if len(truth) > 3000:
        return
    excel = io.BytesIO(take.as_excel(mart, reading))
    book = openpyxl.load_workbook(excel, read_only=True)
    assert book.sheetnames == ["data", "units and sources"]
    sheet = list(book["data"].values)
    assert list(sheet[0]) == list(truth.columns)
    assert len(sheet) - 1 == len(truth)
    for number, column in enumerate(truth.columns):
        if pd.api.types.is_float_dtype(truth[column]):
            # Excel keeps 16 digits.
            read = pd.Series([row[number] for row in sheet[1:]], dtype=float)
            assert np.allclose(read, truth[column], rtol=1e-15, atol=0, equal_nan=True)
    notes = {row[0]: row for row in book["units and sources"].values if row}
    assert notes["build"][1] == rows_of("select build_id from quality.dim_build")[0][0]
    assert set(truth.columns) <= set(notes)
    sources = {s for (s,) in rows_of("select source_id from marts.dim_source")}
    assert sources <= set(notes)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    book = io.BytesIO(take.excel_of(["x"], [["=1+1"]], []))
    cell = openpyxl.load_workbook(book)["data"]["A2"]
    assert cell.value == "=1+1"
    assert cell.data_type == "s"
