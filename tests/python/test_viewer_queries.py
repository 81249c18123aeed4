"""The queries of the pages: each runs on the marts, and is asked for with what it takes."""

import ast
import json
import re
from collections import defaultdict
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT

from app import charts, data, look, state, tables, texts

QUERIES = data.names()

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
            given = {k.arg for k in node.keywords if k.arg}
            if name in ("ask", "column", "say") and isinstance(
                node.args[0], ast.Constant
            ):
                found[node.args[0].value].append(given)
            if name == "part" and len(node.args) > 1 and "rows" not in given:
                assert isinstance(node.args[1], ast.Constant)
                found[node.args[1].value].append(set())
    return found


@pytest.mark.parametrize("name", QUERIES)
def test_query_runs_on_the_marts_and_says_what_it_gives(name: str) -> None:
    sql = data.sql_of(name)
    assert sql.startswith("-- ")
    values = dict.fromkeys(data.PLACE.findall(sql))
    several = {"dimensions": ["ecology"], "weights": [1.0], "cities": ["310000"],
               "clusters": ["YRD"], "years": [2020], "choices": ["sd_type"],
               "options": ["sample"]}  # fmt: skip
    values |= {name: value for name, value in several.items() if name in values}
    with data.cursor_of(str(data.current_build())) as cursor:
        assert cursor.execute(sql, values).description


def test_names_of_agglomerations_stand_on_the_map_without_coordinates_of_cities() -> (
    None
):
    sql = data.sql_of("map/cluster_shapes")
    bare = sql.replace(
        "marts.dim_city using",
        "(select * replace (null::double as lon, null::double as lat) "
        "from marts.dim_city) using",
    )
    assert bare != sql
    scheme = {"scheme": data.scheme_of(data.PAPER)}
    with data.cursor_of(str(data.current_build())) as cursor:
        by_city, by_outline = (
            cursor.execute(f"select lon, lat from ({q})", scheme).fetchall()
            for q in (sql, bare)
        )
    for one, other in zip(by_city, by_outline, strict=True):
        assert one == pytest.approx(other, abs=1)


def test_every_query_is_asked_for_with_what_it_takes() -> None:
    asked = calls()
    # Or others select from it.
    texts = [file.read_text(encoding="utf-8") for file in data.QUERIES.rglob("*.sql")]
    inside = {f"{folder}/{query}" for text in texts
              for _, folder, query in data.QUERY.findall(text)}  # fmt: skip
    named = {name for name in QUERIES
             if name in {*asked, *inside} or name.startswith("shared/")}  # fmt: skip
    assert named == set(QUERIES)
    assert set(asked) <= set(QUERIES)
    for name, places in asked.items():
        taken = set(data.PLACE.findall(data.sql_of(name)))
        for given in places:
            assert given <= taken, name
            assert taken - given <= CHOSEN, name


@pytest.mark.parametrize("table", tables.LINES)
def test_every_column_of_a_table_is_one_of_its_query(table: str) -> None:
    lines = tables.LINES[table]
    keys = {line["head"] for line in lines if line["head"] and line["head"][0] != "$"}
    assert keys <= set(texts.TEXTS)
    if table not in QUERIES:
        return
    sql = data.sql_of(table)
    values = dict.fromkeys(data.PLACE.findall(sql))
    lists = {"cities": ["310000"], "dimensions": ["ecology"], "weights": [1.0]}
    values |= {name: value for name, value in lists.items() if name in values}
    with data.cursor_of(str(data.current_build())) as cursor:
        has = {column[0] for column in cursor.execute(sql, values).description}
    for line in lines:
        column = line["column"]
        assert {column, f"{column}_en"} & has
        named = [line[of] for of in ("null", "heat", "bar", "before", "after")]
        assert {n for n in named if n and not n.isdigit()} <= has | {"no_figure"}
        if line["across"]:
            assert {line["across"], f"{line['across']}_id"} & has


CHARTS = sorted(charts.FOLDER.glob("*.json"))


@pytest.mark.parametrize("file", CHARTS, ids=lambda file: file.name)
def test_every_place_of_a_chart_is_filled(file: Path) -> None:
    """With a colour, a text, a definition, or what a call gives."""
    text = file.read_text(encoding="utf-8")
    given = {"points", "title", "heading", "about", "font", "height", "clusters",
             "cluster_colours"}  # fmt: skip
    for code in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(code.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (
                getattr(node.func, "attr", getattr(node.func, "id", "")) == "chart"
            ):
                given |= {keyword.arg for keyword in node.keywords if keyword.arg}
    known = given | set(look.COLOURS) | set(texts.TEXTS)
    known |= set(json.loads(text).get("definitions", {}))
    places = set(re.findall(r'"\$([\w.]+)"', text))
    assert places
    assert places <= known
    # What a click chooses by comes with the rows.
    assert set(re.findall(r'"fields": \["(\w+)"', text)) <= set(
        charts.fields(file.name)
    )
    # A layer that asks for rows asks for what is given as rows.
    assert set(re.findall(r'"values": "\$(\w+)"', text)) <= given


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
