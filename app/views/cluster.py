"""Cluster profile: dimensions over time, what drives the score, spread, institutions."""

from itertools import cycle

import streamlit as st

from app import charts, data, look, sentences, state, words
from app.texts import t
from app.views.controls import cluster_control, reading_control, year_control


def show() -> None:
    """Draw the page."""
    cluster, reading = st.session_state["cluster"], st.session_state["reading"]
    rows = data.ask("overview/index", reading=reading)
    years = sorted({r["year"] for r in rows if r["cluster_id"] == cluster})
    year = state.nearest_year(years)
    scores = data.ask("overview/dimension_scores", reading=reading)
    name = words.names(data.clusters(), "cluster")[cluster]
    look.title(
        sentences.places.cluster_headline(rows, cluster, name, year),
        sentences.places.cluster_lead(rows, scores, cluster, year),
        look.in_reading(),
    )
    left, right = st.columns(2)
    with left:
        cluster_control(data.scheme_of(reading))
    with right:
        reading_control()
    if years:
        own = [r for r in scores if r["cluster_id"] == cluster]
        dimensions(own, years, name)
        year_control(years)
        drivers(reading, cluster, year)
    else:
        look.note(t("no_result"))
    strips(reading, cluster, year)
    measures(reading, cluster, year)
    trends(reading, cluster)
    grades(reading, cluster, year)
    institutions(cluster)


def dimensions(scores: list[data.Row], years: list[int], cluster: str) -> None:
    """Show the dimension scores over time."""
    labels = words.names(scores, "dimension")
    sentence = sentences.places.dimension_gains(scores, years[0], years[-1])
    title = t("cluster.dimensions")
    look.section(title, sentence)
    charts.line_chart(
        scores,
        series="dimension_id",
        labels=labels,
        colours=dict(zip(labels, cycle(look.CLUSTER_COLOURS[look.theme()]))),
        value="dimension_score",
        title=t("cluster.dimension_scores", cluster=cluster),
        axis=t("cluster.axis"),
        caption=look.reading_caption(),
        alt=sentence or title,
        height=360,
    )


def drivers(reading: str, cluster: str, year: int) -> None:
    """Show evenness, level, score and points of each indicator."""
    rows = data.ask(
        "cluster/indicator_scores", reading=reading, cluster=cluster, year=year
    )
    scored = [r for r in rows if r["indicator_score"] is not None]
    look.section(t("cluster.drivers", year=year), sentences.places.driver(rows))
    is_sum = any(r["contribution"] is not None for r in rows)
    lines: list = []
    group = None
    for row in rows:
        if row["dimension_id"] != group:
            group = row["dimension_id"]
            lines.append([words.name(row, "dimension")])
        if row["indicator_score"] is None:
            reason = t(f"null.{row['null_reason']}") if row["null_reason"] else "–"
            lines.append(
                [words.name(row, "indicator"), "–", "–", "–", look.missing(reason),
                 *(["–"] if is_sum else [])]
            )  # fmt: skip
            continue
        level = row["level_adjustment"]
        lines.append(
            [
                words.name(row, "indicator"),
                words.number(row["cv"]),
                look.Html(words.number(row["evenness_score"], 1)
                          + look.bar(row["evenness_score"] / 100)),
                look.Html(words.number(level) + look.bar(level)),
                look.Html(f"<b>{words.number(row['indicator_score'])}</b>"
                          + look.bar(row["indicator_score"]
                                     / (100 * row["size_adjustment"]))),
                *([words.number(row["contribution"])] if is_sum else []),
            ]
        )  # fmt: skip
    look.table(
        [
            t("parameter.indicator"),
            t("cluster.cv"),
            t("cluster.k"),
            t("cluster.f"),
            t("cluster.score"),
            *([t("cluster.points")] if is_sum else []),
        ],
        lines,
        numeric=[1, 2, 3, 4, 5],
        wide=[1],
    )
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
            "estimate": r["status"] in sentences.basic.ESTIMATES,
            "doubt": "?" if r["warning_flags"] else "",
        }
        for r in rows
    ]
    ends = []
    for indicator in order:
        of = [p for p in points if p["indicator"] == indicator]
        ends.append(of[0] | {"align": "left"})
    largest = max(p["share"] for p in points)
    smallest = min(0, *(p["share"] for p in points))
    x = {"field": "share", "type": "quantitative",
         "title": t("cluster.spread_axis"), "scale": {"domain": [smallest, largest * 1.02]},
         "axis": {"tickCount": 5, "labelExpr": "datum.label + '%'"}}  # fmt: skip
    y = {"field": "indicator", "type": "nominal", "sort": order, "title": None,
         "axis": None}  # fmt: skip
    names = [{"indicator": i, "share": 0} for i in order]
    tooltip = [
        {"field": "city", "type": "nominal", "title": t("parameter.city")},
        {"field": "figure", "type": "nominal", "title": t("value")},
        {"field": "share", "type": "quantitative", "format": ",.0f",
         "title": t("cluster.spread_axis")},
        {"field": "status", "type": "nominal", "title": t("status")},
    ]  # fmt: skip
    charts.chart(
        {
            "layer": [
                {"mark": {"type": "rule", "strokeDash": [3, 3],
                          "color": look.SOFT[theme]},
                 "data": {"values": [{"share": 100}]}, "encoding": {"x": x}},
                {"data": {"values": points},
                 "mark": {"type": "point", "size": 58, "opacity": 0.75, "color": colour},
                 "encoding": {"x": x, "y": y, "tooltip": tooltip,
                              "fill": {"condition": {"test": "datum.estimate",
                                                     "value": "transparent"},
                                       "value": colour}}},
                {"data": {"values": [p for p in points if p["doubt"]]},
                 "mark": {"type": "text", "dy": -9, "fontSize": 11.5,
                          "color": look.INK[theme]},
                 "encoding": {"x": x, "y": y,
                              "text": {"field": "doubt", "type": "nominal"}}},
                {"data": {"values": ends},
                 "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 12,
                          "color": look.SOFT[theme]},
                 "encoding": {"x": x, "y": y,
                              "text": {"field": "city", "type": "nominal"}}},
                {"data": {"values": names},
                 "mark": {"type": "text", "align": "left", "dy": -14, "fontSize": 12.5,
                          "fontWeight": 600, "color": look.INK[theme]},
                 "encoding": {"x": x, "y": y,
                              "text": {"field": "indicator", "type": "nominal"}}},
            ],
        },
        t("cluster.spread_alt"),
        44 * len(order) + 60,
        title=f"{words.name(rows[0], 'cluster')}{t('colon')}{title}",
        about=[t("cluster.spread_note"), look.figures_caption()],
    )  # fmt: skip


def measures(reading: str, cluster: str, year: int) -> None:
    """Show Gini, Theil and the weighted CV beside the CV of the method."""
    rows = data.ask(
        "cluster/inequality", scheme=data.scheme_of(reading), cluster=cluster, year=year
    )
    known = [r for r in rows if r["gini_coefficient"] is not None]
    if not known:
        return
    look.section(t("cluster.measures", year=year), sentences.places.measures_lead(rows))
    largest = max(r["gini_coefficient"] for r in known)

    def cell(row: data.Row, value: str, reason: str) -> str:
        if row[value] is not None:
            return words.number(row[value], 3)
        return look.missing(t(f"null.{row[reason]}") if row[reason] else t("no_figure"))

    lines: list = []
    for row in rows:
        gini = row["gini_coefficient"]
        shown = cell(row, "gini_coefficient", "inequality_null_reason")
        lines.append(
            [
                words.name(row, "indicator"),
                words.number(row["cv_population"], 3),
                cell(row, "weighted_cv", "weighted_null_reason"),
                shown if gini is None else (shown, look.heat(gini, largest)),
                cell(row, "theil_index", "inequality_null_reason"),
            ]
        )
    look.table(
        [
            t("parameter.indicator"),
            t("cluster.cv"),
            t("cluster.weighted_cv"),
            t("cluster.gini"),
            t("cluster.theil"),
        ],
        lines,
        numeric=[1, 2, 3, 4],
    )
    look.note(t("cluster.measures_note"))


def trends(reading: str, cluster: str) -> None:
    """Show whether the cities have become more alike over all years with figures."""
    rows = data.ask("cluster/trends", scheme=data.scheme_of(reading), cluster=cluster)
    if not rows:
        return
    count = {kind: sum(r["trend"] == kind for r in rows)
             for kind in ("converging", "diverging")}  # fmt: skip
    look.section(
        t("cluster.trends"),
        t("cluster.trends_lead", n=len(rows), closer=count["converging"],
          apart=count["diverging"]),
    )  # fmt: skip
    arrows = {"converging": "↘", "diverging": "↗", "no_clear_trend": "→"}
    look.table(
        [
            t("parameter.indicator"),
            t("cluster.trend"),
            t("cluster.slope"),
            t("cluster.cv_then"),
            t("cluster.cv_now"),
            t("cluster.period"),
        ],
        [
            [
                words.name(row, "indicator"),
                f"{arrows.get(row['trend'], '')} {t('trend.' + row['trend'])}",
                f"{words.signed(row['cv_change_per_year'] * 100, 1)}%",
                words.number(row["first_cv"], 3),
                words.number(row["last_cv"], 3),
                f"{row['first_year']}–{row['last_year']}",
            ]
            for row in rows
        ],
        numeric=[2, 3, 4],
        wide=[5],
    )
    changes = data.ask(
        "city/area_changes_of", scheme=data.scheme_of(reading), cluster=cluster
    )
    look.note(
        words.sentences(
            t("cluster.trends_note"), sentences.places.area_changes(rows, changes)
        )
    )


def grades(reading: str, cluster: str, year: int) -> None:
    """Show how good the figures of each indicator are, and why."""
    rows = data.ask("cluster/grades", reading=reading, cluster=cluster, year=year)
    if not rows:
        return
    look.section(t("cluster.grades", year=year), sentences.places.grades_lead(rows))
    look.table(
        [t("parameter.indicator"), t("cluster.grade"), t("cluster.grade_reason")],
        [
            [
                words.name(row, "indicator"),
                row["quality_grade"],
                words.name(row, "grade_reason") or "–",
            ]
            for row in rows
        ],
        wide=[2],
    )
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
    for year, kind, name, level, by, row in entries:
        source = row["other_source"]
        about = words.sentences(
            words.text(row, "description"),
            words.text(row, "note"),
            t("cluster.other_source", source=source) if source else "",
        )
        items.append(
            f'<li class="{kind}"><b>{year or "?"}</b>{look.html_of(name)}'
            f'<br><span class="soft small">{look.html_of(t(f"kind.{kind}"))} · '
            f"{look.html_of(t(f'level.{level}'))}"
            f"{' · ' + look.html_of(by) if by else ''}"
            f"{'<br>' + look.html_of(about) if about else ''}</span></li>"
        )
    st.html(f'<ol class="time">{"".join(items)}</ol>')
    look.note(t("cluster.institutions_note"))
