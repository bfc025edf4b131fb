"""A release is complete, dated by its version, and refused while something does not fit."""

import hashlib
import zipfile

import pytest

from csto.book.citation import metadata
from tests.conftest import ROOT, run_python

FOLDER = ROOT / "_build" / "release"
VERSION = str(metadata()["version"])


@pytest.fixture(scope="module")
def release(built):
    done = run_python(ROOT, "tools/release.py", f"v{VERSION}")
    assert done.returncode == 0, done.stderr
    return {file.name: file.read_bytes() for file in FOLDER.iterdir()}


def test_it_has_every_edition_the_data_and_checksums(release):
    stem = f"csto-central-asia-{VERSION}"
    made = {f"{stem}-html.zip", f"{stem}.pdf", f"{stem}.epub", f"{stem}-data.zip"}
    made |= {f"csto-{VERSION}-py3-none-any.whl", "CITATION.cff", "CHANGELOG.md", "SHA256SUMS"}
    assert set(release) == made
    sums = dict(reversed(line.split("  ")) for line in release["SHA256SUMS"].decode().splitlines())
    assert set(sums) == made - {"SHA256SUMS"}
    assert all(hashlib.sha256(release[name]).hexdigest() == known for name, known in sums.items())


def test_the_zips_hold_the_pages_and_the_tables(release):
    with zipfile.ZipFile(FOLDER / f"csto-central-asia-{VERSION}-html.zip") as pages:
        names = {name.split("/", 1)[1] for name in pages.namelist()}
    assert {"index.html", "chapters/crises/kazakhstan-2022.html", "_static/book.css"} <= names
    assert ".inputs" not in names
    with zipfile.ZipFile(FOLDER / f"csto-central-asia-{VERSION}-data.zip") as data:
        assert {"datapackage.json", "events.csv", "references.bib"} <= set(data.namelist())


def test_the_same_book_gives_the_same_release(release):
    assert run_python(ROOT, "tools/release.py").returncode == 0
    assert (FOLDER / "SHA256SUMS").read_bytes() == release["SHA256SUMS"]


def test_a_tag_of_another_version_is_refused(copy):
    done = run_python(copy, "tools/release.py", "v9.9.9")
    assert done.returncode == 1
    assert f"the tag is v9.9.9, but CITATION.cff has version {VERSION}" in done.stderr


def test_without_editions_there_is_no_release(copy):
    done = run_python(copy, "tools/release.py", f"v{VERSION}")
    assert done.returncode == 1 and "missing or stale: run make book" in done.stderr


def test_the_changelog_tells_of_this_version():
    assert f"\n## {VERSION}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
