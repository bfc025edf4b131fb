"""Every chart of the book can be read on a page and on a phone, and says what it shows."""

import re

import pytest

from csto.charts._text import SMALL
from csto.figure import NARROW, WIDE
from tests.conftest import pages, source
from tests.csto.measure import Read, charts, measured

CHARTED = [page for page in pages() if "csto.load" in source(page)]
WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW], ids=["page", "phone"])


def faults(page, width, find):
    found = {chart.name: find(measured(chart, width)) for chart in charts(page)}
    return {name: fault for name, fault in found.items() if fault}


@pytest.mark.parametrize("page", CHARTED)
@WIDTHS
def test_no_text_leaves_the_drawing(page, width):
    assert not faults(page, width, Read.outside)


@pytest.mark.parametrize("page", CHARTED)
@WIDTHS
def test_no_two_texts_overlap(page, width):
    assert not faults(page, width, Read.overlapping)


@pytest.mark.parametrize("page", CHARTED)
def test_no_text_is_smaller_than_a_phone_can_carry(page):
    assert not faults(
        page, NARROW, lambda drawing: [t.text for t in drawing.texts if t.size < SMALL]
    )


@pytest.mark.parametrize("page", CHARTED)
def test_names_titles_and_descriptions(page):
    """Each chart has a name of its own, a title in one sentence, and figures in its description."""
    names = [chart.name for chart in charts(page)]
    assert len(names) == len(set(names))
    for chart in charts(page):
        assert chart.name.startswith("chart-"), chart.name
        assert not chart.title.endswith("."), f"{chart.name}: a title has no full stop"
        assert len(chart.alt) > 60 and re.search(r"\d", chart.alt), f"{chart.name}: {chart.alt}"
        assert chart.alt.endswith("."), f"{chart.name}: {chart.alt[-40:]}"
