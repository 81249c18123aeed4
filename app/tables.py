"""Tables: a column is a line of tables.csv, for the page and for the files taken from it.

table   as a rule the query that gives the rows
column  of these rows; a name is without its language
kind    how a cell is made: a key of SHOWN or VALUES, or plain
form    of a number its decimals, + with a sign, % of a share of 1, = as it is;
        of a key what stands before it
head    key of the heading, if it is not that of the column; $ before a column that has it
look    bold; best: that, where `is_bold`; doubt, status: of a value, says so
        wide: narrow screens scroll to it; optional: left out where no row has it
null    column that says why there is no number
heat    the largest that there is, a number or a column, for a shade
bar     the same, for a bar below the number
across  a column for each of these things, of rows whose first column is the same
before  what softly stands before it, a column; after: behind it

A cell that has a `say`, or is a list of such, is a sentence (say.py). Where a row has one
in `one_cell`, it stands in the place of all its cells.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

import streamlit as st

from app import data, look, state, words
from app.data import Row
from app.look import Cell, Html, html_of
from app.say import shown
from app.texts import TEXTS, ordinal, t

Line = dict[str, str]
Show = Callable[[Row], Any]


@dataclass(frozen=True)
class Column:
    """A column: its heading, what a file has of a row, and what the page shows."""

    head: Any
    value: Show
    show: Show
    is_number: bool = False
    is_wide: bool = False


def read() -> dict[str, list[Line]]:
    """Return the columns of each table."""
    found: dict[str, list[Line]] = {}
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, restval=""):
            found.setdefault(line["table"], []).append(line)
    return found


LINES = read()


def plain(line: Line, row: Row) -> Any:
    """Return what a row says, in the reader's language where it says it in both."""
    column = line["column"]
    if f"{column}_zh" in row:
        return (words.text if column in row else words.name)(row, column)
    value = row.get(column)
    return shown(value, line["form"]) if isinstance(value, dict | list) else value


def name(line: Line, row: Row) -> str:
    """Return a name in the reader's language."""
    return words.name(row, line["column"])


def cluster(line: Line, row: Row) -> Html:
    """Return an agglomeration with its mark; its form may be the page it leads to."""
    id_ = row["cluster_id"]
    there = state.address(line["form"], cluster=id_) if line["form"] else ""
    return look.cluster_cell(id_, words.name(row, "cluster"), there)


def city_link(row: Row) -> Html:
    """Return the name of a city as a link to its page."""
    there = state.address("city", city=row["city_id"])
    return look.link(words.name(row, "city"), there)


def link(line: Line, row: Row) -> str:
    """Return a name, a link to the page of its form where it is used."""
    called, what = name(line, row), line["column"]
    there = state.address(line["form"], **{what: row[f"{what}_id"]})
    return look.link(called, there) if row["is_used"] else called


def key(line: Line, row: Row) -> str:
    """Return the text of a key."""
    return t(f"{line['form']}.{row[line['column']]}")


def tag(line: Line, row: Row) -> Html:
    """Return the text of a key in the colour of what holds."""
    return Html(f'<span class="tag {row["met"]}">{html_of(key(line, row))}</span>')


def lines(line: Line, row: Row) -> Html:
    """Return what a list says, a line each."""
    said = [html_of(shown(part, "")) for part in row[line["column"]] or ()]
    kind = f"{line['form']} small".strip()
    return Html(f'<span class="{kind}">{"<br>".join(said)}</span>' if said else "")


def marked(line: Line, row: Row) -> Html:
    """Return a value that looks like what it rests on."""
    text, doubt = look.marked(row, row.get("unit")), row.get("warning_flags")
    is_own = row.get("status") in (None, "reported") and not doubt
    if "status" in line["look"] and not is_own:
        text = Html(f"{text}<br>{look.soft(words.status_text(row))}")
    if "doubt" in line["look"] and doubt:
        text = Html(f"{text} ?")
    is_bold = "best" in line["look"] and row.get("is_bold")
    return Html(f"<b>{text}</b>") if is_bold else text


def number_text(value: float, form: str) -> str:
    """Return a number as its form says."""
    if form == "=":
        return words.exact(value)
    decimals = int(form.strip("+%"))
    if form == f"+{decimals}%":
        return f"{words.signed(100 * value, decimals)}%"
    make = {"+": words.signed, "%": words.percent}.get(form.strip("0123"), words.number)
    return make(value, decimals)


def number(line: Line, row: Row) -> Any:
    """Return a number with its bar and shade, or why there is none."""
    value = row.get(line["column"])
    if value is None:
        if not line["null"]:
            return "–"
        why = row.get(line["null"])
        return look.missing(t(f"null.{why}" if why else "no_figure"))

    def most(of: str) -> float:
        return row[of] if of in row else float(of)

    text = html_of(number_text(value, line["form"]))
    if "bold" in line["look"]:
        text = f"<b>{text}</b>"
    if line["bar"]:
        text += look.bar(value / most(line["bar"]))
    if not line["heat"]:
        return Html(text)
    shade = look.diverging if line["form"].startswith("+") else look.heat
    return Html(text), shade(value, most(line["heat"]))


# What a file has of a row, by kind; of others it is plain.
VALUES: dict[str, Callable[[Line, Row], Any]] = {
    **dict.fromkeys(("name", "cluster", "city", "indicator"), name),
    "key": key,
    "unit": lambda line, row: words.unit_name(row[line["column"]]),
    "status": lambda line, row: words.status(row),
}
# What the page shows, where that is something else.
SHOWN: dict[str, Callable[[Line, Row], Any]] = {
    "text": lambda line, row: plain(line, row) or "–",
    "unit": lambda line, row: words.unit_name(row[line["column"]]) or "–",
    "prose": lambda line, row: look.prose(plain(line, row) or ""),
    "figure": lambda line, row: plain(line, row) or "",
    "cluster": cluster,
    "city": lambda line, row: city_link(row),
    "cities": lambda line, row: Html(t("comma").join(map(city_link, row["cities"]))),
    "indicator": lambda line, row: look.indicator_cell(row),
    "link": link,
    "tag": tag,
    "lines": lines,
    "marked": marked,
    "number": number,
    "status": lambda line, row: words.status_text(row),
}
ON_THE_RIGHT = ("number", "year", "figure", "marked")


def beside(line: Line, show: Show, row: Row) -> Html:
    """Return what a column shows with what stands before it and after it."""

    def soft(side: str) -> str:
        text = shown(row.get(line[side]), "")
        return f'<span class="soft">{html_of(text)}</span>' if text else ""

    said = (soft("before"), html_of(show(row)), soft("after"))
    return Html(" ".join(filter(None, said)))


def column(line: Line, own: dict[str, Show], heading: Row) -> Column:
    """Return the column of a line; what the page shows of its own goes first."""
    kind, key = line["kind"], f"parameter.{line['column']}"
    value = partial(VALUES.get(kind, plain), line)
    show = own.get(line["column"]) or (
        partial(SHOWN[kind], line) if kind in SHOWN else value
    )
    if line["before"] or line["after"]:
        show = partial(beside, line, show)
    head = line["head"] or (key if key in TEXTS else line["column"])
    said = heading.get(head[1:], "") if head.startswith("$") else t(head, **heading)
    if head == "$unit":
        said = words.unit_name(said) or t("value")
    return Column(said, value, show, kind in ON_THE_RIGHT, "wide" in line["look"])


def head_of(what: str, row: Row) -> Any:
    """Return the heading of one of several things beside each other."""
    if what == "city":
        return city_link(row)
    if what == "index_rank":
        return ordinal(row[what])
    return words.name(row, what) or t(f"{what}.{row[what]}")


def across(
    line: Line, rows: Sequence[Row], things: Sequence[Row], own: dict[str, Show]
) -> list[Column]:
    """Return a column for each of several things, of the row that a line has of it."""
    of = f"{line['across']}_id"
    if of not in (*things, *rows, {})[0]:
        of = line["across"]
    key, base = line_key(line["table"]), column(line, own, {})
    cell = {(row[key], row[of]): row for row in rows}

    def one(thing: Any, row: Row) -> Column:
        def of_line(make: Show) -> Show:
            return lambda row: make(cell.get((row[key], thing), {}))

        head = head_of(line["across"], row)
        return replace(base, head=head, value=of_line(base.value),
                       show=of_line(base.show))  # fmt: skip

    return [one(row[of], row) for row in firsts(things or rows, of)
            if row[of] is not None]  # fmt: skip


def firsts(rows: Sequence[Row], key: str) -> list[Row]:
    """Return the first row of each value of a column."""
    found: dict[Any, Row] = {}
    for row in rows:
        found.setdefault(row[key], row)
    return [*found.values()]


def line_key(table: str) -> str:
    """Return the column of rows that tells the lines of a table apart."""
    return f"{LINES[table][0]['column']}_id"


def columns(
    table: str,
    rows: Sequence[Row] = (),
    things: Sequence[Row] = (),
    own: dict[str, Show] | None = None,
) -> list[Column]:
    """Return the columns of a table that has these rows; some show what a page says."""
    own = own or {}
    found: list[Column] = []
    for line in LINES[table]:
        if line["across"]:
            found += across(line, rows, things, own)
        elif "optional" not in line["look"] or any(
            row[line["column"]] is not None for row in rows
        ):
            found.append(column(line, own, rows[0] if rows else {}))
    return found


def grid(
    rows: Sequence[Row],
    table: str | Sequence[Column],
    *,
    group: str = "",
    first: Sequence[Any] = (),
    own: dict[str, Show] | None = None,
    things: Sequence[Row] = (),
    caption: str = "",
    is_sorted: bool = False,
) -> None:
    """Show rows as a table, a line `first`; lines may stand below the name of a `group`.

    The first cell of a row names it. Text is escaped, `Html` is not. A cell may be a pair
    of cell and CSS for it. Numbers are aligned right; narrow screens scroll to what is
    wide. Columns are across `things`, if not across what the rows have; `own` is what the
    page shows of a row, by column. A click on a heading sorts where `is_sorted`.
    """
    if isinstance(table, str):
        whole = columns(table, rows, things, own)
        if any(line["across"] for line in LINES[table]):
            rows = firsts(rows, line_key(table))
    else:
        whole = [*table]

    named = (["n"] * c.is_number + ["wide"] * c.is_wide for c in whole)
    kinds = [f' class="{" ".join(names)}"' if names else "" for names in named]

    def cell(content: Cell | Any, kind: str, scope: str = "") -> str:
        value, style = content if isinstance(content, tuple) else (content, "")
        css = f' style="{html_of(style)}"' if style else ""
        tag, more = ("th", f' scope="{scope}"') if scope else ("td", "")
        return f"<{tag}{more}{kind}{css}>{html_of(value)}</{tag}>"

    def line(content: Sequence[Any]) -> str:
        of = zip_longest(content, kinds, fillvalue="")
        cells = [cell(c, kind, "" if i else "row") for i, (c, kind) in enumerate(of)]
        return f"<tr>{''.join(cells)}</tr>"

    body = [line(first)] if first else []
    last = None
    for row in rows:
        if group and row[f"{group}_id"] != last:
            last = row[f"{group}_id"]
            name = html_of(words.name(row, group) or t(f"{group}.{last}"))
            body.append('<tr class="group"><th scope="rowgroup" '
                        f'colspan="{len(whole)}">{name}</th></tr>')  # fmt: skip
        said = row.get("one_cell") if isinstance(row, dict) else None
        body.append(line([shown(said, "")] if said else [c.show(row) for c in whole]))
    heads = [column.head for column in whole]
    if is_sorted:
        heads = [Html(f'<button type="button">{html_of(h)}</button>') for h in heads]
    above = "".join(cell(head, kind, "col")
                    for head, kind in zip(heads, kinds, strict=True))  # fmt: skip
    title = f"<caption>{html_of(caption)}</caption>" if caption else ""
    st.html(
        f'<div class="scroll" tabindex="0"><table class="marts">{title}<thead><tr>{above}'
        f"</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def part(
    key: str,
    table: str,
    lead: str = "",
    *notes: str,
    rows: Sequence[Row] | None = None,
    values: dict[str, Any] | None = None,
    **more: Any,
) -> Sequence[Row]:
    """Show a part of a page: its heading, what one sees, a table, how to read it.

    A text called as the heading, with `_note` behind it, says how to read it; `values` go
    into both, besides the year. Where there are no rows nothing is shown.
    """
    rows = data.ask(table) if rows is None else rows
    if not rows:
        return rows
    said = {"year": st.session_state["year"], **(values or {})}
    look.section(t(key, **said), lead)
    grid(rows, table, **more)
    note = t(f"{key}_note", **said) if f"{key}_note" in TEXTS else ""
    if note or any(notes):
        look.note(words.sentences(note, *notes))
    return rows
