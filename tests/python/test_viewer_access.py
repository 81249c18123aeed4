"""Readers by voice, by keyboard, in little light: axe finds nothing on any page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import (  # noqa: F401
    Watched,
    address,
    browser,
    expect,
    playwright,
)
from viewer import PAGES

# Each of another page than the one before.
STATES = [
    *({"page": page} for page in PAGES),
    {"page": "map", "view": "time"},
    {"page": "compare", "what": "cities"},
    {"page": "cluster", "part": "cities"},
    {"page": "map", "view": "table"},
    {"page": "compare", "what": "years"},
    {"page": "cluster", "part": "figures"},
]
# What goes on for ever is no movement that ends.
STILL = """document.getAnimations().every(animation =>
    animation.playState !== 'running'
    || animation.effect.getComputedTiming().iterations === Infinity)"""
# Each further row of a long table is made as those before it.
ROWS = {"exclude": [["table.marts tbody tr:nth-child(n + 200)"]]}


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
    watched = Watched(page, address)
    watched.open(page="about", lang=language)
    found = []
    for state in STATES:
        watched.go(**state, lang=language)
        boxes = page.locator("details:not([open]) > summary")
        boxes.evaluate_all("boxes => boxes.forEach(box => box.click())")
        page.wait_for_function(STILL)
        expect(page.locator("details:not([open])")).to_have_count(0)
        # One of them is drawn by the server once it is open.
        expect(page.locator('[data-testid="stStatusWidget"]')).to_have_count(0)
        results = Axe().run(page, context=ROWS).response["violations"]
        found += [(state, v["id"], v["nodes"][0]["target"]) for v in results]
    context.close()
    assert found == []
