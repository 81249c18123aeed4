"""A second computation of the marts, in pandas and numpy alone.

It is written from the description of the method and reads nothing but the seeds, so
that an error in the SQL models and an error here are unlikely to agree. `recompute`
returns one frame per mart, `differences` compares them with the marts of a warehouse.
"""

import functools
import itertools
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
import pandas as pd
from outliers import outliers

MIN_CITIES = 2
MIN_COVERAGE = 0.5
MAX_YEAR_GAP = 1
MIN_SECTIONS = 15
TOLERANCE = 1e-9
# Two publications have the same figure within this share of it.
SAME_FIGURE = 0.01
# Numbers closer than this share of themselves differ by rounding alone.
ROUNDING = 1e-12
# Scores and CVs are compared to this many decimals.
DECIMALS = 9
ROWS_SHOWN = 5

RATE = "urbanisation_rate"
URBAN = "urban_resident_population"
RESIDENTS = "resident_population"
SPECIALISATION = "krugman_specialisation"

OBSERVATION = ["city_id", "variable_id", "year"]
PUBLISHED = ["source_id", "variable_id", "city_id", "year"]
# What is known of a value beside its status.
MARKS = ["elsewhere", "doubted", "confirmed"]
CELL = ["membership_scheme_id", "cluster_id", "year", "indicator_id"]

FLOAT_COLUMNS = (
    "multiplier",
    "precedence",
    "published_value",
    "value_used",
    "yuan_per_usd",
)
POOLS = {
    "global": [],
    "indicator": ["indicator_id"],
    "year": ["year"],
    "indicator_year": ["indicator_id", "year"],
}


class Mart(NamedTuple):
    """The columns of a mart that are compared: its key and its other columns."""

    key: list[str]
    columns: list[str]


MARTS = {
    "fct_observation_fate": Mart(PUBLISHED, ["fate"]),
    "fct_observation": Mart(OBSERVATION, ["value", "status"]),
    "fct_city_indicator": Mart(
        ["membership_scheme_id", "cluster_id", "city_id", "year", "indicator_id"],
        ["value", "from_year", "status"],
    ),
    "fct_cluster_dispersion": Mart(
        CELL,
        [
            "n_members",
            "n_cities",
            "n_interpolated",
            "n_carried",
            "n_published_rate",
            "n_other_boundary",
            "n_doubted",
            "n_confirmed",
            "quality_grade",
            "grade_reason_en",
            "grade_reason_zh",
            "mean_value",
            "sd_population",
            "sd_sample",
            "cv_population",
            "cv_sample",
            "null_reason",
        ],
    ),
    "fct_indicator_score": Mart(
        ["scenario_id", "cluster_id", "year", "indicator_id"],
        [
            "cv",
            "evenness_score",
            "size_adjustment",
            "level_adjustment",
            "indicator_score",
        ],
    ),
    "fct_dimension_score": Mart(
        ["scenario_id", "cluster_id", "year", "dimension_id"],
        ["dimension_score", "dimension_rank"],
    ),
    "fct_integration_index": Mart(
        ["scenario_id", "cluster_id", "year"],
        [
            "n_members",
            "integration_index",
            "index_rank",
            "index_change",
            "n_area_changes",
        ],
    ),
    "fct_between_cluster_cv": Mart(
        ["scenario_id", "year", "dimension_id"], ["between_cluster_cv"]
    ),
    "rpt_between_cluster_cv": Mart(
        ["scenario_id", "year", "dimension_id"], ["difference", "mean_distance"]
    ),
    "fct_outlier": Mart(
        [*PUBLISHED, "finding_kind"],
        [
            "sister_variable_id",
            "second_source_id",
            "used_for_year",
            "value",
            "suggested_value",
            "value_before",
            "value_after",
            "second_value",
            "outlier_distance",
            "is_judged",
        ],
    ),
}


@dataclass(frozen=True)
class Scenario:
    """One reading of the method."""

    scenario_id: str
    sd_type: str
    cv_pool: str
    level_pool: str
    negative_level: str
    specialisation_direction: str
    rail_definition: str
    pm25_series: str
    price_basis: str
    membership_scheme_id: str
    indicator_list: str
    indicator_set: str
    aggregation: str
    has_size_adjustment: str
    has_level_adjustment: str
    panel_id: str
    bounds_version_id: str | float
    left_out: str = ""


# Reading the seeds


def read_seed(
    path: Path, float_columns: tuple[str, ...] = FLOAT_COLUMNS
) -> pd.DataFrame:
    """Read a seed: text, apart from the years and the named columns."""
    return read_as_it_is(path, path.stat().st_mtime_ns, float_columns).copy()


@functools.cache
def read_as_it_is(
    path: Path, _written: int, float_columns: tuple[str, ...]
) -> pd.DataFrame:
    """Read a seed, once while it is not written again."""
    types: defaultdict[str, str] = defaultdict(lambda: "str")
    types |= dict.fromkeys(float_columns, "float64") | {"year": "int64"}
    return pd.read_csv(path, dtype=types)


def read_reference(seeds: Path, name: str) -> pd.DataFrame:
    """Read one of the reference seeds."""
    return read_seed(seeds / "reference" / f"{name}.csv")


def read_city_year(path: Path) -> pd.DataFrame:
    """Read the values of one publication, one row per value that is published."""
    names = pd.read_csv(path, nrows=0).columns
    identifiers = ["city_id", "city_zh", "year"]
    variables = tuple(name for name in names if name not in identifiers)
    values = read_seed(path, variables).melt(
        ["city_id", "year"], list(variables), "variable_id", "value"
    )
    return values.dropna(subset="value").assign(
        source_id=path.stem.split("__")[0], seed_name=path.stem
    )


def read_published(seeds: Path) -> pd.DataFrame:
    """Read every published value: its publication, city, year and variable."""
    paths = sorted((seeds / "city_year").glob("*.csv"))
    published = pd.concat(map(read_city_year, paths), ignore_index=True)
    return published[[*PUBLISHED, "seed_name", "value"]]


def read_scenarios(seeds: Path) -> list[Scenario]:
    """Read the readings of the method: `paper`, and how each of the others differs."""
    options = read_reference(seeds, "reading_choices")
    papers = options[options["is_paper"] == "true"].set_index("choice_id")["option_id"]
    known = {field.name for field in fields(Scenario)}
    choices = read_reference(seeds, "scenario_choices").groupby("scenario_id")
    differing = {
        name: dict(zip(group["choice_id"], group["option_id"], strict=True))
        for name, group in choices
    }
    rows = read_reference(seeds, "scenarios").to_dict("records")
    return [
        Scenario(**{
            name: value
            for name, value in {
                **papers, **row, **differing.get(row["scenario_id"], {})
            }.items()
            if name in known
        })
        for row in rows
    ]  # fmt: skip


def sample_readings(seeds: Path, n: int) -> list[Scenario]:
    """Draw some of the combinations of the open choices, the same ones each time."""
    choices = read_reference(seeds, "reading_choices")
    choices = choices[choices["is_combined"] == "true"]
    options = {
        str(name): list(zip(group["option_number"], group["option_id"], strict=True))
        for name, group in choices.groupby("choice_id", sort=False)
    }
    drawn = random.Random(2023).sample(list(itertools.product(*options.values())), n)
    (paper,) = [s for s in read_scenarios(seeds) if s.scenario_id == "paper"]
    return [
        replace(
            paper,
            scenario_id="r" + "".join(number for number, _ in reading),
            **{
                name: option for name, (_, option) in zip(options, reading, strict=True)
            },
        )
        for reading in drawn
    ]


def without(seeds: Path, left_out: tuple[str, ...]) -> list[Scenario]:
    """Give the reading `paper` without each of some indicators or dimensions."""
    (paper,) = [s for s in read_scenarios(seeds) if s.scenario_id == "paper"]
    return [
        replace(paper, scenario_id=f"without_{name}", left_out=name)
        for name in left_out
    ]


# From the published values to the values in use


def flagged_values(seeds: Path, wanted: str) -> pd.DataFrame:
    """List the published values that have a flag with a treatment.

    The rule of a flag for one variable goes before the rule for all variables.
    """
    rules = read_reference(seeds, "flag_rules")
    for_all = rules[rules["variable_id"].isna()].set_index("flag")["treatment"]
    for_one = rules.dropna(subset="variable_id")
    flags = read_reference(seeds, "value_flags").merge(
        for_one[["flag", "variable_id", "treatment"]],
        on=["flag", "variable_id"],
        how="left",
    )
    treatment = flags["treatment"].fillna(flags["flag"].map(for_all))
    return flags.loc[treatment == wanted, PUBLISHED].drop_duplicates()


def judge(published: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """Give each published value its verdict and the value that stands for it.

    A correction decides before the flags do: with a value the verdict is `corrected`,
    without one it is `rejected`. Every other value is `rejected` by a flag, or is
    `published`, which means that it can be used as it is.
    """
    corrections = read_reference(seeds, "corrections")[[*PUBLISHED, "value_used"]]
    judged = published.merge(
        corrections, on=PUBLISHED, how="left", indicator="correction"
    ).merge(flagged_values(seeds, "reject"), on=PUBLISHED, how="left", indicator="flag")
    listed = judged["correction"] == "both"
    corrected = listed & judged["value_used"].notna()
    rejected = (listed & ~corrected) | (~listed & (judged["flag"] == "both"))
    judged["verdict"] = np.select(
        [corrected, rejected], ["corrected", "rejected"], "published"
    )
    judged["value"] = judged["value_used"].where(corrected, judged["value"])
    return judged[[*PUBLISHED, "value", "verdict"]]


def derived_rates(usable: pd.DataFrame) -> pd.DataFrame:
    """Compute the urbanisation rate where one publication has both populations."""
    key = ["source_id", "city_id", "year"]
    counts = usable[usable["variable_id"].isin([URBAN, RESIDENTS])].pivot(
        index=key, columns="variable_id", values="value"
    )
    rate = (100 * counts[URBAN] / counts[RESIDENTS]).dropna()
    return rate.rename("value").reset_index().assign(variable_id=RATE, status="derived")


def select_values(judged: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """Take the value of the first publication for each city, variable and year.

    One on another boundary than that of its year is taken where there is no other.
    """
    usable = judged[judged["verdict"] != "rejected"].rename(
        columns={"verdict": "status"}
    )
    candidates = pd.concat([derived_rates(usable), usable], ignore_index=True)
    precedence = read_reference(seeds, "sources").set_index("source_id")["precedence"]
    candidates["precedence"] = candidates["source_id"].map(precedence)
    elsewhere = pd.MultiIndex.from_frame(flagged_values(seeds, "other_boundary"))
    corrections = read_reference(seeds, "corrections")[PUBLISHED]
    doubted = flagged_values(seeds, "warn").merge(
        corrections, how="left", indicator="settled"
    )
    doubted = doubted.loc[doubted["settled"] == "left_only", PUBLISHED]
    candidates["doubted"] = pd.MultiIndex.from_frame(candidates[PUBLISHED]).isin(
        pd.MultiIndex.from_frame(doubted)
    ) & (candidates["status"] != "derived")
    candidates["elsewhere"] = pd.MultiIndex.from_frame(candidates[PUBLISHED]).isin(
        elsewhere
    ) & (candidates["status"] != "derived")
    ranked = candidates.sort_values(["elsewhere", "precedence"], kind="stable")
    selected = ranked.drop_duplicates(OBSERVATION).reset_index(drop=True)
    selected["confirmed"] = has_second_source(selected, candidates)
    return selected[["source_id", *OBSERVATION, "value", "status", *MARKS]]


def has_second_source(selected: pd.DataFrame, candidates: pd.DataFrame) -> pd.Series:
    """Say which selected values another publication has too."""
    others = candidates.drop_duplicates([*OBSERVATION, "source_id"])
    pairs = selected.reset_index().merge(
        others[[*OBSERVATION, "source_id", "value"]],
        on=OBSERVATION,
        suffixes=("", "_beside"),
    )
    is_other = pairs["source_id_beside"] != pairs["source_id"]
    difference = (pairs["value_beside"] - pairs["value"]).abs()
    is_same = difference <= SAME_FIGURE * pairs["value"].abs()
    found = selected.index.isin(pairs.loc[is_other & is_same, "index"])
    return pd.Series(found, selected.index)


def observation_fates(judged: pd.DataFrame, selected: pd.DataFrame) -> pd.DataFrame:
    """Say of each published value what became of it."""
    chosen = selected.loc[selected["status"] != "derived", PUBLISHED]
    fates = judged.merge(chosen, on=PUBLISHED, how="left", indicator="chosen")
    fates["fate"] = np.select(
        [
            fates["verdict"] == "rejected",
            fates["chosen"] != "both",
            fates["verdict"] == "corrected",
        ],
        ["rejected", "superseded", "corrected"],
        "used",
    )
    return fates[[*PUBLISHED, "fate"]]


def interpolate_series(series: pd.Series, years: np.ndarray) -> pd.Series:
    """Interpolate a series by year linearly, in the years between its own years."""
    known = series.sort_index()
    inside = (years > known.index.min()) & (years < known.index.max())
    missing = years[inside & ~np.isin(years, known.index)]
    values = np.interp(missing, known.index.to_numpy(), known.to_numpy())
    return pd.Series(values, index=pd.Index(missing, name="year"), name="value")


def interpolated_values(selected: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """Fill the missing years of the variables that are to be interpolated."""
    variables = read_reference(seeds, "variables")
    linear = variables.loc[variables["fill_rule"] == "linear", "variable_id"]
    years = np.sort(selected["year"].unique())
    known = selected[selected["variable_id"].isin(linear)].set_index("year")
    filled = {
        cast("tuple[str, str]", key): interpolate_series(group, years)
        for key, group in known.groupby(["city_id", "variable_id"])["value"]
    }
    table = pd.concat(filled, names=["city_id", "variable_id"])
    return table.reset_index().assign(status="interpolated")


def interpolated_rates(
    selected: pd.DataFrame, interpolated: pd.DataFrame, judged: pd.DataFrame
) -> pd.DataFrame:
    """Compute the urbanisation rate that is missing from interpolated populations.

    The residents are those that the publication of the urban population counted, so
    that both populations are interpolated between the same two counts.
    """
    key = ["city_id", "year"]
    urban = selected.loc[selected["variable_id"] == URBAN, ["source_id", *key]]
    counted = judged[
        (judged["variable_id"] == RESIDENTS) & (judged["verdict"] != "rejected")
    ].merge(urban, on=["source_id", *key])
    years = np.sort(selected["year"].unique())
    residents = {
        cast("str", city): interpolate_series(group, years)
        for city, group in counted.set_index("year").groupby("city_id")["value"]
    }
    filled = interpolated[interpolated["variable_id"] == URBAN][[*key, "value"]]
    both = filled.merge(
        pd.concat(residents, names=["city_id"]).rename("residents").reset_index(),
        on=key,
    )
    rates = selected.loc[selected["variable_id"] == RATE, key]
    both = both.merge(rates, on=key, how="left", indicator="rate")
    both = both[both["rate"] == "left_only"]
    return both[key].assign(
        variable_id=RATE,
        value=100 * both["value"] / both["residents"],
        status="interpolated",
    )


def observations(
    selected: pd.DataFrame, judged: pd.DataFrame, seeds: Path
) -> pd.DataFrame:
    """List the values in use: selected, interpolated, and rates of interpolated."""
    filled = interpolated_values(selected, seeds)
    rates = interpolated_rates(selected, filled, judged)
    table = pd.concat([selected, filled, rates], ignore_index=True)
    table[MARKS] = table[MARKS].eq(True)
    return table[[*OBSERVATION, "value", "status", *MARKS]]


# Variables that are derived from the values in use


def values_of(observed: pd.DataFrame, variable_id: str) -> pd.Series:
    """Give the values of a variable by city and year."""
    rows = observed[observed["variable_id"] == variable_id]
    return rows.set_index(["city_id", "year"])["value"]


def in_yuan(dollars: pd.Series, seeds: Path) -> pd.Series:
    """Convert US dollars at the average rate of the year."""
    rates = read_reference(seeds, "exchange_rates").set_index("year")["yuan_per_usd"]
    return dollars * dollars.index.get_level_values("year").map(rates)


def trade_flow(observed: pd.DataFrame, flow: str, seeds: Path) -> pd.Series:
    """Give exports or imports in yuan, converted where they are in US dollars."""
    converted = in_yuan(values_of(observed, f"{flow}_usd"), seeds)
    return values_of(observed, f"{flow}_yuan").combine_first(converted)


def money_variables(observed: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """Compute the utilised investment and the total trade in yuan."""
    flows = [trade_flow(observed, flow, seeds) for flow in ("exports", "imports")]
    variables = {
        "fdi_utilised_yuan": in_yuan(values_of(observed, "fdi_utilised"), seeds),
        "trade_total": flows[0].add(flows[1]).dropna(),
    }
    table = pd.concat(variables, names=["variable_id"])
    table = table.rename("value").reset_index()
    trade = observed["variable_id"].str.fullmatch("(exports|imports)_(yuan|usd)")
    sources = {
        "fdi_utilised_yuan": observed[observed["variable_id"] == "fdi_utilised"],
        "trade_total": observed[trade],
    }
    key = ["city_id", "year"]
    marks = []
    for name, rows in sources.items():
        flow = rows["variable_id"].str.split("_").str[0]
        by_flow = rows.groupby([*key, flow])[["doubted", "confirmed"]].any()
        both = by_flow.groupby(key).agg({"doubted": "any", "confirmed": "all"})
        marks.append(both.reset_index().assign(variable_id=name))
    return table.merge(pd.concat(marks), on=[*key, "variable_id"], how="left")


def rail_variables(years: np.ndarray, seeds: Path) -> pd.DataFrame:
    """Say for each city and year whether a line was open at the end of the year."""
    openings = read_reference(seeds, "high_speed_rail_openings")
    grid = openings.merge(pd.DataFrame({"year": years}), how="cross")
    grid = grid[grid["year"] <= grid["recorded_until_year"].astype("int64")]
    parts = []
    for line in ("new_line", "any_line", "separate_line"):
        opened = grid[f"{line}_opened_on"].str[:4].astype("float64")
        part = grid[["city_id", "year"]].assign(
            variable_id=f"high_speed_rail_{line}",
            value=(opened <= grid["year"]).astype("float64"),
        )
        parts.append(part)
    return pd.concat(parts)


def section_employment(observed: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """Give employment by section for the cities and years that have enough of them."""
    variables = read_reference(seeds, "variables")
    sections = variables.loc[variables["role"] == "industry_section", "variable_id"]
    employment = observed[observed["variable_id"].isin(sections)].pivot(
        index=["city_id", "year"], columns="variable_id", values="value"
    )
    enough = employment.notna().sum(axis="columns") >= MIN_SECTIONS
    return employment[enough].fillna(0.0)


def krugman_indices(employment: np.ndarray) -> np.ndarray:
    """Compare the sections of each city (rows) with those of the pooled others."""
    others = employment.sum(axis=0) - employment
    if len(employment) < 2:
        return np.full(len(employment), np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        own_share = employment / employment.sum(axis=1, keepdims=True)
        other_share = others / others.sum(axis=1, keepdims=True)
    return np.abs(own_share - other_share).sum(axis=1)


def specialisation(
    employment: pd.DataFrame, members: pd.DataFrame, seeds: Path
) -> pd.DataFrame:
    """Compute the Krugman index for each membership scheme, member city and year."""
    key = ["membership_scheme_id", "cluster_id", "year"]
    table = members.merge(pooled_employment(employment, seeds), on="city_id")
    values = pd.Series(np.nan, index=table.index)
    for rows in table.groupby(key).groups.values():
        sections = table.loc[rows, list(employment.columns)].to_numpy()
        values[rows] = krugman_indices(sections)
    table = table.assign(variable_id=SPECIALISATION, value=values)
    own = table[table["year"] == table["from_year"]]
    columns = [*members.columns, "year", "variable_id", "value"]
    return own[columns].dropna(subset="value")


def pooled_employment(employment: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """List the employment that pools take: a panel year without any, its nearest year's."""
    indicators = read_reference(seeds, "indicators").set_index("numerator_variable_id")
    own = employment.reset_index().assign(from_year=lambda t: t["year"])
    if indicators.loc[SPECIALISATION, "gap_rule"] != "nearest_year":
        return own
    panel = read_reference(seeds, "panel_years")["year"].unique()
    rows = []
    for _, series in own.groupby("city_id"):
        have = series.set_index("year")
        for year in sorted(set(panel) - set(have.index)):
            near = [
                y
                for gap in range(1, MAX_YEAR_GAP + 1)
                for y in (year - gap, year + gap)
                if y in have.index
            ]
            if near:
                rows.append(have.loc[near[0]].to_dict() | {"year": year})
    return pd.concat([own, pd.DataFrame(rows)], ignore_index=True)


def member_values(observed: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """List observed and derived values for each membership scheme and member city."""
    members = read_members(seeds)
    years = np.sort(observed["year"].unique())
    derived = [money_variables(observed, seeds), rail_variables(years, seeds)]
    everywhere = members.merge(pd.concat([observed, *derived]), on="city_id")
    krugman = specialisation(section_employment(observed, seeds), members, seeds)
    table = pd.concat([everywhere, krugman], ignore_index=True)
    return table.assign(
        interpolated=table["status"] == "interpolated",
        **{mark: table[mark].eq(True) for mark in MARKS},
    )


def read_members(seeds: Path) -> pd.DataFrame:
    """Read the member cities of the clusters in each membership scheme."""
    columns = ["membership_scheme_id", "cluster_id", "city_id"]
    return read_reference(seeds, "cluster_members")[columns]


# Indicators of the cities


def measured_indicators(values: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """Compute the indicators of the cities in the years that have their variables."""
    key = ["membership_scheme_id", "cluster_id", "city_id", "year"]
    columns = [*key, "variable_id", "value", "interpolated", *MARKS]
    numerators = values[columns].add_suffix("_n")
    denominators = values[columns].add_suffix("_d")
    indicators = read_reference(seeds, "indicators")
    table = indicators.merge(
        numerators, left_on="numerator_variable_id", right_on="variable_id_n"
    ).merge(
        denominators,
        how="left",
        left_on=["denominator_variable_id", *(f"{name}_n" for name in key)],
        right_on=["variable_id_d", *(f"{name}_d" for name in key)],
    )
    plain = table["denominator_variable_id"].isna()
    divisor = table["value_d"].replace(0.0, np.nan).where(~plain, 1.0)
    filled = table["interpolated_n"] | (table["interpolated_d"].eq(True) & ~plain)
    table["value"] = table["value_n"] / divisor * table["multiplier"]
    apart = ~plain & (table["elsewhere_n"] != table["elsewhere_d"])
    table["status"] = np.select(
        [filled, apart], ["interpolated", "other_boundary"], "reported"
    )
    table["elsewhere"] = apart
    table["doubted"] = table["doubted_n"] | (table["doubted_d"].eq(True) & ~plain)
    table["is_rate"] = False
    table = table.rename(columns={f"{name}_n": name for name in key})
    table = table.assign(from_year=table["year"]).dropna(subset="value")
    columns = [*key, "indicator_id", "value", "from_year", "status", *MARKS, "is_rate"]
    rates = published_rates(values, seeds)
    beside = rates.set_index([*key, "indicator_id"])["value"]
    rate = beside.reindex(pd.MultiIndex.from_frame(table[[*key, "indicator_id"]]))
    gap = np.abs(rate.to_numpy() - table["value"].to_numpy())
    agrees = gap <= SAME_FIGURE * np.abs(table["value"].to_numpy())
    table["confirmed"] = table["confirmed_n"].to_numpy() | agrees
    have = pd.MultiIndex.from_frame(table[[*key, "indicator_id"]])
    is_new = ~pd.MultiIndex.from_frame(rates[[*key, "indicator_id"]]).isin(have)
    return pd.concat([table[columns], rates.loc[is_new, columns]], ignore_index=True)


def published_rates(values: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """List the rates that may stand in for the counts of an indicator."""
    of_indicator = read_reference(seeds, "indicator_rates")
    of_indicator = of_indicator.set_index("rate_variable_id")["indicator_id"]
    rates = values[values["variable_id"].isin(of_indicator.index)]
    return rates.assign(
        indicator_id=rates["variable_id"].map(of_indicator),
        from_year=rates["year"],
        status="published_rate",
        elsewhere=False,
        is_rate=True,
    )


def carried_indicators(measured: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """Take the nearest year where an indicator is missing in a panel year."""
    indicators = read_reference(seeds, "indicators")
    nearest = indicators.loc[indicators["gap_rule"] == "nearest_year", "indicator_id"]
    years = read_reference(seeds, "panel_years")["year"].drop_duplicates()
    key = MARTS["fct_city_indicator"].key
    have = pd.MultiIndex.from_frame(measured[key])
    offers = measured[measured["indicator_id"].isin(nearest) & ~measured["doubted"]]
    offers = offers.drop(columns="year")
    offers = offers.merge(years.to_frame(), how="cross")
    offers["gap"] = (offers["from_year"] - offers["year"]).abs()
    wanted = offers["gap"].le(MAX_YEAR_GAP) & ~pd.MultiIndex.from_frame(
        offers[key]
    ).isin(have)
    offers = offers[wanted].sort_values(["gap", "from_year"])
    return offers.drop_duplicates(key).drop(columns="gap").assign(status="carried")


def city_indicators(values: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """List the indicators of the member cities, measured and carried."""
    measured = measured_indicators(values, seeds)
    carried = carried_indicators(measured, seeds)
    return pd.concat([measured, carried], ignore_index=True)


# Dispersion within the clusters


def dispersion_grid(cities: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """List the cells: every cluster and indicator in every year.

    The years are those in which any member has a value, and those of the panels.
    """
    sizes = (
        read_members(seeds)
        .groupby(["membership_scheme_id", "cluster_id"])
        .size()
        .rename("n_members")
        .reset_index()
    )
    indicators = read_reference(seeds, "indicators")[["indicator_id", "unit"]]
    panel_years = read_reference(seeds, "panel_years")["year"]
    years = pd.concat([panel_years, cities["year"]]).drop_duplicates().to_frame()
    return sizes.merge(indicators, how="cross").merge(years, how="cross")


def spread(values: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Count and average `value` and give its deviations by group.

    Equal values have no deviation and their own value as the mean, whatever rounding
    says. The coefficients of variation are null where values have both signs.
    """
    groups = values.groupby(key)["value"]
    table = groups.agg(["count", "mean", "min", "max"])
    equal = nearly(table["min"], table["max"])
    both_signs = (np.sign(table["min"]) * np.sign(table["max"]) < 0) & ~equal
    table["mean"] = table["mean"].where(~equal, table["min"])
    for ddof, sd_type in enumerate(["population", "sample"]):
        deviation = groups.std(ddof=ddof).where(~equal | (table["count"] <= ddof), 0.0)
        ratio = deviation / table["mean"].abs().replace(0.0, np.nan)
        table[f"sd_{sd_type}"] = deviation
        ratio = ratio.where(~equal | deviation.isna(), 0.0)
        table[f"cv_{sd_type}"] = ratio.mask(both_signs)
    return table


def nearly(low: pd.Series, high: pd.Series) -> pd.Series:
    """Say where two numbers are equal but for rounding."""
    return pd.Series(np.isclose(low, high, rtol=ROUNDING, atol=0), low.index)


def cluster_dispersion(cities: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """Describe each indicator over the cities of each cluster and year."""
    table = dispersion_grid(cities, seeds).merge(
        spread(cities, CELL).reset_index(), on=CELL, how="left"
    )
    table = table.rename(columns={"count": "n_cities", "mean": "mean_value"})
    table["n_cities"] = table["n_cities"].fillna(0).astype("int64")
    missing = [
        table["n_cities"] == 0,
        table["n_cities"] < MIN_CITIES,
        table["n_cities"] / table["n_members"] < MIN_COVERAGE,
        (table["unit"] == "0_or_1") & (table["n_cities"] < table["n_members"]),
    ]
    reasons = [
        "no_value", "too_few_cities", "low_coverage", "missing_city", "zero_mean",
        "mixed_signs",
    ]  # fmt: skip
    undefined = table["cv_population"].isna()
    no_ratio = [*missing, undefined & (table["mean_value"] == 0), undefined]
    reason = pd.Series(np.select(no_ratio, reasons, ""), table.index)
    table["null_reason"] = reason.where(reason != "")
    columns = MARTS["fct_cluster_dispersion"].columns
    measures = columns[columns.index("mean_value") : -1]
    table.loc[table["null_reason"].notna(), measures] = np.nan
    table = table.merge(provenance(cities), on=CELL, how="left")
    counts = [name for name in columns if name.startswith("n_")]
    table[counts] = table[counts].fillna(0).astype("int64")
    graded = [grade(row, seeds) for row in table.to_dict("records")]
    table[["quality_grade", "grade_reason_en", "grade_reason_zh"]] = graded
    return table[[*CELL, *MARTS["fct_cluster_dispersion"].columns]]


def provenance(cities: pd.DataFrame) -> pd.DataFrame:
    """Count in each cell the cities of which something is to be known."""
    marks = cities[CELL].assign(
        n_interpolated=cities["status"] == "interpolated",
        n_carried=cities["status"] == "carried",
        n_published_rate=cities["is_rate"],
        n_other_boundary=cities["elsewhere"],
        n_doubted=cities["doubted"],
        n_confirmed=cities["confirmed"],
    )
    return marks.groupby(CELL).sum().reset_index()


@functools.cache
def grading(seeds: Path) -> tuple[list[dict], dict[str, dict]]:
    """Read the criteria of a grade, in order, and the proxies by indicator."""
    limits = ("sort_order", "highest_a", "highest_b", "highest_c")
    criteria = read_seed(seeds / "reference" / "quality_criteria.csv", limits)
    proxies = read_reference(seeds, "indicator_proxies").set_index("indicator_id")
    return criteria.sort_values("sort_order").to_dict("records"), proxies.to_dict(
        "index"
    )


def grade(cell: dict, seeds: Path) -> tuple[str | None, str | None, str | None]:
    """Grade a cell by the worst of the criteria, with those that are as bad as it."""
    if isinstance(cell["null_reason"], str):
        return None, None, None
    criteria, proxies = grading(seeds)
    proxy = proxies.get(cell["indicator_id"])
    n = cell["n_cities"]
    concerned = {
        "no_value": (cell["n_members"] - n, cell["n_members"]),
        "proxy": (n if proxy else 0, n),
        "one_publication": (n - cell["n_confirmed"], n),
    }
    found = []
    for row in criteria:
        name = row["criterion_id"]
        bad, of = concerned.get(name) or (cell[f"n_{name}"], n)
        limits = [row[f"highest_{letter}"] for letter in "abc"]
        letter = "ABCD"[sum(bad > limit * of for limit in limits)]
        about = {"en": row["criterion_en"], "zh": row["criterion_zh"]}
        if name == "proxy" and proxy:
            about["en"] += f" ({proxy['proxy_en']})"
            about["zh"] += f"（{proxy['proxy_zh']}）"
        found.append((letter, f"{bad} of {of} cities {about['en']}",
                      f"{of}个城市中{bad}个{about['zh']}"))  # fmt: skip
    worst = max(letter for letter, *_ in found)
    if worst == "A":
        return worst, None, None
    reasons = [texts for letter, *texts in found if letter == worst]
    english, chinese = zip(*reasons, strict=True)
    return worst, "; ".join(english), "；".join(chinese)


# Scores


def scored_indicators(scenario: Scenario, seeds: Path) -> pd.DataFrame:
    """List the indicators of a scenario and the indicator each is measured by."""
    indicators = read_reference(seeds, "indicators")
    is_alternative = indicators["alternative_of"].notna()
    options = [scenario.rail_definition, scenario.pm25_series]
    chosen = is_alternative & indicators["alternative_option"].isin(options)
    stand_ins = indicators[chosen].set_index("alternative_of")["indicator_id"]
    lists = read_reference(seeds, "indicator_lists")
    listed = lists.loc[
        lists["indicator_list"] == scenario.indicator_list, "indicator_id"
    ]
    scored = indicators.loc[
        ~is_alternative & indicators["indicator_id"].isin(listed),
        ["indicator_id", "dimension_id", "direction"],
    ].copy()
    scored["measured_by"] = scored["indicator_id"].replace(stand_ins.to_dict())
    specialised = scored["indicator_id"] == SPECIALISATION
    scored.loc[specialised, "direction"] = scenario.specialisation_direction
    if isinstance(scenario.bounds_version_id, str):
        stored = read_reference(seeds, "frozen_bounds")
        stored = stored[stored["bounds_version_id"] == scenario.bounds_version_id]
        scored = scored[scored["indicator_id"].isin(stored["pool_key"])]
    return scored[
        (scored["indicator_id"] != scenario.left_out)
        & (scored["dimension_id"] != scenario.left_out)
    ]


def price_levels(seeds: Path, first_year: int) -> pd.Series:
    """Give consumer prices of each year over those of the first."""
    prices = read_reference(seeds, "consumer_prices").set_index("year").sort_index()
    chained = (prices["consumer_price_index"].astype("float64") / 100).cumprod()
    return chained / chained[first_year]


def scenario_cells(
    scenario: Scenario, dispersion: pd.DataFrame, seeds: Path
) -> pd.DataFrame:
    """List the cells that a scenario scores, with their statistics."""
    panels = read_reference(seeds, "panel_years")
    years = panels.loc[panels["panel_id"] == scenario.panel_id, "year"]
    cells = dispersion[
        (dispersion["membership_scheme_id"] == scenario.membership_scheme_id)
        & dispersion["year"].isin(years)
    ].rename(columns={"indicator_id": "measured_by"})
    cells = cells.merge(scored_indicators(scenario, seeds), on="measured_by")
    cells["cv"] = cells[f"cv_{scenario.sd_type}"]
    if scenario.price_basis == "constant":
        units = read_reference(seeds, "indicators").set_index("indicator_id")["unit"]
        in_money = cells["measured_by"].map(units) == "yuan"
        level = cells["year"].map(price_levels(seeds, years.min()))
        cells["mean_value"] = cells["mean_value"].where(
            ~in_money, cells["mean_value"] / level
        )
    known = cells["cv"].notna().groupby(cells["indicator_id"])
    rule = "all" if scenario.indicator_set == "balanced" else "any"
    used = cells[known.transform(rule)].reset_index(drop=True)
    return used.assign(scenario_id=scenario.scenario_id)


def bounds(
    scenario: Scenario, cells: pd.DataFrame, column: str, pool: list[str], seeds: Path
) -> tuple[pd.Series, pd.Series]:
    """Give the smallest and the largest value of the pool that each cell belongs to.

    A scenario with a version of stored bounds takes those instead.
    """
    if isinstance(scenario.bounds_version_id, str):
        stored = read_seed(
            seeds / "reference" / "frozen_bounds.csv", ("min_value", "max_value")
        )
        stored = stored[
            (stored["bounds_version_id"] == scenario.bounds_version_id)
            & (stored["measure"] == column)
        ].set_index("pool_key")
        keys = cells["indicator_id"] if pool else pd.Series("all", cells.index)
        return keys.map(stored["min_value"]), keys.map(stored["max_value"])
    if not pool:
        values = cells[column]
        low, high = values.min(), values.max()
        return pd.Series(low, cells.index), pd.Series(high, cells.index)
    groups = cells.groupby(pool)[column]
    return groups.transform("min"), groups.transform("max")


def bounded(values: pd.Series, low: pd.Series, high: pd.Series) -> pd.Series:
    """Put what lies beyond stored bounds, or within rounding of them, on the bound."""
    values = values.clip(low, high)
    for bound in (low, high):
        values = values.mask(np.isclose(values, bound, rtol=1e-12, atol=0), bound)
    return values


def evenness_scores(scenario: Scenario, cells: pd.DataFrame, seeds: Path) -> pd.Series:
    """Score small differences between cities high: k, from 0 to 100."""
    low, high = bounds(scenario, cells, "cv", POOLS[scenario.cv_pool], seeds)
    width = (high - low).where((high - low).round(DECIMALS) > 0)
    return 100 * (high - bounded(cells["cv"], low, high)) / width


def size_adjustments(scenario: Scenario, cells: pd.DataFrame) -> pd.Series:
    """Give the share of a cluster in the member cities of all clusters: R."""
    if scenario.has_size_adjustment == "false":
        return pd.Series(1.0, cells.index)
    sizes = cells.drop_duplicates("cluster_id")["n_members"]
    return cells["n_members"] / sizes.sum()


def level_adjustments(
    scenario: Scenario, cells: pd.DataFrame, seeds: Path
) -> pd.Series:
    """Give the normalised mean level of an indicator: f, from 0 to 1."""
    if scenario.has_level_adjustment == "false":
        return pd.Series(1.0, cells.index)
    pool = POOLS[scenario.level_pool]
    low, high = bounds(scenario, cells, "mean_value", pool, seeds)
    width = (high - low).mask(nearly(low, high))
    level = bounded(cells["mean_value"], low, high)
    upward = (level - low) / width
    downward = (high - level) / width
    if scenario.negative_level == "sqrt_product":
        downward = np.sqrt(upward * downward)
    return upward.where(cells["direction"] == "positive", downward)


def indicator_scores(
    scenario: Scenario, dispersion: pd.DataFrame, seeds: Path
) -> pd.DataFrame:
    """Score the indicators of each cluster and year: K = k x R x f."""
    cells = scenario_cells(scenario, dispersion, seeds)
    k = evenness_scores(scenario, cells, seeds)
    size = size_adjustments(scenario, cells)
    level = level_adjustments(scenario, cells, seeds)
    return cells.assign(
        evenness_score=k,
        size_adjustment=size,
        level_adjustment=level,
        indicator_score=k * size * level,
    )


def mean_score(scores: pd.Series, aggregation: str) -> float:
    """Average the scores that there are; one score of 0 makes a geometric mean 0."""
    known = scores.dropna().to_numpy()
    if known.size == 0:
        return np.nan
    if aggregation == "arithmetic":
        return float(known.mean())
    if aggregation == "geometric_shifted":
        shifted = 1 + (100 - 1) * known / 100
        return float((np.prod(shifted) ** (1 / known.size) - 1) * 100 / (100 - 1))
    if (known == 0).any():
        return 0.0
    return float(np.exp(np.log(known).mean()))


def rank_highest_first(table: pd.DataFrame, column: str, key: list[str]) -> pd.Series:
    """Rank within the groups of the key: 1 for the highest, equal scores alike."""
    rounded = table[key].assign(score=table[column].round(DECIMALS))
    ranks = rounded.groupby(key)["score"].rank(method="min", ascending=False)
    return ranks.astype("Int64")


def dimension_scores(scenario: Scenario, scores: pd.DataFrame) -> pd.DataFrame:
    """Average the indicator scores of each dimension."""
    key = MARTS["fct_dimension_score"].key
    table = (
        scores.groupby(key)["indicator_score"]
        .agg(lambda values: mean_score(values, scenario.aggregation))
        .rename("dimension_score")
        .reset_index()
    )
    table["dimension_rank"] = rank_highest_first(
        table, "dimension_score", ["year", "dimension_id"]
    )
    return table


def integration_index(
    scenario: Scenario, dimensions: pd.DataFrame, sizes: pd.Series
) -> pd.DataFrame:
    """Average the dimension scores and compare with the panel year before."""
    balanced = scenario.indicator_set == "balanced"

    def average(values: pd.Series) -> float:
        if balanced and values.isna().any():
            return np.nan
        return mean_score(values, scenario.aggregation)

    key = MARTS["fct_integration_index"].key
    groups = dimensions.groupby(key)["dimension_score"]
    table = groups.agg(average).rename("integration_index").reset_index()
    table["index_rank"] = rank_highest_first(table, "integration_index", ["year"])
    table["n_members"] = table["cluster_id"].map(sizes)
    by_cluster = table.sort_values("year").groupby("cluster_id")["integration_index"]
    return table.assign(index_change=by_cluster.diff())


def with_area_changes(
    scenario: Scenario, table: pd.DataFrame, seeds: Path
) -> pd.DataFrame:
    """Count the changes of area of member cities since the panel year before."""
    members = read_members(seeds)
    own = members[members["membership_scheme_id"] == scenario.membership_scheme_id]
    changes = read_reference(seeds, "area_changes")[["city_id", "year"]]
    years = own.merge(changes.drop_duplicates(), on="city_id")
    panel = sorted(table["year"].unique())
    before = dict(zip(panel[1:], panel[:-1], strict=True))
    counts = []
    for cluster, year in zip(table["cluster_id"], table["year"], strict=True):
        of = years.loc[years["cluster_id"] == cluster, "year"]
        counts.append(
            ((of > before[year]) & (of <= year)).sum() if year in before else np.nan
        )
    return table.assign(n_area_changes=counts)


def between_cluster_cv(scenario: Scenario, dimensions: pd.DataFrame) -> pd.DataFrame:
    """Give the coefficient of variation of each dimension over the clusters."""
    key = MARTS["fct_between_cluster_cv"].key
    scores = dimensions.rename(columns={"dimension_score": "value"})
    table = spread(scores, key)
    ratio = table[f"cv_{scenario.sd_type}"].where(table["count"] >= MIN_CITIES)
    return ratio.rename("between_cluster_cv").reset_index()


def distance_from_table_4(
    scenario: Scenario, table: pd.DataFrame, seeds: Path
) -> pd.DataFrame:
    """Set our Table 4 beside the paper's, with the mean of the absolute differences."""
    path = seeds / "paper" / "published_between_cluster_cv.csv"
    printed = read_seed(path, ("between_cluster_cv",))
    both = table.merge(
        printed, on=["dimension_id", "year"], how="left", suffixes=("", "_printed")
    )
    gap = both["between_cluster_cv"] - both["between_cluster_cv_printed"]
    members = read_reference(seeds, "cluster_members")
    clusters = members.groupby("membership_scheme_id")["cluster_id"].agg(set)
    paper = next(s for s in read_scenarios(seeds) if s.scenario_id == "paper")
    # It is of the agglomerations of the paper.
    own = clusters.get(scenario.membership_scheme_id, set())
    if own - clusters[paper.membership_scheme_id]:
        gap = gap * np.nan
    return both.assign(
        scenario_id=scenario.scenario_id, difference=gap, mean_distance=gap.abs().mean()
    )


def scenario_marts(
    scenario: Scenario, dispersion: pd.DataFrame, seeds: Path
) -> dict[str, pd.DataFrame]:
    """Compute the marts of one scenario."""
    scores = indicator_scores(scenario, dispersion, seeds)
    dimensions = dimension_scores(scenario, scores)
    sizes = scores.drop_duplicates("cluster_id").set_index("cluster_id")["n_members"]
    table_4 = between_cluster_cv(scenario, dimensions)
    return {
        "fct_indicator_score": scores,
        "fct_dimension_score": dimensions,
        "fct_integration_index": with_area_changes(
            scenario, integration_index(scenario, dimensions, sizes), seeds
        ),
        "fct_between_cluster_cv": table_4,
        "rpt_between_cluster_cv": distance_from_table_4(scenario, table_4, seeds),
    }


def recompute(
    seeds: Path, n_readings: int = 0, left_out: tuple[str, ...] = ()
) -> dict[str, pd.DataFrame]:
    """Compute every mart from the seeds, for all scenarios and membership schemes.

    `n_readings` combinations of the open choices are drawn besides the named scenarios,
    and the reading `paper` is computed without each of the indicators or dimensions
    `left_out`.
    """
    published = read_published(seeds)
    judged = judge(published, seeds)
    selected = select_values(judged, seeds)
    observed = observations(selected, judged, seeds)
    cities = city_indicators(member_values(observed, seeds), seeds)
    dispersion = cluster_dispersion(cities, seeds)
    marts = {
        "fct_observation_fate": observation_fates(judged, selected),
        "fct_observation": observed,
        "fct_city_indicator": cities,
        "fct_cluster_dispersion": dispersion,
        "fct_outlier": outliers(
            published, judged, selected, cities, seeds, read_reference
        ),
    }
    parts = [
        scenario_marts(scenario, dispersion, seeds)
        for scenario in [
            *read_scenarios(seeds),
            *sample_readings(seeds, n_readings),
            *without(seeds, left_out),
        ]
    ]
    for name in parts[0]:
        marts[name] = pd.concat([part[name] for part in parts], ignore_index=True)
    return {
        name: marts[name][[*mart.key, *mart.columns]] for name, mart in MARTS.items()
    }


# Comparison with the marts of a warehouse


def read_marts(
    warehouse: Path, names: Iterable[str] = MARTS
) -> dict[str, pd.DataFrame]:
    """Read marts of a warehouse.

    A number that is not finite is kept apart from a null: it becomes infinite, which
    equals nothing.
    """
    # Imported here, so that the computation itself needs pandas and numpy only.
    import duckdb

    frames = {}
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for name in names:
            columns = [*MARTS[name].key, *MARTS[name].columns]
            query = f"select {', '.join(columns)} from marts.{name}"
            arrays = connection.execute(query).fetchnumpy()
            frames[name] = pd.DataFrame(
                {column: plain_column(arrays[column]) for column in columns}
            )
    return frames


def plain_column(array: np.ndarray | np.ma.MaskedArray) -> pd.Series:
    """Turn a column with a mask for its nulls into a series."""
    nulls = np.ma.getmaskarray(array)
    values = pd.Series(np.ma.getdata(array))
    if values.dtype.kind == "f":
        values = values.where(np.isfinite(values), np.inf)
    return values.mask(nulls) if nulls.any() else values


def same_values(left: pd.Series, right: pd.Series) -> pd.Series:
    """Say row by row whether two columns agree.

    Nulls agree with nulls, numbers within the tolerance, everything else exactly.
    """
    both_null = left.isna() & right.isna()
    if pd.api.types.is_float_dtype(left):
        a = left.to_numpy("float64", na_value=np.nan)
        b = right.to_numpy("float64", na_value=np.nan)
        finite = np.isfinite(a) & np.isfinite(b)
        a, b = np.where(finite, a, 0.0), np.where(finite, b, 0.0)
        scale = np.maximum(1.0, np.maximum(np.abs(a), np.abs(b)))
        return both_null | (finite & (np.abs(a - b) <= TOLERANCE * scale))
    return both_null | left.eq(right).fillna(False).astype(bool)


def describe(name: str, what: str, rows: pd.DataFrame) -> str:
    """Describe the rows of a mart that differ, the first few in full."""
    shown = rows.head(ROWS_SHOWN).to_string(index=False)
    return f"{name}: {what} in {len(rows)} rows, the first of them:\n{shown}"


def key_differences(name: str, mart: pd.DataFrame, own: pd.DataFrame) -> list[str]:
    """Describe the keys that one side lacks or has twice."""
    key = MARTS[name].key
    found = []
    for side, frame in (("warehouse", mart), ("recomputation", own)):
        repeated = frame.loc[frame.duplicated(key), key]
        found.append((f"key repeated by the {side}", repeated))
    keys = mart[key].merge(own[key], on=key, how="outer", indicator="side")
    for side, what in (
        ("left_only", "key only in the warehouse"),
        ("right_only", "key only in the recomputation"),
    ):
        found.append((what, keys.loc[keys["side"] == side, key]))
    return [describe(name, what, rows) for what, rows in found if len(rows)]


def mart_differences(name: str, mart: pd.DataFrame, own: pd.DataFrame) -> list[str]:
    """Describe how a mart of the warehouse differs from the recomputation.

    Of the scenarios that are not named, r and eight digits or without_ and a name, those
    that were recomputed are compared.
    """
    key = MARTS[name].key
    if "scenario_id" in key:
        is_generated = mart["scenario_id"].str.fullmatch(r"r\d{8}|without_\w+")
        mart = mart[~is_generated | mart["scenario_id"].isin(own["scenario_id"])]
    messages = key_differences(name, mart, own)
    both = mart.merge(own, on=key, suffixes=("_warehouse", "_recomputed"))
    for column in MARTS[name].columns:
        sides = [f"{column}_warehouse", f"{column}_recomputed"]
        rows = both[~same_values(both[sides[1]], both[sides[0]])]
        if len(rows):
            messages.append(describe(name, f"{column} differs", rows[[*key, *sides]]))
    return messages


def differences(marts: Path, seeds: Path) -> list[str]:
    """Describe every difference between a warehouse and the recomputation.

    `marts` is the DuckDB file, `seeds` the directory of the seeds it was built from.
    """
    own = recompute(seeds)
    return [
        message
        for name, frame in read_marts(marts).items()
        for message in mart_differences(name, frame, own[name])
    ]
