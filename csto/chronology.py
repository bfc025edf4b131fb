"""All dated events of the book in one order, each with its strand, its chapter and its sources.

Nothing is written twice: the rows are those of the tables of events, meetings, exercises,
operations, legal acts, concepts and what happened around them, and the two crises. What two
tables hold is told once: a milestone of a day names the meeting and the legal acts of that day,
and `TOLD` names the rows that stand for others.
"""

from functools import lru_cache

import pandas as pd

from csto.cited import Cited, cite, html_table, list_table
from csto.errors import CstoError
from csto.tables import load, split
from csto.wording import days, plain, states, timed

#: Strands in the order in which they are listed.
STRANDS = (
    "Institution",
    "Exercises and operations",
    "Kyrgyzstan",
    "Kazakhstan",
    "Outside world",
)
_COLUMNS = ["id", "date", "date_precision", "end", "end_precision", "strand", "what", "chapter"]
#: Strand of an event by its kind, where it is not the institution.
_KINDS = {
    "base": "Outside world",
    "partnership": "Outside world",
    "exercise": "Exercises and operations",
}
#: Rows that another row tells of, found by reading: of the milestones and of the events around
#: the concepts, each with the row that stands in the chronology.
TOLD = {
    "secretaries-osh-2010": "csto-secretaries-meeting-2010",
    "kazakhstan-decision-2022": "kaz-2022-01-06-decision",
    "january-session-2022": "kaz-2022-01-10-session",
    "crrf-in-force-2010": "crrf-in-force-2010",
    "kaz-session-2022": "kaz-2022-01-10-session",
    "kgz-secretaries-2010": "csto-secretaries-meeting-2010",
    "kgz-khachaturov-charged-2018": "khachaturov-charged-2018",
    "kgz-khachaturov-relieved-2018": "khachaturov-relieved-2018",
    "tjk-dushanbe-summit-2015": "dushanbe-session-2015",
}
_EXERCISE = {"held": "", "cancelled": " Cancelled.", "planned": " Planned; no report was found."}


@lru_cache(maxsize=1)
def _all() -> pd.DataFrame:
    parts = [part() for part in _PARTS]
    found = pd.concat(parts).sort_values("date", kind="stable")
    found.attrs["table"] = [rows.attrs["table"] for rows in parts]
    return found.reset_index(drop=True)


def chronology(first: str = "1900-01-01", last: str = "2100-01-01") -> pd.DataFrame:
    """Dated events from one day up to, but without, another.

    Args:
        first: first day, as `2010-04-01`.
        last: the day after the last.

    Returns:
        Rows with `id`, `date`, `date_precision`, `end`, `end_precision`, `strand`, `what`,
        `chapter` and `sources`, in order of date.
    """
    rows = _all()
    return rows[(rows["date"] >= first) & (rows["date"] < last)].copy()


def table(first: str, last: str, caption: str) -> Cited:
    """The events of a span as a table that the web page filters and print shows whole.

    Args:
        first: first day.
        last: the day after the last.
        caption: what the table shows.

    Raises:
        CstoError: nothing happened in the span.
    """
    rows = chronology(first, last)
    if rows.empty:
        raise CstoError(f"no dated event from {first} to {last}")
    heads = ["Date", "What", "Strand and chapter", "Sources"]
    body = [_cells(row) for _, row in rows.iterrows()]
    name = f"table-chronology-{first}"
    classes = "cited longtable filterable"
    markdown = list_table(heads, body, caption, name, [15, 43, 20, 22], classes)
    return Cited(markdown, html_table(heads, body, caption))


def _cells(row: pd.Series) -> list[str]:
    chapter = f"chapters/{row['chapter']}"
    return [
        days(row, "date", "end"),
        plain(row["what"]),
        f"{{facet}}`strand: {row['strand']}`\n\n{{claim-link}}`{chapter} <{chapter}>`",
        cite(split(row["sources"])),
    ]


def _part(rows: pd.DataFrame, table: str, date: str, **columns) -> pd.DataFrame:
    """Rows of a table in the form of the chronology."""
    found = pd.DataFrame(index=rows.index, columns=_COLUMNS, dtype=object)
    found["id"], found["date"] = rows["id"], rows[date]
    found["date_precision"] = rows.get(f"{date}_precision", "day")
    found["end"], found["end_precision"] = pd.NaT, pd.NA
    for name, value in columns.items():
        found[name] = value
    found["sources"] = rows["sources"]
    found = found.dropna(subset=["date"])
    found.attrs["table"] = table
    return found


def _of_time(date: pd.Series) -> pd.Series:
    """Chapter on the institution that covers a day."""
    chapters = ["from-treaty-to-organization", "building", "strains"]
    edges = pd.to_datetime(["1900-01-01", "2003-01-01", "2012-06-01", "2100-01-01"])
    return "institution/" + pd.cut(date, edges, labels=chapters, right=False).astype(str)


def _kyrgyzstan() -> pd.DataFrame:
    rows = load("kyrgyzstan_2010_timeline")
    return _part(
        rows, "kyrgyzstan_2010_timeline", "date",
        strand="Kyrgyzstan", chapter="crises/kyrgyzstan-2010", what=rows.apply(timed, axis=1),
    )  # fmt: skip


def _kazakhstan() -> pd.DataFrame:
    rows = load("kazakhstan_2022_timeline")
    return _part(
        rows, "kazakhstan_2022_timeline", "date",
        strand="Kazakhstan", chapter="crises/kazakhstan-2022", what=rows.apply(timed, axis=1),
    )  # fmt: skip


def _events() -> pd.DataFrame:
    """Milestones, each with the meeting and the legal acts of its day."""
    rows = load("events")
    rows = rows[~rows["id"].isin(TOLD)]
    strand = rows["kind"].map(_KINDS).fillna("Institution")
    chapter = _of_time(rows["date"])
    chapter[strand == "Exercises and operations"] = "peacekeeping/rehearsals"
    found = _part(
        rows, "events", "date",
        strand=strand, chapter=chapter, what=rows["title"] + ". " + rows["description"],
    )  # fmt: skip
    return _joined(_joined(found, _meetings()), _signatures())


def _joined(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Rows with the words and the sources of others of the same day added to them."""
    for _, other in others.iterrows():
        same = rows["date"] == other["date"]
        rows.loc[same, "what"] += " " + other["what"]
        rows.loc[same, "sources"] = rows.loc[same, "sources"].map(
            lambda cell, more=other["sources"]: ";".join(dict.fromkeys(split(cell) + split(more)))
        )
    return rows


def _meetings() -> pd.DataFrame:
    """One row a day on which the Council met: date, what kind of meeting and where, sources."""
    rows = load("council_sessions")
    place = rows["place"].where(~rows["online"], "online")
    return rows.assign(what="Meeting of the Council (" + rows["format"] + ", " + place + ").")


def _signatures() -> pd.DataFrame:
    """One row a day on which legal acts were signed: date, their titles, sources."""
    rows = load("legal_acts").dropna(subset=["signed"])
    days_of_signature = rows.groupby("signed")
    titles = days_of_signature["title"].agg("; ".join)
    return pd.DataFrame(
        {"date": titles.index, "what": ("Signed: " + titles + ".").array,
         "sources": days_of_signature["sources"].agg(";".join).array}
    )  # fmt: skip


def _sessions() -> pd.DataFrame:
    """Meetings of the Council on days of which no milestone tells, with what was signed."""
    rows = load("council_sessions")
    rows = rows[~rows["date"].isin(load("events")["date"])]
    what = _meetings()["what"] + " " + rows["main_decisions"].fillna("")
    found = _part(
        rows, "council_sessions", "date",
        strand="Institution", chapter=_of_time(rows["date"]), what=what,
    )  # fmt: skip
    return _joined(found, _signatures())


def _exercises() -> pd.DataFrame:
    rows = load("exercises")
    rows = rows[~rows["id"].isin(load("events")["id"])]
    where = rows["host_iso3s"].map(lambda cell: f", {states(cell)}" if pd.notna(cell) else "")
    # An exercise without a code name is called one already.
    series = rows["series"].mask(
        ~rows["series"].str.startswith("Exercise"), "Exercise " + rows["series"]
    )
    what = series + " " + rows["year"].astype(str) + where + "."
    return _part(
        rows, "exercises", "start",
        strand="Exercises and operations", chapter="peacekeeping/rehearsals",
        what=what + rows["status"].map(_EXERCISE).astype(str),
        end=rows["end"], end_precision=rows["end_precision"],
    )  # fmt: skip


def _operations() -> pd.DataFrame:
    rows = load("operations")
    rows = rows[rows["period_kind"].isin(["one_stage", "unclear"])]
    what = "Operation " + rows["operation"] + ": " + rows["edition"].fillna("a stage") + "."
    return _part(
        rows, "operations", "start",
        strand="Exercises and operations", chapter="institution/new-threats", what=what,
        end=rows["end"], end_precision=rows["end_precision"],
    )  # fmt: skip


def _concepts() -> pd.DataFrame:
    rows = load("concepts")
    return _part(
        rows, "concepts", "adopted",
        strand="Institution", chapter="setting/concepts",
        what=rows["title"] + " adopted, " + rows["iso3"].map(states) + ".",
    )  # fmt: skip


def _around_concepts() -> pd.DataFrame:
    """What the article or others set beside a concept."""
    rows = load("concept_context")
    rows = rows[~rows["id"].isin(TOLD)]
    return _part(
        rows, "concept_context", "date",
        strand="Outside world", chapter="setting/concepts", what=rows["event"],
    )  # fmt: skip


_PARTS = (
    _events,
    _sessions,
    _exercises,
    _operations,
    _concepts,
    _around_concepts,
    _kyrgyzstan,
    _kazakhstan,
)
