"""Cluster profile: dimensions over time, what drives the score, spread, institutions."""

from collections import Counter
from functools import partial

import streamlit as st

from app import charts, data, look, sentences, state, tables, words
from app.sentences import places
from app.tables import city_link, figures, grid, named, number, part, share, text
from app.texts import t
from app.views import controls

# Of the cities that pull an agglomeration apart, so many stand on the page.
FIRST = 6
ARROWS = {"converging": "↘", "diverging": "↗", "no_clear_trend": "→"}


def show() -> None:
    """Draw the page."""
    cluster = st.session_state["cluster"]
    rows = data.ask("overview/index")
    years = sorted({r["year"] for r in rows if r["cluster_id"] == cluster})
    year = state.nearest_year(years)
    scores = data.ask("overview/dimension_scores")
    called = words.names(data.clusters(), "cluster")[cluster]
    look.title(
        places.cluster_headline(rows, cluster, called, year),
        places.cluster_lead(rows, scores, cluster, year),
        look.in_reading(),
    )
    controls.beside([controls.cluster], [partial(controls.reading, is_combined=True)])
    if years:
        controls.year(years)
    controls.one_of("part", {part: t(f"part.{part}") for part in state.PARTS})
    if st.session_state["part"] == "cities":
        strips(cluster, year)
        pull(year)
        measures(year)
        trends()
    elif st.session_state["part"] == "figures":
        grades(year)
        institutions()
    elif years:
        own = [r for r in scores if r["cluster_id"] == cluster]
        dimensions(own, years, called)
        drivers(year)
    else:
        look.note(t("no_result"))


def dimensions(scores: list[data.Row], years: list[int], cluster: str) -> None:
    """Show the dimension scores over time."""
    labels = words.names(scores, "dimension")
    sentence = places.dimension_gains(scores, years[0], years[-1])
    look.section(t("cluster.dimensions"), sentence)
    charts.line_chart(
        "dimensions",
        scores,
        [named("dimension"), tables.year(), number("cluster.axis", "dimension_score")],
        series="dimension_id",
        labels=labels,
        marks=look.line_marks(labels),
        value="dimension_score",
        title=t("cluster.dimension_scores", cluster=cluster),
        about=[t("cluster.axis"), look.caption()],
        alt=sentence,
        height=360,
    )


def drivers(year: int) -> None:
    """Show evenness, level, score and points of each indicator."""
    rows = data.ask("cluster/indicator_scores")
    is_sum = any(r["contribution"] is not None for r in rows)
    columns = [
        named("indicator"),
        number("cluster.cv", "cv", is_wide=True),
        number("cluster.k", "evenness_score", 1, bar=100),
        number("cluster.f", "level_adjustment", bar=1),
        number("cluster.score", "indicator_score", is_bold=True, reason="null_reason",
               bar=lambda row: 100 * row["size_adjustment"]),
        *([number("cluster.points", "contribution")] if is_sum else []),
    ]  # fmt: skip
    sizes = [r["size_adjustment"] for r in rows if r["indicator_score"] is not None]
    reading = data.reading_row()
    size = "cluster.drivers_note" if reading["has_size_adjustment"] else (
        "cluster.no_size_note")  # fmt: skip
    notes = [
        t(size, size=words.number(sizes[0], 3)),
        "" if reading["has_level_adjustment"] else t("cluster.no_level_note"),
        t("cluster.points_note") if is_sum else "",
    ] if sizes else []  # fmt: skip
    title = t("cluster.drivers", year=year)
    part(title, places.driver(rows), rows, columns, *notes, group="dimension")


def strips(cluster: str, year: int) -> None:
    """Show each city beside the agglomeration's mean, indicator by indicator."""
    rows = data.ask("cluster/spread")
    if not rows:
        return
    title = t("cluster.spread", year=year)
    look.section(title, places.spread_lead(rows))
    points = [
        {**row, "status": words.status_text(row), "doubt": bool(row["warning_flags"]),
         "figure": words.with_unit(row["value"], row["unit"]),
         "estimate": row["status"] in words.ESTIMATES}
        for row in rows
    ]  # fmt: skip
    shares = [row["per_cent"] for row in rows]
    charts.chart(
        "spread",
        "spread",
        44 * sum(row["is_highest"] for row in rows) + 60,
        title=f"{words.name(rows[0], 'cluster')}{t('colon')}{title}",
        about=[t("cluster.spread_note"), look.in_reading(),
               look.caption("caption.figures")],
        alt=t("cluster.spread_alt"),
        rows=rows,
        columns=[
            named("indicator"),
            named("city"),
            number("cluster.spread_axis", "per_cent"),
            *figures()[:4],
        ],
        points=points,
        range=[min(0, *shares), max(shares) * 1.02],
        colour=look.cluster_marks()[cluster][0],
    )  # fmt: skip


def pull(year: int) -> None:
    """Show which cities pull the agglomeration apart."""
    rows = data.ask("cluster/city_pull")
    if not any(r["mean_share"] for r in rows):
        return
    columns = [
        text("parameter.city", city_link),
        share("cluster.pull_share", "mean_share", 1, bar=1),
        named("indicator", "cluster.pull_in"),
        share("cluster.pull_most", "most_share", 1),
        text("cluster.pull_where",
             lambda row: t("cluster.above" if row["is_above"] else "cluster.below")),
    ]  # fmt: skip
    title = t("cluster.pull", year=year)
    part(title, places.pull_lead(rows), rows[:FIRST], columns, is_sorted=True)
    if len(rows) > FIRST:
        with st.expander(t("cluster.pull_all")):
            grid(rows, columns, is_sorted=True)
    look.note(t("cluster.pull_note", n=rows[0]["n_indicators"]))


def measures(year: int) -> None:
    """Show Gini, Theil and the weighted CV beside the CV of the method."""
    rows = data.ask("cluster/inequality")
    known = [r["gini_coefficient"] for r in rows if r["gini_coefficient"] is not None]
    if not known:
        return
    why = "inequality_null_reason"
    columns = [
        named("indicator"),
        number("cluster.cv", "cv_population", 3),
        number("cluster.weighted_cv", "weighted_cv", 3, reason="weighted_null_reason"),
        number("cluster.gini", "gini_coefficient", 3, reason=why, heat=max(known)),
        number("cluster.theil", "theil_index", 3, reason=why),
    ]
    title = t("cluster.measures", year=year)
    part(title, places.measures_lead(rows), rows, columns, t("cluster.measures_note"))


def trends() -> None:
    """Show whether the cities have become more alike over all years with figures."""
    rows = data.ask("cluster/trends")
    if not rows:
        return
    count = Counter(row["trend"] for row in rows)
    lead = t("cluster.trends_lead", n=len(rows), closer=count["converging"],
             apart=count["diverging"])  # fmt: skip
    columns = [
        named("indicator"),
        text("cluster.trend",
             lambda row: f"{ARROWS.get(row['trend'], '')} {t('trend.' + row['trend'])}"),
        number("cluster.slope", lambda row: row["cv_change_per_year"] * 100,
               lambda value: f"{words.signed(value, 1)}%"),
        number("cluster.cv_then", "first_cv", 3),
        number("cluster.cv_now", "last_cv", 3),
        text("cluster.period", lambda row: f"{row['first_year']}–{row['last_year']}"),
    ]  # fmt: skip
    area = places.area_changes(rows, data.ask("city/area_changes_of"))
    part(t("cluster.trends"), lead, rows, columns, t("cluster.trends_note"), area)


def grades(year: int) -> None:
    """Show how good the figures of each indicator are, and why."""
    rows = data.ask("cluster/grades")
    if not rows:
        return
    columns = [
        named("indicator"),
        text("cluster.grade", "quality_grade"),
        text("cluster.grade_reason", lambda row: words.name(row, "grade_reason") or "–",
             is_wide=True),
    ]  # fmt: skip
    title = t("cluster.grades", year=year)
    part(title, places.grades_lead(rows), rows, columns, t("cluster.grades_note"))


def institutions() -> None:
    """Show plans and bodies on a time line."""
    rows = data.ask("cluster/institutions")
    if not rows:
        return
    plans = [row for row in rows if row["kind"] == "plan"]
    look.section(t("cluster.institutions"), sentences.method.plans_lead(plans))

    def item(row: data.Row) -> str:
        source, function = row["other_source"], row["function"]
        by = t(f"function.{function}") if function else words.name(row, "issuing_body")
        said = [t(f"kind.{row['kind']}"), t(f"level.{row['level']}"), by]
        about = words.sentences(
            words.text(row, "description"),
            words.text(row, "note"),
            t("cluster.other_source", source=source) if source else "",
        )
        below = [look.html_of(line) for line in (" · ".join(filter(None, said)), about)]
        return (
            f'<li class="{row["kind"]}"><b>{row["year"] or "?"}</b>'
            f"{look.html_of(words.name(row, 'title'))}<br>"
            f"{look.soft(look.Html('<br>'.join(filter(None, below))))}</li>"
        )

    st.html(f'<ol class="time">{"".join(map(item, rows))}</ol>')
    look.note(t("cluster.institutions_note"))
