"""A chart answers pointer and keyboard with the value and the sources of its marks."""

import json
import re
from functools import cache

import pytest

from tests.conftest import HTML, pages
from tests.web.conftest import violations

PAGE = "chapters/crises/kyrgyzstan-2010"
WIDTHS = pytest.mark.parametrize(("width", "form"), [(1280, 1), (390, 2)])


@cache
def said(name: str) -> list:
    """Words of a chart's marks, and their places on the wide and on the narrow drawing."""
    text = (HTML / "charts" / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(re.fullmatch(r'chartMarks\("[\w-]+",(.*)\);\n', text)[1])


def names(page: str) -> list[str]:
    html = (HTML / f"{page}.html").read_text(encoding="utf-8")
    return re.findall(r'data-marks="[./]*charts/([\w-]+)\.js"', html)


def test_each_chart_has_marks_and_both_drawings_have_the_same():
    found = [name for page in pages() for name in names(page)]
    assert len(found) == len(list((HTML / "charts").glob("*.svg"))) > 40
    for name in found:
        words, wide, narrow = said(name)
        assert {mark[0] for mark in wide} == {mark[0] for mark in narrow}, name
        assert wide and {mark[0] for mark in wide} <= set(range(len(words))), name
        assert all(" — " in one for one in words), name


@WIDTHS
def test_the_pointer_finds_each_mark(visit, width, form):
    tab = visit(PAGE, width=width)
    for drawing, name in zip(tab.locator(".drawing").all()[:3], names(PAGE), strict=False):
        words, marks = said(name)[0], said(name)[form]
        svg = drawing.locator("svg:visible")
        svg.scroll_into_view_if_needed()
        unit = svg.evaluate("(s) => s.getBoundingClientRect().width / s.viewBox.baseVal.width")
        for answer, x, y, wide, high in marks[::3]:
            spot = {"x": (x + wide / 2) * unit, "y": (y + high / 2) * unit}
            svg.hover(position=spot, force=True)
            tab.wait_for_function("!document.querySelector('.says').hidden")
            assert words[answer] in tab.locator(".says span").all_inner_texts()
    tab.mouse.move(2, 2)
    assert tab.locator(".says").is_hidden()
    assert not tab.said and not tab.failed


@WIDTHS
def test_the_arrow_keys_go_through_all_marks(visit, width, form):
    tab = visit(PAGE, width=width)
    words, marks = said(names(PAGE)[0])[0], said(names(PAGE)[0])[form]
    tab.locator(".drawing").first.focus()
    heard = []
    for _ in marks:
        tab.keyboard.press("ArrowRight")
        tab.wait_for_function("!document.querySelector('.says').hidden")
        heard.append(tab.locator(".says").inner_text())
        box = tab.locator(".says").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert heard[0] == words[marks[0][0]] and heard[-1] == words[marks[-1][0]]
    tab.keyboard.press("Home")
    assert tab.locator(".says").inner_text() == heard[0]
    tab.keyboard.press("Escape")
    assert tab.locator(".says").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answer_is_accessible_and_spoken(visit, scheme):
    tab = visit(PAGE, scheme=scheme)
    tab.locator(".drawing").first.focus()
    tab.keyboard.press("End")
    tab.wait_for_function("!document.querySelector('.says').hidden")
    assert tab.locator(".says").get_attribute("role") == "status"
    assert not violations(tab)


def test_it_answers_from_a_disk(visit):
    tab = visit(PAGE, base=HTML.as_uri())
    tab.locator(".drawing").first.focus()
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function("!document.querySelector('.says').hidden")
    assert not tab.said


def test_marks_are_not_asked_for_before_the_reader_comes(visit):
    tab = visit(PAGE)
    assert not [one for one in tab.asked if "/charts/" in one]
