"""How things look: numbers, colours, tables and charts, the same on every page."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import cycle, pairwise
from typing import Any

import streamlit as st

from app import data
from app.texts import language, t

Row = dict[str, Any]
Spec = dict[str, Any]

# Okabe and Ito's colours and two more, darker on white and lighter on black until text in
# them reads with a contrast of 4.5. Shapes tell the lines apart without colour; beyond
# eight agglomerations colours come again with another shape.
CLUSTER_COLOURS = {
    "light": ("#005a9c", "#b5460f", "#00705a", "#9c3d78", "#7a5c00", "#4f5660",
              "#a3123a", "#4b3fae"),
    "dark": ("#6cb6ef", "#ff9f68", "#3fcfa6", "#ee9fcb", "#e3c25c", "#b3bac2",
             "#ff8c96", "#b3a6ff"),
}  # fmt: skip
# Vega's shapes, and the same as outlines of marks in tables.
SHAPES = {
    "circle": "border-radius:50%",
    "square": "",
    "diamond": "clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%)",
    "triangle-up": "clip-path:polygon(50% 0,100% 100%,0 100%)",
    "triangle-down": "clip-path:polygon(0 0,100% 0,50% 100%)",
    "cross": "clip-path:polygon(35% 0,65% 0,65% 35%,100% 35%,100% 65%,65% 65%,"
    "65% 100%,35% 100%,35% 65%,0 65%,0 35%,35% 35%)",
    "triangle-left": "clip-path:polygon(0 50%,100% 0,100% 100%)",
    "triangle-right": "clip-path:polygon(0 0,100% 50%,0 100%)",
}
# Five classes, one hue, from little to much.
CLASSES = {
    "light": ("#d6e6f2", "#a6c8e0", "#6ba3cb", "#3178ac", "#0b4a7d"),
    "dark": ("#1d3448", "#26527a", "#3378ac", "#5fa6d8", "#abd8f7"),
}
# The same where less is better.
BURDENS = {
    "light": ("#f6e3d0", "#e9bd92", "#d9924f", "#b5650f", "#733a00"),
    "dark": ("#43301d", "#74491f", "#b06a24", "#e09a55", "#fbd3a8"),
}
INK = {"light": "#1d2329", "dark": "#e6e9ec"}
SOFT = {"light": "#6a737c", "dark": "#9aa4ad"}
FAINT = {"light": "#d5d9dd", "dark": "#3a434b"}
PAPER = {"light": "#ffffff", "dark": "#14181c"}

STYLE = """<style>
[data-testid="stMainBlockContainer"] {
    max-width: 1120px; padding-top: 4.2rem; padding-bottom: 4rem; }
.st-key-navigation { border-bottom: 1px solid
    color-mix(in srgb, currentColor 14%, transparent); padding-bottom: .6rem; }
.st-key-navigation > :last-child { margin-left: auto; }
[data-testid="stHtml"] h1 { font-size: 1.7rem; font-weight: 650; line-height: 1.2;
    padding: 1.25rem 0 1rem; margin: 0; }
.lead { font-size: 1.12rem; line-height: 1.55; max-width: 46rem; margin: 0 0 .3rem; }
.section { padding-top: 1.1rem; }
.section h2 { font-size: 1.25rem; font-weight: 600; line-height: 1.3; padding: 0;
    margin: 0 0 .45rem; }
.section .lead { font-size: 1rem; }
.note { font-size: .86rem; line-height: 1.5; max-width: 46rem;
    color: color-mix(in srgb, currentColor 72%, transparent); margin: .2rem 0 .4rem; }
.scroll { overflow-x: auto; }
table.marts { border-collapse: collapse; width: 100%; font-size: .92rem;
    font-variant-numeric: tabular-nums; margin: 0 0 .4rem; }
table.marts caption { text-align: left; font-weight: 600; padding: 0 0 .35rem; }
table.marts th, table.marts td { text-align: left; padding: .38rem .55rem;
    border: 0; border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent);
    vertical-align: top; }
table.marts thead th { font-weight: 500; font-size: .82rem; vertical-align: bottom;
    color: color-mix(in srgb, currentColor 72%, transparent); }
table.marts tbody th { font-weight: 500; }
table.marts .n { text-align: right; }
table.marts td.n { white-space: nowrap; }
table.marts td.n .small { white-space: normal; }
table.marts tbody th { min-width: 6.2rem; }
table.marts tr.group th { padding-top: .9rem; font-size: .82rem;
    color: color-mix(in srgb, currentColor 72%, transparent); }
.soft { color: color-mix(in srgb, currentColor 72%, transparent); }
.small { font-size: .82rem; }
.missing { background: repeating-linear-gradient(135deg, transparent 0 4px,
    color-mix(in srgb, currentColor 13%, transparent) 4px 6px);
    color: color-mix(in srgb, currentColor 72%, transparent); font-size: .82rem;
    padding: 0 .3rem; border-radius: 2px; white-space: nowrap; }
.estimate { font-style: italic; border-bottom: 1.5px dotted currentColor; }
.bar { display: block; height: 5px; margin-top: 3px; border-radius: 2px;
    background: color-mix(in srgb, #2f81bd 85%, currentColor); }
.place { position: relative; display: block; width: calc(100% - 6px); min-width: 78px;
    height: 14px; }
.place::before { content: ""; position: absolute; left: 0; right: 0; top: 6px; height: 2px;
    background: color-mix(in srgb, currentColor 22%, transparent); }
.place i { position: absolute; top: 1px; width: 2px; height: 12px; margin-left: -1px;
    background: color-mix(in srgb, currentColor 55%, transparent); }
.place b { position: absolute; top: 2px; width: 10px; height: 10px; margin-left: -5px;
    border-radius: 50%; background: #2f81bd; }
.place b.hollow { background: transparent; box-shadow: inset 0 0 0 2px #2f81bd; }
.dot { display: inline-block; width: .66rem; height: .66rem; margin-right: .4rem; }
.tag { display: inline-block; font-size: .8rem; padding: .05rem .45rem; border-radius: 3px;
    border: 1px solid currentColor; white-space: nowrap; }
.tag.yes { color: var(--good); } .tag.no { color: var(--bad); }
.tag.unknown { opacity: .75; }
ol.time { list-style: none; margin: .2rem 0 .4rem; padding: 0 0 0 .2rem; }
ol.time li { position: relative; padding: 0 0 .75rem 4.6rem; margin: 0;
    border-left: 2px solid color-mix(in srgb, currentColor 18%, transparent); }
ol.time li::before { content: ""; position: absolute; left: -6px; top: .42rem; width: 10px;
    height: 10px; border-radius: 50%; background: #2f81bd; }
ol.time li.body::before { background: transparent; box-shadow: inset 0 0 0 2px #2f81bd; }
ol.time li > b { position: absolute; left: 1rem; font-variant-numeric: tabular-nums; }
.state { max-width: 40rem; margin: 8vh auto; padding: 1.6rem 1.8rem; border-radius: 6px;
    border: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
.state h2 { margin: 0 0 .5rem; padding: 0; font-size: 1.35rem; }
.state code { display: block; padding: .6rem .8rem; margin: .7rem 0; border-radius: 4px;
    background: color-mix(in srgb, currentColor 8%, transparent); color: inherit; }
.notice { font-size: .9rem; padding: .5rem .8rem; border-left: 3px solid #b07d00;
    background: color-mix(in srgb, #b07d00 10%, transparent); margin: 0 0 .4rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem .9rem; font-size: .84rem; }
.legend span { display: inline-flex; align-items: center; gap: .35rem; }
/* The outlines lie over the cities; clicks are meant for the cities. */
.st-key-map_frame .outlines_marks path { pointer-events: none; }
@media (max-width: 640px) {
    .lead { font-size: 1.03rem; }
    table.marts { font-size: .84rem; }
    table.marts th, table.marts td { padding: .34rem .24rem; }
    table.marts thead th { font-size: .7rem; hyphens: auto; letter-spacing: -.01em; }
    table.marts tbody th { min-width: 5.4rem; }
    /* What is wider than the screen scrolls beside its names. */
    table.marts tr > th:first-child { position: sticky; left: 0; z-index: 1;
        background: var(--paper); }
    .wide { display: none; }
}
@media print {
    /* What is chosen stays, what only a screen can use goes. */
    [data-testid="stHeader"], .st-key-navigation, [data-testid="stSlider"],
    [data-testid="stButton"], [data-testid="stDownloadButton"] { display: none; }
    [data-testid="stMainBlockContainer"] { padding-top: 0; }
    table.marts tr, .section h2 { break-inside: avoid; }
}
</style>"""
# On paper, dark pages are light.
DARK_PRINT = """<style>@media print { html, body { background: #fff; }
.stApp { background: #000 !important; filter: invert(1) hue-rotate(180deg); } }</style>"""


# A cell without a figure.
HATCH = (
    "background: repeating-linear-gradient(135deg, transparent 0 4px, "
    "color-mix(in srgb, currentColor 13%, transparent) 4px 6px)"
)


Cell = tuple[Any, str]


class Html(str):
    """Text that is HTML already; all other text is escaped."""


def html_of(value: Any) -> str:
    """Return a value as safe HTML."""
    return value if isinstance(value, Html) else escape(str(value))


# What Markdown, its links, formulas and icons are written with, in wide form.
WIDE = str.maketrans(
    {sign: chr(ord(sign) + 0xFEE0) for sign in r"!#$*/:<>@[\]^_`{|}~"}
    | {sign: chr(ord(sign) + 0xFEE0) for sign in "!#$*/:<>@[]^_`{|}~"}
)


def label(text: str) -> str:
    """Return a text as the label of a control, which Streamlit reads as Markdown.

    Nothing that it could read so is left: an image in a name would be fetched. Names as
    names are stay as they are. All other text goes into a page through `html_of`.
    """
    return re.sub(r"(?i)www\.", "www．", text.translate(WIDE))


def style() -> None:
    """Put the style of the page in place; Streamlit's theme gives the rest."""
    colours = CLUSTER_COLOURS[theme()]
    st.html(
        f"{STYLE}<style>:root {{ --good: {colours[2]}; --bad: {colours[1]}; "
        f"--paper: {PAPER[theme()]}; }}</style>{DARK_PRINT if theme() == 'dark' else ''}"
    )


def theme() -> str:
    """Return light or dark, as the reader's browser shows it."""
    return "dark" if st.context.theme.type == "dark" else "light"


# Names and numbers.


def name(row: Row, what: str) -> str:
    """Return the name of a thing in the reader's language, such as cluster or city."""
    chosen = row.get(f"{what}_{language()}")
    return chosen or row.get(f"{what}_en") or row.get(f"{what}_zh") or ""


def text(row: Row, what: str) -> str:
    """Return a text in the reader's language; nothing where it is not translated."""
    return row.get(f"{what}_zh" if language() == "zh" else what) or ""


def inline(text: str) -> str:
    """Return a name as it stands within an English sentence: Gas coverage, but GDP."""
    word = text.split(" ")[0]
    is_proper = word == "Krugman" or not word[1:2].islower()
    return text if is_proper or language() == "zh" else text[:1].lower() + text[1:]


def names(rows: Iterable[Row], what: str) -> dict[str, str]:
    """Return the names of things by their id."""
    return {row[f"{what}_id"]: name(row, what) for row in rows}


def number(value: float | None, decimals: int = 2) -> str:
    """Return a number with thousands separators, or a dash where there is none."""
    if value is None:
        return "–"
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "−") if float(value) < 0 and text.strip("-0.,") else (
        text.lstrip("-")
    )  # fmt: skip


def exact(value: float | None) -> str:
    """Return a number with as many decimals as it has."""
    return "–" if value is None else f"{value:,.10g}".replace("-", "−")


def signed(value: float | None, decimals: int = 2) -> str:
    """Return a number with its sign."""
    if value is None:
        return "–"
    return ("+" if value > 0 else "") + number(value, decimals)


def percent(share: float | None, decimals: int = 0) -> str:
    """Return a share of 1 as a percentage: 0% is none, 100% is all."""
    if share is None:
        return "–"
    share = round(share, 9)
    text, step = number(share * 100, decimals), 10**-decimals
    if 0 < share < 1 and text in (number(0, decimals), number(100, decimals)):
        return (f"<{number(step, decimals)}%" if share < 0.5
                else f">{number(100 - step, decimals)}%")  # fmt: skip
    return f"{text}%"


DECIMALS = {
    "yuan": 0,
    "ratio": 2,
    "index": 2,
    "0_or_1": 0,
    "persons": 0,
    "beds": 0,
    "patents": 0,
    "km": 0,
    "km2": 0,
    "10k_yuan": 0,
    "10k_usd": 0,
    "10k_persons": 2,
    "100m_yuan": 1,
}


def decimals(unit: str | None) -> int:
    """Return with how many decimals figures of a unit are shown."""
    return DECIMALS.get(unit or "", 1)


def figure(value: float | None, unit: str | None) -> str:
    """Return a value as its unit asks: yes or no, percent, thousands."""
    if value is None:
        return "–"
    if unit == "0_or_1":
        return t("yes") if value == 1 else t("no") if value == 0 else number(value, 2)
    text = number(value, decimals(unit))
    return f"{text}%" if unit == "percent" else text


def unit_name(unit: str | None) -> str:
    """Return a unit in words."""
    return t(f"unit.{unit}") if unit else ""


def with_unit(value: float | None, unit: str | None) -> str:
    """Return a value and its unit."""
    text = figure(value, unit)
    if value is None or unit in ("percent", "0_or_1", "index", "ratio", None):
        return text
    times = "× " if language() == "en" and unit_name(unit)[:1].isdigit() else ""
    return f"{text} {times}{unit_name(unit)}"


def of_indicator(value: float | None, about: Row) -> str:
    """Return a value with its unit, unless the name of the indicator says it already."""
    if name(about, "indicator").endswith(unit_name(about["unit"]) or "-"):
        return figure(value, about["unit"])
    return with_unit(value, about["unit"])


def missing(why: str) -> Html:
    """Return, in the place of a figure, why there is none."""
    return Html(f'<span class="missing">{escape(why)}</span>')


def marked(row: Row, unit: str | None) -> Html:
    """Return a value so that missing looks missing and estimates look estimated."""
    value = row.get("value")
    if value is None:
        return missing(t("no_figure"))
    text = escape(figure(value, unit))
    if row.get("status") in ("interpolated", "carried"):
        why = escape(status_text(row))
        return Html(f'<span class="estimate" title="{why}">{text}</span>')
    return Html(text)


def status_text(row: Row) -> str:
    """Return what a value rests on, in words."""
    status = row.get("status")
    if row.get("value") is None:
        return t("no_figure")
    text = t(f"status.{status}", year=row["from_year"])
    return t("status.warned", status=text) if row.get("warning_flags") else text


def sentences(*parts: str) -> str:
    """Return sentences one after the other; Chinese ones have no space between."""
    return ("" if language() == "zh" else " ").join(part for part in parts if part)


def join(parts: Sequence[str]) -> str:
    """Return a list in words."""
    if len(parts) < 2:
        return "".join(parts)
    return t("comma").join(parts[:-1]) + t("and") + parts[-1]


# Text, tables, states.


def title(headline: str, lead: str = "", basis: str = "") -> None:
    """Show the headline of a page, its lead, and what both rest on.

    Args:
        headline: a sentence that says what one sees.
        lead: more of it.
        basis: the reading of the method that it is said of.

    """
    below = f'<p class="lead">{html_of(lead)}</p>' if lead else ""
    st.html(f"<h1{shown()}>{html_of(headline)}</h1>{below}")
    if basis:
        note(basis)


def shown() -> str:
    """Return, as attributes, which page is shown in which language."""
    tag = "zh-CN" if language() == "zh" else "en"
    page = escape(str(st.session_state.get("page", "")))
    return f' data-viewer-page="{page}" data-viewer-lang="{tag}"'


def in_reading() -> str:
    """Say which reading of the method is chosen."""
    reading = data.reading_row(st.session_state["reading"])
    return t("in_reading", reading=name(reading, "scenario"))


def reading_caption(reading: str | None = None) -> str:
    """Say which reading, by default the chosen one, and build a chart is of."""
    row = data.reading_row(reading or st.session_state["reading"])
    return t("caption.build", reading=name(row, "scenario"),
             build=data.current_build().build_id)  # fmt: skip


def build_caption() -> str:
    """Say what build a chart is of."""
    return t("footer", build=data.current_build().build_id)


def figures_caption() -> str:
    """Say what build the figures of a chart are of."""
    return t("caption.figures", build=data.current_build().build_id)


def source_notes(source_ids: Iterable[str | None]) -> None:
    """Show what is to be known of the publications that a page names."""
    wanted = set(source_ids)
    found = [s for s in data.sources() if s["source_id"] in wanted and s["note"]]
    if not found:
        return
    with st.expander(t("source_notes")):
        for source in found:
            note(f"{source['title_en']}: {source['note']}")


def rank(row: Row, rows: Iterable[Row]) -> str:
    """Return the rank of an index, marked where others of its year share it.

    Indexes tied at 0 have none.
    """
    place = row["index_rank"]
    shared = sum(r["year"] == row["year"] and r["index_rank"] == place for r in rows)
    if shared > 1 and round(row["integration_index"], 9) == 0:
        return "–"
    return f"{'=' if shared > 1 else ''}{place}"


def section(heading: str, lead: str = "") -> None:
    """Show the heading of a section and what one sees there."""
    below = f'<p class="lead">{html_of(lead)}</p>' if lead else ""
    st.html(f'<div class="section"><h2>{html_of(heading)}</h2>{below}</div>')


def note(text: str) -> None:
    """Show how to read something."""
    st.html(f'<p class="note">{html_of(text)}</p>')


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    numeric: Iterable[int] = (),
    wide: Iterable[int] = (),
    caption: str = "",
    groups: bool = True,
) -> None:
    """Show a table; a row of one cell heads a group.

    Args:
        head: column headings.
        rows: cells; the first of each row names it. Text is escaped, `Html` is not. A
            cell may be a pair of cell and CSS for it.
        numeric: columns that are aligned right.
        wide: columns that narrow screens go without.
        caption: heading of the table.
        groups: whether a row of one cell heads a group.

    """
    numeric, wide = set(numeric), set(wide)

    def classes(column: int) -> str:
        parts = (["n"] if column in numeric else []) + (
            ["wide"] if column in wide else []
        )
        return f' class="{" ".join(parts)}"' if parts else ""

    lines = ['<div class="scroll"><table class="marts">']
    if caption:
        lines.append(f"<caption>{html_of(caption)}</caption>")
    lines.append(
        "<thead><tr>"
        + "".join(
            f'<th scope="col"{classes(i)}>{html_of(c)}</th>' for i, c in enumerate(head)
        )
        + "</tr></thead><tbody>"
    )
    for row in rows:
        if groups and len(row) == 1:
            lines.append(
                f'<tr class="group"><th scope="rowgroup" colspan="{len(head)}">'
                f"{html_of(row[0])}</th></tr>"
            )
            continue
        cells = []
        for column, content in enumerate(row):
            value, style = content if isinstance(content, tuple) else (content, "")
            tag, scope = ("th", ' scope="row"') if column == 0 else ("td", "")
            css = f' style="{escape(style)}"' if style else ""
            cells.append(
                f"<{tag}{scope}{classes(column)}{css}>{html_of(value)}</{tag}>"
            )
        lines.append("<tr>" + "".join(cells) + "</tr>")
    lines.append("</tbody></table></div>")
    st.html("".join(lines))


def heat(value: float | None, largest: float) -> str:
    """Return the CSS of a heat-map cell; the text in it stays readable."""
    if value is None or largest <= 0:
        return ""
    share = min(max(value / largest, 0), 1) * 62
    return f"background: color-mix(in srgb, #2f81bd {share:.0f}%, transparent)"


def diverging(value: float | None, largest: float) -> str:
    """Return the CSS of a cell: blue above 0, orange below, stronger farther away."""
    if value is None or largest <= 0:
        return ""
    share = min(abs(value) / largest, 1) * 55
    colour = "#2f81bd" if value > 0 else "#d98324"
    return f"background: color-mix(in srgb, {colour} {share:.0f}%, transparent)"


def bar(share: float | None) -> str:
    """Return a bar of a share of 1, as HTML."""
    if share is None:
        return ""
    width = min(max(share, 0), 1) * 100
    return f'<span class="bar" style="width:{width:.1f}%"></span>'


def dot(colour: str, shape: str = "circle") -> str:
    """Return a mark in a colour, as HTML."""
    return f'<span class="dot" style="background:{colour};{SHAPES[shape]}"></span>'


def cluster_colours() -> dict[str, str]:
    """Return the colour of each agglomeration, the same in every reading."""
    colours = CLUSTER_COLOURS[theme()]
    return {
        row["cluster_id"]: colours[i % len(colours)]
        for i, row in enumerate(data.clusters())
    }


def cluster_shapes() -> dict[str, str]:
    """Return the shape of each agglomeration; no other has the same colour and shape."""
    shapes, n = tuple(SHAPES), len(CLUSTER_COLOURS["light"])
    return {
        row["cluster_id"]: shapes[(i + i // n) % len(shapes)]
        for i, row in enumerate(data.clusters())
    }


def cluster_cell(cluster: str, text: str) -> Html:
    """Return the name of an agglomeration with its mark."""
    mark = dot(cluster_colours()[cluster], cluster_shapes()[cluster])
    return Html(f"{mark}{escape(text)}")


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


# Charts.


def wrapped(text: str, width: int = 62) -> list[str]:
    """Return a text as lines of about a width in characters; Chinese ones count twice."""
    lines, line, at = [], "", 0
    for part in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+", text):
        size = 2 if "\u2e80" <= part[0] <= "\uffef" else len(part)
        if at + size > width and line and part not in "，。、；：）”":
            lines.append(line.rstrip())
            line, at = "", 0
        line, at = line + part, at + size
    return [*lines, line.rstrip()] if line else lines


def chart(
    spec: Spec,
    alt: str,
    height: int,
    key: str | None = None,
    *,
    title: str,
    about: Sequence[str] = (),
    **options: Any,
):
    """Show a Vega-Lite chart with the theme of the page.

    What a saved picture of it must say stands in it.

    Args:
        spec: the chart; the data stand in its layers.
        alt: what one sees, for readers who do not see it.
        height: pixels.
        key: name of the chart where clicks are asked for.
        title: what is shown.
        about: unit, meaning of the marks, reading, build; a paragraph each.
        options: passed on, such as on_select.

    """
    font = "Source Sans, Noto Sans CJK SC, sans-serif"
    config = {
        "font": font,
        "view": {"stroke": None},
        "axis": {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal",
                 "labelColor": SOFT[theme()], "titleColor": SOFT[theme()],
                 "gridColor": FAINT[theme()], "domain": False, "ticks": False},
        "text": {"font": font, "fontSize": 13},
    }  # fmt: skip
    heading: dict[str, Any] = {
        "text": wrapped(title, 54), "anchor": "start", "frame": "group", "offset": 14,
        "font": font, "fontSize": 13.5, "fontWeight": 600, "color": INK[theme()],
        "subtitle": [line for part in about if part for line in wrapped(part)],
        "subtitleFont": font, "subtitleFontSize": 12, "subtitleColor": SOFT[theme()],
        "subtitlePadding": 5,
    }  # fmt: skip
    # Labels at the ends of lines are measured before their font is there.
    padding = {"left": 2, "top": 5, "right": 18, "bottom": 5}
    for layer in spec.get("layer", [spec]):
        for field in layer.get("encoding", {}).get("tooltip", []):
            # Of a tooltip's rows, the one with this very name would be shown as a picture.
            if field["title"] in ("image", "title"):
                field["title"] += " "
    lines = len(heading["text"]) + len(heading["subtitle"])
    whole = {"height": height + 16 * lines + 14, "config": config, "padding": padding,
             "title": heading, **spec}  # fmt: skip
    return st.vega_lite_chart(whole, width="stretch", key=key, alt=alt, **options)


def apart(values: list[float], gap: float) -> list[float]:
    """Return label positions at least a gap apart, as near to the values as can be."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    places = list(values)
    for _ in range(60):
        moved = False
        for low, high in pairwise(order):
            lack = gap - (places[high] - places[low])
            if lack > 1e-9:
                places[low] -= lack / 2
                places[high] += lack / 2
                moved = True
        if not moved:
            break
    return places


def line_chart(
    rows: list[Row],
    *,
    series: str,
    labels: dict[str, str],
    colours: dict[str, str],
    shapes: dict[str, str] | None = None,
    value: str,
    title: str,
    axis: str,
    caption: str,
    alt: str,
    height: int = 400,
) -> None:
    """Show lines over years, named at their ends.

    Args:
        rows: rows with year, the series key and the value.
        series: column that tells the lines apart.
        labels: name of each line.
        colours: colour of each line.
        shapes: shape of the marks of each line; by default in order.
        value: column of the value.
        title: what the chart shows.
        axis: what the value is, with its unit.
        caption: reading and build.
        alt: what one sees, in words.
        height: pixels.

    """
    shapes = shapes or dict(zip(labels, cycle(SHAPES)))
    points = [
        {"year": str(row["year"]), "series": row[series], "value": row[value],
         "name": labels[row[series]]}
        for row in rows
        if row[value] is not None
    ]  # fmt: skip
    if not points:
        note(t("no_figure"))
        return
    last = max(point["year"] for point in points)
    ends = [p for p in points if p["year"] == last]
    top = max(p["value"] for p in points) or 1
    places = apart([p["value"] for p in ends], top * 21 / (height - 40))
    ends = [
        {**p, "place": place, "text": f"{p['name']} {number(p['value'])}"}
        for p, place in zip(ends, places, strict=True)
    ]
    order = [s for s in labels if any(p["series"] == s for p in points)]
    colour = {
        "field": "series", "type": "nominal", "legend": None,
        "scale": {"domain": order,
                  "range": [colours[s] for s in order]},
    }  # fmt: skip
    shape = {"field": "series", "type": "nominal", "legend": None,
             "scale": {"domain": order,
                       "range": [shapes[s] for s in order]}}  # fmt: skip
    x = {"field": "year", "type": "ordinal", "title": None,
         "axis": {"labelAngle": 0, "labelFontSize": 13, "grid": False,
                  "labelOverlap": True},
         "scale": {"type": "point", "padding": 0.12}}  # fmt: skip
    low = min(0, min(p["place"] for p in ends) if ends else 0)
    y = {"field": "value", "type": "quantitative", "title": None,
         "scale": {"domain": [low, top * 1.04]}, "axis": {"tickCount": 5}}  # fmt: skip
    tooltip = [
        {"field": "name", "type": "nominal", "title": " "},
        {"field": "year", "type": "nominal", "title": t("year")},
        {"field": "value", "type": "quantitative", "format": ",.2f", "title": title},
    ]
    chart(
        {
            "layer": [
                {"data": {"values": points},
                 "mark": {"type": "line", "strokeWidth": 2.5},
                 "encoding": {"x": x, "y": y, "color": colour}},
                {"data": {"values": points},
                 "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                 "encoding": {"x": x, "y": y, "color": colour, "shape": shape,
                              "tooltip": tooltip}},
                {"data": {"values": ends},
                 "mark": {"type": "text", "align": "left", "dx": 10, "fontSize": 13.5,
                          "fontWeight": 600, "clip": False},
                 "encoding": {"x": x, "y": {**y, "field": "place"}, "color": colour,
                              "text": {"field": "text", "type": "nominal"}}},
            ],
        },
        alt,
        height,
        title=title,
        about=[axis, caption],
    )  # fmt: skip
