"""The data package validates, every row's sources resolve, and no source is idle."""

import re
import zipfile
from collections import Counter

import pytest
from frictionless import Package, system
from pybtex.database.input import bibtex

import csto
from tests.conftest import ROOT, pages, source

TABLES = [r["name"] for r in csto.package()["resources"] if r["path"].endswith(".csv")]
#: Columns that hold keys of the bibliography.
KEY_COLUMNS = ("sources", "evidence_for", "evidence_against", "work", "quote_taken_from")


def keys_in_file() -> list[str]:
    text = (ROOT / "references.bib").read_text(encoding="utf-8")
    return re.findall(r"^@\w+\{([^,\s]+),", text, re.MULTILINE)


def keys_used() -> set[str]:
    """Keys that a row or a page names."""
    used: set[str] = set()
    for name in TABLES:
        rows = csto.load(name)
        for column in KEY_COLUMNS:
            if column in rows:
                used |= {key for cell in rows[column] for key in csto.split(cell)}
    for page in pages():
        for cited in re.findall(r"\{cite:\w+\}`([^`]+)`", source(page)):
            used |= {key.strip() for key in cited.split(",")}
    return used


def test_every_table_is_read_without_fault():
    """All faults of all tables in one run, each with row, column and what was expected."""
    faults = []
    for name in TABLES:
        try:
            csto.load(name)
        except csto.CstoError as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)


def test_package_validates():
    with system.use_context(trusted=True):
        report = Package(str(ROOT / "data" / "datapackage.json")).validate()
    faults = [(task.name, error.message) for task in report.tasks for error in task.errors]
    assert report.valid, "\n".join(f"data/{name}.csv: {message}" for name, message in faults)


def test_package_describes_every_file():
    described = {r["path"] for r in csto.package()["resources"]}
    lying = {p.name for p in (ROOT / "data").iterdir() if p.suffix in (".csv", ".geojson")}
    assert described == lying


@pytest.mark.parametrize("name", TABLES)
def test_table_loads_with_the_dtypes_of_its_schema(name):
    rows = csto.load(name)
    for field in csto.resource(name)["schema"]["fields"]:
        assert str(rows[field["name"]].dtype) == csto.tables.DTYPES[field["type"]], field["name"]


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_described(name):
    for field in csto.resource(name)["schema"]["fields"]:
        assert field.get("title") and field.get("description"), f"{name}.{field['name']}"


@pytest.mark.parametrize("name", TABLES)
def test_file_is_plain_utf8(name):
    raw = (ROOT / "data" / f"{name}.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw and raw.endswith(b"\n")


def test_every_key_resolves():
    missing = keys_used() - set(keys_in_file())
    assert not missing, f"named in data/ or a page, not in references.bib: {sorted(missing)}"


def test_no_source_is_idle():
    idle = set(keys_in_file()) - keys_used()
    assert not idle, f"in references.bib, named nowhere: {sorted(idle)}"


def test_no_key_stands_twice():
    twice = [key for key, count in Counter(keys_in_file()).items() if count > 1]
    assert not twice, f"duplicate keys in references.bib: {twice}"


def test_bibliography_parses_strictly_and_names_author_and_title():
    parser = bibtex.Parser()
    entries = parser.parse_file(str(ROOT / "references.bib")).entries
    for key, entry in entries.items():
        assert entry.persons, f"references.bib, {key}: no author or body"
        assert entry.fields.get("title"), f"references.bib, {key}: no title"
        assert entry.fields.get("keywords") in ("work", "report"), (
            f"references.bib, {key}: keywords"
        )
        assert entry.fields.get("langid"), f"references.bib, {key}: langid"
        for field, text in entry.fields.items():
            assert text.strip(), f"references.bib, {key}: {field} is empty"


def test_archive_validates_outside_the_project(built, tmp_path):
    with zipfile.ZipFile(built / "data" / "csto-central-asia.zip") as archive:
        archive.extractall(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert {"datapackage.json", "references.bib", "README.md", "CHANGES.md"} <= names
    assert Package(str(tmp_path / "datapackage.json")).validate().valid
