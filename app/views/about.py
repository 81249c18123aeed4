"""About: what the index is, of what, by which method, from which figures; how to cite."""

from app import data, look, state, words
from app.data import Row
from app.tables import city_link, part
from app.texts import language, t


def show() -> None:
    """Draw the page."""
    look.title(t("about.headline"), t("about.index"))
    for section in ("method", "reading", "figures"):
        look.section(t(f"about.{section}_title"), t(f"about.{section}"))
    scheme = data.scheme_of(data.PAPER)
    cities = data.ask("shared/cities", scheme=scheme)

    def members(row: Row) -> look.Html:
        own = (city for city in cities if city["cluster_id"] == row["cluster_id"])
        return look.Html(t("comma").join(map(city_link, own)))

    part("about.clusters_title", "about/clusters", t("about.clusters"),
         rows=data.ask("shared/clusters", scheme=scheme),
         own={"members": members})  # fmt: skip
    part("about.indicators_title", "about/indicators", t("about.indicators"),
         group="dimension", own={"indicator": indicator},
         rows=data.ask("quality/availability", reading=data.PAPER))  # fmt: skip
    sources = data.ask("download/sources")
    has_notes = language() == "en"
    part("about.sources_title", "download/sources",
         t("about.sources", n=len(sources)),
         rows=[{**row, "note": (row["note"] or "") if has_notes else None}
               for row in sources])  # fmt: skip
    build = data.current_build().name
    look.section(t("about.cite_title"), t("about.cite", build=build))
    look.note(t("about.licence"))
    look.note(t("about.viewer"))


def indicator(row: Row) -> str:
    """Return the name of an indicator, a link to its map where the index is made of it."""
    called = words.name(row, "indicator")
    there = state.address("map", indicator=row["indicator_id"])
    return look.link(called, there) if row["is_used"] else called
