"""Whatever stops a build: the book is the old or the new one, whole, or the message is clear."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.build.books import build, differences
from tests.build.conftest import change
from tests.conftest import ROOT

HTML = Path("_build") / "html"


def start(book, *command, **settings) -> subprocess.Popen:
    """Begin a build in a process group of its own."""
    return subprocess.Popen(
        [*command, sys.executable, "tools/build.py", "html"],
        cwd=book,
        env=os.environ | {"PYTHONPATH": str(book), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        **settings,
    )


def assert_whole(book, beginning, changed) -> None:
    """The HTML is that of before the change or that of after it, to the last byte."""
    old, new = (differences(book / HTML, other / HTML) for other in (beginning, changed))
    assert not old or not new, f"neither old ({old[:5]}) nor new ({new[:5]})"


def assert_new(book, changed) -> None:
    """A build that nobody stops gives the new book."""
    result = build(book)
    assert result.returncode == 0, result.stdout + result.stderr
    assert not differences(book / HTML, changed / HTML)


def kill_and_look(book, beginning, changed, after: float, whole_group: bool) -> None:
    change(book)
    process = start(book)
    time.sleep(after)
    if whole_group:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    assert_whole(book, beginning, changed)
    assert_new(book, changed)
    assert not left_running(book), "a process of the killed build is still at work"


def left_running(book) -> list[str]:
    """Processes at work in a book, after ten seconds in which they may end."""
    for _ in range(20):
        found = [p.info for p in psutil.process_iter(["pid", "cwd", "name"])]
        found = [info for info in found if (info["cwd"] or "").startswith(str(book))]
        if not found:
            return []
        time.sleep(0.5)
    return found


#: Seconds after which a build is killed: a rebuild of the small book takes some ten.
_dice = random.Random(2022)
MOMENTS = sorted(round(_dice.uniform(0.2, 12), 1) for _ in range(10))


@pytest.mark.parametrize("after", MOMENTS[3:7:3])
def test_killed(book, beginning, changed, after):
    kill_and_look(book, beginning, changed, after, whole_group=True)


@pytest.mark.long
@pytest.mark.parametrize("whole_group", [True, False], ids=["all of it", "its head alone"])
@pytest.mark.parametrize("after", MOMENTS)
def test_killed_at_ten_moments(book, beginning, changed, after, whole_group):
    kill_and_look(book, beginning, changed, after, whole_group)


def test_two_builds_at_once(book, changed):
    change(book)
    both = [start(book), start(book)]
    said = [process.communicate(timeout=300)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert any("waiting for it" in text and "up to date" in text for text in said), said
    assert not differences(book / HTML, changed / HTML)


@pytest.mark.parametrize("kilobytes", [64, pytest.param(900, marks=pytest.mark.long)])
def test_no_file_can_grow(book, beginning, changed, kilobytes):
    """A limit on the size of files, which anybody can set, stands for a disk that is full."""
    change(book)
    process = start(book, "bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "bash")
    said = process.communicate(timeout=300)[0]
    assert process.returncode == 1, said
    assert "FAILED" in said and ("too large" in said or "disk" in said), said
    assert not differences(book / HTML, beginning / HTML)
    assert_new(book, changed)


@contextmanager
def mounted(folder: Path, *options: str):
    """Something mounted on a folder; skips where that is not allowed."""
    if os.geteuid() or subprocess.run(["mount", *options, folder], capture_output=True).returncode:
        pytest.skip("only root may mount, and not everywhere")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.long
@pytest.mark.parametrize("spare", [1, 3, 6], ids="{} MB left".format)
def test_disk_full(book, beginning, changed, tmp_path, spare):
    kept = Path(shutil.move(book / "_build", tmp_path / "kept"))
    size = sum(path.stat().st_size for path in kept.rglob("*")) + int(spare * 1e6)
    (book / "_build").mkdir()
    with mounted(book / "_build", "-t", "tmpfs", "-o", f"size={size}", "tmpfs"):
        shutil.copytree(kept, book / "_build", symlinks=True, dirs_exist_ok=True)
        change(book)
        result = build(book)
        said = result.stdout + result.stderr
        assert result.returncode == 1, said
        assert "FAILED" in said and ("No space left" in said or "disk is full" in said), said
        assert not differences(book / HTML, beginning / HTML)
        shutil.rmtree(kept)
        shutil.copytree(book / "_build", kept, symlinks=True)
    shutil.rmtree(book / "_build")
    shutil.move(kept, book / "_build")
    assert_new(book, changed)


def test_output_cannot_be_written(book, beginning):
    with mounted(book / "_build", "--bind", book / "_build"):
        subprocess.run(["mount", "-o", "remount,ro,bind", book / "_build"], check=True)
        change(book)
        result = build(book)
        assert result.returncode == 1
        assert "FAILED" in result.stdout and "_build" in result.stdout, result.stdout
        assert not result.stderr
        assert not differences(book / HTML, beginning / HTML)


LOOPBACK = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    fcntl.ioctl(s, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up, running
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.mark.long
def test_no_network(book, changed):
    """In a namespace with no interface but loopback, through which a kernel is spoken to."""
    prefix = ["unshare", "--net", *(["--map-root-user"] if os.geteuid() else [])]
    if subprocess.run([*prefix, "true"], capture_output=True).returncode:
        pytest.skip("this system lets nobody leave the network")
    change(book)
    process = start(book, *prefix, sys.executable, "-c", LOOPBACK)
    said = process.communicate(timeout=300)[0]
    assert process.returncode == 0, said
    assert not differences(book / HTML, changed / HTML)


@pytest.mark.parametrize("damage", ["files", "database"])
def test_damaged_executions_run_again(book, changed, damage):
    cache = book / "_build" / "work" / "_build" / ".jupyter_cache"
    if damage == "database":
        (cache / "global.db").write_text("not a database " * 1000)
    else:
        lost, *short = sorted(cache.glob("executed/*/base.ipynb"))
        lost.unlink()
        for path in short:
            path.write_bytes(path.read_bytes()[:1000])
    change(book)
    assert_new(book, changed)


def test_a_build_that_failed_does_not_succeed_when_repeated(book, beginning):
    page = book / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[gone](nowhere.md)\n", encoding="utf-8")
    for _ in range(2):
        result = build(book)
        assert result.returncode == 1 and "nowhere" in result.stdout, result.stdout
        assert not differences(book / HTML, beginning / HTML)


def tools_only(folder: Path, *names: str) -> str:
    """A search path with these programs and no others."""
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(shutil.which(name))
    return str(folder)


def test_no_tex(book, tmp_path):
    path = tools_only(tmp_path / "bin", "bash")
    result = subprocess.run(
        [sys.executable, "tools/build.py", "pdf"],
        cwd=book, env={"PATH": path, "PYTHONPATH": str(book)}, capture_output=True, text=True,
    )  # fmt: skip
    assert result.returncode == 1
    assert "needs TeX" in result.stdout and "make pdf" in result.stdout, result.stdout


def test_no_tex_and_no_way_to_install_it(tmp_path):
    path = tools_only(tmp_path / "bin", "bash", "env", "id", "grep")
    result = subprocess.run(
        [ROOT / "tools" / "system.sh", "pdf"], env={"PATH": path}, capture_output=True, text=True
    )
    assert result.returncode == 3
    assert "xelatex" in result.stderr and "latexmk" in result.stderr


def test_wrong_python(tmp_path):
    """An old interpreter is told from a good one before anything is made."""
    clone = tmp_path / "clone"
    shutil.copytree(ROOT / "tools", clone / "tools")
    shutil.copy2(ROOT / "requirements.lock", clone)
    path = tools_only(tmp_path / "bin", "bash", "env", "dirname", "grep")
    old = tmp_path / "bin" / "python3"
    old.write_text('#!/usr/bin/env bash\n[ "$1" = --version ] && echo Python 3.9.2 || exit 1\n')
    old.chmod(0o755)
    result = subprocess.run(
        [clone / "tools" / "venv.sh", "requirements.lock"],
        env={"PATH": path}, capture_output=True, text=True,
    )  # fmt: skip
    assert result.returncode == 1
    assert "3.11 or later" in result.stderr and "3.9.2" in result.stderr
    assert not (clone / ".venv").exists()
