"""The sentences that set cities, agglomerations and years beside each other."""

from collections import Counter
from collections.abc import Sequence

from app import words
from app.data import Row
from app.sentences.basic import highest, lowest, named, same
from app.texts import t


def best(rows: Sequence[Row], directions: dict[str, str]) -> dict[str, list[str]]:
    """Return the cities with the best value of each indicator that several have."""
    found = {}
    for indicator, n in Counter(row["indicator_id"] for row in rows).items():
        pick = lowest if directions.get(indicator) == "negative" else highest
        of = pick((r for r in rows if r["indicator_id"] == indicator), "value")
        found[indicator] = [row["city_id"] for row in of] if n > 1 else []
    return found


def cities_headline(
    rows: Sequence[Row], cities: Sequence[Row], directions: dict[str, str], year: int
) -> str:
    """Say in how many indicators each of the chosen cities has the best value.

    Indicators count that all have, and that differ; a best that is shared is no one's.
    """
    if len(cities) == 1:
        return t("compare.one", name=named(cities, "city"), year=year)
    have = Counter(row["indicator_id"] for row in rows)
    found = Counter(
        of[0] for indicator, of in best(rows, directions).items()
        if have[indicator] == len(cities) and len(of) == 1
    )  # fmt: skip
    if not found:
        return t("compare.no_best", names=named(cities, "city"), year=year)
    parts = [t("compare.best", name=words.name(city, "city"), n=found[city["city_id"]])
             for city in cities]  # fmt: skip
    return t("compare.bests", parts=words.join(parts), n=len(have), year=year)


def gap(one: Sequence[Row], other: Sequence[Row]) -> list[Row]:
    """Return what each indicator adds to the difference of two indexes, largest first.

    Both are scores of an agglomeration in a year, with the points of the index.
    """
    before = {row["indicator_id"]: row["contribution"] for row in other}
    rows = [
        {**row, "gap": row["contribution"] - before[row["indicator_id"]]} for row in one
        if None not in (row["contribution"], before.get(row["indicator_id"]))
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -abs(same(row["gap"])))


def clusters_headline(rows: Sequence[Row], year: int) -> str:
    """Say how far the chosen agglomerations are apart in the index of a year."""
    have = [row for row in rows if row["integration_index"] is not None]
    if len(have) < 2:
        return t("compare.no_index", names=named(rows, "cluster"), year=year)
    ends = highest(have, "integration_index"), lowest(have, "integration_index")
    most, least = (same(of[0]["integration_index"]) for of in ends)
    if most == least:
        return t("compare.equal", names=named(have, "cluster"), year=year)
    high, low = (named(of, "cluster") for of in ends)
    gap = words.number(most - least)
    return t("compare.apart", high=high, low=low, gap=gap, year=year)


def years_headline(rows: Sequence[Row], name: str) -> str:
    """Say how the index of an agglomeration changed between the first and last year."""
    have = sorted((row for row in rows if row["integration_index"] is not None),
                  key=lambda row: row["year"])  # fmt: skip
    if len(have) < 2:
        return t("compare.no_years", name=name)
    first, last = have[0], have[-1]
    return t("compare.changed", name=name, first=first["year"], last=last["year"],
             first_index=words.number(first["integration_index"]),
             last_index=words.number(last["integration_index"]))  # fmt: skip


def gap_lead(rows: Sequence[Row], one: str, other: str) -> str:
    """Say which indicators make most of a difference, and which go against it."""
    whole = same(sum(row["gap"] for row in rows))
    if not rows or whole == 0:
        return t("compare.no_gap") if rows else ""
    sign = 1 if whole > 0 else -1

    def of(row: Row) -> dict[str, str]:
        name = words.inline(words.name(row, "indicator"))
        return {"indicator": name, "points": words.signed(row["gap"])}

    with_it = [row for row in rows if same(row["gap"] * sign) > 0]
    against = [row for row in rows if same(row["gap"] * sign) < 0]
    gap = words.signed(whole)
    return words.sentences(
        t("compare.gap", one=one, other=other, gap=gap, **of(with_it[0])),
        t("compare.against", **of(against[0])) if against else "",
    )
