"""The EPUB is valid, whole, and carries nothing that only the web has."""

import re
import subprocess
import zipfile

import pytest
from bs4 import BeautifulSoup

from tests.conftest import EPUB, pages, source


@pytest.fixture(scope="module")
def files(built) -> dict[str, str]:
    """Text files of the EPUB by name."""
    with zipfile.ZipFile(EPUB) as archive:
        kinds = (".xhtml", ".opf", ".ncx", ".svg", ".css")
        return {n: archive.read(n).decode() for n in archive.namelist() if n.endswith(kinds)}


def test_epubcheck_finds_nothing_wrong(built):
    check = subprocess.run(
        ["java", "-jar", "/usr/bin/epubcheck", EPUB], capture_output=True, text=True
    )
    assert check.returncode == 0, check.stdout + check.stderr
    assert "No errors or warnings detected" in check.stdout + check.stderr


def test_contents_name_every_page(files):
    nav = files["nav.xhtml"]
    for page in pages():
        assert f'href="{page}.xhtml"' in nav, f"{page} is missing from the contents"


def test_every_chart_is_an_image_with_a_description(files):
    for page in pages():
        charts = re.findall(r'name="(chart-[\w-]+)"', source(page))
        soup = BeautifulSoup(files[f"{page}.xhtml"], "html.parser")
        images = {
            re.sub(r"-[0-9a-f]{12}-narrow\.svg$", "", img["src"].split("/")[-1]): img
            for img in soup.find_all("img")
        }
        for chart in charts:
            assert chart in images, f"{page}: {chart} is missing; has {', '.join(images)}"
            assert len(images[chart]["alt"]) > 30, f"{page}: {chart} has no description"


def test_no_script_no_code_no_link_to_files_outside(files):
    for name in (f"{page}.xhtml" for page in pages()):
        text = files[name]
        assert "<script" not in text, name
        assert "cell_input" not in text, f"{name}: code was left in"
        assert not re.search(r'href="[^"]*\.(csv|zip|bib|ris)"', text), (
            f"{name}: link to a data file"
        )
