"""Kernels of a build: copies of one process that has imported all, and nothing more than that."""

import os
import re

import nbformat
import psutil
from nbclient import NotebookClient

from csto.book import kernels
from tests.build.books import build, differences

#: What a cell can see of the process in which it runs.
LOOK = """
import os, sys
kinds = [name in sys.modules for name in ("pandas", "csto.charts.maps", "csto.book", "pytest")]
import csto.reads
[kinds, os.getpid(), os.getcwd(), os.environ.get("CSTO_TEST"), csto.reads.noted()]
"""


def seen(folder, monkeypatch) -> list:
    """What the first cell of a notebook in a folder sees."""
    monkeypatch.setenv("CSTO_TEST", "told")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(LOOK)])
    client = NotebookClient(
        notebook, kernel_name="python3", kernel_manager_class=kernels.WarmKernelManager,
        resources={"metadata": {"path": str(folder)}}, shutdown_kernel="immediate",
    )  # fmt: skip
    client.execute()
    return eval(notebook.cells[0].outputs[-1]["data"]["text/plain"])


def test_a_kernel_begins_with_the_imports_done(tmp_path, monkeypatch):
    kernels.warm_up()
    kinds, number, folder, told, noted = seen(tmp_path, monkeypatch)
    assert kinds == [True, True, False, False], "pandas and csto, not what builds or tests"
    assert folder == str(tmp_path) and told == "told"
    assert noted == [], "what one notebook reads is not noted for another"
    assert number != os.getpid() and not psutil.pid_exists(number), "it stops when it is done"


def test_a_kernel_starts_where_no_process_can_be_copied(tmp_path, monkeypatch):
    monkeypatch.setattr(kernels, "can_copy", lambda: False)
    kinds, _, folder, told, _ = seen(tmp_path, monkeypatch)
    assert kinds == [False, False, False, False]
    assert folder == str(tmp_path) and told == "told"


def test_code_that_cannot_be_loaded_is_named(book, beginning):
    path = book / "csto" / "charts" / "lengths.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n1 = 2\n", encoding="utf-8")
    result = build(book)
    assert result.returncode == 1
    assert re.search(r"SyntaxError: .+", result.stdout), result.stdout
    assert re.search(r"\(lengths\.py, line \d+\)", result.stdout), result.stdout
    assert not differences(book / "_build/html", beginning / "_build/html")
