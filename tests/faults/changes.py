"""Ways to put one fault into a copy of the project. Each fails where there is nothing to change."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

#: What puts a fault into the copy in a folder.
Change = Callable[[Path], None]


def text(name: str, old: str, new: str) -> Change:
    """Replace the first place that a regular expression finds in a file."""

    def change(copy: Path) -> None:
        path = copy / name
        before = path.read_text(encoding="utf-8")
        after, count = re.subn(old, new, before, count=1, flags=re.MULTILINE)
        assert count and after != before, f"{name}: nothing to change: {old}"
        path.write_text(after, encoding="utf-8")

    return change


def append(name: str, words: str) -> Change:
    """Add words at the end of a file."""

    def change(copy: Path) -> None:
        path = copy / name
        path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")

    return change


def cells(table: str, key: str, **values: str) -> Change:
    """Give cells of a row other values."""

    def change(head: list[str], rows: list[dict]) -> None:
        row = _row(rows, key)
        assert any(row[column] != value for column, value in values.items()), f"{key}: no change"
        row.update(values)

    return _edit(table, change)


def swap_cells(table: str, key: str, first: str, second: str) -> Change:
    """Exchange two cells of a row."""

    def change(head: list[str], rows: list[dict]) -> None:
        row = _row(rows, key)
        assert row[first] != row[second]
        row[first], row[second] = row[second], row[first]

    return _edit(table, change)


def swap_columns(table: str, first: str, second: str) -> Change:
    """Exchange the values of two columns in every row."""

    def change(head: list[str], rows: list[dict]) -> None:
        for row in rows:
            row[first], row[second] = row[second], row[first]

    return _edit(table, change)


def repeat_row(table: str, key: str) -> Change:
    """Write a row twice."""
    return _edit(table, lambda head, rows: rows.append(dict(_row(rows, key))))


def drop_row(table: str, key: str) -> Change:
    """Leave a row out."""
    return _edit(table, lambda head, rows: rows.remove(_row(rows, key)))


def last_row_first(table: str) -> Change:
    """Move the last row to the top."""
    return _edit(table, lambda head, rows: rows.insert(0, rows.pop()))


def drop_column(table: str, column: str) -> Change:
    """Leave a column out."""
    return _edit(table, lambda head, rows: head.remove(column))


def encoded(name: str, encoding: str) -> Change:
    """Save a text file in another encoding."""

    def change(copy: Path) -> None:
        path = copy / name
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding, "replace"))

    return change


def delete(name: str) -> Change:
    """Leave a file out."""
    return lambda copy: (copy / name).unlink()


def _row(rows: list[dict], key: str) -> dict:
    return next(row for row in rows if row["id"] == key)


def _edit(table: str, change: Callable[[list[str], list[dict]], None]) -> Change:
    def write(copy: Path) -> None:
        path = copy / "data" / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            head, rows = list(reader.fieldnames), list(reader)
        change(head, rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, head, lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)

    return write
