"""Every sentence on robustness, claims and gaps is true of the figures it is made of.

Small made-up tables, with ties, zeros, gaps, one row and one year among them, go through
the functions that make sentences; pandas checks what they state.
"""

import random
import re
from typing import Any

import pandas as pd
from statements import (
    CHECKS,
    Speaker,
    cases,
    check,
    judge,
    parts,
    shows,
    shows_share,
)

# Robustness.


@check("robust.nothing", "robust.all_tied", "robust.headline", "robust.lead",
       "robust.lead_tied")  # fmt: skip
def _(v: dict, ranks: pd.DataFrame) -> bool:
    if "n" in v and not shows(v["n"], len(ranks), 0):
        return False
    if "cluster" not in v:
        return ranks.isna().all(axis=None)
    counts = ranks[v["cluster"]].value_counts()
    best = {name: (ranks[name].value_counts() / len(ranks)).max() for name in ranks}
    top = pd.Series(best).fillna(0)
    own = top[v["cluster"]]
    is_end = (
        own == top.max() if "n" in v else (top == own).sum() == 1 and own == top.min()
    )
    if "rank" not in v:
        return is_end and own == 0
    rank = int(re.sub(r"\D", "", v["rank"]))
    return is_end and counts[rank] == counts.max() and (
        shows_share(v["share"], counts[rank] / len(ranks))
    )  # fmt: skip


def test_sentences_on_ranks_leave_ties_at_zero_out(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        names = [f"K{c}" for c in range(chance.choice((2, 3, 5)))]
        pool = chance.choice(((0,), (0, 0, 0, 3, 4, 5), range(1, 90)))
        value = pd.DataFrame(
            [[chance.choice(list(pool)) for _ in names]
             for _ in range(chance.choice((1, 8, 120)))],
            columns=names, dtype=float,
        )  # fmt: skip
        places = value.rank(axis=1, method="min", ascending=False)
        tied = value.eq(0) & (value.eq(0).sum(axis=1) > 1).to_numpy()[:, None]
        shares = [
            {"cluster_id": name, "index_rank": int(rank), "n_draws": len(value),
             "share_alone": (~tied.loc[of.index, name]).sum() / len(value),
             "share_tied_at_zero": tied.loc[of.index, name].sum() / len(value),
             "cluster_en": name, "cluster_zh": name, "place": place}
            for place, name in enumerate(names)
            for rank, of in places[name].groupby(places[name])
        ]  # fmt: skip
        given = {"robustness.rank_shares": shares}
        for query in ("robustness/headline", "robustness/lead"):
            judge(speaker.of(query, given, year=2020), ranks=places.mask(tied))


@check("robust.ranges_lead")
def _(v: dict, table: pd.DataFrame) -> bool:
    width = (table["upper_95"].round(9) - table["lower_95"].round(9)).round(9)
    own = table[table["cluster_en"] == v["cluster"]].iloc[0]
    return (
        list(table["cluster_en"][width == width.max()]) == [v["cluster"]]
        and shows(v["low"], own["lower_95"])
        and shows(v["high"], own["upper_95"])
        and width.max() > 0
    )


@check("robust.leads_lead")
def _(v: dict, table: pd.DataFrame) -> bool:
    own = table[table["cluster_id"] == v["cluster"]].iloc[0]
    return (
        own["other_cluster_id"] == v["other"]
        and (table["share_ahead"] >= own["share_ahead"]).sum() == 1
        and shows(v["share"], 100 * own["share_ahead"], 0)
    )


def test_sentence_on_leads(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        n = chance.choice((1, 2, 4))
        names = [f"K{i}" for i in range(n + 1)]
        table = pd.DataFrame(
            {"cluster_id": names[:n], "other_cluster_id": names[1:],
             "share_ahead": [chance.choice((0.0, 0.5, 0.974, 1.0)) for _ in range(n)]}
        )  # fmt: skip
        rows = table.assign(
            cluster_en=names[:n], cluster_zh=names[:n],
            other_cluster_en=names[1:], other_cluster_zh=names[1:],
        )  # fmt: skip
        said = speaker.of("robustness/leads_lead", {"robustness.leads": rows})
        judge(said, table=table)


@check("overview.ahead", "overview.doubt")
def _(v: dict, first: pd.Series, sources: pd.DataFrame) -> bool:
    if "sources" in v:
        clear = sources[sources["first_order_index"] > 2 * sources["first_order_error"]]
        most = clear.sort_values("first_order_index", ascending=False).head(3)
        return parts(v["sources"]) == set(most["uncertainty_en"])
    tied = first["share_tied"] + first["share_tied_at_zero"]
    counts = [int(v[k]) for k in ("ahead", "behind", "level")]
    shares = [first["share_ahead"], first["share_behind"], tied]
    return sum(counts) == 100 and all(
        abs(n - 100 * share) <= 1 for n, share in zip(counts, shares, strict=True)
    )


def test_sentence_on_the_doubt_about_the_first(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        ahead, tied = chance.choice(((0.974, 0.0), (1.0, 0.0), (0.5, 0.25), (0.0, 1.0)))
        first = {"place": 1, "cluster_id": "K0", "cluster_en": "K0", "cluster_zh": "甲",
                 "other_cluster_en": "K1", "other_cluster_zh": "乙", "share_ahead": ahead,
                 "share_behind": 1 - ahead - tied, "share_tied": 0.0,
                 "share_tied_at_zero": tied}  # fmt: skip
        sources = [
            {"cluster_id": "K0", "uncertainty_en": f"s{i}", "uncertainty_zh": f"s{i}",
             "first_order_index": share, "first_order_error": 0.02}
            for i, share in enumerate(chance.sample((0.0, 0.03, 0.1, 0.2, 0.4, 0.5), 5))
        ]  # fmt: skip
        given = {"robustness.leads": [first], "robustness.sensitivity": sources}
        said = speaker.of("overview/doubt", given)
        judge(said, first=pd.Series(first), sources=pd.DataFrame(sources))


@check("robust.choices_lead")
def _(v: dict, table: pd.DataFrame) -> bool:
    total = table.set_index("choice")["total"]
    return list(total.index[total == total.max()]) == [v["choice"]] and total.max() > 0


@check("robust.moved")
def _(v: dict, table: pd.DataFrame) -> bool:
    moved = table["weighted_rank"].fillna(0) != table["index_rank"].fillna(0)
    return parts(v["clusters"]) == set(table["cluster_en"][moved])


CHECKS["robust.not_moved"] = lambda v, table: (
    table["weighted_rank"].fillna(0).equals(table["index_rank"].fillna(0))
)


def test_sentences_on_ranges_choices_and_weights(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        n = chance.choice((1, 2, 5))
        ends = [sorted(chance.choices((0.0, 1.0, 4.0, 9.5), k=2)) for _ in range(n)]
        table = pd.DataFrame(
            {"sort_order": range(n), "cluster_en": [f"K{i}" for i in range(n)],
             "cluster_zh": [f"群{i}" for i in range(n)],
             "lower_95": [low for low, _ in ends], "upper_95": [high for _, high in ends],
             "weighted_rank": [chance.choice((1, 2, None)) for _ in range(n)],
             "index_rank": [chance.choice((1, 2, None)) for _ in range(n)],
             "choice": [f"c{i}" for i in range(n)],
             "total": [chance.choice((0.0, 0.5, 0.5, 1.2)) for _ in range(n)]}
        ).astype({"weighted_rank": float, "index_rank": float})  # fmt: skip
        sources = table["choice"]
        of_two = table.assign(
            uncertainty_id=sources, uncertainty_en=sources, uncertainty_zh=sources,
            total_index=table["total"] / 2,
        )  # fmt: skip
        given = {
            "robustness.index_ranges": table,
            "robustness.sensitivity": pd.concat([of_two, of_two]),
            "robustness.weighted_index": table,
        }
        judge(speaker.of("robustness/ranges_lead", given), table=table)
        judge(speaker.of("robustness/choices_lead", given), table=table)
        judge(speaker.of("robustness/own_weights", given, year=2020), table=table)


@check("robust.one_lead")
def _(v: dict, ranks: pd.DataFrame, paper: pd.Series) -> bool:
    known = ranks.notna() & paper.notna()
    moved = (ranks.ne(paper) & known).any(axis=1).sum()
    return (v["moved"], v["n"]) == (moved, len(ranks))


CHECKS["robust.choices_others"] = lambda v, extra: parts(v["choices"]) == extra


@check("robust.without_lead", "robust.without_lost")
def _(v: dict, table: pd.DataFrame, counts: dict[str, int]) -> bool:
    thing = table["left_out_kind"] + table["left_out_id"]
    lost = table["index_rank"].isna()
    if "moved" not in v:
        return v["n"] == thing[lost].nunique()
    moved = ~lost & table["paper_rank"].notna()
    return v["moved"] == thing[moved].nunique() and v["n_all"] == sum(counts.values())


def test_sentences_on_single_changes(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        names = [f"C{c}" for c in range(chance.choice((1, 2, 5)))]
        pool = (1, 2, 2, None)
        ranks = pd.DataFrame(
            [[chance.choice(pool) for _ in names] for _ in range(chance.choice((1, 4)))],
            columns=names, dtype=float,
        )  # fmt: skip
        paper = pd.Series({name: chance.choice(pool) for name in names}, dtype=float)

        readings = {**dict(ranks.T), "paper": paper}
        rows = pd.DataFrame(
            [{"scenario_id": str(reading), "cluster_id": c, "index_rank": rank}
             for reading, of in readings.items() for c, rank in of.items()]
        )  # fmt: skip
        drawn = {reading: chance.choice((True, False, None)) for reading in readings}
        choices = rows["scenario_id"].map(lambda reading: f"c{reading}")
        rows = rows.assign(
            choice_en=choices, choice_zh=choices, choice_number=rows.index,
            is_drawn=rows["scenario_id"].map({str(k): v for k, v in drawn.items()}),
        )  # fmt: skip
        extra = {f"c{reading}" for reading, is_in in drawn.items() if is_in is False}
        given = {"robustness.single_choices": rows}
        judge(speaker.of("robustness/choices_others", given), extra=extra)
        said = speaker.of("robustness/single_lead", {"robustness.single_choices": rows})
        judge(said, ranks=ranks, paper=paper)
        table = pd.DataFrame(
            [{"left_out_kind": "city", "left_out_id": str(chance.randrange(3)),
              "index_rank": chance.choice((1, None)),
              "paper_rank": chance.choice((2, None))}
             for _ in range(chance.choice((1, 5)))]
        ).astype({"index_rank": float, "paper_rank": float})  # fmt: skip
        table = table[table["index_rank"].notna() | table["paper_rank"].notna()]
        counts = {"city": 3, "indicator": chance.randrange(4)}
        given = {
            "robustness.leave_one_out": table,
            "robustness.left_out_counts": [{"left_out_kind": kind, "n": n}
                                           for kind, n in counts.items()],
        }  # fmt: skip
        said = speaker.of("robustness/without_lead", given)
        judge(said, table=table, counts=counts)


# Replication and quality.


CHECKS["claims.none_testable"] = lambda v, table, **_: (
    table["outcome"] == "not_testable"
).all()
CHECKS["claims.headline"] = lambda v, table, **_: (
    (v["n"], v["n_all"]) == ((table["outcome"] == "reproduced").sum(), len(table))
)
CHECKS["claims.untested"] = lambda v, table, **_: (
    v["n"] == (table["outcome"] == "not_testable").sum() > 0
)
CHECKS["claims.left_out"] = lambda v, out, n, **_: (
    (v["n_left_out"], v["n_all"]) == (out, n)
)
# A fact about the paper, whatever the figures.
CHECKS["claims.figures"] = lambda v, **_: True


@check("claims.failed")
def _(v: dict, table: pd.DataFrame, **_: Any) -> bool:
    failed = table[table["outcome"] == "not_reproduced"]
    return (v["failed"], v["near"]) == (
        len(failed),
        (failed["n_facts_met"] > 0).sum(),
    ) and (len(failed) > 0)


@check("claims.table_4_lead")
def _(v: dict, gaps: pd.Series) -> bool:
    gap = gaps.abs().dropna().round(9)
    return (
        gap.min() < gap.max()
        and parts(v["near"]) == set(gap.index[gap == gap.min()])
        and parts(v["far"]) == set(gap.index[gap == gap.max()])
        and shows(v["near_gap"], gap.min(), 3)
        and shows(v["far_gap"], gap.max(), 3)
    )


CHECKS["claims.in_year"] = lambda v, gaps: v["text"] in gaps.index


@check("quality.used", "quality.without", "quality.proxies", "quality.rates")
def _(v: dict, table: pd.DataFrame) -> bool:
    used = table["is_used"]
    if "left_out" in v:
        return parts(v["left_out"]) == set(table.index[~used])
    if "proxies" in v:
        own = table.loc[used & table["proxy_en"].notna(), "proxy_en"]
        return (
            parts(v["proxies"])
            == {f"{i} ({proxy})" for i, proxy in own.items()}
            != (set())
        )
    if "rates" in v:
        own = table.index[used & (table["n_published_rate"] > 0)]
        return parts(v["rates"]) == set(own) != set()
    return (v["used"], v["n_all"]) == (used.sum(), len(used))


CHECKS["quality.proxy"] = lambda v, table: (
    v["proxy"] == table.loc[v["name"], "proxy_en"]
)


@check("quality.headline")
def _(v: dict, fates: pd.DataFrame, **_: Any) -> bool:
    n, used = fates["n_values"].sum(), fates["n_values"][fates["fate"] == "used"].sum()
    return shows(v["n"], n, 0) and shows(v["share"], 100 * used / n, 1)


@check("quality.gates_lead")
def _(v: dict, gates: pd.DataFrame, **_: Any) -> bool:
    failed = gates.groupby("severity")["n_failed"].sum()
    found = (failed.get("error", 0), failed.get("warning", 0))
    return (
        (v["errors"], v["warnings"]) == found
        and v["n"] == gates["n"].sum()
        and shows(v["n_values"], gates["n_checked"].sum(), 0)
    )


def test_sentences_on_fates_and_gates(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        fates = pd.DataFrame(
            [{"fate": fate, "n_values": chance.choice((0, 7, 1900)) + 50}
             for fate in ("used", "superseded", "used", "rejected")]
        )  # fmt: skip
        severities = chance.choice((("error",), ("error", "warning"), ("warning",)))
        gates = pd.DataFrame(
            [{"severity": severity, "n": chance.randint(1, 99),
              "n_checked": chance.randint(0, 10**6), "n_failed": chance.choice((0, 3))}
             for severity in severities]
        )  # fmt: skip
        for query, given in (("quality/headline", {"quality.fates": fates}),
                             ("quality/gates_lead", {"quality.gates": gates})):  # fmt: skip
            judge(speaker.of(query, given), fates=fates, gates=gates)
        assert "quality.gates_lead" in [key for key, _ in speaker.said]


# An indicator as it is where nothing stands in for it.
NAMED = {"indicator_en": "I", "indicator_zh": "I", "proxy_en": None, "proxy_zh": None,
         "n_published_rate": 0}  # fmt: skip


def test_sentences_on_claims_and_what_is_left_out(speaker: Speaker) -> None:
    for seed in cases():
        chance = random.Random(seed)
        kinds = chance.choice(
            (("not_testable",), ("reproduced",), ("reproduced", "not_reproduced"),
             ("reproduced", "not_reproduced", "not_testable"))
        )  # fmt: skip
        table = pd.DataFrame(
            [{"outcome": chance.choice(kinds), "n_facts_met": chance.choice((0, 2))}
             for _ in range(chance.choice((1, 3, 12)))]
        )  # fmt: skip
        out, n = chance.choice((0, 4)), 19
        indicators = [{**NAMED, "is_used": i >= out} for i in range(n)]
        given = {"replication.claims": table, "quality.availability": indicators}
        judge(speaker.of("replication/headline", given), table=table)
        said = speaker.of("replication/lead", given)
        judge(said, table=table, out=out, n=n)
        gaps = pd.Series(
            {f"D{d} in {y}": chance.choice((0.0, 0.1, -0.1, 0.25, None))
             for d in range(chance.choice((1, 3))) for y in (2010, 2015)}, dtype=float
        )  # fmt: skip
        lines = [
            {"dimension_en": name[:2], "dimension_zh": name[:2], "year": int(name[-4:]),
             "difference": None if pd.isna(x) else x}
            for name, x in gaps.items()
        ]  # fmt: skip
        cells = pd.DataFrame(lines).astype({"difference": float})
        said = speaker.of("replication/table_4_lead", {"replication.table_4": cells})
        judge(said, gaps=gaps)
        table = pd.DataFrame(
            [{"indicator_en": f"I{i}", "indicator_zh": f"I{i}",
              "is_used": chance.random() < 0.6,
              "proxy_en": chance.choice((None, None, "P1")),
              "n_published_rate": chance.choice((0, 0, 7))} for i in range(5)]
        ).assign(proxy_zh=lambda t: t["proxy_en"])  # fmt: skip
        given["quality.availability"] = table
        used = table[table["is_used"]]
        for query in ("quality/left_out_lead", "replication/lead"):
            made_of = [(key, v) for key, v in speaker.of(query, given)
                       if key.startswith("quality")]  # fmt: skip
            stand_ins = {"quality.proxies", "quality.rates"} & {
                key for key, _ in made_of
            }
            assert bool(stand_ins) == bool(
                used["proxy_en"].any() or (used["n_published_rate"] > 0).any()
            )
            judge(made_of, table=table.set_index("indicator_en", drop=False))
