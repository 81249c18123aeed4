"""A synthetic panel: units, years and variables with gaps, as long Parquet.

    .venv/bin/python bench/panel.py FOLDER [EXPONENT]

FOLDER/panel/year=*/ holds about 10^EXPONENT values (default 6) in the columns of a landing
file; FOLDER/reference/ the reference tables that differ from the seeds: who the units are,
how they are clustered, and one reading of every year. The same seed gives the same panel.

Twenty of the project's variables, so that its own indicators.csv makes fifteen indicators
of them, eight with a denominator. In the figures of the 85 cities 19 of 100 series have
gaps, 4 of 100 values are missing, 7 of 55 variables have several publications and 0.6 of
100 values are rejected; the panel has 20, 4, 3 of 20 and 1, and 1 of 100 is corrected.
"""

import csv
import shutil
import sys
from collections.abc import Iterable, Iterator
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
# Of the values: rejected by a flag, flagged for information, corrected.
REJECTED_SHARE, INFORMED_SHARE, CORRECTED_SHARE = 0.01, 0.004, 0.01

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


def rows_of(seed: str) -> list[dict]:
    """Return the rows of a reference seed."""
    path = ROOT / "seeds" / "reference" / f"{seed}.csv"
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_seed(folder: Path, seed: str, rows: Iterable[dict]) -> None:
    """Write rows in the columns of a reference seed; empty where a row has none."""
    columns = rows_of(seed)[0]
    path = folder / "reference" / f"{seed}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def reading_choices() -> list[dict]:
    """Return the choices of the seed, with one extent of the membership alone."""
    choices = rows_of("reading_choices")
    kept = [c for c in choices if c["choice_id"] != "membership_scheme_id"]
    extent = next(c for c in choices if c["choice_id"] == "membership_scheme_id")
    return [*kept, extent | {"option_id": "panel"}]


def corrections(folder: Path) -> Iterator[dict]:
    """Yield a correction for CORRECTED_SHARE of the values, one in ten without a value."""
    key = "hash(city_id, variable_id, source_id, year)"
    columns = ("source_id", "variable_id", "city_id", "year", "published_value",
               "value_used")  # fmt: skip
    with duckdb.connect() as connection:
        found = connection.execute(f"""
            select source_id, variable_id, city_id, year, value,
                case when {key} % 10 > 0 then round(value * 1.1, 2) end
            from read_parquet('{folder}/panel/**/*.parquet', hive_partitioning = true)
            where {key} / 18446744073709551616 < {CORRECTED_SHARE}
        """)
        while row := found.fetchone():
            yield dict(zip(columns, row, strict=True)) | {"reason": "Made up"}


def write_reference(folder: Path, exponent: int) -> None:
    """Write the reference tables that take the place of the seeds of the same name."""
    units = n_units(exponent)
    scheme = {"membership_scheme_id": "panel"}
    tables: dict[str, Iterable[dict]] = {
        "cities": (
            {"city_id": f"U{u:07d}", "city_zh": f"单位{u}", "city_en": f"Unit {u}",
             "province_zh": "某省", "province_en": "Someplace", "lon": 100, "lat": 30}
            for u in range(units)
        ),
        "clusters": (
            {"cluster_id": f"C{c:02d}", "cluster_zh": f"群{c}",
             "cluster_en": f"Cluster {c}", "river_reach": "upper", "sort_order": c + 1}
            for c in range(CLUSTERS)
        ),
        "membership_schemes": [
            {**scheme, "scheme_en": "Panel", "scheme_zh": "面板",
             "legal_basis": "Made up", "is_default": "true"}
        ],
        "cluster_members": (
            {**scheme, "cluster_id": f"C{u % CLUSTERS:02d}", "city_id": f"U{u:07d}",
             "is_whole_city": "true"}
            for u in range(units)
        ),
        "sources": (
            {"source_id": name, "precedence": rank, "publisher": "Made up",
             "publisher_zh": "虚构", "title_en": name, "title_zh": name,
             "data_years": "2000-2024", "note": "Synthetic.", "note_zh": "合成。"}
            for rank, name in enumerate(("office", "survey"), 1)
        ),
        "panel_years": ({"panel_id": "every_year", "year": year} for year in YEARS),
        "corrections": corrections(folder),
        "reading_choices": reading_choices(),
        "scenarios": [rows_of("scenarios")[0] | scheme | {"panel_id": "every_year"}],
    }  # fmt: skip
    for seed in ("frozen_bounds", "high_speed_rail_openings", "scenario_choices",
                 "series_breaks", "value_flags"):  # fmt: skip
        tables[seed] = []
    for seed, rows in tables.items():
        write_seed(folder, seed, rows)


def main() -> None:
    """Write the panel and its reference tables."""
    folder = Path(sys.argv[1])
    exponent = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    write_panel(folder, exponent)
    write_reference(folder, exponent)


if __name__ == "__main__":
    main()
