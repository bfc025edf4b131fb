"""What Binder installs is what the book is made with, and no more."""

import re

from tests.conftest import ROOT

#: Packages that no live notebook needs.
HEAVY = "jupyter-book sphinx docutils myst-nb sphinxcontrib-bibtex pytest playwright scour".split()


def versions(lock: str) -> dict[str, set[str]]:
    """Versions of each package with the Python to which they apply."""
    found: dict[str, set[str]] = {}
    text = (ROOT / lock).read_text(encoding="utf-8")
    for name, version in re.findall(r"^([a-z0-9][\w.-]*)==([^\\\n]+)", text, re.MULTILINE):
        found.setdefault(name, set()).add(version.strip())
    return found


def hashes(lock: str) -> dict[str, set[str]]:
    """Hashes of each package of a lock, all of its versions together."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    found: dict[str, set[str]] = {}
    for entry in entries:
        found.setdefault(entry.split("==")[0], set()).update(re.findall(r"sha256:\w+", entry))
    return found


def test_shared_packages_have_the_versions_and_hashes_of_the_book():
    book, binder = versions("requirements.lock"), versions("binder/requirements.lock")
    shared = set(book) & set(binder)
    assert {"matplotlib", "pandas", "numpy", "pybtex", "ipykernel", "nbclient"} <= shared
    numbers = {name: {v.split(" ;")[0] for v in binder[name]} for name in shared}
    different = [n for n in shared if not numbers[n] <= {v.split(" ;")[0] for v in book[n]}]
    assert not different, f"binder/ has other versions of {different}: run make lock"
    ours, theirs = hashes("binder/requirements.lock"), hashes("requirements.lock")
    assert not [n for n in shared if numbers[n] and not ours[n] <= theirs[n]]


def test_each_thing_asked_for_is_locked():
    text = (ROOT / "binder" / "requirements.in").read_text(encoding="utf-8")
    asked = set(re.findall(r"^([a-z][\w-]*)$", text, re.MULTILINE))
    assert asked and asked <= set(versions("binder/requirements.lock"))


def test_all_that_csto_needs_is_there():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {*project["project"]["dependencies"], "hatchling"}
    assert needed <= set(versions("binder/requirements.lock"))


def test_nothing_heavy_is_there():
    assert not set(HEAVY) & set(versions("binder/requirements.lock"))
    assert set(HEAVY[:5]) <= set(versions("requirements.lock"))
    assert not (ROOT / "binder" / "apt.txt").exists()


def test_the_python_is_one_that_the_book_allows():
    from importlib.metadata import metadata

    version = (ROOT / "binder" / "runtime.txt").read_text().strip().removeprefix("python-")
    least = metadata("csto")["Requires-Python"].removeprefix(">=")
    assert [int(p) for p in version.split(".")] >= [int(p) for p in least.split(".")]
