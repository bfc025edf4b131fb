"""Every page in a real browser, wide and on a phone, light and dark."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import HTML, pages

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address(built):
    handler = functools.partial(Quiet, directory=str(HTML))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, address):
    """Open a page at a width and in a scheme; also tell what it asked for and missed."""
    contexts = []

    def go(page: str, width: int = 1280, scheme: str = "light", **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        contexts.append(context)
        tab = context.new_page()
        tab.asked, tab.failed = [], []
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.on("response", lambda r: tab.failed.append(r.url) if r.status >= 400 else None)
        tab.goto(f"{address}/{page}.html", wait_until="networkidle")
        return tab

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("page", pages())
def test_no_other_host_is_asked_and_nothing_is_missing(visit, address, page):
    tab = visit(page)
    foreign = [url for url in tab.asked if not url.startswith((address, "data:"))]
    assert not foreign, f"{page} asks {foreign}"
    assert not tab.failed, f"{page}: not found: {tab.failed}"


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
@pytest.mark.parametrize("page", pages())
def test_nothing_scrolls_sideways(visit, page, width):
    tab = visit(page, width)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width, f"{page} at {width} px"


@pytest.mark.parametrize(("width", "form"), [(1280, "wide"), (390, "narrow")])
@pytest.mark.parametrize("page", pages())
def test_one_drawing_of_each_chart_is_seen(visit, page, width, form):
    tab = visit(page, width)
    for figure in tab.query_selector_all("figure.chart"):
        seen = [
            d.get_attribute("class") for d in figure.query_selector_all("div") if d.is_visible()
        ]
        drawings = [c for c in seen if c and c.startswith("chart-") and "note" not in c]
        assert drawings == [f"chart-{form}"], f"{page}, {figure.get_attribute('id')}: {drawings}"


def test_dark_mode_changes_charts_and_page(visit):
    light, dark = visit("index"), visit("index", scheme="dark")
    ask = "getComputedStyle(document.querySelector('figure.chart svg text')).fill"
    assert light.evaluate(ask) != dark.evaluate(ask)


@pytest.mark.parametrize("page", pages())
def test_reads_without_scripts(visit, page):
    tab = visit(page, java_script_enabled=False)
    assert tab.locator("article h1").inner_text()
    assert (
        tab.locator("figure.chart svg").count() == 0
        or tab.locator("figure.chart svg").first.is_visible()
    )
