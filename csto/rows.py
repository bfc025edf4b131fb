"""Picking from tables by the ids of rows: one cell, some rows, a figure inside a text."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

import pandas as pd

from csto.errors import ColumnError, CstoError
from csto.tables import load


def value(rows: pd.DataFrame | str, key: str, column: str = "value"):
    """One cell of a table, by the id of its row.

    Args:
        rows: a table from `load`, or its name.
        key: id of the row.
        column: column of the cell.

    Returns:
        The cell with the type that the schema gives it.

    Raises:
        ColumnError: the table has no such column.
        CstoError: the table has no such row, or the cell is empty: a chapter then says in words
            that it is unknown.
    """
    rows = load(rows) if isinstance(rows, str) else rows
    if column not in rows:
        raise ColumnError(f"{_name(rows)}: no column {column}; has {', '.join(rows)}")
    found = pick(rows, [key])[column].iloc[0]
    if pd.isna(found):
        raise CstoError(f"{_name(rows)}: the cell '{column}' of row '{key}' is empty")
    return found


def pick(rows: pd.DataFrame | str, keys: str | Iterable[str], prefix: str = "") -> pd.DataFrame:
    """Rows of a table by their ids, in the order of the ids.

    Args:
        rows: a table from `load`, or its name.
        keys: ids, as a list or as one text with spaces between them.
        prefix: what all these ids begin with, so that it need not be repeated.

    Returns:
        The rows with a fresh index from 0, still known as rows of their table.

    Raises:
        ColumnError: the table has no column `id`.
        CstoError: an id is not in the table or stands there twice; all such ids are named.
    """
    rows = load(rows) if isinstance(rows, str) else rows
    if "id" not in rows:
        raise ColumnError(f"{_name(rows)}: no column id; has {', '.join(rows)}")
    wanted = [prefix + key for key in (keys.split() if isinstance(keys, str) else keys)]
    known = list(rows["id"])
    missing = [key for key in wanted if key not in known]
    if missing:
        near = get_close_matches(missing[0], known, n=3)
        hint = f"; near '{missing[0]}': {', '.join(near)}" if near else ""
        raise CstoError(f"{_name(rows)} has no row {', '.join(missing)}{hint}")
    twice = sorted({key for key in wanted if known.count(key) > 1})
    if twice:
        raise CstoError(f"{_name(rows)} has more than one row {', '.join(twice)}")
    return rows.iloc[[known.index(key) for key in wanted]].reset_index(drop=True)


def together(*frames: pd.DataFrame) -> pd.DataFrame:
    """Rows of several tables under one another, known as rows of all of them.

    Args:
        *frames: rows of tables from `load`; columns that one of them lacks are empty there.

    Raises:
        CstoError: a frame does not say from which table it comes.
    """
    for frame in frames:
        _name(frame)
    joined = pd.concat(frames, ignore_index=True)
    joined.attrs["table"] = list(dict.fromkeys(t for f in frames for t in tables_of(f)))
    return joined


def join(
    rows: pd.DataFrame, other: pd.DataFrame | str, by: str, columns: Iterable[str]
) -> pd.DataFrame:
    """Rows with columns of another table, of the row whose id stands in theirs.

    Args:
        rows: rows of a table from `load`.
        other: the other table, or its name.
        by: column of `rows` with the id; an empty one leaves the new columns empty.
        columns: columns to take over.

    Returns:
        The rows, in their order, known as rows of both tables.

    Raises:
        ColumnError: one of the columns is missing.
        CstoError: the other table has no such row.
    """
    other = load(other) if isinstance(other, str) else other
    columns = list(columns)
    if by not in rows:
        raise ColumnError(f"{_name(rows)}: no column {by}; has {', '.join(rows)}")
    missing = [column for column in columns if column not in other]
    if missing:
        raise ColumnError(f"{_name(other)}: no column {', '.join(missing)}; has {', '.join(other)}")
    found = pick(other, rows[by].dropna().unique()).set_index("id")
    joined = rows.assign(**{column: rows[by].map(found[column]) for column in columns})
    joined.attrs["table"] = list(dict.fromkeys([*tables_of(rows), *tables_of(other)]))
    return joined


def excerpt(rows: pd.DataFrame | str, key: str, pattern: str, column: str = "description"):
    """Words that a pattern finds in the text of a row, for a figure that has no column of its own.

    Args:
        rows: a table from `load`, or its name.
        key: id of the row.
        pattern: regular expression; each part in parentheses is wanted.
        column: column with the text.

    Returns:
        The text of the part in parentheses, or a tuple if the pattern has several.

    Raises:
        ColumnError: the table has no such column.
        CstoError: the table has no such row, or the pattern is not found in its text.
    """
    text = value(rows, key, column)
    found = re.search(pattern, text)
    if not found:
        raise CstoError(f"'{pattern}' does not occur in '{column}' of row '{key}': {text}")
    return found[1] if len(found.groups()) == 1 else found.groups()


def tables_of(rows: pd.DataFrame) -> list[str]:
    """Names of the tables from which rows come; empty if they do not say so."""
    name = rows.attrs.get("table", [])
    return [name] if isinstance(name, str) else list(name)


def held_exercises() -> pd.DataFrame:
    """Exercises of 2002 to 2022 that are known to have been held: what the whole book counts.

    Umbrella exercises are left out, since their parts stand for themselves, and so is the Russian
    strategic exercise in which members took part.
    """
    rows = load("exercises")
    single = ~rows["type"].isin(["umbrella", "strategic"])
    return rows[single & (rows["status"] == "held") & (rows["year"] <= 2022)]


def _name(rows: pd.DataFrame) -> str:
    found = tables_of(rows)
    if not found:
        raise CstoError("rows must come from csto.load, so that they can be cited")
    return "data/" + " and data/".join(f"{name}.csv" for name in found)
