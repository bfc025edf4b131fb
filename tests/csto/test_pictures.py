"""Drawings look as they were approved: each small change of the layout is noticed.

When a change is meant, look at the new pictures and approve them:

    python -m pytest -n 0 tests/csto/test_pictures.py \\
        --mpl-generate-path=_build/pictures
    python -m pytest -n 0 tests/csto/test_pictures.py \\
        --mpl-generate-hash-library=tests/csto/pictures.json
"""

from pathlib import Path

import pytest

import csto
from csto.figure import NARROW, WIDE
from csto.paths import HERE
from tests.csto.made import CALLS, draw, events, made

approved = pytest.mark.mpl_image_compare(
    hash_library=Path(__file__).parent / "pictures.json",
    style=str(HERE / "style.mplstyle"),
    savefig_kwargs={"dpi": 100, "metadata": {"Software": None}},
)


def ranges():
    rows = made(
        id=list("abcdef"),
        date=[f"2022-01-{d:02}" for d in (5, 6, 8, 11, 12, 19)],
        value=[None, 1500, 2030, None, 1200, 0],
        low=[70.0, 1200, None, 900, None, None],
        high=[None, 2500, None, None, 1300, None],
        kind=["plan", "plan", "count", "count", "count", "plan"],
    )
    return rows


def many():
    """Forty places and items, more than have room beside their marks."""
    return made(
        id=[f"row-{i}" for i in range(40)],
        label=[f"Place number {i}" for i in range(40)],
        lat=[36 + (i * 7 % 17) for i in range(40)],
        lon=[50 + (i * 11 % 35) for i in range(40)],
        value=[(i * 13) % 90 for i in range(40)],
        year=[2003 + i % 4 for i in range(40)],
        kind=["drill" if i % 3 else "session" for i in range(40)],
        where=["here" if i % 2 else "there" for i in range(40)],
        rough=[i % 5 == 0 for i in range(40)],
        start=["2010-04-07"] * 40,
        end=["2010-06-10"] * 40,
    )


def four():
    """Four lines of no state."""
    return made(
        id=[f"row-{i}" for i in range(12)],
        who=[who for who in "abcd" for _ in range(3)],
        year=[2001, 2002, 2003] * 4,
        value=[4, 5, 7, 3, 2, 4, 9, 6, 8, 1, 2, 1],
    )


FRAME = {"extent": (45, 33, 90, 56)}
VARIANTS = {
    "rivals-log": lambda: draw(csto.rivals, log=True, preferred=None, section=None),
    "rivals-range": lambda: draw(csto.rivals, ranges(), label="kind", low="low", high="high",
                                 preferred=None, section=None),
    "series-four": lambda: draw(csto.series, four(), group="who"),
    "series-days": lambda: draw(csto.series, ranges().dropna(subset="value"), x="date",
                                group="kind", marks=[("2022-01-10", "session")]),
    "series-ranges": lambda: draw(csto.series, ranges(), x="date", group="kind", low="low",
                                  high="high", step=True, zero=False),
    "series-years": lambda: draw(csto.series, events().assign(year=[2003, 2005, 2009]), group=None,
                                 join=True, marks=[(2004, "Charter")]),
    "spells-marked": lambda: draw(csto.spells, text="label", since="2000-01-01",
                                  marks=[("2002-10-07", "Charter"), ("2003-09-18", "in force")]),
    "lanes-key": lambda: draw(csto.lanes, key=("with leaders", "without")),
    "moments-many": lambda: draw(csto.moments, many().assign(date=many()["start"])),
    "lags-years": lambda: draw(csto.lags, unit="years"),
    "places-sized": lambda: draw(csto.places, size="value", unit="persons", approximate=None),
    "places-many": lambda: draw(csto.places, many(), **FRAME),
    "places-kinds": lambda: draw(csto.places, kind="kind", provinces=True,
                                 kinds={"drill": "a drill", "session": "a session"}, **FRAME),
    "matrix-words": lambda: draw(csto.matrix, words={"here": ("✓", "supports the reason"),
                                                     "there": ("?", "cannot be said")}),
    "matrix-key": lambda: draw(
        csto.matrix, many().drop_duplicates("id").head(8).assign(state="Kyrgyzstan"),
        column="id", words={"here": ("●", "supports-the-reason-in-part"),
                            "there": ("○", "cannot-be-said-by-anyone")}),
    "spells-long": lambda: draw(csto.spells, events().assign(
        state="Kyrgyzstan and its neighbours to the south and east, with all between them"),
        text="label"),
    "years-stacked": lambda: draw(csto.grid_years, many(), since=2001, until=2008),
    "flow-notes": lambda: draw(csto.flow, step="year", note_column="kind"),
    "distances-near": lambda: draw(csto.distances, limit=30),
    "tallies": lambda: csto.tallies(many(), row="year", column="kind", title="A title",
                                    alt="Bars", name="chart-made"),
}  # fmt: skip
pytestmark = pytest.mark.filterwarnings("ignore:There are no gridspecs")
WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])


@approved
@WIDTHS
@pytest.mark.parametrize("function", CALLS, ids=lambda function: function.__name__)
def test_the_plain_drawing_is_as_approved(function, width):
    return draw(function).figure(width)


@approved
@WIDTHS
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_is_as_approved(variant, width):
    return VARIANTS[variant]().figure(width)


@approved
@WIDTHS
def test_long_words_are_as_approved(width):
    rows = events().assign(label=lambda r: r["label"] + " with many words that go on and on")
    return draw(csto.flow, rows).figure(width)
