"""More made-up regions beside that of test_landing, as the viewer has to show them.

North and South in years of their own, with an indicator that nobody else has; South alone,
with nothing to compare it with; and both beside an agglomeration of one city, which has no
index for want of a dispersion.
"""

import csv
import random
from pathlib import Path

OWN_YEARS = (2012, 2014, 2016, 2018)
OWN_INDICATOR = "noise_level"
LONE_CITY = "990700"
# Reading, membership scheme, set of indicators and panel of each.
READINGS = (
    ("region_own_years", "region_alone", "balanced", "region_years"),
    ("south_alone", "south_alone", "available", "benchmark"),
    ("lone_city", "lone_city", "available", "benchmark"),
)
FIGURES = {
    "gdp_per_capita": ("yuan", 40_000),
    "fiscal_expenditure": ("10k_yuan", 1_000_000),
    "fiscal_expenditure_science": ("10k_yuan", 30_000),
    "fiscal_expenditure_education": ("10k_yuan", 150_000),
    "resident_population": ("10k_persons", 300),
    "gas_coverage_rate": ("percent", 60),
    OWN_INDICATOR: ("decibels", 55),
}


def add(
    path: Path, rows: list[dict[str, object]], template: Path | None = None
) -> None:
    """Add rows to a CSV file; a file that is not there yet gets the header of another."""
    with (path if path.exists() else template or path).open(encoding="utf-8") as file:
        header = next(csv.reader(file))
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerows(rows)


def land_more(folder: Path) -> None:
    """Add the regions to a landing folder that holds that of test_landing."""
    seeds = Path(__file__).resolve().parents[2] / "seeds" / "reference"
    reference = folder / "reference"
    with (reference / "cluster_members.csv").open(encoding="utf-8") as file:
        members = [r for r in csv.DictReader(file)
                   if r["membership_scheme_id"] == "region_alone"]  # fmt: skip
    with (reference / "cities.csv").open(encoding="utf-8") as file:
        first = next(csv.DictReader(file))
    name = {"city_id": LONE_CITY, "city_en": "Lone City", "city_zh": "独城市"}
    add(reference / "cities.csv", [{**first, **name}])
    add(
        reference / "clusters.csv",
        [{"cluster_id": "LON", "cluster_en": "Lone", "cluster_zh": "独城",
          "river_reach": "upper", "sort_order": 8}],
    )  # fmt: skip
    add(
        reference / "membership_schemes.csv",
        [{"membership_scheme_id": scheme, "scheme_en": scheme, "scheme_zh": zh,
          "legal_basis": "Made up", "is_default": "false"}
         for scheme, zh in (("south_alone", "仅南部"), ("lone_city", "含独城"))],
    )  # fmt: skip
    south = [r for r in members if r["cluster_id"] == "SUD"]
    lone = {**members[0], "cluster_id": "LON", "city_id": LONE_CITY}
    add(
        reference / "cluster_members.csv",
        [{**r, "membership_scheme_id": "south_alone"} for r in south]
        + [{**r, "membership_scheme_id": "lone_city"} for r in [*members, lone]],
    )
    with (seeds / "scenarios.csv").open(encoding="utf-8") as file:
        paper = next(csv.DictReader(file))
    add(
        reference / "scenarios.csv",
        [{**paper, "scenario_id": reading, "scenario_en": reading,
          "scenario_zh": f"口径{n}", "membership_scheme_id": scheme,
          "indicator_set": kind, "panel_id": panel}
         for n, (reading, scheme, kind, panel) in enumerate(READINGS, start=1)],
    )  # fmt: skip
    add(
        reference / "panel_years.csv",
        [{"panel_id": "region_years", "year": year} for year in OWN_YEARS],
        seeds / "panel_years.csv",
    )
    add(
        reference / "units.csv",
        [{"unit": "decibels", "quantity": "loudness", "factor": 1, "lowest": 0,
          "highest": 150, "unit_en": "decibels", "unit_zh": "分贝"}],
        seeds / "units.csv",
    )  # fmt: skip
    add(
        reference / "variables.csv",
        [{"variable_id": OWN_INDICATOR, "unit": "decibels", "variable_en": "Noise",
          "variable_zh": "噪声", "role": "numerator", "fill_rule": "none",
          "valid_min": 0, "valid_max": 150, "definition": "Made up."}],
        seeds / "variables.csv",
    )  # fmt: skip
    add(
        reference / "indicators.csv",
        [{"indicator_id": OWN_INDICATOR, "dimension_id": "ecology", "sort_order": 30,
          "indicator_en": "Noise", "indicator_zh": "噪声", "unit": "decibels",
          "direction": "negative", "numerator_variable_id": OWN_INDICATOR,
          "multiplier": 1, "gap_rule": "none", "definition": "Made up.",
          "definition_zh": "虚构。"}],
        seeds / "indicators.csv",
    )  # fmt: skip
    with (reference / "sources.csv").open(encoding="utf-8") as file:
        source = next(csv.DictReader(file))
    add(
        reference / "sources.csv",
        [{**source, "source_id": "noise_office", "precedence": 91}],
    )
    numbers = random.Random(4)
    told = [(r["city_id"], year) for r in members for year in OWN_YEARS]
    told += [(LONE_CITY, year) for year in (2010, 2015, 2020)]
    path = folder / "own_years.csv"
    path.write_text("city_id,year,variable_id,value,unit,source_id,flag\n")
    add(
        path,
        [{"city_id": city, "year": year, "variable_id": variable,
          # In one year all cities are as loud.
          "value": 60 if (variable, year) == (OWN_INDICATOR, 2014)
          else round(base * numbers.uniform(0.8, 1.2), 2),
          "unit": unit, "source_id": "noise_office"}
         for variable, (unit, base) in FIGURES.items()
         for city, year in told],
    )  # fmt: skip
