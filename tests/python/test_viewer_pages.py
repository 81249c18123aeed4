"""Every page draws, in both languages, and says what its charts show."""

import json
import re
import string

import pytest
from streamlit.testing.v1 import AppTest
from viewer import (
    LANGUAGES,
    PAGES,
    headlines,
    open_page,
    page_text,
    rows_of,
    text_of,
)

from app import texts

FIGURES = {"page": "cluster", "part": "figures"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_draws(page: str, language: str) -> None:
    test = open_page(page=page, lang=language)
    assert not test.exception
    assert len(headlines(test)) == 1
    assert test.query_params["page"] in (page, [page])
    text = page_text(test)
    assert not re.search(r"\b(nan|None|inf|NaT)\b", text)
    # No place in a text is left open, and no key stands in for its text.
    assert not re.search(r"\{\w+\}", text)
    assert not re.search(r"\b(overview|cluster|robust|claims|quality)\.\w+", text)


@pytest.mark.parametrize("page", PAGES)
def test_chinese_page_has_no_english_text(page: str) -> None:
    test = open_page(page=page, lang="zh")
    # What the marts hold in English only stands in boxes that say so.
    boxes = [box for box in test.expander if "英文" in box.label]
    text = page_text(test)
    for part in (part for box in boxes for part in box.get("html")):
        text = text.replace(text_of(part.proto.body), "")
    assert not re.findall(r"(?:[A-Za-z][a-z]+[ ,.;:]+){4}", text)
    english = [
        en
        for en, zh in texts.TEXTS.values()
        if en != zh and len(en) > 12 and "{" not in en and en in text
    ]
    assert not english
    names = rows_of(
        "select indicator_en from marts.dim_indicator "
        "union all select cluster_en from marts.dim_cluster "
        "union all select dimension_en from marts.dim_dimension"
    )
    assert not [n for (n,) in names if n in text and n != "PM2.5"]


def test_chinese_pages_give_definitions_and_reasons() -> None:
    about = rows_of(
        "select definition_zh, data_note_zh from marts.dim_indicator "
        "where indicator_id = 'trade_dependence'"
    )[0]
    shown = page_text(open_page(page="map", lang="zh", indicator="trade_dependence"))
    assert all(text in shown for text in about)
    shown = page_text(open_page(page="city", lang="zh", indicator="beds_per_10k"))
    reasons = rows_of(
        "select reason_zh from marts.dim_series_break where indicator_id = 'beds_per_10k'"
    )
    assert reasons
    assert all(reason in shown for (reason,) in reasons)
    (note,) = rows_of(
        "select boundary_note_zh from marts.dim_city where city_id = '429004'"
    )
    assert note[0] and note[0] in page_text(
        open_page(page="city", lang="zh", city="429004")
    )
    shown = page_text(open_page(page="quality", lang="zh"))
    corrected = rows_of(
        "select correction_reason_zh from marts.fct_observation_fate "
        "where fate = 'corrected'"
    )
    left_out = rows_of(
        "select data_note_zh from marts.dim_indicator_availability "
        "where balanced_set <> 'used' and panel_id = 'benchmark' "
        "and alternative_of is null"
    )
    assert len(corrected) > 2
    assert all(text in shown for (text,) in [*corrected, *left_out])
    shown = page_text(open_page(lang="zh", cluster="CYN", **FIGURES))
    plans = rows_of(
        "select description_zh, note_zh from marts.dim_plan where cluster_id = 'CYN'"
    )
    assert plans
    assert all(text in shown for plan in plans for text in plan)


def test_every_english_text_of_the_marts_has_a_chinese_one() -> None:
    untold = rows_of(
        """
        select indicator_id, 'definition' from marts.dim_indicator
        where definition_zh is null or (data_note is null) <> (data_note_zh is null)
        union all
        select indicator_id, 'reason' from marts.dim_series_break where reason_zh is null
        union all
        select plan_id, 'plan' from marts.dim_plan
        where description_zh is null or (note is null) <> (note_zh is null)
        union all
        select body_id, 'body' from marts.dim_coordination_body
        where description_zh is null or (note is null) <> (note_zh is null)
        union all
        select source_id, 'title' from marts.dim_source where title_zh is null
        union all
        select source_id, 'note' from marts.dim_source
        where note_zh is null or note_zh = note or publisher_zh = publisher
        union all
        select city_id, 'note' from marts.dim_city
        where (boundary_note is null) <> (boundary_note_zh is null)
        union all
        select city_id, 'extent' from marts.dim_cluster_member
        where (extent_note is null) <> (extent_note_zh is null)
        """
    )
    assert untold == []


def test_texts_have_both_languages_and_the_same_places() -> None:
    def places(text: str) -> set[str | None]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    for key, (en, zh) in texts.TEXTS.items():
        assert places(en) == places(zh), key
        assert bool(en) == bool(zh), key


def charts(test: AppTest) -> list[dict]:
    """Return the specifications of the charts of a page."""
    found = [json.loads(e.proto.spec) for e in test.get("vega_lite_chart")]
    assert found
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "page", ["overview", "map", "cluster", "city", "robustness", "replication"]
)
def test_a_saved_chart_says_what_it_shows(page: str, language: str) -> None:
    """A picture of it has title, unit or meaning, reading where it has one, and build."""
    ((build,),) = rows_of("select build_id from quality.dim_build")
    test = open_page(page=page, lang=language, reading="geometric_mean")
    ((reading,),) = rows_of(
        f"select scenario_{language} from marts.dim_scenario "
        "where scenario_id = 'geometric_mean'"
    )
    for chart in charts(test):
        title = chart["title"]
        assert "".join(title["text"]).strip()
        below = "".join(title["subtitle"]).replace(" ", "")
        assert build in below
        assert len(below) > len(build) + 15
    if page in ("overview", "cluster", "replication"):
        assert reading.replace(" ", "") in "".join(
            charts(test)[0]["title"]["subtitle"]
        ).replace(" ", "")


def test_doubt_shows_on_the_map() -> None:
    doubtful = """
        select distinct indicator_id, figure.year, city_id, lon, lat
        from marts.fct_city_indicator as figure
        join marts.dim_scenario using (membership_scheme_id)
        join marts.dim_city using (city_id)
        join marts.fct_observation_fate as fate using (city_id)
        where scenario_id = 'paper' and warning_flags is not null
            and fate.year = figure.from_year
            and (
                (source_id, variable_id) = (numerator_source_id, numerator_variable_id)
                or (source_id, variable_id)
                = (denominator_source_id, denominator_variable_id)
            )
    """
    ((indicator, year, n),) = rows_of(
        f"select indicator_id, year, count(*) from ({doubtful}) "
        "group by all order by count(*) desc, indicator_id, year limit 1"
    )
    expected = rows_of(
        f"select lon, lat from ({doubtful}) where indicator_id = ? and year = ?",
        indicator,
        year,
    )
    test = open_page(page="map", lang="en", indicator=indicator, year=str(year))
    (chart,) = charts(test)
    marks = [
        (row["lon"], row["lat"])
        for layer in chart["layer"]
        for row in layer["data"].get("values", ())
        if row.get("doubt")
    ]
    assert '"transform": [{"filter": "datum.doubt"}]' in json.dumps(chart)
    assert n > 1
    assert sorted(marks) == sorted(expected)
    assert f"doubtful: {n}" in page_text(test)
