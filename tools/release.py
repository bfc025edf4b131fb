"""Gather what a release consists of in `_build/release`, with checksums.

usage: python tools/release.py [TAG]

TAG, if given, must be the version of `CITATION.cff` (v0.1.0 or 0.1.0). The editions must have been
built (`make book`). The same book gives the same files, byte for byte.
"""

import hashlib
import shutil
import subprocess
import sys
import zipfile

from build import BUILD, EDITIONS, ROOT, SHOWN, TARGETS, digest, released

sys.path.insert(0, str(ROOT))
from csto.book.citation import metadata  # noqa: E402
from csto.book.launch import WHEEL  # noqa: E402
from csto.book.pages import ARCHIVE  # noqa: E402

RELEASE = BUILD / "release"
NAME = "csto-central-asia"


def main(tag: str = "") -> int:
    """Gather the files; the exit status says whether the release is complete."""
    version = str(metadata()["version"])
    if tag and tag.removeprefix("v") != version:
        return fail(f"the tag is {tag}, but CITATION.cff has version {version}: change one of them")
    for edition, shown in SHOWN.items():
        mark = TARGETS[edition] / ".inputs"
        if not shown.is_file() or mark.read_text() != digest():
            return fail(f"the {EDITIONS[edition][1]} is missing or stale: run make book")
    shutil.rmtree(RELEASE, ignore_errors=True)
    RELEASE.mkdir(parents=True)
    stem = f"{NAME}-{version}"
    zip_folder(TARGETS["html"], RELEASE / f"{stem}-html.zip", f"{stem}-html")
    shutil.copyfile(SHOWN["pdf"], RELEASE / f"{stem}.pdf")
    shutil.copyfile(SHOWN["epub"], RELEASE / f"{stem}.epub")
    shutil.copyfile(TARGETS["html"] / "data" / ARCHIVE, RELEASE / f"{stem}-data.zip")
    shutil.copyfile(TARGETS["html"] / "notebooks" / WHEEL, RELEASE / WHEEL)
    for name in ("CITATION.cff", "CHANGELOG.md"):
        shutil.copyfile(ROOT / name, RELEASE / name)
    files = sorted(RELEASE.iterdir())
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (RELEASE / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    check = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    if shutil.which("sha256sum") and subprocess.run(check, cwd=RELEASE).returncode:
        return fail("a file changed while it was gathered")
    print(f"The release of version {version}:")
    for file in sorted(RELEASE.iterdir()):
        print(f"  {file.stat().st_size / 1e6:6.1f} MB  {file.relative_to(ROOT)}")
    return 0


def zip_folder(folder, target, top: str) -> None:
    """A folder as one zip, its files in order and dated by the version."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.name != ".inputs":
                name = f"{top}/{file.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(name, date_time=released().timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, file.read_bytes())


def fail(why: str) -> int:
    """Say why there is no release."""
    print(f"No release was made: {why}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
