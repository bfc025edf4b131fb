"""Cited tables, claim boxes and values for the prose say what the data say."""

import pandas as pd
import pytest

import csto
from csto.sources import short_citation
from csto.values import in_prose
from csto.wording import plain, write_day


@pytest.fixture
def sessions():
    return csto.load("council_sessions").head(3)


def test_a_table_cites_each_row(sessions):
    shown = csto.table(sessions, {"Date": "date", "Place": "place"}, caption="C", name="table-x")
    for _, row in sessions.iterrows():
        assert "{cite:p}`" + row["sources"].replace(";", ",") + "`" in shown.markdown
    assert "14 May 2002" in shown.markdown and ":name: table-x" in shown.markdown


def test_a_live_notebook_sees_authors_and_years(sessions):
    html = csto.table(sessions, {"Place": "place"}, caption="C", name="table-x").html
    assert short_citation(csto.split(sessions["sources"][0])[0]) in html
    assert "{cite" not in html and '<th scope="col">Place</th>' in html


def test_a_date_is_no_more_precise_than_known():
    row = pd.Series({"date": pd.Timestamp("2009-10-01"), "date_precision": "month"})
    assert csto.day(row, "date") == "October 2009"
    assert write_day(pd.Timestamp("2009-01-01"), "year") == "2009"


def test_text_of_the_data_cannot_become_markup():
    assert plain("a*b_c [d] `e` {f}") == r"a\*b\_c \[d\] \`e\` \{f\}"


@pytest.mark.parametrize(
    ("value", "text"),
    [(4000, "4,000"), (425, "425"), ("two", "two"), (pd.Timestamp("2002-05-14"), "14 May 2002")],
)
def test_values_in_prose(value, text):
    assert in_prose(value) == text


@pytest.mark.parametrize("value", [None, pd.NA, pd.NaT, 1.5])
def test_a_value_without_a_form_is_refused(value):
    with pytest.raises(csto.CstoError, match="days"):
        in_prose(value, "days")


def test_each_column_has_a_width_or_none(sessions):
    columns = {"Date": "date"}
    shown = csto.table(sessions, columns, caption="C", name="table-x", widths=[3, 7])
    assert ":widths: 3 7" in shown.markdown
    with pytest.raises(csto.CstoError, match="table 'table-x': 3 widths; expected 2"):
        csto.table(sessions, columns, caption="C", name="table-x", widths=[3, 7, 1])


def test_an_unknown_column_is_named(sessions):
    with pytest.raises(csto.ColumnError, match="no column venue"):
        csto.table(sessions, {"Place": "venue"}, caption="C", name="table-x")


def test_an_empty_selection_is_refused(sessions):
    with pytest.raises(csto.CstoError, match="no rows"):
        csto.table(sessions.head(0), {"Place": "place"}, caption="C", name="table-x")


def test_a_claim_shows_verdict_reason_and_evidence():
    row = csto.load("claims").set_index("id").loc["charter-place"]
    box = csto.claim("charter-place").markdown
    assert "Claim of the article: contradicted" in box
    assert plain(row["reason"]) in box
    assert row["evidence_against"].replace(";", ",") in box


def test_an_unknown_claim_is_named():
    with pytest.raises(csto.CstoError, match="no claim 'nothing'"):
        csto.claim("nothing")


def test_a_list_in_a_sentence():
    assert csto.names(["A", "B", "C"]) == "A, B and C"
    assert csto.names(["A"]) == "A"


def test_an_unknown_source_is_named():
    with pytest.raises(csto.UnknownSourceError, match="nobody1999"):
        short_citation("nobody1999")


def test_every_claim_has_evidence_and_a_page():
    claims = csto.load("claims")
    for _, row in claims[claims["verdict"] != "unchecked"].iterrows():
        assert csto.split(row["evidence_for"]) or csto.split(row["evidence_against"]), row["id"]
