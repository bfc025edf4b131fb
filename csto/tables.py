"""Typed tables: `data/datapackage.json` says what each column holds, `load` gives just that."""

import csv
import io
import json
import re
from datetime import date
from functools import lru_cache

import pandas as pd

from csto.errors import DataError, UnknownTableError
from csto.paths import data_file
from csto.reads import note, own_reading
from csto.sources import bibliography

_TRUE_FALSE = {"true": True, "false": False}
#: Frictionless type -> pandas dtype. Missing values are `pd.NA` or `NaT`, never 0.
DTYPES = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}
#: Columns that hold keys of the bibliography.
CITING = ("sources", "evidence_for", "evidence_against")


def package() -> dict:
    """Content of `data/datapackage.json` (Frictionless Data Package, version 1)."""
    note("package")
    return _package()


@lru_cache(maxsize=1)
def _package() -> dict:
    with own_reading():
        return json.loads(data_file("datapackage.json").read_text(encoding="utf-8"))


def resource(name: str) -> dict:
    """Description of one table: title, path, schema with a unit and a meaning for each column.

    Raises:
        UnknownTableError: the package has no table of that name.
    """
    note(f"table:{name}")
    return _description(name)


def _description(name: str) -> dict:
    tables = {r["name"]: r for r in _package()["resources"] if r["path"].endswith(".csv")}
    if name not in tables:
        raise UnknownTableError(
            f"there is no table '{name}'; data/datapackage.json describes: {', '.join(tables)}"
        )
    return tables[name]


def load(name: str) -> pd.DataFrame:
    """Read one table of the data package.

    Args:
        name: name of a table, as in `data/datapackage.json`, for example `"events"`.

    Returns:
        One row for each row of the file, in its order, with a fresh index from 0; columns and
        dtypes as the schema gives them (`DTYPES`). Units stand in the schema (`unit`). Each row's
        `sources` holds keys of `references.bib`, joined by `;`.

    Raises:
        UnknownTableError: the package has no such table.
        DataError: the file breaks its schema. All faults are listed, each with file, line, row
            id, column, the value found and what was expected.
    """
    note(f"table:{name}")
    return _read(name).copy()


@lru_cache(maxsize=64)
def _read(name: str) -> pd.DataFrame:
    description = _description(name)
    fields = description["schema"]["fields"]
    rows, lines = _rows(description["path"], [f["name"] for f in fields])
    faults = _Faults(description, rows, lines)
    columns = {f["name"]: _column(f, rows, faults) for f in fields}
    _check_rows(description, columns, faults)
    faults.raise_if_any()
    frame = pd.DataFrame(
        {f["name"]: pd.Series(columns[f["name"]], dtype=DTYPES[f["type"]]) for f in fields}
    )
    frame.attrs["table"] = name
    return frame


def _rows(path: str, expected: list[str]) -> tuple[list[dict[str, str]], list[int]]:
    """Rows of a CSV file as text, with the line on which each one starts."""
    with own_reading():
        raw = data_file(path).read_bytes()
    try:
        text = raw.decode("utf-8-sig")  # a byte order mark, as Excel writes it, does no harm
    except UnicodeDecodeError:
        raise DataError(
            f"data/{path}: not UTF-8; save it as 'CSV UTF-8 (comma delimited)'"
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    if header != expected:
        if len(header) == 1 and ";" in header[0]:
            hint = "columns are separated by ';': save it as 'CSV UTF-8 (comma delimited)'"
        else:
            hint = f"columns are {', '.join(header)}; expected {', '.join(expected)}"
        raise DataError(f"data/{path}, line 1: {hint}")
    rows, lines, start = [], [], reader.line_num + 1
    for cells in reader:
        if len(cells) != len(expected):
            raise DataError(
                f"data/{path}, line {start}: {len(cells)} cells; expected {len(expected)}, "
                "one a column (a text with a comma needs quotes around it)"
            )
        rows.append(dict(zip(expected, cells, strict=True)))
        lines.append(start)
        start = reader.line_num + 1
    return rows, lines


class _Faults:
    """Collects what is wrong with one file, so that one run shows all of it."""

    def __init__(self, description: dict, rows: list[dict[str, str]], lines: list[int]):
        self.path = description["path"]
        self.key = _primary_key(description["schema"])
        self.rows, self.lines, self.found = rows, lines, []

    def add(self, index: int, column: str, value: str, expected: str) -> None:
        row = self.rows[index].get(self.key, "") or "without id"
        self.found.append(
            f"data/{self.path}, line {self.lines[index]}, row '{row}', column '{column}': "
            f"found '{value}'; expected {expected}"
        )

    def raise_if_any(self) -> None:
        if self.found:
            count = f"{len(self.found)} fault{'s' if len(self.found) > 1 else ''}"
            raise DataError(f"{count} in data/{self.path}\n  " + "\n  ".join(self.found))


def _primary_key(schema: dict) -> str:
    key = schema.get("primaryKey", "id")
    return key if isinstance(key, str) else key[0]


def _column(field: dict, rows: list[dict[str, str]], faults: _Faults) -> list:
    """One column, parsed; a cell that breaks the schema is noted and left empty."""
    name, kind, rules = field["name"], field["type"], field.get("constraints", {})
    pattern = re.compile(rules["pattern"]) if "pattern" in rules else None
    seen, values = set(), []
    for index, row in enumerate(rows):
        text, value = row[name], None
        if text == "":
            if rules.get("required"):
                faults.add(index, name, text, "a value: the column is required")
        else:
            value, wanted = _parse(kind, text)
            wanted = wanted or _broken_rule(rules, pattern, value, text)
            if wanted:
                faults.add(index, name, text, wanted)
            elif rules.get("unique") and text in seen:
                faults.add(index, name, text, "a value that no other row has")
            seen.add(text)
        values.append(value)
    return values


def _parse(kind: str, text: str) -> tuple[object, str]:
    """Value of a cell, or what was expected instead."""
    try:
        if kind == "integer":
            return int(text), ""
        if kind == "number":
            return float(text), ""
        if kind == "date":
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                raise ValueError
            return date.fromisoformat(text), ""
        if kind == "boolean":
            return _TRUE_FALSE[text], ""
    except (ValueError, KeyError):
        wanted = {
            "integer": "a whole number",
            "number": "a number with a decimal point",
            "date": "a day of the calendar as YYYY-MM-DD",
            "boolean": "true or false",
        }
        return None, wanted[kind]
    return text, ""


def _broken_rule(rules: dict, pattern: re.Pattern | None, value, text: str) -> str:
    if "enum" in rules and text not in [str(e) for e in rules["enum"]]:
        return "one of " + ", ".join(str(e) for e in rules["enum"])
    if pattern and not pattern.fullmatch(text):
        return f"text of the form {pattern.pattern}"
    if "minimum" in rules and value < _bound(value, rules["minimum"]):
        return f"{rules['minimum']} or more"
    if "maximum" in rules and value > _bound(value, rules["maximum"]):
        return f"{rules['maximum']} or less"
    return ""


def _bound(value, bound):
    return date.fromisoformat(bound) if isinstance(value, date) else bound


def _check_rows(description: dict, columns: dict[str, list], faults: _Faults) -> None:
    """Rules that tie cells to one another, to other tables and to the bibliography."""
    schema = description["schema"]
    seen = set()
    for index, key in enumerate(columns.get(_primary_key(schema), [])):
        if key is not None and key in seen:
            faults.add(index, _primary_key(schema), key, "a key that no other row has")
        seen.add(key)
    for column in [name for name in CITING if name in columns]:
        known = bibliography()
        for index, cell in enumerate(columns[column]):
            for source in split(cell):
                if source not in known:
                    faults.add(index, column, source, "a key of references.bib")
    for first, last in (("start", "end"), ("signed", "in_force"), ("opened", "closed")):
        for index, (a, b) in enumerate(
            zip(columns.get(first, []), columns.get(last, []), strict=False)
        ):
            if a is not None and b is not None and b < a:
                faults.add(index, last, str(b), f"{first} ({a}) or a later day")
    for tie in schema.get("foreignKeys", []):
        _check_foreign_key(description, tie, columns, faults)


def _check_foreign_key(description: dict, tie: dict, columns: dict, faults: _Faults) -> None:
    column, target = tie["fields"], tie["reference"]["fields"]
    table = tie["reference"]["resource"] or description["name"]
    allowed = set(columns[target]) if table == description["name"] else set(_read(table)[target])
    for index, value in enumerate(columns[column]):
        if value is not None and value not in allowed:
            faults.add(index, column, value, f"a value of {target} in the table {table}")


def split(cell: str | None) -> list[str]:
    """Parts of a cell that holds several values joined by `;` (an empty cell has none)."""
    if pd.isna(cell):
        return []
    return [part.strip() for part in cell.split(";") if part.strip()]
