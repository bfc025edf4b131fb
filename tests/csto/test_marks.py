"""Marks answer from where they are drawn, with the value and the sources of their row."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle

import csto
from csto.figure import NARROW, WIDE
from csto.marks import touched
from tests.csto.made import CALLS, SOURCES, draw, events
from tests.csto.measure import bars

WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])


def bundle(chart):
    return next(iter(chart._repr_mimebundle_().values()))


@pytest.mark.parametrize("function", CALLS)
@WIDTHS
def test_each_row_answers_once_and_on_the_drawing(function, width):
    chart = draw(function)
    figure = chart.figure(width)
    places = touched(figure)
    assert [one.answer for one in places] == list(range(len(events())))
    wide, high = figure.get_size_inches() * 72
    for one in places:
        assert -1 <= one.left <= one.left + one.width <= wide + 1
        assert -1 <= one.top <= one.top + one.height <= high + 1


@pytest.mark.parametrize("function", CALLS)
@WIDTHS
def test_something_is_drawn_at_the_left_of_each_mark(function, width):
    figure = draw(function).figure(width)
    figure.set_dpi(144)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    picture = np.asarray(canvas.buffer_rgba()).astype(int)
    for one in touched(figure):
        x, y = one.left * 2, (one.top + one.height / 2) * 2
        part = picture[max(int(y) - 9, 0) : int(y) + 10, max(int(x) - 9, 0) : int(x) + 10, :3]
        assert (part != picture[0, -1, :3]).any(), one


@pytest.mark.parametrize("function", CALLS)
def test_an_answer_says_the_sources_of_its_row(function):
    for one in draw(function).answers:
        assert one.text and one.sources == tuple(SOURCES)


@WIDTHS
def test_the_box_of_a_bar_is_the_bar(width):
    chart = draw(csto.bars)
    figure = chart.figure(width)
    found = [one.width for one in touched(figure)]
    assert np.allclose(found, [bar.get_width() * 72 for bar in bars(figure)], atol=1)
    assert [one.text for one in chart.answers] == [
        "A drill near Balykchy: 40 persons",
        "A session in Moscow: 1,500 persons",
        "An agreement on rapid reaction: 725 persons",
    ]


def test_a_step_answers_with_its_box_and_a_spell_with_its_bar():
    for function, least in ((csto.flow, 5), (csto.spells, 4)):
        figure = draw(function).figure(WIDE)
        shapes = [
            (patch.get_x() * 72, patch.get_width() * 72)
            for patch in figure.axes[0].patches
            if isinstance(patch, Rectangle) and patch.get_width() * 72 > least
        ]
        for one in touched(figure):
            assert any(np.allclose((one.left, one.width), shape, atol=1) for shape in shapes)


def test_a_figure_that_was_never_published_has_no_mark_on_a_line():
    rows = events().assign(year=[2003, 2004, 2005], state="Russia")
    rows.loc[1, "value"] = None
    chart = draw(csto.series, rows)
    assert [one.answer for one in touched(chart.figure())] == [0, 2]
    assert "no figure" in chart.answers[1].text


def test_a_tally_answers_with_its_number_and_the_sources_of_all_its_rows():
    chart = csto.tallies(
        events(), row="kind", column="where", title="A title", alt="Bars", name="chart-made"
    )
    assert [one.text for one in chart.answers] == ["drill, here: 1", "session, there: 2"]
    figure = chart.figure()
    drawn = [bar for bar in bars(figure) if bar.get_width()]
    shapes = [(bar.get_x(), bar.get_y(), bar.get_width(), bar.get_height()) for bar in drawn]
    found = [(one.left, one.top, one.width, one.height) for one in touched(figure)]
    assert np.allclose(sorted(found), np.array(sorted(shapes)) * 72, atol=1)
    assert len(found) == 2


def test_both_drawings_of_a_page_have_the_same_marks():
    found = bundle(draw(csto.rivals))
    assert [one[0] for one in found["marks"]] == [one[0] for one in found["marks_narrow"]]
    assert found["marks"] != found["marks_narrow"]
    assert len(found["answers"]) == len(events())
