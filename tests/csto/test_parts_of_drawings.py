"""What drawings are made of gives exact results: projection, scales, ticks, short texts."""

import math
import subprocess
import sys
from inspect import Parameter, signature

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from csto.charts._alt import briefly
from csto.charts._axes import date_ticks, rows_of_words, sheet
from csto.charts._geometry import RADIUS, Conic, frame_of
from csto.charts.lengths import _lag_text
from csto.charts.maps import _name_states, _view
from csto.charts.reported import _scale
from csto.figure import WIDE
from csto.paths import HERE
from tests.conftest import ROOT
from tests.csto.made import CALLS
from tests.csto.measure import read

REGION = (46.0, 35.0, 88.0, 56.0)


def length(project: Conic, a, b) -> float:
    return float(np.linalg.norm(np.diff(project(np.array([a, b])), axis=0)))


@pytest.mark.parametrize("extent", [REGION, (69.0, 39.0, 80.5, 43.5)])
def test_the_projection_is_true_along_its_standard_parallels(extent):
    """A short way along each standard parallel is as long as on the sphere."""
    project = Conic.fitted(extent)
    west, south, _, north = extent
    for latitude in (south + (north - south) / 6, north - (north - south) / 6):
        found = length(project, (west, latitude), (west + 0.01, latitude))
        on_sphere = RADIUS * math.radians(0.01) * math.cos(math.radians(latitude))
        assert found == pytest.approx(on_sphere, rel=1e-5)


def test_the_projection_keeps_angles():
    """At any place a step north and a step east are enlarged alike and stand at right angles."""
    project, step = Conic.fitted(REGION), 1e-4
    for lon, lat in [(50, 37), (60, 45), (71.4, 51.2), (85, 55)]:
        here, north, east = project(np.array([(lon, lat), (lon, lat + step), (lon + step, lat)]))
        up, side = north - here, (east - here) / math.cos(math.radians(lat))
        assert np.linalg.norm(up) == pytest.approx(np.linalg.norm(side), rel=1e-4)
        assert abs(up @ side) < 1e-4 * np.linalg.norm(up) * np.linalg.norm(side)


def test_the_middle_of_the_extent_is_the_origin_and_north_is_up():
    project = Conic.fitted(REGION)
    (x, y), (_, above) = project(np.array([(67.0, 45.5), (67.0, 46.5)]))
    assert abs(x) < 1e-9 and abs(y) < 1e-6 and above > 100


def test_a_frame_holds_its_extent_to_a_kilometre():
    project = Conic.fitted(REGION)
    left, bottom, right, top = frame_of(REGION, project)
    corners = project(np.array([(w, s) for w in (46, 67, 88) for s in (35, 56)]))
    assert left <= corners[:, 0].min() + 1 and right >= corners[:, 0].max() - 1
    assert bottom <= corners[:, 1].min() + 1 and top >= corners[:, 1].max() - 1
    assert left < 0 < right and bottom < 0 < top


@pytest.mark.parametrize(
    ("days", "width", "texts"),
    [
        (("2021-12-30", "2022-01-03"), 5.0, ["30 Dec\n2021", "31 Dec", "1 Jan\n2022", "2 Jan"]),
        (("2021-11-01", "2022-02-20"), 5.0, ["Nov\n2021", "Dec", "Jan\n2022", "Feb"]),
        (("2019-01-01", "2022-07-01"), 5.0, ["Jan\n2019", "Jul", "Jan\n2020"]),
        (("2018-06-01", "2022-12-01"), 5.0, ["2019", "2020", "2021"]),
    ],
)
def test_a_year_stands_where_it_begins(days, width, texts):
    found = [text for _, text in date_ticks(*map(pd.Timestamp, days), width)]
    assert found[: len(texts)] == texts


@pytest.mark.parametrize(
    ("span", "unit", "precision", "said"),
    [
        (1, "days", "day", "1 day"), (2, "days", "day", "2 days"), (0, "days", "day", "0 days"),
        (1234, "days", "month", "about 1,234 days"), (2.04, "years", "day", "2.0 years"),
        (math.nan, "days", "day", "not known"),
    ],
)  # fmt: skip
def test_a_lag_in_words(span, unit, precision, said):
    row = pd.Series({"start_precision": precision, "end_precision": "day"})
    assert _lag_text(row, span, ("start", "end"), unit, "not known") == said


def test_a_name_of_a_state_keeps_its_own_room():
    """The room kept clear of other names is the name itself, and a little around it."""
    kept: list = []
    with mpl.style.context(str(HERE / "style.mplstyle")):
        figure, page = sheet(WIDE, 5)
        _name_states(page, _view(REGION, WIDE, 0.0), kept)
        names = read(figure).texts
    assert len(names) == len(kept) > 4
    for name, (left, top, right, bottom) in zip(names, kept, strict=True):
        assert left < name.left and name.right < right, name.text
        assert right - left < name.right - name.left + 0.2
        assert top < (name.top + name.bottom) / 2 < bottom and bottom - top < 0.25


class Figures:
    def __init__(self, *ends):
        self.ends = ends


@pytest.mark.parametrize(
    ("ends", "log", "stops"),
    [
        ((2, 90), True, [3, 10, 30]),
        ((20, 50), True, [20, 50]),
        ((4, 9), True, [5, 10]),
        ((0, 100), False, [0, 50, 100]),
    ],
)
def test_a_scale_has_round_numbers_in_their_places(ends, log, stops):
    place, found = _scale([Figures(*ends)], 1.0, 5.0, log)
    assert [s for s in stops if s not in found] == [], found
    assert all(1.0 - 1e-9 <= place(stop) <= 5.0 + 1e-9 for stop in found)
    assert place(found[0]) < place(found[-1])
    if not log:
        assert place(0) == pytest.approx(1.0)
        assert place(50) - place(0) == pytest.approx(place(100) - place(50))


def test_many_texts_are_shorter_than_few():
    long = "word " * 1000
    one, many = briefly([long]), briefly([long] * 12)
    assert 1600 < len(one[0]) <= 1800 and 120 < len(many[0]) <= 150
    assert len(briefly([long] * 500)[0]) <= 90
    assert briefly(["short"]) == ["short"]


def test_a_file_that_is_read_is_noted_and_one_that_is_written_is_not(tmp_path):
    code = (
        "import csto.reads as reads\nreads.watch()\n"
        "open('README.md').close(); open('csto/errors.py').close()\n"
        f"open({str(tmp_path / 'x')!r}, 'w').close()\n"
        "print(sorted(n for n in reads.noted() if n.startswith('file:')))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert said.strip() == "['file:README.md']"


def test_words_share_a_line_only_where_a_gap_is_left_between_them():
    spans = [(0.0, 1.0), (1.05, 2.0), (1.06, 2.0), (5.0, 6.0)]
    assert rows_of_words(spans, gap=0.06) == [0, 1, 0, 0]


@pytest.mark.parametrize("function", CALLS, ids=lambda function: function.__name__)
def test_all_but_the_rows_are_given_by_name(function):
    kinds = [one.kind for one in signature(function).parameters.values()]
    assert kinds == [Parameter.POSITIONAL_OR_KEYWORD] + [Parameter.KEYWORD_ONLY] * (len(kinds) - 1)
