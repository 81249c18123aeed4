"""What the tests of the viewer share: running it without a browser, and its marts."""

import html
import re
import urllib.parse
from functools import lru_cache
from pathlib import Path
from typing import Any

from conftest import ROOT
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest

from pipeline.paths import Paths, connect

PAGES = (
    "overview",
    "map",
    "compare",
    "cluster",
    "city",
    "robustness",
    "replication",
    "quality",
    "download",
    "about",
)
LANGUAGES = ("en", "zh")
# As they are before a test names another warehouse.
PATHS = Paths.from_environment()
SCRIPT = ROOT / "app" / "streamlit_app.py"

# Each AppTest looks through all installed packages for components, far longer than a page
# takes to draw, and compiles the script anew: once is enough.
manifest_scanner.scan_component_manifests = lru_cache(
    manifest_scanner.scan_component_manifests
)
ScriptCache.get_bytecode = ScriptCache().get_bytecode


def open_page(**parameters: str) -> AppTest:
    """Open an address of the viewer, without a browser."""
    test = AppTest.from_file(str(SCRIPT), default_timeout=60)
    for name, value in parameters.items():
        test.query_params[name] = value
    return test.run()


def follow(test: AppTest, page: str) -> AppTest:
    """Follow the link of the navigation to a page, as a click does."""
    found = re.findall(r'href="(\?page=[^"]*)"', markup(test))
    query = next(html.unescape(q)[1:] for q in found if f"?page={page}&" in q)
    test.query_params.clear()
    for name, value in urllib.parse.parse_qsl(query):
        test.query_params[name] = value
    return test.run()


def address_of(test: AppTest) -> dict[str, str]:
    """Return the parameters of the address that a page has come to."""
    given = test.query_params.items()
    return {k: v[0] if isinstance(v, list) else v for k, v in given}


def markup(test: AppTest) -> str:
    """Return the HTML that the viewer wrote into a page."""
    blocks = [element.proto.body for element in test.get("html")]
    return "\n".join(b for b in blocks if not b.lstrip().startswith("<style"))


def text_of(markup: str) -> str:
    """Return HTML as the text that a reader sees."""
    return html.unescape(re.sub(r"<[^>]*>", " ", markup))


def page_text(test: AppTest) -> str:
    """Return the text of a page, headline first."""
    return text_of(markup(test))


def headlines(test: AppTest) -> list[str]:
    """Return the headlines of a page: one, unless it is a page of state."""
    return [text_of(h) for h in re.findall(r"<h1[^>]*>(.*?)</h1>", markup(test), re.S)]


def tables(test: AppTest) -> list[list[list[str]]]:
    """Return the tables of a page as rows of cell texts, without those in boxes."""
    found = []
    boxed = {e.proto.body for box in test.expander for e in box.get("html")}
    blocks = [e.proto.body for e in test.get("html") if e.proto.body not in boxed]
    for table in re.findall(r"<table.*?</table>", "\n".join(blocks), re.S):
        rows = re.findall(r"<tr.*?</tr>", table, re.S)
        cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]
        found.append([[" ".join(text_of(c).split()) for c in row] for row in cells])
    return found


def percent(share: float) -> str:
    """Return a share as a page shows it: 0% is none and 100% is all."""
    text = f"{share * 100:.0f}%"
    if share < 1 and text == "100%":
        return ">99%"
    return "<1%" if share > 1e-9 and text == "0%" else text


def rows_of(sql: str, *parameters: Any) -> list[tuple]:
    """Return rows of the published marts."""
    with connect() as connection:
        return connection.execute(sql, list(parameters)).fetchall()


def copy_of_published(folder: Path, name: str) -> Path:
    """Copy the DuckDB file and record of the published build into another warehouse."""
    import shutil

    from pipeline.paths import DUCKDB_FILE

    published = PATHS.published()
    assert published is not None, "Nothing is published: run make build."
    build = folder / "builds" / name
    (build / "marts").mkdir(parents=True)
    for file in (DUCKDB_FILE, "build.json"):
        shutil.copyfile(published / file, build / file)
    return build


def lead_to(folder: Path, build: Path) -> None:
    """Publish a build: the link `current` leads to it, changed by one rename."""
    link = folder / ".current"
    link.symlink_to(build)
    link.rename(folder / "current")


# Names that Markdown, HTML or a formula would make something else of.
HOSTILE_NAMES = [
    "![x](http://evil.test/a.png)",
    "<img src=http://evil.test/b.png onerror=alert(1)>",
    "[x](javascript:alert(1))",
    ":material/home: :smile: :red[x] :blue-badge[y]",
    "$\\alpha$ and $$x$$",
    "<http://evil.test/c>",
    "https://evil.test/d",
    "WWW.evil.test",
    "**b** `c` ~~d~~ _e_ <script>alert(1)</script>",
    "x@evil.test -> <- | \\[f\\]",
    "</p></td></table></style><a href=http://evil.test/e>g</a>",
    '" onmouseover="alert(1)',
]


def hostile_warehouse(folder: Path) -> Path:
    """Publish, in a folder, a copy of the published build with hostile names and notes."""
    import duckdb

    from pipeline.paths import DUCKDB_FILE

    build = copy_of_published(folder, "hostile")
    with duckdb.connect(str(build / DUCKDB_FILE)) as connection:
        texts = connection.execute(r"""
            select table_name, column_name
            from duckdb_columns()
            where schema_name = 'marts' and data_type = 'VARCHAR'
                and (regexp_matches(column_name, '(_en|_zh)$|note|description|definition')
                    or column_name in ('reason', 'unit', 'rule', 'publisher',
                        'failing_sample', 'code_version', 'data_years'))
        """).fetchall()
        for number, (table, column) in enumerate(texts):
            connection.execute(
                f"update marts.{table} set {column} = "
                f"?[1 + ((hash({column}) + {number}) % {len(HOSTILE_NAMES)})::int] "
                f"|| ' ' || {column}",
                [HOSTILE_NAMES],
            )
        connection.execute(
            "update marts.dim_indicator set indicator_en = 'image', "
            "indicator_zh = 'image' where indicator_id = 'gdp_per_capita'"
        )
        connection.execute(
            "comment on table marts.dim_city is '![x](http://evil.test/f)'"
        )
        connection.execute("comment on column marts.dim_city.lon is '<img src=x>'")
    lead_to(folder, build)
    return folder
