"""The landing gate: every seed and landing file, before anything is computed.

A finding names file, row, column, value and what was expected. Rules that the seeds' YAML
declares (types, keys, references, choices) are read from there; ranges are columns of
variables.csv. Published misprints stay in the seeds: checks of size look at the value of
the correction in their place; a value that is taken out of use is exempt.
"""

import datetime
from collections.abc import Iterator

import numpy as np
import pandas as pd

from pipeline.gates import (
    PLACE,
    Check,
    QualityResult,
    expectation,
    run_checks,
    suite,
)
from pipeline.inputs import LANDING_VALUES, Inputs, Problem, read_inputs
from pipeline.panel import Panel
from pipeline.panel_gate import check_panel
from pipeline.paths import Paths
from pipeline.rules import run_rules
from pipeline.text_checks import TEXTS, length_check, visible_check

FIRST_YEAR = 1949
# A value this many times the year before it or the median of all cities, or that small a
# part, is a slip of unit (10^4 between yuan and 10,000 yuan) and stops the build; real
# steps stay below 300, real values below 500 times the median.
SLIP_FACTOR = 1_000
# The imports of small cities are down to 1/1148 of the median of all cities.
SLIP_BELOW_MEDIAN = 1_500
# Worth a look: the yearbooks have some hundred of these, the flags name many.
JUMP_FACTOR = 5
# Parts are printed with rounding: sections may exceed their total by this share.
ROUNDING = 0.03
SHARE_TOLERANCE = 1.0

PARTS = [
    (
        ["fiscal_expenditure_science", "fiscal_expenditure_education"],
        "fiscal_expenditure",
    ),
    (["invention_patents_granted"], "patents_granted"),
    (["expressway_length"], "highway_length"),
    (["urban_resident_population"], "resident_population"),
]
# What a column of any table can hold; values of variables have theirs in variables.csv.
RANGES = {
    **dict.fromkeys(
        ("year", "from_year", "since_year", "recorded_until_year"),
        (FIRST_YEAR, datetime.datetime.now(tz=datetime.UTC).year),
    ),
    # China, whose cities have GB/T codes.
    "lon": (73, 136),
    "lat": (3, 54),
    # From 1.5 in 1980 to 8.6 in 1994.
    "yuan_per_usd": (1, 10),
    # At most the root of n - 1, or of n, for n agglomerations.
    "between_cluster_cv": (0, 3),
}
# Those of them that the rules of a panel share.
LIMITS = {
    "first_year": RANGES["year"][0],
    "last_year": RANGES["year"][1],
    "slip_factor": SLIP_FACTOR,
    "slip_below_median": SLIP_BELOW_MEDIAN,
    "jump_factor": JUMP_FACTOR,
}
SHARES = ["gdp_share_primary", "gdp_share_secondary", "gdp_share_tertiary"]
VALUE_KEY = ["source_id", "variable_id", "city_id", "year"]


def validate_inputs(
    paths: Paths, panel: Panel | None = None, *, has_more: bool = False
) -> tuple[Inputs, list[QualityResult], list[Problem]]:
    """Read and check all inputs.

    Args:
        paths: where they are.
        panel: Parquet files whose figures join them.
        has_more: whether there are figures that cannot be read from here.

    Returns:
        the inputs, a record per expectation, and all findings in the order of files.
        Findings about the form of a file come first: where there are any that stop the
        build, the content is not checked, since it would only repeat them.

    """
    inputs = read_inputs(paths)
    if inputs.problems:
        return inputs, [], inputs.problems
    records, problems = run_checks("landing", form_checks(inputs))
    if not any(problem.severity == "error" for problem in problems):
        frame = figures(inputs)
        others: pd.DataFrame | None = pd.DataFrame(columns=["city_id", "year"])
        if panel:
            of_panel = check_panel(panel, inputs, frame, LIMITS)
            records, problems, others = (
                records + of_panel[0],
                problems + of_panel[1],
                of_panel[2],
            )
        others = None if has_more else others
        for more_records, more_problems in (
            run_checks("landing", figure_checks(inputs, frame, others)),
            run_rules(inputs, frame),
        ):
            records, problems = records + more_records, problems + more_problems
    return inputs, records, problems


# Form: types, keys, references


def cells(inputs: Inputs) -> pd.DataFrame:
    """Return one row per cell of every table: its place, text and kind of text."""
    parts = []
    for name, table in inputs.tables.items():
        schema = inputs.schemas[name]
        long = table.melt(["file", "row"], var_name="column", value_name="text")
        long = long.rename(columns={"text": "value"})
        if name == LANDING_VALUES:
            is_flag = long["column"] == "flag"
            flags = exploded_flags(long[is_flag], "value")
            long = pd.concat([long[~is_flag], flags], ignore_index=True)
        long["kind"] = long["column"].map(
            {column: kind(column, type_) for column, type_ in schema.columns.items()}
        )
        if name == LANDING_VALUES:
            long["kind"] = long["kind"].replace("double", "figure")
        long["is_required"] = long["column"].isin(schema.required)
        parts.append(long)
    return pd.concat(parts, ignore_index=True)


def kind(column: str, type_: str) -> str:
    """Return which kind of text a column holds."""
    if column == "city_id":
        return "city_id"
    if type_ != "text":
        return type_
    if column.endswith("_id") or column == "flag":
        return "identifier"
    if column.endswith(("_zh", "_en")):
        return "name"
    return "text"


def references(inputs: Inputs) -> pd.DataFrame:
    """Return one row per cell that refers to another table, with what it refers to."""
    parts = []
    for name, table in inputs.tables.items():
        for column, (target, _) in inputs.schemas[name].references.items():
            part = table[["file", "row"]].assign(
                column=column, value=table[column], target=target
            )
            parts.append(part[part["value"] != ""])
    flags = landed_flags(inputs).rename(columns={"flag": "value"})
    parts.append(
        flags[["file", "row", "value"]].assign(column="flag", target="flag_rules")
    )
    return pd.concat(parts, ignore_index=True)


def choices(inputs: Inputs) -> pd.DataFrame:
    """Return one row per cell that must be one of a few choices."""
    parts = []
    for name, table in inputs.tables.items():
        for column, accepted in inputs.schemas[name].accepted.items():
            part = table[["file", "row"]].assign(
                column=column,
                value=table[column],
                choice_of=f"{name}.{column}",
                accepted=", ".join(accepted),
            )
            parts.append(part)
    return pd.concat(parts, ignore_index=True)


def joined(frame: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Return the texts of several columns as one, with commas between."""
    first, *others = (frame[column] for column in columns)
    return first.str.cat(others, sep=", ") if others else first


def keys(inputs: Inputs) -> pd.DataFrame:
    """Return one row per row of every table, with its key as one text."""
    parts = []
    for name, table in inputs.tables.items():
        key = inputs.schemas[name].key
        part = table[["file", "row"]].assign(
            column=", ".join(key),
            value=joined(table, key),
            table=name,
        )
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def form_checks(inputs: Inputs) -> list[Check]:
    """Return the checks of types, keys, references, choices and names."""
    all_cells = cells(inputs)
    filled = all_cells[all_cells["value"] != ""]
    checks = [
        Check(
            all_cells[all_cells["is_required"]].replace({"value": {"": None}}),
            suite(
                "landing_required_cells",
                [
                    expectation(
                        "ColumnValuesToNotBeNull",
                        "a value, the cell is empty",
                        "a row without its key belongs to nothing, and a mart wants its "
                        "columns filled",
                        column="value",
                    )
                ],
            ),
        )
    ]
    for name, (regex, expected, why) in TEXTS.items():
        checks.append(
            Check(
                filled[filled["kind"] == name],
                suite(
                    f"landing_{name}_cells",
                    [
                        expectation(
                            "ColumnValuesToMatchRegex",
                            expected,
                            why,
                            column="value",
                            regex=regex,
                        )
                    ],
                ),
            )
        )
    checks.append(visible_check(filled))
    checks.append(length_check(filled))
    checks.append(number_check(filled))
    checks.append(date_check(filled))
    checks.append(
        Check(
            keys(inputs),
            suite(
                "landing_keys",
                [
                    expectation(
                        "CompoundColumnsToBeUnique",
                        "each key once in its table",
                        "a repeated row would be counted twice",
                        column_list=["table", "value"],
                    )
                ],
            ),
        )
    )
    checks.extend(reference_checks(inputs))
    checks.extend(choice_checks(inputs))
    checks.extend(name_checks(inputs))
    return checks


def number_check(filled: pd.DataFrame) -> Check:
    """Return the check that numbers are within what a double holds."""
    frame = filled[filled["kind"].isin(["double", "figure"])]
    numbers = pd.to_numeric(frame["value"], errors="coerce")
    return Check(
        frame.assign(number=numbers),
        suite(
            "landing_finite_numbers",
            [
                expectation(
                    "ColumnValuesToNotBeInSet",
                    "a number below 1e308",
                    "a larger one is infinite",
                    column="number",
                    value_set=[np.inf, -np.inf],
                )
            ],
        ),
    )


def date_check(filled: pd.DataFrame) -> Check:
    """Return the check that dates are in the calendar."""
    frame = filled[filled["kind"] == "date"]
    dates = pd.to_datetime(frame["value"], format="%Y-%m-%d", errors="coerce")
    return Check(
        frame.assign(date=dates.dt.strftime("%Y-%m-%d")),
        suite(
            "landing_calendar_days",
            [
                expectation(
                    "ColumnValuesToNotBeNull",
                    "a day of the calendar, such as 2015-12-31",
                    "there is no 31 February",
                    column="date",
                )
            ],
        ),
    )


def reference_checks(inputs: Inputs) -> Iterator[Check]:
    """Yield a check per table that others refer to."""
    everything = references(inputs)
    for target, frame in everything.groupby("target"):
        table = inputs.tables[str(target)]
        field = next(
            reference[1]
            for schema in inputs.schemas.values()
            for reference in schema.references.values()
            if reference[0] == target
        )
        known = sorted(set(table[field]))
        shown = f" [{', '.join(known)}]" if len(known) <= 20 else ""
        yield Check(
            frame,
            suite(
                f"landing_references_to_{target}",
                [
                    expectation(
                        "ColumnValuesToBeInSet",
                        f"a {field} of {target}.csv{shown}",
                        "a figure of an unknown city, variable or source would vanish in "
                        "a join",
                        column="value",
                        value_set=known,
                    )
                ],
            ),
        )


def choice_checks(inputs: Inputs) -> Iterator[Check]:
    """Yield a check per column of choices."""
    for choice_of, frame in choices(inputs).groupby("choice_of"):
        accepted = frame["accepted"].iloc[0]
        yield Check(
            frame,
            suite(
                f"landing_choices_of_{str(choice_of).replace('.', '_')}",
                [
                    expectation(
                        "ColumnValuesToBeInSet",
                        f"one of [{accepted}]",
                        "an unknown choice would score nothing",
                        column="value",
                        value_set=accepted.split(", "),
                    )
                ],
            ),
        )


def name_checks(inputs: Inputs) -> Iterator[Check]:
    """Yield the check that each row with a code and a name has the two of one city."""
    names = inputs.tables["cities"].set_index("city_id")["city_zh"]
    names = names[~names.index.duplicated()]
    parts = [
        table[["file", "row"]].assign(
            column="city_zh",
            value=table["city_zh"],
            expected=table["city_id"].map(names).fillna(table["city_zh"]),
        )
        for table in inputs.tables.values()
        if {"city_id", "city_zh"} <= set(table.columns)
    ]
    yield Check(
        pd.concat(parts, ignore_index=True),
        suite(
            "landing_city_names",
            [
                expectation(
                    "ColumnPairValuesToBeEqual",
                    "the name that cities.csv has for the code: a row may have slipped",
                    "a column that slips by a row keeps valid codes and loses its names",
                    column_A="value",
                    column_B="expected",
                )
            ],
        ),
    )


# Figures: years, units, ranges, parts, shares, neighbours, completeness


def figures(inputs: Inputs) -> pd.DataFrame:
    """Return one row per figure: place, key, number in use, range, and if it is exempt."""
    parts = []
    for name, table in inputs.tables.items():
        schema = inputs.schemas[name]
        if schema.is_city_year:
            long = table.melt(
                ["file", "row", "city_id", "year"],
                schema.variables,
                "variable_id",
                "value",
            )
            parts.append(long.assign(source_id=name.split("__")[0], unit=None))
        elif name == LANDING_VALUES:
            parts.append(table.drop(columns="flag"))
    frame = pd.concat(parts, ignore_index=True)
    frame = frame[frame["value"] != ""].reset_index(drop=True)
    frame["column"] = frame["variable_id"]
    frame["published_value"] = frame["value"]
    frame = with_corrections(frame, inputs)
    frame["number"] = frame["value"].astype(float)
    frame["year_number"] = frame["year"].astype(int)
    variables = inputs.tables["variables"].set_index("variable_id")
    variables = variables[~variables.index.duplicated()]
    for bound, fallback in (("valid_min", -np.inf), ("valid_max", np.inf)):
        numbers = pd.to_numeric(variables[bound]).fillna(fallback)
        frame[bound] = frame["variable_id"].map(numbers)
    frame["variable_unit"] = frame["variable_id"].map(variables["unit"])
    return frame


def with_corrections(frame: pd.DataFrame, inputs: Inputs) -> pd.DataFrame:
    """Put the value of a correction, and its place, for the value that it corrects."""
    corrections = inputs.tables["corrections"].assign(column="value_used")
    corrections = corrections.rename(columns={"value_used": "value"})
    corrections = corrections.set_index(VALUE_KEY)
    found = corrections[PLACE].reindex(pd.MultiIndex.from_frame(frame[VALUE_KEY]))
    used = found["value"].fillna("").to_numpy() != ""
    frame.loc[used, PLACE] = found[used].to_numpy()
    is_corrected = found["value"].notna().to_numpy()
    is_rejected, is_warned = (
        flagged(frame, inputs, treatment) for treatment in ("reject", "warn")
    )
    frame["is_exempt"] = np.where(is_corrected, ~used, is_rejected)
    frame["is_known"] = is_corrected | is_rejected | is_warned
    frame["is_other_boundary"] = flagged(frame, inputs, "other_boundary")
    return frame


def flagged(frame: pd.DataFrame, inputs: Inputs, treatment: str) -> np.ndarray:
    """Return whether a flag with a treatment names each value, as int_assessed_value does.

    A rule for the variable goes before the rule for all variables.
    """
    rules = inputs.tables["flag_rules"].set_index(["flag", "variable_id"])["treatment"]
    columns = [*VALUE_KEY, "flag"]
    flags = pd.concat(
        [inputs.tables["value_flags"][columns], landed_flags(inputs)[columns]]
    )
    own = rules.reindex(pd.MultiIndex.from_frame(flags[["flag", "variable_id"]]))
    general = rules.reindex(
        pd.MultiIndex.from_frame(flags[["flag"]].assign(variable_id=""))
    )
    treated = flags.loc[np.where(own.notna(), own, general) == treatment, VALUE_KEY]
    return pd.MultiIndex.from_frame(frame[VALUE_KEY]).isin(
        pd.MultiIndex.from_frame(treated)
    )


def landed_flags(inputs: Inputs) -> pd.DataFrame:
    """Return the flags of landed values, one row per value and flag."""
    columns = ["file", "row", *VALUE_KEY, "flag"]
    if LANDING_VALUES not in inputs.tables:
        return pd.DataFrame(columns=columns)
    landed = exploded_flags(inputs.tables[LANDING_VALUES][columns], "flag")
    return landed[landed["flag"] != ""].drop_duplicates([*VALUE_KEY, "flag"])


def exploded_flags(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return one row per flag of a column in which several are joined with ;."""
    return frame.assign(**{column: frame[column].str.split(";")}).explode(
        column, ignore_index=True
    )


def figure_checks(
    inputs: Inputs, frame: pd.DataFrame, others: pd.DataFrame | None
) -> list[Check]:
    """Return the checks of the numbers.

    Args:
        inputs: what was read.
        frame: of `figures`.
        others: cities and years that have figures in a panel; None where it is not known.

    """
    in_use = frame[~frame["is_exempt"]]
    selected = selected_values(in_use, inputs)
    across = pd.concat([in_use, selected], ignore_index=True)
    return [
        *column_range_checks(inputs),
        *unit_checks(frame),
        derived_check(frame, inputs),
        precedence_check(in_use, inputs),
        rate_check(in_use, inputs),
        default_check(inputs),
        scenario_check(inputs),
        published_once_check(frame),
        *range_checks(in_use),
        part_check(across, inputs),
        share_check(in_use),
        neighbour_check(in_use),
        step_check(across),
        median_check(in_use, selected),
        zero_check(in_use),
        *([] if others is None else [completeness_check(frame, inputs, others)]),
    ]


def unit_checks(frame: pd.DataFrame) -> Iterator[Check]:
    """Yield a check for each unit that landed figures are to have."""
    landed = frame[frame["unit"].notna()].assign(
        value=lambda f: f["unit"], column="unit"
    )
    for unit, figures_in_it in landed.groupby("variable_unit"):
        yield Check(
            figures_in_it,
            suite(
                f"landing_units_{unit}",
                [
                    expectation(
                        "ColumnValuesToBeInSet",
                        f"the unit that variables.csv has for the variable: {unit}",
                        "yuan for 10,000 yuan is the commonest slip of all",
                        column="unit",
                        value_set=[unit],
                    )
                ],
            ),
        )


def column_range_checks(inputs: Inputs) -> Iterator[Check]:
    """Yield a check per column of RANGES, over all tables that have it."""
    filled = cells(inputs).query("value != ''")
    for column, (lowest, highest) in RANGES.items():
        frame = filled[filled["column"] == column]
        is_year = column.endswith("year")
        yield Check(
            frame.assign(number=frame["value"].astype(float)),
            suite(
                f"landing_{column}",
                [
                    expectation(
                        "ColumnValuesToBeBetween",
                        f"a {'year' if is_year else 'value'} from {lowest} to {highest}",
                        "of the future or of a distant past: a slip"
                        if is_year
                        else "a lost decimal point or swapped columns",
                        column="number",
                        min_value=lowest,
                        max_value=highest,
                    )
                ],
            ),
        )


def selected_values(in_use: pd.DataFrame, inputs: Inputs) -> pd.DataFrame:
    """Return the value that is taken where several publications have one, as a source.

    Checks of one publication do not see what it does beside the others. One on another
    boundary comes last, as in int_chosen_value.
    """
    order = in_use["source_id"].map(precedences(inputs))
    selected = in_use.assign(order=order).sort_values(
        ["is_other_boundary", "order"], kind="stable"
    )
    selected = selected.drop_duplicates(["variable_id", "city_id", "year"])
    return selected.drop(columns="order").assign(source_id="(selected)")


def precedences(inputs: Inputs) -> pd.Series:
    """Return the precedence of each publication."""
    sources = inputs.tables["sources"]
    return sources.set_index("source_id")["precedence"].astype(int)


def precedence_check(in_use: pd.DataFrame, inputs: Inputs) -> Check:
    """Return the check that it is clear which of two figures is taken."""
    key = ["precedence", "variable_id", "city_id", "year"]
    frame = in_use.assign(precedence=in_use["source_id"].map(precedences(inputs)))
    return Check(
        frame,
        suite(
            "landing_precedence",
            [
                expectation(
                    "CompoundColumnsToBeUnique",
                    "one figure per precedence: publications that have the same figure "
                    "need different precedences in sources.csv",
                    "of two with the same, either might be taken",
                    column_list=key,
                )
            ],
        ),
    )


def rate_check(in_use: pd.DataFrame, inputs: Inputs) -> Check:
    """Return the check that figures in dollars can be turned into yuan."""
    frame = in_use[in_use["variable_unit"].str.endswith("usd")]
    return Check(
        frame,
        suite(
            "landing_exchange_rates",
            [
                expectation(
                    "ColumnValuesToBeInSet",
                    "a figure in dollars in a year of exchange_rates.csv",
                    "without a rate it has no value in yuan",
                    column="year",
                    value_set=sorted(set(inputs.tables["exchange_rates"]["year"])),
                )
            ],
        ),
    )


def default_check(inputs: Inputs) -> Check:
    """Return the check that one membership scheme is the default."""
    frame = inputs.tables["membership_schemes"]
    is_default = frame["is_default"] == "true"
    return Check(
        frame.assign(
            column="is_default", value=frame["is_default"], n_defaults=is_default.sum()
        ),
        suite(
            "landing_default_scheme",
            [
                expectation(
                    "ColumnValuesToBeBetween",
                    "true for one membership scheme and false for all others",
                    "readers that name no scheme get the default",
                    column="n_defaults",
                    min_value=1,
                    max_value=1,
                )
            ],
        ),
    )


def scenario_check(inputs: Inputs) -> Check:
    """Return the check that each scenario has members to score."""
    column = "membership_scheme_id"
    frame = inputs.tables["scenarios"]
    return Check(
        frame.assign(column=column, value=frame[column]),
        suite(
            "landing_scenarios",
            [
                expectation(
                    "ColumnValuesToBeInSet",
                    "a scheme that has member cities in cluster_members.csv",
                    "a scenario without members would be published without a row",
                    column=column,
                    value_set=sorted(set(inputs.tables["cluster_members"][column])),
                )
            ],
        ),
    )


def derived_check(frame: pd.DataFrame, inputs: Inputs) -> Check:
    """Return the check that no figure stands in for what the models compute."""
    variables = inputs.tables["variables"]
    derived = variables.loc[variables["role"] == "derived", "variable_id"]
    return Check(
        frame.assign(value=frame["variable_id"], column="variable_id"),
        suite(
            "landing_derived_variables",
            [
                expectation(
                    "ColumnValuesToNotBeInSet",
                    "a variable that is published, not one of role derived in "
                    "variables.csv",
                    "it is computed from others: a landed value would be a second truth",
                    column="variable_id",
                    value_set=sorted(derived),
                )
            ],
        ),
    )


def published_once_check(frame: pd.DataFrame) -> Check:
    """Return the check that no two files hold the same figure."""
    place = frame.assign(column=", ".join(VALUE_KEY), value=joined(frame, VALUE_KEY))
    return Check(
        place,
        suite(
            "landing_figures_published_once",
            [
                expectation(
                    "CompoundColumnsToBeUnique",
                    "each figure of a publication once, in one file",
                    "a landed figure beside the same one in a seed: which of the two?",
                    column_list=VALUE_KEY,
                )
            ],
        ),
    )


def range_checks(in_use: pd.DataFrame) -> Iterator[Check]:
    """Yield the checks of the smallest and largest value that can be."""
    why = (
        "valid_min and valid_max of variables.csv; a misprint that stays in the seed needs "
        "a row in corrections.csv or value_flags.csv"
    )
    for bound, limit in in_use.groupby("valid_min"):
        yield Check(
            limit,
            suite(
                f"landing_values_not_below_{bound:g}",
                [
                    expectation(
                        "ColumnValuesToBeBetween",
                        f"a value of at least {bound:g}, or a correction or flag for it",
                        why,
                        column="number",
                        min_value=float(bound),
                    )
                ],
            ),
        )
    for bound, limit in in_use[in_use["valid_max"] < np.inf].groupby("valid_max"):
        yield Check(
            limit,
            suite(
                f"landing_values_not_above_{bound:g}",
                [
                    expectation(
                        "ColumnValuesToBeBetween",
                        f"a value of at most {bound:g}, or a correction or flag for it",
                        why,
                        column="number",
                        max_value=float(bound),
                    )
                ],
            ),
        )


def part_check(in_use: pd.DataFrame, inputs: Inputs) -> Check:
    """Return the check that no part is larger than its whole."""
    variables = inputs.tables["variables"]
    sections = list(
        variables.loc[variables["role"] == "industry_section", "variable_id"]
    )
    key = ["source_id", "city_id", "year"]
    rows = []
    for parts, whole in [*PARTS, (sections, "employment_total")]:
        wholes = in_use[in_use["variable_id"] == whole].set_index(key)["number"]
        wholes = wholes[~wholes.index.duplicated()]
        members = in_use[in_use["variable_id"].isin(parts)]
        total = members.groupby(key)["number"].sum()
        largest = members.sort_values("number").drop_duplicates(key, keep="last")
        index = pd.MultiIndex.from_frame(largest[key])
        rows.append(
            largest[PLACE].assign(
                parts=total.reindex(index).to_numpy(),
                whole=wholes.reindex(index).to_numpy() * (1 + ROUNDING),
            )
        )
    frame = pd.concat(rows, ignore_index=True).dropna(subset=["whole"])
    return Check(
        frame,
        suite(
            "landing_parts_of_a_whole",
            [
                expectation(
                    "ColumnPairValuesAToBeGreaterThanB",
                    "parts that are together no larger than their whole (science and "
                    "education within expenditure, sections within employment, inventions "
                    "within patents, expressways within highways, urban within resident)",
                    "a digit too many or a slip of unit in either shows here",
                    column_A="whole",
                    column_B="parts",
                    or_equal=True,
                )
            ],
        ),
    )


def share_check(in_use: pd.DataFrame) -> Check:
    """Return the check that shares of one whole sum to 100."""
    key = ["source_id", "city_id", "year"]
    shares = in_use[in_use["variable_id"].isin(SHARES)]
    grouped = shares.groupby(key)["number"].agg(["sum", "count"])
    complete = grouped[grouped["count"] == len(SHARES)]["sum"]
    first = shares[shares["variable_id"] == SHARES[0]]
    index = pd.MultiIndex.from_frame(first[key])
    frame = first[PLACE].assign(share_sum=complete.reindex(index).to_numpy())
    return Check(
        frame.dropna(subset=["share_sum"]),
        suite(
            "landing_shares",
            [
                expectation(
                    "ColumnValuesToBeBetween",
                    "shares of the three sectors that sum to 100",
                    "a lost decimal point or swapped columns show in the sum",
                    column="share_sum",
                    min_value=100 - SHARE_TOLERANCE,
                    max_value=100 + SHARE_TOLERANCE,
                )
            ],
        ),
    )


def with_steps(in_use: pd.DataFrame) -> pd.DataFrame:
    """Return positive values with the factor to the year before and to the year after.

    The value shown has both neighbours beside it.
    """
    series = ["source_id", "variable_id", "city_id"]
    frame = in_use[in_use["number"] > 0].sort_values([*series, "year_number"])
    grouped = frame.groupby(series)
    for step, name in ((1, "before"), (-1, "after")):
        year, number = grouped["year_number"].shift(step), grouped["number"].shift(step)
        frame[name] = np.exp(np.log(frame["number"] / number).abs())
        frame[f"{name}_text"] = [
            f"{y:.0f}: {n:g}" if n == n else "none"
            for y, n in zip(year, number, strict=True)
        ]
    frame["value"] += " (" + frame["before_text"] + ", " + frame["after_text"] + ")"
    return frame


def step_check(in_use: pd.DataFrame) -> Check:
    """Return the check of each value against the nearest year before it."""
    return Check(
        with_steps(in_use).dropna(subset=["before"]),
        suite(
            "landing_steps",
            [
                expectation(
                    "ColumnValuesToBeBetween",
                    f"no slip of unit: not a value {SLIP_FACTOR} times the year before "
                    "it, or that small a part of it",
                    "yuan in place of 10,000 yuan is a factor of 10,000, in one year or "
                    "from one year on",
                    column="before",
                    max_value=SLIP_FACTOR,
                    strict_max=True,
                )
            ],
        ),
    )


def neighbour_check(in_use: pd.DataFrame) -> Check:
    """Return the check of each value against the nearest years before and after it."""
    frame = with_steps(in_use)
    # The nearer of the two neighbours: one that jumps does not accuse the other.
    frame["factor"] = frame[["before", "after"]].min(axis=1)
    return Check(
        frame.dropna(subset=["factor"]),
        suite(
            "landing_neighbouring_years",
            [
                expectation(
                    "ColumnValuesToBeBetween",
                    f"not a value {JUMP_FACTOR} times its neighbouring years, or that "
                    "small a part of them",
                    "a digit too many or too few; some jumps are real",
                    warn=True,
                    column="factor",
                    max_value=JUMP_FACTOR,
                ),
            ],
        ),
    )


def median_check(in_use: pd.DataFrame, selected: pd.DataFrame) -> Check:
    """Return the check of each value against the median of all cities in the year.

    A city counts once, however many publications have a value of it.
    """
    key = ["variable_id", "year"]
    frame = in_use[in_use["number"] > 0].copy()
    medians = selected[selected["number"] > 0].groupby(key)["number"].median()
    median = medians.reindex(pd.MultiIndex.from_frame(frame[key])).set_axis(frame.index)
    frame["of_median"] = frame["number"] / median
    frame["value"] += " (median: " + median.map("{:g}".format) + ")"
    return Check(
        frame,
        suite(
            "landing_medians",
            [
                expectation(
                    "ColumnValuesToBeBetween",
                    f"no slip of unit: not a value {SLIP_FACTOR} times the median of all "
                    f"cities in the year, or 1/{SLIP_BELOW_MEDIAN} of it",
                    "a series in another unit in all its years has no step",
                    column="of_median",
                    min_value=1 / SLIP_BELOW_MEDIAN,
                    max_value=SLIP_FACTOR,
                    strict_min=True,
                    strict_max=True,
                )
            ],
        ),
    )


def zero_check(in_use: pd.DataFrame) -> Check:
    """Return the check that no value is 0 where the series is otherwise positive."""
    series = in_use.groupby(["source_id", "variable_id", "city_id"])["number"]
    return Check(
        in_use[series.transform("max") > 0],
        suite(
            "landing_zeros",
            [
                expectation(
                    "ColumnValuesToNotBeInSet",
                    "no 0 in a series that is positive in other years",
                    "an empty cell read as 0 pulls every mean down",
                    warn=True,
                    column="number",
                    value_set=[0],
                )
            ],
        ),
    )


def completeness_check(
    frame: pd.DataFrame, inputs: Inputs, others: pd.DataFrame
) -> Check:
    """Return the check that every member city has figures in the years that are scored.

    Those are the years of the panels of the scenarios that take its membership scheme.
    """
    years = (
        inputs.tables["scenarios"][["membership_scheme_id", "panel_id"]]
        .merge(inputs.tables["panel_years"][["panel_id", "year"]], on="panel_id")
        .drop(columns="panel_id")
    )
    members = inputs.tables["cluster_members"]
    grid = (
        members[["file", "row", "membership_scheme_id", "city_id"]]
        .merge(years, on="membership_scheme_id")
        .drop_duplicates(["city_id", "year"])
    )
    key = ["city_id", "year"]
    counts = pd.concat([frame[key], others[key]]).groupby(key).size()
    index = pd.MultiIndex.from_frame(grid[["city_id", "year"]])
    grid["n_figures"] = counts.reindex(index).fillna(0).to_numpy()
    grid = grid.assign(column="city_id", value=grid["city_id"] + " in " + grid["year"])
    return Check(
        grid,
        suite(
            "landing_completeness",
            [
                expectation(
                    "ColumnValuesToBeBetween",
                    "at least one figure for each member city in each year that is scored",
                    "a city that has none is misspelt or its rows are lost",
                    column="n_figures",
                    min_value=1,
                )
            ],
        ),
    )
