"""The small book, built once for all tests that only need it as a beginning."""

import shutil

import pytest

from tests.build.books import built, small_book


@pytest.fixture(scope="session")
def beginning(tmp_path_factory):
    """The small book, built; not to be changed."""
    book = small_book(tmp_path_factory.mktemp("small") / "book")
    built(book)
    return book


@pytest.fixture
def book(beginning, tmp_path):
    """A copy of the small book with its build."""
    return shutil.copytree(beginning, tmp_path / "book", symlinks=True)


@pytest.fixture(scope="session")
def changed(beginning, tmp_path_factory):
    """The small book after a change of a row, built: what any rebuild must lead to."""
    target = shutil.copytree(beginning, tmp_path_factory.mktemp("changed") / "book", symlinks=True)
    change(target)
    built(target)
    return target


def change(book) -> None:
    """Change a row that two of the notebooks read."""
    path = book / "data" / "council_sessions.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Moscow", "Moscow (Kremlin)", 1), encoding="utf-8")
