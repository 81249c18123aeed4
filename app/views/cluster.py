"""Cluster profile: dimensions over time, what drives the score, spread, institutions."""

from collections import Counter
from itertools import cycle

import streamlit as st

from app import charts, data, look, sentences, state, tables, take, words
from app.charts import layer, name
from app.sentences.basic import ESTIMATES
from app.tables import city_link, figures, grid, named, number, share, text
from app.texts import t
from app.views.controls import cluster_control, one_of, reading_control, year_control

# Of the cities that pull an agglomeration apart, so many stand on the page.
FIRST = 6
ARROWS = {"converging": "↘", "diverging": "↗", "no_clear_trend": "→"}


def show() -> None:
    """Draw the page."""
    cluster, reading = st.session_state["cluster"], st.session_state["reading"]
    rows = data.ask("overview/index", reading=reading)
    years = sorted({r["year"] for r in rows if r["cluster_id"] == cluster})
    year = state.nearest_year(years)
    scores = data.ask("overview/dimension_scores", reading=reading)
    called = words.names(data.clusters(), "cluster")[cluster]
    look.title(
        sentences.places.cluster_headline(rows, cluster, called, year),
        sentences.places.cluster_lead(rows, scores, cluster, year),
        look.in_reading(),
    )
    left, right = st.columns(2)
    with left:
        cluster_control(data.scheme_of(reading))
    with right:
        reading_control(is_combined=True)
    if years:
        year_control(years)
    labels = {part: t(f"part.{part}") for part in state.PARTS}
    one_of(t("parameter.part"), labels, "part")
    if st.session_state["part"] == "cities":
        strips(reading, cluster, year)
        pull(reading, cluster, year)
        measures(reading, cluster, year)
        trends(reading, cluster)
    elif st.session_state["part"] == "figures":
        grades(reading, cluster, year)
        institutions(cluster)
    elif years:
        own = [r for r in scores if r["cluster_id"] == cluster]
        dimensions(own, years, called)
        drivers(reading, cluster, year)
    else:
        look.note(t("no_result"))


def dimensions(scores: list[data.Row], years: list[int], cluster: str) -> None:
    """Show the dimension scores over time."""
    labels = words.names(scores, "dimension")
    sentence = sentences.places.dimension_gains(scores, years[0], years[-1])
    title = t("cluster.dimensions")
    look.section(title, sentence)
    about = [t("cluster.axis"), look.reading_caption()]
    title = t("cluster.dimension_scores", cluster=cluster)
    charts.line_chart(
        "dimensions",
        scores,
        series="dimension_id",
        labels=labels,
        colours=dict(zip(labels, cycle(look.LINE_COLOURS[look.theme()]))),
        value="dimension_score",
        title=title,
        about=about,
        alt=sentence or title,
        height=360,
    )
    columns = [
        named("dimension"),
        tables.year(),
        number("cluster.axis", "dimension_score"),
    ]
    take.values("dimensions", title, scores, columns, about)


def drivers(reading: str, cluster: str, year: int) -> None:
    """Show evenness, level, score and points of each indicator."""
    rows = data.ask(
        "cluster/indicator_scores", reading=reading, cluster=cluster, year=year
    )
    look.section(t("cluster.drivers", year=year), sentences.places.driver(rows))
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
    grid(rows, columns, "dimension")
    scored = [r for r in rows if r["indicator_score"] is not None]
    if not scored:
        return
    chosen = data.reading_row(reading)
    size = words.number(scored[0]["size_adjustment"], 3)
    look.note(
        words.sentences(
            t("cluster.drivers_note", size=size)
            if chosen["has_size_adjustment"]
            else t("cluster.no_size_note"),
            "" if chosen["has_level_adjustment"] else t("cluster.no_level_note"),
            t("cluster.points_note") if is_sum else "",
        )
    )


def strips(reading: str, cluster: str, year: int) -> None:
    """Show each city beside the agglomeration's mean, indicator by indicator."""
    rows = [
        r
        for r in data.ask(
            "cluster/spread", scheme=data.scheme_of(reading), cluster=cluster, year=year
        )
        if r["share_of_mean"] is not None and r["unit"] != "0_or_1"
    ]
    if not rows:
        return
    title = t("cluster.spread", year=year)
    look.section(title, sentences.places.spread_lead(rows))
    theme = look.theme()
    colour = look.cluster_colours()[cluster]
    order = list(dict.fromkeys(words.name(r, "indicator") for r in rows))
    points = [
        {
            "indicator": words.name(r, "indicator"),
            "city": words.name(r, "city"),
            "share": r["share_of_mean"] * 100,
            "figure": words.with_unit(r["value"], r["unit"]),
            "status": words.status_text(r),
            "estimate": r["status"] in ESTIMATES,
            "doubt": "?" if r["warning_flags"] else "",
        }
        for r in rows
    ]
    first = {p["indicator"]: p for p in reversed(points)}
    largest = max(p["share"] for p in points)
    smallest = min(0, *(p["share"] for p in points))
    x = charts.number("share", t("cluster.spread_axis"),
               scale={"domain": [smallest, largest * 1.02]},
               axis={"tickCount": 5, "labelExpr": "datum.label + '%'"})  # fmt: skip
    y = name("indicator", sort=order, axis=None)
    tooltip = [
        name("city", t("parameter.city")),
        name("figure", t("value")),
        charts.number("share", t("cluster.spread_axis"), format=",.0f"),
        name("status", t("status")),
    ]
    is_empty = {"test": "datum.estimate", "value": "transparent"}
    fill = {"condition": is_empty, "value": colour}
    left: charts.Spec = {"align": "left"}
    ink = look.INK[theme]
    about = [t("cluster.spread_note"), look.in_reading(), look.figures_caption()]
    charts.chart(
        "spread",
        [
            layer([{"share": 100}], "rule", {"strokeDash": [3, 3]}, x=x),
            layer(points, "point", {"size": 58, "opacity": 0.75, "color": colour},
                  x=x, y=y, tooltip=tooltip, fill=fill),
            layer([p for p in points if p["doubt"]], "text",
                  {"dy": -9, "fontSize": 11.5, "color": ink},
                  x=x, y=y, text=name("doubt")),
            layer(list(first.values()), "text",
                  {**left, "dx": 8, "fontSize": 12, "color": look.SOFT[theme]},
                  x=x, y=y, text=name("city")),
            layer([{"indicator": i, "share": 0} for i in order], "text",
                  {**left, "dy": -14, "fontSize": 12.5, "fontWeight": 600, "color": ink},
                  x=x, y=y, text=name("indicator")),
        ],
        t("cluster.spread_alt"),
        44 * len(order) + 60,
        title=f"{words.name(rows[0], 'cluster')}{t('colon')}{title}",
        about=about,
    )  # fmt: skip
    columns = [
        named("indicator"),
        named("city"),
        number("cluster.spread_axis", lambda row: row["share_of_mean"] * 100),
        *figures()[:4],
    ]
    take.values("spread", title, rows, columns, about)


def pull(reading: str, cluster: str, year: int) -> None:
    """Show which cities pull the agglomeration apart."""
    rows = data.ask(
        "cluster/city_pull",
        reading=reading,
        scheme=data.scheme_of(reading),
        cluster=cluster,
        year=year,
    )
    if not any(r["mean_share"] for r in rows):
        return
    look.section(t("cluster.pull", year=year), sentences.places.pull_lead(rows))
    columns = [
        text("parameter.city", city_link),
        share("cluster.pull_share", "mean_share", 1, bar=1),
        named("indicator", "cluster.pull_in"),
        share("cluster.pull_most", "most_share", 1),
        text("cluster.pull_where",
             lambda row: t("cluster.above" if row["is_above"] else "cluster.below")),
    ]  # fmt: skip
    grid(rows[:FIRST], columns, is_sorted=True)
    if len(rows) > FIRST:
        with st.expander(t("cluster.pull_all")):
            grid(rows, columns, is_sorted=True)
    look.note(t("cluster.pull_note", n=rows[0]["n_indicators"]))


def measures(reading: str, cluster: str, year: int) -> None:
    """Show Gini, Theil and the weighted CV beside the CV of the method."""
    rows = data.ask(
        "cluster/inequality", scheme=data.scheme_of(reading), cluster=cluster, year=year
    )
    known = [r["gini_coefficient"] for r in rows if r["gini_coefficient"] is not None]
    if not known:
        return
    look.section(t("cluster.measures", year=year), sentences.places.measures_lead(rows))
    why = "inequality_null_reason"
    columns = [
        named("indicator"),
        number("cluster.cv", "cv_population", 3),
        number("cluster.weighted_cv", "weighted_cv", 3, reason="weighted_null_reason"),
        number("cluster.gini", "gini_coefficient", 3, reason=why, heat=max(known)),
        number("cluster.theil", "theil_index", 3, reason=why),
    ]
    grid(rows, columns)
    look.note(t("cluster.measures_note"))


def trends(reading: str, cluster: str) -> None:
    """Show whether the cities have become more alike over all years with figures."""
    scheme = data.scheme_of(reading)
    rows = data.ask("cluster/trends", scheme=scheme, cluster=cluster)
    if not rows:
        return
    count = Counter(row["trend"] for row in rows)
    lead = t("cluster.trends_lead", n=len(rows), closer=count["converging"],
             apart=count["diverging"])  # fmt: skip
    look.section(t("cluster.trends"), lead)
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
    grid(rows, columns)
    changes = data.ask("city/area_changes_of", scheme=scheme, cluster=cluster)
    area = sentences.places.area_changes(rows, changes)
    look.note(words.sentences(t("cluster.trends_note"), area))


def grades(reading: str, cluster: str, year: int) -> None:
    """Show how good the figures of each indicator are, and why."""
    rows = data.ask("cluster/grades", reading=reading, cluster=cluster, year=year)
    if not rows:
        return
    look.section(t("cluster.grades", year=year), sentences.places.grades_lead(rows))
    columns = [
        named("indicator"),
        text("cluster.grade", "quality_grade"),
        text("cluster.grade_reason", lambda row: words.name(row, "grade_reason") or "–",
             is_wide=True),
    ]  # fmt: skip
    grid(rows, columns)
    look.note(t("cluster.grades_note"))


def institutions(cluster: str) -> None:
    """Show plans and bodies on a time line."""
    plans, bodies = (
        data.ask("cluster/plans", cluster=cluster),
        data.ask("cluster/bodies", cluster=cluster),
    )
    if not plans and not bodies:
        return
    look.section(t("cluster.institutions"), sentences.method.plans_lead(plans))
    entries = [
        (plan["year"], "plan", words.name(plan, "title"), plan["level"],
         words.name(plan, "issuing_body"), plan)
        for plan in plans
    ] + [
        (body["since_year"], "body", words.name(body, "title"), body["level"],
         t(f"function.{body['function']}"), body)
        for body in bodies
    ]  # fmt: skip
    entries.sort(key=lambda e: (e[0] is None, e[0] or 0))
    items = []
    for year, kind, called, level, by, row in entries:
        source = row["other_source"]
        about = words.sentences(
            words.text(row, "description"),
            words.text(row, "note"),
            t("cluster.other_source", source=source) if source else "",
        )
        items.append(
            f'<li class="{kind}"><b>{year or "?"}</b>{look.html_of(called)}'
            f'<br><span class="soft small">{look.html_of(t(f"kind.{kind}"))} · '
            f"{look.html_of(t(f'level.{level}'))}"
            f"{' · ' + look.html_of(by) if by else ''}"
            f"{'<br>' + look.html_of(about) if about else ''}</span></li>"
        )
    st.html(f'<ol class="time">{"".join(items)}</ol>')
    look.note(t("cluster.institutions_note"))
