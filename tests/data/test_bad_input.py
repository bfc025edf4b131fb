"""A fault in the data raises csto's own error: file, row, column, what was expected."""

import re
import shutil

import pytest

from tests.conftest import ROOT, run_python

SESSIONS = "data/council_sessions.csv"
FIRST = "csc-2002-05-14"


def load(copy, table="council_sessions"):
    """Load a table of a copy; what it says, and whether it was refused."""
    code = (
        f"import csto\ntry: csto.load('{table}')\n"
        "except csto.CstoError as e: print(type(e).__name__, e)"
    )
    result = run_python(copy, "-c", code)
    assert result.returncode == 0, result.stderr
    return result.stdout


def change(copy, old: str, new: str, path=SESSIONS):
    file = copy / path
    text = file.read_text(encoding="utf-8")
    assert re.search(old, text), f"nothing to change: {old}"
    file.write_text(re.sub(old, new, text, count=1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "column", "expected"),
    [
        (rf"({FIRST},.*),[a-z0-9;]+\n", r"\1,\n", "sources", "required"),
        (rf"({FIRST},.*),[a-z0-9;]+\n", r"\1,nobody1999\n", "sources", "a key of references.bib"),
        (rf"{FIRST},2002-05-14", f"{FIRST},2002-02-30", "date", "YYYY-MM-DD"),
        (rf"{FIRST},2002-05-14", f"{FIRST},14.05.2002", "date", "YYYY-MM-DD"),
        (rf"({FIRST},.*?,Moscow),RUS", r"\1,XYZ", "iso3", "in the table states"),
        (rf"({FIRST},.*?),ordinary", r"\1,usual", "format", "one of ordinary"),
        (rf"({FIRST},.*?),false,6", r"\1,false,six", "leaders_present", "a whole number"),
        (rf"({FIRST},.*?),false,6", r"\1,no,6", "online", "true or false"),
        (r"csc-2002-10-07,", f"{FIRST},", "id", "no other row has"),
    ],
)
def test_a_fault_in_a_row_is_named(copy, old, new, column, expected):
    change(copy, old, new)
    said = load(copy)
    for part in ("DataError", SESSIONS, FIRST, f"column '{column}'", expected):
        assert part in said, f"'{part}' is not in: {said}"


def test_an_end_before_its_start_is_named(copy):
    change(
        copy, r"(bordyuzha-2003,.*?),2016-12-31", r"\1,1999-12-31", "data/secretaries_general.csv"
    )
    said = load(copy, "secretaries_general")
    for part in (
        "DataError",
        "bordyuzha-2003",
        "column 'end'",
        "start (2003-04-28) or a later day",
    ):
        assert part in said, said


def test_all_faults_of_a_file_are_named_in_one_run(copy):
    change(copy, rf"{FIRST},2002-05-14", f"{FIRST},yesterday")
    change(copy, r"csc-2002-10-07,2002-10-07", "csc-2002-10-07,tomorrow")
    said = load(copy)
    assert "2 faults" in said and "yesterday" in said and "tomorrow" in said


def test_a_missing_column_is_named(copy):
    change(copy, "id,date,date_precision", "id,day,date_precision")
    said = load(copy)
    assert "line 1" in said and "expected id, date, date_precision" in said


def test_a_file_saved_by_excel_is_read(copy):
    file = copy / SESSIONS
    text = file.read_text(encoding="utf-8")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(copy) == ""


def test_semicolons_are_refused_with_a_way_out(copy):
    file = copy / SESSIONS
    file.write_text(file.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert "CSV UTF-8 (comma delimited)" in load(copy)


def test_an_unknown_table_is_named(copy):
    said = load(copy, "council_meetings")
    assert "UnknownTableError" in said and "council_sessions" in said


def test_a_key_that_stands_twice_is_named(copy):
    file = copy / "references.bib"
    text = file.read_text(encoding="utf-8").rstrip()
    first = re.match(r"@\w+\{([^,]+),", text)
    again = text.count("\n") + 3
    file.write_text(f"{text}\n\n{first.group()}\n  year = {{1999}},\n}}\n", encoding="utf-8")
    said = load(copy)
    assert f"references.bib, lines 1 and {again}: the key '{first.group(1)}' stands more" in said


def test_a_copy_without_data_says_where_it_looked(copy):
    shutil.move(copy / "data", copy / "elsewhere")
    said = run_python(copy, "-c", "import csto; csto.load('events')").stderr
    for place in (copy, copy / "csto" / "_data"):
        assert f"{place}" in said, said


def test_a_source_that_nothing_cites_is_named(copy):
    """The rule of the package, run in the copy by its own tests, fails with the key."""
    shutil.copytree(ROOT / "tests", copy / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "index.md", copy)
    shutil.copy2(ROOT / "pyproject.toml", copy)
    idle = "\n@book{idle1999book,\n  author = {Idle, A.},\n  title = {Idle},\n  year = {1999},\n}\n"
    references = copy / "references.bib"
    rule = ["-m", "pytest", "-q", "tests/data/test_package.py", "-k", "idle"]
    assert run_python(copy, *rule).returncode == 0
    references.write_text(references.read_text(encoding="utf-8") + idle, encoding="utf-8")
    result = run_python(copy, *rule)
    assert result.returncode == 1 and "idle1999book" in result.stdout
