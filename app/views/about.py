"""About: what the index is, of what, by which method, from which figures; how to cite."""

from app import data, look
from app.tables import part
from app.texts import t


def show() -> None:
    """Draw the page."""
    look.title(t("about.headline"), t("about.index"))
    for section in ("method", "reading", "figures"):
        look.section(t(f"about.{section}_title"), t(f"about.{section}"))
    scheme = data.scheme_of(data.PAPER)
    part("about.clusters_title", "about/clusters", t("about.clusters"),
         rows=data.ask("shared/clusters", scheme=scheme))  # fmt: skip
    part("about.indicators_title", "about/indicators", t("about.indicators"),
         group="dimension",
         rows=data.ask("quality/availability", reading=data.PAPER))  # fmt: skip
    sources = data.ask("download/sources")
    part("about.sources_title", "download/sources",
         t("about.sources", n=len(sources)), rows=sources)  # fmt: skip
    build = data.current_build().name
    look.section(t("about.cite_title"), t("about.cite", build=build))
    look.note(t("about.licence"))
    look.note(t("about.viewer"))
