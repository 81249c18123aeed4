"""The schemas of seeds and landing files, from the YAML that describes the seeds.

Column names, types and primary keys are written once and serve dbt and the gate.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from pipeline.paths import PipelineError

RELATIONS = "models/relations.yml"
LANDING_SOURCES = "models/staging/landing/_landing__sources.yml"
LANDING_VALUES = "city_year_values"
LANDING_COLUMNS = {
    "city_id": "text",
    "year": "integer",
    "variable_id": "text",
    "value": "double",
    "unit": "text",
    "source_id": "text",
    "flag": "text",
}
# The types of the YAML files, as DuckDB names them.
SQL_TYPES = {
    "text": "varchar",
    "integer": "integer",
    "double": "double",
    "boolean": "boolean",
    "date": "date",
}


@dataclass(frozen=True)
class Schema:
    """Columns with types, primary key, references and texts of a seed or landing file.

    The text of the file itself stands under an empty name.
    """

    name: str
    columns: dict[str, str]
    key: list[str]
    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    accepted: dict[str, list[str]] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    # What a column is that a landing file leaves out; the seed has it.
    defaults: dict[str, str] = field(default_factory=dict)

    @property
    def is_city_year(self) -> bool:
        """Whether the seed holds figures: a row per city and year."""
        return "__" in self.name

    @property
    def variables(self) -> list[str]:
        """The value columns of a seed of figures."""
        keys = {"city_id", "city_zh", "year"}
        return [c for c in self.columns if c not in keys] if self.is_city_year else []


def read_schemas(root: Path) -> dict[str, Schema]:
    """Return the schemas of the seeds, from their YAML files."""
    schemas = {}
    for path in (root / RELATIONS, *sorted((root / "seeds").rglob("*.yml"))):
        with form_of(path):
            for seed in read_yaml(path)["seeds"]:
                schemas[seed["name"]] = schema_of(seed)
    return schemas


def read_yaml(path: Path) -> dict:
    """Return what a YAML file of the project holds.

    Raises:
        PipelineError: it cannot be read, or is no YAML.

    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(getattr(error, "strerror", None) or error).split())
        raise PipelineError(f"{path} cannot be read: {reason}") from error


@contextmanager
def form_of(path: Path) -> Iterator[None]:
    """Name a YAML file that lacks what dbt and the gates look for in it."""
    try:
        yield
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise PipelineError(
            f"{path} is not formed as its neighbours are: {type(error).__name__} {error}"
        ) from error


def schema_of(seed: dict) -> Schema:
    """Return the schema that a seed's YAML entry describes."""
    key = ["city_id", "year"] if "__" in seed["name"] else []
    key = seed["config"].get("meta", {}).get("primary_key", key)
    accepted: dict[str, list[str]] = {}
    for test in seed.get("data_tests", []):
        for name, body in test.items():
            arguments = body["arguments"]
            if name == "primary_key":
                key = [
                    re.sub(r"coalesce\((\w+),.*", r"\1", c)
                    for c in arguments["columns"]
                ]
            if name in ("accepted_values_of_columns", "accepted_options"):
                accepted = {
                    c: list(map(str, v)) for c, v in arguments["accepted"].items()
                }
    references = {}
    filled = set(key)
    for column in seed["columns"]:
        if {"type": "not_null"} in column.get("constraints", []):
            filled.add(column["name"])
        for test in column.get("data_tests", []):
            if test == "not_null":
                filled.add(column["name"])
            # One with a tag is asked of the marts.
            if isinstance(test, dict) and "config" not in test.get(
                "relationships", {"config": None}
            ):
                arguments = test["relationships"]["arguments"]
                target = re.search(r"ref\('(\w+)'\)", arguments["to"])
                assert target, arguments["to"]
                # A dimension is made of the seed of its name.
                name = re.sub(r"^dim_(\w+)$", r"\1s", target[1])
                references[column["name"]] = (name, arguments["field"])
    if "__" in seed["name"]:
        references["city_id"] = ("cities", "city_id")
    # An empty variable of a flag rule means all variables.
    if seed["name"] == "flag_rules":
        filled.remove("variable_id")
    return Schema(
        name=seed["name"],
        columns=seed["config"]["column_types"],
        key=key,
        references=references,
        accepted=accepted,
        required=[c for c in seed["config"]["column_types"] if c in filled],
        texts={
            "": seed.get("description", ""),
            **{c["name"]: c.get("description", "") for c in seed["columns"]},
        },
        defaults={
            c["name"]: str(c["config"]["meta"]["landing_default"])
            for c in seed["columns"]
            if "landing_default" in c.get("config", {}).get("meta", {})
        },
    )


def landing_seeds(root: Path) -> list[str]:
    """Return the seeds that landed rows can join: the sources that dbt reads."""
    with form_of(root / LANDING_SOURCES):
        sources = read_yaml(root / LANDING_SOURCES)
        names = {table["name"] for table in sources["sources"][0]["tables"]}
    return sorted(names - {LANDING_VALUES, "panel"})
