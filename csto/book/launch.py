"""Each page as a notebook: to open on Binder, to download, to run anywhere."""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from html import escape
from pathlib import Path
from urllib.parse import quote

import csto.notebooks as notebooks  # `from csto` would look for it in csto.api, which draws
from csto import __version__
from csto.book import citation, repository
from csto.book.execution import Executions, read_notebook
from csto.paths import home

#: The package with its data, as pip installs it beside a notebook.
WHEEL = f"csto-{__version__}-py3-none-any.whl"
#: Ending of the file with the outputs.
WITH_OUTPUTS = "-with-outputs.ipynb"


def binder(place: repository.Repository, page: str, hub: str = "https://mybinder.org") -> str:
    """Address that opens a page's notebook in JupyterLab on a BinderHub.

    Args:
        place: the repository.
        page: name of the page, for example `chapters/crises/why-2022`.
        hub: address of the hub; an institution may have its own.
    """
    path = quote(f"lab/tree/{notebooks.path_of(page)}", safe="")
    return f"{hub.rstrip('/')}/v2/{place.for_binder()}/HEAD?urlpath={path}"


def install_line(place: repository.Repository | None, branch: str) -> str:
    """The one line after which a downloaded notebook runs."""
    if place is None:
        return f"pip install jupyterlab ./{WHEEL}"
    return f'pip install jupyterlab "csto @ {place.archive(branch)}"'


def tools(place, page: str, up: str, config) -> str:
    """HTML of what a reader can do with a page beside reading it."""
    items = []
    if notebooks.has_cells(page):
        stem = up + notebooks.path_of(page)
        if place:
            items.append(_item(binder(place, page, config.book_hub), "Run this page on Binder"))
        full = stem.removesuffix(".ipynb") + WITH_OUTPUTS
        items.append(
            f'Download the notebook <a download href="{stem}">without outputs</a> or '
            f'<a download href="{full}">with outputs</a>. '
            + _how_to_run(place, up, config.book_branch)
        )
    if place:
        about = f"About “{notebooks.title_of(page)}”"
        items.append(
            _item(place.issue(about), "Report a fault on this page")
            + " or "
            + _item(place.edit(config.book_branch, f"{page}.md"), "change its source")
        )
    if not items:
        return ""
    lines = "".join(f"<li>{item}</li>" for item in items)
    return (
        f'<section class="page-tools" aria-label="Work with this page"><ul>{lines}</ul></section>'
    )


def _item(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def _how_to_run(place, up: str, branch: str) -> str:
    line = f"<code>{escape(install_line(place, branch))}</code>"
    wheel = f'<a download href="{up}{notebooks.FOLDER}/{WHEEL}">{WHEEL}</a>'
    if place:
        return f"It runs after {line}."
    return f"It runs after {line}, with {wheel} in the same folder."


def offer(app, pagename, templatename, context, doctree):
    """Hand the tools of a page to its template."""
    if app.builder.format != "html" or app.builder.name == "epub" or doctree is None:
        return
    up = "../" * pagename.count("/")
    own = tools(repository.current(), pagename, up, app.config)
    context["page_tools"] = own + context.get("page_tools", "")


def write_notebooks(app, error):
    """Put the notebooks and the package beside the pages."""
    if error or app.builder.format != "html" or app.builder.name == "epub":
        return
    folder = Path(app.outdir) / notebooks.FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    with ThreadPoolExecutor() as meanwhile:
        wheel = meanwhile.submit(write_wheel, folder)
        _write_notebooks(app, folder)
        wheel.result()


def _write_notebooks(app, folder: Path) -> None:
    executions = Executions(Path(app.env.mystnb_config.execution_cache_path), app.csto_inputs)
    for page in sorted(app.env.found_docs):
        notebook = read_notebook(app.env, page)
        if notebook is None:
            continue
        _, executed = executions.cache.merge_match_into_notebook(notebook)
        opening = opening_of(page, app.config.book_branch)
        path = folder.parent / notebooks.path_of(page)
        for file, outputs in ((path, False), (_with_outputs(path), True)):
            notebooks.write(notebooks.portable(executed, page, opening, outputs), file)


def _with_outputs(path: Path) -> Path:
    return path.with_name(path.stem + WITH_OUTPUTS)


def opening_of(page: str, branch: str) -> str:
    """First words of a notebook that was downloaded: what it is, and how it runs."""
    line = install_line(repository.current(), branch)
    where = "" if repository.current() else f" ({WHEEL} lies beside this file in the web edition)"
    return f"{notebooks.OPENING}\n{citation.sentence()}\n\nIt runs after `{line}`{where}.\n"


def write_wheel(folder: Path) -> None:
    """The package with data and bibliography, which one line installs.

    Raises:
        RuntimeError: the build tool failed; its words are in the message.
    """
    folder.mkdir(parents=True, exist_ok=True)
    moment = datetime.combine(citation.released(), time(), UTC)
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}
    with tempfile.TemporaryDirectory() as made:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", made]
        done = subprocess.run(command, cwd=home(), env=environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{WHEEL} could not be made: {done.stderr}")
        (folder / WHEEL).write_bytes(Path(made, WHEEL).read_bytes())


def setup(app):
    """Register the settings and hook into the writing of pages."""
    app.add_config_value("book_hub", "https://mybinder.org", "html", str)
    app.add_config_value("book_branch", "main", "html", str)
    app.connect("html-page-context", offer)
    app.connect("build-finished", write_notebooks)
