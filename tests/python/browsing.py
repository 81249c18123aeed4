"""What the tests in a real browser share: the viewer served, a browser, a watched page.

Debian's chromium at /usr/bin/chromium is used, or the one that CHROMIUM names. Without one
the tests are skipped, and fail where CI is true.
"""

import contextlib
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

    def drawn(self, name: str) -> "playwright.Page":
        """Wait until the headline, the charts and the footer are there."""
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


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start the viewer as make app does; return its address."""
    with serving() as found:
        yield found


@contextlib.contextmanager
def serving(*options: str, **environment: str) -> Iterator[str]:
    """Serve with more options and more in the environment; give the address."""
    if not CHROMIUM.exists():
        message = f"No browser at {CHROMIUM}: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
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
        for _ in range(150):
            assert server.poll() is None, server.stdout and server.stdout.read()
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=1):
                    pass
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator["playwright.Browser"]:
    """Start a browser once the viewer answers."""
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[1440])
def watched(
    request: pytest.FixtureRequest, browser: "playwright.Browser", address: str
) -> Iterator[Watched]:
    """Open a fresh page; after the test, nothing forbidden may have happened."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 900}, locale="en-GB"
    )
    page = context.new_page()
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
    yield result
    exceptions = page.locator('[data-testid="stException"]').count()
    context.close()
    assert result.errors == []
    assert result.foreign == []
    assert exceptions == 0


def is_foreign(url: str) -> bool:
    """Return whether a request leaves the machine."""
    parts = urllib.parse.urlsplit(url)
    return parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1"
