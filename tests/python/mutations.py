"""Figures that are well-formed and wrong: the seeds' own, changed as people change them.

A mutation swaps, shifts, scales, repeats or drops figures of the seeds, or puts those of
another place, unit or column in their stead. Which cells is drawn, the same ones each time.
"""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import recomputation
from conftest import ROOT

YEARS = (2010, 2015, 2020)
# What each variable is scored from in its last year, where that is before 2020.
LAST_YEAR = {"fdi_utilised": 2019, "pm25_satellite": 2019,
             "industrial_solid_waste_utilisation_rate": 2019}  # fmt: skip
COUNTS = ("gdp", "gdp_per_capita", "average_wage", "hospital_beds", "doctors",
          "fiscal_expenditure", "fiscal_expenditure_education")  # fmt: skip
SWINGING = ("fiscal_expenditure_science", "patents_granted", "fdi_utilised")
RATES = ("gas_coverage_rate", "household_waste_treatment_rate", "urbanisation_rate",
         "industrial_solid_waste_utilisation_rate")  # fmt: skip
ALL = (*COUNTS, *SWINGING, *RATES, "pm25_satellite", "resident_population")
PAIRS = (
    ("fiscal_expenditure_science", "fiscal_expenditure_education"),
    ("fiscal_expenditure", "fiscal_expenditure_education"),
    ("hospital_beds", "doctors"),
    ("gdp_per_capita", "average_wage"),
    ("industrial_solid_waste_utilisation_rate", "household_waste_treatment_rate"),
)
YUAN_PER_USD = 6.75


@dataclass(frozen=True)
class Mutation:
    """A change: its kind, what is changed in words, and the numbers that it leaves.

    `values` has the new numbers by the index of the figures, NaN where one is lost; `added`
    rows of figures that were blank.
    """

    kind: str
    what: str
    values: pd.Series
    added: pd.DataFrame | None = None


class Mutator:
    """Draws mutations of figures: one row per figure, as the landing gate has them."""

    def __init__(self, figures: pd.DataFrame, cities: pd.DataFrame, seed: int) -> None:
        """Take the figures, and of each city its province."""
        is_own = figures["file"].str.startswith("seeds/city_year/")
        own = figures[is_own & figures["is_in_use"]]
        self.figures = dict(iter(own.groupby("variable_id")))
        self.provinces = cities.set_index("city_id")["province_zh"]
        self.random = random.Random(seed)

    # What is changed

    def column(self, variable: str, year: int | None = None) -> pd.DataFrame:
        """Return the figures of a variable in one of its files, or of a year of it."""
        of_variable = self.figures[variable]
        if year is not None:
            of_variable = of_variable[of_variable["year"] == year]
        # The file that is used: the first by precedence is the longest but for residents.
        files = of_variable["file"].value_counts()
        files = files.drop([f for f in files.index if "census" in f], errors="ignore")
        return of_variable[of_variable["file"] == files.index[0]]

    def year(self, variable: str) -> int:
        """Draw a year that is scored."""
        year = self.random.choice(YEARS)
        last = LAST_YEAR.get(
            variable, 2018 if variable == "urbanisation_rate" else 2020
        )
        if variable in ("patents_granted", "urbanisation_rate") and year == YEARS[0]:
            return YEARS[1]
        return min(year, last)

    def city(self, column: pd.DataFrame) -> str:
        """Draw a city of a column."""
        return self.random.choice(sorted(column["city_id"].unique()))

    def province(self, column: pd.DataFrame) -> pd.Series:
        """Return which figures are of one province, drawn among those of several cities."""
        provinces = column["city_id"].map(self.provinces)
        counts = column.groupby(provinces)["city_id"].nunique()
        return provinces == self.random.choice(sorted(counts.index[counts >= 4]))

    def city_of_year(self, variable: str) -> pd.DataFrame:
        """Return the figure of a city in a year."""
        column = self.column(variable, self.year(variable))
        return column[column["city_id"] == self.city(column)]

    def city_in_all_years(self, variable: str) -> pd.DataFrame:
        """Return the figures of a city."""
        column = self.column(variable)
        return column[column["city_id"] == self.city(column)]

    def province_in_all_years(self, variable: str) -> pd.DataFrame:
        """Return the figures of the cities of a province."""
        column = self.column(variable)
        return column[self.province(column)]

    def province_of_year(self, variable: str) -> pd.DataFrame:
        """Return the figures of the cities of a province in a year."""
        column = self.column(variable, self.year(variable))
        return column[self.province(column)]

    def all_of_year(self, variable: str) -> pd.DataFrame:
        """Return the figures of all cities in a year."""
        return self.column(variable, self.year(variable))

    # How

    def made(
        self, kind: str, cells: pd.DataFrame, values: pd.Series, how: str
    ) -> Mutation:
        """Return the mutation that gives cells other values."""
        where = (
            f"{', '.join(sorted(set(cells['variable_id'])))} of "
            f"{self.named(cells['city_id'])} in {self.named(cells['year'])}"
        )
        return Mutation(kind, f"{where}: {how}", values)

    @staticmethod
    def named(names: pd.Series) -> str:
        """Return up to two names, or how many there are."""
        unique = list(map(str, sorted(set(names))))
        return (
            ", ".join(unique) if len(unique) < 3 else f"{len(unique)} ({unique[0]}...)"
        )

    def scaled(self, kind: str, cells: pd.DataFrame, factor: float) -> Mutation:
        """Return figures times a factor."""
        return self.made(kind, cells, cells["number"] * factor, f"times {factor:g}")

    def lost(self, kind: str, cells: pd.DataFrame) -> Mutation:
        """Return figures that are lost."""
        return self.made(kind, cells, cells["number"] * np.nan, "lost")

    def replaced(
        self,
        kind: str,
        cells: pd.DataFrame,
        source: pd.DataFrame,
        on: list[str],
        how: str,
    ) -> Mutation:
        """Return figures in whose place stand those of a source, where it has them."""
        numbers = source.drop_duplicates(on).set_index(on)["number"]
        index = pd.MultiIndex.from_frame(cells[on]) if len(on) > 1 else cells[on[0]]
        values = pd.Series(numbers.reindex(index).to_numpy(), cells.index)
        return self.made(kind, cells.loc[values.dropna().index], values.dropna(), how)

    def swapped(
        self, kind: str, one: pd.DataFrame, other: pd.DataFrame, on: str
    ) -> Mutation:
        """Return two parts of a column or row in each other's place."""
        there = self.replaced(kind, one, other, [on], "")
        back = self.replaced(kind, other, one, [on], "")
        cells = pd.concat([one, other])
        return self.made(kind, cells, pd.concat([there.values, back.values]), "swapped")


def mutations(mutator: Mutator) -> Iterator[Mutation]:
    """Yield more than a hundred mutations, of every kind."""
    for make in (scales, units, swaps, shifts, repeats, losses, places, zeros):
        yield from make(mutator)


def scales(m: Mutator) -> Iterator[Mutation]:
    """Yield figures times a factor: in a cell, a city, a year, a province, a column."""
    for variable, factor in zip(
        (*COUNTS, *SWINGING, "pm25_satellite", "resident_population"),
        (10, 4.9, 2, 100, 2, 0.1, 4.9, 10, 100, 10, 2, 2), strict=True,
    ):  # fmt: skip
        yield m.scaled("scale: cell", m.city_of_year(variable), factor)
    for variable, factor in zip(
        (*COUNTS, *SWINGING, "pm25_satellite", "resident_population"),
        (10, 2, 2, 4.9, 2, 10, 2, 100, 100, 10, 0.5, 4.9), strict=True,
    ):  # fmt: skip
        yield m.scaled("scale: city", m.city_in_all_years(variable), factor)
    for variable, factor in zip(
        (*COUNTS[:4], *SWINGING), (10, 2, 100, 2, 10, 2, 1e4), strict=True
    ):
        yield m.scaled("scale: year", m.all_of_year(variable), factor)
    for variable, factor in zip(
        (*COUNTS[1:6], *SWINGING), (2, 2, 4.9, 2, 10, 10, 4.9, 10), strict=True
    ):
        yield m.scaled("scale: province", m.province_of_year(variable), factor)
    for variable, factor in (("doctors", 2), ("fdi_utilised", 100)):
        yield m.scaled("scale: column", m.column(variable), factor)


def units(m: Mutator) -> Iterator[Mutation]:
    """Yield percentages as fractions, and money in another unit."""
    for variable in RATES:
        yield m.scaled("unit: fraction, cell", m.city_of_year(variable), 0.01)
        yield m.scaled("unit: fraction, city", m.city_in_all_years(variable), 0.01)
        yield m.scaled("unit: fraction, year", m.all_of_year(variable), 0.01)
    for variable in RATES[:2]:
        cells = m.province_in_all_years(variable)
        yield m.scaled("unit: fraction, province", cells, 0.01)
    for cells in (m.city_in_all_years, m.city_of_year, m.province_in_all_years):
        yield m.scaled("unit: money", cells("fdi_utilised"), YUAN_PER_USD)
    for variable, factor in (
        ("gdp", 1e4), ("fiscal_expenditure", 1e-4), ("fiscal_expenditure_science", 1e4),
        ("gdp_per_capita", 1 / YUAN_PER_USD),
    ):  # fmt: skip
        yield m.scaled("unit: money", m.city_in_all_years(variable), factor)
        yield m.scaled("unit: money", m.city_of_year(variable), factor)


def swaps(m: Mutator) -> Iterator[Mutation]:
    """Yield two cities, two columns or two years in each other's place."""
    for variable in (*COUNTS, "gas_coverage_rate", "pm25_satellite"):
        column = m.column(variable)
        first, second = m.random.sample(sorted(column["city_id"].unique()), 2)
        one, other = (column[column["city_id"] == city] for city in (first, second))
        yield m.swapped("swap: cities", one, other, "year")
    for first, second in PAIRS:
        one, other = m.column(first), m.column(second)
        city = m.city(one)
        parts = [part[part["city_id"] == city] for part in (one, other)]
        yield m.swapped("swap: columns of a city", *parts, "year")
        year = m.year(first)
        parts = [part[part["year"] == year] for part in (one, other)]
        yield m.swapped("swap: columns of a year", *parts, "city_id")
    for variable in ("gdp_per_capita", "hospital_beds", "gas_coverage_rate"):
        parts = [m.column(variable, year) for year in YEARS[:2]]
        yield m.swapped("swap: years", *parts, "city_id")


def shifts(m: Mutator) -> Iterator[Mutation]:
    """Yield figures that slip by a row: to the next city, or to the next year."""
    for variable in ("gdp_per_capita", "hospital_beds", "average_wage",
                     "gas_coverage_rate", "fiscal_expenditure_science"):  # fmt: skip
        cells = m.all_of_year(variable).sort_values("city_id")
        values = cells["number"].shift(1).dropna()
        yield m.made("shift: cities", cells, values, "those of the row above")
    for variable in ("gdp", "doctors", "patents_granted"):
        cells = m.city_in_all_years(variable).sort_values("year")
        values = cells["number"].shift(1).dropna()
        yield m.made("shift: years", cells, values, "those of the row above")


def repeats(m: Mutator) -> Iterator[Mutation]:
    """Yield figures that are those of the year before, or of another city."""
    for variable in ("gdp_per_capita", "fiscal_expenditure_education", "doctors",
                     "patents_granted", "fdi_utilised"):  # fmt: skip
        for cells in (m.city_of_year(variable), m.all_of_year(variable)):
            before = m.column(variable, int(cells["year"].iloc[0]) - 1)
            kind = "repeat: year, city" if len(cells) == 1 else "repeat: year, all"
            yield m.replaced(
                kind, cells, before, ["city_id"], "those of the year before"
            )
    for variable in ("gdp_per_capita", "hospital_beds", "gas_coverage_rate",
                     "average_wage", "fiscal_expenditure_education"):  # fmt: skip
        cells = m.city_in_all_years(variable)
        column = m.column(variable)
        others = column[column["city_id"] != cells["city_id"].iloc[0]]
        source = others[others["city_id"] == m.city(others)]
        yield m.replaced("repeat: city", cells, source, ["year"], "another city's")


def losses(m: Mutator) -> Iterator[Mutation]:
    """Yield figures that are lost: a cell, a city, a province, a year."""
    for variable in ("gdp_per_capita", "hospital_beds", "doctors", "average_wage",
                     "fiscal_expenditure"):  # fmt: skip
        yield m.lost("drop: cell", m.city_of_year(variable))
        yield m.lost("drop: province", m.province_of_year(variable))
    for variable in ("hospital_beds", "gdp_per_capita", "fiscal_expenditure_science"):
        yield m.lost("drop: city", m.city_in_all_years(variable))
    for variable in ("average_wage", "doctors", "gas_coverage_rate"):
        yield m.lost("drop: year", m.all_of_year(variable))


def places(m: Mutator) -> Iterator[Mutation]:
    """Yield the total of a province under a city, and registered for resident people."""
    for variable in ("hospital_beds", "fiscal_expenditure", "gdp", "patents_granted",
                     "resident_population"):  # fmt: skip
        column = m.column(variable)
        cells = column[m.province(column)]
        totals = cells.groupby("year", as_index=False)["number"].sum()
        one = cells[cells["city_id"] == m.city(cells)]
        yield m.replaced(
            "place: province", one, totals, ["year"], "its province's total"
        )
    registered = m.column("registered_population")
    for city in ("310000", "420100", "320500"):
        column = m.column("resident_population")
        one = column[column["city_id"] == city]
        own = registered[registered["city_id"] == city]
        yield m.replaced("place: registered", one, own, ["year"], "the registered")


def zeros(m: Mutator) -> Iterator[Mutation]:
    """Yield 0 for what is blank, or for what was printed."""
    for variable in ("hospital_beds", "gas_coverage_rate", "fdi_utilised"):
        yield m.scaled("zero: cell", m.city_of_year(variable), 0)
        yield m.scaled("zero: city", m.city_in_all_years(variable), 0)
    for variable in ("gas_coverage_rate", "doctors", "household_waste_treatment_rate"):
        column = m.column(variable)
        missing = sorted(set(m.provinces.index) - set(column["city_id"]))
        template = column[column["city_id"] == column["city_id"].iloc[0]]
        added = [
            template.assign(city_id=city, number=0.0, row=column["row"].max() + 1 + n)
            for n, city in enumerate(missing)
        ]
        if added:
            what = f"{variable} of {len(missing)} cities without: 0 in all years"
            rows = pd.concat(added, ignore_index=True)
            yield Mutation("zero: blanks", what, pd.Series(dtype="float"), rows)


def mutated(figures: pd.DataFrame, *mutations: Mutation) -> pd.DataFrame:
    """Return the figures as mutations leave them, texts as a file would have them."""
    frame = figures.copy()
    values = pd.concat([mutation.values for mutation in mutations])
    frame.loc[values.index, "number"] = values
    texts = values.map("{:.10g}".format)
    frame.loc[values.index, "value"] = texts
    frame.loc[values.index, "published_value"] = texts
    frame = frame.drop(values.index[values.isna()])
    added = [m.added for m in mutations if m.added is not None]
    rows = [table.assign(value="0", published_value="0") for table in added]
    return pd.concat([frame, *rows], ignore_index=True)


def seeds_of_paper(folder: Path) -> Path:
    """Write the seeds with the members and years of the reading `paper` alone."""
    seeds = folder / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    for name, column, own in (
        ("cluster_members", "membership_scheme_id", "yrd_27_outline_2019"),
        ("panel_years", "panel_id", "benchmark"),
    ):
        file = seeds / "reference" / f"{name}.csv"
        table = pd.read_csv(file, dtype=str)
        table[table[column] == own].to_csv(file, index=False)
    return seeds


def index_of_paper(published: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """Return index and rank of `paper` from what is printed, without the models.

    Years before 2008 are too far from those that are scored to reach them.
    """
    published = published[published["year"] >= 2008]
    judged = recomputation.judge(published, seeds)
    selected = recomputation.select_values(judged, seeds)
    observed = recomputation.observations(selected, judged, seeds)
    values = recomputation.member_values(observed, seeds)
    cities = recomputation.city_indicators(values, seeds)
    dispersion = recomputation.cluster_dispersion(cities, seeds)
    scenarios = recomputation.read_scenarios(seeds)
    (paper,) = [s for s in scenarios if s.scenario_id == "paper"]
    marts = recomputation.scenario_marts(paper, dispersion, seeds)
    return marts["fct_integration_index"].set_index(["cluster_id", "year"])
