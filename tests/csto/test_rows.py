"""Rows are picked by their ids; a wrong id is named, never skipped."""

import pandas as pd
import pytest

import csto
from tests.csto.made import events, made


def test_one_cell():
    rows = events()
    assert csto.value(rows, "second") == 1500
    assert csto.value(rows, "second", "date") == pd.Timestamp("2002-05-14")
    real = csto.load("events").iloc[0]
    assert csto.value("events", real["id"], "title") == real["title"]


def test_a_wrong_key_is_named_with_what_is_near():
    with pytest.raises(csto.CstoError, match="data/events.csv has no row secnd; near .*: second"):
        csto.value(events(), "secnd")


def test_a_wrong_column_is_named():
    with pytest.raises(csto.ColumnError, match="data/events.csv: no column size; has id"):
        csto.value(events(), "first", "size")


def test_an_empty_cell_is_refused():
    rows = events().assign(value=pd.array([1, None, 2]))
    with pytest.raises(csto.CstoError, match="the cell 'value' of row 'second' is empty"):
        csto.value(rows, "second")


def test_rows_come_in_the_order_of_their_ids():
    assert list(csto.pick(events(), "third first")["id"]) == ["third", "first"]
    assert list(csto.pick(events(), ["third"]).index) == [0]
    named = events().assign(id=["a-first", "a-second", "b-first"])
    assert list(csto.pick(named, "second first", prefix="a-")["value"]) == [1500, 40]
    assert csto.pick(events(), "first").attrs["table"] == "events"


def test_all_wrong_ids_are_named():
    with pytest.raises(csto.CstoError, match="has no row nothing, nobody"):
        csto.pick(events(), "first nothing nobody")


def test_an_id_that_stands_twice_is_refused():
    with pytest.raises(csto.CstoError, match="more than one row first"):
        csto.pick(events().assign(id=["first", "first", "x"]), "first")


def test_rows_without_ids_or_table_are_refused():
    with pytest.raises(csto.ColumnError, match="no column id"):
        csto.pick(events().drop(columns="id"), "first")
    with pytest.raises(csto.CstoError, match="rows must come from csto.load"):
        csto.pick(pd.DataFrame({"id": ["a"]}), "b")


def test_rows_of_two_tables_are_known_as_such():
    both = csto.together(events(), made("operations", id=["other"], value=[3]))
    assert both.attrs["table"] == ["events", "operations"]
    assert list(both["value"]) == [40, 1500, 725, 3] and both["state"].isna().sum() == 1
    assert csto.together(events(), events()).attrs["table"] == ["events"]
    with pytest.raises(csto.CstoError, match="rows must come from csto.load"):
        csto.together(events(), pd.DataFrame({"id": ["a"]}))


def test_words_inside_a_text():
    rows = events().assign(description=["It counted 36 dead; 55 in all.", "b", "c"])
    assert csto.excerpt(rows, "first", r"counted (\d+) dead") == "36"
    assert csto.excerpt(rows, "first", r"(\d+) dead; (\d+)") == ("36", "55")
    with pytest.raises(csto.CstoError, match=r"'\(\\d\+\) hurt' does not occur .* row 'first'"):
        csto.excerpt(rows, "first", r"(\d+) hurt")


def test_a_table_writes_companions_states_and_words_for_nothing():
    rows = events().assign(value_qualifier=["about", None, None], host_iso3s="KGZ;RUS")
    rows["note"] = pd.array(["a", None, "c"], dtype="string")
    shown = csto.table(
        rows, {"Size": "value", "Hosts": "host_iso3s", "Note": ("note", "none"), "Year": "year"},
        caption="C", name="table-x",
    ).markdown  # fmt: skip
    lines = shown.splitlines()
    assert "* - about 40" in lines and "* - 1,500" in lines
    assert "  - Kyrgyzstan and Russia" in lines and "  - none" in lines and "  - 2003" in lines
