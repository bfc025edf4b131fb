"""The bibliography as the data needs it: which keys exist, and how each is cited in a few words."""

import re
from collections import Counter
from datetime import date
from functools import lru_cache

from csto.errors import DataError, UnknownSourceError
from csto.paths import home
from csto.reads import note, own_reading

_ENTRY = re.compile(r"^@(\w+)\s*\{\s*([^,\s]+)\s*,", re.MULTILINE)


@lru_cache(maxsize=1)
def _text() -> str:
    with own_reading():
        return (home() / "references.bib").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def bibliography() -> dict[str, str]:
    """Text of each entry of `references.bib` by key, in file order.

    A pattern is enough to find the entries (each starts a line with `@`) and a hundred times
    faster than a full parse, which every chapter would pay for.

    Raises:
        DataError: a key stands twice; all such keys are named with their lines.
    """
    text = _text()
    starts = list(_ENTRY.finditer(text))
    _refuse_repeated(starts, text)
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return {m.group(2): text[m.start() : end] for m, end in zip(starts, ends, strict=True)}


def _refuse_repeated(starts: list[re.Match], text: str) -> None:
    count = Counter(start.group(2) for start in starts)
    lines: dict[str, list[int]] = {}
    for start in starts:
        if count[start.group(2)] > 1:
            line = text.count("\n", 0, start.start()) + 1
            lines.setdefault(start.group(2), []).append(line)
    faults = [
        f"references.bib, lines {' and '.join(map(str, places))}: the key '{key}' stands more than "
        "once; expected one entry a key"
        for key, places in lines.items()
    ]
    if faults:
        raise DataError("\n".join(faults))


def source_keys() -> frozenset[str]:
    """Keys of all entries of `references.bib`."""
    note("keys")
    return frozenset(bibliography())


def last_seen() -> date:
    """Latest day on which a source was opened for the tables (field `urldate`)."""
    note("last-seen")
    days = re.findall(r"^\s*urldate\s*=\s*\{(\d{4}-\d\d-\d\d)\}", _text(), re.MULTILINE)
    return date.fromisoformat(max(days))


@lru_cache(maxsize=4096)
def short_citation(key: str) -> str:
    """Author and year of a source, for places where no bibliography is at hand.

    Args:
        key: key of an entry of `references.bib`.

    Returns:
        For example `Kremlin 2002`; the year is left out where the entry has none.

    Raises:
        UnknownSourceError: `references.bib` has no such key.
    """
    return label(_entry(key))


@lru_cache(maxsize=4096)
def _entry(key: str):
    """A source as pybtex has it."""
    # Not `parse_string`, which looks for its parser among all installed packages at each call: ten
    # times the work of reading an entry.
    from pybtex.database.input.bibtex import Parser

    note(f"entry:{key}")
    try:
        text = bibliography()[key]
    except KeyError:
        raise UnknownSourceError(f"references.bib has no entry '{key}'") from None
    return Parser().parse_string(text).entries[key]


def address(key: str) -> str:
    """Where a source stands: its DOI as a link, or its address; empty if it has neither.

    Raises:
        UnknownSourceError: `references.bib` has no such key.
    """
    fields = _entry(key).fields
    if fields.get("doi"):
        return f"https://doi.org/{fields['doi']}"
    return fields.get("url", "").replace("\\", "")


def label(entry) -> str:
    """Author-year label of a pybtex entry, as the whole book uses it (without its letter)."""
    body = entry.fields.get("shortauthor")
    if body:
        who = _plain(body)
    else:
        people = entry.persons.get("author") or entry.persons.get("editor") or []
        surnames = [_plain(" ".join(p.prelast_names + p.last_names)) for p in people]
        if len(surnames) > 2:
            who = f"{surnames[0]} et al."
        else:
            who = " and ".join(surnames) or _plain(entry.fields.get("title", entry.key))
    return f"{who} {entry.fields.get('year', 'n.d.')}"


def _plain(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace("\\", "")
