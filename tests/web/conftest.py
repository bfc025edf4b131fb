"""A real browser, and the built pages on a server of their own."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import HTML

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

#: Bytes of the page and of all that it asked for, uncompressed, when its fonts have arrived.
WEIGHT = """async () => {
    await document.fonts.ready;
    const kinds = ["navigation", "resource"];
    const all = kinds.flatMap((kind) => performance.getEntriesByType(kind));
    return all.reduce((sum, entry) => sum + entry.decodedBodySize, 0);
}"""


CHECKERS = Path(__file__).parent / "node_modules"
#: What axe-core tests of a page.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(tab) -> list[str]:
    """What axe-core finds wrong on a page, with the elements and the reason."""
    tab.add_script_tag(path=CHECKERS / "axe-core" / "axe.min.js")
    result = tab.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [
        f"{v['id']}: {n['html'][:160]} ({n.get('failureSummary', '')[:200]})"
        for v in result["violations"]
        for n in v["nodes"][:3]
    ]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def address(built):
    handler = functools.partial(Quiet, directory=str(HTML))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, address):
    """Open a page at a width and in a scheme; also tell what it asked for, missed and said."""
    contexts = []

    def go(page: str, width: int = 1280, scheme: str = "light", base: str = address, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        contexts.append(context)
        tab = context.new_page()
        tab.asked, tab.failed, tab.said = [], [], []

        def arrived(response):
            if response.status >= 400:
                tab.failed.append(response.url)

        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.on("response", arrived)
        tab.on(
            "console", lambda m: tab.said.append(m.text) if m.type in ("error", "warning") else 0
        )
        tab.on("pageerror", lambda error: tab.said.append(str(error)))
        tab.goto(f"{base}/{page}.html", wait_until="networkidle")
        if options.get("java_script_enabled", True):
            tab.bytes = tab.evaluate(WEIGHT)
        return tab

    yield go
    for context in contexts:
        context.close()
