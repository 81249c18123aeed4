"""Every page draws for every reading, landed regions and years of their own among them.

Its numbers are those of the reading, and what it offers is what the reading has.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from regions import OWN_INDICATOR, OWN_YEARS
from streamlit.testing.v1 import AppTest
from viewer import (
    LANGUAGES,
    PAGES,
    follow,
    headlines,
    open_page,
    page_text,
    rows_of,
    tables,
)

from app import data, look

NAMED = "select scenario_id from marts.dim_scenario where scenario_kind = 'named'"


@pytest.fixture(scope="module", autouse=True)
def landed(landed_build: Path) -> Iterator[None]:
    """Let the viewer show the build with the landed regions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAREHOUSE_DIR", str(landed_build.parents[1]))
        yield


def fine(test: AppTest, *, where: str) -> None:
    """Check that a page is whole."""
    assert not test.exception, (where, [e.message for e in test.exception])
    assert len(headlines(test)) == 1, (where, page_text(test)[:300])
    text = page_text(test)
    assert not re.search(r"\b(nan|None|inf|NaT)\b(?! of)|\{\w+\}", text), where


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES[:-1])
def test_page_draws_for_every_reading(page: str, language: str) -> None:
    """One session goes through all readings, so that choices of one meet another."""
    readings = [
        reading for (reading,) in rows_of(f"{NAMED} order by hash(scenario_id)")
    ]
    assert len(readings) > 20
    test = open_page(page=page, lang=language)
    for reading in readings:
        test.selectbox(key="reading").set_value(reading).run()
        fine(test, where=f"{page} {language} {reading}")
        assert test.session_state["reading"] == reading


@pytest.mark.parametrize("reading", ["region_alone", "region_own_years", "region_beside",
                                     "south_alone", "lone_city", "every_year",
                                     "geometric_mean"])  # fmt: skip
def test_numbers_are_those_of_the_reading(reading: str) -> None:
    table = tables(open_page(page="overview", lang="en", reading=reading))[0]
    rows = rows_of(
        "select cluster_en, year, integration_index, index_rank, count(*) over ("
        "partition by year, index_rank) from marts.fct_integration_index "
        "join marts.dim_cluster using (cluster_id) where scenario_id = ?",
        reading,
    )
    cells = {row[0]: dict(zip(table[0], row, strict=True)) for row in table[1:]}
    assert len(cells) == len({row[0] for row in rows})
    assert set(table[0][2:]) == {str(row[1]) for row in rows}
    for name, year, value, rank, n in rows:
        shown = cells[name][str(year)]
        if value is None:
            assert shown == "no figure"
        else:
            place = f"{'=' if n > 1 else ''}{rank}" if value or n == 1 else "–"
            assert shown == f"{value:.2f} ({place})"


@pytest.mark.parametrize("reading", ["region_alone", "region_beside", "paper"])
def test_only_what_the_reading_has_is_offered(reading: str) -> None:
    scheme = (
        "(select membership_scheme_id from marts.dim_scenario where scenario_id = ?)"
    )
    members = rows_of(
        "select distinct cluster_en, city_id from marts.dim_cluster_member "
        "join marts.dim_cluster using (cluster_id) join marts.dim_city using (city_id) "
        f"where membership_scheme_id = {scheme}",
        reading,
    )
    indicators = rows_of(
        "select distinct indicator_en from marts.fct_city_indicator "
        "join marts.dim_indicator using (indicator_id) "
        f"where membership_scheme_id = {scheme}",
        reading,
    )
    for page in ("cluster", "quality"):
        test = open_page(page=page, lang="en", reading=reading)
        assert set(test.selectbox(key="cluster").options) == {c for c, _ in members}
    test = open_page(page="city", lang="en", reading=reading)
    found = {o.rsplit(" · ", 1)[0][-6:]: o.rsplit(" · ", 1)[1]
             for o in test.selectbox(key="city").options}  # fmt: skip
    assert found == {city: cluster for cluster, city in members}
    assert set(test.selectbox(key="indicator").options) == {i for (i,) in indicators}
    test = open_page(page="map", lang="en", reading=reading)
    # Places without outlines have a table in the map's place.
    shown = {o[-6:] for s in test.selectbox if s.key == "city" for o in s.options}
    assert shown == (set() if reading == "region_alone" else set(found))
    assert set(test.selectbox(key="indicator").options) == {i for (i,) in indicators}


def test_a_choice_that_the_reading_has_not_is_replaced_and_named() -> None:
    asked = {"cluster": ("cluster", "CYN", "Central Yunnan", "North"),
             "city": ("city", "310000", "Shanghai", "City 990100"),
             "map": ("indicator", "pm25_area_mean", "PM2.5, area mean",
                     "GDP per capita")}  # fmt: skip
    for page, (name, value, old, new) in asked.items():
        test = open_page(page=page, lang="en", reading="region_alone", **{name: value})
        assert not test.exception
        text = page_text(test)
        assert f"“{old}”" in text
        assert f"Shown instead: “{new}”" in text
        assert test.session_state[name] != value
        assert test.query_params[name] in (test.session_state[name],
                                           [test.session_state[name]])  # fmt: skip
    # In the session too: the reading is changed on one page, the choice is of another.
    test = open_page(page="cluster", lang="en", cluster="MYR")
    follow(test, "overview")
    test.selectbox(key="reading").set_value("region_alone").run()
    follow(test, "cluster")
    assert "Middle Yangtze" in page_text(test)
    assert headlines(test)[0].startswith("North")
    assert "Shown instead" not in page_text(test.run())


def test_what_nobody_chose_is_taken_from_the_reading() -> None:
    test = open_page(page="cluster", lang="en", reading="region_own_years")
    assert "Shown instead" not in page_text(test)
    assert headlines(test)[0].startswith("North")
    assert test.session_state["year"] == OWN_YEARS[-1]


def test_an_indicator_of_its_own_shows_in_its_years() -> None:
    test = open_page(page="map", lang="en", reading="region_own_years",
                     indicator=OWN_INDICATOR, year="2014")  # fmt: skip
    assert headlines(test) == [
        "Noise, 2014: 60.0 decibels in all 6 cities with a figure"
    ]
    assert "Less is better." in page_text(test)
    rows = rows_of(
        "select city_en, value from marts.fct_city_indicator "
        "join marts.dim_city using (city_id) where indicator_id = ? and year = 2016 "
        "and membership_scheme_id = 'region_alone'",
        OWN_INDICATOR,
    )
    test.segmented_control(key="year").set_value(2016).run()
    shown = tables(test)[0]
    assert sorted((line[0].split(" ", 1)[1], line[2]) for line in shown[1:]) == sorted(
        (city, f"{value:.1f}") for city, value in rows
    )


def test_a_landed_region_is_no_choice_of_the_method() -> None:
    text = page_text(open_page(page="robustness", lang="en"))
    table = next(t for t in tables(open_page(page="robustness", lang="en"))
                 if t[0][:2] == ["Reading of the method", "Choice"])  # fmt: skip
    assert not re.search(r"\b([Rr]egion|North|South|lone_city)", text)
    columns = ["sd_type", "cv_pool", "level_pool", "negative_level", "aggregation",
               "specialisation_direction", "rail_definition", "pm25_series",
               "price_basis", "indicator_set", "has_size_adjustment",
               "has_level_adjustment",
               "membership_scheme_id", "bounds_version_id"]  # fmt: skip
    named = rows_of(
        f"select scenario_id, scenario_en, {', '.join(columns)} from marts.dim_scenario "
        "where scenario_kind = 'named' and panel_id = 'benchmark' "
        "and membership_scheme_id like 'yrd%'"
    )
    paper = next(row for row in named if row[0] == "paper")
    switched = {row[1]: sum(a != b for a, b in zip(row[2:], paper[2:], strict=True))
                for row in named}  # fmt: skip
    single = {name for name, n in switched.items() if n == 1}
    assert {line[0] for line in table[2:]} == single
    assert f"of {len(single)} single changes" in text


@pytest.mark.parametrize("reading", ["paper", "geometric_mean", "geometric_shifted",
                                     "available_indicators",
                                     "region_own_years", "lone_city"])  # fmt: skip
def test_equal_weights_give_the_index_of_the_reading(reading: str) -> None:
    table = tables(open_page(page="robustness", lang="en", reading=reading))[-1]
    assert len(table) > 2
    for line in table[1:]:
        assert line[1:3] == line[3:5]


def test_agglomerations_have_marks_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = [{"cluster_id": str(n)} for n in range(60)]
    monkeypatch.setattr(data, "clusters", lambda: many)
    marks = look.cluster_marks()
    assert len(set(marks.values())) == 60
    assert len({marks[c["cluster_id"]][0] for c in many[:8]}) == 8


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_can_be_read_as_text(theme: str) -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4
                            for p in parts)  # fmt: skip
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    paper = luminance(look.COLOURS["paper"][theme])
    for colour in look.COLOURS["agglomerations"][theme]:
        light, dark = sorted((luminance(colour), paper), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, colour


def test_pages_of_a_region_in_a_browser(landed_build: Path) -> None:
    """By files alone, and beside the five: no exception, nothing in the console."""
    browsing = pytest.importorskip("browsing")
    warehouse = str(landed_build.parents[1])
    with (
        browsing.serving(WAREHOUSE_DIR=warehouse) as address,
        browsing.playwright.sync_playwright() as play,
    ):
        browser = play.chromium.launch(
            executable_path=str(browsing.CHROMIUM), args=browsing.FLAGS
        )
        watched = browsing.watch(browser.new_page(), address)
        watched.open(lang="en")
        for reading, language in (("region_alone", "en"), ("region_beside", "zh")):
            # The first that it goes to is another than the one it is on.
            for page in PAGES[1:] + PAGES[:1]:
                watched.go(page=page, lang=language, reading=reading)
                # Not all pages have a chart of a region: no outlines, none of the claims.
                footer = watched.page.locator("p.note", has_text="doi").last
                browsing.expect(footer).to_be_visible()
                found = watched.page.locator('[data-testid="stException"]')
                assert found.count() == 0, (page, reading)
        assert watched.errors == []
        browser.close()
