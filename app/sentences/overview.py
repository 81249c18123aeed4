"""The sentences on the index, its ranks and its dimensions."""

from collections.abc import Sequence

from app import words
from app.data import Row
from app.sentences.basic import highest, is_shared, lowest, named, same
from app.texts import t


def years_with_index(rows: Sequence[Row]) -> list[int]:
    """Return the years in which an agglomeration has an index."""
    return sorted({r["year"] for r in rows if r["integration_index"] is not None})


def first_of(rows: Sequence[Row], year: int) -> list[Row]:
    """Return the agglomerations with the highest index of a year, if it is above 0."""
    now = [r for r in rows if r["year"] == year]
    return [r for r in highest(now, "integration_index")
            if same(r["integration_index"]) > 0]  # fmt: skip


def index_headline(rows: Sequence[Row]) -> str:
    """Say who has the highest index, in which years, and who has passed whom."""
    years = years_with_index(rows)
    if not years:
        return t("overview.no_index")
    last = years[-1]
    ids = {r["cluster_id"] for r in rows}
    if len(ids) == 1:
        return t("overview.alone", cluster=words.name(rows[0], "cluster"))
    leaders = {year: first_of(rows, year) for year in years}
    now = leaders[last]
    if not now:
        return t("overview.all_zero", last=last) + t("full_stop")
    in_front = sum(
        [r["cluster_id"] for r in of] == [now[0]["cluster_id"]]
        for of in leaders.values()
    )
    if len(now) > 1:
        text = t("overview.leads_shared", clusters=named(now, "cluster"), last=last)
    elif len(years) == 1:
        text = t("overview.leads_now", cluster=named(now, "cluster"), last=last)
    elif in_front == len(years):
        text = t("overview.leads", cluster=named(now, "cluster"), n=len(years),
                 first=years[0], last=last)  # fmt: skip
    else:
        text = t("overview.leads_some", cluster=named(now, "cluster"), last=last,
                 n=in_front, all=len(years))  # fmt: skip
    return t("stop").join([text, *passings(rows, years)]) + t("full_stop")


def passings(rows: Sequence[Row], years: Sequence[int]) -> list[str]:
    """Say who stands behind another in the first year and before it in the last."""
    names = words.names(rows, "cluster")
    value = {(r["cluster_id"], r["year"]): r["integration_index"] for r in rows}
    first, last = years[0], years[-1]
    both = [c for c in names if value.get((c, first)) is not None
            and value.get((c, last)) is not None]  # fmt: skip
    found = []
    for one in both:
        passed = [
            names[other]
            for other in both
            if same(value[one, first]) < same(value[other, first])
            and same(value[one, last]) > same(value[other, last])
        ]
        if passed:
            found.append(
                t("overview.overtakes", one=names[one], others=words.join(passed),
                  first=first, last=last)
            )  # fmt: skip
    return found


def index_lead(rows: Sequence[Row]) -> str:
    """Say where the last index is above or below the first, and who gains most."""
    years = years_with_index(rows)
    if not years:
        return ""
    names = words.names(rows, "cluster")
    value = {(r["cluster_id"], r["year"]): r["integration_index"] for r in rows}
    first, last = years[0], years[-1]
    change = {
        c: same(value[c, last]) - same(value[c, first])
        for c in names
        if value.get((c, first)) is not None and value.get((c, last)) is not None
    }
    parts = []
    risen = [names[c] for c in change if same(change[c]) > 0]
    fallen = [names[c] for c in change if same(change[c]) < 0]
    if first != last:
        if len(risen) == len(names) > 1:
            parts.append(t("overview.all_rise", n=len(risen), first=first, last=last))
        elif risen:
            parts.append(t("overview.some_rise", clusters=words.join(risen), first=first,
                           last=last))  # fmt: skip
        if fallen:
            parts.append(t("overview.some_fall", clusters=words.join(fallen), first=first,
                           last=last))  # fmt: skip
    most = [c for c in change if same(change[c]) == same(max(change.values()))]
    if len(change) > 1 and len(most) == 1 and same(change[most[0]]) > 0:
        parts.append(
            t(
                "overview.most",
                cluster=names[most[0]],
                change=words.signed(change[most[0]]),
            )
        )
    lacking = [
        names[c] for c in names
        if any(value.get((c, r["year"])) is None for r in rows)
    ]  # fmt: skip
    if lacking:
        parts.append(t("overview.lacking", clusters=words.join(lacking)))
    return words.sentences(*parts)


def first_in_dimensions(now: Sequence[Row]) -> str:
    """Say which agglomeration has the highest score in which dimensions of a year."""
    if len({r["cluster_id"] for r in now}) < 2:
        return ""
    first_in: dict[str, list[str]] = {}
    shared = []
    for dimension, name in words.names(now, "dimension").items():
        best = highest((r for r in now if r["dimension_id"] == dimension),
                       "dimension_score")  # fmt: skip
        if not best or same(best[0]["dimension_score"]) <= 0:
            continue
        if len(best) == 1:
            cluster = words.name(best[0], "cluster")
            first_in.setdefault(cluster, []).append(words.inline(name))
        else:
            shared.append(t("overview.shared_in", clusters=named(best, "cluster"),
                            dimension=words.inline(name)))  # fmt: skip
    said = [
        t("overview.first_in", cluster=cluster, dimensions=words.join(dimensions))
        for cluster, dimensions in first_in.items()
    ] + shared
    return t("stop").join(said) + t("full_stop") if said else ""


def highest_dimension(now: Sequence[Row], year: int) -> str:
    """Say which score of a year is the highest, if one is."""
    most = highest(now, "dimension_score")
    if len(most) != 1 or len(now) < 2 or same(most[0]["dimension_score"]) <= 0:
        return ""
    return t("overview.highest_dimension", cluster=named(most, "cluster"),
             dimension=named(most, "dimension", within=True), year=year)  # fmt: skip


def theil_lead(rows: Sequence[Row]) -> str:
    """Say where most of the gaps between cities lie."""
    parts = [t("overview.theil_lead", n=sum(r["within_share"] > 0.5 for r in rows),
               all=len(rows))]  # fmt: skip
    most = lowest(rows, "within_share")
    share = 1 - most[0]["within_share"]
    if len(rows) > 1 and len(most) == 1 and same(share) > 0:
        parts.append(
            t("overview.theil_most", indicator=named(most, "indicator", within=True),
              share=words.percent(share))
        )  # fmt: skip
    return words.sentences(*parts)


def steady_ranks(rows: Sequence[Row]) -> str:
    """Say whose rank is the same, and its own, in every year."""
    years = sorted({r["year"] for r in rows})
    names = words.names(rows, "cluster")
    if len(years) < 2 or len(names) < 2:
        return ""
    of = {c: [r for r in rows if r["cluster_id"] == c] for c in names}
    steady = [
        names[c]
        for c, own in of.items()
        if len(own) == len(years)
        and len({r["index_rank"] for r in own}) == 1
        and own[0]["index_rank"] is not None
        and not any(is_shared(r, rows, "index_rank") for r in own)
    ]
    if steady:
        return t("overview.steady", clusters=words.join(steady), n=len(years))
    return t("overview.none_steady", n=len(years))
