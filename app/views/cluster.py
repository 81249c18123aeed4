"""Cluster profile: dimensions over time, what drives the score, spread, institutions."""

from itertools import cycle

import streamlit as st

from app import charts, data, look, sentences, state, take, words
from app.charts import layer, name, number
from app.sentences.basic import ESTIMATES
from app.texts import t
from app.views.controls import cluster_control, one_of, reading_control, year_control

# Of the cities that pull an agglomeration apart, so many stand on the page.
FIRST = 6


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
    take.values(
        "dimensions",
        title,
        [t("dimension"), t("year"), t("cluster.axis")],
        [[words.name(r, "dimension"), r["year"], r["dimension_score"]] for r in scores],
        about,
        numeric=[1, 2],
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
            "estimate": r["status"] in ESTIMATES,
            "doubt": "?" if r["warning_flags"] else "",
        }
        for r in rows
    ]
    first = {p["indicator"]: p for p in reversed(points)}
    largest = max(p["share"] for p in points)
    smallest = min(0, *(p["share"] for p in points))
    x = number("share", t("cluster.spread_axis"),
               scale={"domain": [smallest, largest * 1.02]},
               axis={"tickCount": 5, "labelExpr": "datum.label + '%'"})  # fmt: skip
    y = name("indicator", sort=order, axis=None)
    tooltip = [
        name("city", t("parameter.city")),
        name("figure", t("value")),
        number("share", t("cluster.spread_axis"), format=",.0f"),
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
    head = ("parameter.indicator", "parameter.city", "value", "unit",
            "cluster.spread_axis", "status", "doubt")  # fmt: skip
    take.values(
        "spread",
        title,
        [t(key) for key in head],
        [[words.name(r, "indicator"), words.name(r, "city"), r["value"],
          words.unit_name(r["unit"]), r["share_of_mean"] * 100,
          words.status(r), r["warning_flags"]]
         for r in rows],
        about,
        numeric=[2, 4],
    )  # fmt: skip


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
    head = ("parameter.city", "cluster.pull_share", "cluster.pull_in",
            "cluster.pull_most", "cluster.pull_where")  # fmt: skip

    def table(shown: list[data.Row]) -> None:
        lines = [
            [
                look.link(
                    words.name(r, "city"), state.address("city", city=r["city_id"])
                ),
                look.Html(
                    words.percent(r["mean_share"], 1) + look.bar(r["mean_share"])
                ),
                words.name(r, "indicator"),
                words.percent(r["most_share"], 1),
                t("cluster.above" if r["is_above"] else "cluster.below"),
            ]
            for r in shown
        ]
        look.table([t(key) for key in head], lines, numeric=[1, 3], is_sorted=True)

    table(rows[:FIRST])
    if len(rows) > FIRST:
        with st.expander(t("cluster.pull_all")):
            table(rows)
    look.note(t("cluster.pull_note", n=rows[0]["n_indicators"]))


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
