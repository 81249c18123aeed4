"""What landed figures refer to: places, units, rates, of the seeds and of what landed."""

from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

from pipeline.landing.figures import Known, Unit
from pipeline.landing.files import Inputs
from pipeline.paths import Paths


def known_of(inputs: Inputs, paths: Paths) -> Known:
    """Return what figures refer to, from the tables that were read."""
    tables = inputs.tables
    known = Known(codes=set(tables["cities"]["city_id"]))
    region = partial(region_of_file, inputs, paths)
    for row in tables["cities"].to_dict("records"):
        for name in {row["city_en"], row["city_zh"]} - {""}:
            of_name = known.names.setdefault(name, {})
            where = region(row["file"])
            # What two places of a region share names none.
            of_name[where] = "" if where in of_name else row["city_id"]
    for row in tables["city_aliases"].to_dict("records"):
        of_alias = known.aliases.setdefault(row["alias"], {})
        where = region(row["file"])
        of_alias[where] = "" if where in of_alias else row["city_id"]
    for row in tables["units"].to_dict("records"):
        try:
            factor = Decimal(row["factor"])
        except InvalidOperation:
            continue
        if factor > 0:
            unit = Unit(row["unit"], row["quantity"], row["per_quantity"], factor)
            known.units[unit.unit] = unit
        for name in (row["unit_en"], row["unit_zh"]):
            known.unit_names.setdefault(name, row["unit"])
    for row in tables["variables"].to_dict("records"):
        known.unit_of[row["variable_id"]] = row["unit"]
    for row in tables["exchange_rates"].to_dict("records"):
        try:
            known.rates[row["year"]] = Decimal(row["yuan_per_usd"])
        except InvalidOperation:
            continue
    return known


def region_of_file(inputs: Inputs, paths: Paths, file: str) -> str:
    """Return the region of a file by its name in messages."""
    return region_of(paths, paths.root / file.partition(" [")[0])


def region_of(paths: Paths, path: Path) -> str:
    """Return the region that a file belongs to: the first folder below the landing one."""
    if not path.is_relative_to(paths.landing):
        return ""
    parts = path.relative_to(paths.landing).parts
    return parts[0] if len(parts) > 1 and parts[0] != "reference" else ""
