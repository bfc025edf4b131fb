"""A name shows its line of the glossary to pointer and keyboard; without both it is a link."""

import pytest

PAGE = "chapters/crises/kyrgyzstan-2010"


@pytest.fixture
def tab(visit):
    return visit(PAGE)


def test_the_line_is_shown_by_the_pointer_and_stays_under_it(tab):
    term, note = tab.locator("a.term").first, tab.locator("#gloss")
    assert note.is_hidden()
    term.hover()
    assert note.inner_text() == term.get_attribute("data-gloss")
    note.hover()
    tab.wait_for_timeout(400)
    assert note.is_visible()
    tab.mouse.move(5, 5)
    note.wait_for(state="hidden")


def test_the_line_is_shown_by_the_focus_and_goes_with_escape(tab):
    term, note = tab.locator("a.term").nth(2), tab.locator("#gloss")
    term.focus()
    assert note.inner_text() == term.get_attribute("data-gloss")
    assert term.get_attribute("aria-describedby") == note.get_attribute("id")
    tab.keyboard.press("Escape")
    assert note.is_hidden() and not term.get_attribute("aria-describedby")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_line_stays_on_the_page(visit, width):
    tab = visit(PAGE, width=width)
    for term in tab.locator("a.term").all():
        term.focus()
        box = tab.locator("#gloss").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_it_is_a_link(visit):
    tab = visit(PAGE, java_script_enabled=False)
    term = tab.locator("a.term").first
    assert "glossary.html#term-" in term.get_attribute("href")
