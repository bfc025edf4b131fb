"""How cells are written in words: numbers, dates, hours, states, who reported what.

A column may have companions that say how its cell is known: `<column>_precision` for a date,
`<column>_low`, `<column>_high` and `<column>_qualifier` for a number (`qualifier` alone beside
`value`). What is written here is no more exact than they are.
"""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from csto.errors import ColumnError, CstoError
from csto.tables import load, split

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~{}$])")
#: What follows a reporter's name and is left out of a label: an office, a medium, a second name.
_ASIDE = re.compile(r"\s*(?:\(.*?\)|;.*|,(?! (?:citing|cited|quoting|quoted)\b).*)")


def number(value: float) -> str:
    """A number as tables and charts write it: thousands separated, no more than two decimals."""
    whole = abs(value) >= 100 or float(value).is_integer()
    text = f"{value:,.0f}" if whole else f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace("-", "\N{MINUS SIGN}")


def word(count: int, zero: str = "no") -> str:
    """A count as prose writes it: `no`, `one` to `twelve`, then figures.

    Args:
        count: a whole number from 0.
        zero: word for none.

    Raises:
        CstoError: it is missing, negative or not whole.
    """
    if pd.isna(count) or count < 0 or not float(count).is_integer():
        raise CstoError(f"found {count!r}; expected a whole number from 0")
    if count == 0:
        return zero
    return _WORDS[int(count)] if count < len(_WORDS) else number(count)


def ordinal(place: int) -> str:
    """A place as prose writes it, `first` to `twentieth`.

    Raises:
        CstoError: the place is not a whole number from 1 to 20.
    """
    if pd.isna(place) or place not in range(1, len(_ORDINALS) + 1):
        raise CstoError(f"found {place!r}; expected a whole number from 1 to {len(_ORDINALS)}")
    return _ORDINALS[int(place) - 1]


def bounded(value: float, low: float, high: float, qualifier: str = "") -> str:
    """A figure with what is known of its bounds, NaN where there is none.

    `about 470`, `2,000–3,000`, `300 (250–350)`, `up to 1,580`, `at least 40`; empty for nothing.
    """
    both = not np.isnan(low) and not np.isnan(high) and low < high
    if not np.isnan(value):
        shown = f"{number(value)} ({number(low)}–{number(high)})" if both else number(value)
    elif both:
        shown = f"{number(low)}–{number(high)}"
        qualifier = "" if qualifier == "between" else qualifier
    elif not np.isnan(low) or not np.isnan(high):
        shown = number(low if np.isnan(high) else high)
        exact = low == high
        qualifier = qualifier or ("" if exact else "at least" if np.isnan(high) else "up to")
    else:
        return ""
    return f"{qualifier} {shown}".strip()


def amount(row: pd.Series, column: str = "value", unit: bool = False) -> str:
    """Number of a row with its companions: `about 470`, `2,000–3,000`; empty if unknown.

    Args:
        row: a row of a table from `load`.
        column: column with the number.
        unit: write the row's `unit` after it.

    Raises:
        ColumnError: the row has no such column, or no `unit`.
    """
    if column not in row or (unit and "unit" not in row):
        raise ColumnError(f"no column {column if column not in row else 'unit'}; has {_list(row)}")
    found = [row.get(f"{column}{end}") for end in ("", "_low", "_high")]
    figures = [np.nan if one is None or pd.isna(one) else float(one) for one in found]
    qualifier = row.get(companion(row, column) or "")
    text = bounded(*figures, "" if qualifier is None or pd.isna(qualifier) else qualifier)
    return f"{text} {row['unit']}" if unit and text else text


def companion(rows: pd.DataFrame | pd.Series, column: str) -> str | None:
    """Column with the words before the figures of another, such as "about"; None without one."""
    wanted = f"{column}_qualifier"
    if wanted in rows:
        return wanted
    return "qualifier" if column == "value" and "qualifier" in rows else None


def _list(row: pd.Series) -> str:
    return ", ".join(str(column) for column in row.index)


def write_day(value, precision: str = "day") -> str:
    """A date in words, no more precise than it is known.

    Args:
        value: a date.
        precision: `day` (14 May 2002), `month` (May 2002) or `year` (2002).
    """
    if precision == "year":
        return str(value.year)
    month = f"{_MONTHS[value.month - 1]} {value.year}"
    return month if precision == "month" else f"{value.day} {month}"


def _precision(row: pd.Series, column: str) -> str:
    precision = row.get(f"{column}_precision")
    return "day" if precision is None or pd.isna(precision) else precision


def day(row: pd.Series, column: str = "date") -> str:
    """Date of a row in words, as precisely as `<column>_precision` says; empty if unknown."""
    return "" if pd.isna(row[column]) else write_day(row[column], _precision(row, column))


def days(row: pd.Series, first: str, last: str) -> str:
    """Time from one date of a row to another: `6–9 January 2022`; one date if there is no other.

    Args:
        row: a row of a table from `load`.
        first: column with the first day.
        last: column with the last day; an empty one, or the same day, is left out.
    """
    start, end = row[first], row[last]
    if pd.isna(start) or pd.isna(end) or start == end:
        return day(row, last if pd.isna(start) else first)
    known = _precision(row, first) == _precision(row, last) == "day"
    if known and (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(row, last)}"
    if known and start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} – {day(row, last)}"
    return f"{day(row, first)} – {day(row, last)}"


def clock(row: pd.Series) -> str:
    """Hour of a row as its source has it, with its zone: `about 02:00 UTC+6`.

    Where there is none, the part of the day; empty if that is unknown too. A row has `time`,
    `time_zone` and `part_of_day`, and may have `time_qualifier`.
    """
    if pd.isna(row["time"]):
        return "" if pd.isna(row["part_of_day"]) else str(row["part_of_day"])
    qualifier = row.get("time_qualifier")
    parts = ["" if qualifier is None or pd.isna(qualifier) else qualifier, row["time"]]
    return " ".join(filter(None, [*parts, row["time_zone"]]))


def local(utc: str, ahead: int) -> str:
    """A moment of universal time on a clock some hours ahead of it: `00:55, 6 January 2022`.

    Args:
        utc: a moment as the tables write it, `2022-01-05T18:55Z`.
        ahead: hours ahead of universal time.
    """
    moment = pd.Timestamp(utc) + pd.Timedelta(hours=ahead)
    return f"{moment:%H:%M}, {write_day(moment)}"


def years_between(first, last) -> float:
    """Time between two days in years of 365.25 days."""
    return (last - first).days / 365.25


def state(iso3: str) -> str:
    """Short English name of a state, from the table `states`.

    Raises:
        CstoError: the table has no such code.
    """
    found = load("states").set_index("iso3")["name"]
    if iso3 not in found.index:
        raise CstoError(f"no state '{iso3}' in data/states.csv")
    return found[iso3]


def states(cell: str | None) -> str:
    """Names of the states whose codes a cell holds, joined by `;`: `Belarus and Russia`.

    Raises:
        CstoError: the table `states` has no such code.
    """
    return names(state(code) for code in split(cell))


def names(items: Iterable[str]) -> str:
    """Items as a list in a sentence: `A, B and C`; empty for none."""
    items = list(items)
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def who(reporter: str) -> str:
    """A reporter in a few words: no office, no medium in parentheses, no second reporter.

    Whom a report cites is kept: `UNHCR, citing the Government of Uzbekistan`.
    """
    text = _ASIDE.sub("", reporter).strip()
    return text[:1].upper() + text[1:]


def said(row: pd.Series, by: str = "reported_by", on: str = "as_of") -> str:
    """Who reported a row's figure, and of which day: `Ministry of Health, 17 June 2010`.

    Args:
        row: a row of a table from `load`.
        by: column with the reporter.
        on: column with the day; left out where it is empty.
    """
    return ", ".join(filter(None, [who(row[by]), day(row, on)]))


def plain(text: str) -> str:
    """Text of the data as Markdown that shows just that text."""
    return _SPECIAL.sub(r"\\\1", text)
