"""The sentences that set cities, agglomerations and years beside each other."""

from collections.abc import Sequence

from app import words
from app.data import Row
from app.sentences.basic import highest, lowest, named, same
from app.texts import t


def bests(rows: Sequence[Row], directions: dict[str, str], n: int) -> dict[str, int]:
    """Return in how many indicators each city has the best value of those chosen.

    Indicators count that all have, and that differ; a best that is shared is no one's.

    Args:
        rows: values of the chosen cities, indicator by indicator.
        directions: whether more of an indicator is better, or less.
        n: how many cities are chosen.

    """
    found = dict.fromkeys((row["city_id"] for row in rows), 0)
    for indicator in dict.fromkeys(row["indicator_id"] for row in rows):
        of = [row for row in rows if row["indicator_id"] == indicator]
        pick = lowest if directions.get(indicator) == "negative" else highest
        best = pick(of, "value")
        if len(of) == n and len(best) == 1:
            found[best[0]["city_id"]] += 1
    return found


def cities_headline(
    rows: Sequence[Row], cities: Sequence[Row], directions: dict[str, str], year: int
) -> str:
    """Say in how many indicators each of the chosen cities has the best value."""
    if len(cities) == 1:
        return t("compare.one", name=named(cities, "city"), year=year)
    found = bests(rows, directions, len(cities))
    n = len({row["indicator_id"] for row in rows})
    if not sum(found.values()):
        return t("compare.no_best", names=named(cities, "city"), year=year)
    parts = [
        t(
            "compare.best",
            name=words.name(city, "city"),
            n=found.get(city["city_id"], 0),
        )
        for city in cities
    ]
    return t("compare.bests", parts=words.join(parts), n=n, year=year)


def gap(one: Sequence[Row], other: Sequence[Row]) -> list[Row]:
    """Return what each indicator adds to the difference of two indexes, largest first.

    Args:
        one: scores of an agglomeration in a year, with the points of the index.
        other: those of what it is compared with.

    """
    before = {row["indicator_id"]: row["contribution"] for row in other}
    rows = [
        {**row, "gap": row["contribution"] - before[row["indicator_id"]]}
        for row in one
        if row["contribution"] is not None
        and before.get(row["indicator_id"]) is not None
    ]
    return sorted(rows, key=lambda row: -abs(same(row["gap"])))


def clusters_headline(rows: Sequence[Row], year: int) -> str:
    """Say how far the chosen agglomerations are apart in the index of a year."""
    have = [row for row in rows if row["integration_index"] is not None]
    if len(have) < 2:
        names = named(rows, "cluster")
        return t("compare.no_index", names=names, year=year)
    high, low = highest(have, "integration_index"), lowest(have, "integration_index")
    apart = same(high[0]["integration_index"]) - same(low[0]["integration_index"])
    if apart == 0:
        return t("compare.equal", names=named(have, "cluster"), year=year)
    return t("compare.apart", high=named(high, "cluster"), low=named(low, "cluster"),
             gap=words.number(apart), year=year)  # fmt: skip


def years_headline(rows: Sequence[Row], name: str) -> str:
    """Say how the index of an agglomeration changed between the first and last year."""
    have = sorted((row for row in rows if row["integration_index"] is not None),
                  key=lambda row: row["year"])  # fmt: skip
    if len(have) < 2:
        return t("compare.no_years", name=name)
    first, last = have[0], have[-1]
    return t(
        "compare.changed",
        name=name,
        first=first["year"],
        first_index=words.number(first["integration_index"]),
        last=last["year"],
        last_index=words.number(last["integration_index"]),
    )


def gap_lead(rows: Sequence[Row], one: str, other: str) -> str:
    """Say which indicators make most of a difference, and which go against it."""
    whole = same(sum(row["gap"] for row in rows))
    if not rows or whole == 0:
        return t("compare.no_gap") if rows else ""
    sign = 1 if whole > 0 else -1
    with_it = [row for row in rows if same(row["gap"] * sign) > 0]
    against = [row for row in rows if same(row["gap"] * sign) < 0]
    parts = [
        t("compare.gap", one=one, other=other, gap=words.signed(whole),
          indicator=words.inline(words.name(with_it[0], "indicator")),
          points=words.signed(with_it[0]["gap"]))
    ]  # fmt: skip
    if against:
        parts.append(
            t("compare.against",
              indicator=words.inline(words.name(against[0], "indicator")),
              points=words.signed(against[0]["gap"]))
        )  # fmt: skip
    return words.sentences(*parts)
