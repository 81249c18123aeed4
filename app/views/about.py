"""About: what the index is, of what, by which method, from which figures; how to cite."""

from app import data, look, state, words
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
    cities = data.ask("shared/cities", scheme=scheme)
    rows = []
    for row in data.clusters(scheme):
        called, id_ = words.name(row, "cluster"), row["cluster_id"]
        own = [c for c in cities if c["cluster_id"] == id_]
        links = [look.link(words.name(c, "city"), state.address("city", city=c["city_id"]))
                 for c in own]  # fmt: skip
        rows.append(
            [
                look.cluster_cell(id_, called, state.address("cluster", cluster=id_)),
                len(own),
                look.Html(t("comma").join(links)),
            ]
        )
    look.table([t("agglomeration"), t("cities"), t("about.members")], rows,
               numeric=[1], wide=[2])  # fmt: skip


def indicators() -> None:
    """Name dimensions and indicators, with what each measures."""
    look.section(t("about.indicators_title"), t("about.indicators"))
    rows: list = []
    group = None
    for row in data.ask("quality/availability", reading=data.PAPER):
        if row["dimension_id"] != group:
            group = row["dimension_id"]
            rows.append([words.name(row, "dimension")])
        less = row["direction"] == "negative"
        there = state.address("map", indicator=row["indicator_id"])
        called = words.name(row, "indicator")
        rows.append(
            [
                look.link(called, there) if row["is_used"] else called,
                words.unit_name(row["unit"]) or "–",
                t("city.less_is_better" if less else "about.more_is_better"),
                words.text(row, "definition"),
            ]
        )
    look.table(
        [
            t("parameter.indicator"),
            t("unit"),
            t("about.direction"),
            t("about.definition"),
        ],
        rows,
        wide=[3],
    )


def sources() -> None:
    """Name the publications of the figures."""
    rows = data.ask("download/sources")
    look.section(t("about.sources_title"), t("about.sources", n=len(rows)))
    head = [t("source"), t("about.publisher"), t("parameter.year")]
    lines = [[words.name(r, "title"), r["publisher"], r["data_years"]] for r in rows]
    if language() == "en":
        head.append(t("about.note"))
        lines = [[*line, r["note"] or ""] for line, r in zip(lines, rows, strict=True)]
    look.table(head, lines, wide=[3])
