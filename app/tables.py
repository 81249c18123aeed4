"""Tables: a column is told once, for the page and for the files that are taken from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app import look, state, words
from app.data import Row
from app.look import Cell, html_of
from app.texts import TEXTS, t

Value = str | Callable[[Row], Any]


class Said(str):
    """A heading that stands as it is, such as a name; others are keys of texts."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, what a file has of a row, and what the page shows."""

    head: Any
    value: Callable[[Row], Any]
    show: Callable[[Row], Any]
    is_number: bool = False
    is_wide: bool = False


def of(value: Value) -> Callable[[Row], Any]:
    """Return what gives the value of a row: of a column of it, or as a function does."""
    return value if callable(value) else lambda row: row[value]


def text(
    head: Any, value: Value, *, is_number: bool = False, is_wide: bool = False
) -> Column:
    """Return a column of what a row says, or of cells; the heading is a key or a text."""
    heading = head if isinstance(head, Said | look.Html) else t(head)
    return Column(heading, of(value), of(value), is_number, is_wide)


def named(what: str, head: Any = None, *, is_wide: bool = False) -> Column:
    """Return a column of names in the reader's language, such as city."""
    key = f"parameter.{what}"
    head = head or (key if key in TEXTS else what)
    return text(head, lambda row: words.name(row, what), is_wide=is_wide)


def cluster(address: Callable[[str], str] = lambda cluster: "") -> Column:
    """Return a column of agglomerations with their marks, links where they have one."""

    def show(row: Row) -> look.Html:
        id_ = row["cluster_id"]
        return look.cluster_cell(id_, words.name(row, "cluster"), address(id_))

    name = named("cluster", "agglomeration")
    return Column(name.head, name.value, show)


def year() -> Column:
    """Return the column of years."""
    return text("year", "year", is_number=True)


def city_link(row: Row) -> look.Html:
    """Return the name of a city as a link to its page."""
    there = state.address("city", city=row["city_id"])
    return look.link(words.name(row, "city"), there)


def number(
    head: Any,
    value: Value,
    form: int | Callable[[Any], str] = 2,
    *,
    bar: float | Callable[[Row], float] = 0,
    heat: float | Callable[[float], str] = 0,
    is_bold: bool = False,
    reason: str = "",
    is_wide: bool = False,
) -> Column:
    """Return a column of numbers.

    Args:
        head: key of the heading, or a text.
        value: the number.
        form: how many decimals are shown, or what gives the text.
        bar: the largest that could be; a bar below shows how much of it the number is.
        heat: the largest that there is, for a shade; or what gives the CSS.
        is_bold: whether it stands out.
        reason: column of the row that says why there is no number.
        is_wide: whether narrow screens scroll to it.

    """
    plain = text(head, value)
    form_of = form if callable(form) else lambda v: words.number(v, form)

    def show(row: Row) -> Any:
        found = plain.value(row)
        if found is None:
            why = row.get(reason)
            return (
                look.missing(t(f"null.{why}" if why else "no_figure"))
                if reason
                else "–"
            )
        shown: str = html_of(form_of(found))
        shown = f"<b>{shown}</b>" if is_bold else shown
        if bar:
            shown += look.bar(found / (bar(row) if callable(bar) else bar))
        if not heat:
            return look.Html(shown)
        shade = heat(found) if callable(heat) else look.heat(found, heat)
        return look.Html(shown), shade

    return Column(plain.head, plain.value, show, True, is_wide)


def share(head: Any, value: Value, decimals: int = 0, **more: Any) -> Column:
    """Return a column of shares of 1, as percentages."""
    return number(head, value, lambda v: words.percent(v, decimals), **more)


def figures(unit: str | None = None) -> list[Column]:
    """Return what files say of a value: unit, what it rests on, doubt, publications."""
    return [
        number("value", "value"),
        text("unit", lambda row: words.unit_name(unit or row.get("unit"))),
        text("status", words.status),
        text("doubt", "warning_flags"),
        text("from_year", "from_year", is_number=True),
        named("numerator_source", "source"),
        named("denominator_source", "denominator_source"),
    ]


def grid(
    rows: Iterable[Row],
    columns: Sequence[Column],
    group: str = "",
    *,
    first: Sequence[Any] = (),
    **more: Any,
) -> None:
    """Show rows as a table; those of one group, such as dimension, below its name."""
    lines: list[Sequence[Any]] = [first] if first else []
    last = None
    for row in rows:
        if group and row[f"{group}_id"] != last:
            last = row[f"{group}_id"]
            lines.append([words.name(row, group)])
        lines.append([column.show(row) for column in columns])
    table(
        [column.head for column in columns],
        lines,
        numeric=[i for i, column in enumerate(columns) if column.is_number],
        wide=[i for i, column in enumerate(columns) if column.is_wide],
        **more,
    )


def across(
    rows: Iterable[Row],
    by: str,
    of: str,
    heads: dict[Any, Any],
    show: Callable[[Row | None], Any],
) -> list[Column]:
    """Return a column for each of several things, of the row that a line has of it.

    Lines are told apart by one column of the rows, columns by another.
    """
    cell = {(row[by], row[of]): row for row in rows}

    def column(key: Any, head: Any) -> Column:
        def found(line: Row) -> Any:
            return show(cell.get((line[by], key)))

        return text(head if isinstance(head, look.Html) else Said(head), found,
                    is_number=True)  # fmt: skip

    return [column(*item) for item in heads.items()]


def part(
    title: str,
    lead: str,
    rows: Iterable[Row],
    columns: Sequence[Column],
    *notes: str,
    **more: Any,
) -> None:
    """Show a part of a page: its heading, what one sees, a table, how to read it."""
    look.section(title, lead)
    grid(rows, columns, **more)
    if any(notes):
        look.note(words.sentences(*notes))


def pivot(
    rows: Sequence[Row],
    by: str,
    across: str,
    value: str,
    *,
    order: Sequence[str],
    largest: float,
    form: int | Callable[[Any], str] = 2,
    group: str = "",
    first: Sequence[Any] = (),
    head: str = "",
) -> None:
    """Show a number of each pair of two things, the larger the darker.

    A line is of one, such as cluster, in the order given, a column of the other, such as
    dimension. `first` is a line above all; `form` and `largest` are as in `number`.
    """
    cell = {(row[f"{by}_id"], row[f"{across}_id"]): row[value] for row in rows}
    lines = {row[f"{by}_id"]: row for row in rows}

    def column(id_: str, called: str) -> Column:
        return number(Said(called), lambda row: cell.get((row[f"{by}_id"], id_)),
                      form, heat=largest, reason="no_figure")  # fmt: skip

    across_names = words.names(rows, across)
    name = cluster() if by == "cluster" else named(by, head)
    columns = [name, *(column(*item) for item in across_names.items())]
    grid([lines[i] for i in order if i in lines], columns, group, first=first)


def table(
    head: Sequence[Any],
    rows: Sequence[Sequence[Any]],
    *,
    numeric: Iterable[int] = (),
    wide: Iterable[int] = (),
    caption: str = "",
    groups: bool = True,
    is_sorted: bool = False,
) -> None:
    """Show a table; a row of one cell heads a group, unless there are no groups.

    The first cell of a row names it. Text is escaped, `Html` is not. A cell may be a pair
    of cell and CSS for it. Numeric columns are aligned right; narrow screens scroll to
    wide ones, running text. Where rows are sorted, a click on a heading does it.
    """
    kinds = [
        " ".join(["n"] * (i in set(numeric)) + ["wide"] * (i in set(wide)))
        for i in range(max(len(head), *map(len, rows)) if rows else len(head))
    ]

    def cell(tag: str, column: int, content: Cell | Any, more: str = "") -> str:
        value, style = content if isinstance(content, tuple) else (content, "")
        css = f' style="{html_of(style)}"' if style else ""
        kind = f' class="{kinds[column]}"' if kinds[column] else ""
        return f"<{tag}{more}{kind}{css}>{html_of(value)}</{tag}>"

    def line(row: Sequence[Any]) -> str:
        if groups and len(row) == 1:
            group = f'<th scope="rowgroup" colspan="{len(head)}">{html_of(row[0])}</th>'
            return f'<tr class="group">{group}</tr>'
        cells = [cell("th", 0, row[0], ' scope="row"')]
        cells += [cell("td", i, c) for i, c in enumerate(row[1:], start=1)]
        return f"<tr>{''.join(cells)}</tr>"

    names: Sequence[Any] = head
    if is_sorted:
        names = [
            look.Html(f'<button type="button">{html_of(n)}</button>') for n in head
        ]
    above = "".join(cell("th", i, name, ' scope="col"') for i, name in enumerate(names))
    title = f"<caption>{html_of(caption)}</caption>" if caption else ""
    st.html(
        f'<div class="scroll" tabindex="0"><table class="marts">{title}<thead><tr>{above}'
        f"</tr></thead><tbody>{''.join(map(line, rows))}</tbody></table></div>"
    )
