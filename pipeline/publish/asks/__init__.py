"""What a publish would move, asked before it is done: a question a file, in SQL.

A file begins with `-- asked:` (what would move, in words) and `-- why:`; a third line
`-- taken by: --accept-lower-coverage` says that this option accepts it too. Its query
returns a row per change:

    subject         what changes are grouped by in the list: a reading, an indicator, ...
    what_changes    in words; figures rounded, so that noise is no change
    size            how bad it is, for the order within the subject; the worst is shown

It reads, in DuckDB:

    marts.<mart>        the build under way
    published.<mart>    the build before, in the columns of both; empty before the first
    landed.<seed>       what landed of the shape of a seed, or nothing
    is_landed(name)     whether a seed_name is of a landing file or panel

and the variables of dbt_project.yml by getvariable('name').

What was changed since the build before is told beside what moves: queries in causes/, with
`-- told:` in their head, that read besides

    file_state          file_name, hash_before, hash_now of every input and file of code
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.gates.results import QualityResult, Rule, result_of
from pipeline.gates.rules import read_head
from pipeline.landing.problem import printable
from pipeline.landing.schemas import SQL_TYPES, read_schemas, read_yaml
from pipeline.paths import PipelineError
from pipeline.publish.builds import read_record

FOLDER = Path(__file__).parent
CAUSES = FOLDER / "causes"
TOKEN_LENGTH = 6
# Of each kind, before the rest is counted: the first screen is short.
SHOWN = 5
EXIT_CODE = 3


@dataclass(frozen=True)
class Change:
    """All changes of one kind and subject: how many, and what each is, the worst first."""

    kind: str
    asked: str
    subject: str
    changes: tuple[str, ...]
    is_coverage: bool = False

    def __str__(self) -> str:
        """Return them in one line: the worst, and how many more."""
        more = len(self.changes) - 1
        text = f"{self.subject}: {self.changes[0]}" + (f"; {more} more" if more else "")
        return printable(text)


class AskError(PipelineError):
    """What would move was not accepted; nothing was published."""

    exit_code = EXIT_CODE
    status = "asked"

    def __init__(
        self,
        changes: list[Change],
        causes: list[Change],
        token: str,
        before: str,
        report: Path,
    ) -> None:
        """Keep the changes since `before`, what accepts them, and where all stand."""
        self.changes = changes
        self.causes = causes
        self.token = token
        self.report = report
        self.details = {
            "token": token,
            "compared_with": before,
            "changes": list(listed(changes, None)),
            "causes": list(listed(causes, None)),
            "report": str(report),
        }
        n = sum(len(change.changes) for change in changes)
        super().__init__(
            f"Not published: {n} change{'s' if n > 1 else ''} against "
            f"{'the build ' + before if before else 'the seeds'} to be "
            "accepted first. What was published before stays."
        )


def read_question(path: Path) -> Rule:
    """Return the question of a file; `checked` is the option that accepts it too.

    Raises:
        ValueError: the head of the file lacks a part.

    """
    found, query = read_head(path, ("asked", "told", "why", "taken by"))
    asked = found.get("asked") or found.get("told")
    if not asked or "why" not in found:
        raise ValueError(f"{path} must begin with -- asked: or -- told:, then -- why:")
    taken_by = found.get("taken by", "")
    return Rule(path.stem, asked, found["why"], "warning", query, taken_by)


def read_questions(folder: Path = FOLDER) -> list[Rule]:
    """Return all questions, by name."""
    return [read_question(path) for path in sorted(folder.glob("*.sql"))]


def what_moves(
    connection: duckdb.DuckDBPyConnection,
    published: Path | None,
    root: Path,
) -> tuple[list[Change], list[QualityResult]]:
    """Return what moves against the build before, and a record per question."""
    changes, records = [], []
    with relations(connection, published, root) as cursor:
        for question in read_questions():
            found = changes_of(cursor, question)
            changes += found
            records.append(
                result_of(
                    question,
                    "publish",
                    "publish_asks",
                    found,
                    len(found),
                    sum(len(change.changes) for change in found),
                    expectation=question.name,
                    rule=f"no {question.expected}, or that they are accepted",
                )
            )
    return changes, records


def what_changed(
    connection: duckdb.DuckDBPyConnection,
    published: Path | None,
    root: Path,
    hashes: dict[str, str],
) -> list[Change]:
    """Return figures and files that are not those of the build before."""
    if published is None:
        return []
    before = read_record(published)["fingerprints"]
    with relations(connection, published, root) as cursor:
        cursor.execute(
            "create temp table file_state "
            "(file_name varchar, hash_before varchar, hash_now varchar)"
        )
        names = sorted({*before, *hashes})
        states = [(name, before.get(name), hashes.get(name)) for name in names]
        cursor.executemany("insert into file_state values (?, ?, ?)", states)
        found = [
            change
            for question in read_questions(CAUSES)
            for change in changes_of(cursor, question)
        ]
        cursor.execute("drop table file_state")
    return found


def changes_of(cursor: duckdb.DuckDBPyConnection, question: Rule) -> list[Change]:
    """Return what a question finds, the subject with most changes first."""
    rows = cursor.execute(
        f"""
        select subject, list(what_changes order by size desc nulls last, what_changes)
        from ({question.query})
        group by subject
        order by
            subject <> 'paper',
            max(size) desc nulls last,
            count(*) desc,
            subject
        """
    ).fetchall()
    return [
        Change(
            question.name,
            question.expected,
            subject,
            tuple(dict.fromkeys(changes)),
            question.checked == "--accept-lower-coverage",
        )
        for subject, changes in rows
    ]


@contextmanager
def relations(
    connection: duckdb.DuckDBPyConnection, published: Path | None, root: Path
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a cursor on which a question can read what it reads; it leaves nothing."""
    cursor = connection.cursor()
    for name in ("published", "landed"):
        cursor.execute(f"attach ':memory:' as {name}")
    tables = set(
        cursor.execute(
            "select table_schema, table_name from information_schema.tables"
        ).fetchall()
    )
    file = file_name(cursor)
    try:
        for schema, table in sorted(tables):
            if schema == "marts":
                stored = published and published / "marts" / f"{table}.parquet"
                rows = f"from {file}.marts.{table} limit 0"
                if stored and stored.is_file():
                    before = stored_rows(cursor, stored, f"{file}.marts.{table}")
                    rows = f"({rows}) union all by name {before}"
                cursor.execute(f"create view published.{table} as {rows}")
        for seed, schema in read_schemas(root).items():
            nulls = (f"null::{SQL_TYPES[k]} as {c}" for c, k in schema.columns.items())
            landed = (
                f"from {file}.landing.{seed}"
                if ("landing", seed) in tables
                else f"select {', '.join(nulls)} limit 0"
            )
            cursor.execute(f"create view landed.{seed} as {landed}")
        cursor.execute(
            "create or replace temp macro is_landed(name) as "
            "name = 'panel' or contains(name, '/')"
        )
        for name, value in read_yaml(root / "dbt_project.yml")["vars"].items():
            if isinstance(value, int | float):
                cursor.execute(f"set variable {name} = {float(value)}")
        yield cursor
    finally:
        for name in ("published", "landed"):
            cursor.execute(f"detach {name}")
        cursor.close()


def stored_rows(cursor: duckdb.DuckDBPyConnection, stored: Path, table: str) -> str:
    """Return a query of a stored mart, its columns in the types that they have now."""
    path = str(stored).replace("'", "''")
    query = f"select * from read_parquet('{path}')"
    before, now = (
        dict(row[:2] for row in cursor.execute(f"describe {relation}").fetchall())
        for relation in (query, table)
    )
    casts = [
        f'try_cast("{name}" as {type_}) as "{name}"'
        for name, type_ in now.items()
        if before.get(name, type_) != type_
    ]
    return query.replace("*", f"* replace ({', '.join(casts)})", 1) if casts else query


def file_name(cursor: duckdb.DuckDBPyConnection) -> str:
    """Return the name of the attached file, quoted."""
    ((name,),) = cursor.execute("select current_database()").fetchall()
    return f'"{name}"'


def token_of(changes: list[Change]) -> str:
    """Return what accepts these very changes; others have another."""
    lines = sorted(
        f"{change.kind}\t{change.subject}\t{text}"
        for change in changes
        for text in change.changes
    )
    digest = hashlib.sha256("\n".join(lines).encode(errors="surrogateescape"))
    return digest.hexdigest()[:TOKEN_LENGTH]


def listed(changes: list[Change], shown: int | None = SHOWN) -> Iterator[str]:
    """Yield the list, a line per kind and subject, the first of each kind or all."""
    for asked in dict.fromkeys(change.asked for change in changes):
        of_kind = [change for change in changes if change.asked == asked]
        n = sum(len(change.changes) for change in of_kind)
        yield f"{asked} ({n}):"
        for change in of_kind[:shown]:
            yield f"  {change}"
            if shown is None:
                yield from (f"    {printable(text)}" for text in change.changes[1:])
        if shown is not None and len(of_kind) > shown:
            yield f"  ... and {len(of_kind) - shown} more"
