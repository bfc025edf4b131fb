"""Read, cite and draw the data of the book.

A chapter needs a handful of names::

    events = csto.load("events")                     # a typed table
    csto.value(events, "charter-2002", "date")       # one cell, by the id of its row
    csto.pick(events, "charter-2002 ...")            # some rows, by their ids
    csto.glue(events=len(events))                    # a number for the prose
    csto.table(events, {"Date": "date"}, ...)        # a table that cites row by row
    csto.spells(...), csto.rivals(...)               # charts, which describe themselves
    csto.claim("charter-place")                      # a claim of the article, weighed

How cells are written in words (`amount`, `day`, `fill`, `said`, `word` and more) stands in
`csto.wording`, how rows are picked and joined in `csto.rows`.
"""

from importlib import import_module
from importlib.metadata import version

__version__ = version("csto")


def __getattr__(name: str):
    """Names of `csto.api`, loaded on first use: what builds the pages draws nothing itself."""
    if not name.startswith("_"):
        api = import_module("csto.api")
        if name in api.__all__:
            return getattr(api, name)
    raise AttributeError(f"module 'csto' has no attribute '{name}'")


def __dir__() -> list[str]:
    """Names for completion in a live notebook."""
    return [*globals(), *import_module("csto.api").__all__]
