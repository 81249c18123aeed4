"""The sentences on the index, its ranks and its dimensions."""

from collections.abc import Iterator, Sequence

from app import words
from app.data import Row
from app.sentences.basic import highest, in_one, known, lowest, named, same
from app.texts import t


def years_with_index(rows: Sequence[Row]) -> list[int]:
    """Return the years in which an agglomeration has an index."""
    return sorted({r["year"] for r in rows if r["integration_index"] is not None})


def index_headline(rows: Sequence[Row]) -> str:
    """Say who has the highest index, in which years, and who has passed whom."""
    years, names = years_with_index(rows), words.names(rows, "cluster")
    if not years:
        return t("overview.no_index")
    first, last = years[0], years[-1]
    if len(names) == 1:
        return t("overview.alone", cluster=words.name(rows[0], "cluster"))

    def leaders(year: int) -> list[str]:
        of = highest((r for r in rows if r["year"] == year), "integration_index")
        return [r["cluster_id"] for r in of if same(r["integration_index"]) > 0]

    now = leaders(last)
    if not now:
        return t("overview.all_zero", last=last) + t("full_stop")
    n, called = sum(leaders(year) == now for year in years), names[now[0]]
    if len(now) > 1:
        clusters = words.join([names[c] for c in now])
        text = t("overview.leads_shared", clusters=clusters, last=last)
    elif len(years) == 1:
        text = t("overview.leads_now", cluster=called, last=last)
    elif n == len(years):
        text = t("overview.leads", cluster=called, n=n, first=first, last=last)
    else:
        text = t("overview.leads_some", cluster=called, last=last, n=n, all=len(years))
    return in_one([text, *passings(rows, first, last)])


def passings(rows: Sequence[Row], first: int, last: int) -> Iterator[str]:
    """Say who stands behind another in the first year and before it in the last."""
    names, value = (
        words.names(rows, "cluster"),
        known(rows, "cluster", "integration_index"),
    )
    both = [c for c in names if {(c, first), (c, last)} <= value.keys()]
    for one in both:
        passed = [
            names[other] for other in both
            if value[one, first] < value[other, first]
            and value[one, last] > value[other, last]
        ]  # fmt: skip
        if passed:
            yield t("overview.overtakes", one=names[one], others=words.join(passed),
                    first=first, last=last)  # fmt: skip


def index_lead(rows: Sequence[Row]) -> str:
    """Say where the last index is above or below the first, and who gains most."""
    years, names = years_with_index(rows), words.names(rows, "cluster")
    if not years:
        return ""
    value = known(rows, "cluster", "integration_index")
    first, last = years[0], years[-1]
    change = {c: same(value[c, last] - value[c, first]) for c in names
              if {(c, first), (c, last)} <= value.keys()}  # fmt: skip
    risen = [names[c] for c in change if change[c] > 0]
    fallen = [names[c] for c in change if change[c] < 0]
    most = [c for c in change if change[c] == max(change.values())]
    lacking = [names[c] for c in names
               if any((c, r["year"]) not in value for r in rows)]  # fmt: skip
    span = {"first": first, "last": last}
    parts = []
    if len(risen) == len(names) > 1:
        parts.append(t("overview.all_rise", n=len(risen), **span))
    elif risen:
        parts.append(t("overview.some_rise", clusters=words.join(risen), **span))
    if fallen:
        parts.append(t("overview.some_fall", clusters=words.join(fallen), **span))
    if len(change) > 1 and len(most) == 1 and change[most[0]] > 0:
        gain = words.signed(change[most[0]])
        parts.append(t("overview.most", cluster=names[most[0]], change=gain))
    if lacking:
        parts.append(t("overview.lacking", clusters=words.join(lacking)))
    return words.sentences(*parts)


def first_in_dimensions(now: Sequence[Row]) -> str:
    """Say which agglomeration has the highest score in which dimensions of a year."""
    if len({r["cluster_id"] for r in now}) < 2:
        return ""
    first_in: dict[str, list[str]] = {}
    shared = []
    for id_, name in words.names(now, "dimension").items():
        best = highest((r for r in now if r["dimension_id"] == id_), "dimension_score")
        if not best or same(best[0]["dimension_score"]) <= 0:
            continue
        clusters, dimension = named(best, "cluster"), words.inline(name)
        if len(best) == 1:
            first_in.setdefault(clusters, []).append(dimension)
        else:
            shared.append(
                t("overview.shared_in", clusters=clusters, dimension=dimension)
            )
    alone = [
        t("overview.first_in", cluster=cluster, dimensions=words.join(dimensions))
        for cluster, dimensions in first_in.items()
    ]
    return in_one(alone + shared)


def highest_dimension(now: Sequence[Row], year: int) -> str:
    """Say which score of a year is the highest, if one is."""
    most = highest(now, "dimension_score")
    if len(most) != 1 or len(now) < 2 or same(most[0]["dimension_score"]) <= 0:
        return ""
    return t("overview.highest_dimension", cluster=named(most, "cluster"),
             dimension=named(most, "dimension", within=True), year=year)  # fmt: skip


def theil_lead(rows: Sequence[Row]) -> str:
    """Say where most of the gaps between cities lie."""
    n = sum(r["within_share"] > 0.5 for r in rows)
    parts = [t("overview.theil_lead", n=n, all=len(rows))]
    most = lowest(rows, "within_share")
    share = 1 - most[0]["within_share"]
    if len(rows) > 1 and len(most) == 1 and same(share) > 0:
        indicator = named(most, "indicator", within=True)
        share = words.percent(share)
        parts.append(t("overview.theil_most", indicator=indicator, share=share))
    return words.sentences(*parts)


def steady_ranks(rows: Sequence[Row]) -> str:
    """Say whose rank is the same, and its own, in every year."""
    years, names = {r["year"] for r in rows}, words.names(rows, "cluster")
    if len(years) < 2 or len(names) < 2:
        return ""
    ranks = {c: [(r["year"], r["index_rank"]) for r in rows if r["cluster_id"] == c]
             for c in names}  # fmt: skip
    steady = [
        names[c] for c, own in ranks.items()
        if len(own) == len(years) and len({rank for _, rank in own}) == 1
        and own[0][1] is not None
        and not any(set(own) & set(ranks[other]) for other in names if other != c)
    ]  # fmt: skip
    if steady:
        return t("overview.steady", clusters=words.join(steady), n=len(years))
    return t("overview.none_steady", n=len(years))
