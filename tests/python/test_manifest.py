"""The rules of the house, read from dbt's manifest: nothing is built for them."""

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.build.stores import PUBLISHED

# What a layer may read; a model reads its own layer or the ones below. models/reference/,
# whatever a model there is called, is a layer of its own below the figures, with the seeds
# that are published as they are.
MAY_READ = {
    "stg": {"seed", "source", "reference"},
    "reference": {"seed", "source", "reference"},
    "int": {"stg", "reference", "int"},
    "dim": {"reference", "int", "dim"},
    "fct": {"reference", "int", "dim", "fct"},
    "rpt": {"reference", "dim", "fct"},
    "core": {"reference", "dim", "fct", "rpt", "core"},
}
MARTS = ("dim_", "fct_", "rpt_", "core_")
# What only another mart is made of: stored beside the intermediate models, not published.
STEPS = {
    "fct_claim_measure",
    "fct_theil_regrouping",
    "fct_trend_fit",
    "fct_trend_year",
}
Node = dict[str, Any]

QUERIES = Path(__file__).resolve().parents[2] / "app" / "queries"


def place(node: Node) -> tuple[str, str]:
    """Return schema and table of a model, seed or source, as readers name them."""
    if node["resource_type"] == "source":
        return node["source_name"], node["identifier"]
    return node["config"].get("schema") or "", node["alias"]


def published(manifest: dict[str, Any]) -> list[Node]:
    """Return the models, seeds and sources that analysts query."""
    nodes = (*manifest["nodes"].values(), *manifest["sources"].values())
    return [node for node in nodes if place(node)[0] in PUBLISHED]


def layer(node: Node) -> str:
    """Return the layer of a node: of a model its prefix, or the folder of reference."""
    if node["resource_type"] == "seed" and node["config"]["schema"] == "marts":
        return "reference"
    if node["resource_type"] != "model":
        return node["resource_type"]
    if node["path"].startswith("reference/"):
        return "reference"
    return node["name"].split("_")[0]


@pytest.fixture(scope="module")
def models(manifest: dict[str, Any]) -> list[Node]:
    return [n for n in manifest["nodes"].values() if n["resource_type"] == "model"]


@pytest.fixture(scope="module")
def described(manifest: dict[str, Any]) -> list[Node]:
    kinds = {"model", "seed"}
    return [n for n in manifest["nodes"].values() if n["resource_type"] in kinds]


def test_layers_read_downwards_only(
    models: list[Node], manifest: dict[str, Any]
) -> None:
    nodes = {**manifest["nodes"], **manifest["sources"]}
    wrong = [
        f"{model['name']} reads {nodes[parent]['name']}"
        for model in models
        for parent in model["depends_on"]["nodes"]
        if layer(nodes[parent]) not in MAY_READ[layer(model)]
    ]
    assert not wrong


def test_nothing_reads_what_is_gone(manifest: dict[str, Any]) -> None:
    """Dbt leaves out a test of a model that is gone, with a warning alone."""
    nodes = manifest["nodes"].values()
    read = {(n["name"], ref["name"]) for n in nodes for ref in n.get("refs", ())}
    names = {n["name"] for n in nodes}
    assert [pair for pair in read if pair[1] not in names] == []


def test_every_model_is_in_a_known_layer(models: list[Node]) -> None:
    assert {layer(model) for model in models} == set(MAY_READ)


def test_every_description_begins_with_the_grain(described: list[Node]) -> None:
    wrong = [
        node["name"]
        for node in described
        if not node["description"].startswith("One row per ")
    ]
    assert not wrong


def test_every_column_is_described(described: list[Node]) -> None:
    wrong = [
        f"{node['name']}.{column['name']}"
        for node in described
        for column in node["columns"].values()
        if not column["description"].strip()
    ]
    assert not wrong


def test_every_seed_column_is_typed(described: list[Node]) -> None:
    wrong = [
        node["name"]
        for node in described
        if node["resource_type"] == "seed"
        and node["config"]["column_types"]
        != {
            c["name"]: c["data_type"]
            for c in node["columns"].values()
            if c["name"] != "is_landed"
        }
    ]
    assert not wrong


def test_every_anchor_is_taken(root: Path) -> None:
    for file in (root / "models" / "relations.yml", *(root / "seeds").rglob("*.yml")):
        text = file.read_text(encoding="utf-8")
        said = set(re.findall(r"^  - &(\w+) ", text, re.MULTILINE))
        assert said == set(re.findall(r"(?<=[\[ ])\*(\w+)", text))


def test_marts_have_contract_and_key(
    models: list[Node], manifest: dict[str, Any]
) -> None:
    steps = [model for model in models if model["name"] in STEPS]
    assert [model["schema"] for model in steps] == ["intermediate"] * len(STEPS)
    marts = [
        model
        for model in models
        if model["name"].startswith(MARTS) and model not in steps
    ]
    assert marts
    wrong = [
        model["name"]
        for model in marts
        if not model["contract"]["enforced"]
        or "primary_key" not in {c["type"] for c in model["constraints"]}
    ]
    wrong += [
        node["name"]
        for node in published(manifest)
        if node["resource_type"] != "model"
        and not set(node["config"]["meta"].get("primary_key", [""]))
        <= set(node["columns"])
    ]
    assert not wrong


@pytest.mark.parametrize("folder", ["statistics", "adjustments", "staging"])
def test_every_formula_macro_has_header_and_test(root: Path, folder: str) -> None:
    for path in sorted((root / "macros" / folder).glob("*.sql")):
        text = path.read_text()
        assert text.startswith("{#"), f"{path.name} has no header"
        for part in ("Example:", "Null rule"):
            assert part in text.split("#}")[0], (
                f"the header of {path.name} lacks '{part}'"
            )
        assert len(re.findall(r"{% macro ", text)) == 1, (
            f"{path.name}: one macro a file"
        )
        assert (root / "tests" / "macros" / f"test_{path.stem}.sql").exists()


def test_no_control_flow_in_models(root: Path) -> None:
    wrong = [
        path.name
        for path in (root / "models").rglob("*.sql")
        if re.search(r"{%-?\s*(if|for|set)\b", path.read_text())
    ]
    assert not wrong


def test_no_model_asks_for_the_engine(root: Path) -> None:
    """What differs between engines is a matter of macros/engines, by dispatch."""
    folders = ("models", "macros/statistics", "macros/adjustments", "macros/staging")
    asks = re.compile(r"\btarget\.|\badapter\.type\b|\benv_var\b")
    wrong = [
        path.name
        for folder in folders
        for path in (root / folder).rglob("*.sql")
        if asks.search(path.read_text())
    ]
    assert not wrong
    # Names of types that one engine alone has.
    alone = re.compile(r"\bas (double|double precision|text|string|float8?)\)")
    wrong = [
        path.name
        for folder in (*folders, "tests/macros", "tests/singular", "tests/generic")
        for path in (root / folder).rglob("*.sql")
        if alone.search(path.read_text())
    ]
    assert not wrong


@pytest.mark.parametrize(
    "page", sorted(p.name for p in QUERIES.iterdir() if p.is_dir())
)
def test_exposures_name_what_a_page_reads(manifest: dict[str, Any], page: str) -> None:
    sql = "".join(file.read_text("utf-8") for file in (QUERIES / page).glob("*.sql"))
    marts = {n["unique_id"]: place(n)[1] for n in published(manifest)
             if place(n)[0] == "marts"}  # fmt: skip
    read = set(re.findall(r"\bmarts\.(\w+)", sql)) & set(marts.values())
    exposed = {
        marts[node]
        for exposure in manifest["exposures"].values()
        if exposure["name"] == f"viewer_{page}"
        for node in exposure["depends_on"]["nodes"]
    }
    assert exposed == read
