"""The notebooks that a reader downloads: plain Markdown, and they run outside the repository."""

import json
import os
import re
import subprocess
import sys

import nbformat
import pytest

from csto import notebooks
from csto.book import launch
from tests.conftest import HTML

ROLE = re.compile(r"\{[a-z:-]+\}`|^(?:```|:::)\{", re.MULTILINE)


def both(page: str):
    path = HTML / notebooks.path_of(page)
    return path, path.with_name(path.stem + launch.WITH_OUTPUTS)


@pytest.mark.parametrize("page", notebooks.pages())
def test_each_page_offers_its_notebook(built, soups, page):
    plain, full = both(page)
    links = [a["href"] for a in soups[page].select(".page-tools a[download]")]
    folder = (HTML / f"{page}.html").parent
    assert {plain, full} <= {(folder / link).resolve() for link in links}
    for path in (plain, full):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        text = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
        assert not ROLE.search(text), ROLE.search(text)
        assert notebooks.title_of(page) in text
    outputs = [
        o for c in json.loads(plain.read_text("utf-8"))["cells"] for o in c.get("outputs", [])
    ]
    assert not outputs
    charts = len(soups[page].select("figure.chart"))
    assert full.read_text(encoding="utf-8").count("<figure role=") == charts
    # Drawings as such would be taken out by a JupyterLab that does not trust the file.
    assert full.read_text(encoding="utf-8").count("data:image/svg+xml;base64,") == charts


def test_numbers_and_citations_are_those_of_the_page(built, soups):
    page = "chapters/crises/why-2022"
    text = both(page)[0].read_text(encoding="utf-8")
    words = soups[page].select_one(".answer").get_text()
    number = re.search(r"of (\d+) statements", words).group(1)
    assert f"of {number} statements" in text
    assert "[Beloglazov 2023](https://doi.org/" in text


def test_a_link_between_pages_leads_to_the_other_notebook():
    text = notebooks.prose(
        "See {doc}`../peacekeeping/law-and-forces`, US$ 5.", "chapters/crises/why-2022", {}, {}
    )
    title = notebooks.title_of("chapters/peacekeeping/law-and-forces")
    assert text == f"See [{title}](../peacekeeping/law-and-forces.ipynb), US\\$ 5."


def test_the_same_book_gives_the_same_package(built, tmp_path):
    launch.write_wheel(tmp_path)
    ours = (HTML / notebooks.FOLDER / launch.WHEEL).read_bytes()
    assert (tmp_path / launch.WHEEL).read_bytes() == ours


def test_a_downloaded_notebook_runs_elsewhere(built, tmp_path):
    """With the one line of the page (without JupyterLab and network), in a folder of its own."""
    page = "chapters/crises/conclusion"
    wheel = HTML / notebooks.FOLDER / launch.WHEEL
    options = ["--quiet", "--no-deps", "--no-index", "--target", str(tmp_path / "packages")]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, wheel], check=True)
    cells = json.loads(both(page)[0].read_text(encoding="utf-8"))["cells"]
    code = "\n".join(c["source"] for c in cells if c["cell_type"] == "code")
    away = "import csto\nfrom csto.paths import home\nassert home().name == '_data', home()\n"
    done = subprocess.run(
        [sys.executable, "-c", code + "\n" + away], cwd=tmp_path, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "packages")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
