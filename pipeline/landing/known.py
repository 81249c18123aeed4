"""What landed figures refer to: places, units, rates, of the seeds and of what landed."""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache, partial
from pathlib import Path
from typing import Any

from pipeline.landing.cells import narrow
from pipeline.landing.files import Inputs
from pipeline.landing.mapping import loose
from pipeline.paths import Paths

# Of the names of prefectures; two characters at least are left of them.
ENDING = re.compile(r"(?<=..)(市|地区|盟|自治州|県|府|都)$")


@dataclass(frozen=True)
class Unit:
    """A unit of units.csv."""

    unit: str
    quantity: str
    per_quantity: str
    factor: Decimal


@dataclass
class Known:
    """What figures refer to: places, units and rates, of the seeds and of what landed.

    Args:
        codes: the codes of places.
        aliases: other codes and names of a place, each with the region that says it.
        names: names of places as `loose` has them, each with regions and codes.
        short: names alike, without the 市 that yearbooks leave out.
        spelt: aliases alike.
        numbers: codes without the zeros that a spreadsheet takes from them, alike.
        units: units by their id.
        unit_names: ids of units by their names in either language.
        unit_of: the unit of each variable.
        rates: yuan per dollar by year.

    """

    codes: set[str] = field(default_factory=set)
    aliases: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    names: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    short: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    spelt: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    numbers: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    unit_names: dict[str, str] = field(default_factory=dict)
    unit_of: dict[str, str] = field(default_factory=dict)
    rates: dict[str, Decimal] = field(default_factory=dict)

    def code(self, text: str, region: str, *, by_name: bool) -> str | None:
        """Return the code of a place; None where no one place has the text.

        Args:
            text: a code, a code of before, or a name.
            region: the region that says it: its own places go before others.
            by_name: whether it may be a name.

        """
        if text not in self.codes and text not in self.aliases:
            text = narrow(text)
            text = re.sub(r"^([0-9]+)\.0+$", r"\1", text)
        if text in self.codes:
            return text
        spelt = loose(text)
        for found in (
            self.aliases.get(text, {}),
            # A number of another region is that of another place; so is a short name.
            {region: self.numbers.get(text, {}).get(region, set())},
            *(
                (
                    self.names.get(spelt, {}),
                    self.spelt.get(spelt, {}),
                    {region: self.short.get(spelt, {}).get(region, set())},
                )
                if by_name
                else ()
            ),
        ):
            codes = found.get(region) or set().union(*found.values())
            if codes:
                return next(iter(codes)) if len(codes) == 1 else None
        return None

    def is_short(self, text: str) -> bool:
        """Whether a text is the name of a place without its ending, and no other."""
        spelt = loose(text)
        is_other = spelt in self.names or spelt in self.spelt
        return spelt in self.short and not is_other

    def factor(self, unit: str, variable: str, year: str) -> Decimal | None:
        """Return what brings a figure to the unit of its variable; None if nothing does."""
        own, target = (
            self.units.get(unit),
            self.units.get(self.unit_of.get(variable, "")),
        )
        if not own or not target or own.per_quantity != target.per_quantity:
            return None
        factor = own.factor / target.factor
        if own.quantity == target.quantity:
            return factor
        if (own.quantity, target.quantity) == (
            "dollars",
            "money",
        ) and year in self.rates:
            return factor * self.rates[year]
        return None


def known_of(inputs: Inputs, paths: Paths) -> Known:
    """Return what figures refer to, from the tables that were read."""
    tables = inputs.tables
    known = Known(codes=set(tables["cities"]["city_id"]))
    region = cache(partial(region_of_file, inputs, paths))
    for name, texts, of_row in (
        ("cities", known.names, lambda r: (loose(r["city_en"]), loose(r["city_zh"]))),
        ("cities", known.short, lambda r: (short(r["city_en"]), short(r["city_zh"]))),
        ("cities", known.numbers, lambda r: (r["city_id"].lstrip("0"),)),
        ("city_aliases", known.aliases, lambda r: (r["alias"],)),
        ("city_aliases", known.spelt, lambda r: (loose(r["alias"]),)),
    ):
        for row in rows_of_regions(inputs, name):
            for text in filter(None, of_row(row)):
                of_text = texts.setdefault(text, {})
                of_text.setdefault(region(row["file"]), set()).add(row["city_id"])
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


def short(name: str) -> str:
    """Return a name of a place as `loose` has it without its ending, else nothing."""
    spelt = loose(name)
    return kept if (kept := ENDING.sub("", spelt)) != spelt else ""


def rows_of_regions(inputs: Inputs, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table of places: of the seeds, and of each file that landed."""
    rows = inputs.tables[name].to_dict("records")
    seeds = [row for row in rows if row["file"].startswith("seeds/")]
    return [*seeds, *inputs.places.get(name, [])]


def region_of_file(inputs: Inputs, paths: Paths, file: str) -> str:
    """Return the region of a file by its name in messages."""
    return region_of(paths, paths.root / file.partition(" [")[0])


def region_of(paths: Paths, path: Path) -> str:
    """Return the region that a file belongs to: the first folder below the landing one."""
    if not path.is_relative_to(paths.landing):
        return ""
    parts = path.relative_to(paths.landing).parts
    return parts[0] if len(parts) > 1 and parts[0] != "reference" else ""
