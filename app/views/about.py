"""About: what the index is, of what, by which method, from which figures; how to cite."""

from collections import defaultdict

from app import data, look, state, words
from app.tables import city_link, cluster, grid, named, number, text
from app.texts import language, t


def show() -> None:
    """Draw the page."""
    paper = data.reading_row(data.PAPER)
    scheme = paper["membership_scheme_id"]
    look.title(t("about.headline"), t("about.index"))
    for part in ("method", "reading", "figures"):
        look.section(t(f"about.{part}_title"), t(f"about.{part}"))
    clusters(scheme)
    indicators()
    sources()
    build = data.current_build().build_id
    look.section(t("about.cite_title"), t("about.cite", build=build))
    look.note(t("about.licence"))
    look.note(t("about.viewer"))


def clusters(scheme: str) -> None:
    """Name the agglomerations and their cities, each a link to its page."""
    look.section(t("about.clusters_title"), t("about.clusters"))
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
    grid(data.clusters(scheme), columns)


def indicators() -> None:
    """Name dimensions and indicators, with what each measures."""
    look.section(t("about.indicators_title"), t("about.indicators"))

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
    grid(data.ask("quality/availability", reading=data.PAPER), columns, "dimension")


def sources() -> None:
    """Name the publications of the figures."""
    rows = data.ask("download/sources")
    look.section(t("about.sources_title"), t("about.sources", n=len(rows)))
    note = text("about.note", lambda row: row["note"] or "", is_wide=True)
    columns = [
        named("title", "source"),
        text("about.publisher", "publisher"),
        text("parameter.year", "data_years"),
        *([note] if language() == "en" else []),
    ]
    grid(rows, columns)
