"""Cells are written no more exactly than they are known."""

import numpy as np
import pandas as pd
import pytest

import csto
from csto.wording import bounded, number, who

NONE = np.nan


def row(**cells) -> pd.Series:
    return pd.Series({k: pd.Timestamp(v) if str(v)[:2] == "20" else v for k, v in cells.items()})


@pytest.mark.parametrize(
    ("value", "text"),
    [(4000, "4,000"), (0.5, "0.5"), (12.25, "12.25"), (123.4, "123"), (-7, "−7"), (0, "0")],
)
def test_numbers(value, text):
    assert number(value) == text


def test_counts_and_places_in_words():
    assert [csto.word(n) for n in (0, 1, 12, 13, 1500)] == ["no", "one", "twelve", "13", "1,500"]
    assert csto.word(0, zero="none") == "none"
    assert [csto.ordinal(n) for n in (1, 14, 20)] == ["first", "fourteenth", "twentieth"]


@pytest.mark.parametrize("wrong", [-1, 1.5, pd.NA, None])
def test_what_is_no_count_is_refused(wrong):
    with pytest.raises(csto.CstoError, match="expected a whole number from 0"):
        csto.word(wrong)


@pytest.mark.parametrize("wrong", [0, 21, pd.NA])
def test_what_is_no_place_is_refused(wrong):
    with pytest.raises(csto.CstoError, match="expected a whole number from 1 to 20"):
        csto.ordinal(wrong)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ((470, NONE, NONE, "about"), "about 470"),
        ((NONE, 2000, 3000, ""), "2,000–3,000"),
        ((NONE, 2000, 3000, "between"), "2,000–3,000"),
        ((300, 250, 350, ""), "300 (250–350)"),
        ((NONE, NONE, 1580, ""), "up to 1,580"),
        ((NONE, 40, NONE, ""), "at least 40"),
        ((NONE, 40, NONE, "more than"), "more than 40"),
        ((NONE, 40, 40, ""), "40"),
        ((NONE, NONE, NONE, "about"), ""),
    ],
)
def test_figures_with_bounds(figure, text):
    assert bounded(*figure) == text


def test_an_amount_reads_its_companions():
    assert csto.amount(row(value=470, value_qualifier="about")) == "about 470"
    assert csto.amount(row(value=470, qualifier="over")) == "over 470"
    assert csto.amount(row(people=5, qualifier="over"), "people") == "5"
    assert csto.amount(row(people=pd.NA, people_low=5, people_high=9), "people") == "5–9"
    assert csto.amount(row(value=pd.NA, value_qualifier="about")) == ""
    assert csto.amount(row(value=2, unit="tonnes"), unit=True) == "2 tonnes"
    assert csto.amount(row(value=pd.NA, unit="tonnes"), unit=True) == ""
    with pytest.raises(csto.ColumnError, match="no column people; has value"):
        csto.amount(row(value=1), "people")
    with pytest.raises(csto.ColumnError, match="no column unit"):
        csto.amount(row(value=1), unit=True)


@pytest.mark.parametrize(
    ("last", "text"),
    [
        ("2022-01-09", "6–9 January 2022"),
        ("2022-02-02", "6 January – 2 February 2022"),
        ("2023-01-09", "6 January 2022 – 9 January 2023"),
        ("2022-01-06", "6 January 2022"),
        (pd.NaT, "6 January 2022"),
    ],
)
def test_spans_of_days(last, text):
    assert csto.days(row(first="2022-01-06", last=last), "first", "last") == text


def test_a_span_is_no_more_precise_than_its_ends():
    rough = row(first="2022-01-01", last="2022-03-09", first_precision="month")
    assert csto.days(rough, "first", "last") == "January 2022 – 9 March 2022"
    assert csto.days(row(first=pd.NaT, last=pd.NaT), "first", "last") == ""


def test_hours_have_their_zone():
    known = row(time="02:00", time_zone="UTC+6", time_qualifier="about", part_of_day=pd.NA)
    assert csto.clock(known) == "about 02:00 UTC+6"
    part = row(time=pd.NA, time_zone=pd.NA, part_of_day="late evening")
    assert csto.clock(part) == "late evening"
    assert csto.clock(row(time=pd.NA, time_zone=pd.NA, part_of_day=pd.NA)) == ""
    assert csto.local("2022-01-05T18:55Z", 6) == "00:55, 6 January 2022"


def test_states_by_name():
    assert csto.states("BLR;KAZ;RUS") == "Belarus, Kazakhstan and Russia"
    assert csto.states(None) == "" and csto.states("KGZ") == "Kyrgyzstan"
    with pytest.raises(csto.CstoError, match="no state 'XXX'"):
        csto.states("KGZ;XXX")


@pytest.mark.parametrize(
    ("reporter", "text"),
    [
        ("Ministry of Health (Fergana)", "Ministry of Health"),
        ("Alik Orozov, secretary of the Council", "Alik Orozov"),
        ("UNHCR, citing the Government", "UNHCR, citing the Government"),
        ("BelTA; TSN", "BelTA"),
        ("press", "Press"),
        ("Radio Azattyq (RFE/RL), cited by others", "Radio Azattyq, cited by others"),
    ],
)
def test_reporters_in_a_few_words(reporter, text):
    assert who(reporter) == text


def test_who_said_it_and_of_when():
    told = row(reported_by="Ministry of Health (AFP)", as_of="2010-06-17")
    assert csto.said(told) == "Ministry of Health, 17 June 2010"
    assert csto.said(row(reported_by="press", as_of=pd.NaT)) == "Press"


def test_every_reporter_of_the_data_has_a_short_name():
    """No table has a reporter of whom nothing is left."""
    for resource in csto.package()["resources"]:
        if resource["path"].endswith(".csv"):
            rows = csto.load(resource["name"])
            if "reported_by" in rows:
                assert all(len(who(text)) > 1 for text in rows["reported_by"].dropna())
