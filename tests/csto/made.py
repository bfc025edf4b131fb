"""Small made tables and, for each drawing function, a call that is right."""

import pandas as pd

import csto

#: Any two that the bibliography has.
SOURCES = sorted(csto.source_keys())[:2]


def made(table: str = "events", **columns) -> pd.DataFrame:
    """Rows as `csto.load` would give them, each with two sources."""
    rows = pd.DataFrame(columns).convert_dtypes()
    for name in columns:
        if name.startswith(("date", "start", "end", "signed", "in_force")):
            rows[name] = pd.to_datetime(rows[name])
    rows["sources"] = pd.Series([";".join(SOURCES)] * len(rows), dtype="string")
    rows.attrs["table"] = table
    return rows


def events() -> pd.DataFrame:
    return made(
        id=["first", "second", "third"],
        date=["2003-05-01", "2002-05-14", "2009-06-14"],
        start=["2003-05-01", "2002-05-14", "2009-06-14"],
        end=["2005-05-01", None, "2010-06-14"],
        iso3=["KGZ", "RUS", "KAZ"],
        state=["Kyrgyzstan", "Russia", "Kazakhstan"],
        label=["A drill near Balykchy", "A session in Moscow", "An agreement on rapid reaction"],
        kind=["drill", "session", "session"],
        where=["here", "there", "there"],
        value=[40, 1500, 725],
        year=[2003, 2004, 2004],
        place=[1, 2, 1],
        lat=[42.5, 55.8, 51.2],
        lon=[76.2, 37.6, 71.4],
        far=[-30, 12, 700],
        chosen=[True, False, True],
        rough=[False, True, False],
    )


def columns(function, given) -> list[str]:
    """Columns of the made events that a call names."""
    return [v for v in given.values() if isinstance(v, str) and v in events().columns]


#: Drawing function -> arguments that suit the made events.
CALLS = {
    csto.bars: {"label": "label", "value": "value", "unit": "persons"},
    csto.lags: {"label": "label", "start": "start", "end": "end"},
    csto.rivals: {
        "label": "label", "value": "value", "unit": "persons", "section": "kind",
        "preferred": "chosen",
    },
    csto.series: {"x": "year", "y": "value", "group": "state", "unit": "persons"},
    csto.spells: {"lane": "state", "until": "2012-12-31", "faint": "rough"},
    csto.lanes: {
        "lane": "kind", "order": ["drill", "session"], "since": "2001-01-01",
        "until": "2012-12-31", "filled": "chosen",
    },
    csto.moments: {"label": "label"},
    csto.flow: {"step": "date", "actor": "state", "act": "label"},
    csto.places: {
        "lat": "lat", "lon": "lon", "label": "label", "extent": (30, 35, 85, 60),
        "approximate": "rough",
    },
    csto.matrix: {
        "row": "state", "column": "kind", "cell": "where",
        "words": {"here": ("●", "here"), "there": ("○", "elsewhere")},
    },
    csto.grid_years: {
        "lane": "kind", "year": "year", "mark": "where",
        "marks": {"here": "held here", "there": "held elsewhere"},
    },
    csto.listed: {"column": "kind", "place": "place", "item": "state", "strong": "chosen"},
    csto.distances: {
        "group": "kind", "label": "label", "days": "far", "mark": "where",
        "marks": {"here": "fits", "there": "does not fit"}, "limit": 365,
    },
}  # fmt: skip


def draw(function, rows=None, **changed):
    """A chart of the made events, or of other rows, with some arguments changed."""
    rows = events() if rows is None else rows
    words = {"title": "A title", "name": "chart-made"}
    return function(rows, **(words | CALLS[function] | changed))
