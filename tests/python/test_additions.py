"""What is added by rows: a publication, an indicator on a list of its own, a choice.

All are added to one mini-world, which the pipeline builds with all its gates.
"""

import csv
import shutil
from pathlib import Path

import duckdb
import pytest
from mini_world import COMPARED, compose
from recomputation import mart_differences, read_marts, recompute

from pipeline.build.run import build
from pipeline.paths import DUCKDB_FILE

Scores = dict[tuple, tuple]

# A publication: its figures, and the types of their columns.
GAZETTE = """\
  - name: gazette__revenue
    description: >
      One row per city and year. Source: Gazette; publisher: Woodland Office. Primary key:
      city_id, year.
    config:
      column_types: {city_id: text, city_zh: text, year: integer, fiscal_revenue: double}
    columns:
      - {name: city_id, description: Code.}
      - {name: city_zh, description: Name.}
      - {name: year, description: Year.}
      - name: fiscal_revenue
        description: "General public budget revenue (一般公共预算收入), 10k_yuan."
"""
# The one model that acts on the choice, and what it does.
MODEL = "models/marts/fct_indicator_score.sql"
WITHOUT = """        end as level_adjustment
    from bounded
"""
WITH = """        end * case points.option_id
            when 'half' then 0.5 when 'tenth' then 0.1 else 1
        end as level_adjustment
    from bounded
    inner join {{ ref('dim_scenario_choice') }} as points
        on bounded.scenario_id = points.scenario_id and points.choice_id = 'points'
"""


def append(path: Path, *rows: list[str]) -> None:
    """Add rows to a CSV file."""
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def add_publication(root: Path) -> None:
    """Add revenue of 3,000 to 5,400 yuan a head: a CSV, its types, a row in sources."""
    folder = root / "seeds" / "city_year"
    figures = read(folder / "handbook__cities.csv")
    cities = {row["city_id"]: row["city_zh"] for row in figures}
    append(
        folder / "gazette__revenue.csv",
        ["city_id", "city_zh", "year", "fiscal_revenue"],
        *(
            [row["city_id"], row["city_zh"], row["year"],
             str(250 * (3000 + 400 * list(cities).index(row["city_id"])
                        + 37 * (int(row["year"]) - 2010)))]
            for row in figures
        ),
    )  # fmt: skip
    types = folder / "_city_year__seeds.yml"
    types.write_text(types.read_text(encoding="utf-8") + "\n" + GAZETTE, "utf-8")
    append(
        root / "seeds" / "reference" / "sources.csv",
        [
            "gazette",
            "6",
            "Woodland Office",
            "林地统计局",
            "Gazette",
            "公报",
            "2010-2020",
            "Made up.",
            "虚构。",
        ],
    )


def add_indicator(root: Path) -> None:
    """Add an indicator of these figures, its list and the reading that takes the list."""
    reference = root / "seeds" / "reference"
    (row, *_) = read(reference / "indicators.csv")
    row = dict.fromkeys(row, "") | {
        "indicator_id": "fiscal_revenue_per_capita",
        "dimension_id": "regional_development",
        "sort_order": "23",
        "indicator_en": "Fiscal revenue per capita",
        "indicator_zh": "人均财政收入",
        "unit": "yuan",
        "direction": "positive",
        "numerator_variable_id": "fiscal_revenue",
        "denominator_variable_id": "resident_population",
        "multiplier": "1",
        "gap_rule": "nearest_year",
        "definition": "General public budget revenue per resident.",
        "definition_zh": "人均一般公共预算收入。",
    }
    append(reference / "indicators.csv", list(row.values()))
    variables = reference / "variables.csv"
    text = variables.read_text(encoding="utf-8")
    role = "General public budget revenue,一般公共预算收入,"
    assert text.count(f"{role}context") == 1
    variables.write_text(text.replace(f"{role}context", f"{role}numerator"), "utf-8")
    listed = [r["indicator_id"] for r in read(reference / "indicator_lists.csv")]
    append(
        reference / "indicator_lists.csv",
        *(["with_revenue", name] for name in [*listed, "fiscal_revenue_per_capita"]),
    )
    append(
        reference / "reading_choices.csv",
        ["indicator_list", "with_revenue", "14", "1", "List of indicators", "指标清单",
         "With revenue", "含财政收入", "false", "false", "false"],
    )  # fmt: skip
    add_reading(root, "with_revenue", "indicator_list", "with_revenue")


def add_choice(root: Path) -> None:
    """Add a choice: half the points, which is combined, or a tenth, which is not."""
    options = (("whole", "0", "true", "true"), ("half", "1", "false", "true"),
               ("tenth", "2", "false", "false"))  # fmt: skip
    append(
        root / "seeds" / "reference" / "reading_choices.csv",
        *(
            [
                "points",
                option,
                "15",
                n,
                "Points",
                "分数",
                option,
                f"分数{n}",
                *kinds,
                "false",
            ]
            for option, n, *kinds in options
        ),
    )
    add_reading(root, "half_points", "points", "half")
    add_reading(root, "tenth_of_points", "points", "tenth")
    model = root / MODEL
    text = model.read_text(encoding="utf-8")
    assert text.count(WITHOUT) == 1
    model.write_text(text.replace(WITHOUT, WITH), encoding="utf-8")


def add_reading(root: Path, name: str, choice: str, option: str) -> None:
    """Add a reading that differs from `paper` in one choice."""
    reference = root / "seeds" / "reference"
    append(
        reference / "scenarios.csv",
        [name, name.replace("_", " "), f"口径：{name}", "six_cities", "balanced",
         "benchmark", ""],
    )  # fmt: skip
    append(reference / "scenario_choices.csv", [name, choice, option])


def scores(warehouse: Path) -> Scores:
    """Return every score and index: the numbers of each reading, cell and indicator."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.sql("""
            select scenario_id, cluster_id, year, indicator_id,
                coalesce(indicator_score, -1), coalesce(cv, -1), coalesce(max_cv, -1)
            from marts.fct_indicator_score
            union all
            select scenario_id, cluster_id, year, 'index',
                coalesce(integration_index, -1), index_rank, n_dimensions
            from marts.fct_integration_index
        """).fetchall()
    return {row[:4]: row[4:] for row in rows}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a mini-world with all that is added, built and published."""
    paths = compose(tmp_path_factory.mktemp("additions") / "world")
    shutil.rmtree(paths.landing)
    before = (paths.root / "dbt_project.yml").read_text(encoding="utf-8")
    add_publication(paths.root)
    add_indicator(paths.root)
    add_choice(paths.root)
    # dbt has to know what a model reads before it knows what there is.
    (paths.root / "dbt_project.yml").write_text(
        before.replace("figure_seeds:\n", "figure_seeds:\n  - gazette__revenue\n"),
        encoding="utf-8",
    )
    paths.warehouse.mkdir()
    build(paths)
    assert paths.published() is not None
    return paths.root


@pytest.fixture(scope="module")
def after(world: Path) -> Scores:
    return scores(world / "warehouse" / "current" / DUCKDB_FILE)


@pytest.fixture(scope="module")
def before(mini_world: Path) -> Scores:
    found = scores(mini_world / DUCKDB_FILE)
    return {key: value for key, value in found.items() if key[0] != "with_islands"}


def test_a_publication_is_a_file_its_types_and_a_row(world: Path) -> None:
    file = world / "warehouse" / "current" / DUCKDB_FILE
    with duckdb.connect(str(file), read_only=True) as connection:
        found = connection.sql("""
            select fate, count(*) from marts.fct_observation_fate
            where source_id = 'gazette' group by fate
        """).fetchall()
    rows = read(world / "seeds" / "city_year" / "gazette__revenue.csv")
    assert found == [("used", len(rows))]


def test_an_indicator_on_a_list_of_its_own_leaves_all_as_it_was(
    before: Scores, after: Scores, world: Path
) -> None:
    """Scored by the reading that takes its list; to 1e-12 of 100: sums change order."""
    new = {key[0] for key in after if key[3] == "fiscal_revenue_per_capita"}
    assert new == {"with_revenue"}
    for (scenario, *cell), numbers in before.items():
        is_reading = scenario[0] == "r" and scenario[1:].isdigit()
        found = after[(scenario + "0" if is_reading else scenario, *cell)]
        assert found == pytest.approx(numbers, rel=1e-12, abs=1e-10), (scenario, *cell)
    paper = {key[1:]: value for key, value in after.items() if key[0] == "paper"}
    with_revenue = {k[1:]: v for k, v in after.items() if k[0] == "with_revenue"}
    assert any(paper[key][0] != with_revenue[key][0] for key in paper)


def test_a_choice_that_is_combined_doubles_the_readings(
    before: Scores, after: Scores
) -> None:
    """Half of each score is half the index, whatever else is chosen."""
    was = {key[0] for key in before if key[0][0] == "r" and key[0][1:].isdigit()}
    now = {key[0] for key in after if key[0][0] == "r" and key[0][1:].isdigit()}
    assert len(was) >= 128
    assert now == {name + digit for name in was for digit in "01"}
    assert {key[0] for key in after} - {key[0] for key in before} == (
        now | {"half_points", "tenth_of_points", "with_revenue"}
    ) - was
    shares = {**{name + "1": (name + "0", 0.5) for name in was},
              "half_points": ("paper", 0.5), "tenth_of_points": ("paper", 0.1)}  # fmt: skip
    n_compared = 0
    for (scenario, *cell), (index, *_) in after.items():
        # Scores that are scaled to 1 to 100 first are no share of themselves.
        is_shifted = scenario[8:9] == "2" and scenario in now
        if scenario in shares and cell[-1] == "index" and not is_shifted:
            of, share = shares[scenario]
            expected = after[(of, *cell)][0]
            expected = expected if expected == -1 else expected * share
            assert index == pytest.approx(expected, rel=1e-12), (scenario, *cell)
            n_compared += 1
    n_shifted = sum(name[8] == "2" for name in was)
    assert n_compared == 6 * (len(was) - n_shifted + 2)


def test_the_new_reading_is_that_of_pandas(world: Path) -> None:
    marts = read_marts(world / "warehouse" / "current" / DUCKDB_FILE)
    own = recompute(world / "seeds")
    for name in COMPARED:
        mine, theirs = (
            frame[frame["scenario_id"] == "with_revenue"]
            for frame in (marts[name], own[name])
        )
        assert len(mine) > 0
        assert not mart_differences(name, mine, theirs)
