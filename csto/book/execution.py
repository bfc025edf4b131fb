"""Run the notebooks that have to run, several at a time, and put their outputs into the cache.

jupyter-cache knows a notebook by its cells. What the cells read beside that is noted while they run
and kept with the outputs; they are used again only while all of it is unchanged.
"""

import ast
import asyncio
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.cache.db import NbCacheRecord
from jupyter_cache.utils import Timer
from myst_nb.core.read import create_nb_reader
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal
from nbformat import NotebookNode
from sphinx.errors import SphinxError
from sphinx.util import logging
from sqlalchemy.exc import DatabaseError

from csto.book.inputs import Inputs, digest
from csto.book.kernels import WarmKernelManager
from csto.book.lean import lean_drawings
from csto.mime import MIME

logger = logging.getLogger(__name__)

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
#: Executions that the cache keeps: each page in a few states.
_KEPT = 200


class NotebookError(SphinxError):
    """A cell failed; the message says on which page, which cell and how."""

    category = "Notebook failed"


@dataclass
class Job:
    """A notebook to run: its page, the notebook, and after it ran what it read or how it failed."""

    page: str
    path: Path
    notebook: NotebookNode
    cell: int = 0
    seconds: float = 0.0
    reads: tuple[str, ...] = ()
    failure: str = ""


class Executions:
    """The outputs in jupyter-cache, each with the inputs of which it is true."""

    def __init__(self, folder: Path, inputs: Inputs):
        """Open the cache; one that was broken by a crash or a full disk is begun anew."""
        self.inputs = inputs
        self.cache = get_cache(folder)
        try:
            self.cache.change_cache_limit(_KEPT)
        except DatabaseError:
            logger.info("the cache of executed notebooks is damaged; beginning a new one")
            self.cache.clear_cache()
            self.cache = get_cache(folder)
            self.cache.change_cache_limit(_KEPT)

    def reads_of(self, notebook: NotebookNode) -> dict[str, str] | None:
        """What a notebook read, by name and digest, if its outputs are still true.

        Outputs that are not are removed, so that myst-nb does not find them either.
        """
        try:
            record = self.cache.match_cache_notebook(notebook)
        except KeyError:
            return None
        data = record.data
        if self.inputs.code == data.get("code") and self._is_whole(record):
            reads = data["reads"]
            if all(self.inputs[name] == known for name, known in reads.items()):
                return reads
        # Not `remove_cache`, which refuses to forget a record whose file is missing.
        NbCacheRecord.remove_record(record.pk, self.cache.db)
        return None

    def _is_whole(self, record) -> bool:
        """Whether the outputs were written to their end before the machine or the build stopped."""
        file = self._file(record.hashkey)
        return file.is_file() and digest(file.read_bytes()) == record.data.get("outputs")

    def _file(self, hashkey: str) -> Path:
        return Path(self.cache.path) / "executed" / hashkey / "base.ipynb"

    def keep(self, job: Job) -> dict[str, str]:
        """Put the outputs of a notebook that ran into the cache; returns what it read.

        Its drawings are made lean for the page before, once, and while other notebooks run.
        """
        for cell in job.notebook.cells:
            for output in cell.get("outputs", []):
                if chart := output.get("data", {}).get(MIME):
                    chart["page"] = lean_drawings(chart)
        reads = {name: self.inputs[name] for name in job.reads}
        kept, hashkey = self.cache.create_hashed_notebook(job.notebook)
        data = {
            "execution_seconds": job.seconds,
            "code": self.inputs.code,
            "reads": reads,
            "outputs": digest(nbformat.writes(kept, nbformat.NO_CONVERT)),
        }
        shutil.rmtree(self._file(hashkey).parent, ignore_errors=True)
        bundle = CacheBundleIn(job.notebook, str(job.path), data=data)
        self.cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
        return reads


def read_notebook(env, page: str) -> NotebookNode | None:
    """The notebook of a page; None if the page has no cells to run."""
    path = Path(env.doc2path(page))
    text = path.read_text(encoding="utf-8")
    reader = create_nb_reader(str(path), env.myst_config, env.mystnb_config, text)
    notebook = reader.read(text) if reader else None
    has_code = notebook and any(cell.cell_type == "code" for cell in notebook.cells)
    return notebook if has_code else None


def run(jobs: list[Job], executions: Executions, timeout: int) -> dict[str, dict[str, str]]:
    """Run notebooks, several at a time; keep the outputs of each.

    Returns:
        What each page's notebook read, by name and digest.

    Raises:
        NotebookError: cells failed; all notebooks were run before, and each failure is named.
    """
    longest_first = sorted(jobs, key=lambda job: -sum(len(c.source) for c in job.notebook.cells))
    found = {}

    def done(job: Job) -> None:
        if not job.failure:
            found[job.page] = executions.keep(job)
            logger.info("%s: its cells ran in %.1f s", job.page, job.seconds)

    asyncio.run(_run_all(longest_first, timeout, done))
    failures = [job.failure for job in jobs if job.failure]
    if failures:
        raise NotebookError("\n".join(failures))
    return found


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


async def _run_all(jobs: list[Job], timeout: int, done) -> None:
    # One more than there are processors: a kernel that begins or ends mostly waits.
    gate = asyncio.Semaphore(processors() + 1)

    async def one(job: Job) -> None:
        async with gate:
            await _run(job, timeout)
        done(job)

    await asyncio.gather(*(one(job) for job in jobs))


async def _run(job: Job, timeout: int) -> None:
    logger.info("%s: running its cells", job.page)

    async def ask(code: str, expression: str = "None"):
        """Value of an expression in the kernel, besides the notebook's own cells."""
        reply = await client.kc.execute(
            code, silent=True, user_expressions={"it": expression}, reply=True
        )
        content = reply["content"]
        if content["status"] != "ok":
            raise RuntimeError(f"{content['ename']}: {content['evalue']}")
        return ast.literal_eval(content["user_expressions"]["it"]["data"]["text/plain"])

    async def begin(notebook):
        await ask("import csto.reads as _reads; _reads.watch()")

    def at(cell, cell_index):
        job.cell = cell_index

    async def end(cell, cell_index, execute_reply):
        if cell_index == last:
            # As one text: IPython shortens a long sequence.
            job.reads = tuple((await ask("", "'\\n'.join(_reads.noted())")).splitlines())

    last = max(i for i, cell in enumerate(job.notebook.cells) if cell.cell_type == "code")
    client = NotebookClient(
        job.notebook, timeout=timeout, resources={"metadata": {"path": str(job.path.parent)}},
        kernel_name=job.notebook.metadata.get("kernelspec", {}).get("name", "python3"),
        kernel_manager_class=WarmKernelManager, record_timing=False, shutdown_kernel="immediate",
        on_notebook_start=begin, on_cell_start=at, on_cell_executed=end,
    )  # fmt: skip
    timer = Timer()
    with timer:
        try:
            await client.async_execute()
        except (CellControlSignal, RuntimeError) as error:
            job.failure = _failure(job, error)
    job.seconds = timer.last_split


def _failure(job: Job, error: Exception) -> str:
    """Page, line, cell and error in one line, and below it what Python says."""
    cells = job.notebook.cells
    number = sum(cell.cell_type == "code" for cell in cells[: job.cell + 1])
    lines = job.notebook.metadata.get("source_map")
    line = f":{lines[job.cell] + 1}" if lines else ""
    said = next(
        (out for out in cells[job.cell].get("outputs", []) if out.output_type == "error"), None
    )
    if said:
        what, trace = f"{said.ename}: {said.evalue}", _COLOUR.sub("", "\n".join(said.traceback))
    else:
        what, trace = f"{type(error).__name__}: {str(error).strip().splitlines()[0]}", ""
    return f"{job.page}{job.path.suffix}{line}: ERROR: cell {number} failed: {what}\n{trace}"
