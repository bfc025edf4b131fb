"""Counts by two properties are those of the rows, and fit the page and the phone."""

import re
from collections import Counter

import pytest

import csto
from csto.figure import NARROW, WIDE


@pytest.fixture
def claims():
    return csto.load("claims")


def chart(rows, **options):
    settings = {"row": "kind", "column": "verdict", "title": "T", "alt": "A", "name": "chart-x"}
    return csto.tallies(rows, **settings | options)


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_pair_is_counted(claims, width):
    said = Counter(texts(chart(claims).svg(width)))
    pairs = Counter(zip(claims["kind"], claims["verdict"], strict=True))
    expected = Counter(
        str(pairs[kind, verdict])
        for kind in claims["kind"].unique()
        for verdict in claims["verdict"].unique()
    )
    assert not expected - said
    for verdict, count in claims["verdict"].value_counts().items():
        assert f"{count} in all" in said, verdict
    for kind, count in claims["kind"].value_counts().items():
        assert f"{kind} ({count})" in said


def test_the_longest_bar_fits_its_column(claims):
    for width in (WIDE, NARROW):
        figure = chart(claims).draw(width)
        bars = figure.axes[0].patches
        room = width / claims["verdict"].nunique()
        assert max(bar.get_width() for bar in bars) < room
        assert max(bar.get_x() + bar.get_width() for bar in bars) < width


def test_orders_are_kept(claims):
    order = ["unchecked", "contested", "contradicted", "imprecise", "holds"]
    said = texts(chart(claims, column_order=order).svg())
    heads = [text for text in said if text in order]
    assert heads == order


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"row": "genre"}, "no column genre"),
        ({"column_order": ["holds"]}, "place in column_order"),
        ({"row_order": ["date"]}, "place in row_order"),
    ],
)
def test_a_value_without_place_is_refused(claims, options, words):
    with pytest.raises(csto.CstoError, match=words):
        chart(claims, **options)


def test_a_row_without_a_property_is_refused(claims):
    claims.loc[3, "verdict"] = None
    with pytest.raises(csto.CstoError, match="verdict"):
        chart(claims)
