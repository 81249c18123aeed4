"""How things look: colours, marks and states, the same on every page."""

import json
import re
from collections.abc import Iterable
from html import escape
from itertools import cycle
from pathlib import Path
from string import Template
from typing import Any

import streamlit as st

from app import data, words
from app.data import Row
from app.texts import language, t

# `agglomerations`: Okabe and Ito's colours and two more, darker on white and lighter on
# black until text in them reads with a contrast of 4.5; beyond eight they come again with
# another shape. `lines`: of what is no agglomeration. `classes`: one hue from little to
# much; `burdens`: the same where less is better. `above`, `below`: what is set beside.
COLOURS: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("colours.json").read_text(encoding="utf-8")
)
# Vega's shapes, each a class of marks in tables.
SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross",
          "triangle-left", "triangle-right")  # fmt: skip
# A cell without a figure.
HATCH = "background: var(--hatch)"
Cell = tuple[Any, str]


class Html(str):
    """Text that is HTML already; all other text is escaped."""


def html_of(value: Any) -> str:
    """Return a value as safe HTML."""
    return value if isinstance(value, Html) else escape(str(value))


def prose(text: str) -> Html:
    """Return a text of the marts as safe HTML, names within backticks as code."""
    return Html(re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(text)))


# What Markdown, its links, formulas and icons are written with, in wide form.
WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in r"!#$*/:<>@[\]^_`{|}~"})


def label(text: str) -> str:
    """Return a text as the label of a control, which Streamlit reads as Markdown.

    Nothing that it could read so is left: an image in a name would be fetched. Names as
    names are stay as they are. All other text goes into a page through `html_of`.
    """
    return re.sub(r"(?i)www\.", "www．", text.translate(WIDE))


def style() -> None:
    """Put the style of the page in place; Streamlit's theme gives the rest."""
    of = colour("agglomerations")
    css("style", good=of[2], bad=of[1], paper=colour("paper"))
    if theme() == "dark":
        css("dark")


def css(name: str, **places: str) -> None:
    """Put one of the files of style in place."""
    text = Path(__file__).with_name(f"{name}.css").read_text(encoding="utf-8")
    st.html(f"<style>{Template(text).substitute(places)}</style>")


def theme() -> str:
    """Return light or dark, as the reader's browser shows it."""
    return "dark" if st.context.theme.type == "dark" else "light"


def colour(name: str) -> Any:
    """Return a colour, or several, as the theme has them."""
    return COLOURS[name][theme()]


def colours() -> dict[str, Any]:
    """Return the colours of the page and of the agglomerations, as charts take them."""
    marks = cluster_marks()
    return {
        **{name: of[theme()] for name, of in COLOURS.items()},
        "clusters": list(marks),
        "cluster_colours": [colour for colour, _ in marks.values()],
    }


def missing(why: str) -> Html:
    """Return, in the place of a figure, why there is none."""
    return Html(f'<span class="missing">{escape(why)}</span>')


def estimate(text: str, why: str) -> Html:
    """Return a figure so that it looks estimated."""
    return Html(f'<span class="estimate" title="{escape(why)}">{escape(text)}</span>')


def marked(row: Row, unit: str | None) -> Html:
    """Return a value so that missing looks missing and estimates look estimated."""
    if row.get("value") is None:
        return missing(t("no_figure"))
    text = words.figure(row["value"], unit)
    is_estimate = row.get("status") in words.ESTIMATES
    return estimate(text, words.status_text(row)) if is_estimate else Html(escape(text))


def title(headline: str, lead: str = "", basis: str = "") -> None:
    """Show the headline of a page, its lead, and the reading that both are said of."""
    below = f'<p class="lead">{html_of(lead)}</p>' if lead else ""
    basis = f'<p class="note">{html_of(basis)}</p>' if basis else ""
    st.html(f"<h1{shown()}>{html_of(headline)}</h1>{below}{basis}")


def shown() -> str:
    """Return, as attributes, which page is shown in which language."""
    tag = "zh-CN" if language() == "zh" else "en"
    page = escape(str(st.session_state.get("page", "")))
    return f' data-viewer-page="{page}" data-viewer-lang="{tag}"'


def in_reading() -> str:
    """Say which reading of the method is chosen."""
    return t("in_reading", reading=words.name(data.reading_row(), "scenario"))


def caption(key: str = "caption.build", reading: str | None = None) -> str:
    """Say of what build a chart is, and of which reading: by default the chosen one."""
    return t(key, reading=words.name(data.reading_row(reading), "scenario"),
             build=data.current_build().name)  # fmt: skip


def source_notes(rows: Iterable[Row]) -> None:
    """Show what is to be known of the publications of figures."""
    wanted = {r[f"{part}_source_id"] for r in rows
              for part in ("numerator", "denominator")}  # fmt: skip
    found = [f"{words.name(s, 'title')}: {words.text(s, 'note')}"
             for s in data.ask("download/sources") if s["source_id"] in wanted]  # fmt: skip
    if found:
        with st.expander(t("source_notes")):
            for text in found:
                note(text)


def section(heading: str, lead: str = "") -> None:
    """Show the heading of a section and what one sees there."""
    below = f'<p class="lead">{html_of(lead)}</p>' if lead else ""
    st.html(f'<div class="section"><h2>{html_of(heading)}</h2>{below}</div>')


def note(text: str) -> None:
    """Show how to read something."""
    st.html(f'<p class="note">{html_of(text)}</p>')


def link(text: str, address: str, *, is_here: bool = False) -> Html:
    """Return a link to a state of the viewer; a click stays in the page (page.js)."""
    here = ' aria-current="page"' if is_here else ""
    return Html(f'<a href="{escape(address)}" target="_self"{here}>{escape(text)}</a>')


def heat(value: float | None, largest: float, colour: str = "currentColor") -> str:
    """Return the CSS of a heat-map cell; the text in it stays readable."""
    if value is None or largest <= 0:
        return ""
    share = min(max(value / largest, 0), 1) * (30 if colour == "currentColor" else 55)
    return f"background: color-mix(in srgb, {colour} {share:.0f}%, transparent)"


def diverging(value: float | None, largest: float) -> str:
    """Return the CSS of a cell: green above 0, purple below, stronger farther away."""
    value = value or 0
    return heat(abs(value), largest, colour("above" if value > 0 else "below"))


def bar(share: float) -> str:
    """Return a bar of a share of 1, as HTML."""
    return f'<span class="bar" style="width:{min(max(share, 0), 1) * 100:.1f}%"></span>'


def indicator_cell(row: Row) -> Html:
    """Return the name of an indicator with its unit, and whether less is better."""
    less = row["direction"] == "negative"
    unit, name = words.unit_name(row["unit"]), words.name(row, "indicator")
    text = html_of(name)
    if unit and not name.endswith(unit):
        text += f" {soft(unit)}"
    return Html(f"{text}<br>{soft(t('direction.negative'))}" if less else text)


def soft(text: Any) -> Html:
    """Return a text that is told beside another."""
    return Html(f'<span class="soft small">{html_of(text)}</span>')


def cluster_marks() -> dict[str, tuple[str, str]]:
    """Return colour and shape of each agglomeration, its own, the same in every reading."""
    colours = colour("agglomerations")
    n = len(colours)
    return {
        row["cluster_id"]: (colours[i % n], SHAPES[(i + i // n) % len(SHAPES)])
        for i, row in enumerate(data.clusters())
    }


def line_marks(ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return colour and shape of each line of a chart that is no agglomeration's."""
    marks = zip(cycle(colour("lines")), cycle(SHAPES))
    return dict(zip(ids, marks, strict=False))


def cluster_cell(cluster: str, text: str, address: str = "") -> Html:
    """Return the name of an agglomeration with its mark, a link where it has an address."""
    colour, shape = cluster_marks()[cluster]
    mark = f'<span class="dot {shape}" style="background:{colour}"></span>'
    return Html(f"{mark}{link(text, address) if address else escape(text)}")


def state_page(key: str, command: str, detail: str = "") -> None:
    """Show a whole page that says what is wrong and what to run."""
    st.html(
        f'<div class="state" role="status"{shown()}><h2>{escape(t(key + ".title"))}</h2>'
        f"<p>{escape(t(key + '.text'))}</p><code>{escape(command)}</code>"
        f'<p class="note">{escape(detail or t(key + ".after"))}</p></div>'
    )


def notice(text: str) -> None:
    """Show a short notice above a page."""
    st.html(f'<div class="notice" role="status">{html_of(text)}</div>')
