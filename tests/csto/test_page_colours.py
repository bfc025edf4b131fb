"""The colours of charts have a value on the page, in light and in dark."""

import re

import pytest

from csto.palette import CSS_VARIABLES, STATES
from tests.conftest import ROOT

CSS = (ROOT / "theme/static/book.css").read_text(encoding="utf-8")


def block(selector: str) -> str:
    """Declarations of the first rule with a selector."""
    found = re.search(re.escape(selector) + r"\s*\{(.*?)\}", CSS, re.DOTALL)
    assert found, f"theme/static/book.css has no rule {selector}"
    return found.group(1)


#: Dark by the reader's button, and by the system unless the button says light.
DARK, SYSTEM = ':root[data-theme="dark"]', ':root:not([data-theme="light"])'


def test_dark_is_the_same_by_button_and_by_system():
    chosen, given = ([line.strip() for line in block(s).splitlines()] for s in (DARK, SYSTEM))
    assert chosen == given


@pytest.mark.parametrize("selector", [":root", DARK])
def test_each_colour_of_a_chart_has_a_value(selector):
    declared = set(re.findall(r"(--[\w-]+):", block(selector)))
    assert set(CSS_VARIABLES.values()) <= declared


@pytest.mark.parametrize("state", STATES)
def test_a_state_has_the_colour_of_the_palette_in_light(state):
    assert f"--state-{state.lower()}: {STATES[state]};" in block(":root")
