"""Rules about figures, each tried on figures of the seeds that are made wrong by hand."""

from collections.abc import Callable, Iterator
from functools import cache

import pandas as pd
import pytest
from conftest import ROOT
from figure_rows import figures, given, reference_tables

from pipeline.gates.rules import FOLDER, findings, read_rules
from pipeline.gates.rules.relations import tables as tables_of
from pipeline.landing.files import Inputs
from pipeline.landing.inputs import read_inputs
from pipeline.landing.problem import Problem
from pipeline.paths import Paths

RULES = {
    rule.name: rule
    for stage in ("values", "figures")
    for rule in read_rules(FOLDER / stage)
}


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    """Return the seeds as the gate reads them."""
    return read_inputs(Paths(ROOT, ROOT / "none", ROOT / "none"))


@pytest.fixture(scope="module")
def frame(inputs: Inputs) -> pd.DataFrame:
    """Return one row per figure of the seeds."""
    return figures(inputs)


@pytest.fixture(scope="module")
def found(
    inputs: Inputs, frame: pd.DataFrame
) -> Iterator[Callable[..., list[Problem]]]:
    """Return what finds with a rule, in tables and figures that a test changes."""
    connection = tables_of(reference_tables(inputs))

    @cache
    def before(rule: str, variables: tuple[str, ...]) -> list[Problem]:
        few = frame[frame["variable_id"].isin(variables)]
        with given(connection, few, {}):
            return findings(connection, RULES[rule])

    def find(
        rule: str,
        variables: tuple[str, ...] = (),
        change: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
        **tables: pd.DataFrame,
    ) -> list[Problem]:
        few = frame[frame["variable_id"].isin(variables)]
        changed = few if change is None else change(few.copy())
        with given(connection, changed, tables):
            listed = findings(connection, RULES[rule])
        return [p for p in listed if p not in before(rule, variables)]

    with connection:
        yield find


def with_numbers(
    city: str, variable: str, number: Callable[[pd.Series], pd.Series], **where: object
) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Return the change that gives figures of a city other numbers."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        at = (frame["city_id"] == city) & (frame["variable_id"] == variable)
        for column, value in where.items():
            at &= frame[column] == value
        assert at.any()
        frame.loc[at, "number"] = number(frame.loc[at, "number"])
        frame.loc[at, "value"] = frame.loc[at, "number"].map("{:g}".format)
        return frame

    return change


def changed(table: pd.DataFrame, key: str, value: str, **cells: str) -> pd.DataFrame:
    """Return a table with other texts in a row."""
    table = table.copy()
    at = table[key] == value
    assert at.sum() == 1
    for column, text in cells.items():
        table.loc[at, column] = text
    return table


def test_a_city_of_a_line_opened_in_another_decade(found, inputs: Inputs) -> None:
    openings = inputs.tables["high_speed_rail_openings"]
    # 2009-12-26 with year and day in each other's place.
    wrong = changed(openings, "city_id", "430400", new_line_opened_on="2026-12-09")
    (problem,) = found("lines_opened_together", high_speed_rail_openings=wrong)
    assert (problem.file, problem.column) == (
        "seeds/reference/high_speed_rail_openings.csv", "new_line_opened_on",
    )  # fmt: skip
    assert problem.row == int(
        openings.loc[openings["city_id"] == "430400", "row"].iloc[0]
    )
    assert "2009-12-26" in str(problem.value)
    # Two days apart is one opening.
    near = changed(openings, "city_id", "430400", new_line_opened_on="2009-12-28")
    assert not found("lines_opened_together", high_speed_rail_openings=near)


@pytest.mark.parametrize(
    ("city_id", "severity"),
    [("520000", "error"), ("330000", "error"), ("510107", "warning"),
     ("110000", None), ("429021", None), ("990100", None), ("469001", None)],
)  # fmt: skip
def test_a_province_or_district_is_no_city(
    found, inputs: Inputs, city_id: str, severity: str | None
) -> None:
    cities = inputs.tables["cities"]
    more = cities.iloc[[5]].assign(city_id=city_id, city_zh="某地", row=900)
    problems = found("places_that_are_no_city", cities=pd.concat([cities, more]))
    assert [(p.row, p.column, p.severity) for p in problems] == (
        [(900, "city_id", severity)] if severity else []
    )


def test_other_places_are_held_to_what_places_like_them_have(
    found, inputs: Inputs
) -> None:
    """Counties of the United States have 0.1 to 28,000 residents a square kilometre."""
    pairs = ("resident_population", "land_area")

    def beside(frame: pd.DataFrame) -> pd.DataFrame:
        # As many people on a thousand times the land, and the smallest a thousandth.
        own = frame[frame["city_id"].isin(shifted)].copy()
        own["city_id"] = own["city_id"].map(shifted)
        own["file"] = "landing/counties/figures.csv"
        is_land = own["variable_id"] == "land_area"
        own.loc[is_land, "number"] *= 1000
        smallest = own["city_id"] == next(iter(shifted.values()))
        own.loc[smallest & ~is_land, "number"] /= 1000
        return pd.concat([frame, own], ignore_index=True)

    cities = inputs.tables["cities"]
    known = cities.iloc[:30]
    shifted = {code: f"9{code}" for code in known["city_id"]}
    landed = known.assign(
        city_id=known["city_id"].map(shifted), file="landing/counties/cities.csv"
    )
    looks = (
        "medians",
        "ratio_that_cannot_be",
        "ratio_of_a_city_far_from_all",
        "figure_unlike_its_other_years",
        "province_unlike_its_other_years",
    )

    def severities(system: str) -> dict[str, set[str]]:
        places = pd.concat([cities, landed.assign(code_system=system)])
        of_rule = {name: found(name, pairs, beside, cities=places) for name in looks}
        assert all(p.file.startswith("landing/") for ps in of_rule.values() for p in ps)
        return {name: {p.severity for p in ps} for name, ps in of_rule.items() if ps}

    # Of a median of their own, not of the median of China; its limits say nothing of them.
    assert severities("FIPS") == {}
    # Thinly settled places of China are listed; a thousandth of it stops.
    assert severities("GB/T 2260")["ratio_that_cannot_be"] == {"warning", "error"}
    assert severities("GB/T 2260")["ratio_of_a_city_far_from_all"] == {"warning"}


def test_places_in_another_unit_do_not_vouch_for_each_other(
    found, inputs: Inputs
) -> None:
    cities = inputs.tables["cities"]
    places = cities.iloc[:30].assign(code_system="FIPS", file="landing/cities.csv")

    def severities(*factors: float) -> set[str]:
        def of_2015(frame: pd.DataFrame) -> pd.DataFrame:
            frame = frame[frame["city_id"].isin(places["city_id"])]
            frame = frame[frame["year"] == 2015]
            for code, factor in zip(places["city_id"], factors, strict=False):
                frame.loc[frame["city_id"] == code, "number"] = 1000 * factor
            return frame

        problems = found("medians", ("land_area",), of_2015, cities=places)
        return {problem.severity for problem in problems}

    assert severities(1e8) == {"error"}
    assert severities(1e8, 1e8) == {"error"}
    # One lies between the largest and all others.
    assert severities(1e5, 1e3) == {"warning"}


def test_a_year_unlike_its_neighbours_in_all_places_that_landed(
    found, inputs: Inputs
) -> None:
    """Guests of 2020 stayed away in all places; a fifth of them is another unit."""
    cities = inputs.tables["cities"]
    places = cities.iloc[:30].assign(code_system="NUTS 2021", file="landing/cities.csv")

    def severities(factor: float) -> set[str]:
        def in_2015(frame: pd.DataFrame) -> pd.DataFrame:
            frame = frame[frame["city_id"].isin(places["city_id"])]
            frame.loc[frame["year"] == 2015, "number"] *= factor
            return frame

        problems = found(
            "step_of_all_cities", ("hospital_beds",), in_2015, cities=places
        )
        return {problem.severity for problem in problems}

    assert severities(0.6) == {"warning"}
    assert severities(0.1) == {"error"}
    assert severities(1) == set()


def test_cities_elsewhere_may_move_apart(found, inputs: Inputs) -> None:
    """GDP of Liaoning fell by a fifth in 2016, when that of all others rose."""
    cities = inputs.tables["cities"]
    moved = cities["city_id"].str.startswith("43")
    landed = cities.assign(file=cities["file"].where(~moved, "landing/cities.csv"))

    def severities(factor: float, places: pd.DataFrame) -> dict[str, set[str]]:
        def since_2016(frame: pd.DataFrame) -> pd.DataFrame:
            at = frame["city_id"].str.startswith("43") & (frame["year"] >= 2016)
            frame.loc[at, "number"] *= factor
            return frame

        looks = (
            "figure_unlike_its_other_years",
            "many_figures_unlike_their_other_years",
        )
        of_rule = {n: found(n, ("gdp",), since_2016, cities=places) for n in looks}
        return {
            name[:4]: {p.severity for p in ps} for name, ps in of_rule.items() if ps
        }

    assert severities(0.5, landed) == {"figu": {"warning"}}
    assert severities(0.5, cities) == {"figu": {"warning"}, "many": {"error"}}
    assert severities(0.2, landed)["many"] == {"error"}


def test_a_rate_that_is_low_everywhere(found, inputs: Inputs) -> None:
    cities = inputs.tables["cities"]
    rate = "urbanisation_rate"

    def lowered(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(number=frame["number"] / 100)

    landed = cities.assign(code_system="LGD", file="landing/cities.csv")
    assert {
        p.severity for p in found("fractions_for_percentages", (rate,), lowered)
    } == {"error"}
    problems = found("fractions_for_percentages", (rate,), lowered, cities=landed)
    assert {p.severity for p in problems} == {"warning"}
    one_year = with_numbers("310000", rate, lambda n: n / 100, year=2015)
    problems = found("fractions_for_percentages", (rate,), one_year, cities=landed)
    assert {p.severity for p in problems} == {"error"}


def test_a_correction_to_0_is_no_wage(found) -> None:
    change = with_numbers(
        "520300",
        "average_wage",
        lambda n: n * 0,
        file="seeds/reference/corrections.csv",
    )
    (problem,) = found("ratio_that_cannot_be", ("average_wage",), change)
    assert problem.file == "seeds/reference/corrections.csv"
    assert (problem.column, problem.severity) == ("value_used", "error")


def test_a_rate_of_0_is_listed_in_one_year_and_in_all(found) -> None:
    rate = "household_waste_treatment_rate"
    change = with_numbers("330700", rate, lambda n: n * 0)
    # 0 can be printed: no plant is open.
    assert not found("ratio_that_cannot_be", (rate,), change)
    (problem,) = found("series_of_zeros", (rate,), change)
    assert (problem.column, problem.severity) == (rate, "warning")


def test_publications_that_know_each_other(found) -> None:
    residents = "resident_population"
    change = with_numbers(
        "330700", residents, lambda n: n * 1.5, source_id="census", year=2020
    )
    (problem,) = found("publications_that_disagree", (residents,), change)
    assert problem.file == "seeds/city_year/census__population.csv"
    assert problem.severity == "warning"
    tripled = with_numbers(
        "330700", residents, lambda n: n * 3, source_id="census", year=2020
    )
    (problem,) = found("publications_that_disagree", (residents,), tripled)
    assert problem.severity == "error"


def test_two_places_with_one_series(found) -> None:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        for variable in ("hospital_beds", "doctors"):
            of_variable = frame[frame["variable_id"] == variable]
            numbers = of_variable.set_index(["city_id", "year"])["number"]
            rows = of_variable[of_variable["city_id"] == "361100"]
            rows = rows[rows["year"].isin(numbers["330700"].index)]
            own = numbers["330700"].reindex(rows["year"]).to_numpy()
            frame.loc[rows.index, "number"] = own
            frame.loc[rows.index, "value"] = [f"{n:g}" for n in own]
        return frame

    problems = found("place_copied", ("hospital_beds", "doctors"), change)
    assert len(problems) > 30
    assert {problem.severity for problem in problems} == {"error"}
    assert all("361100" in str(p.value) and "330700" in str(p.value) for p in problems)


def test_a_doubt_that_a_flag_names_is_not_listed_again(found) -> None:
    change = with_numbers("330700", "average_wage", lambda n: n * 1.7, year=2012)
    assert found("figure_unlike_its_other_years", ("average_wage",), change)

    def flagged(frame: pd.DataFrame) -> pd.DataFrame:
        frame = change(frame)
        at = (frame["city_id"] == "330700") & (frame["year"] == 2012)
        return frame.assign(is_known=frame["is_known"] | at)

    assert not found("figure_unlike_its_other_years", ("average_wage",), flagged)


def test_figures_of_ten_cities_at_least_are_compared(found) -> None:
    """A region of few cities is judged by what can be, not by its neighbours."""
    change = with_numbers("310000", "average_wage", lambda n: n * 4)

    def few(frame: pd.DataFrame) -> pd.DataFrame:
        frame = change(frame)
        return frame[frame["city_id"].isin(sorted(set(frame["city_id"]))[:9])]

    rule = "ratio_of_a_city_far_from_all"
    assert found(rule, ("average_wage",), change)
    assert not found(rule, ("average_wage",), few)
    assert found("ratio_that_cannot_be", ("average_wage",), few)


def of_province(
    variable: str, factor: float, years: tuple[int, ...], cities: tuple[str, ...]
) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Return the change that multiplies figures whose city's code begins so."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        at = frame["city_id"].str.startswith(cities) & frame["year"].isin(years)
        at &= frame["variable_id"] == variable
        assert at.sum() >= 3
        frame.loc[at, "number"] *= factor
        frame.loc[at, "value"] = frame.loc[at, "number"].map("{:g}".format)
        return frame

    return change


@pytest.mark.parametrize(
    ("variable", "factor", "years", "cities", "said"),
    [
        ("gdp_per_capita", 1.45, (2015,), ("43",), "in 8 of 8 in 2015"),
        ("average_wage", 1.2, (2010,), ("43",), "within a factor of 1.08"),
        ("hospital_beds", 0.8, (2014,), ("4301", "4302", "4303"), "in 3 of 8 in 2014"),
        # To the last year there is a step and none back.
        ("hospital_beds", 1.5, (2022, 2023), ("52",), "of the year before it"),
    ],
)
def test_cities_of_a_province_that_leave_together(
    found, inputs: Inputs, frame: pd.DataFrame, variable, factor, years, cities, said
) -> None:
    rule = "province_unlike_its_other_years"
    change = of_province(variable, factor, years, cities)
    problems = found(rule, (variable,), change)
    wrong = frame[
        frame["city_id"].str.startswith(cities)
        & (frame["year"] == years[0])
        & (frame["variable_id"] == variable)
    ]
    # A city whose own movement hides half of it is not named.
    named = {(p.file, p.row) for p in problems}
    assert named <= set(zip(wrong["file"], wrong["row"], strict=True)), problems
    assert len(named) >= max(3, 0.8 * wrong["row"].nunique())
    provinces = inputs.tables["cities"].set_index("city_id")["province_zh"]
    (province,) = set(provinces[wrong["city_id"]])
    assert all(said in p.rule and province in p.rule for p in problems), problems
    # What all provinces do is no province's slip.
    assert not found(rule, (variable,), of_province(variable, factor, years, ("",)))


PER_CAPITA = ("gdp_per_capita", "gdp", "resident_population", "registered_population")


def test_gdp_per_capita_is_gdp_over_one_of_the_populations(
    found, frame: pd.DataFrame
) -> None:
    rule = "gdp_per_capita_of_other_residents"
    of_city = frame.query("is_in_use and city_id == '430400' and year == 2021")
    numbers = of_city.drop_duplicates("variable_id").set_index("variable_id")["number"]
    gdp, _, registered = (numbers[name] for name in PER_CAPITA[1:])

    def of(number: Callable[[float], float]) -> list[Problem]:
        change = with_numbers("430400", "gdp_per_capita", number, year=2021)
        return found(rule, PER_CAPITA, change)

    assert [p.severity for p in of(lambda n: n * 1.15)] == ["warning"]
    assert [p.severity for p in of(lambda n: n * 1.5)] == ["error"]
    assert [p.severity for p in of(lambda n: n / 1.5)] == ["error"]
    # On registered population, as all are in 2013 and none in 2021.
    assert of(lambda n: n * 0 + gdp / registered * 1e4)
    # A wrong gdp is seen in the same place.
    (problem,) = found(
        rule,
        PER_CAPITA,
        with_numbers("430400", "gdp", lambda n: n * 1.2, year=2022),
    )
    assert problem.column == "gdp_per_capita"
