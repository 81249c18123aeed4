"""The address holds what is chosen, and a hostile one has no effect."""

from functools import lru_cache

import pytest
from conftest import table
from streamlit.testing.v1 import AppTest
from viewer import (
    address_of,
    follow,
    headlines,
    open_page,
    page_text,
    rows_of,
    tables,
)


def test_every_named_reading_can_be_chosen_and_no_other() -> None:
    test = open_page(page="overview", lang="en")
    named = rows_of(
        "select scenario_en from marts.dim_scenario where scenario_kind = 'named'"
    )
    assert sorted(test.selectbox(key="reading").options) == sorted(n for (n,) in named)


def test_state_goes_into_the_address_and_back() -> None:
    test = open_page(page="cluster", lang="en", cluster="MYR")
    test.selectbox(key="reading").set_value("geometric_mean")
    test.run()
    test.segmented_control(key="year").set_value(2010)
    test.run()
    shared = address_of(test)
    assert shared == {"page": "cluster", "lang": "en", "cluster": "MYR", "part": "score",
                      "reading": "geometric_mean", "year": "2010"}  # fmt: skip
    assert page_text(open_page(**shared)) == page_text(test)
    # Another page and back: the choice is kept.
    follow(test, "map")
    follow(test, "cluster")
    assert test.selectbox(key="cluster").value == "MYR"
    assert not test.exception


HOSTILE = [
    *(row[1:] for row in table("hostile_values") if row[0] == "any"),
    ("page", "x" * 100_000),
    ("lang", "\x00"),
    ("city", "\u202e000013"),
    ("weights", "-".join("1" * 50_000)),
]

PAGE_OF = {
    "lang": "overview",
    "reading": "overview",
    "year": "overview",
    "indicator": "map",
    "cluster": "cluster",
    "city": "city",
    "mart": "download",
    "weights": "robustness",
}


@lru_cache
def plain_page(page: str | None) -> AppTest:
    """Return a page as it is without a hostile value."""
    return open_page(lang="en", **({"page": page} if page else {}))


@pytest.mark.parametrize(("name", "value"), HOSTILE)
def test_hostile_address_has_no_effect_beyond_a_notice(name: str, value: str) -> None:
    page = PAGE_OF.get(name)
    plain = {"lang": "en", **({"page": page} if page else {})}
    plain.pop(name, None)
    expected, test = plain_page(page), open_page(**plain, **{name: value})
    assert not test.exception
    text = page_text(test)
    assert "no known value" in text
    assert "Traceback" not in text
    for block in test.get("html"):
        assert "<script" not in block.proto.body
        assert "<img" not in block.proto.body
    assert headlines(test) == headlines(expected)
    assert tables(test) == tables(expected)


def test_weights_are_shared_by_the_address() -> None:
    test = open_page(page="robustness", lang="en", year="2020")
    test.slider(key="weight_infrastructure").set_value(3.5)
    test.slider(key="weight_ecology").set_value(0.0).run()
    shared = address_of(test)
    assert shared["weights"] == "1-1-3.5-0-1"
    other = open_page(**shared)
    assert tables(other)[-1] == tables(test)[-1]
    assert tables(other)[-1] != tables(open_page(page="robustness", lang="en"))[-1]
    assert other.slider(key="weight_infrastructure").value == 3.5
    # Another page and back: they are kept.
    follow(other, "map")
    assert "weights" not in other.query_params
    follow(other, "robustness")
    assert other.slider(key="weight_infrastructure").value == 3.5
    assert not other.exception
