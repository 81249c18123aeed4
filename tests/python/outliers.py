"""A second computation of the screen for outliers, in pandas and numpy alone.

Written from docs/figures.md; `recomputation.py` hands it what it computed itself.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

DISTANCE = 3.5
FACTOR = 1.25
MIN_CITIES = 10
# Years that a figure beside another may be away.
REACH = 3
NORMAL = 1.4826

KEY = ["source_id", "variable_id", "city_id", "year"]
CELL = ["variable_id", "city_id", "year"]
UNCHANGING = ("km2", "km")
DERIVED_FROM = {
    "fdi_utilised_yuan": ("fdi_utilised",),
    "trade_total": ("exports_yuan", "exports_usd", "imports_yuan", "imports_usd"),
}

Read = Callable[[str], pd.DataFrame]
# Logarithms by city and year.
Series = dict[str, dict[int, float]]


def has_four_digits(number: float) -> bool:
    """Say whether a number is printed with more than three significant digits."""
    return len(f"{number:.12g}".replace(".", "").strip("0")) > 3


def repeated(published: pd.DataFrame, units: pd.Series) -> set[tuple]:
    """List the values that a publication has for the year before too."""
    figures = published[published["value"] > 0].assign(
        unit=lambda t: t["variable_id"].map(units)
    )
    before = figures[[*KEY, "value"]].assign(year=lambda t: t["year"] + 1)
    figures = figures.merge(
        before, on=KEY, how="left", suffixes=("", "_before"), validate="one_to_one"
    )
    figures["same"] = (
        (figures["value"] == figures["value_before"])
        & ~figures["unit"].isin(UNCHANGING)
        & ~((figures["unit"] == "percent") & (figures["value"] == 100))
    )
    of_row = figures.groupby(["seed_name", "city_id", "year"])["same"]
    most = (of_row.transform("sum") >= 2) & (of_row.transform("mean") > 0.5)
    digits = figures["value"].map(has_four_digits) & (figures["unit"] != "10k_persons")
    found = figures.loc[figures["same"] & (most | digits), KEY]
    return set(found.itertuples(index=False, name=None))


def screened_values(judged: pd.DataFrame, selected: pd.DataFrame) -> pd.DataFrame:
    """List what is screened: values in use, rejected ones and derived rates."""
    chosen = selected.loc[selected["status"] != "derived", KEY].assign(chosen=True)
    table = judged.merge(chosen, on=KEY, how="left")
    table["in_use"] = table["value"].where(table["chosen"].eq(True))
    table = table[table["chosen"].eq(True) | (table["verdict"] == "rejected")]
    derived = selected[selected["status"] == "derived"].assign(
        published=lambda t: t["value"], in_use=lambda t: t["value"]
    )
    columns = [*KEY, "published", "in_use"]
    both = pd.concat([table[columns], derived[columns]], ignore_index=True)
    return both[both["published"] > 0]


def in_use_by_variable(screened: pd.DataFrame) -> dict[str, Series]:
    """Give the logarithms of the values in use."""
    found: dict[str, Series] = defaultdict(lambda: defaultdict(dict))
    rows = screened.dropna(subset="in_use")
    for variable, city, year, value in zip(
        rows["variable_id"], rows["city_id"], rows["year"], rows["in_use"], strict=True
    ):
        found[variable][city][year] = math.log(value)
    return found


class Measure:
    """A variable or ratio: levels beside the median city, and how they spread."""

    def __init__(self, series: Series) -> None:
        """Take the logarithms in use, by city and year."""
        by_year: dict[int, list[float]] = defaultdict(list)
        for years in series.values():
            for year, value in years.items():
                by_year[year].append(value)
        most = max(map(len, by_year.values()), default=0)
        self.medians = {
            year: median(values)
            for year, values in by_year.items()
            if len(values) >= MIN_CITIES and 2 * len(values) >= most
        }
        self.levels = {
            city: {
                y: v - self.medians[y] for y, v in years.items() if y in self.medians
            }
            for city, years in series.items()
        }
        deviations = {
            city: [
                abs(level - expected)
                for year, level in years.items()
                if (expected := self.expected(city, year)) is not None
            ]
            for city, years in self.levels.items()
        }
        together = list(itertools.chain.from_iterable(deviations.values()))
        self.scales = {
            city: NORMAL * (median(values) + median(together)) / 2
            for city, values in deviations.items()
            if values
        }
        self.scales_across = {
            year: NORMAL
            * median(
                abs(levels[year]) for levels in self.levels.values() if year in levels
            )
            for year in self.medians
        }

    def expected(self, city: str, year: int) -> float | None:
        """Give the median level of the two years before and the two after."""
        levels = self.levels.get(city, {})
        before = [y for y in sorted(levels) if year - REACH <= y < year][-2:]
        after = [y for y in sorted(levels) if year < y <= year + REACH][:2]
        near = [levels[y] for y in before + after]
        return median(near) if len(near) >= 2 else None

    def own(self, city: str, year: int, value: float) -> tuple[float, float] | None:
        """Give a value's deviation from its own years, and its distance."""
        expected = self.expected(city, year)
        if year not in self.medians or expected is None or city not in self.scales:
            return None
        deviation = value - self.medians[year] - expected
        return deviation, abs(deviation) / (self.scales[city] or math.nan)

    def across(self, year: int, value: float) -> tuple[float, float] | None:
        """Give a value's deviation from the median city, and its distance."""
        if year not in self.medians:
            return None
        deviation = value - self.medians[year]
        return deviation, abs(deviation) / (self.scales_across[year] or math.nan)


def is_far(found: tuple[float, float] | None) -> bool:
    """Say whether a deviation is beyond both limits; any is beyond a spread of 0."""
    if found is None:
        return False
    deviation, distance = found
    return abs(deviation) > math.log(FACTOR) and not distance <= DISTANCE


def kind_of(deviation: float) -> str:
    """Tell a power of ten from any other factor."""
    tens = abs(deviation) / math.log(10)
    whole = tens > 0.5 and abs(tens - round(tens)) < math.log10(FACTOR)
    return "digits" if whole else "own_series"


def ratio_series(
    numerator: Series, denominator: Series, times: Series | None
) -> Series:
    """Give the logarithms of a ratio where each of its variables is in use."""
    found: Series = {}
    for city, years in numerator.items():
        found[city] = {
            year: value
            - denominator[city][year]
            + (0.0 if times is None else times[city][year])
            for year, value in years.items()
            if year in denominator.get(city, {})
            and (times is None or year in times.get(city, {}))
        }
    return found


def farthest(found: Iterable[tuple]) -> tuple | None:
    """Take the finding with the greatest distance; a spread of 0 gives none."""
    return min(
        found, key=lambda f: (0.0 if math.isnan(f[2]) else -f[2], f[3]), default=None
    )


def findings(screened: pd.DataFrame, ranges: pd.DataFrame) -> list[tuple]:
    """List key, kind, sister, deviation and distance of what is far."""
    in_use = in_use_by_variable(screened)
    compared = ranges["lowest_of_city"].notna() | ranges["highest_of_city"].notna()
    plain = ranges["denominator_variable_id"].isna()
    compared_alone = set(ranges.loc[compared & plain, "numerator_variable_id"])
    alone = {variable: Measure(series) for variable, series in in_use.items()}
    ratios = []
    for row, is_compared in zip(
        ranges[~plain].itertuples(), compared[~plain], strict=True
    ):
        names = (row.numerator_variable_id, row.denominator_variable_id)
        times = None
        if isinstance(row.times_variable_id, str):
            times = in_use.get(row.times_variable_id, {})
        above, below = (in_use.get(name, {}) for name in names)
        measure = Measure(ratio_series(above, below, times))
        ratios.append((row.ratio_id, names, times, is_compared, measure))

    found: list[tuple] = []
    for source, variable, city, year, published in zip(
        *(screened[name] for name in [*KEY, "published"]), strict=True
    ):
        value = math.log(published)
        key = (source, variable, city, year)
        own = alone[variable].own(city, year, value) if variable in alone else None
        if own is not None and is_far(own):
            found.append((*key, kind_of(own[0]), None, *own))
        sisters, crosses = [], []
        if variable in compared_alone and variable in alone:
            across = alone[variable].across(year, value)
            if across is not None and is_far(across):
                crosses.append((None, *across, variable))
        for ratio, names, times, is_compared, measure in ratios:
            if variable not in names:
                continue
            sign = 1 if variable == names[0] else -1
            sister = names[1] if sign == 1 else names[0]
            beside = in_use.get(sister, {}).get(city, {}).get(year)
            factor = 0.0 if times is None else times.get(city, {}).get(year)
            if beside is None or factor is None:
                continue
            level = sign * (value - beside) + factor
            of_ratio = measure.own(city, year, level)
            of_sister = alone[sister].own(city, year, beside)
            mine = abs(own[0]) if own else 0.0
            theirs = abs(of_sister[0]) if of_sister else 0.0
            if of_ratio is not None and is_far(of_ratio) and mine >= theirs:
                sisters.append((sister, sign * of_ratio[0], of_ratio[1], ratio))
            across = measure.across(year, level)
            if sign == 1 and is_compared and across is not None and is_far(across):
                crosses.append((sister, *across, ratio))
        for kind, candidates in (("sister", sisters), ("cross_section", crosses)):
            best = farthest(candidates)
            if best is not None:
                found.append((*key, kind, *best[:3]))
    return found


def uses(cities: pd.DataFrame, read: Read) -> pd.DataFrame:
    """Say for which year of the panel of `paper` a value is first used."""
    scenarios = read("scenarios").set_index("scenario_id")
    panels = read("panel_years")
    years = panels.loc[panels["panel_id"] == scenarios.loc["paper", "panel_id"], "year"]
    indicators = read("indicators")[
        ["indicator_id", "numerator_variable_id", "denominator_variable_id"]
    ]
    rates = read("indicator_rates").set_index("indicator_id")["rate_variable_id"]
    stand_in = cities.loc[
        cities["status"] == "published_rate", ["city_id", "indicator_id", "year"]
    ].drop_duplicates()
    table = cities[cities["year"].isin(years)].merge(indicators, on="indicator_id")
    table = table.merge(
        stand_in.rename(columns={"year": "from_year"}).assign(rate=True),
        on=["city_id", "indicator_id", "from_year"],
        how="left",
    )
    is_rate = table["rate"].eq(True)
    numerators = table["numerator_variable_id"].where(
        ~is_rate, table["indicator_id"].map(rates)
    )
    denominators = table["denominator_variable_id"].where(~is_rate)
    variables = read("variables")
    sections = variables.loc[variables["role"] == "industry_section", "variable_id"]
    parts = DERIVED_FROM | {"krugman_specialisation": tuple(sections)}
    both = pd.concat(
        [table.assign(variable_id=names) for names in (numerators, denominators)]
    ).dropna(subset="variable_id")
    both = both[["city_id", "variable_id", "from_year", "year"]].drop_duplicates()
    both["variable_id"] = [parts.get(name, (name,)) for name in both["variable_id"]]
    first = both.explode("variable_id").rename(columns={"year": "used_for_year"})
    first = first.rename(columns={"from_year": "year"})
    return first.groupby(CELL)["used_for_year"].min().reset_index()


def second_sources(
    published: pd.DataFrame, keys: pd.DataFrame, read: Read
) -> pd.DataFrame:
    """Give the value of another publication, of the one that goes before the rest."""
    flags = read("value_flags")
    no_source = flags[flags["flag"].str.contains("interpolated|carried_by_source")]
    others = published.merge(
        no_source[KEY].drop_duplicates(), how="left", indicator="x"
    )
    others = others[others["x"] == "left_only"]
    precedence = read("sources").set_index("source_id")["precedence"]
    both = keys.merge(
        others[[*KEY, "value"]].rename(
            columns={"source_id": "second_source_id", "value": "second_value"}
        ),
        on=CELL,
    )
    both = both[both["source_id"] != both["second_source_id"]]
    order = both["second_source_id"].map(precedence)
    return both.iloc[np.argsort(order, kind="stable")].drop_duplicates(KEY)


def neighbours(screened: pd.DataFrame, keys: pd.DataFrame) -> pd.DataFrame:
    """Give the nearest values in use before and after each key."""
    series: dict[tuple, dict[int, float]] = defaultdict(dict)
    used = screened.dropna(subset="in_use")
    for variable, city, year, value in used[[*CELL, "in_use"]].itertuples(index=False):
        series[variable, city][year] = value
    rows = []
    for source, variable, city, year in keys[KEY].itertuples(index=False):
        values = series[variable, city]
        before = max((y for y in values if y < year), default=None)
        after = min((y for y in values if y > year), default=None)
        beside = [values.get(y, math.nan) for y in (before, after)]
        rows.append((source, variable, city, year, *beside))
    return pd.DataFrame(rows, columns=[*KEY, "value_before", "value_after"])


def outliers(
    published: pd.DataFrame,
    judged: pd.DataFrame,
    selected: pd.DataFrame,
    cities: pd.DataFrame,
    seeds: Path,
    read_seed: Callable[[Path, str], pd.DataFrame],
) -> pd.DataFrame:
    """Screen every value that is in use or rejected.

    `published` has the values as printed with their seed, `judged` their verdicts,
    `selected` the values in use, `cities` the indicators; `read_seed` reads a seed.
    """

    def read(name: str) -> pd.DataFrame:
        return read_seed(seeds, name)

    units = read("variables").set_index("variable_id")["unit"]
    printed = published[[*KEY, "value"]].rename(columns={"value": "published"})
    screened = screened_values(judged.merge(printed, on=KEY), selected)
    columns = [*KEY, "finding_kind", "sister_variable_id", "deviation"]
    found = findings(screened, read("plausible_ranges"))
    copies = repeated(published, units)
    keys = screened[KEY].itertuples(index=False, name=None)
    found += [(*k, "repeated", None, math.nan, math.nan) for k in keys if k in copies]
    table = pd.DataFrame(found, columns=[*columns, "outlier_distance"])
    table = table.merge(screened, on=KEY).merge(uses(cities, read), on=CELL, how="left")
    table["used_for_year"] = table["used_for_year"].where(table["in_use"].notna())
    beside = table[KEY].drop_duplicates()
    table = table.merge(second_sources(published, beside, read), on=KEY, how="left")
    table = table.merge(neighbours(screened, beside), on=KEY)
    rules = read("flag_rules")
    strict = set(rules.loc[rules["treatment"].isin(["reject", "warn"]), "flag"])
    flags = read("value_flags")
    own_rules = set(rules.dropna(subset="variable_id")[["flag", "variable_id"]].itertuples(
        index=False, name=None
    ))  # fmt: skip
    treated = [
        flag in strict and (flag, variable) not in own_rules
        for flag, variable in zip(flags["flag"], flags["variable_id"], strict=True)
    ]
    judged_keys = pd.concat([flags.loc[treated, KEY], read("corrections")[KEY]])
    is_judged = pd.MultiIndex.from_frame(table[KEY]).isin(
        pd.MultiIndex.from_frame(judged_keys)
    )
    return table.assign(
        suggested_value=table["published"] / np.exp(table["deviation"]),
        value=table["published"],
        is_judged=is_judged,
        used_for_year=table["used_for_year"].astype("Int64"),
    )
