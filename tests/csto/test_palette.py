"""Colours can be told apart by colour-blind readers, in grey print, on paper and on a dark page."""

import re
from itertools import combinations

import numpy as np
import pytest

from csto.palette import ACCENT, INK, MUTED, STATES, state_colour
from tests.conftest import ROOT

#: What is left of linear RGB in the three kinds of colour blindness (Machado, Oliveira and
#: Fernandes 2009, severity 1), and in full sight.
SIGHTS = {
    "full": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}  # fmt: skip
TO_XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
          [0.0193339, 0.1191920, 0.9503041]]  # fmt: skip
WHITE = [0.95047, 1.0, 1.08883]
LIGHT, DARK = ":root", ':root[data-theme="dark"]'
#: States of the organization from 2006 on; the other two left in 1999 and are drawn in grey.
MEMBERS = sorted(set(STATES) - {"AZE", "GEO"})


def css(selector: str) -> dict[str, str]:
    """Variables that hold colours, as the page sets them in the rule of a selector."""
    text = (ROOT / "theme/static/book.css").read_text(encoding="utf-8")
    block = re.search("^" + re.escape(selector) + r" *\{([^}]*)\}", text, re.MULTILINE)[1]
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-fA-F]{3,6})\b", block))


def dark() -> dict[str, str]:
    found = css(DARK)
    return {code: found[f"--state-{code.lower()}"] for code in STATES}


PAGES = pytest.mark.parametrize("colours", [STATES, dark()], ids=["light", "dark"])


def linear(colour: str) -> np.ndarray:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """Lightness and two axes of colour (CIELAB) of linear RGB."""
    share = np.asarray(TO_XYZ) @ np.clip(light, 0, 1) / WHITE
    root = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def difference(one: str, other: str, sight: str) -> float:
    """Difference of two colours as seen (CIE 1976; about 2.3 is just noticeable)."""
    matrix = np.asarray(SIGHTS[sight])
    return float(np.linalg.norm(lab(matrix @ linear(one)) - lab(matrix @ linear(other))))


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(np.dot(TO_XYZ[1], linear(colour))) + 0.05 for colour in (one, other))
    return high / low


@PAGES
@pytest.mark.parametrize("sight", SIGHTS)
def test_states_can_be_told_apart(colours, sight):
    close = [
        (a, b, round(difference(colours[a], colours[b], sight), 1))
        for a, b in combinations(MEMBERS, 2)
        if difference(colours[a], colours[b], sight) < 15
    ]
    assert not close


@PAGES
@pytest.mark.parametrize("sight", SIGHTS)
def test_states_that_left_differ_from_the_others(colours, sight):
    close = [
        (a, b)
        for a, b in combinations(STATES, 2)
        if {a, b} & {"AZE", "GEO"} and difference(colours[a], colours[b], sight) < 10
    ]
    assert not close


@PAGES
def test_states_differ_in_grey(colours):
    """Steps of lightness between neighbours, as a black-and-white printer would leave them."""
    steps = np.diff(sorted(lab(linear(colours[code]))[0] for code in MEMBERS))
    assert steps.min() > 5


@pytest.mark.parametrize(
    ("selector", "colours"),
    [(LIGHT, STATES), (DARK, dark())],
    ids=["light", "dark"],
)
def test_marks_and_words_stand_out_from_the_page(selector, colours):
    page = css(selector)
    paper = page["--chart-paper"]
    faint = [code for code, colour in colours.items() if contrast(colour, paper) < 3]
    assert not faint
    for name in ("--chart-ink", "--chart-muted"):
        assert contrast(page[name], paper) >= 4.5, f"{name} is too faint for words"


def test_ink_and_accent_stand_out_in_print():
    assert all(contrast(colour, "#ffffff") >= 4.5 for colour in (INK, MUTED, ACCENT))


def test_a_state_outside_the_treaty_is_grey():
    assert state_colour("USA") == MUTED and state_colour("KGZ") == STATES["KGZ"]


def test_dark_by_button_and_by_system_are_the_same():
    """The style sheet has the dark colours twice; the two must not drift apart."""
    text = (ROOT / "theme/static/book.css").read_text(encoding="utf-8")
    blocks = re.findall(r"\{ color-scheme: dark;([^}]*)\}", text)
    assert len(blocks) == 2 and blocks[0].split() == blocks[1].split()
