"""A cell that readers see says what is shown, in a few lines that they can change in Binder."""

import ast
import re

import pytest

from tests.conftest import pages, source

CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: What a cell may import: how things are drawn and written lives in csto.
ALLOWED = {"csto", "pandas", "re", "IPython"}
#: Lines of code that fit a screen together with what they draw, and letters in a line.
LINES, LETTERS = 22, 130


def cells(page: str) -> list[tuple[str, str]]:
    """Tags and code of each cell of a page."""
    found = []
    for match in CELL.finditer(source(page)):
        lines = match[1].splitlines()
        tags = [line for line in lines if line.startswith(":tags:")]
        code = "\n".join(line for line in lines if not line.startswith(":"))
        found.append((" ".join(tags), code.strip()))
    return found


@pytest.mark.parametrize("page", pages())
def test_a_cell_that_is_seen_is_short(page):
    for tags, code in cells(page):
        if "remove-" not in tags:
            lines = [line for line in code.splitlines() if line.strip()]
            assert len(lines) <= LINES, f"{page}: {len(lines)} lines, from {lines[0]}"
            wide = [line for line in lines if len(line) > LETTERS]
            assert not wide, f"{page}: lines of more than {LETTERS} letters: {wide}"


@pytest.mark.parametrize("page", pages())
def test_a_cell_draws_with_csto_alone(page):
    """No cell imports another drawing library, types a colour, or writes into the data."""
    for _, code in cells(page):
        tree = ast.parse(code)
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names = {node.module.split(".")[0]}
            else:
                continue
            assert names <= ALLOWED, f"{page}: a cell imports {', '.join(names - ALLOWED)}"
        assert not re.search(r"[\"']#[0-9a-fA-F]{6}\b", code), f"{page}: a colour is typed"
        assert ".attrs[" not in code, f"{page}: csto.together or csto.join name the tables"


@pytest.mark.parametrize("page", pages())
def test_ids_are_picked_so_that_a_wrong_one_is_named(page):
    """`rows["id"].isin([...])` would skip an id that is not in the table, in silence."""
    for _, code in cells(page):
        skipped = re.findall(r"\[\"id\"\]\.isin\(\s*\[", code)
        assert not skipped, f"{page}: use csto.pick for rows by their ids"
