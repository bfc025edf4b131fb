"""Build the last commit twice, elsewhere and otherwise, and compare the editions byte by byte.

usage: python tools/reproduce.py [EDITION ...]

The two builds differ in all that must not matter: folder (name and length of its path), time, time
zone, language, user name, file permissions, hash seed, number of processors.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from build import EDITIONS, ROOT, SHOWN

#: How each of the two builds is run.
SETTINGS = (
    {"folder": "one", "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "umask": 0o022},
    {
        "folder": "another/place with a longer name", "TZ": "Asia/Bishkek", "LC_ALL": "C",
        "PYTHONHASHSEED": "2", "umask": 0o077, "LOGNAME": "somebody", "USER": "somebody",
        "processors": 1,
    },
)  # fmt: skip


def main(editions: list[str]) -> int:
    """Print what agrees and what differs; the exit status says whether all agrees."""
    editions = editions or available()
    commit = git("rev-parse", "--short", "HEAD").stdout.decode().strip()
    if git("status", "--porcelain").stdout:
        print(f"Only what is committed is built ({commit}); there are changes that are not.")
    with tempfile.TemporaryDirectory(prefix="reproduce-") as folder:
        books = [build(Path(folder), editions, settings) for settings in SETTINGS]
        if None in books:
            return 1
        differing = [name for edition in editions for name in compare(edition, *books)]
    for name in differing[:20]:
        print(f"  differs: {name}")
    print(
        f"{commit}: " + ("the two builds DIFFER" if differing else "the two builds are identical")
    )
    return 1 if differing else 0


def available() -> list[str]:
    """Editions that this system can make."""
    found = [edition for edition in EDITIONS if edition != "pdf" or shutil.which("latexmk")]
    if "pdf" not in found:
        print("Without TeX (latexmk) the PDF is left out; `make pdf` says what it needs.")
    return found


def git(*arguments: str) -> subprocess.CompletedProcess:
    """Run git in this clone."""
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True)


def build(folder: Path, editions: list[str], settings: dict) -> Path | None:
    """Build a fresh copy of the last commit under some settings; None if that failed."""
    book = folder / settings["folder"]
    book.mkdir(parents=True)
    archive = git("archive", "--format=tar", "HEAD").stdout
    subprocess.run(["tar", "-x", "-C", book], input=archive, check=True)
    variables = {name: value for name, value in settings.items() if name.isupper()}
    print(f"Building {', '.join(editions)} in {book} ...", flush=True)
    start = time.monotonic()
    result = subprocess.run(
        [sys.executable, "tools/build.py", *editions],
        cwd=book,
        env=os.environ | variables | {"PYTHONPATH": str(book), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        preexec_fn=lambda: narrow(settings),
    )
    print(f"  done in {time.monotonic() - start:.0f} s")
    if result.returncode:
        print(result.stdout[-3000:], result.stderr[-3000:])
        return None
    return book


def narrow(settings: dict) -> None:
    """Set what a variable cannot: permissions of new files, processors."""
    os.umask(settings["umask"])
    if "processors" in settings:
        os.sched_setaffinity(0, list(os.sched_getaffinity(0))[: settings["processors"]])


def compare(edition: str, *books: Path) -> list[str]:
    """Files of an edition that differ between two books, or that only one has."""
    shown = SHOWN[edition].relative_to(ROOT)
    one, other = (contents(book / shown.parent) for book in books)
    differing = sorted(name for name in one | other if one.get(name) != other.get(name))
    size = sum(map(len, one.values()))
    print(f"{EDITIONS[edition][1]}: {len(one)} files, {size:,} bytes, {len(differing)} differ")
    return [f"{edition}/{name}" for name in differing]


def contents(folder: Path) -> dict[str, bytes]:
    """Content of each file of an edition, without the mark of the build."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".inputs"
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
