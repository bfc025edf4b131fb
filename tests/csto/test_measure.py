"""The ruler of these tests finds what it is to find."""

from matplotlib.figure import Figure

from csto.charts._axes import sheet
from csto.charts._text import put, text_width
from csto.figure import Chart
from tests.csto.made import events
from tests.csto.measure import read


def page(*words) -> Figure:
    """A figure three inches wide with some words at their places."""

    def write(width: float) -> Figure:
        figure, axis = sheet(width, 1.0)
        for x, y, text in words:
            put(axis, x, y, text)
        return figure

    return Chart(write, title="T", alt="A", name="chart-x", rows=events()).figure(3.0)


def test_texts_over_one_another_are_found():
    assert read(page((0, 0, "one"), (0.05, 0.05, "other"))).overlapping() == [("one", "other")]
    assert not read(page((0, 0, "one"), (0, 0.2, "other"), (1, 0, "third"))).overlapping()


def test_texts_over_the_edge_are_found():
    found = read(page((2.9, 0.2, "too far right"), (0, 0.95, "too low"), (0, 0.2, "fits")))
    assert found.outside() == ["too far right", "too low"]


def test_the_width_that_charts_reckon_with_is_that_of_the_renderer():
    text = "Collective Security Treaty Organization, 2,030 persons"
    one = read(page((0, 0, text))).texts[0]
    assert abs(one.right - one.left - text_width(text)) < 0.01
