"""What the repository promises: the numbers of the README, and the lock files."""

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.paths import connect


def test_readme_shows_the_index_of_the_marts(root: Path) -> None:
    """The table on the first screen of the README is the one in the marts."""
    with connect() as connection:
        rows = connection.execute(
            """
            select
                cluster_en,
                any_value(n_members),
                list(printf('%.2f (%d)', integration_index, index_rank) order by year)
            from marts.rpt_integration_index
            where scenario_id = 'paper'
            group by cluster_en
            """
        ).fetchall()
    readme = (root / "README.md").read_text(encoding="utf-8")
    for name, members, cells in rows:
        pattern = (
            rf"\| {re.escape(name)} [^|]+\| {members} \| "
            + r" \| ".join(map(re.escape, cells))
            + r" \|"
        )
        assert re.search(pattern, readme), f"README: {name} should read {cells}"


def test_documents_count_the_published_values(root: Path) -> None:
    with connect() as connection:
        (n,) = connection.execute(
            "select count(*) from marts.fct_observation_fate"
        ).fetchone() or (0,)
    for name in ("docs/how-to/query.md", "docs/figures.md"):
        assert f"{n:,} published values" in (root / name).read_text(encoding="utf-8")


def test_documents_name_models_that_are_there(
    root: Path, manifest: dict[str, Any]
) -> None:
    """A model that is gone is gone from the pages; scale.md has tables of before."""
    nodes = (*manifest["nodes"].values(), *manifest["sources"].values())
    models = {node[key] for node in nodes for key in ("name", "alias") if key in node}
    pages = {root / "README.md", *(root / "docs").rglob("*.md")}
    for page in pages - {root / "docs" / "scale.md"}:
        text = page.read_text(encoding="utf-8")
        named = set(re.findall(r"`((?:stg|int|ref|dim|fct|rpt)_[a-z0-9_]+)`", text))
        assert named <= models, f"{page.name}: {named - models}"


@pytest.mark.parametrize(
    "name",
    [
        "requirements",
        "requirements-test",
        "requirements-lint",
        "requirements-oldest",
        "requirements-postgres",
        "requirements-spark",
        "requirements-docs",
    ],
)
def test_lock_file_is_pinned_and_names_no_registry(root: Path, name: str) -> None:
    text = (root / f"{name}.lock").read_text()
    assert "://" not in text
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[A-Za-z0-9_.\-\[\]]+==\S+", block), block.split("\n")[0]
        assert "--hash=sha256:" in block, block.split("\n")[0]


@pytest.mark.parametrize("extra", ["test", "postgres", "spark", "docs"])
def test_lock_files_agree(root: Path, extra: str) -> None:
    """What an extra installs leaves the packages of the default install as they are."""

    def pins(name: str) -> set[str]:
        text = (root / f"{name}.lock").read_text()
        return set(re.findall(r"^\S+==\S+", text, flags=re.MULTILINE))

    assert pins("requirements") <= pins(f"requirements-{extra}")
