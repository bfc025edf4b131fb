"""Every page in a real browser, wide and on a phone, light and dark."""

import pytest

from tests.conftest import HTML, pages


@pytest.mark.parametrize("page", pages())
def test_no_other_host_is_asked_and_nothing_is_missing(visit, address, page):
    tab = visit(page)
    foreign = [url for url in tab.asked if not url.startswith((address, "data:"))]
    assert not foreign, f"{page} asks {foreign}"
    assert not tab.failed, f"{page}: not found: {tab.failed}"
    assert not tab.said, f"{page} says in the console: {tab.said}"


@pytest.mark.parametrize("page", [*pages(), "search"])
def test_a_first_visit_is_light(visit, page):
    tab = visit(page)
    assert len(tab.asked) <= 15, f"{page}: {len(tab.asked)} requests: {tab.asked}"
    assert tab.bytes <= 500_000, f"{page}: {tab.bytes} bytes"


@pytest.mark.parametrize("page", pages())
def test_reads_from_disk(visit, page):
    tab = visit(page, base=HTML.as_uri())
    assert tab.locator("article h1").inner_text()
    assert not tab.said, f"{page} says: {tab.said}"


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
