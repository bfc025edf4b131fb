"""Build the book strictly and put it in place only when it is complete.

usage: python tools/build.py html|pdf|epub ...

Jupyter Book works in `_build/work`; the finished edition replaces `_build/html`,
`_build/pdf` or `_build/epub` in one move at the end. A build that fails leaves the last good
edition where it was. Nothing is built when nothing has changed.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "_build"
WORK = BUILD / "work"
#: Files and folders from which the book is made.
INPUTS = (
    "_config.yml _toc.yml CITATION.cff index.md chapters csto data references.bib "
    "requirements.lock theme tools/build.py"
).split()
EDITIONS = {"html": ("html", "HTML"), "pdf": ("pdflatex", "PDF"), "epub": ("epub", "EPUB")}
TARGETS = {edition: BUILD / edition for edition in EDITIONS}
#: The file of each edition that a reader opens.
SHOWN = {
    "html": BUILD / "html" / "index.html",
    "pdf": BUILD / "pdf" / "book.pdf",
    "epub": BUILD / "epub" / "book.epub",
}
#: Where Jupyter Book leaves each edition, and which files of it are kept (none named: all).
MADE = {
    "html": ("html", ()),
    "pdf": ("latex", ("book.pdf", "book.log")),
    "epub": ("epub", ("book.epub",)),
}
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
#: Said by a kernel that starts (no encryption on loopback) or stops (its sockets close first).
_NOISE = re.compile(
    r"WARNING \| Kernel is running over TCP|MdParserConfig|NbParserConfig"
    r"|ERROR:tornado\.general|zmq\.error\.ZMQError: Socket operation on non-socket"
)
_TROUBLE = re.compile(
    r"WARNING|ERROR|CRITICAL|Error:|Error\b.*:|^! |Undefined|Missing character|data/\S+\.csv, line"
)


def main(editions: list[str]) -> int:
    """Build the editions named; the exit status says whether all are there."""
    if not editions or set(editions) - set(EDITIONS):
        print(__doc__, file=sys.stderr)
        return 2
    BUILD.mkdir(exist_ok=True)
    with one_at_a_time():
        for edition in editions:
            restore(edition)
            if not build(edition):
                return 1
    print("\nThe book is ready:")
    for edition in editions:
        print(f"  {EDITIONS[edition][1]:<5} {SHOWN[edition]}")
    return 0


@contextmanager
def one_at_a_time():
    """Two builds in one clone would mix their files: the second waits for the first."""
    with open(BUILD / ".lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another build is at work in this clone; waiting for it ...", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def restore(edition: str) -> None:
    """Undo a swap that was interrupted between its two moves."""
    target, old = TARGETS[edition], TARGETS[edition].with_suffix(".old")
    if not target.exists() and old.exists():
        old.rename(target)


def build(edition: str) -> bool:
    """One edition: build aside, check, put in place. False if it failed."""
    builder, title = EDITIONS[edition]
    mark = TARGETS[edition] / ".inputs"
    wanted = digest()
    if SHOWN[edition].is_file() and mark.is_file() and mark.read_text() == wanted:
        print(f"{title}: up to date")
        return True
    start, log = time.monotonic(), BUILD / f"{edition}.log"
    print(f"{title}: building (full log: {log.relative_to(ROOT)})", flush=True)
    status, trouble = run(builder, log)
    result = WORK / "_build" / MADE[edition][0]
    made = result / SHOWN[edition].name
    if status or trouble or not made.is_file():
        print(f"\n{title}: FAILED. The last good edition, if there is one, was left as it was.")
        print("\n".join(trouble) or f"The end of {log}:\n" + tail(log))
        return False
    put_in_place(edition, result, wanted)
    print(f"{title}: done in {time.monotonic() - start:.0f} s", flush=True)
    return True


def digest() -> str:
    """Digest of all inputs, file names included."""
    found = hashlib.sha256()
    for name in INPUTS:
        path = ROOT / name
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def run(builder: str, log: Path) -> tuple[int, list[str]]:
    """Run Jupyter Book strictly; show what it is at, keep the log, collect what went wrong."""
    command = [str(Path(sys.executable).parent / "jupyter-book"), "build", str(ROOT)]
    builders = ["custom", "--custom-builder", "epub"] if builder == "epub" else [builder]
    command += ["--path-output", str(WORK), "-W", "-n", "--keep-going", "--builder", *builders]
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": str(int(released().timestamp())),
        "FORCE_SOURCE_DATE": "1",
        "PYTHONUTF8": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    trouble = []
    with open(log, "w", encoding="utf-8") as file:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, encoding="utf-8", errors="replace",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        for line in process.stdout:
            line = _COLOUR.sub("", line.rstrip())
            file.write(line + "\n")
            show(line)
            if _TROUBLE.search(line) and not _NOISE.search(line):
                trouble.append(line.replace(f"{ROOT}/", ""))
    return process.wait(), trouble


def show(line: str) -> None:
    """One short line of progress for each step that takes time."""
    if found := re.match(r"(\S+): running its cells", line):
        print(f"  running the cells of {found.group(1)}", flush=True)
    elif found := re.match(r"(reading sources|writing output)\.\.\. \[ *(\d+)%\] (\S+)", line):
        print(f"  {found.group(1)} {found.group(2):>3}% {found.group(3)}", flush=True)
    elif line.startswith("Run number"):
        print(f"  typesetting: {line.lower()}", flush=True)


def put_in_place(edition: str, result: Path, inputs: str) -> None:
    """Copy the finished edition beside the old one, then change places."""
    target = TARGETS[edition]
    new, old = target.with_suffix(".new"), target.with_suffix(".old")
    shutil.rmtree(new, ignore_errors=True)
    if edition == "epub":
        fix_dates(result / "book.epub")
    kept = MADE[edition][1]
    if kept:
        new.mkdir()
    for name in kept:
        shutil.copy2(result / name, new)
    if not kept:
        shutil.copytree(result, new)
    (new / ".inputs").write_text(inputs)
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def released() -> datetime:
    """Day of the book's version: the time in all files, so that each build writes the same."""
    day = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["date-released"]
    return datetime.fromisoformat(str(day)).replace(tzinfo=UTC)


def fix_dates(archive: Path) -> None:
    """Write a zip anew in its own order, with the day of the version instead of the build's."""
    with zipfile.ZipFile(archive) as old:
        entries = [(name, old.read(name)) for name in old.namelist()]
    with zipfile.ZipFile(archive, "w") as new:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, date_time=released().timetuple()[:6])
            # The first entry of an EPUB says what it is and must be readable without unpacking.
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, content)


def tail(log: Path, lines: int = 25) -> str:
    """Last lines of a log."""
    return "\n".join(log.read_text(encoding="utf-8").splitlines()[-lines:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
