"""A reader presses the launch button: the chapter opens as a live notebook, and all of it runs."""

import json
import subprocess
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest

from csto import notebooks
from csto.book import launch, repository
from tests.binder.conftest import jupyterlab, make_place

QUICK = "chapters/crises/why-2022"
#: Megabytes of the environment as du counts them, without pip: half of the stock book's 518.
LIGHT = 259


@pytest.fixture(scope="module")
def one_chapter(tmp_path_factory):
    return make_place(tmp_path_factory.mktemp("binder-one"), QUICK)


def launched_path(page: str) -> str:
    """Where in JupyterLab the launch button of a page leads."""
    place = repository.parse("https://github.com/someone/some-book")
    return parse_qs(urlsplit(launch.binder(place, page)).query)["urlpath"][0]


def run_all(browser, base: str, page: str, file, charts: int):
    """Open a page's notebook at the path of its button, look at it, clear it, run all of it."""
    tab = browser.new_page(viewport={"width": 1400, "height": 1000})
    tab.goto(f"{base}/{launched_path(page)}")
    tab.locator(".jp-NotebookPanel:visible .jp-Cell").first.wait_for(timeout=120_000)
    tab.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
    assert not charts or seen(tab, "img") >= 400, "no chart was seen before the cells ran"
    choose(tab, "Edit", "Clear Outputs of All Cells")
    cleared = saved(tab, file, lambda cells: not any(cell["outputs"] for cell in cells))
    assert not [cell for cell in code_of(cleared) if cell["execution_count"]]
    choose(tab, "Run", "Run All Cells")
    return tab


def choose(tab, menu: str, entry: str) -> None:
    tab.get_by_role("menubar").get_by_text(menu, exact=True).click()
    tab.get_by_role("menuitem", name=entry, exact=True).click()


def code_of(notebook: dict) -> list[dict]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def saved(tab, file, done, seconds: int = 180) -> dict:
    """The notebook as the reader's JupyterLab saves it, once its code cells are as expected."""
    for _ in range(seconds):
        tab.keyboard.press("Control+s")
        tab.wait_for_timeout(1000)
        with suppress(ValueError):  # it is being written at this moment
            notebook = json.loads(file.read_text(encoding="utf-8"))
            if done(code_of(notebook)):
                return notebook
    raise AssertionError(f"{file}: not as expected within {seconds} s")


def ended(cells: list[dict]) -> bool:
    broken = [o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]
    return bool(broken) or all(cell["execution_count"] for cell in cells)


def check_live(browser, base: str, place, page: str, charts: int) -> None:
    file = place / "repository" / notebooks.path_of(page)
    tab = run_all(browser, base, page, file, charts)
    notebook = saved(tab, file, ended)
    outputs = [o for c in notebook["cells"] for o in c.get("outputs", [])]
    assert not [o["ename"] for o in outputs if o["output_type"] == "error"]
    assert not [o["text"] for o in outputs if o.get("name") == "stderr"]
    drawn = ["".join(o.get("data", {}).get("text/html", "")) for o in outputs]
    assert sum('<figure role="img"' in html for html in drawn) == charts
    text = "".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] != "code")
    assert "{cite" not in text and "{glue" not in text
    if charts:
        assert seen(tab, "svg") >= 400, "no chart of a legible size was seen"
    tab.close()


#: Scroll down by half a screen; true at the end.
_SCROLL = """frame => {
    const before = frame.scrollTop;
    frame.scrollBy({ top: frame.clientHeight / 2, behavior: "instant" });
    return frame.scrollTop === before;
}"""


def seen(tab, kind: str) -> float:
    """Width of the first chart that comes into sight when the notebook is scrolled through.

    A notebook that JupyterLab does not trust yet has images, one that ran has drawings.
    """
    frame = tab.locator(".jp-NotebookPanel:visible .jp-WindowedPanel-outer")
    drawing = frame.locator(f".jp-OutputArea figure {kind}").first
    # What is not in sight has no height yet, so the end moves away while one scrolls.
    for _ in range(400):
        if drawing.count() and drawing.is_visible() and drawing.bounding_box()["width"] > 0:
            return drawing.bounding_box()["width"]
        ended = frame.evaluate(_SCROLL)
        tab.wait_for_timeout(250)
        if ended:
            frame.evaluate("frame => { frame.scrollTop = 0 }")
    return 0


def charts_on(soups, page: str) -> int:
    return len(soups[page].select("figure.chart"))


def test_a_chapter_opens_and_runs(one_chapter, chromium, soups):
    with jupyterlab(one_chapter) as base:
        check_live(chromium, base, one_chapter, QUICK, charts_on(soups, QUICK))


@pytest.mark.long  # compiled files hold their paths, so that a deep folder weighs some more
def test_the_environment_is_light(one_chapter):
    environment = one_chapter / "env"
    pip = next(environment.glob("lib/python*/site-packages/pip"))
    sizes = [
        int(subprocess.check_output(["du", "-sm", path]).split()[0]) for path in (environment, pip)
    ]
    assert sizes[0] - sizes[1] <= LIGHT


@pytest.mark.long
def test_every_chapter_opens_and_runs(tmp_path, chromium, soups):
    place = make_place(tmp_path)
    with jupyterlab(place) as base:
        for page in notebooks.pages():
            check_live(chromium, base, place, page, charts_on(soups, page))
