"""What the drawings ask of their rows: columns, values, kinds, one row for each place."""

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from csto.charts._text import words
from csto.errors import ColumnError, CstoError
from csto.palette import ACCENT, state_colour

Colour = Callable[[pd.Series], str]
#: A column, or a function of the row that returns words.
Words = str | Callable[[pd.Series], str]


def need(
    rows: pd.DataFrame, columns: Sequence[Words | None], chart: str, filled: Sequence = ()
) -> None:
    """Check what every drawing needs.

    Args:
        rows: the rows to draw.
        columns: columns that they must have; None stands for one that is not asked for, and a
            function of the row for one that need not exist.
        chart: name of the chart, for the message.
        filled: which of the columns must have a value in each row.

    Raises:
        ColumnError: the rows lack one of the columns.
        CstoError: there is no row, or one has no value.
    """
    missing = [c for c in columns if isinstance(c, str) and c and c not in rows]
    if missing:
        raise ColumnError(f"chart '{chart}': no column {', '.join(missing)}; has {', '.join(rows)}")
    if rows.empty:
        raise CstoError(f"chart '{chart}' has no rows to draw: check what the cell selects")
    for column in filled:
        if isinstance(column, str) and rows[column].isna().any():
            where = ", ".join(str(i) for i in rows.index[rows[column].isna()])
            raise CstoError(f"chart '{chart}': expected a value in '{column}'; none in row {where}")


def need_known(rows: pd.DataFrame, column: str, known: Sequence, chart: str, what: str) -> None:
    """Raise `CstoError` if a column holds a value that is not among those named."""
    strange = sorted({str(v) for v in rows[column].dropna() if v not in known})
    if strange:
        raise CstoError(
            f"chart '{chart}': no {what} for {', '.join(strange)} in '{column}'; "
            f"expected one of {', '.join(str(k) for k in known)}"
        )


def need_unit(rows: pd.DataFrame, column: str, unit: str, chart: str) -> None:
    """Check that the figures drawn have one unit, and that the chart names it.

    The column `unit` of a table is that of its column `value`; others have none of their own.

    Raises:
        CstoError: the rows have several units, or the words on the scale lack words of theirs.
    """
    own = column == "value" and "unit" in rows
    units = sorted(set(rows["unit"].dropna())) if own else []
    if len(units) > 1:
        raise CstoError(f"chart '{chart}': found {' and '.join(units)} on one scale")
    said = _stems(unit)
    for other in units:
        if _stems(other) - said:
            raise CstoError(f"chart '{chart}': the scale says '{unit}'; the figures are {other}")


def _stems(unit: str) -> set[str]:
    """Words of a unit in the singular, so that "US dollars (millions)" is "million US dollars"."""
    named = {"people": "person", "deaths": "person"}
    return {named.get(word, word.removesuffix("s")) for word in re.findall(r"\w+", unit.lower())}


def need_once(rows: pd.DataFrame, columns: Sequence[str], chart: str) -> None:
    """Raise `CstoError` if two rows have the same values in some columns."""
    twice = rows[rows.duplicated(list(columns))]
    if len(twice):
        where = " / ".join(words(twice.iloc[0][c]).removesuffix(" 00:00:00") for c in columns)
        raise CstoError(
            f"chart '{chart}': expected one row for each {' and '.join(columns)}; "
            f"{where} has more: choose, for example the preferred one"
        )


def need_days(rows: pd.DataFrame, columns: Sequence[str], chart: str) -> None:
    """Raise `CstoError` if a column does not hold days."""
    for column in columns:
        if not pd.api.types.is_datetime64_any_dtype(rows[column]):
            found = rows[column].dtype
            raise CstoError(f"chart '{chart}': expected days in '{column}'; found {found}")


def numbers(
    rows: pd.DataFrame, column: str | None, chart: str, least: float = -np.inf
) -> np.ndarray:
    """A column as floats, NaN where it is missing; all NaN if there is no such column to read.

    Raises:
        CstoError: the column holds no numbers, or one is smaller than `least`.
    """
    if not column:
        return np.full(len(rows), np.nan)
    if not pd.api.types.is_numeric_dtype(rows[column]):
        raise CstoError(
            f"chart '{chart}': expected numbers in '{column}'; found {rows[column].dtype}"
        )
    found = rows[column].astype("Float64").to_numpy(float, na_value=np.nan)
    if (found < least).any():
        raise CstoError(
            f"chart '{chart}': found {np.nanmin(found):g} in '{column}'; expected {least:g} or more"
        )
    return found


def is_true(rows: pd.DataFrame, column: str | None) -> np.ndarray:
    """A boolean column as an array; missing counts as false, no column as all false."""
    if not column:
        return np.zeros(len(rows), dtype=bool)
    return rows[column].astype("boolean").fillna(False).to_numpy(bool)


def texts(rows: pd.DataFrame, label: Words | None) -> list[str]:
    """Words of each row: of a column, or of a function of the row; empty for None."""
    if label is None:
        return [""] * len(rows)
    if callable(label):
        return [label(row) for _, row in rows.iterrows()]
    return [words(value) for value in rows[label]]


def colours(rows: pd.DataFrame, colour: Colour | None) -> list[str]:
    """Colour of each row: as asked, else that of its state, else the accent."""
    return [row_colour(row, colour) for _, row in rows.iterrows()]


def row_colour(row: pd.Series, colour: Colour | None) -> str:
    """Colour of a row: as asked, else that of its state, else the accent."""
    if colour:
        return colour(row)
    iso3 = row.get("iso3")
    return ACCENT if iso3 is None or pd.isna(iso3) else state_colour(iso3)


def first_seen(values: pd.Series) -> list:
    """Values in order of first appearance, without the missing ones."""
    return list(dict.fromkeys(values.dropna()))


def sectioned(
    rows: pd.DataFrame, column: str | None, heads: Mapping[object, str] | None, chart: str
) -> tuple[pd.DataFrame, list[str]]:
    """Rows brought into the order of their sections, and the heading of each row's section.

    Args:
        rows: the rows to draw; within a section they keep their order.
        column: column that names the section; None for no sections.
        heads: value of the column -> heading, in drawing order; None: the values themselves, in
            order of first appearance. Two values may share a heading.
        chart: name of the chart, for the message.

    Raises:
        CstoError: a value has no heading.
    """
    if not column:
        return rows, [""] * len(rows)
    if heads is not None:
        need_known(rows, column, list(heads), chart, "heading")
    named = [words(v if heads is None else heads[v]) for v in rows[column]]
    order = list(dict.fromkeys(named if heads is None else heads.values()))
    seats = sorted(range(len(rows)), key=lambda i: order.index(named[i]))
    return rows.iloc[seats], [named[i] for i in seats]


def once(values: Sequence[str]) -> list[str]:
    """Texts, each only where it differs from the one before; empty elsewhere."""
    return [v if i == 0 or v != values[i - 1] else "" for i, v in enumerate(values)]
