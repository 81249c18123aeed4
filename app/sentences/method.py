"""The sentences on robustness, replication and the quality of the data."""

from collections.abc import Iterable, Sequence

from app import words
from app.data import Row
from app.sentences.basic import highest, lowest, named, said, same
from app.texts import ordinal, t

# Robustness.


def rank_sentences(
    shares: Sequence[Row], names: dict[str, str], year: int
) -> tuple[str, str]:
    """Say whose rank is the surest and whose is the least sure, in headline and lead.

    A tie at an index of 0 is no rank.
    """
    if not shares:
        return t("robust.nothing", year=year), ""
    usual: dict[str, Row] = {}
    for row in sorted(shares, key=lambda r: (-same(r["share_alone"]), r["index_rank"])):
        usual.setdefault(row["cluster_id"], row)
    in_order = [usual[cluster] for cluster in names if cluster in usual]
    surest, least = highest(in_order, "share_alone"), lowest(in_order, "share_alone")
    n = words.number(shares[0]["n_draws"], 0)
    most, fewest = same(surest[0]["share_alone"]), same(least[0]["share_alone"])
    if most == 0:
        return t("robust.all_tied", n=n, year=year), ""

    def of(row: Row) -> dict[str, str]:
        return {"cluster": names[row["cluster_id"]], "rank": ordinal(row["index_rank"]),
                "share": words.percent(row["share_alone"])}  # fmt: skip

    text = t("robust.headline", n=n, year=year, **of(surest[0]))
    if len(least) > 1 or fewest == most:
        return text, ""
    return text, t("robust.lead" if fewest else "robust.lead_tied", **of(least[0]))


def leads_lead(rows: Sequence[Row], names: dict[str, str]) -> str:
    """Say who is ahead of the next most surely, in how many of a hundred draws."""
    surest = highest(rows, "share_ahead")
    if len(surest) != 1:
        return ""
    one, other = (names[surest[0][id_]] for id_ in ("cluster_id", "other_cluster_id"))
    share = words.number(100 * surest[0]["share_ahead"], 0)
    return t("robust.leads_lead", cluster=one, other=other, share=share)


def certainty_lead(
    leads: Sequence[Row], sources: Sequence[Row], names: dict[str, str]
) -> str:
    """Say in how many of a hundred draws the first is ahead, the rest, what moves it."""
    if not leads:
        return ""
    first = leads[0]
    ahead = round(100 * first["share_ahead"])
    level = round(100 * (first["share_tied"] + first["share_tied_at_zero"]))
    clear = [r for r in sources if r["cluster_id"] == first["cluster_id"]
             and (r["first_order_index"] or 0)
             > 2 * (r["first_order_error"] or 0)]  # fmt: skip
    clear.sort(key=lambda r: -r["first_order_index"])
    most = [words.inline(words.name(r, "uncertainty")) for r in clear[:3]]
    return words.sentences(
        t("overview.ahead", one=names[first["cluster_id"]],
          other=names[first["other_cluster_id"]], ahead=ahead, level=level,
          behind=100 - ahead - level),
        t("overview.doubt", sources=words.join(most)) if most else "",
    )  # fmt: skip


def choices_lead(totals: Sequence[Row]) -> str:
    """Say which choice moves the ranks most; rows have choice and total."""
    most = highest(totals, "total")
    if len(totals) < 2 or len(most) != 1 or same(most[0]["total"]) <= 0:
        return ""
    return t("robust.choices_lead", choice=most[0]["choice"])


def single_lead(readings: Sequence[Sequence[Row]], paper: dict[str, int | None]) -> str:
    """Say how many single changes of a choice move a rank."""

    def moves(row: Row) -> bool:
        ranks = {row["index_rank"], paper.get(row["cluster_id"])}
        return len(ranks) > 1 and None not in ranks

    moved = sum(any(map(moves, of)) for of in readings)
    return t("robust.one_lead", moved=moved, n=len(readings))


def ranges_lead(rows: Sequence[Row]) -> str:
    """Say whose index is the least sure."""
    moved = [{**r, "width": same(r["upper_95"]) - same(r["lower_95"])}
             for r in rows if r["upper_95"] is not None]  # fmt: skip
    widest = highest(moved, "width")
    if len(moved) < 2 or len(widest) != 1 or same(widest[0]["width"]) == 0:
        return ""
    low, high = (words.number(widest[0][end]) for end in ("lower_95", "upper_95"))
    return t("robust.ranges_lead", cluster=named(widest, "cluster"), low=low, high=high)


def without_lead(rows: Sequence[Row], counts: dict[str, int]) -> str:
    """Say how many of the things left out would move a rank, or take the index away."""

    def things(of: Iterable[Row]) -> set[tuple[str, str]]:
        return {(r["left_out_kind"], r["left_out_id"]) for r in of}

    moved = things(r for r in rows if None not in (r["index_rank"], r["paper_rank"]))
    lost = things(r for r in rows if r["index_rank"] is None)
    return words.sentences(
        t("robust.without_lead", moved=len(moved), n=sum(counts.values()),
          indicators=counts.get("indicator", 0), dimensions=counts.get("dimension", 0),
          cities=counts.get("city", 0)),
        said("robust.without_lost", lost),
    )  # fmt: skip


def own_weights(rows: Sequence[Row], year: int) -> str:
    """Say whose rank is another with weights of the reader's."""
    moved = named((r for r in rows if r["weighted_rank"] != r["index_rank"]), "cluster")
    key = "robust.moved" if moved else "robust.not_moved"
    return t(key, clusters=moved, year=year)


# Replication.


def plans_lead(plans: Sequence[Row]) -> str:
    """Say since when a national plan is there: in the paper's tables, and elsewhere."""

    def first(rows: Iterable[Row]) -> int | None:
        return min((r["year"] for r in rows if r["level"] == "national"), default=None)

    named = first(r for r in plans if not r["other_source"])
    known = first(plans)
    return words.sentences(
        t("cluster.national", year=named) if named else t("cluster.no_national"),
        t("cluster.national_elsewhere", year=known) if known != named else "",
    )


def claims_headline(rows: Sequence[Row]) -> str:
    """Say how many claims hold."""
    outcomes = [row["outcome"] for row in rows]
    if set(outcomes) <= {"not_testable"}:
        return t("claims.none_testable")
    return t("claims.headline", n=outcomes.count("reproduced"), all=len(rows))


def claims_lead(rows: Sequence[Row], n_left_out: int, n_indicators: int) -> str:
    """Say how many of the claims that fail hold in part, and what cannot be tested."""
    failed = [row for row in rows if row["outcome"] == "not_reproduced"]
    untested = [row for row in rows if row["outcome"] == "not_testable"]
    near = sum(row["n_facts_met"] > 0 for row in failed)
    return words.sentences(
        t("claims.failed", failed=len(failed), near=near) if failed else "",
        said("claims.untested", untested) if len(untested) < len(rows) else "",
        t("claims.figures"),
        t("claims.left_out", n=n_left_out, all=n_indicators) if n_left_out else "",
    )


def table_4_lead(rows: Sequence[Row]) -> str:
    """Say where our figures are nearest to the paper's and farthest from them."""
    gaps = [{**r, "gap": abs(r["difference"])}
            for r in rows if r["difference"] is not None]  # fmt: skip
    near, far = lowest(gaps, "gap"), highest(gaps, "gap")
    if not gaps or same(near[0]["gap"]) == same(far[0]["gap"]):
        return ""

    def of(rows: Iterable[Row]) -> str:
        return words.join([
            t("claims.in_year", what=words.inline(words.name(row, "dimension")),
              year=row["year"]) for row in rows
        ])  # fmt: skip

    return t("claims.table_4_lead", near=of(near), far=of(far),
             near_gap=words.number(near[0]["gap"], 3),
             far_gap=words.number(far[0]["gap"], 3))  # fmt: skip


# Quality.


def stand_ins(rows: Sequence[Row]) -> str:
    """Name the indicators in use that something else stands in for, wholly or in part."""
    used = [r for r in rows if r["is_used"]]
    proxies = [
        t("quality.proxy", name=words.inline(words.name(r, "indicator")),
          proxy=words.name(r, "proxy"))
        for r in used if r["proxy_en"]
    ]  # fmt: skip
    rates = [r for r in used if r["n_published_rate"]]
    return words.sentences(
        t("quality.proxies", proxies=words.join(proxies)) if proxies else "",
        said("quality.rates", rates, rates=named(rates, "indicator", within=True)),
    )


def left_out_lead(rows: Sequence[Row]) -> str:
    """Say how many indicators a reading is made of, of what, and which are left out."""
    out = [r for r in rows if not r["is_used"]]
    return words.sentences(
        t("quality.used", used=len(rows) - len(out), all=len(rows)),
        said("quality.without", out, out=named(out, "indicator", within=True)),
        stand_ins(rows),
    )
