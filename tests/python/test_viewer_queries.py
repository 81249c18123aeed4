"""The queries of the pages: each runs on the marts, and is asked for with what it takes."""

import ast
from collections import defaultdict

import duckdb
import pytest
from conftest import ROOT

from app import data, state

QUERIES = sorted(
    file.relative_to(data.QUERIES).with_suffix("").as_posix()
    for file in data.QUERIES.rglob("*.sql")
)

# What a query takes of the reader's choice, if it is not given.
CHOSEN = {"scheme", *state.PARAMETERS}


def calls() -> dict[str, list[set[str]]]:
    """Return, by query, with which values each place in the code asks for it."""
    found = defaultdict(list)
    for file in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("ask", "column") and isinstance(node.args[0], ast.Constant):
                values = {k.arg for k in node.keywords if k.arg}
                found[node.args[0].value].append(values)
    return found


@pytest.mark.parametrize("name", QUERIES)
def test_query_runs_on_the_marts_and_says_what_it_gives(name: str) -> None:
    sql = data.sql_of(name)
    assert sql.startswith("-- ")
    values = dict.fromkeys(data.PLACE.findall(sql))
    several = {"dimensions": ["ecology"], "weights": [1.0], "cities": ["310000"],
               "clusters": ["YRD"], "choices": ["sd_type"],
               "options": ["sample"]}  # fmt: skip
    values |= {name: value for name, value in several.items() if name in values}
    with data.cursor_of(str(data.current_build())) as cursor:
        assert cursor.execute(sql, values).description


def test_every_query_is_asked_for_with_what_it_takes() -> None:
    asked = calls()
    # One that is chosen while a page is drawn is named in data.warm_up too.
    named = {name for name in QUERIES if name in asked or name.startswith("shared/")}
    assert named == set(QUERIES)
    assert set(asked) <= set(QUERIES)
    for name, places in asked.items():
        taken = set(data.PLACE.findall(data.sql_of(name)))
        for given in places:
            assert given <= taken, name
            assert taken - given <= CHOSEN, name


def test_no_page_holds_sql() -> None:
    for file in (ROOT / "app").rglob("*.py"):
        if file.name in ("data.py", "take.py", "sql_box.py"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                is_example = file.name == "download.py" and "from marts." in node.value
                assert "marts.fct_" not in node.value, file
                assert "marts.dim_" not in node.value or is_example, file


def test_a_query_runs_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["data", "overview/index", "reading=paper"])
    data.main()
    assert capsys.readouterr().out.count("YRD") == 3
    monkeypatch.setattr("sys.argv", ["data", "overview/none"])
    with pytest.raises(SystemExit, match="overview/index"):
        data.main()


def test_an_older_build_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> duckdb.DuckDBPyConnection:
        return duckdb.connect()

    monkeypatch.setattr(data, "cursor_of", fail)
    with pytest.raises(data.MissingMartError, match="marts"):
        data.rows_of("elsewhere", data.sql_of("overview/index"), (("reading", "x"),))
