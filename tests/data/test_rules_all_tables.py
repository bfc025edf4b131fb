"""Rules that hold in every table; the schema says which columns they concern."""

import re
from collections import defaultdict

import pandas as pd
import pytest
from rules import (
    PRECISION,
    bibliography,
    cells,
    dates,
    fault,
    field,
    filled_when,
    key,
    moment,
    offending,
    require,
    tables,
    together,
    written,
)

from csto.tables import load, split

#: Rows that share these cells are rivals, of which one is preferred.
RIVALS = {
    "memberships": ["group"],
    "force_figures": ["group"],
    "base_personnel": ["group"],
    "opium": ["year", "measure"],
    "displacement_stocks": ["year", "measure"],
    "threats": ["group"],
    "exercise_figures": ["exercise_id", "measure"],
    "exercise_rival_claims": ["exercise_id", "aspect"],
    "operation_results": ["operation_id", "measure", "item", "iso3"],
    "kazakhstan_2022_contingent_figures": ["group"],
    "kazakhstan_2022_airlift": ["group"],
    "kazakhstan_2022_troop_levels": ["date"],
    "kazakhstan_2022_casualties": ["measure", "group", "place"],
    "kazakhstan_2022_damage": ["measure", "place"],
    "kyrgyzstan_2010_casualties": ["rivalry"],
    "kyrgyzstan_2010_displacement": ["rivalry"],
    "kyrgyzstan_2010_damage": ["rivalry"],
}
_ESTIMATE = "only a press estimate, which cannot stand beside the official total"
_RETRACTED = "the only figure for the place or group, and it was retracted"
NONE_PREFERRED = {
    "blr-press-500": _ESTIMATE,
    "rus-press-3000": _ESTIMATE,
    "killed-minors-0109": _RETRACTED,
    "killed-almaty-region-0109": _RETRACTED,
    "killed-kyzylorda-region-0109": _RETRACTED,
    "killed-zhambyl-region-0109": _RETRACTED,
}
#: Columns that hold sentences, where the schema gives no choice from a list.
SENTENCES = (
    "act argument article_reading attendance claim content description explanation finding "
    "main_decisions note plan_change_note position preferred_reason problem reading reason "
    "relation relevance scenario span_statement task"
).split()
#: Tables in which such a column holds a few words.
PHRASES = {("exercise_rival_claims", "claim")}
FULL_STOP = re.compile(r"[.!?][\"”’)]?$")
#: Codes of states that data/states.csv does not have.
STRANGE_STATES = {
    "hasar-2022": "a general study; no other table names its cases in Africa",
}
_LAW = "the page of the law or treaty also gives its entry into force or later changes"
_TERM = "reports the appointment, which took effect in the next year"
_ISAF = "reports in the last days of 2014 what was to follow in 2015"
#: Sources of an earlier year than that of a row that cites them.
EARLIER_SOURCES = {
    "aljazeera2014isaf": _ISAF,
    "asiaplus2015financed": "the view of 2015 that the finding sets against the statement of 2016",
    "babadzhanov2011dissertation": "confirms author and title of the later book",
    "bailey2017estimating": "the method behind a data set that goes on",
    "belsat2019zas": _TERM,
    "belta2019zas": _TERM,
    "dailysabah2015irpt": "the view of 2015 that the finding sets against the statement of 2016",
    "diplomat2019pompeo": "announces the visit of January 2020",
    "fbis2003csto": "the decision of 2003 that fixed 1 January 2004",
    "hayinfo2011move": "reports that the exercise was moved to 2012",
    "irias2022tasmagambetov": _TERM,
    "kazakhstan2008assistance": _LAW,
    "kazakhstan2011charterprotocol": _LAW,
    "kazakhstan2011treatyprotocol": _LAW,
    "kazakhstan2020thirdprotocol": _LAW,
    "kremlin2002charter": "the signing of the Charter, which took effect in 2003",
    "kremlin2020session": "lists the protocol among the decisions of 2020, as the note says",
    "newsam2016quorum": "why nobody was appointed for 2017",
    "odkb2002charter": "the text as amended in 2010",
    "pacsto2022yerevan": _TERM,
    "report2016nazarbayev": "why nobody was appointed for 2017",
    "rferl2014isaf": _ISAF,
    "voeten2013data": "the citation that the producers of a growing data set ask for",
    "zakikodeks1992treaty": _LAW,
}
_PLAN = "planned: nothing but announcements was found"
#: Rows of which all sources are older than what they report.
ANNOUNCED = {
    "crrf-in-force-2010": _LAW,
    "csc-2014-05-08": "a preview of the day before, as the note says",
    "isaf-remaining-aljazeera": _ISAF,
    "isaf-remaining-rferl": _ISAF,
    "kaz-pompeo-postponed-2020": "the postponement was reported before the days of the visit",
    "kazakhstan-ratifies-treaty-1992": _LAW,
    "kgz-zas-2020": _TERM,
    "military-aid-in-force-2009": _LAW,
    "out-allies-planned-0114": "the plan of the day before, marked as planned",
    "partner-status-in-force-2021": _LAW,
    "protocol-1993": _LAW,
    "protocols-in-force-2012": _LAW,
    "rubezh-2007": _PLAN,
    "rubezh-2018": _PLAN,
    "tasmagambetov-2023": _TERM,
    "tjk-resolute-support-2015": _ISAF,
}


#: Figures that differ more than tenfold from the middle of their rivals, and why they stand.
FAR_FROM_RIVALS = {}


def rivals():
    """Each table with `preferred`, and its ranked rows grouped with their rivals."""
    for rows in tables("preferred"):
        ranked = rows.dropna(subset=["preferred"])
        yield rows, ranked.groupby(RIVALS[rows.attrs["table"]], dropna=False)


def dated():
    """Each table with each date that has a precision beside it."""
    for rows in tables():
        yield from ((rows, c) for c in dates(rows) if c + PRECISION in rows)


def when(rows):
    """The column that says when what a row reports was: its first date, else its year."""
    named = [*dates(rows), *(c for c in rows if c == "year" or c.endswith("_year"))]
    return named[0] if named else None


def sources_and_dates():
    """Each row with its date and the dates of its sources, as text, as far as they are known."""
    for rows in tables("sources"):
        column = when(rows)
        for _, row in rows.dropna(subset=[column]).iterrows() if column else ():
            told = moment(row, column)
            known = {name: bibliography()[name].fields.get("date") for name in split(row.sources)}
            yield rows, row, column, told, known


def test_a_date_has_a_precision_and_a_precision_a_date():
    """A precision is empty exactly when its date is."""
    require([f for rows, c in dated() for f in together(rows, c, c + PRECISION)])


def test_a_date_known_to_the_month_or_year_is_written_on_its_first_day():
    """With precision month the day is 01, with precision year month and day are 01-01."""
    faults = []
    for rows, column in dated():
        months = rows[column + PRECISION].isin(["month"]) & (rows[column].dt.day != 1)
        years = rows[column + PRECISION].isin(["year"]) & (rows[column].dt.day_of_year != 1)
        faults += offending(rows[months], column, "the first day of the month")
        faults += offending(rows[years], column, "1 January of the year")
    require(faults)


def test_every_table_with_rivals_says_which_rows_these_are():
    """A table with a column `preferred` stands in RIVALS."""
    assert {rows.attrs["table"] for rows in tables("preferred")} == set(RIVALS)


def test_one_of_several_rivals_is_preferred():
    """Of the rows that give one fact, exactly one is preferred."""
    faults = []
    for _, groups in rivals():
        for _, group in groups:
            if group.preferred.sum() != 1:
                faults += offending(group, "preferred", "true in exactly one of the rivals")
    require(faults, NONE_PREFERRED)


def test_a_preferred_row_gives_a_reason_exactly_when_it_has_rivals():
    """`preferred_reason` is filled in the preferred one of several rows, and nowhere else."""
    faults = []
    for rows, groups in rivals():
        several = groups.preferred.transform("size").reindex(rows.index, fill_value=0) > 1
        due = rows.preferred.fillna(False) & several
        faults += filled_when(rows, "preferred_reason", due, "the row is preferred to a rival")
    require(faults)


def test_no_figure_is_far_from_its_rivals():
    """A figure more than ten times its rivals, or less than a tenth, is a slip or is explained."""
    faults = []
    for rows, groups in rivals():
        if "value" in rows:
            for _, group in groups:
                middle = group["value"].median()
                far = (group["value"] > 10 * middle) | (group["value"] < middle / 10)
                faults += offending(group[far], "value", f"about as much as its rivals, {middle:g}")
    require(faults, FAR_FROM_RIVALS)


@pytest.mark.parametrize(
    "ending", ["sources", "evidence_for", "evidence_against", "iso3s", "ground_ids"]
)
def test_no_key_stands_twice_in_a_cell(ending):
    """A key or code stands once in a cell."""
    faults = []
    for rows, column in cells(ending):
        twice = [len(split(cell)) > len(set(split(cell))) for cell in rows[column]]
        faults += offending(rows[twice], column, "each key once")
    require(faults)


@pytest.mark.parametrize("column", SENTENCES)
def test_sentences_end_with_a_full_stop(column):
    """Remarks, descriptions and readings are sentences."""
    faults = []
    for rows in tables(column):
        choice = "enum" in field(rows, column).get("constraints", {})
        if not choice and (rows.attrs["table"], column) not in PHRASES:
            filled = rows.dropna(subset=[column])
            open_end = ~filled[column].str.contains(FULL_STOP)
            faults += offending(filled[open_end], column, "a full stop at the end")
    require(faults)


def test_quotations_have_at_most_forty_words():
    """A quotation is short."""
    faults = []
    for rows in tables("quote"):
        words = rows.quote.fillna("").str.split().str.len()
        faults += offending(rows[words > 40], "quote", "at most 40 words")
    require(faults)


def test_a_quotation_names_its_language():
    """`quote_language` is filled exactly when `quote` is."""
    found = tables("quote", "quote_language")
    require([f for rows in found for f in together(rows, "quote", "quote_language")])


def test_codes_of_states_stand_in_states():
    """Each code in a column of states is a row of the table `states`."""
    known, faults = set(load("states").iso3), []
    for ending in ("iso3", "iso3s"):
        for rows, column in cells(ending):
            strange = [bool(set(split(cell)) - known) for cell in rows[column]]
            faults += offending(rows[strange], column, "codes of data/states.csv")
    require(faults, STRANGE_STATES)


def test_every_state_is_named_somewhere():
    """The table `states` has no state that no other table names."""
    used = set()
    for rows, column in [*cells("iso3"), *cells("iso3s")]:
        if rows.attrs["table"] != "states":
            used |= {code for cell in rows[column] for code in split(cell)}
    rows = load("states")
    require(offending(rows[~rows.iso3.isin(used)], "iso3", "a state that some table names"))


def test_a_clock_time_names_its_zone():
    """`time_zone` is filled exactly when `time` is."""
    found = tables("time", "time_zone")
    require([f for rows in found for f in together(rows, "time", "time_zone")])


def bounded():
    """Each table with its bounds, and the column that they enclose."""
    for rows, low in cells("_low"):
        stem = low.removesuffix("_low")
        middle = "dollars_millions" if stem == "dollars" else stem
        yield rows, low, f"{stem}_high", middle if middle in rows else low


def test_bounds_enclose_their_value():
    """A lower bound is at most the value and the upper bound, and the value at most the upper."""
    faults = []
    for rows, low, high, value in bounded():
        outside = (rows[value] < rows[low]) | (rows[value] > rows[high])
        faults += offending(rows[rows[low] > rows[high]], low, f"at most '{high}'")
        faults += offending(rows[outside.fillna(False)], value, f"from '{low}' to '{high}'")
    require(faults)


def test_a_source_is_not_older_than_what_it_reports():
    """No source is of an earlier year than the row that cites it, unless it announced it."""
    faults = []
    for rows, row, column, told, known in sources_and_dates():
        for name, date in known.items():
            if date and date[:4] < told[:4]:
                said = f"no source of {date[:4]} ({name})"
                told_of = fault(rows.attrs["table"], row[key(rows)], column, told, said)
                faults.append(told_of._replace(key=name))
    require(faults, EARLIER_SOURCES)


def test_some_source_is_as_late_as_what_it_reports():
    """To the day where it is known, a row has a source that is not older than what it reports."""
    faults = []
    for rows, row, column, told, known in sources_and_dates():
        days = [date and date.split("/")[0] for date in known.values()]
        if all(day and day < told[: len(day)] for day in days):
            said = f"a day up to that of its sources ({', '.join(days)})"
            faults.append(fault(rows.attrs["table"], row[key(rows)], column, told, said))
    require(faults, ANNOUNCED)


def namesakes():
    """Each row whose id stands in an earlier table too, with its table and the earlier row."""
    seen = defaultdict(list)
    for rows in tables("id"):
        for _, row in rows.iterrows():
            yield from ((rows, row, other) for other in seen[row.id])
            seen[row.id].append(row)


def away(one, other):
    """Whether two coordinates are known and more than a tenth of a degree apart."""
    return pd.notna(one) and pd.notna(other) and abs(one - other) > 0.1


def year(row):
    """Year of a row, as text; empty if it has none."""
    return next((written(row[c])[:4] for c in ("year", "date") if c in row), "")


def test_rows_with_one_id_are_of_one_year():
    """Rows of several tables that share an id have the same year."""
    require(
        [
            fault(rows.attrs["table"], row.id, "id", year(row), year(other))
            for rows, row, other in namesakes()
            if year(row) and year(other) and year(row) != year(other)
        ]
    )


def test_rows_with_one_id_lie_in_one_place():
    """Rows of several tables that share an id lie within a tenth of a degree."""
    require(
        [
            fault(rows.attrs["table"], row.id, column, row[column], f"about {other[column]:g}")
            for rows, row, other in namesakes()
            for column in ("lat", "lon")
            if column in row and column in other and away(row[column], other[column])
        ]
    )


def test_text_is_trimmed():
    """No text begins or ends with a space, or has two in a row."""
    faults = []
    for rows in tables():
        for column in rows.select_dtypes("string"):
            loose = rows[column].fillna("").str.contains(r"^\s|\s$|\s\s")
            faults += offending(rows[loose], column, "no space at the ends, none doubled")
    require(faults)
