"""Another region, and figures beyond the seeds, come in by files alone."""

import csv
import random
import re
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT

from pipeline.paths import DUCKDB_FILE, Paths
from pipeline.publish.findings import FINDINGS

# A made-up region: six cities in two agglomerations.
CITIES = {
    "990100": "NOR", "990200": "NOR", "990300": "NOR",
    "990400": "SUD", "990500": "SUD", "990600": "SUD",
}  # fmt: skip
FIGURES = {
    "gdp_per_capita": ("yuan", 40_000),
    "average_wage": ("yuan", 50_000),
    "fiscal_expenditure": ("10k_yuan", 1_000_000),
    "fiscal_expenditure_science": ("10k_yuan", 30_000),
    "fiscal_expenditure_education": ("10k_yuan", 150_000),
    "resident_population": ("10k_persons", 300),
    "hospital_beds": ("beds", 15_000),
    "gas_coverage_rate": ("percent", 60),
    "pm25_satellite": ("ug_per_m3", 40),
    "household_waste_treatment_rate": ("percent", 60),
}
USED = {
    "gdp_per_capita", "average_wage", "science_spending_intensity", "gas_coverage_rate",
    "pm25", "household_waste_treatment_rate", "education_spending_per_capita",
    "beds_per_10k", "spending_per_capita",
}  # fmt: skip


def write(path: Path, header: str, rows: list[tuple]) -> None:
    """Write a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def land_region(folder: Path) -> None:
    """Write a region alone and beside the five, with its figures, half of them Parquet."""
    reference = folder / "reference"
    write(
        reference / "cities.csv",
        "city_id,city_zh,city_en,province_zh,province_en,lon,lat,boundary_note",
        [
            (c, f"城市{c}", f"City {c}", "某省", "Someplace", 100, 30, "")
            for c in CITIES
        ],
    )
    write(
        reference / "clusters.csv",
        "cluster_id,cluster_zh,cluster_en,river_reach,sort_order",
        [("NOR", "北部", "North", "upper", 6), ("SUD", "南部", "South", "upper", 7)],
    )
    write(
        reference / "membership_schemes.csv",
        "membership_scheme_id,scheme_en,scheme_zh,legal_basis,is_default",
        [("region_alone", "Region alone", "仅该区域", "Made up", "false"),
         ("region_beside", "Beside the five", "与五大城市群并列", "Made up", "false")],
    )  # fmt: skip
    with (ROOT / "seeds/reference/cluster_members.csv").open(encoding="utf-8") as file:
        five = [row for row in csv.reader(file) if row[0] == "yrd_27_outline_2019"]
    write(
        reference / "cluster_members.csv",
        "membership_scheme_id,cluster_id,city_id,is_whole_city,extent_note",
        [
            *((s, k, c, "true", "") for s in ("region_alone", "region_beside")
              for c, k in CITIES.items()),
            *(("region_beside", *row[1:5]) for row in five),
        ],
    )  # fmt: skip
    with (ROOT / "seeds/reference/scenarios.csv").open(encoding="utf-8") as file:
        header, paper, *_ = csv.reader(file)
    scenarios = []
    for scheme, kind in (("region_alone", "balanced"), ("region_beside", "available")):
        row = dict(zip(header, paper, strict=True))
        row |= {
            "scenario_id": scheme,
            "membership_scheme_id": scheme,
            "indicator_set": kind,
        }
        scenarios.append(tuple(row.values()))
    write(reference / "scenarios.csv", ",".join(header), scenarios)
    write(
        reference / "dimensions.csv",
        "dimension_id,dimension_en,dimension_zh,sort_order",
        [("finance", "Finance", "财政", 6)],
    )
    write(
        reference / "indicators.csv",
        "indicator_id,dimension_id,sort_order,indicator_en,indicator_zh,unit,direction,"
        "numerator_variable_id,denominator_variable_id,multiplier,gap_rule,alternative_of,"
        "alternative_option,definition,definition_zh,data_note,data_note_zh",
        [
            ("spending_per_capita", "finance", 1, "Spending per head", "人均财政支出",
             "yuan", "positive", "fiscal_expenditure", "resident_population", 1,
             "nearest_year", "", "", "Expenditure per resident.", "人均支出。", "", ""),
        ],
    )  # fmt: skip
    write(
        reference / "sources.csv",
        "source_id,precedence,publisher,title_en,title_zh,data_years,note",
        [
            (
                "regional_office",
                90,
                "Made up; of two offices",
                "Regional figures",
                "",
                "2010-2020",
                "Test.",
            )
        ],
    )
    numbers = random.Random(3)
    rows = [
        (city, year, variable, round(base * numbers.uniform(0.7, 1.3) * growth, 2), unit,
         "regional_office", "")
        for variable, (unit, base) in FIGURES.items()
        for city in CITIES
        for year, growth in ((2010, 0.8), (2015, 1.0), (2020, 1.15))
    ]  # fmt: skip
    # A doubtful figure, flagged twice where it lands: it must not be used.
    rows[0] = (*rows[0][:3], 99, *rows[0][4:6], "suspect_level;out_of_range")
    header_text = "city_id,year,variable_id,value,unit,source_id,flag"
    write(folder / "economy.csv", header_text, rows[:90])
    write(folder / "rest.csv", header_text, rows[90:])
    target = folder / "rest.parquet"
    duckdb.sql(
        f"copy (from read_csv('{folder / 'rest.csv'}', types = {{'city_id': 'varchar', "
        f"'flag': 'varchar'}})) to '{target}' (format parquet)"
    )
    (folder / "rest.csv").unlink()


@pytest.fixture(scope="module")
def warehouse(landed_build: Path) -> Path:
    """Return the folder of the build with the landed region."""
    return landed_build


def query(warehouse: Path, sql: str) -> list[tuple]:
    """Run a query on the built file."""
    with duckdb.connect(str(warehouse / DUCKDB_FILE), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_region_alone_has_its_index(warehouse: Path) -> None:
    rows = query(
        warehouse,
        "select cluster_id, year, integration_index, index_rank "
        "from marts.fct_integration_index where scenario_id = 'region_alone'",
    )
    assert {row[:2] for row in rows} == {
        (cluster, year) for cluster in ("NOR", "SUD") for year in (2010, 2015, 2020)
    }
    assert all(0 < row[2] < 100 for row in rows)
    assert sorted(row[3] for row in rows) == [1, 1, 1, 2, 2, 2]
    used = query(
        warehouse,
        "select distinct indicator_id from marts.fct_indicator_score "
        "where scenario_id = 'region_alone'",
    )
    assert {name for (name,) in used} == USED


def test_the_region_stands_beside_the_five(warehouse: Path) -> None:
    rows = query(
        warehouse,
        "select distinct cluster_id from marts.fct_integration_index "
        "where scenario_id = 'region_beside' and integration_index is not null",
    )
    assert {name for (name,) in rows} == {
        "YRD",
        "MYR",
        "CY",
        "CYN",
        "CGZ",
        "NOR",
        "SUD",
    }
    (total,) = query(
        warehouse,
        "select sum(size_adjustment) from marts.dim_cluster_size "
        "where membership_scheme_id = 'region_beside'",
    )[0]
    assert abs(total - 1) < 1e-12


def test_the_findings_tell_of_each_landed_reading(warehouse: Path) -> None:
    page = (warehouse / FINDINGS).read_text(encoding="utf-8")
    for reading in ("region_alone", "region_beside"):
        (part,) = [p for p in page.split("\n## ") if f"reading `{reading}`" in p]
        assert re.search(r"^- Used: .+\.$", part, re.MULTILINE)
        # Agglomerations that are scored on different indicators are not compared.
        is_compared = re.search(r"^- 2020: .* (above|below) ", part, re.MULTILINE)
        assert (is_compared is not None) == (reading == "region_alone")
    # What is said of the seeds and of the paper's Table 4 is not said of what landed.
    ((n_said,),) = query(
        warehouse,
        "select count(mean_distance) + (select count(data_note) from "
        "marts.dim_indicator_availability where membership_scheme_id = 'region_alone') "
        "from marts.rpt_between_cluster_cv where scenario_id like 'region_%'",
    )
    assert n_said == 0


def test_the_five_are_as_they_were(warehouse: Path) -> None:
    published = Paths.from_environment().published()
    assert published is not None
    # Sums over more rows may add up in another order.
    of_seeds = (
        "semi join (from marts.dim_scenario where not is_landed) using (scenario_id)"
    )
    for mart, columns, seeds_alone in (
        ("fct_integration_index", "scenario_id, cluster_id, year, index_rank, "
         "integration_index", of_seeds),
        ("fct_indicator_score", "scenario_id, cluster_id, year, indicator_id, "
         "indicator_score", of_seeds),
        ("fct_leave_one_out", "left_out_id, cluster_id, year, integration_index", ""),
        ("fct_rank_probability", "experiment_id, cluster_id, year, index_rank, "
         "share_alone", ""),
    ):  # fmt: skip
        sql = f"select {columns} from marts.{mart} {seeds_alone} order by all"
        before, now = query(published, sql), query(warehouse, sql)
        assert len(before) > 0
        assert [row[:-1] for row in now] == [row[:-1] for row in before], mart
        differences = [
            abs(a[-1] - b[-1])
            for a, b in zip(now, before, strict=True)
            if (a[-1], b[-1]) != (None, None)
        ]
        assert max(differences) < 1e-12, mart


def test_landed_figures_lead_back_to_their_file(warehouse: Path) -> None:
    rows = query(
        warehouse,
        "select seed_name, fate, count(*) from marts.fct_observation_fate "
        "where source_id = 'regional_office' group by all",
    )
    assert sum(row[2] for row in rows) == len(FIGURES) * len(CITIES) * 3
    assert {Path(row[0]).name for row in rows} == {"economy.csv", "rest.parquet"}
    rejected = [row for row in rows if row[1] == "rejected"]
    assert [row[2] for row in rejected] == [1]
    inputs = query(warehouse, "select input_file from quality.dim_build_input")
    assert any(name.endswith("landing/rest.parquet") for (name,) in inputs)
