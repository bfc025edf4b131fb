"""What is shipped is known, licensed and free of secrets."""

import re
import subprocess
import zipfile

import pytest

from tests.conftest import EPUB, HTML, PDF, ROOT

#: Part of the HTML beside pages and data -> the words by which LICENSES.md covers it.
COVERED = {
    r"(book|filter)\.(css|js)|icon\.svg": "Code, style sheets, templates, page script, icon",
    r"fonts/source-(serif-4|sans-3)-[\w-]+\.woff2": "Source Serif 4 and Source Sans 3",
    r"(documentation_options|doctools|sphinx_highlight|searchtools|language_data)\.js": "Sphinx",
    r"LICENSES\.md|fonts/OFL\.md": "Licences",
}
#: Embedded fonts of the PDF -> the words by which LICENSES.md covers them.
FONTS = {"SourceSerif4": "Source Serif 4", "SourceSans3": "Source Sans 3", "FreeSerif": "FreeSerif"}


@pytest.fixture(scope="module")
def licences() -> str:
    return (ROOT / "LICENSES.md").read_text(encoding="utf-8")


def test_each_file_beside_the_pages_has_a_licence(built, licences):
    static = HTML / "_static"
    for path in static.rglob("*"):
        name = path.relative_to(static).as_posix()
        if path.is_file():
            words = [w for pattern, w in COVERED.items() if re.fullmatch(pattern, name)]
            assert words and words[0] in licences, f"_static/{name}: LICENSES.md does not cover it"


def test_licences_go_with_what_they_are_about(built):
    for name in ("LICENSES.md", "fonts/OFL.md"):
        assert (HTML / "_static" / name).stat().st_size > 1000
    for folder in ("csto/fonts", "theme/fonts"):
        assert (ROOT / folder / "OFL.md").is_file()


def test_each_font_of_the_pdf_has_a_licence(built, licences):
    lines = subprocess.run(["pdffonts", PDF], capture_output=True, text=True, check=True).stdout
    names = set(re.findall(r"^[A-Z]{6}\+(\w+)", lines, re.MULTILINE))
    assert names
    for name in names:
        words = [w for font, w in FONTS.items() if name.startswith(font)]
        assert words and words[0] in licences, f"{name} in the PDF: LICENSES.md does not cover it"


def test_each_file_of_the_epub_has_a_licence(built):
    """Pages and drawings are the book's own; the rest is its style sheet and what Sphinx adds."""
    known = (
        r"mimetype|META-INF/container\.xml|content\.opf|toc\.ncx|[\w/-]+\.xhtml|_images/[\w-]+\.svg"
    )
    known += r"|_static/(epub|basic|pygments)\.css|_static/(file|minus|plus)\.png"
    with zipfile.ZipFile(EPUB) as archive:
        unknown = [name for name in archive.namelist() if not re.fullmatch(known, name)]
    assert not unknown, f"LICENSES.md covers no {unknown} in the EPUB"


def test_data_with_terms_of_its_own_is_named(licences):
    import csto

    for resource in csto.package()["resources"]:
        for licence in resource.get("licenses", []):
            named = resource["name"] in licences or "Natural Earth" in licence["title"]
            assert named, f"{resource['name']} has its own licence; LICENSES.md does not say so"


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "tests/requirements.lock", "binder/requirements.lock"]
)
def test_every_locked_package_carries_hashes(lock):
    entries = re.split(r"^(?=[a-z0-9])", (ROOT / lock).read_text(), flags=re.MULTILINE)[1:]
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+", entry), f"{lock}: no version: {entry[:40]}"
        assert "--hash=sha256:" in entry, f"{lock}: no hash: {entry[:40]}"


def test_the_theme_asks_no_other_host():
    """Neither style sheets nor scripts nor templates fetch anything from elsewhere."""
    fetched = re.compile(r"""(?:url\(|@import|src=|fetch\(|import\()\s*["'(]*(https?:)?//""")
    for path in sorted((ROOT / "theme").rglob("*")):
        if path.suffix in (".css", ".js", ".html"):
            for line in path.read_text(encoding="utf-8").splitlines():
                assert not fetched.search(line), f"{path.name} asks another host: {line.strip()}"


#: Forms of keys and passwords that services give out.
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b"
    r"|\bgithub_pat_\w{22,}|\bxox[abprs]-[\w-]{10,}|\bsk-[A-Za-z0-9]{32,}\b|\bpypi-AgE\w{20,}"
    r"|(?i:password|passwd|secret|token)\s*[:=]\s*[\"'][^\"'\s$]{8,}[\"']"
)


def test_no_secret_is_committed():
    command = ["git", "ls-files", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        text = (ROOT / name).read_bytes().decode("utf-8", errors="ignore")
        found = SECRET.search(text)
        assert not found or name == "tests/build/test_supply.py", f"{name}: {found.group()[:12]}..."
    assert SECRET.search("token: 'abcdefgh1234'")
