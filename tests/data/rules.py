"""What the rules share: the tables, the bibliography, and one form in which faults are listed."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import pandas as pd
import pytest
from pybtex.database import Entry, parse_file

from csto.paths import home
from csto.tables import load, package, resource, split

PRECISION = "_precision"
#: Length of an ISO date that is known to the day, the month or the year.
LENGTH = {"day": 10, "month": 7, "year": 4}


class Fault(NamedTuple):
    """One cell that breaks a rule, and the key under which an exception may name it."""

    key: str
    text: str


def names() -> list[str]:
    """All tables of the package, in its order."""
    return [r["name"] for r in package()["resources"] if r["path"].endswith(".csv")]


def tables(*columns: str) -> Iterator[pd.DataFrame]:
    """Each table that has all the columns named."""
    return (rows for rows in map(load, names()) if set(columns) <= set(rows))


def cells(ending: str) -> Iterator[tuple[pd.DataFrame, str]]:
    """Each table with each of its columns whose name ends so."""
    return ((rows, column) for rows in tables() for column in rows if column.endswith(ending))


def dates(rows: pd.DataFrame) -> list[str]:
    """Columns that hold dates."""
    return [c for c in rows if pd.api.types.is_datetime64_any_dtype(rows[c])]


def by_id(table: str) -> pd.DataFrame:
    """A table whose index is its key."""
    return load(table).set_index("id", drop=False)


def field(rows: pd.DataFrame, column: str) -> dict:
    """What the schema says of a column."""
    fields = resource(rows.attrs["table"])["schema"]["fields"]
    return next(f for f in fields if f["name"] == column)


def key(rows: pd.DataFrame) -> str:
    """Name of the column that holds the key of a table."""
    return resource(rows.attrs["table"])["schema"]["primaryKey"]


@lru_cache(maxsize=1)
def bibliography() -> Mapping[str, Entry]:
    """Entries of `references.bib` by key."""
    return parse_file(str(home() / "references.bib"), "bibtex").entries


def written(value) -> str:
    """A value as the CSV file writes it."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if pd.api.types.is_bool(value):
        return str(value).lower()
    if pd.api.types.is_float(value) and float(value).is_integer():
        return str(int(value))
    return str(value)


def moment(row: pd.Series, column: str) -> str:
    """A date of a row, no longer than it is known: `2010-06`."""
    precision = row.get(column + PRECISION, "day")
    return written(row[column])[: LENGTH.get(precision, LENGTH["day"])]


def fault(table: str, row: str, column: str, found: object, expected: str) -> Fault:
    """One fault, in the words in which every rule reports."""
    place = f"data/{table}.csv, row '{row}', column '{column}'"
    return Fault(row, f"{place}: found '{written(found)}'; expected {expected}")


def offending(
    rows: pd.DataFrame, column: str, expected: str | Callable[[pd.Series], str]
) -> list[Fault]:
    """One fault for each row.

    Args:
        rows: the rows that break a rule, cut out of a table of `load`.
        column: the column to mend.
        expected: what should stand there, or a function of the row that says it.
    """
    table, name = rows.attrs["table"], key(rows)
    return [
        fault(
            table, row[name], column, row[column], expected(row) if callable(expected) else expected
        )
        for _, row in rows.iterrows()
    ]


def require(faults: list[Fault], justified: Mapping[str, str] | None = None) -> None:
    """Fail with every fault that nothing justifies, and with every exception that is not needed.

    Args:
        faults: what breaks the rule.
        justified: key of a fault (the id of its row, unless the rule says otherwise) -> reason.
    """
    known, broken = justified or {}, {f.key for f in faults}
    wrong = [f.text for f in faults if f.key not in known]
    idle = [
        f"'{name}' no longer breaks the rule: strike its exception ({reason})"
        for name, reason in known.items()
        if name not in broken
    ]
    if wrong or idle:
        pytest.fail("\n".join([f"{len(wrong + idle)} to mend:", *wrong, *idle]), pytrace=False)


def require_equal(table: str, what: str, found: object, expected: object) -> None:
    """Fail unless a count or a list taken from a whole table is the one expected."""
    if found != expected:
        pytest.fail(
            f"data/{table}.csv, {what}: found '{found}'; expected '{expected}'", pytrace=False
        )


def together(rows: pd.DataFrame, first: str, *others: str) -> list[Fault]:
    """Rows in which a cell is filled and its companion is empty, or the other way round."""
    return [
        f
        for other in others
        for f in filled_when(rows, other, rows[first].notna(), f"'{first}' is filled")
    ]


def filled_when(rows: pd.DataFrame, column: str, due: pd.Series, words: str) -> list[Fault]:
    """Rows in which a cell is not filled exactly when it is due."""
    due = due.fillna(False).astype(bool)
    missing, idle = rows[due & rows[column].isna()], rows[~due & rows[column].notna()]
    return offending(missing, column, f"a value, because {words}") + offending(
        idle, column, f"no value, which it has only where {words}"
    )


def true_when(rows: pd.DataFrame, column: str, due: pd.Series, words: str) -> list[Fault]:
    """Rows in which a cell is not true exactly when it should be."""
    wrong = rows[column].fillna(False).astype(bool) != due.fillna(False).astype(bool)
    return offending(rows[wrong], column, f"true exactly where {words}")


def sums(table: str, column: str, parts: Mapping[str, list[str | int]]) -> list[Fault]:
    """Rows whose figure is not the sum of its parts.

    Args:
        table: a table.
        column: the column with the figures.
        parts: id of the whole -> ids of its parts; a number is a part that no row has.
    """
    figures = by_id(table)[column]
    faults = []
    for whole, some in parts.items():
        total = sum(figures[part] if isinstance(part, str) else part for part in some)
        if figures[whole] != total:
            said = f"{total:g}, the sum of {', '.join(map(str, some))}"
            faults.append(fault(table, whole, column, figures[whole], said))
    return faults


def short(wholes: pd.DataFrame, parts: pd.Series, column: str = "value") -> list[Fault]:
    """Rows whose figure is less than the sum of its parts.

    Args:
        wholes: rows of a table.
        parts: the sum of the parts by the key that the name of its index names, a column of
            `wholes`.
        column: the column with the figures.
    """
    needed = wholes[parts.index.name].map(parts)
    less = wholes[(wholes[column] < needed).fillna(False)]
    return offending(less, column, lambda row: f"at least {needed[row.name]:g}, its parts")


def falls(rows: pd.DataFrame, column: str) -> list[Fault]:
    """Rows, in their order, in which a value is lower than in the row before."""
    before = rows[column].shift()
    return offending(rows[rows[column] < before], column, "no less than in the row before")


def members(when: pd.Timestamp) -> set[str]:
    """Members of the organization on a day; before it existed, parties to the Treaty."""
    spells = load("memberships").query("preferred")
    on = spells[(spells.start <= when) & (spells.end.isna() | (spells.end >= when))]
    now = set(on.iso3[on.role == "csto_member"])
    return now or set(on.iso3[on.role == "treaty_party"])


def strangers(
    rows: pd.DataFrame, column: str, when: Callable[[pd.Series], pd.Timestamp]
) -> list[Fault]:
    """States in a cell that were no members on the day of the row."""
    found = []
    for _, row in rows.dropna(subset=[column]).iterrows():
        day = when(row)
        wrong = sorted(set(split(row[column])) - members(day))
        if wrong:
            said = f"members of {written(day)} only, not {', '.join(wrong)}"
            found.append(fault(rows.attrs["table"], row[key(rows)], column, row[column], said))
    return found
