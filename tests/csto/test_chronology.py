"""The chronology holds every dated event once, in order, with a chapter that exists."""

import re

from csto import chronology
from csto.tables import load
from tests.conftest import chapters


def test_events_stand_in_order_once_and_whole():
    rows = chronology.chronology()
    assert rows["date"].is_monotonic_increasing and rows["id"].is_unique
    assert set(rows["strand"]) == set(chronology.STRANDS)
    needed = rows[["date", "date_precision", "strand", "what", "chapter", "sources"]]
    assert needed.notna().all().all()
    assert {f"chapters/{name}" for name in rows["chapter"]} <= set(chapters())


def test_no_dated_row_is_left_out():
    """Each dated row stands in the chronology, or a row that stands there tells of it."""
    rows = chronology.chronology()
    tables = {
        "events": "date",
        "concept_context": "date",
        "concepts": "adopted",
        "exercises": "start",
        "kyrgyzstan_2010_timeline": "date",
        "kazakhstan_2022_timeline": "date",
    }
    for table, date in tables.items():
        dated = load(table).dropna(subset=[date])
        expected = {chronology.TOLD.get(key, key) for key in dated["id"]}
        assert expected <= set(rows["id"]), (table, expected - set(rows["id"]))


def test_what_stands_for_another_row_is_of_its_day():
    tables = ("events", "concept_context", "kyrgyzstan_2010_timeline", "kazakhstan_2022_timeline")
    dates = {
        (table, key): day
        for table in tables
        for key, day in load(table).set_index("id")["date"].items()
    }
    for told, by in chronology.TOLD.items():
        left_out = {day for (_, key), day in dates.items() if key == told}
        kept = {day for (_, key), day in dates.items() if key == by}
        assert left_out and left_out == kept, (told, by)


def test_each_meeting_and_each_legal_act_is_named_on_its_day():
    rows = chronology.chronology()
    words = rows.groupby("date")["what"].agg(" ".join)
    for _, act in load("legal_acts").dropna(subset=["signed"]).iterrows():
        found = act["title"] in words.get(act["signed"], "")
        assert found, f"{act['id']}: no milestone in events tells of its day"
    told = (
        load("events").set_index("id").loc[list(set(chronology.TOLD) & set(load("events")["id"]))]
    )
    for _, session in load("council_sessions").iterrows():
        by_crisis = (told["date"] == session["date"]).any()
        assert by_crisis or "Meeting of the Council" in words[session["date"]], session["id"]


def test_no_word_stands_twice_in_a_row():
    told = chronology.chronology()["what"]
    assert not [what for what in told if re.search(r"\b(\w{4,}) \1\b", what, re.IGNORECASE)]


def test_spans_meet_and_cover_all():
    first = chronology.chronology(last="2010-06-01")
    rest = chronology.chronology(first="2010-06-01")
    assert len(first) + len(rest) == len(chronology.chronology())
    assert first["date"].max() < rest["date"].min()


def test_the_pages_leave_no_event_out():
    """The spans of the tables on the pages, read from their cells, join without a gap."""
    from tests.conftest import pages, source

    spans = []
    for page in pages():
        spans += re.findall(r'chronology\.table\("([\d-]+)", "([\d-]+)"', source(page))
    rows = chronology.chronology()
    assert spans[0][0] <= str(rows["date"].min().date())
    assert spans[-1][1] > str(rows["date"].max().date())
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]
