"""The viewer in a real browser: every page, controls, shared addresses, downloads.

Debian's chromium at /usr/bin/chromium is used, or the one that CHROMIUM names. Without one
the tests are skipped, and fail where CI is true.
"""

import gzip
import http.client
import inspect
import json
import re
import socket
import urllib.error
import urllib.parse
import urllib.request
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from browsing import (  # noqa: F401
    Watched,
    address,
    browser,
    expect,
    is_foreign,
    playwright,
    serving,
    tab,
    watched,
)
from conftest import ROOT
from viewer import PAGES, hostile_warehouse, rows_of

from app.__main__ import at_once
from app.assets import FOLDER as ASSETS


@pytest.mark.parametrize(
    ("watched", "language"), [(1440, "en"), (390, "zh")], indirect=["watched"]
)
def test_every_page_opens(watched: Watched, language: str) -> None:
    """Each by its address; in the other language, on a small screen, by a link."""
    for name in PAGES:
        is_loaded = language == "en" or name == PAGES[0]
        show = watched.open if is_loaded else watched.go
        show(page=name, lang=language)
        page = watched.drawn(name)
        text = page.locator('[data-testid="stMain"]').inner_text()
        assert not re.search(r"Traceback|\bNaN\b|undefined|\bnull\b", text), name
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is wider than the screen"
        navigation = page.locator("nav.pages")
        expect(navigation).to_contain_text("地图" if language == "zh" else "Map")


def test_pages_follow_navigation_and_language(watched: Watched) -> None:
    page = watched.open(lang="en")
    for label, name in (("Map", "map"), ("Data quality", "quality")):
        page.get_by_role("link", name=label, exact=True).click()
        page.wait_for_url(re.compile(f"page={name}"))
        watched.drawn(name)
    # Back, while the page is still changing its language: repeated to meet the moment.
    for _ in range(5):
        page.get_by_text("中文", exact=True).click()
        page.wait_for_url(re.compile("lang=zh"))
        expect(page.locator("h1")).to_contain_text("公布数值")
        page.go_back()
        expect(page.locator("h1")).to_contain_text("published values")


def test_controls_work_by_keyboard_and_change_the_address(watched: Watched) -> None:
    page = watched.open(page="cluster", lang="en")
    box = page.get_by_role("combobox").first
    box.focus()
    box.press("ArrowDown")
    page.keyboard.type("Central Yun")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("cluster=CYN"))
    expect(page.locator("h1")).to_contain_text("Central Yunnan")
    ((index,),) = rows_of(
        "select round(integration_index, 2) from marts.fct_integration_index "
        "where scenario_id = 'paper' and cluster_id = 'CYN' and year = 2020"
    )
    expect(page.locator("h1")).to_contain_text(f"{index:.2f}")


def test_shared_address_shows_the_same(watched: Watched) -> None:
    page = watched.open(page="map", lang="zh", indicator="patents_per_10k", year="2015")
    headline = page.locator("h1").inner_text()
    low, high = rows_of(
        "select min(value), max(value) from marts.fct_city_indicator "
        "where indicator_id = 'patents_per_10k' and year = 2015"
    )[0]
    assert f"{low:,.1f}" in headline
    assert f"{high:,.1f}" in headline
    other = page.context.browser.new_context().new_page()
    other.goto(page.url)
    expect(other.locator("h1")).to_have_text(headline)
    other.context.close()


def test_a_tap_on_the_map_shows_values_and_leads_to_the_city(
    browser: "playwright.Browser", address: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True,
                                  is_mobile=True)  # fmt: skip
    page = Watched(context.new_page(), address).open(
        page="map", lang="en", indicator="gdp_per_capita", year="2020"
    )
    shape = page.locator('[data-testid="stVegaLiteChart"] .mark-shape path').nth(40)
    shape.tap(force=True)
    page.wait_for_url(re.compile(r"city=(?!310000)"))
    city = urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)["city"][0]
    ((name, value),) = rows_of(
        "select city_en, value from marts.rpt_city_indicator where city_id = ? "
        "and indicator_id = 'gdp_per_capita' and year = 2020 "
        "and membership_scheme_id = 'yrd_27_outline_2019'",
        city,
    )
    card = page.locator(".notice").last
    expect(card).to_contain_text(f"{name}, ")
    expect(card).to_contain_text(f"{value:,.0f} yuan")
    card.get_by_role("link").tap()
    page.wait_for_url(re.compile("page=city"))
    expect(page.locator("h1")).to_contain_text(name)
    context.close()


def test_slider_changes_ranks(watched: Watched) -> None:
    page = watched.open(page="robustness", lang="en")
    before = page.locator("table.marts").last.inner_text()
    slider = page.get_by_role("slider").first
    slider.focus()
    for _ in range(4):
        slider.press("ArrowLeft")
    table = page.locator("table.marts").last
    expect(table).not_to_have_text(before)
    # The weights are in the address: another reader sees the same.
    page.wait_for_url(re.compile("weights=0-1-1-1-1"))
    other = page.context.browser.new_context().new_page()
    other.goto(page.url)
    expect(other.locator("table.marts").last).to_have_text(
        table.inner_text(), use_inner_text=True
    )
    other.context.close()


def test_no_answer_waits_until_its_first_part_is_confirmed() -> None:
    """A connection to what the viewer listens on sends each part as it comes."""
    from streamlit.web.server.starlette import starlette_server

    # What the viewer puts in its place is what Streamlit calls.
    assert "_bind_socket(" in inspect.getsource(starlette_server).replace(
        "def _bind_socket(", ""
    )
    bind = at_once(lambda: socket.create_server(("127.0.0.1", 0)))
    with bind() as listening, socket.create_connection(listening.getsockname()):
        connection, _ = listening.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1


def test_page_names_its_scripts_early(address: str) -> None:
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)

    def get(path: str) -> http.client.HTTPResponse:
        connection.request("GET", path)
        return connection.getresponse()

    html = get("/").read().decode()
    scripts = re.findall(r'modulepreload" crossorigin href="\.(/static/js/[^"]+)', html)
    more = json.loads(re.findall(r"const more = (.*);", html)[0])
    scripts += [f"/static/js/{s}" for named in more.values() for s in named]
    assert any("ArrowVegaLiteChart" in script for script in scripts)
    assert len(scripts) == len(set(scripts))
    for script in scripts:
        answer = get(script)
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/javascript"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.read() == (ASSETS / script.lstrip("/")).read_bytes()
    for path in ("/static/js/../../index.html", "/static/none.js", "/static/js/"):
        assert b"def " not in get(path).read()
    connection.close()


def test_on_a_slow_line_words_come_before_charts(watched: Watched) -> None:
    """Of 1.6 Mbit/s: that of twice as much the browser calls slow or not, by chance."""
    line = watched.page.context.new_cdp_session(watched.page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": 150, "downloadThroughput": 200_000,
        "uploadThroughput": 200_000})  # fmt: skip
    page = watched.open(page="overview", lang="en")
    own, chart = page.evaluate("""() => ["/index.", "/ArrowVegaLiteChart."].map(
        name => performance.getEntriesByType("resource").find(
            e => e.name.includes(name) && e.name.endsWith(".js")))
        .map(e => [e.startTime, e.responseEnd])""")
    line.detach()
    # It is asked for when the page's own code is there, not beside it.
    assert chart[0] > own[1]


def test_download_holds_the_mart(watched: Watched, tmp_path: Path) -> None:
    page = watched.open(page="download", lang="en", mart="fct_integration_index")
    truth = rows_of(
        "select integration_index from marts.fct_integration_index "
        "where scenario_id = 'paper' order by scenario_id, cluster_id, year"
    )
    readers = {
        "CSV": partial(pd.read_csv, encoding="utf-8-sig"),
        "Parquet": pd.read_parquet,
        "Excel, with units and sources": partial(pd.read_excel, sheet_name="data"),
    }
    for form, read in readers.items():
        with page.expect_download() as waiting:
            page.get_by_role("button", name=form, exact=True).click()
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)
        found = sorted(read(file)["integration_index"])
        # Excel keeps 16 digits.
        expected = sorted(value for (value,) in truth)
        assert found == pytest.approx(expected, rel=1e-15), form


def test_sql_box_answers_and_refuses(watched: Watched) -> None:
    page = watched.open(page="download", lang="en")
    box = page.get_by_role("textbox").last
    box.fill("select count(*) as n from fct_observation_fate")
    page.get_by_role("button", name="Run").click()
    ((n,),) = rows_of("select count(*) from marts.fct_observation_fate")
    expect(page.locator("table.marts").last).to_contain_text(str(n))
    box.fill("copy dim_city to 'viewer_test.csv'")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".notice").last).to_contain_text("Only select")
    assert not (ROOT / "viewer_test.csv").exists()


def test_markup_in_the_address_stays_text(watched: Watched) -> None:
    page = watched.open(page="map", lang="en", indicator="<img src=x onerror=alert(1)>")
    expect(page.locator(".notice").first).to_contain_text("<img src=x")
    assert page.locator(".notice img").count() == 0


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://example.com"}, {"Host": "example.com:8501"}],
    ids=["origin", "host"],
)
def test_other_sites_cannot_connect(address: str, headers: dict[str, str]) -> None:
    """A page of another origin, or a name that leads here, gets no session."""
    parts = urllib.parse.urlsplit(address)
    asked = {
        "Host": parts.netloc,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        **headers,
    }
    lines = [f"{name}: {value}" for name, value in asked.items()]
    request = "\r\n".join(["GET /_stcore/stream HTTP/1.1", *lines, "", ""])
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as client:
        client.sendall(request.encode())
        assert client.recv(100).split()[1] in (b"400", b"403")


def test_server_listens_on_this_machine_alone(address: str) -> None:
    port = urllib.parse.urlsplit(address).port
    hexed = f"{port:04X}"
    listening = [
        line.split()[1].split(":")[0]
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
        if line.split()[1].endswith(f":{hexed}") and line.split()[3] == "0A"
    ]
    assert listening == ["0100007F"]


ACTIVE = ("img, a:not([href^='?page=']), .katex, strong, del, em, script, iframe, "
          "object, video")  # fmt: skip


def test_hostile_names_make_no_request_and_no_markup(
    browser: "playwright.Browser", tmp_path: Path
) -> None:
    """Names that Markdown would make links, pictures, icons or formulas of."""
    warehouse = hostile_warehouse(tmp_path)
    with serving(WAREHOUSE_DIR=str(warehouse)) as address:
        page = browser.new_page(locale="en-GB")
        asked: list[str] = []
        page.on("request", lambda r: asked.append(r.url) if is_foreign(r.url) else 0)
        watched = Watched(page, address)
        watched.open(page="overview", lang="en")
        for name in ("robustness", "map", "cluster", "compare"):
            watched.go(page=name, lang="en")
            main = page.locator('[data-testid="stMain"]')
            expect(main).to_contain_text("evil.test")
            assert (
                main.locator(ACTIVE).evaluate_all("all => all.map(e => e.outerHTML)")
                == []
            ), name
        watched.go(page="map", lang="en", indicator="gdp_per_capita")
        page.get_by_role("combobox").first.click()
        options = page.locator('[role="listbox"]')
        expect(options).to_contain_text("evil.test")
        assert options.locator(ACTIVE).count() == 0
        page.keyboard.press("Escape")
        shapes = page.locator('[data-testid="stVegaLiteChart"] .mark-shape').first
        shapes.locator("path").nth(40).hover(force=True)
        tooltip = page.locator("#vg-tooltip-element")
        # The indicator is called image: no picture of its value.
        expect(tooltip).to_contain_text("image")
        assert tooltip.locator(ACTIVE).count() == 0
        assert asked == []
        page.close()


def test_page_may_ask_this_machine_alone(watched: Watched) -> None:
    page = watched.open(page="overview", lang="en")
    refused = page.evaluate("""async () => {
        const seen = [];
        document.addEventListener("securitypolicyviolation",
            e => seen.push(e.effectiveDirective));
        await fetch("http://example.invalid/").catch(() => 0);
        new Image().src = "http://example.invalid/a.png";
        const script = document.createElement("script");
        script.textContent = "window.ran = 1";
        document.body.append(script);
        await new Promise(done => setTimeout(done, 300));
        return [seen.sort(), window.ran ?? 0];
    }""")
    assert refused == [["connect-src", "img-src", "script-src-elem"], 0]
    # The browser says so in its console, and asks for nothing.
    assert len(watched.errors) >= 3
    watched.errors.clear()
    watched.foreign.clear()


def test_files_of_the_page_are_sent_compressed(address: str) -> None:
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)

    def get(path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()

    _, html = get("/")
    scripts = re.findall(r'(?:src|href)="\.(/static/js/[^"]+)"', html.decode())
    plain = packed = 0
    for script in scripts:
        answer, body = get(script, **{"Accept-Encoding": "gzip, br"})
        assert answer.headers["Content-Encoding"] == "gzip"
        whole = (ASSETS / script.lstrip("/")).read_bytes()
        assert gzip.decompress(body) == whole
        plain, packed = plain + len(whole), packed + len(body)
    assert packed < plain / 2
    # The highlighter of code is for the page that shows code.
    assert not any("SyntaxHighlighter" in script for script in scripts)
    connection.close()


def test_language_title_and_place_follow_the_page(watched: Watched) -> None:
    page = watched.open(page="map", lang="zh")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    expect(page).to_have_title("地图 · 一体化指数")
    page.get_by_text("English", exact=True).click()
    expect(page).to_have_title("Map · Integration index")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    main = page.locator('[data-testid="stMain"]')
    main.evaluate("e => e.scrollTo(0, 500)")
    page.locator(".notice a").last.click()
    page.wait_for_url(re.compile("page=city"))
    # The address is written before the headline of the new page stands.
    expect(page.locator('h1[data-viewer-page="city"]')).to_be_visible()
    watched.drawn("city")
    assert main.evaluate("e => e.scrollTop") == 0


def test_back_needs_one_press(watched: Watched) -> None:
    page = watched.page
    page.goto("about:blank")
    page.goto(f"{watched.address}/")
    watched.drawn("overview")
    overview = page.locator("h1").inner_text()
    page.get_by_role("link", name="City", exact=True).click()
    page.wait_for_url(re.compile("page=city"))
    expect(page.locator("h1")).not_to_have_text(overview)
    page.go_back()
    expect(page.locator("h1")).to_have_text(overview)
    page.go_back()
    assert page.url == "about:blank"
    watched.open(page="overview")


def test_charts_follow_the_theme(watched: Watched) -> None:
    page = watched.open(page="overview", lang="en")
    label = page.locator('[data-testid="stVegaLiteChart"] svg text').first
    light = label.evaluate("e => getComputedStyle(e).fill")
    page.emulate_media(color_scheme="dark")
    expect(label).not_to_have_css("fill", light)


@pytest.mark.parametrize("watched", [500], indirect=True)
def test_narrow_map_is_whole(watched: Watched) -> None:
    page = watched.page
    for width in (360, 500, 640):
        page.set_viewport_size({"width": width, "height": 900})
        watched.open(page="map", lang="en")
        frame = page.locator(".st-key-chart_map").bounding_box()
        shapes = page.locator(".st-key-chart_map .mark-shape").first.bounding_box()
        assert frame and shapes
        assert frame["y"] <= shapes["y"]
        assert shapes["y"] + shapes["height"] <= frame["y"] + frame["height"]
        # So are its title and its legend, which a saved picture has too.
        for part in (".role-title-text", ".role-legend"):
            box = page.locator(f".st-key-chart_map {part}").first.bounding_box()
            assert box
            assert frame["y"] <= box["y"]
            assert box["y"] + box["height"] <= frame["y"] + frame["height"]
