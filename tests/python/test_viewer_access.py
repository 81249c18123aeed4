"""Readers by voice, by keyboard, in little light: axe finds nothing on any page."""

import urllib.parse

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import (  # noqa: F401
    address,
    browser,
    expect,
    playwright,
)
from viewer import PAGES

STATES = [
    *({"page": page} for page in PAGES),
    *({"page": "map", "view": view} for view in ("time", "table")),
    *({"page": "compare", "what": what} for what in ("cities", "years")),
    *({"page": "cluster", "part": part} for part in ("cities", "figures")),
]
# What goes on for ever is no movement that ends.
STILL = """document.getAnimations().every(animation =>
    animation.playState !== 'running'
    || animation.effect.getComputedTiming().iterations === Infinity)"""


@pytest.mark.parametrize(
    ("theme", "language", "width"), [("light", "en", 1440), ("dark", "zh", 390)]
)
def test_axe_finds_nothing(
    browser: "playwright.Browser",  # noqa: F811
    address: str,  # noqa: F811
    theme: str,
    language: str,
    width: int,
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, bypass_csp=True
    )
    page = context.new_page()
    found = []
    for state in STATES:
        page.goto(f"{address}/?{urllib.parse.urlencode({**state, 'lang': language})}")
        expect(page.locator("p.note", has_text="doi").last).to_be_visible()
        boxes = page.locator('[data-testid="stExpander"] summary')
        boxes.evaluate_all("boxes => boxes.forEach(box => box.click())")
        page.wait_for_function(STILL)
        expect(page.locator("details:not([open])")).to_have_count(0)
        # One of them is drawn by the server once it is open.
        expect(page.locator('[data-testid="stStatusWidget"]')).to_have_count(0)
        results = Axe().run(page).response["violations"]
        found += [(state, v["id"], v["nodes"][0]["target"]) for v in results]
    context.close()
    assert found == []
