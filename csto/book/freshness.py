"""A rebuild after any change gives what a clean build would, and does no more than it must.

- A notebook runs again when its cells, what they read, the code or the versions have changed
  (`execution`).
- A page is read again when its text or what its notebook read has changed.
- A page is written again when it was read again since this edition was last written, or when
  something that pages show of one another (titles, numbers, labels, citations) has changed.
- After any other change, and after a build that did not end well, all pages begin anew; executions
  that are still true stay.
"""

import json
import shutil
from contextlib import suppress
from pathlib import Path

from sphinx.errors import SphinxError
from sphinx.util import logging

import csto
from csto.book.execution import Executions, Job, read_notebook, run
from csto.book.inputs import Inputs, digest
from csto.book.kernels import warm_up

logger = logging.getLogger(__name__)

#: An empty file in an edition whose pages are those that the marks tell of.
_MARK = ".whole"


class DataFault(SphinxError):
    """A table breaks its schema, or cites a source that is not there."""

    category = "Fault in the data"


def begin(app, config):
    """Look at the inputs; clear what was made in another frame, or by a build that broke off.

    The marks, which say of what the pages were read and each edition written, are away while a
    build is at work.
    """
    app.csto_lock = wait_for_others(Path(app.doctreedir).parent)
    try:
        app.csto_inputs = Inputs()
    except csto.CstoError as fault:
        raise DataFault(str(fault)) from None
    read, written, edition = _take(_read(app)), _take(_written(app)), Path(app.outdir)
    if read.get("frame") != app.csto_inputs.frame:
        for folder in (Path(app.doctreedir), edition.parent / "jupyter_execute"):
            clear(folder)
    # The second mark, in the edition itself, goes when another program puts its own there.
    if written.get("frame") != app.csto_inputs.frame or not (edition / _MARK).is_file():
        clear(edition)
        written = {}
    app.csto_written = written.get("pages", {})
    (edition / _MARK).unlink(missing_ok=True)


def wait_for_others(folder: Path):
    """A lock on a folder of builds, held until this process ends."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = open(folder / ".lock", "w")  # noqa: SIM115
    with suppress(ImportError):  # not on Windows
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logger.info("another build is at work here; waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def clear(folder: Path) -> None:
    """Empty a folder, or make it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)


def _take(mark: Path) -> dict:
    """Content of a mark, which is taken away; empty if there is none."""
    try:
        content = json.loads(mark.read_text())
    except (FileNotFoundError, ValueError):  # none, or one whose writing was broken off
        content = {}
    mark.unlink(missing_ok=True)
    return content


def _read(app) -> Path:
    return Path(app.doctreedir, ".read")


def _written(app) -> Path:
    return Path(app.doctreedir, f".written-{Path(app.outdir).name}")


def read_again(app, env, added, changed, removed):
    """Pages whose text or data are not those of which they were made."""
    made = getattr(env, "csto_pages", {})
    return [
        page
        for page in env.found_docs - added - removed
        if page not in made
        or made[page]["source"] != _digest([env.doc2path(page)])
        or made[page]["beside"] != _digest(_beside(env, page))
        or any(app.csto_inputs[name] != known for name, known in made[page]["reads"].items())
    ]


def _beside(env, page: str) -> list[Path]:
    """Files that a page includes or shows."""
    return [Path(env.srcdir, name) for name in sorted(env.dependencies.get(page, ()))]


def _digest(paths) -> str:
    return digest(*(Path(path).read_bytes() if Path(path).is_file() else "" for path in paths))


def run_notebooks(app, env, pages):
    """Check the data, then run those notebooks of the pages to be read that have to run."""
    check_data(app, env)
    if not hasattr(env, "csto_pages"):
        env.csto_pages = {}
    config, jobs = env.mystnb_config, []
    executions = Executions(Path(config.execution_cache_path), app.csto_inputs)
    for page in pages:
        source, notebook, reads = _digest([env.doc2path(page)]), read_notebook(env, page), {}
        if notebook and config.execution_mode == "cache":
            reads = executions.reads_of(notebook)
            if reads is None:
                warm_up()
                jobs.append(Job(page, Path(env.doc2path(page)), notebook))
        env.csto_pages[page] = {"source": source, "reads": reads}
    if jobs:
        for page, reads in run(jobs, executions, config.execution_timeout).items():
            env.csto_pages[page]["reads"] = reads


def check_data(app, env):
    """Load every table once after each change of the data, also those that no notebook reads."""
    if getattr(env, "csto_data", None) == app.csto_inputs.data:
        return
    faults = []
    for resource in csto.package()["resources"]:
        if resource["path"].endswith(".csv"):
            try:
                csto.load(resource["name"])
            except csto.CstoError as fault:
                faults.append(str(fault))
    if faults:
        raise DataFault("\n".join(faults))
    env.csto_data = app.csto_inputs.data


def name_cells(app, doctree):
    """Number the cells of the executed notebook, which bear random ids, so that builds agree."""
    path = Path(app.outdir).parent / "jupyter_execute" / f"{app.env.docname}.ipynb"
    if path.is_file():
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for number, cell in enumerate(notebook["cells"], 1):
            cell["id"] = f"cell-{number}"
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_again(app, env):
    """Pages that this edition shows as they were before."""
    for page in env.found_docs:
        env.csto_pages[page].setdefault("beside", _digest(_beside(env, page)))
    shared, places = _shared(env), repr(sorted(app.csto_cited_in.items()))
    lists = {key.docname for key in env.get_domain("cite").bibliographies}
    app.csto_pages = {
        page: digest(
            shared,
            json.dumps(env.csto_pages[page], sort_keys=True),
            places if page in lists else "",
        )
        for page in sorted(env.found_docs)
    }
    return [page for page, made in app.csto_pages.items() if app.csto_written.get(page) != made]


def _shared(env) -> str:
    """What pages show of one another."""
    std, cite = env.get_domain("std"), env.get_domain("cite")
    titles = {page: title.astext() for page, title in env.titles.items()}
    tables = [
        titles, env.toctree_includes, env.toc_secnumbers, env.toc_fignumbers,
        std.labels, std.anonlabels,
    ]  # fmt: skip
    citations = [(c.key, c.citation_id, c.formatted_entry.label) for c in cite.citations]
    return repr([sorted(table.items()) for table in tables] + sorted(citations))


def end(app, error):
    """Leave the marks, unless something went wrong."""
    if not error and not app._warncount:
        mark = {"frame": app.csto_inputs.frame, "pages": app.csto_pages}
        for path in (_read(app), _written(app)):
            path.write_text(json.dumps(mark))
        Path(app.outdir, _MARK).touch()


def setup(app):
    """Hook into the course of a build."""
    app.connect("config-inited", begin)
    app.connect("env-get-outdated", read_again)
    app.connect("env-before-read-docs", run_notebooks)
    app.connect("doctree-read", name_cells)
    app.connect("env-get-updated", write_again)
    app.connect("build-finished", end, priority=900)
