"""The chronology holds every dated event once, in order, with a chapter that exists."""

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


def test_no_day_of_a_crisis_and_no_meeting_is_left_out():
    rows = chronology.chronology()
    for table in ("kyrgyzstan_2010_timeline", "kazakhstan_2022_timeline"):
        dated = load(table).dropna(subset=["date"])
        assert set(dated["id"]) <= set(rows["id"]), table
    for table, date in (("council_sessions", "date"), ("legal_acts", "signed")):
        assert set(load(table)[date].dropna()) <= set(rows["date"]), table
    drills = load("exercises").dropna(subset=["start"])
    assert set(drills["id"]) <= set(rows["id"])


def test_spans_meet_and_cover_all():
    first = chronology.chronology(last="2010-06-01")
    rest = chronology.chronology(first="2010-06-01")
    assert len(first) + len(rest) == len(chronology.chronology())
    assert first["date"].max() < rest["date"].min()


def test_the_pages_leave_no_event_out():
    """The spans of the tables on the pages, read from their cells, join without a gap."""
    import re

    from tests.conftest import pages, source

    spans = []
    for page in pages():
        spans += re.findall(r'chronology\.table\("([\d-]+)", "([\d-]+)"', source(page))
    rows = chronology.chronology()
    assert spans[0][0] <= str(rows["date"].min().date())
    assert spans[-1][1] > str(rows["date"].max().date())
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]
