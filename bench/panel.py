"""A synthetic panel: units, years and variables with gaps, as long Parquet.

    .venv/bin/python bench/panel.py FOLDER [EXPONENT]

FOLDER/panel/year=*/ holds about 10^EXPONENT values (default 6) in the columns of a landing
file; FOLDER/reference/ the reference tables that differ from the seeds: who the units are,
how they are clustered, and one reading of every year. The same seed gives the same panel.

Twenty of the project's variables, so that its own indicators.csv makes fifteen indicators
of them, eight with a denominator. In the figures of the 85 cities 19 of 100 series have
gaps, 4 of 100 values are missing, 7 of 55 variables have several publications and 0.6 of
100 values are rejected; the panel has 20, 4, 3 of 20 and 0.6.
"""

import csv
import shutil
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
SEED = 20231
YEARS = range(2000, 2025)
CLUSTERS = 50
# A variable, its unit and a typical value; the publication `survey` has SURVEYED too.
VARIABLES = {
    "gdp_per_capita": ("yuan", 40_000),
    "urbanisation_rate": ("percent", 50),
    "average_wage": ("yuan", 50_000),
    "gas_coverage_rate": ("percent", 60),
    "pm25_satellite": ("ug_per_m3", 40),
    "industrial_solid_waste_utilisation_rate": ("percent", 60),
    "household_waste_treatment_rate": ("percent", 55),
    "fiscal_expenditure_science": ("10k_yuan", 30_000),
    "fiscal_expenditure_education": ("10k_yuan", 150_000),
    "fiscal_expenditure_social_security": ("10k_yuan", 120_000),
    "fiscal_expenditure": ("10k_yuan", 1_000_000),
    "fiscal_revenue": ("10k_yuan", 800_000),
    "patents_granted": ("patents", 3_000),
    "resident_population": ("10k_persons", 300),
    "highway_length": ("km", 9_000),
    "land_area": ("km2", 12_000),
    "urban_disposable_income": ("yuan", 30_000),
    "rural_disposable_income": ("yuan", 12_000),
    "hospital_beds": ("beds", 15_000),
    "doctors": ("persons", 9_000),
}
SURVEYED = ("gdp_per_capita", "patents_granted", "resident_population")
# The office has 70 and the survey 60 of 100 series of a surveyed variable; a fifth of the
# series has gaps, of a fifth of the years.
OFFICE_SHARE, SURVEY_SHARE, GAPPY_SHARE, GAP_SHARE = 0.7, 0.6, 0.2, 0.2
# Of 1000 values: rejected by a flag, flagged for information.
REJECTED_SHARE, INFORMED_SHARE = 0.006, 0.004

VALUES = """
    with uniform as (
        select
            'U' || lpad(unit::varchar, 7, '0') as city_id,
            unit,
            variable_id,
            unit_of_measure,
            typical,
            source_id,
            surveyed,
            hash(unit, variable_id, source_id, {seed}) / 18446744073709551616 as u_series,
            hash(unit, variable_id, source_id, {seed} + 1) / 18446744073709551616
                as u_gappy,
            hash(unit, variable_id, {seed} + 2) / 18446744073709551616 as u_level,
            hash(unit, variable_id, source_id, {year}, {seed}) / 18446744073709551616
                as u_gap,
            hash(unit, variable_id, source_id, {year}, {seed} + 1) / 18446744073709551616
                as u_flag,
            hash(unit, variable_id, source_id, {year}, {seed} + 2) / 18446744073709551616
                as u_value
        from range({units}) as units (unit), series
    )
    select
        city_id,
        variable_id,
        round(
            typical
            * (0.5 + 0.3 * (unit % {clusters}) / {clusters} + 0.5 * u_level)
            * (0.9 + 0.2 * u_value)
            * (1 + 0.01 * ({year} - {first_year})),
            2
        ) as value,
        unit_of_measure as unit,
        source_id,
        case
            when u_flag < {rejected} then 'suspect_level'
            when u_flag < {rejected} + {informed} then 'boundary_change'
            else ''
        end as flag
    from uniform
    where
        (
            not surveyed
            or u_series < case source_id when 'office' then {office} else {survey} end
        )
        and (u_gappy >= {gappy} or u_gap >= {gap})
"""


def n_units(exponent: int) -> int:
    """Return how many units give about 10^exponent values."""
    series = (
        len(VARIABLES) - len(SURVEYED) + len(SURVEYED) * (OFFICE_SHARE + SURVEY_SHARE)
    )
    return round(10**exponent / (series * len(YEARS) * (1 - GAPPY_SHARE * GAP_SHARE)))


def write_panel(folder: Path, exponent: int) -> None:
    """Write the panel, a Parquet file per year; nothing if it is there."""
    if (folder / "panel").exists():
        return
    partial = folder / "partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    rows = [
        (name, unit, typical, source, name in SURVEYED)
        for name, (unit, typical) in VARIABLES.items()
        for source in (("office", "survey") if name in SURVEYED else ("office",))
    ]
    with duckdb.connect(config={"preserve_insertion_order": False}) as connection:
        connection.execute(
            "create table series (variable_id varchar, unit_of_measure varchar, "
            "typical double, source_id varchar, surveyed boolean)"
        )
        connection.executemany("insert into series values (?, ?, ?, ?, ?)", rows)
        for year in YEARS:
            target = partial / f"year={year}"
            target.mkdir()
            query = VALUES.format(
                seed=SEED, year=year, units=n_units(exponent), clusters=CLUSTERS,
                first_year=YEARS[0], rejected=REJECTED_SHARE, informed=INFORMED_SHARE,
                office=OFFICE_SHARE, survey=SURVEY_SHARE, gappy=GAPPY_SHARE,
                gap=GAP_SHARE,
            )  # fmt: skip
            connection.execute(
                f"copy ({query}) to '{target / 'part-0.parquet'}' (format parquet)"
            )
    partial.rename(folder / "panel")


def write_csv(path: Path, header: list[str], rows: list[tuple]) -> None:
    """Write a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def header_of(seed: str) -> list[str]:
    """Return the columns of a reference seed."""
    path = ROOT / "seeds" / "reference" / f"{seed}.csv"
    with path.open(encoding="utf-8") as file:
        return next(csv.reader(file))


def reading_choices() -> list[tuple]:
    """Return the choices of the seed, with one extent of the membership alone."""
    path = ROOT / "seeds" / "reference" / "reading_choices.csv"
    with path.open(encoding="utf-8") as file:
        choices = list(csv.DictReader(file))
    kept = [c for c in choices if c["choice_id"] != "membership_scheme_id"]
    extent = next(c for c in choices if c["choice_id"] == "membership_scheme_id")
    return [tuple(c.values()) for c in [*kept, extent | {"option_id": "panel"}]]


def write_reference(folder: Path, exponent: int) -> None:
    """Write the reference tables that take the place of the seeds of the same name."""
    units = n_units(exponent)
    tables: dict[str, list[tuple]] = {
        "cities": [
            (f"U{u:07d}", f"单位{u}", f"Unit {u}", "某省", "Someplace", 100, 30, "")
            for u in range(units)
        ],
        "clusters": [
            (f"C{c:02d}", f"群{c}", f"Cluster {c}", "upper", c + 1)
            for c in range(CLUSTERS)
        ],
        "membership_schemes": [("panel", "Panel", "面板", "Made up", "true")],
        "cluster_members": [
            ("panel", f"C{u % CLUSTERS:02d}", f"U{u:07d}", "true", "")
            for u in range(units)
        ],
        "sources": [
            (name, rank, "Made up", name, name, "2000-2024", "Synthetic.")
            for rank, name in enumerate(("office", "survey"), 1)
        ],
        "panel_years": [("every_year", year) for year in YEARS],
        "corrections": [],
        "frozen_bounds": [],
        "high_speed_rail_openings": [],
        "scenario_choices": [],
        "series_breaks": [],
        "value_flags": [],
        "reading_choices": reading_choices(),
    }
    path = ROOT / "seeds" / "reference" / "scenarios.csv"
    with path.open(encoding="utf-8") as file:
        paper = next(csv.DictReader(file))
    paper |= {"membership_scheme_id": "panel", "panel_id": "every_year"}
    tables["scenarios"] = [tuple(paper.values())]
    for name, rows in tables.items():
        write_csv(folder / "reference" / f"{name}.csv", header_of(name), rows)


def main() -> None:
    """Write the panel and its reference tables."""
    folder = Path(sys.argv[1])
    exponent = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    write_panel(folder, exponent)
    write_reference(folder, exponent)


if __name__ == "__main__":
    main()
