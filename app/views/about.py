"""About: what the index is, of what, by which method, from which figures; how to cite."""

from collections import defaultdict

from app import data, look, state, words
from app.tables import city_link, cluster, named, number, part, text
from app.texts import language, t


def show() -> None:
    """Draw the page."""
    look.title(t("about.headline"), t("about.index"))
    for section in ("method", "reading", "figures"):
        look.section(t(f"about.{section}_title"), t(f"about.{section}"))
    clusters(data.scheme_of(data.PAPER))
    indicators()
    sources()
    build = data.current_build().name
    look.section(t("about.cite_title"), t("about.cite", build=build))
    look.note(t("about.licence"))
    look.note(t("about.viewer"))


def clusters(scheme: str) -> None:
    """Name the agglomerations and their cities, each a link to its page."""
    cities = defaultdict(list)
    for row in data.ask("shared/cities", scheme=scheme):
        cities[row["cluster_id"]].append(city_link(row))
    columns = [
        cluster(lambda id_: state.address("cluster", cluster=id_)),
        number("cities", lambda row: len(cities[row["cluster_id"]]), 0),
        text("about.members",
             lambda row: look.Html(t("comma").join(cities[row["cluster_id"]])),
             is_wide=True),
    ]  # fmt: skip
    rows = data.ask("shared/clusters", scheme=scheme)
    part(t("about.clusters_title"), t("about.clusters"), rows, columns)


def indicators() -> None:
    """Name dimensions and indicators, with what each measures."""

    def name(row: data.Row) -> str:
        called = words.name(row, "indicator")
        there = state.address("map", indicator=row["indicator_id"])
        return look.link(called, there) if row["is_used"] else called

    better = {"negative": "city.less_is_better", "positive": "about.more_is_better"}
    columns = [
        text("parameter.indicator", name),
        text("unit", lambda row: words.unit_name(row["unit"]) or "–"),
        text("about.direction", lambda row: t(better[row["direction"]])),
        text("about.definition", lambda row: words.text(row, "definition"),
             is_wide=True),
    ]  # fmt: skip
    rows = data.ask("quality/availability", reading=data.PAPER)
    part(t("about.indicators_title"), t("about.indicators"), rows, columns,
         group="dimension")  # fmt: skip


def sources() -> None:
    """Name the publications of the figures."""
    rows = data.ask("download/sources")
    note = text("about.note", lambda row: row["note"] or "", is_wide=True)
    columns = [
        named("title", "source"),
        text("about.publisher", "publisher"),
        text("parameter.year", "data_years"),
        *([note] if language() == "en" else []),
    ]
    lead = t("about.sources", n=len(rows))
    part(t("about.sources_title"), lead, rows, columns)
