"""People, bodies and abbreviations: entries as tables, each with an address of its own."""

import pandas as pd

from csto.cited import Cited, cite, html_table, list_table
from csto.errors import CstoError
from csto.tables import load, split
from csto.wording import plain

#: Headings of the page by the kind of an entry, in their order.
KINDS = {
    "body": "Bodies and abbreviations",
    "document": "Documents",
    "force": "Forces",
    "operation": "Operations and exercises",
    "person": "People",
    "place": "Places",
}


def address(key: str) -> str:
    """Name under which an entry stands on its page: `kant` -> `term-kant`."""
    return f"term-{key}"


def table(kind: str) -> Cited:
    """The entries of a kind in alphabetical order.

    Args:
        kind: one of `KINDS`.

    Raises:
        CstoError: there is no such kind.
    """
    if kind not in KINDS:
        raise CstoError(f"no kind '{kind}' in the glossary; kinds: {', '.join(KINDS)}")
    found = load("glossary")
    rows = found[found["kind"] == kind].sort_values("term", key=lambda terms: terms.str.lower())
    heads = ["Term", "Original", "Who or what it is", "Sources"]
    body = [_cells(row) for _, row in rows.iterrows()]
    markdown = list_table(
        heads, body, KINDS[kind], f"table-glossary-{kind}", [22, 16, 40, 22], "cited longtable"
    )
    return Cited(markdown, html_table(heads, body, KINDS[kind]))


def _cells(row: pd.Series) -> list[str]:
    original = "" if pd.isna(row["original"]) else plain(row["original"])
    return [
        f"{{claim-anchor}}`{row['term']} <{address(row['id'])}>`",
        original,
        plain(row["explanation"]),
        cite(split(row["sources"])),
    ]
