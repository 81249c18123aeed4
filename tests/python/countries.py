"""Regions of three countries, each landed as its researcher would.

Districts of Germany are those of the tutorial, with figures of Eurostat. Those of India
come as the filled-in workbook of `pipeline template`, with codes of the Local Government
Directory, and counties of the United States as a table by county name with FIPS codes; the
figures of these two are made up, their codes and names are not.
"""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
from conftest import ROOT

from pipeline.landing.new_region import new_region, write
from pipeline.landing.template import write_template
from pipeline.paths import Paths

NUTS = ROOT / "examples" / "nuts"
YEARS = (2010, 2015, 2020)
DISTRICTS = {
    "Kerala": {
        "554": "Alappuzha",
        "555": "Ernakulam",
        "556": "Idukki",
        "557": "Kannur",
    },
    "Goa": {"551": "North Goa", "552": "South Goa"},
}
COUNTIES = {
    "Alabama": {"01001": "Autauga County", "01003": "Baldwin County",
                "01005": "Barbour County"},
    "Arizona": {"04001": "Apache County", "04003": "Cochise County"},
}  # fmt: skip


def land_countries(landing: Path) -> None:
    """Write the three regions into a landing folder."""
    paths = replace(Paths.from_environment(ROOT), landing=landing)
    land_german(paths)
    land_indian(paths)
    land_american(paths)


def land_german(paths: Paths) -> None:
    """Land the districts of the tutorial, as docs/region.md says."""
    new_region(paths, "baden", NUTS / "places.csv")
    folder = paths.landing / "baden"
    for name in ("variables.csv", "indicators.csv"):
        shutil.copy(NUTS / name, folder / "reference")
    for name in ("gdp.csv", "gdp.csv.yml"):
        shutil.copy(NUTS / name, folder)


def made_up(code: str, year: int, base: float) -> float:
    """Return a figure that depends on place and year alone."""
    return round(base * random.Random(f"{code} {year}").uniform(0.6, 1.4), 1)


def land_indian(paths: Paths) -> None:
    """Fill in the workbook of `pipeline template` and land it."""
    folder = paths.landing / "coast"
    folder.mkdir(parents=True)
    file = folder / "coast.xlsx"
    write_template(paths, "coast", file)
    book = openpyxl.load_workbook(file)
    districts = [
        (state, c, n) for state, of in DISTRICTS.items() for c, n in of.items()
    ]
    rows = {
        "cities": [{"city_id": c, "code_system": "LGD", "city_en": n, "province_en": s}
                   for s, c, n in districts],
        "clusters": [{"cluster_id": f"coast_{s}", "cluster_en": s} for s in DISTRICTS],
        "cluster_members": [{"membership_scheme_id": "coast", "cluster_id": f"coast_{s}",
                             "city_id": c} for s, c, _ in districts],
        "sources": [{"source_id": "coast_figures", "publisher": "Made up",
                     "title_en": "Made up figures of the coast"}],
        "variables": [{"variable_id": "income_inr", "unit": "inr",
                       "variable_en": "Income in rupees"}],
        "indicators": [{"indicator_id": "income_inr",
                        "dimension_id": "regional_development",
                        "indicator_en": "Income in rupees", "unit": "inr",
                        "direction": "positive", "numerator_variable_id": "income_inr"}],
        "figures": [{"city_id": c, "year": y, "variable_id": "income_inr",
                     "value": made_up(c, y, 90_000), "unit": "lakh_inr",
                     "source_id": "coast_figures"} for _, c, _ in districts for y in YEARS],
    }  # fmt: skip
    for name, filled in rows.items():
        sheet = book[name]
        header = [cell.value for cell in sheet[1]]
        for nth, row in enumerate(filled, start=2):
            for column, value in row.items():
                sheet.cell(nth, header.index(column) + 1, value)
    book.save(file)


def land_american(paths: Paths) -> None:
    """Land counties by their names: a column a year, dollars as a yearbook prints them."""
    places = paths.landing.parent / "counties.csv"
    write(
        places,
        ["code", "code_system", "name", "group"],
        [{"code": c, "code_system": "FIPS", "name": n, "group": s}
         for s, of in COUNTIES.items() for c, n in of.items()],
    )  # fmt: skip
    new_region(paths, "counties", places)
    folder = paths.landing / "counties"
    reference = folder / "reference"
    variable = {"variable_id": "income_usd", "unit": "usd", "variable_en": "Income, US"}
    write(reference / "variables.csv", list(variable), [variable])
    indicator = {"indicator_id": "income_usd", "dimension_id": "regional_development",
                 "indicator_en": "Income, US", "unit": "usd", "direction": "positive",
                 "numerator_variable_id": "income_usd"}  # fmt: skip
    write(reference / "indicators.csv", list(indicator), [indicator])
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Table 7. Income per head, dollars"])
    sheet.append(["County", *YEARS])
    for of in COUNTIES.values():
        for code, name in of.items():
            sheet.append([name, *(made_up(code, year, 30_000) for year in YEARS)])
    sheet.append(["United States", 1, 2, 3])
    book.save(folder / "income.xlsx")
    (folder / "income.xlsx.yml").write_text(
        "header_row: 2\ncity_id: County\nvariable_id: income_usd\nunit: usd\n"
        "source_id: counties_figures\nyears: all\nleave_out: United States\n"
    )
