"""Tables made from data, each row with real citations.

What is returned shows itself twice: as MyST Markdown, which the book turns into a numbered table
with links to the bibliography, and as HTML, which a live notebook shows with author and year.
"""

import re
from collections.abc import Callable, Mapping
from html import escape

import pandas as pd

from csto.errors import ColumnError, CstoError
from csto.sources import short_citation
from csto.tables import split
from csto.wording import cell, plain

Cell = str | tuple[str, str] | Callable[[pd.Series], str]


class Cited:
    """Markdown for the book and HTML for a live notebook, of the same content."""

    def __init__(self, markdown: str, html: str):
        """Keep both forms; the front end chooses."""
        self.markdown, self.html = markdown, html

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/markdown": self.markdown, "text/html": self.html, "text/plain": ""}


def table(
    rows: pd.DataFrame,
    columns: Mapping[str, Cell],
    *,
    caption: str,
    name: str,
    widths: list[int] | None = None,
) -> Cited:
    """A numbered table whose last column cites the sources of each row.

    Args:
        rows: rows of a table from `load`, with its column `sources`.
        columns: heading -> column name; or column name and the words for an empty cell; or a
            function of the row that returns Markdown text. A date or number is written as its
            companion columns say (see `csto.wording`), codes of states as their names.
        caption: what the table shows, as a sentence; plain text.
        name: target for cross-references, for example `table-sessions`.
        widths: relative width of each column, the sources' column included.

    Returns:
        An object that a cell shows when it is its last value.

    Raises:
        ColumnError: a column is not in `rows`.
        CstoError: there is no row, or the number of widths is not that of the columns.
    """
    if rows.empty:
        raise CstoError(f"table '{name}' has no rows: check what the cell selects")
    wanted = [c[0] if isinstance(c, tuple) else c for c in columns.values() if not callable(c)]
    missing = [c for c in [*wanted, "sources"] if c not in rows]
    if missing:
        raise ColumnError(f"table '{name}': no column {', '.join(missing)}; has {', '.join(rows)}")
    if widths and len(widths) != len(columns) + 1:
        raise CstoError(f"table '{name}': {len(widths)} widths; expected {len(columns) + 1}")
    body = [
        [*(_cell(row, wanted) for wanted in columns.values()), cite(split(row["sources"]))]
        for _, row in rows.iterrows()
    ]
    heads = [*columns, "Sources"]
    return Cited(list_table(heads, body, caption, name, widths), html_table(heads, body, caption))


def _cell(row: pd.Series, wanted: Cell) -> str:
    if callable(wanted):
        return wanted(row)
    column, empty = wanted if isinstance(wanted, tuple) else (wanted, "")
    return plain(cell(row, column) or empty)


def cite(keys: list[str]) -> str:
    """MyST role that cites sources in parentheses; empty for no keys."""
    return "{cite:p}`" + ",".join(keys) + "`" if keys else ""


def list_table(heads, body, caption, name, widths, classes="cited longtable") -> str:
    """MyST table of Markdown cells; long ones break over pages in print and repeat their head.

    An empty line in a cell begins a new paragraph.
    """
    options = [f":name: {name}", ":header-rows: 1", f":class: {classes}"]
    if widths:
        options.append(":widths: " + " ".join(str(w) for w in widths))
    lines = [f"````{{list-table}} {plain(caption)}", *options, ""]
    for cells in [heads, *body]:
        for index, text in enumerate(cells):
            mark = "* - " if index == 0 else "  - "
            paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
            lines.append(mark + "\n\n    ".join(paragraphs))
    return "\n".join([*lines, "````"])


def html_table(heads, body, caption) -> str:
    """The same table for a live notebook, where no bibliography resolves the citations."""
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    lines = "".join(
        "<tr>" + "".join(f"<td>{unmark(cell)}</td>" for cell in cells) + "</tr>" for cells in body
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    )


def unmark(markdown: str) -> str:
    """HTML of a cell: emphasis kept, escapes undone, citations and links as plain words."""

    def cited(match: re.Match) -> str:
        return "; ".join(short_citation(key) for key in match.group(1).split(","))

    text = re.sub(r"\{cite:[pt]\}`([^`]+)`", cited, markdown)
    text = re.sub(r"\{table-file\}`([^`]+)`", r"data/\1.csv", text)
    text = re.sub(r"\{claim-(?:link|anchor)\}`([^`<]+?) <[^`]+>`", r"\1", text)
    text = re.sub(r"\{facet\}`[\w-]+: ([^`]+)`", r"\1", text)
    text = escape(re.sub(r"\\([\\`*_\[\]<>|#~{}$])", r"\1", text), quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"\*(.+?)\*", r"<em>\1</em>", text)
    return text.replace("\n\n", "<br>")
