"""What readers come for, each in at most four clicks; and where the viewer is read."""

import csv
import http.client
import re
import shutil
import subprocess
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from browsing import (  # noqa: F401
    Watched,
    address,
    browser,
    expect,
    free_port,
    serving,
    tab,
    watched,
)
from conftest import ROOT
from viewer import rows_of

from app import assets, state
from app.__main__ import BIND

NARROW = [390]
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


class Clicks:
    """Counts the clicks and taps of a task on a page; typing is none."""

    def __init__(self, watched: Watched) -> None:
        """Begin at the first page."""
        self.page = watched.open(lang="en")
        self.n = 0

    def link(self, name: str) -> None:
        """Follow a link."""
        self.click(self.page.get_by_role("link", name=name, exact=True).first)

    def click(self, target: object) -> None:
        """Click on something once it is there and all is drawn, else it may be lost."""
        target.wait_for(state="attached")  # type: ignore[attr-defined]
        self.page.locator(IDLE).wait_for()
        target.click()  # type: ignore[attr-defined]
        self.n += 1

    def type_into(self, label: str, text: str) -> None:
        """Open a box, type part of what is looked for, and take it."""
        self.click(self.page.get_by_role("combobox", name=label).first)
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")


@pytest.fixture
def clicks(watched: Watched) -> Iterator[Clicks]:
    counted = Clicks(watched)
    yield counted
    assert counted.n <= 4


def table_of(page: object, heading: str) -> object:
    """Return the table that has a heading, once it is there."""
    return page.locator("table.marts", has_text=heading).first  # type: ignore[attr-defined]


def test_what_is_this(clicks: Clicks) -> None:
    clicks.link("What is this?")
    main = clicks.page.locator('[data-testid="stMain"]')
    for part in ("Method", "Sources", "How to cite", "MIT licence", "Central Yunnan"):
        expect(main).to_contain_text(part)


def test_compare_two_cities(clicks: Clicks) -> None:
    clicks.link("Compare")
    clicks.click(clicks.page.get_by_role("radio", name="Cities", exact=True))
    clicks.type_into("Cities", "Wuhan")
    clicks.page.wait_for_url(re.compile("cities=[0-9-]*420100"))
    expect(clicks.page.locator("h1")).to_contain_text("Wuhan in")
    ((value,),) = rows_of(
        "select value from marts.rpt_city_indicator where city_id = '420100' and "
        "indicator_id = 'gdp_per_capita' and year = 2020 "
        "and membership_scheme_id = 'yrd_27_outline_2019'"
    )
    expect(table_of(clicks.page, "GDP per capita")).to_contain_text(f"{value:,.0f}")


def test_what_makes_the_gap_between_two_agglomerations(clicks: Clicks) -> None:
    clicks.link("Compare")
    main = clicks.page.locator('[data-testid="stMain"]')
    expect(main).to_contain_text("What makes the difference")
    expect(main).to_contain_text("most of it from")


def test_an_indicator_of_all_cities_over_time(clicks: Clicks) -> None:
    clicks.link("Map")
    clicks.type_into("Indicator", "PM2.5")
    clicks.page.wait_for_url(re.compile("indicator=pm25"))
    clicks.click(clicks.page.get_by_role("radio", name="Over time"))
    expect(clicks.page.locator(".st-key-chart_time")).to_contain_text("PM2.5")
    ((n,),) = rows_of(
        "select count(distinct city_id) from marts.rpt_city_indicator "
        "where indicator_id = 'pm25' and membership_scheme_id = 'yrd_27_outline_2019'"
    )
    lines = clicks.page.locator(".st-key-chart_time .mark-line path")
    assert lines.count() >= n


def test_which_city_pulls_its_agglomeration_apart(clicks: Clicks) -> None:
    clicks.link("Agglomeration")
    clicks.click(clicks.page.get_by_role("radio", name="Its cities"))
    main = clicks.page.locator('[data-testid="stMain"]')
    expect(main).to_contain_text("pulls it apart most")


def test_an_indicator_of_a_year_as_excel(clicks: Clicks, tmp_path: Path) -> None:
    clicks.link("Map")
    clicks.type_into("Indicator", "PM2.5")
    clicks.page.wait_for_url(re.compile("indicator=pm25"))
    expect(clicks.page.locator("h1")).to_contain_text("PM2.5")
    clicks.click(clicks.page.get_by_text("Values, files and address").first)
    with clicks.page.expect_download() as waiting:
        clicks.click(clicks.page.get_by_role("button", name="Excel", exact=True).first)
    file = tmp_path / "map.xlsx"
    waiting.value.save_as(file)
    found = pd.read_excel(file, sheet_name="data")
    expected = rows_of(
        "select city_en, value from marts.rpt_city_indicator where year = 2020 and "
        "indicator_id = 'pm25' and membership_scheme_id = 'yrd_27_outline_2019'"
    )
    assert dict(zip(found["City"], found["Value"], strict=True)) == pytest.approx(
        dict(expected)
    )
    assert {"Unit", "Status", "Doubt", "Source"} <= set(found.columns)
    about = pd.read_excel(file, sheet_name="about", header=None)[0].str.cat(sep=" ")
    assert "PM2.5" in about
    assert "Reading:" in about
    assert "Build" in about


def test_the_result_of_a_query_as_csv(clicks: Clicks, tmp_path: Path) -> None:
    clicks.link("Download")
    clicks.page.get_by_role("textbox").last.fill("select city_en from dim_city")
    clicks.click(clicks.page.get_by_role("button", name="Run"))
    expect(table_of(clicks.page, "city_en")).to_be_visible()
    with clicks.page.expect_download() as waiting:
        clicks.click(clicks.page.get_by_role("button", name="CSV", exact=True).last)
    waiting.value.save_as(tmp_path / "query.csv")
    with (tmp_path / "query.csv").open(encoding="utf-8-sig") as lines:
        found = {row["city_en"] for row in csv.DictReader(lines)}
    assert found == {name for (name,) in rows_of("select city_en from marts.dim_city")}


def test_a_reading_of_ones_own(clicks: Clicks) -> None:
    clicks.click(clicks.page.get_by_text("Combine choices of your own"))
    clicks.type_into("Standard deviation", "Divide by n - 1")
    clicks.page.wait_for_url(re.compile("reading=sample_sd"))
    expect(clicks.page.locator("h1 ~ .note, .note").first).to_contain_text("Sample")
    clicks.type_into("Mean", "Geometric")
    clicks.page.wait_for_url(re.compile("reading=r[0-9]+"))
    expect(clicks.page.locator('[data-testid="stMain"]')).to_contain_text(
        "Combination ("
    )


@pytest.mark.parametrize("watched", NARROW, indirect=True)
def test_the_row_of_a_figure_on_a_phone(clicks: Clicks) -> None:
    clicks.link("City")
    table = table_of(clicks.page, "Source")
    expect(table).to_contain_text("file city_yearbook__")
    expect(table).to_contain_text("row 310000, 2020")
    cell = table.locator("td", has_text="file city_yearbook__").first
    cell.scroll_into_view_if_needed()
    expect(cell).to_be_in_viewport()


@pytest.mark.parametrize("text", ["苏州", "320500"])
def test_a_city_by_its_name_in_the_other_language_or_by_code(
    clicks: Clicks, text: str
) -> None:
    clicks.link("City")
    clicks.type_into("City", text)
    clicks.page.wait_for_url(re.compile("city=320500"))
    expect(clicks.page.locator("h1")).to_contain_text("Suzhou")


def test_a_page_opens_in_a_new_tab(clicks: Clicks) -> None:
    link = clicks.page.get_by_role("link", name="Map", exact=True)
    with clicks.page.context.expect_page() as waiting:
        link.click(modifiers=["Control"])
    expect(waiting.value.locator("h1")).to_contain_text("GDP per capita")


CHARTS = [chart for chart in state.ADDRESS["values"]["show"] if chart]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_alone_shows_nothing_else(watched: Watched, chart: str) -> None:
    page_of = {"index": "overview", "every_year": "overview", "compared": "compare",
               "gap": "compare", "dimensions": "cluster", "spread": "cluster",
               "series": "city", "ranges": "robustness", "table_4": "replication",
               "time": "map", "map": "map"}  # fmt: skip
    query = urllib.parse.urlencode(
        {"page": page_of[chart], "lang": "en", "show": chart}
    )
    page = watched.page
    page.goto(f"{watched.address}/?{query}")
    expect(page.locator(f".st-key-chart_{chart} svg").first).to_be_visible()
    for hidden in ("nav.pages", "h1", "table.marts", '[data-testid="stExpander"]'):
        expect(page.locator(hidden).first).not_to_be_visible()
    others = [c for c in CHARTS if c != chart]
    for other in others:
        for found in page.locator(f".st-key-chart_{other} svg").all():
            expect(found).not_to_be_visible()


def test_what_is_not_promised_by_streamlit_is_there() -> None:
    """Without these the viewer works, and is slower or asks the internet for a name."""
    import streamlit.net_util
    from streamlit.web.server.starlette import starlette_server

    assert callable(getattr(starlette_server, BIND))
    assert callable(streamlit.net_util.get_external_ip)
    for parts in (assets.AT_ONCE, assets.THEN, assets.LATER):
        for part in parts:
            assert assets.needed((part,)), part
    html = assets.page("zh-CN").decode()
    assert '<html lang="zh-CN">' in html
    # The words come before the chart.
    words, then = html.index("/Html."), html.index("ArrowVegaLiteChart.")
    assert words < html.index("const more") < then


HOST, BASE = "stats.example.org", "stats/index"


@pytest.fixture(scope="module")
def proxied() -> Iterator[str]:
    """Serve under a path, as a host name has it behind a proxy; give the address."""
    with serving("--base-path", BASE, "--host", HOST, "--embed-in",
                 "https://example.org") as found:  # fmt: skip
        yield found


def handshake(address: str, path: str, host: str) -> int:
    """Return the status of a request for a session, from a page of a host."""
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    headers = {"Host": host, "Origin": f"https://{host}", "Connection": "Upgrade",
               "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip
    connection.request("GET", path, headers=headers)
    return connection.getresponse().status


def page_at(address: str) -> tuple[http.client.HTTPResponse, str]:
    """Return the page under the path, as it comes to a browser."""
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    connection.request("GET", f"/{BASE}/?lang=zh", headers={"Host": HOST})
    answer = connection.getresponse()
    return answer, answer.read().decode()


def assert_served(address: str) -> None:
    """Assert that a page, its scripts and a session are there under the path."""
    answer, html = page_at(address)
    assert answer.status == 200
    assert '<html lang="zh-CN">' in html
    assert "frame-ancestors 'self' https://example.org" in str(answer.headers)
    script = re.findall(r'modulepreload" crossorigin href="\.(/static/js/[^"]+)', html)[
        0
    ]
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    connection.request("GET", f"/{BASE}{script}", headers={"Host": HOST})
    assert connection.getresponse().status == 200
    assert handshake(address, f"/{BASE}/_stcore/stream", HOST) == 101


def test_it_is_served_under_a_path_and_a_name(proxied: str) -> None:
    assert_served(proxied)
    assert handshake(proxied, f"/{BASE}/_stcore/stream", "example.com") in (400, 403)


@pytest.mark.skipif(not shutil.which("nginx"), reason="apt-get install nginx-light")
def test_it_is_served_behind_nginx(proxied: str, tmp_path: Path) -> None:
    port = free_port()
    text = (ROOT / "docs" / "viewer.md").read_text(encoding="utf-8")
    (location,) = re.findall(r"```nginx\n(.*?)```", text, re.S)
    location = location.replace("http://127.0.0.1:8501", proxied)
    paths = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}} "
        f"http {{ access_log off; {paths} server {{ listen 127.0.0.1:{port}; "
        f"{location} }} }}"
    )
    nginx = subprocess.Popen(["nginx", "-c", str(tmp_path / "nginx.conf")])
    try:
        time.sleep(1)
        assert_served(f"http://127.0.0.1:{port}")
    finally:
        nginx.terminate()
        nginx.wait(10)
