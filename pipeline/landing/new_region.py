"""Begin a region: a folder of landing files that builds, from a list of places if given."""

import csv
import io
import re
from pathlib import Path

from pipeline.landing.decoding import UndecodableError, decode
from pipeline.landing.mapping import MappingError, beside, mapping_of
from pipeline.landing.raw import RawTable, TableError, csv_tables, workbook_tables
from pipeline.landing.schemas import LANDING_COLUMNS, read_schemas
from pipeline.paths import Paths, PipelineError

# What a list of places may call the columns of cities.csv and clusters.csv.
NAMES = {
    "code": "city_id", "id": "city_id", "name": "city_en", "city": "city_en",
    "place": "city_en", "名称": "city_zh", "代码": "city_id", "城市": "city_zh",
    "cluster": "cluster_en", "group": "cluster_en", "agglomeration": "cluster_en",
    "城市群": "cluster_zh", "province": "province_en", "state": "province_en",
    "省": "province_zh", "longitude": "lon", "latitude": "lat", "经度": "lon",
    "纬度": "lat",
}  # fmt: skip
KNOWN = "city_id (or code), city_en, city_zh (name), cluster_en (group), code_system, \
province_en, lon, lat"
EXAMPLE = [
    {"city_id": f"example_{n}", "code_system": "own", "city_en": f"Example place {n}",
     "cluster_en": "Example north" if n <= 3 else "Example south"}
    for n in range(1, 7)
]  # fmt: skip
EXAMPLE_VARIABLE = {
    "variable_id": "example_income", "unit": "yuan", "variable_en": "Example income",
    "definition": "Made up: replace it.",
}  # fmt: skip
EXAMPLE_INDICATOR = {
    "indicator_id": "example_income", "dimension_id": "regional_development",
    "indicator_en": "Example income", "unit": "yuan", "direction": "positive",
    "numerator_variable_id": "example_income", "definition": "Made up: replace it.",
}  # fmt: skip
README = """# Region {name}

Written by `new-region`; docs/landing.md says more. What is still to do:

1. `reference/variables.csv`: what your figures measure, and in which unit. What
   seeds/reference/variables.csv has already needs no row.
2. `reference/indicators.csv`: what is scored: its variable, dimension and direction. What
   seeds/reference/indicators.csv has is scored where the figures are there.
3. Your figures beside this file: CSV, .xlsx, .dta or Parquet. A table of another shape than
   {columns} wants a file NAME.yml beside it that says what its columns are.

`.venv/bin/python -m pipeline validate` says what it understood; `make run` builds and
publishes; `.venv/bin/python -m pipeline index --scenario {name}` prints the index.
"""


def new_region(
    paths: Paths, name: str, places: Path | None
) -> tuple[list[Path], list[str]]:
    """Write the folder of a new region; return its files, and what was understood.

    Args:
        paths: where it is written to: a folder of the landing folder.
        name: of the region, its membership scheme and its reading.
        places: a table of its places: city_id, names, agglomerations and, where known,
            code_system, province and coordinates. Without one a made-up region is
            written, with figures to be replaced.

    Raises:
        PipelineError: the name is none, a file is there, or the list cannot be read.

    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name):
        raise PipelineError(
            f"The region is '{name}', expected a name of lower-case letters, digits and _."
        )
    folder = paths.landing / name
    # Figures may lie there before: they are not written over.
    for written_to in ("reference", "README.md", *([] if places else ["figures.csv"])):
        if (folder / written_to).exists():
            raise PipelineError(
                f"{folder / written_to} is there already; choose another name, or take it "
                "away."
            )
    rows = read_places(paths, places) if places else [dict(place) for place in EXAMPLE]
    rows = with_clusters(rows, name)
    seeds = paths.root / "seeds" / "reference"
    with (seeds / "cities.csv").open(encoding="utf-8") as file:
        known = {row["city_id"] for row in csv.DictReader(file)}
    own = [row for row in rows if row["city_id"] not in known]
    files: dict[str, list[dict[str, str]]] = {
        "cities": own,
        "clusters": list({row["cluster_id"]: row for row in rows}.values()),
        "cluster_members": [{**row, "membership_scheme_id": name} for row in rows],
        "membership_schemes": [
            {"membership_scheme_id": name, "scheme_en": title(name)}
        ],
        "scenarios": [
            {"scenario_id": name, "scenario_en": title(name), "membership_scheme_id": name}
        ],
        "sources": [
            {"source_id": f"{name}_figures", "publisher": title(name),
             "title_en": f"Figures of {title(name)}"}
        ],
        "variables": [] if places else [EXAMPLE_VARIABLE],
        "indicators": [] if places else [EXAMPLE_INDICATOR],
    }  # fmt: skip
    schemas = read_schemas(paths.root)
    written = []
    for table, table_rows in files.items():
        columns = columns_of(table, list(schemas[table].columns), table_rows)
        written.append(
            write(folder / "reference" / f"{table}.csv", columns, table_rows)
        )
    if not places:
        columns = list(LANDING_COLUMNS)
        written.append(write(folder / "figures.csv", columns, example_figures(name)))
    columns_text = ", ".join(LANDING_COLUMNS)
    readme = folder / "README.md"
    readme.write_text(README.format(name=name, columns=columns_text), encoding="utf-8")
    clusters = [row.get("cluster_en") or row["cluster_zh"] for row in files["clusters"]]
    said = [f"{len(rows)} places, agglomerations: {', '.join(clusters)}"]
    if len(own) < len(rows):
        said.append(
            f"{len(rows) - len(own)} of them are cities of the project's already"
        )
    read = {*schemas["cities"].columns, *schemas["clusters"].columns}
    if unread := [column for row in rows[:1] for column in row if column not in read]:
        said.append(f"Not read: column {', '.join(unread)}; expected {KNOWN}")
    return [*written, readme], said


def title(name: str) -> str:
    """Return the name of a region as a title."""
    return name.replace("_", " ").capitalize()


def read_places(paths: Paths, path: Path) -> list[dict[str, str]]:
    """Return the places of a table, its columns named as those of cities.csv.

    Raises:
        PipelineError: it cannot be read, or lacks codes or names.

    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PipelineError(f"{path} cannot be read: {error.strerror}") from error
    raw = first_table(paths, data, path)
    columns = [NAMES.get(column.lower(), column) for column in raw.columns]
    rows = [dict(zip(columns, map(str.strip, row), strict=True)) for row in raw.rows]
    if "city_id" not in columns or not {"city_en", "city_zh"} & set(columns):
        raise PipelineError(
            f"{path} has columns [{', '.join(raw.columns)}]; expected {KNOWN}, "
            "of which a code and a name are needed."
        )
    return rows


def first_table(paths: Paths, data: bytes, path: Path) -> RawTable:
    """Return the first table of a file, as a mapping beside it says."""
    said = beside(path)
    names = (paths.root / "seeds" / "reference").glob("*.csv")
    known = frozenset("".join(name.read_text("utf-8") for name in names))
    try:
        text = said.read_text("utf-8") if said.is_file() else ""
        mapping = mapping_of(text, said.name)
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            return workbook_tables(data, str(path), mapping, [])[0][0]
        decoded = decode(data, mapping.encoding, known, said.name)
        return csv_tables(decoded, str(path), mapping)[0]
    except (UndecodableError, TableError, MappingError, IndexError) as error:
        raise PipelineError(f"{path}: {error}") from error


def with_clusters(rows: list[dict[str, str]], name: str) -> list[dict[str, str]]:
    """Return places with the agglomeration of each: all in one where none is said."""
    ids: dict[str, str] = {}
    for row in rows:
        said = row.get("cluster_id") or row.get("cluster_en") or row.get("cluster_zh")
        label = said or title(name)
        short = re.sub(r"[^A-Za-z0-9]+", "_", label).strip("_")
        if label not in ids:
            ids[label] = row.get("cluster_id") or f"{name}_{short or len(ids) + 1}"[:60]
        row["cluster_id"] = ids[label]
        if not row.get("cluster_en") and not row.get("cluster_zh"):
            row["cluster_en"] = label
        row.setdefault("code_system", "")
    return rows


def columns_of(table: str, columns: list[str], rows: list[dict[str, str]]) -> list[str]:
    """Return the columns that are written: all of an empty table, else what is filled."""
    if not rows:
        skipped = ("alternative_of", "alternative_option", "sort_order")
        return [column for column in columns if column not in skipped]
    return [c for c in columns if any(row.get(c) for row in rows)]


def example_figures(name: str) -> list[dict[str, str]]:
    """Return made-up figures of the made-up places."""
    return [
        {"city_id": place["city_id"], "year": str(year), "variable_id": "example_income",
         "value": str(1000 * n + 100 * n * n + 10 * (year - 2010) * (n % 4)),
         "unit": "yuan", "source_id": f"{name}_figures"}
        for n, place in enumerate(EXAMPLE, start=1)
        for year in (2010, 2015, 2020)
    ]  # fmt: skip


def write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> Path:
    """Write a CSV file, and the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(
        text, columns, restval="", extrasaction="ignore", lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path
