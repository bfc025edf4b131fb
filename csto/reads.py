"""What a notebook reads, so that the book knows for how long its outputs stay true.

The reading functions of `csto` note what they hand out; any other file of the repository that a
cell opens is seen through an audit hook. A name in the notes is one of:

`table:<name>` a table and its schema; `package` the whole of `datapackage.json`;
`entry:<key>` an entry of `references.bib`; `keys` which entries there are; `last-seen` the latest
day on which one was opened;
`file:<path>` any other file, by its path in the repository.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from csto.paths import HERE, home

_seen: set[str] = set()
_own_reading = 0


def note(name: str) -> None:
    """Add a name to the notes."""
    _seen.add(name)


def noted() -> list[str]:
    """All names so far, sorted."""
    return sorted(_seen)


@contextmanager
def own_reading() -> Iterator[None]:
    """Around a file that `csto` opens: its callers note by themselves what of it matters."""
    global _own_reading
    _own_reading += 1
    try:
        yield
    finally:
        _own_reading -= 1


@lru_cache(maxsize=1)
def watch() -> None:
    """Note from now on each file of the repository that is opened to be read."""
    root = f"{home()}{os.sep}"
    # The code itself is a matter of its version; tools keep what they make in hidden folders.
    apart = (f"{HERE}{os.sep}", f"{root}.", f"{root}_build{os.sep}")

    def opened(event: str, arguments: tuple) -> None:
        if event != "open" or _own_reading or not isinstance(arguments[0], str):
            return
        path = os.path.abspath(arguments[0])
        writes = isinstance(arguments[1], str) and set(arguments[1]) & set("wxa")
        if path.startswith(root) and not path.startswith(apart) and not writes:
            note(f"file:{os.path.relpath(path, root)}")

    sys.addaudithook(opened)
