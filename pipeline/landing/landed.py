"""Load what landed beside the seeds into schema landing, as the gate read it."""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pipeline.landing.files import Inputs
from pipeline.landing.panel import PANEL_TABLE
from pipeline.landing.schemas import LANDING_VALUES, SQL_TYPES
from pipeline.paths import variable

# Draws of the uncertainty experiment with a build unless DRAWS says how many: they cost it
# two seconds and tell a probability to 1.4 points; `make uncertainty` makes more.
DRAWS = "2000"


def load_landing(
    connection: duckdb.DuckDBPyConnection, root: Path, inputs: Inputs
) -> list[str]:
    """Load what landed into schema landing of a DuckDB file; return the table names."""
    seeds = root / "seeds"
    tables: dict[str, pd.DataFrame] = {}
    for name, table in inputs.tables.items():
        files = table["file"]
        landed = table[
            ~files.isin([f for f in files.unique() if (root / f).is_relative_to(seeds)])
        ]
        if len(landed) and not inputs.schemas[name].is_city_year:
            tables[name] = landed
    flags = landed_flags(inputs)
    if len(flags):
        order = list(inputs.schemas["value_flags"].columns)
        both = [
            tables.get("value_flags", pd.DataFrame(columns=order))[order],
            flags.reindex(columns=order, fill_value=""),
        ]
        tables["value_flags"] = pd.concat(both, ignore_index=True).drop_duplicates()
    if not tables:
        return []
    connection.execute("create schema landing")
    for name, frame in tables.items():
        columns = dict(inputs.schemas[name].columns)
        if name == LANDING_VALUES:
            frame = frame.rename(
                columns={"file": "seed_name", "value": "published_value"}
            )
            columns = {
                "city_id": "text",
                "variable_id": "text",
                "source_id": "text",
                "seed_name": "text",
                "year": "integer",
                "published_value": "double",
            }
        connection.register("frame", frame[list(columns)].astype(str))
        casts = ", ".join(
            f"cast(nullif({column}, '') as {SQL_TYPES[kind]}) as {column}"
            for column, kind in columns.items()
        )
        connection.execute(f"create table landing.{name} as select {casts} from frame")
        connection.unregister("frame")
    return sorted(tables)


def landed_flags(inputs: Inputs) -> pd.DataFrame:
    """Return the flags of landed values, one row per value and flag."""
    key = ["source_id", "variable_id", "city_id", "year", "flag"]
    if LANDING_VALUES not in inputs.tables:
        return pd.DataFrame(columns=key)
    flags = inputs.tables[LANDING_VALUES][key]
    flags = flags.assign(flag=flags["flag"].str.split(";")).explode("flag")
    return flags[flags["flag"] != ""].drop_duplicates()


def landing_variables(landed: list[str], *, has_panel: bool) -> dict[str, Any]:
    """Return the variables that tell dbt what landed."""
    variables: dict[str, Any] = {
        "readings": True,
        "draws": int(variable("DRAWS", DRAWS)),
    }
    if landed:
        variables["landing"] = landed
    if has_panel:
        variables["panel"] = f"landing.{PANEL_TABLE}"
    return variables
