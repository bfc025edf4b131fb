"""What is drawn is what the rows say: lengths, places, words, colours; and wrong rows are named."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

import csto
from csto.charts._axes import Span
from csto.figure import NARROW, WIDE
from csto.palette import ACCENT, STATES
from tests.csto.made import CALLS, columns, draw, events, made
from tests.csto.measure import bars, marks, place, read, scale, words

FUNCTIONS = pytest.mark.parametrize("function", CALLS, ids=lambda f: f.__name__)
REGION = (46, 35, 88, 56)
WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW], ids=["page", "phone"])


def near(found, wanted, slack=1e-6):
    return np.allclose(np.asarray(found, float), np.asarray(wanted, float), rtol=0, atol=slack)


# Every drawing function


@FUNCTIONS
def test_a_missing_column_is_named(function):
    for column in [*columns(function, CALLS[function]), "sources"]:
        with pytest.raises(csto.ColumnError, match=f"chart 'chart-made': no column {column}; has "):
            draw(function, events().drop(columns=column))


@FUNCTIONS
def test_no_rows_are_refused(function):
    with pytest.raises(csto.CstoError, match="'chart-made' has no rows to draw"):
        draw(function, events().head(0))


@FUNCTIONS
def test_rows_of_no_table_are_refused(function):
    rows = events()
    rows.attrs.clear()
    with pytest.raises(csto.CstoError, match="rows must come from csto.load"):
        draw(function, rows)


@FUNCTIONS
@WIDTHS
def test_texts_lie_apart_and_on_the_drawing(function, width):
    found = read(draw(function).figure(width))
    assert not found.outside() and not found.overlapping()
    assert found.width == pytest.approx(width)


@FUNCTIONS
@WIDTHS
def test_long_words_lie_apart_and_on_the_drawing(function, width):
    """Words three times as long as any in the tables neither leave the drawing nor collide."""
    rows = events()
    rows["label"] += " and what was then said of it in the capitals of all the members"
    if function is not csto.listed:
        rows["state"] += ", member since the Treaty was signed"
    if function is csto.rivals:
        rows["kind"] += " of the Collective Rapid Deployment Forces of the Central Asian Region"
    found = read(draw(function, rows).figure(width))
    assert not found.outside() and not found.overlapping()


@FUNCTIONS
def test_the_same_rows_give_the_same_bytes(function):
    assert draw(function).svg(NARROW) == draw(function).svg(NARROW)


def test_the_same_rows_give_the_same_page_in_print():
    assert draw(csto.spells).pdf() == draw(csto.spells).pdf()


@FUNCTIONS
def test_a_chart_describes_itself(function):
    """Without words of the author's, the alternative text lists what is drawn."""
    alt = draw(function).alt
    named = ("Kyrgyzstan", "A drill near Balykchy", "Drill", "drill (1)")
    assert any(one in alt for one in named) and any(figure in alt for figure in "0123456789")
    assert alt.endswith(".") and ".." not in alt and "nan" not in alt
    assert draw(function, alt="As I say.").alt == "As I say."


@FUNCTIONS
def test_a_chart_counts_rows_and_sources(function):
    assert draw(function).source_line() == "Table events: 3 rows from 2 sources"


def test_rows_of_two_tables_name_both():
    both = csto.together(events(), made(table="operations", **events().drop(columns="sources")))
    assert draw(csto.bars, both).source_line() == (
        "Tables events and operations: 6 rows from 2 sources"
    )


# Lengths


@WIDTHS
def test_bars_are_as_long_as_their_values(width):
    figure = draw(csto.bars).figure(width)
    found, value = bars(figure), scale(figure, last=1)
    assert near([bar.get_x() for bar in found], 0)
    assert near([value(0)], 0, 5)
    assert near([value(bar.get_width()) for bar in found], events()["value"], 8)
    assert "40" in words(figure) and "1,500" in words(figure) and "persons" in words(figure)


def test_a_bar_says_how_well_its_value_is_known():
    rows = events().assign(value_qualifier=["about", None, "more than"])
    text = words(draw(csto.bars, rows).figure())
    assert "about 40" in text and "more than 725" in text


def test_bars_take_accent_or_the_colour_asked_for():
    assert {to_hex(bar.get_facecolor()) for bar in bars(draw(csto.bars).figure())} == {ACCENT}
    asked = draw(csto.bars, colour=lambda row: STATES[row["iso3"]]).figure()
    assert [to_hex(bar.get_facecolor()) for bar in bars(asked)] == [
        STATES[code] for code in events()["iso3"]
    ]


def test_a_lag_is_as_long_as_its_days_and_an_open_one_says_so():
    figure = draw(csto.lags, missing="still open").figure()
    spans = (events()["end"] - events()["start"]).dt.days.dropna()
    lengths = [bar.get_width() for bar in bars(figure)]
    assert near(np.divide(lengths, lengths[0]), spans / spans.iloc[0])
    assert "731 days" in words(figure) and "365 days" in words(figure)
    assert "still open" in words(figure)


def test_a_lag_of_rough_dates_is_about():
    rows = events().assign(start_precision=["month", "day", "day"])
    assert "about 731 days" in words(draw(csto.lags, rows).figure())


@pytest.mark.parametrize(
    ("function", "changed", "message"),
    [
        (csto.bars, {"value": [-1, 1, 2]}, "found -1 in 'value'; expected 0 or more"),
        (
            csto.bars,
            {"value": pd.array([1, None, 2])},
            "expected a value in 'value'; none in row 1",
        ),
        (csto.lags, {"end": pd.to_datetime(["2001-01-01"] * 3)}, "expected 'end' on or after"),
        (csto.lags, {"end": ["a", "b", "c"]}, "expected days in 'end'"),
        (csto.rivals, {"value": pd.array([1, None, 2])}, "expected a figure in 'value' for 'A ses"),
        (csto.rivals, {"value": ["a", "b", "c"]}, "expected numbers in 'value'"),
        (csto.rivals, {"value": [-5, 1, 2]}, "found −5 in 'value'; expected 0 or more"),
        (csto.series, {"state": ["Russia"] * 3}, "one row for each state and year; Russia / 2004"),
        (csto.matrix, {"state": ["Russia"] * 3}, "for each state and kind; Russia / session"),
        (csto.matrix, {"where": ["here", "there", "away"]}, "no symbol for away in 'where'"),
        (csto.listed, {"kind": ["drill"] * 3}, "for each kind and place; drill / 1"),
        (csto.listed, {"place": [0, 1, 2]}, "found 0 in 'place'; expected 1 or more"),
        (csto.lanes, {"kind": ["drill", "visit", "drill"]}, "no lane for visit in 'kind'"),
        (csto.grid_years, {"where": ["here", "away", "here"]}, "no word for away in 'where'"),
        (csto.distances, {"where": ["here", "away", "here"]}, "no words for the key for away"),
        (csto.places, {"lat": [-80.0, -80.0, -80.0]}, "no row lies within"),
        (csto.spells, {"start": pd.to_datetime([None] * 3)}, "expected a value in 'start'"),
        (csto.moments, {"date": ["a", "b", "c"]}, "expected days in 'date'"),
        (csto.flow, {"label": pd.array(["x", None, "y"])}, "expected a value in 'label'"),
    ],
)
def test_wrong_values_are_named(function, changed, message):
    with pytest.raises(csto.CstoError, match=f"chart 'chart-made': .*{message}"):
        draw(function, events().assign(**changed))


def test_a_section_without_a_heading_is_named():
    with pytest.raises(csto.CstoError, match="no heading for drill in 'kind'"):
        draw(csto.rivals, sections={"session": "Sessions"})


def test_an_unknown_unit_and_a_wrong_extent_are_named():
    with pytest.raises(csto.CstoError, match="unit 'weeks'; expected one of days, months, years"):
        draw(csto.lags, unit="weeks")
    with pytest.raises(csto.CstoError, match="expected west, south, east, north"):
        draw(csto.places, extent=(85, 35, 30, 60))


# Rival figures


@WIDTHS
def test_dots_stand_at_their_values_on_a_scale_from_zero(width):
    figure = draw(csto.rivals).figure(width)
    value = scale(figure, last=1)
    found = [value(place(mark)[0]) for mark in marks(figure)[2:]]
    assert near(found, events()["value"], 12)
    assert "0" in [one.text for one in read(figure).texts]


def test_the_preferred_dot_is_filled_and_its_label_bold():
    figure = draw(csto.rivals).figure()
    fills = [to_hex(mark.get_markerfacecolor()) for mark in marks(figure)[2:]]
    shades = [STATES[code] for code in events()["iso3"]]
    assert fills == [shades[0], "#ffffff", shades[2]]
    bold = {t.get_text() for t in figure.axes[0].texts if t.get_fontweight() == "semibold"}
    assert "A drill near Balykchy" in bold and "A session in Moscow" not in bold


def test_a_range_runs_from_end_to_end_and_is_written():
    rows = events().assign(low=pd.array([30, 1400, None]), high=pd.array([60, 1600, 900]))
    rows["value"] = pd.array([40, None, None], dtype="Int64")
    figure = draw(csto.rivals, rows, low="low", high="high").figure()
    value = scale(figure, last=1)
    ends = [
        line
        for line in figure.axes[0].lines
        if line.get_linewidth() == 1.6
        and len(line.get_xdata()) == 2
        and line.get_linestyle() == "-"
    ]
    spans = [value(np.asarray(line.get_xdata(), float)) for line in ends]
    assert near(spans[0], [30, 60], 12) and near(spans[1], [1400, 1600], 12)
    assert all(text in words(figure) for text in ("40 (30–60)", "1,400–1,600", "up to 900"))


def test_a_qualifier_beside_the_value_is_written_unasked():
    rows = events().assign(value_qualifier=["about", None, "more than"])
    assert "about 40" in words(draw(csto.rivals, rows).figure())
    assert "more than 725" in words(draw(csto.rivals, rows).figure())


def test_sections_stand_in_the_order_asked_for():
    chart = draw(csto.rivals, sections={"session": "Sessions", "drill": "Drills"})
    tops = {one.text: one.top for one in read(chart.figure()).texts}
    assert tops["Sessions"] < tops["A session in Moscow"] < tops["Drills"]
    assert tops["Drills"] < tops["A drill near Balykchy"]


def test_a_logarithmic_scale_has_equal_steps_and_no_zero():
    rows = events().assign(value=[10, 100, 1000])
    xs = [place(mark)[0] for mark in marks(draw(csto.rivals, rows, log=True).figure())[2:]]
    assert near([xs[1] - xs[0]], [xs[2] - xs[1]])
    with pytest.raises(csto.CstoError, match="more than 0 on a logarithmic scale"):
        draw(csto.rivals, events().assign(value=[0, 1, 2]), log=True)


# Values over time


@WIDTHS
def test_the_last_stop_of_a_scale_is_written_inside_the_drawing(width):
    rows = events().assign(value=[1_000_000, 999_000, 250_000])
    found = read(draw(csto.rivals, rows, section=None).figure(width))
    assert found.outside() == [] and "1,000,000" in {one.text for one in found.texts}


def test_lines_run_through_their_points_from_zero():
    rows = made(
        year=[2001, 2002, 2004, 2001, 2002, 2004],
        who=["one", "one", "one", "other", "other", "other"],
        value=[5, 7, 30, 12, 11, 10],
    )
    figure = draw(csto.series, rows, group="who").figure()
    axis = figure.axes[1]
    drawn = [line for line in axis.lines if line.get_marker() == "o"]
    assert list(drawn[0].get_xdata()) == [2001, 2002, 2004]
    assert list(drawn[0].get_ydata()) == [5, 7, 30]
    assert axis.get_ylim()[0] == 0
    path = axis.lines[0].get_ydata()
    assert np.isnan(path[2]), "a year without a row is a gap"
    assert {"one", "other", "persons"} <= {one.text for one in read(figure).texts}


def test_joined_years_have_no_gap_and_levels_are_held():
    rows = made(year=[2001, 2004], value=[5, 9])
    joined = draw(csto.series, rows, group=None, join=True).figure().axes[1].lines[0]
    assert not np.isnan(joined.get_ydata()).any()
    level = draw(csto.series, rows, group=None, step=True).figure().axes[1].lines[0]
    assert list(level.get_ydata()) == [5, 5, 9, 9] and list(level.get_xdata())[:2] == [2001, 2004]


def test_two_lines_of_no_state_differ_in_more_than_colour():
    rows = made(year=[2001, 2002, 2001, 2002], who=list("aabb"), value=[1, 2, 3, 4])
    axis = draw(csto.series, rows, group="who").figure().axes[1]
    looks = {(line.get_marker(), line.get_linestyle()) for line in axis.lines}
    shapes = {marker for marker, _ in looks if marker != "None"}
    assert len(shapes) == 2 and len({dash for marker, dash in looks if marker == "None"}) == 2


# Time


@WIDTHS
def test_spells_begin_and_end_on_their_days(width):
    figure = draw(csto.spells, since="2002-01-01").figure(width)
    rows, found = events(), bars(figure)
    edge = max(bar.get_x() + bar.get_width() for bar in found)
    left = min(bar.get_x() for bar in found)
    first, last = rows["start"].min(), pd.Timestamp("2012-12-31")
    inch = (edge - left) / (last - first).days
    for bar, start, end in zip(found, rows["start"], rows["end"].fillna(last), strict=True):
        assert near([bar.get_x()], left + (start - first).days * inch, 0.01)
        assert near([bar.get_width()], (end - start).days * inch, 0.01)
    assert [to_hex(bar.get_edgecolor()) for bar in found] == [STATES[i] for i in rows["iso3"]]
    assert [bar.get_hatch() is not None for bar in found] == list(rows["rough"])
    arrows = [mark for mark in marks(figure) if mark.get_marker() == ">"]
    assert len(arrows) == 1, "one spell goes on"


@WIDTHS
def test_an_event_stands_above_its_year(width):
    rows = events().assign(date=pd.to_datetime(["2004-01-01", "2006-01-01", "2010-01-01"]))
    figure = draw(csto.lanes, rows).figure(width)
    years = {one.text: one.middle for one in read(figure).texts if one.text.isdigit()}
    shown = sorted(place(mark)[0] for mark in marks(figure))
    pairs = zip(("2004", "2006", "2010"), shown, strict=True)
    found = [x - years[year] for year, x in pairs if year in years]
    assert found and near(found, 0, 0.01)


def test_a_day_off_the_axis_lies_at_its_end():
    span = Span(pd.Timestamp("2002-01-01"), pd.Timestamp("2012-01-01"), 1.0, 4.0)
    assert span.at(pd.Timestamp("1990-01-01")) == 1.0 and span.at(pd.Timestamp("2030-01-01")) == 5.0


def test_lanes_count_and_fill_their_marks():
    figure = draw(csto.lanes, key=("used", "not used")).figure()
    texts = {one.text for one in read(figure).texts}
    assert {"drill (1)", "session (2)", "used", "not used"} <= texts
    assert [to_hex(m.get_markerfacecolor()) for m in marks(figure)[2:]] == [
        ACCENT, "#ffffff", ACCENT,
    ]  # fmt: skip
    assert "Session: 2, 2002 to 2009, 1 of them used" in draw(csto.lanes, key=("used", "not")).alt


def test_moments_stand_in_order_of_time():
    figure = draw(csto.moments).figure()
    tops = {one.text: one.top for one in read(figure).texts}
    assert tops["A session in Moscow"] < tops["A drill near Balykchy"]
    assert tops["14 May 2002"] == pytest.approx(tops["A session in Moscow"], abs=0.02)


def test_boxes_follow_the_rows_and_a_day_is_written_once():
    rows = events().assign(date=pd.to_datetime(["2002-05-14", "2002-05-14", "2002-05-15"]))
    found = read(draw(csto.flow, rows).figure()).texts
    assert [one.text for one in found if "May" in one.text] == ["14 May 2002", "15 May 2002"]
    tops = {one.text: one.top for one in found}
    assert tops["Kyrgyzstan"] < tops["Russia"] < tops["Kazakhstan"]


# Grids, lists, distances


def test_a_grid_has_a_symbol_where_a_row_meets_a_column():
    figure = draw(csto.matrix).figure(WIDE)
    at = {one.text: one for one in read(figure).texts}
    symbols = [place(mark) for mark in marks(figure)]
    assert len(symbols) == 3
    assert near([symbols[0][0]], [at["drill"].middle], 0.01)
    assert near([x for x, _ in symbols[1:]], [at["session"].middle] * 2, 0.01)
    assert at["Kyrgyzstan"].top < symbols[0][1] < at["Russia"].top < symbols[1][1]


def test_spells_are_told_from_their_first_year_to_their_last():
    rows = events().assign(end=pd.to_datetime(["2003-05-01", None, "2010-06-14"]))
    said = draw(csto.spells, rows).alt
    assert said.startswith("Time bars, 2002 to 2012")
    assert "Kyrgyzstan: 1 May 2003. " in said, "one day, told once"
    assert "from 14 May 2002 on" in said and "14 June 2009 to 14 June 2010" in said


def test_an_exercise_stands_in_its_year():
    figure = draw(csto.grid_years, since=2001, until=2006).figure(WIDE)
    years = {int(one.text): one.middle for one in read(figure).texts if one.text.isdigit()}
    found = [place(mark) for mark in marks(figure)[2:]]
    assert near([found[0][0]], [years[2003]], 0.01)
    assert near([np.mean([x for x, _ in found[1:]])], [years[2004]], 0.01)
    assert {"drill (1)", "session (2)"} <= {one.text for one in read(figure).texts}


def test_a_lane_without_a_row_says_none():
    order = ["drill", "talks", "session"]
    said = words(draw(csto.grid_years, order=order, since=2001, until=2006).figure())
    assert "talks (0)" in said and "drill (1)" in said


def test_marks_of_a_long_time_are_no_wider_than_a_year():
    figure = draw(csto.grid_years, since=1940, until=2030).figure(WIDE)
    first, *others = marks(figure)[2:]
    year = max(place(mark)[0] for mark in others) - place(first)[0]
    assert 0.02 < year < 0.1 and all(m.get_markersize() / 72 < year for m in (first, *others))


def test_items_stand_at_their_place_in_their_list():
    figure = draw(csto.listed).figure()
    at = {one.text: one for one in read(figure).texts}
    assert near([at["Kyrgyzstan"].middle], [at["drill"].middle], 0.01)
    assert at["Kazakhstan"].top < at["Russia"].top
    assert at["Kazakhstan"].colour == "#ffffff" and at["Russia"].colour != "#ffffff"


@WIDTHS
def test_events_lie_before_and_after_the_day_to_scale(width):
    figure = draw(csto.distances).figure(width)
    dots = [place(mark)[0] for mark in marks(figure) if mark.get_markersize() == 7]
    middle = {one.text: one.middle for one in read(figure).texts}["0"]
    assert near([(dots[0] - middle) / (dots[1] - middle)], [-30 / 12], 0.05)
    assert near([(dots[2] - middle) / (dots[1] - middle)], [365 / 12], 0.5), "held at the limit"
    text = words(figure)
    assert all(far in text for far in ("30 days before", "12 days after", "700 days after"))


# Maps


@WIDTHS
def test_places_stand_where_they_lie(width):
    figure = draw(csto.places).figure(width)
    kyrgyz, moscow, capital = (place(mark) for mark in marks(figure)[-3:])
    assert moscow[0] < capital[0] < kyrgyz[0], "from west to east"
    assert moscow[1] < capital[1] < kyrgyz[1], "from north to south"
    fills = [to_hex(mark.get_markerfacecolor()) for mark in marks(figure)[-3:]]
    assert fills == [STATES["KGZ"], "#ffffff", STATES["KAZ"]]


def test_a_place_off_the_map_is_named_below_it():
    rows = events().assign(lat=pd.array([42.5, None, 10.0], dtype="Float64"))
    text = words(draw(csto.places, rows).figure())
    assert "Place unknown, not drawn: A session in Moscow" in text
    assert "Outside the map: An agreement on rapid reaction" in text


def test_the_scale_bar_is_true():
    """Two places a known way apart lie as far apart on the map as its scale bar says."""
    rows = events().assign(lat=[42.0, 42.0, 42.0], lon=[70.0, 74.0, 72.0])
    figure = draw(csto.places, rows, extent=(66, 38, 78, 46)).figure()
    xs = sorted(place(mark)[0] for mark in marks(figure)[-3:])
    kilometres = 4 * 111.32 * np.cos(np.radians(42))
    bar = next(line for line in figure.axes[0].lines if len(line.get_xdata()) == 4)
    said = next(one.text for one in read(figure).texts if one.text.endswith(" km"))
    shown = (bar.get_xdata()[2] - bar.get_xdata()[1]) / float(said[:-3].replace(",", ""))
    assert (xs[-1] - xs[0]) / kilometres == pytest.approx(shown, rel=0.02)


@WIDTHS
def test_numbers_of_a_crowd_stand_on_the_map_too(width):
    """Where names find no room, a number stands at each mark, led there if it must, and below."""
    rows = made(
        id=[f"site-{i}" for i in range(12)],
        label=[f"One of the places of a crowd, site {chr(97 + i)}" for i in range(12)],
        lat=[42 + 0.06 * (i % 4) for i in range(12)],
        lon=[70 + 0.09 * (i // 4) for i in range(12)],
        rough=[False] * 12,
    )
    figure = draw(csto.places, rows, extent=(66, 38, 78, 46)).figure(width)
    said = [one.text for one in read(figure).texts]
    assert [said.count(str(number)) for number in range(1, 13)] == [2] * 12


def test_many_names_of_one_place_share_its_numbers():
    rows = made(
        id=[f"site-{i}" for i in range(5)], label=["One", "Two", "Three", "Four", "Far away"],
        lat=[42.0] * 4 + [50.0], lon=[70.0] * 4 + [80.0], rough=[False] * 5,
    )  # fmt: skip
    said = [one.text for one in read(draw(csto.places, rows).figure()).texts]
    assert said.count("1–4") == 1 and said.count("5") == 2 and said.count("4") == 1


@pytest.mark.parametrize(
    ("extent", "ratio"), [((60, 42, 80, 43), 0.45), ((70, 36, 72, 50), 0.85), (REGION, None)]
)
def test_a_map_is_neither_flat_nor_tall_and_its_extent_lies_in_the_middle(extent, ratio):
    west, south, east, north = extent
    rows = events().assign(lon=[west, east, (west + east) / 2], lat=(south + north) / 2)
    figure = draw(csto.places, rows, extent=extent).figure(WIDE)
    shapes = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    frame = max(shapes, key=lambda one: one.get_width() * one.get_height())
    if ratio:
        assert frame.get_height() / (frame.get_width() + 0.01) == pytest.approx(ratio, rel=0.01)
    first, second, middle = (place(mark)[0] for mark in marks(figure)[-3:])
    assert near([middle], [(first + second) / 2], 0.02) and near([middle], [WIDE / 2], 0.02)
    heights = [place(mark)[1] for mark in marks(figure)[-3:]]
    halfway = frame.get_y() + frame.get_height() / 2
    assert near([(max(heights) + min(heights)) / 2], [halfway], 0.05)


# Real tables


def test_real_rows_are_drawn_whole():
    """The heads of the Secretariat, as the table has them: each bar and each name."""
    heads = csto.load("secretaries_general")
    chart = csto.spells(
        heads, lane="name", until="2022-12-31", title="Heads", name="chart-x", faint="acting"
    )
    figure = chart.figure()
    assert len(bars(figure)) == len(heads)
    for name in heads["name"].unique():
        assert name in words(figure) and name in chart.alt


def test_real_figures_are_drawn_at_their_values():
    rows = csto.load("opium").query("measure == 'cultivation' and estimator == 'UNODC'")
    rows = rows[rows["preferred"].fillna(True)]
    chart = csto.series(
        rows, x="year", y="value", group=None, unit="hectares", title="Poppy", name="chart-x"
    )
    line = next(one for one in chart.figure().axes[1].lines if one.get_marker() == "o")
    drawn = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert drawn == dict(zip(rows["year"], rows["value"], strict=True))
    assert f"{rows['value'].max():,.0f}" in chart.alt


def test_a_scale_has_the_one_unit_of_its_figures():
    rows = events().assign(value=3.0, unit="US dollars (millions)")
    draw(csto.bars, rows, value="value", unit="million US dollars")
    with pytest.raises(csto.CstoError, match="the scale says 'tonnes'; the figures are US dollars"):
        draw(csto.bars, rows, value="value", unit="tonnes")
    mixed = rows.assign(unit=["tonnes", *["hectares"] * (len(rows) - 1)])
    with pytest.raises(csto.CstoError, match="hectares and tonnes on one scale"):
        draw(csto.bars, mixed, value="value", unit="hectares")
