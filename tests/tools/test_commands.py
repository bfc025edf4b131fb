"""The front door: named commands, locks that agree, what is installed."""

import re
import subprocess

from tests.conftest import ROOT


def locked(path: str) -> dict[str, str]:
    text = (ROOT / path).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE))


def test_help_lists_every_target():
    text = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE)[0].split())
    said = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert {line.split()[0] for line in said.splitlines()} == targets


def test_locks_agree_and_carry_hashes():
    book, tests = locked("requirements.lock"), locked("tests/requirements.lock")
    differing = {name for name in book if tests.get(name) != book[name]}
    # A package may be resolved for several Pythons; the last one stands for it here.
    assert not differing, f"versions differ: {differing}"
    for path in ("requirements.lock", "tests/requirements.lock"):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert text.count("--hash=sha256:") > len(locked(path))
        assert "index-url" not in text and "find-links" not in text


def test_requirements_are_what_the_lock_holds():
    book = locked("requirements.lock")
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if found := re.match(r"([a-z-]+)==(\S+)", line):
            assert book[found.group(1)] == found.group(2), line
    assert "-e ." in lines


def test_no_pages_of_build_output_are_committed():
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in files.stdout.split():
        assert not name.startswith("_build/") and not name.endswith((".ipynb", ".pyc")), name
        assert (ROOT / name).stat().st_size < 1_000_000, f"{name} is over 1 MB"
