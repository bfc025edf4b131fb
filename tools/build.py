"""Build the book strictly and put it in place only when it is complete.

usage: python tools/build.py html|pdf|epub ...

Jupyter Book works in `_build/work`; the finished edition replaces `_build/html`,
`_build/pdf` or `_build/epub` in one move at the end. A build that fails leaves the last good
edition where it was. Nothing is built when nothing has changed.
"""

import ctypes
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
sys.path.insert(0, str(ROOT))
from csto.versions import versions  # noqa: E402

BUILD = ROOT / "_build"
WORK = BUILD / "work"
#: Files and folders from which the book is made.
INPUTS = (
    "_config.yml _toc.yml CITATION.cff LICENSE LICENSES.md index.md chapters csto data "
    "pyproject.toml references.bib requirements.txt theme tools/build.py"
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
    "pdf": ("latex", ("book.pdf",)),
    "epub": ("epub", ("book.epub",)),
}
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
#: Said by a kernel that starts (no encryption on loopback) or stops (its sockets close first).
_NOISE = re.compile(
    r"WARNING \| Kernel is running over TCP|MdParserConfig|NbParserConfig"
    r"|ERROR:tornado\.general|zmq\.error\.ZMQError: Socket operation on non-socket"
    # Said again by Jupyter Book after the fault itself.
    r"|^RuntimeError:$|^csto\.book\.\w+\.\w+:"
)
_TROUBLE = re.compile(
    r"WARNING|ERROR|CRITICAL|Error:|Error\b.*:|^! |Undefined|Missing character"
    r"|data/\S+\.csv, line|references\.bib, line"
)


def main(editions: list[str]) -> int:
    """Build the editions named; the exit status says whether all are there."""
    if not editions or set(editions) - set(EDITIONS):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        BUILD.mkdir(exist_ok=True)
        with one_at_a_time() as lock:
            for edition in editions:
                restore(edition)
                if not build(edition, lock):
                    return 1
    except OSError as fault:
        print(f"\nFAILED: {fault}\nThe last good editions, if there are any, stand as they were.")
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
        yield lock


def restore(edition: str) -> None:
    """Undo a swap that was interrupted between its two moves."""
    target, old = TARGETS[edition], TARGETS[edition].with_suffix(".old")
    if not target.exists() and old.exists():
        old.rename(target)


def build(edition: str, lock) -> bool:
    """One edition: build aside, check, put in place. False if it failed."""
    builder, title = EDITIONS[edition]
    mark = TARGETS[edition] / ".inputs"
    wanted = digest()
    if SHOWN[edition].is_file() and mark.is_file() and mark.read_text() == wanted:
        print(f"{title}: up to date")
        return True
    if edition == "pdf" and not (shutil.which("latexmk") and shutil.which("xelatex")):
        print("PDF: FAILED. It needs TeX (latexmk, xelatex): `make pdf` installs it or says how.")
        return False
    start, log = time.monotonic(), BUILD / f"{edition}.log"
    print(f"{title}: building (full log: {log.relative_to(ROOT)})", flush=True)
    status, trouble = run(builder, log, lock)
    result = WORK / "_build" / MADE[edition][0]
    made = result / SHOWN[edition].name
    if status or trouble or not made.is_file():
        print(f"\n{title}: FAILED. The last good edition, if there is one, was left as it was.")
        print("\n".join(dict.fromkeys(trouble)) or f"The end of {log}:\n" + tail(log))
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
    found.update(versions(ROOT / "requirements.lock").encode())
    # A build by GitHub Actions is told where its repository is: csto/book/repository.py.
    for name in ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL"):
        found.update(os.environ.get(name, "").encode() + b"\0")
    return found.hexdigest()


def run(builder: str, log: Path, lock) -> tuple[int, list[str]]:
    """Run Jupyter Book strictly; show what it is at, keep the log, collect what went wrong.

    It runs with the `csto` of this clone, and holds the lock too: were this program killed, the
    next build would wait until it is done.
    """
    start = "from jupyter_book.cli.main import main; main()"
    builders = ["custom", "--custom-builder", "epub"] if builder == "epub" else [builder]
    command = [sys.executable, "-c", start, "build", str(ROOT), "--path-output", str(WORK)]
    command += ["-W", "-n", "--keep-going", "--builder", *builders]
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": str(int(released().timestamp())),
        "FORCE_SOURCE_DATE": "1",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    trouble = []
    with (
        open(log, "w", encoding="utf-8") as file,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, encoding="utf-8", errors="replace",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=[lock.fileno()],
        ) as process,
    ):  # fmt: skip
        try:
            for line in process.stdout:
                line = _COLOUR.sub("", line.rstrip())
                file.write(line + "\n")
                show(line)
                if _TROUBLE.search(line) and not _NOISE.search(line):
                    trouble.append(line.replace(f"{ROOT}/", ""))
        except OSError:
            process.kill()
            raise
    return process.returncode, trouble


def show(line: str) -> None:
    """One short line of progress for each step that takes time."""
    if found := re.match(r"(\S+): running its cells", line):
        print(f"  running the cells of {found.group(1)}", flush=True)
    elif found := re.match(r"(reading sources|writing output)\.\.\. \[ *(\d+)%\] (\S+)", line):
        print(f"  {found.group(1)} {found.group(2):>3}% {found.group(3)}", flush=True)
    elif line.startswith("Run number"):
        print(f"  typesetting: {line.lower()}", flush=True)


def put_in_place(edition: str, result: Path, inputs: str) -> None:
    """Copy the finished edition beside the old one, then let the two change places."""
    target = TARGETS[edition]
    new = target.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    if edition == "epub":
        fix_dates(result / "book.epub")
    if edition == "pdf":
        # Beside the edition, not in it: it names paths of this machine.
        shutil.copy2(result / "book.log", BUILD / "tex.log")
    kept = MADE[edition][1]
    if kept:
        new.mkdir()
    for name in kept:
        shutil.copy2(result / name, new)
    if not kept:
        shutil.copytree(result, new, ignore=shutil.ignore_patterns(".whole", ".buildinfo"))
    (new / ".inputs").write_text(inputs)
    if target.exists() and not exchange(new, target):
        old = target.with_suffix(".old")
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        new.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    elif not target.exists():
        new.rename(target)
    shutil.rmtree(new, ignore_errors=True)


def exchange(a: Path, b: Path) -> bool:
    """Let two folders change places in one step, so that none is missing at any moment.

    False where the system cannot: then nothing was done.
    """
    here, swap = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of Linux
    try:
        rename = ctypes.CDLL(None).renameat2
    except AttributeError:
        return False
    return rename(here, os.fsencode(a), here, os.fsencode(b), swap) == 0


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
