"""Each seeded fault is found by the smallest part of `make test` that ought to find it.

A fault counts as found when that part fails in a copy that has the fault, names the place, and
passes in a copy that does not have it.
"""

import shlex
import shutil
import subprocess

import pytest

from tests.build.books import BIBLIOGRAPHY, reduce
from tests.conftest import PARTS, ROOT, run_python
from tests.faults.seeded import FAULTS

#: What the parts of `make test` need beside the sources of the book.
OTHERS = ["tests", "binder", ".github", "Makefile", "README.md", "pyproject.toml", "LICENSE"]


def project(target, part):
    """A copy of all that a part of the tests reads, and nothing that was built."""
    target.mkdir()
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", "_build")
    for name in [*PARTS, *OTHERS]:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, target / name, ignore=ignored, dirs_exist_ok=True)
        elif path.is_file():
            shutil.copy2(path, target / name)
    if part.startswith("build:"):
        reduce(target, [part.removeprefix("build:"), *BIBLIOGRAPHY])
    for command in (["init", "-q"], ["add", "-A"]):  # some tests ask git what is there
        subprocess.run(["git", *command], cwd=target, check=True)
    return target


def check(folder, part: str):
    """Run a part of the tests, or build the HTML, in a copy."""
    if part.startswith("build:"):
        return run_python(folder, "tools/build.py", "html")
    if part == "ruff":
        return run_python(folder, "-m", "ruff", "check", "--no-cache", "csto", "tools", "tests")
    options = ["-q", "-x", "-p", "no:cacheprovider", "--no-header", "-m", ""]
    return run_python(folder, "-m", "pytest", *options, *shlex.split(part))


def marked(fault):
    marks = [] if fault.quick else [pytest.mark.long]
    return pytest.param(fault, id=fault.name, marks=marks)


@pytest.mark.parametrize("fault", [marked(fault) for fault in FAULTS])
def test_a_fault_is_found_and_named(tmp_path, fault):
    copy = project(tmp_path / "book", fault.part)
    fault.change(copy)
    result = check(copy, fault.part)
    said = result.stdout + result.stderr
    assert result.returncode, f"not found by {fault.part}:\n{said[-2000:]}"
    missing = [word for word in fault.says if word not in said]
    assert not missing, f"{missing} is not in:\n{said[-3000:]}"


@pytest.mark.long
@pytest.mark.parametrize("part", sorted({f.part for f in FAULTS}))
def test_without_faults_nothing_is_found(tmp_path, part):
    result = check(project(tmp_path / "book", part), part)
    assert result.returncode == 0, (result.stdout + result.stderr)[-3000:]


def test_there_are_at_least_sixty_and_each_has_a_name_of_its_own():
    names = [fault.name for fault in FAULTS]
    assert len(names) >= 60
    assert len(names) == len(set(names))
