"""Cluster profile: dimensions over time, what drives the score, spread, institutions."""

from functools import partial

import streamlit as st

from app import charts, data, look, state, words
from app.data import Row
from app.say import say
from app.tables import grid, part
from app.texts import t
from app.views import controls

# Of the cities that pull an agglomeration apart, so many stand on the page.
FIRST = 6


def show() -> None:
    """Draw the page."""
    cluster = st.session_state["cluster"]
    rows = data.ask("overview/index")
    years = sorted({r["year"] for r in rows if r["cluster_id"] == cluster})
    year = state.nearest_year(years)
    scores = data.ask("overview/dimension_scores")
    called = words.names(data.clusters(), "cluster")[cluster]
    look.title(say("cluster/headline"), say("cluster/lead"), look.in_reading())
    controls.beside([controls.cluster], [partial(controls.reading, is_combined=True)])
    if years:
        controls.year(years)
    controls.one_of("part")
    if st.session_state["part"] == "cities":
        spread(cluster)
        pull(year)
        part("cluster.measures", "cluster/inequality", say("cluster/measures_lead"))
        part("cluster.trends", "cluster/trends", say("cluster/trends_lead"),
             say("cluster/area_changes"))  # fmt: skip
    elif st.session_state["part"] == "figures":
        part("cluster.grades", "cluster/grades", say("cluster/grades_lead"))
        institutions()
    elif years:
        own = [r for r in scores if r["cluster_id"] == cluster]
        dimensions(own, called)
        drivers()
    else:
        look.note(t("no_result"))


def dimensions(scores: list[Row], cluster: str) -> None:
    """Show the dimension scores over time."""
    sentence = say("cluster/gains")
    look.section(t("cluster.dimensions"), sentence)
    charts.line_chart(
        "dimensions",
        ["cluster/dimension_scores"],
        scores,
        series="dimension_id",
        value="dimension_score",
        title=t("cluster.dimension_scores", cluster=cluster),
        about=[t("cluster.axis"), look.caption()],
        alt=sentence,
        height=360,
    )


def drivers() -> None:
    """Show evenness, level, score and points of each indicator."""
    part("cluster.drivers", "cluster/indicator_scores", say("cluster/driver"),
         say("cluster/drivers_note"), group="dimension")  # fmt: skip


def spread(cluster: str) -> None:
    """Show each city beside the agglomeration's mean, indicator by indicator."""
    rows = data.ask("cluster/spread")
    if not rows:
        return
    title = t("cluster.spread", year=st.session_state["year"])
    look.section(title, say("cluster/spread_lead"))
    shares = [row["per_cent"] for row in rows]
    charts.chart(
        "spread",
        ["cluster/spread"],
        rows,
        44 * sum(row["is_highest"] for row in rows) + 60,
        title=f"{words.name(rows[0], 'cluster')}{t('colon')}{title}",
        about=[t("cluster.spread_note"), look.in_reading(),
               look.caption("caption.figures")],
        alt=t("cluster.spread_alt"),
        points=[charts.figure(row) for row in rows],
        range=[min(0, *shares), max(shares) * 1.02],
        colour=look.cluster_marks()[cluster][0],
    )  # fmt: skip


def pull(year: int) -> None:
    """Show which cities pull the agglomeration apart."""
    rows = data.ask("cluster/city_pull")
    if not rows:
        return
    look.section(t("cluster.pull", year=year), say("cluster/pull_lead"))
    grid(rows[:FIRST], "cluster/city_pull", is_sorted=True)
    if len(rows) > FIRST:
        with st.expander(t("cluster.pull_all")):
            grid(rows, "cluster/city_pull", is_sorted=True)
    look.note(t("cluster.pull_note", n=rows[0]["n_indicators"]))


def institutions() -> None:
    """Show plans and bodies on a time line."""
    rows = data.ask("cluster/institutions")
    if not rows:
        return
    look.section(t("cluster.institutions"), say("cluster/plans_lead"))

    def item(row: Row) -> str:
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
