"""What the tests in a real browser share: the viewer served, a browser, a watched page.

Debian's chromium at /usr/bin/chromium is used, or the one that CHROMIUM names. Without one
the tests are skipped, and fail where CI is true.
"""

import contextlib
import functools
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import ROOT

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
WITH_CHART = {
    "overview",
    "map",
    "compare",
    "cluster",
    "city",
    "robustness",
    "replication",
}
expect.set_options(timeout=20_000)
# Looked for in every frame: `expect` looks once a second after a while.
SETTLED = """name => document.querySelector(`h1[data-viewer-page="${name}"]`)
    && document.querySelector('[data-testid="stApp"]').dataset.testScriptState
        === "notRunning"
    && !document.querySelector('[data-testid="stSkeleton"]')
    && [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].every(
        chart => chart.querySelector("svg"))"""
# As a click on a link does (page.js).
GO = """address => {
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
}"""


@dataclass
class Watched:
    """A page, and what must not happen on it."""

    page: "playwright.Page"
    address: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, **parameters: str) -> "playwright.Page":
        """Open an address and wait until the page is drawn."""
        query = urllib.parse.urlencode(parameters)
        self.page.goto(f"{self.address}/?{query}")
        return self.drawn(parameters.get("page", "overview"))

    def go(self, **parameters: str) -> "playwright.Page":
        """Go to another page from the one that is open, without loading all anew."""
        self.page.evaluate(GO, f"?{urllib.parse.urlencode(parameters)}")
        return self.settled(parameters.get("page", "overview"))

    def settled(self, name: str) -> "playwright.Page":
        """Wait until the server has drawn a page, and the browser its charts."""
        self.page.wait_for_function(SETTLED, arg=name, timeout=20_000)
        return self.page

    def drawn(self, name: str) -> "playwright.Page":
        """Wait until the headline, the charts and the footer are there."""
        self.settled(name)
        expect(self.page.locator("h1")).to_be_visible()
        if name in WITH_CHART:
            chart = self.page.locator('[data-testid="stVegaLiteChart"] svg').first
            expect(chart).to_be_visible()
        expect(self.page.locator("p.note", has_text="doi").last).to_be_visible()
        return self.page


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """Start the viewer as make app does; return its address."""
    return served(request.config)


@functools.cache
def served(config: pytest.Config) -> str:
    """Serve until the last test has ended; return the address."""
    server = contextlib.ExitStack()
    config.add_cleanup(server.close)
    return server.enter_context(serving())


def require_browser() -> None:
    """Skip where there is no browser; fail where CI is true."""
    if not CHROMIUM.exists():
        message = f"No browser at {CHROMIUM}: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


@contextlib.contextmanager
def serving(*options: str, **environment: str) -> Iterator[str]:
    """Serve with more options and more in the environment; give the address."""
    require_browser()
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "app", "--port", str(port), *options],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            assert server.poll() is None, server.stdout and server.stdout.read()
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=1):
                    pass
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        yield address
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    """Start a browser."""
    require_browser()
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def tab(browser: "playwright.Browser") -> Iterator[Watched]:
    """Open a tab for one test after another: what it has of scripts is made once."""
    context = browser.new_context(locale="en-GB")
    yield watch(context.new_page())
    context.close()


@pytest.fixture(params=[1440])
def watched(
    request: pytest.FixtureRequest, tab: Watched, address: str
) -> Iterator[Watched]:
    """Clear the tab; after the test, nothing forbidden may have happened."""
    page, tab.address = tab.page, address
    page.set_viewport_size({"width": request.param, "height": 900})
    page.emulate_media(color_scheme="light")
    yield tab
    exceptions = page.locator('[data-testid="stException"]').count()
    page.goto("about:blank")
    errors, foreign = tab.errors[:], tab.foreign[:]
    tab.errors.clear()
    tab.foreign.clear()
    assert errors == []
    assert foreign == []
    assert exceptions == 0


def watch(page: "playwright.Page", address: str = "") -> Watched:
    """Watch a page for what must not happen."""
    result = Watched(page, address)
    page.on(
        "console", lambda m: result.errors.append(m.text) if m.type == "error" else 0
    )
    page.on("pageerror", lambda error: result.errors.append(str(error)))
    page.on(
        "request", lambda r: result.foreign.append(r.url) if is_foreign(r.url) else 0
    )
    page.on("websocket", lambda w: result.foreign.append(w.url)
            if is_foreign(w.url) else 0)  # fmt: skip
    return result


def is_foreign(url: str) -> bool:
    """Return whether a request leaves the machine."""
    parts = urllib.parse.urlsplit(url)
    return parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1"
