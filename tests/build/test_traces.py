"""The editions say nothing of the machine, the person or the moment of the build."""

import getpass
import io
import re
import socket
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.conftest import EPUB, HTML, PDF, ROOT


def plain(path: Path) -> bytes:
    """Content of a file, unpacked where it is packed."""
    raw = path.read_bytes()
    if path.suffix in (".zip", ".epub"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    if path.suffix == ".pdf":
        command = [
            "qpdf",
            "--qdf",
            "--object-streams=disable",
            "--stream-data=uncompress",
            path,
            "-",
        ]
        return subprocess.run(command, check=True, capture_output=True).stdout
    if path.name == "objects.inv":
        head, packed = raw.rsplit(b"\n", 1)[0], raw.split(b"\n", 4)[4]
        return head + zlib.decompress(packed)
    return raw


def traces() -> dict[str, str]:
    """What may not be found -> what it is."""
    found = {str(ROOT): "the path of the clone", sys.prefix: "the path of the environment"}
    found[str(Path.home()) + "/"] = "the home folder"
    found[str(Path(sys.base_prefix))] = "the path of Python"
    for name, what in ((getpass.getuser(), "the user"), (socket.gethostname(), "the host")):
        # A name that is a word of CSS or of the language proves nothing.
        if len(name) > 3 and name not in ("root", "user", "runner", "build", "localhost"):
            found[name] = f"the name of {what}"
    return {text: what for text, what in found.items() if len(text) > 5}


@pytest.mark.parametrize("edition", [HTML, PDF, EPUB], ids=["html", "pdf", "epub"])
def test_no_trace_of_the_machine(built, edition):
    files = (
        [path for path in edition.rglob("*") if path.is_file()] if edition.is_dir() else [edition]
    )
    assert files
    pattern = re.compile(b"|".join(re.escape(text.encode()) for text in traces()))
    for path in files:
        found = pattern.search(plain(path))
        assert not found, f"{path}: {traces()[found.group().decode()]}, {found.group().decode()}"


def test_the_search_finds_what_it_looks_for(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(f"<p>{ROOT}/index.md</p>")
    assert any(text.encode() in plain(path) for text in traces())


def test_times_are_those_of_the_version(built):
    with zipfile.ZipFile(HTML / "data" / "csto-central-asia.zip") as archive:
        days = {entry.date_time[:3] for entry in archive.infolist()}
    with zipfile.ZipFile(EPUB) as archive:
        days |= {entry.date_time[:3] for entry in archive.infolist()}
    said = re.search(r"date-released: *\W?([\d-]+)", (ROOT / "CITATION.cff").read_text())
    assert {"-".join(f"{n:02d}" for n in day) for day in days} == {said.group(1)}
