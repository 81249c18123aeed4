"""The notebook runs from its first cell to its last on the published marts."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.paths import connect


def test_notebook_shows_the_published_index(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find_spec("marimo") is None:
        lacking = "The notebook needs marimo, which `make docs` installs"
        pytest.fail(lacking) if os.environ.get("CI") else pytest.skip(lacking)
    from notebooks.first_look import app

    monkeypatch.setenv("MARTS", str(root / "warehouse" / "marts"))
    _, names = app.run()
    with connect() as warehouse:
        expected = warehouse.execute(
            "select cluster_en, year, integration_index, index_rank"
            " from marts.rpt_integration_index where scenario_id = 'paper'"
            " order by year, index_rank"
        ).fetchall()
    assert [*names["index"].itertuples(index=False, name=None)] == expected
    assert len(names["leading"]) > 0 and len(names["figures"]) == 10
