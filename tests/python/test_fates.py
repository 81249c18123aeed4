"""Nothing disappears: the cells of the seed files against the fates in the marts."""

import csv
import math
from collections import Counter
from pathlib import Path

from pipeline.paths import connect

KEYS = {"city_id", "city_zh", "year"}
Variable = tuple[str, str]


def published_cells(root: Path) -> tuple[Counter[Variable], dict[Variable, float]]:
    """Count and sum the filled cells of the city-year seeds, read as plain text."""
    count: Counter[Variable] = Counter()
    values: dict[Variable, list[float]] = {}
    for path in sorted((root / "seeds" / "city_year").glob("*.csv")):
        source = path.stem.split("__")[0]
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for variable, cell in row.items():
                    if variable not in KEYS and cell != "":
                        count[(source, variable)] += 1
                        values.setdefault((source, variable), []).append(float(cell))
    return count, {key: math.fsum(cells) for key, cells in values.items()}


def test_fates_add_up_to_the_published_cells(root: Path) -> None:
    count, total = published_cells(root)
    with connect() as connection:
        rows = connection.execute(
            """
            select
                source_id,
                variable_id,
                count(*) filter (where fate = 'used')
                + count(*) filter (where fate = 'superseded')
                + count(*) filter (where fate = 'corrected')
                + count(*) filter (where fate = 'rejected') as n,
                fsum(published_value) as total
            from marts.fct_observation_fate
            group by all
            """
        ).fetchall()
    assert {(s, v): n for s, v, n, _ in rows} == dict(count)
    for source, variable, _, accounted in rows:
        assert math.isclose(accounted, total[(source, variable)], rel_tol=1e-12)


def test_every_fate_occurs() -> None:
    with connect() as connection:
        rows = connection.execute(
            "select distinct fate from marts.fct_observation_fate"
        ).fetchall()
    assert {fate for (fate,) in rows} == {"used", "superseded", "corrected", "rejected"}


def test_value_in_use_leads_back_to_its_cell(root: Path) -> None:
    """Each published value in use is found in the seed file, city and year it names."""
    cells: dict[tuple[str, str, str], dict[str, str]] = {}
    for path in (root / "seeds" / "city_year").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                cells[(path.stem, row["city_id"], row["year"])] = row
    with connect() as connection:
        rows = connection.execute(
            """
            select seed_name, city_id, year, variable_id, published_value
            from marts.fct_observation
            where status in ('published', 'corrected')
            """
        ).fetchall()
    assert len(rows) > 50_000
    for seed, city, year, variable, value in rows:
        assert float(cells[(seed, city, str(year))][variable]) == value


def test_city_names_of_the_figures_are_those_of_their_codes(root: Path) -> None:
    """A row that slipped by one line carries the name of another city."""
    with (root / "seeds" / "reference" / "cities.csv").open(encoding="utf-8") as file:
        names = {row["city_id"]: row["city_zh"] for row in csv.DictReader(file)}
    for path in (root / "seeds" / "city_year").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                assert row["city_zh"] == names[row["city_id"]], f"{path.name}:{line}"
