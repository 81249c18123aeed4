"""How fast the viewer is: first chart, interactions, and many readers at once.

    .venv/bin/python bench/viewer.py [rounds]

Starts the viewer on the published build and drives it with Debian's chromium (or the one
that CHROMIUM names). First chart: from the start of loading the address, in a fresh browser
profile, until the chart is drawn, the first reader of a fresh server. Interaction: from a
click until the page shows what was asked for, and until all of it is drawn and the server
idle again. Many readers:
sessions of the protocol that the browser speaks, without the drawing, at the same time.
Slow line: 1.6 Mbit/s.
"""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
CHART = '[data-testid="stVegaLiteChart"] svg'
SESSIONS = 20


EMPTY_PAGE = """
import streamlit as st
st.vega_lite_chart({"layer": [{"data": {"values": [{"a": 1}]}, "mark": "point",
    "encoding": {"x": {"field": "a", "type": "quantitative"}}}]})
"""


class Server:
    """A viewer of its own on a free port, or another command that takes its place."""

    def __init__(self, *command: str) -> None:
        """Keep the command; the port is put after it."""
        self.command = command or (sys.executable, "-m", "app", "--port")

    def __enter__(self) -> "Server":
        """Start it and wait until it answers."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [*self.command, str(port)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        begin = time.perf_counter()
        while True:
            try:
                urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1)
                break
            except (urllib.error.URLError, OSError):
                if time.perf_counter() - begin > 120 or self.process.poll() is not None:
                    sys.exit("The viewer does not start; try: python -m app")
                time.sleep(0.05)
        self.seconds = time.perf_counter() - begin
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(10)


def first_chart(browser, address: str) -> float:
    """Return the seconds until a new reader sees the first chart."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    begin = time.perf_counter()
    page.goto(f"{address}/?lang=en", wait_until="commit")
    page.wait_for_selector(CHART, timeout=60_000)
    seconds = time.perf_counter() - begin
    context.close()
    return seconds


# 1.6 Mbit/s down and 0.75 up, an answer after 150 ms.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000,
        "uploadThroughput": 93_750}  # fmt: skip


def slow_line(browser, address: str) -> tuple[float, float, float]:
    """Return, on a slow line, the seconds until headline and chart, and the MB by then."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    line = context.new_cdp_session(page)
    sizes: list[float] = []
    line.on("Network.dataReceived", lambda e: sizes.append(e["encodedDataLength"]))
    # Frames come as base64.
    line.on("Network.webSocketFrameReceived",
            lambda e: sizes.append(len(e["response"]["payloadData"]) * 0.75))  # fmt: skip
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    begin = time.perf_counter()
    page.goto(f"{address}/?lang=en", wait_until="commit")
    page.wait_for_selector("h1", timeout=60_000)
    headline = time.perf_counter() - begin
    page.wait_for_selector(CHART, timeout=60_000)
    chart = time.perf_counter() - begin
    context.close()
    return headline, chart, sum(sizes) / 1e6


# Measured inside the browser: polling from outside would add to each figure.
WATCH = """
(wanted) => new Promise((resolve) => {
    const begin = performance.now();
    let shown = 0;
    const check = () => {
        const page = document.querySelector('[data-testid="stMain"]');
        const passed = performance.now() - begin;
        if (!shown && page && page.textContent.includes(wanted)) shown = passed;
        const busy = document.querySelector(
            '[data-testid="stStatusWidget"], [data-stale="true"]');
        if (shown && !busy) resolve([shown, passed]);
        else if (passed > 20000) resolve(null);
        else requestAnimationFrame(check);
    };
    check();
})
"""


def timed(page: Page, act: str, wanted: str) -> tuple[float, float]:
    """Return the seconds from an act, JavaScript, until a text shows and all is drawn."""
    found = page.evaluate(f"(wanted) => {{ {act}; return ({WATCH})(wanted); }}", wanted)
    if found is None:
        sys.exit(f"The page never showed '{wanted}'")
    return found[0] / 1000, found[1] / 1000


def click(label: str) -> str:
    """Return the JavaScript that clicks the choice or the link with a label."""
    return (
        "[...document.querySelectorAll('[role=radio], nav a')]"
        f".find(e => e.innerText.trim() === '{label}').click()"
    )


def interactions(
    browser, address: str, rounds: int
) -> dict[str, list[tuple[float, float]]]:
    """Return the seconds of each kind of interaction: shown, and all drawn."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{address}/?lang=en")
    page.wait_for_selector(CHART, timeout=60_000)
    # The chart can be there before what stands below it.
    page.wait_for_selector("p.note:has-text('doi')", timeout=60_000)
    found: dict[str, list[tuple[float, float]]] = {}

    def measure(kind: str, act: str, wanted: str) -> None:
        found.setdefault(kind, []).append(timed(page, act, wanted))
        page.wait_for_timeout(150)

    for _ in range(rounds):
        for year in (2010, 2015, 2020):
            measure("year", click(str(year)), f"The dimensions in {year}")
        measure("language", click("中文"), "一体化指数均为最高")
        measure("language", click("English"), "has the highest integration index")
        for label, wanted in (
            ("Map", "cities have a figure"),
            ("Agglomeration", "What drives the score"),
            ("City", "Its figures in"),
            ("Robustness", "Other weights"),
            ("Replication", "Table 4 of the paper"),
            ("Data quality", "What the gates found"),
            ("Compare", "What makes the difference"),
            ("Download", "Query it here"),
            ("About", "How to cite"),
            ("Overview", "Index and rank"),
        ):
            measure("page", click(label), wanted)
    page.context.close()
    return found


async def session(address: str, page: str) -> float:
    """Draw a page as one reader's browser asks for it; return the seconds.

    Raises:
        RuntimeError: the page shows an exception.

    """
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from websockets.asyncio.client import connect

    begin = time.perf_counter()
    url = f"{address.replace('http', 'ws')}/_stcore/stream"
    async with connect(url, origin=address, subprotocols=["streamlit"],
                       max_size=None) as socket:  # fmt: skip
        ask = BackMsg()
        ask.rerun_script.query_string = f"page={page}&lang=en"
        await socket.send(ask.SerializeToString())
        async for raw in socket:
            message = ForwardMsg()
            message.ParseFromString(raw)
            if message.delta.new_element.HasField("exception"):
                raise RuntimeError(message.delta.new_element.exception.message)
            if message.WhichOneof("type") == "script_finished":
                return time.perf_counter() - begin
    raise RuntimeError("The connection ended early")


async def many_readers(address: str) -> tuple[list[float], int]:
    """Return the seconds of each of the sessions, and how many failed."""
    pages = ("overview", "map", "cluster", "city", "robustness", "replication",
             "quality", "download")  # fmt: skip
    done = await asyncio.gather(
        *(session(address, pages[n % len(pages)]) for n in range(SESSIONS)),
        return_exceptions=True,
    )
    return [d for d in done if isinstance(d, float)], sum(
        isinstance(d, BaseException) for d in done
    )


def line(what: str, values: list[float], limit: str) -> str:
    """Return a row of the table, milliseconds."""
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return (
        f"| {what} | {len(values)} | {statistics.median(values) * 1000:.0f} | "
        f"{p95 * 1000:.0f} | {max(values) * 1000:.0f} | {limit} |"
    )


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    firsts, starts, again, floor, slow = [], [], [], [], []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for _ in range(rounds):
            with Server() as server:
                starts.append(server.seconds)
                firsts.append(first_chart(browser, server.address))
        with Server() as server:
            found = interactions(browser, server.address, rounds)
            again = [first_chart(browser, server.address) for _ in range(rounds)]
            slow = [slow_line(browser, server.address) for _ in range(rounds)]
            before = cpu(server.process.pid)
            sessions, failed = run_apart(lambda: many_readers(server.address))
            spent = cpu(server.process.pid) - before
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "empty.py"
            script.write_text(EMPTY_PAGE)
            streamlit = (sys.executable, "-m", "streamlit", "run", str(script))
            with Server(*streamlit, "--server.port") as server:
                floor = [first_chart(browser, server.address) for _ in range(rounds)]
        browser.close()
    print("| what | n | median, ms | p95, ms | largest, ms | wanted |")
    print("|---|---|---|---|---|---|")
    print(line("server up", starts, ""))
    print(line("first chart, fresh server", firsts, "2000"))
    print(line("first chart, later readers", again, "2000"))
    print(line("first chart, empty Streamlit page", floor, ""))
    for kind, values in found.items():
        print(line(f"{kind}, shown", [shown for shown, _ in values], ""))
        print(line(f"{kind}, all drawn", [drawn for _, drawn in values], ""))
    every = [value for values in found.values() for value in values]
    print(line("interactions, shown", [shown for shown, _ in every], "p95 300"))
    print(line("interactions, all drawn", [drawn for _, drawn in every], "p95 300"))
    print(line(f"{SESSIONS} sessions at once, {failed} failed", sessions, "0 failed"))
    print(line("1.6 Mbit/s, headline", [first for first, _, _ in slow], "6000"))
    print(line("1.6 Mbit/s, first chart", [chart for _, chart, _ in slow], ""))
    print(f"\nUntil the first chart: {max(size for *_, size in slow):.2f} MB (2.5 wanted). "
          f"The sessions took the server {spent:.1f} s of CPU.")  # fmt: skip


def cpu(pid: int) -> float:
    """Return the seconds that a process has had of the CPU."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run_apart(make: Callable) -> tuple[list[float], int]:
    """Run a coroutine in a thread of its own; playwright has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(make())).result()


if __name__ == "__main__":
    main()
