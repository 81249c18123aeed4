"""Cluster profile: dimensions over time, what drives the score, spread, institutions."""

import streamlit as st

from app import data, look, state
from app.texts import ordinal, t
from app.views.controls import cluster_control, reading_control, year_control


def show() -> None:
    """Draw the page."""
    cluster, reading = st.session_state["cluster"], st.session_state["reading"]
    rows = [r for r in data.index(reading) if r["cluster_id"] == cluster]
    years = sorted(r["year"] for r in rows)
    year = state.nearest_year(years)
    scores = [r for r in data.dimension_scores(reading) if r["cluster_id"] == cluster]
    headline(rows, scores, year)
    left, right = st.columns(2)
    with left:
        cluster_control()
    with right:
        reading_control()
    dimensions(scores, years)
    year_control(years)
    drivers(reading, cluster, year)
    strips(reading, cluster, year)
    measures(reading, cluster, year)
    trends(cluster)
    institutions(cluster)


def headline(rows: list[look.Row], scores: list[look.Row], year: int) -> None:
    """Say where the agglomeration stands, and which dimension is strong or weak."""
    now = next(r for r in rows if r["year"] == year)
    name = look.name(now, "cluster")
    if now["integration_index"] is None:
        look.title(t("cluster.no_index", cluster=name, year=year))
        return
    ranked = sorted(
        (r for r in scores if r["year"] == year and r["dimension_rank"]),
        key=lambda r: (r["dimension_rank"], -r["dimension_score"]),
    )
    best = [r for r in ranked if r["dimension_rank"] == ranked[0]["dimension_rank"]]
    worst = [r for r in ranked if r["dimension_rank"] == ranked[-1]["dimension_rank"]]
    if best == worst:
        lead = t("cluster.same_rank", rank=ordinal(best[0]["dimension_rank"]))
    else:
        lead = t(
            "cluster.best_worst",
            best=look.join([look.inline(look.name(r, "dimension")) for r in best]),
            best_rank=ordinal(best[0]["dimension_rank"]),
            worst=look.join([look.inline(look.name(r, "dimension")) for r in worst]),
            worst_rank=ordinal(worst[0]["dimension_rank"]),
        )
    change = now["index_change"]
    if change is not None:
        before = max(r["year"] for r in rows if r["year"] < year)
        lead = look.sentences(
            lead, t("cluster.change", change=look.signed(change), year=before)
        )
    look.title(
        t(
            "cluster.headline",
            cluster=name,
            rank=ordinal(now["index_rank"]),
            year=year,
            index=look.number(now["integration_index"]),
            cities=now["n_members"],
        ),
        lead,
    )


def dimensions(scores: list[look.Row], years: list[int]) -> None:
    """Show the five dimension scores over time."""
    labels = look.names(scores, "dimension")
    value = {(r["dimension_id"], r["year"]): r["dimension_score"] for r in scores}
    gains = {
        d: value[d, years[-1]] - value[d, years[0]]
        for d in labels
        if value.get((d, years[-1])) is not None
        and value.get((d, years[0])) is not None
    }
    sentence = ""
    if gains:
        most, least = (
            max(gains, key=gains.__getitem__),
            min(gains, key=gains.__getitem__),
        )
        sentence = t(
            "cluster.gains",
            most=look.inline(labels[most]),
            most_gain=look.signed(gains[most]),
            least=look.inline(labels[least]),
            least_gain=look.signed(gains[least]),
            first=years[0],
        )
    look.section(t("cluster.dimensions"), sentence)
    palette = look.CLUSTER_COLOURS[look.theme()]
    look.line_chart(
        scores,
        series="dimension_id",
        labels=labels,
        colours=dict(zip(labels, palette, strict=False)),
        value="dimension_score",
        axis=t("cluster.axis"),
        alt=sentence or t("cluster.dimensions"),
        height=360,
    )


def drivers(reading: str, cluster: str, year: int) -> None:
    """Show evenness, level and score of each indicator."""
    rows = data.indicator_scores(reading, cluster, year)
    scored = [r for r in rows if r["indicator_score"] is not None]
    sentence = ""
    if scored:
        top = max(scored, key=lambda r: r["indicator_score"])
        low = min(scored, key=lambda r: r["indicator_score"])
        sentence = t(
            "cluster.driver",
            top=look.name(top, "indicator"),
            top_score=look.number(top["indicator_score"]),
            low=look.inline(look.name(low, "indicator")),
            low_score=look.number(low["indicator_score"]),
            why=t("cluster.uneven") if (low["evenness_score"] or 0) / 100
            < (low["level_adjustment"] or 0) else t("cluster.poor"),
        )  # fmt: skip
    look.section(t("cluster.drivers", year=year), sentence)
    lines: list = []
    group = None
    for row in rows:
        if row["dimension_id"] != group:
            group = row["dimension_id"]
            lines.append([look.name(row, "dimension")])
        if row["indicator_score"] is None:
            reason = t(f"null.{row['null_reason']}") if row["null_reason"] else "–"
            lines.append(
                [look.name(row, "indicator"), "–", "–", "–", look.missing(reason)]
            )
            continue
        level = row["level_adjustment"]
        lines.append(
            [
                look.name(row, "indicator"),
                look.number(row["cv"]),
                look.Html(look.number(row["evenness_score"], 1)
                          + look.bar(row["evenness_score"] / 100)),
                look.Html(look.number(level) + look.bar(level)),
                look.Html(f"<b>{look.number(row['indicator_score'])}</b>"
                          + look.bar(row["indicator_score"]
                                     / (100 * row["size_adjustment"]))),
            ]
        )  # fmt: skip
    look.table(
        [
            t("parameter.indicator"),
            t("cluster.cv"),
            t("cluster.k"),
            t("cluster.f"),
            t("cluster.score"),
        ],
        lines,
        numeric=[1, 2, 3, 4],
        wide=[1],
    )
    if scored:
        look.note(
            t("cluster.drivers_note", size=look.number(scored[0]["size_adjustment"], 3))
        )


def strips(reading: str, cluster: str, year: int) -> None:
    """Show each city beside the agglomeration's mean, indicator by indicator."""
    rows = [
        r
        for r in data.spread(data.scheme_of(reading), cluster, year)
        if r["share_of_mean"] is not None and r["unit"] != "0_or_1"
    ]
    if not rows:
        return
    widest = max(rows, key=lambda r: r["cv_population"] or 0)
    evenest = min(rows, key=lambda r: 9 if r["cv_population"] is None
                  else r["cv_population"])  # fmt: skip
    look.section(
        t("cluster.spread", year=year),
        t(
            "cluster.spread_lead",
            widest=look.name(widest, "indicator"),
            city=look.name(widest, "city"),
            times=look.number(widest["share_of_mean"], 1),
            evenest=look.name(evenest, "indicator"),
        ),
    )
    theme = look.theme()
    colour = look.cluster_colours()[cluster]
    order = list(dict.fromkeys(look.name(r, "indicator") for r in rows))
    points = [
        {
            "indicator": look.name(r, "indicator"),
            "city": look.name(r, "city"),
            "share": r["share_of_mean"] * 100,
            "figure": look.with_unit(r["value"], r["unit"]),
            "status": look.status_text(r),
            "estimate": r["status"] in ("interpolated", "carried"),
        }
        for r in rows
    ]
    ends = []
    for indicator in order:
        of = [p for p in points if p["indicator"] == indicator]
        ends.append(of[0] | {"align": "left"})
    largest = max(p["share"] for p in points)
    x = {"field": "share", "type": "quantitative",
         "title": t("cluster.spread_axis"), "scale": {"domain": [0, largest * 1.02]},
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
    look.chart(
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
    )  # fmt: skip
    look.note(t("cluster.spread_note"))


def measures(reading: str, cluster: str, year: int) -> None:
    """Show Gini, Theil and the weighted CV beside the CV of the method."""
    rows = data.inequality(data.scheme_of(reading), cluster, year)
    known = [r for r in rows if r["gini_coefficient"] is not None]
    if not known:
        return
    both = [r for r in rows
            if r["weighted_cv"] is not None and r["cv_population"] is not None]  # fmt: skip
    top = max(known, key=lambda r: r["gini_coefficient"])
    low = min(known, key=lambda r: r["gini_coefficient"])
    look.section(
        t("cluster.measures", year=year),
        t(
            "cluster.measures_lead",
            top=look.inline(look.name(top, "indicator")),
            top_gini=look.number(top["gini_coefficient"]),
            low=look.inline(look.name(low, "indicator")),
            low_gini=look.number(low["gini_coefficient"]),
            n=sum(r["weighted_cv"] < r["cv_population"] for r in both),
            all=len(both),
        ),
    )
    largest = max(r["gini_coefficient"] for r in known)

    def cell(row: look.Row, value: str, reason: str) -> str:
        if row[value] is not None:
            return look.number(row[value], 3)
        return look.missing(t(f"null.{row[reason]}") if row[reason] else t("no_figure"))

    lines: list = []
    for row in rows:
        gini = row["gini_coefficient"]
        shown = cell(row, "gini_coefficient", "inequality_null_reason")
        lines.append(
            [
                look.name(row, "indicator"),
                look.number(row["cv_population"], 3),
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


def trends(cluster: str) -> None:
    """Show whether the cities have become more alike over all years with figures."""
    rows = data.trends(cluster)
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
                look.name(row, "indicator"),
                f"{arrows.get(row['trend'], '')} {t('trend.' + row['trend'])}",
                f"{look.signed(row['log_cv_slope'] * 100, 1)}%",
                look.number(row["first_cv"], 3),
                look.number(row["last_cv"], 3),
                f"{row['first_year']}–{row['last_year']}",
            ]
            for row in rows
        ],
        numeric=[2, 3, 4],
        wide=[5],
    )
    look.note(t("cluster.trends_note"))


def institutions(cluster: str) -> None:
    """Show plans and bodies on a time line."""
    plans, bodies = data.plans(cluster), data.bodies(cluster)
    if not plans and not bodies:
        return
    national = next((p["year"] for p in plans if p["level"] == "national"), None)
    look.section(
        t("cluster.institutions"),
        t("cluster.national", year=national) if national else t("cluster.no_national"),
    )
    entries = [
        (plan["year"], "plan", look.name(plan, "title"), plan["level"],
         look.name(plan, "issuing_body"), plan)
        for plan in plans
    ] + [
        (body["since_year"], "body", look.name(body, "title"), body["level"],
         t(f"function.{body['function']}"), body)
        for body in bodies
    ]  # fmt: skip
    entries.sort(key=lambda e: (e[0] is None, e[0] or 0))
    items = []
    for year, kind, name, level, by, row in entries:
        about = look.sentences(look.text(row, "description"), look.text(row, "note"))
        items.append(
            f'<li class="{kind}"><b>{year or "?"}</b>{look.html_of(name)}'
            f'<br><span class="soft small">{look.html_of(t(f"kind.{kind}"))} · '
            f"{look.html_of(t(f'level.{level}'))}"
            f"{' · ' + look.html_of(by) if by else ''}"
            f"{'<br>' + look.html_of(about) if about else ''}</span></li>"
        )
    st.html(f'<ol class="time">{"".join(items)}</ol>')
    look.note(t("cluster.institutions_note"))
