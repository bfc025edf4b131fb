"""Sphinx extension of the book: how charts, citations and data enter its pages.

Only Jupyter Book imports this subpackage; a chapter that runs as a notebook needs none of it.
"""

import gc

from csto import __version__
from csto.book import (
    about,
    assets,
    bibliography,
    citation,
    epub,
    figures,
    freshness,
    glossary,
    inventory,
    launch,
    ledger,
    pages,
    paper,
    repository,
    scripts,
    works,
)


def setup(app):
    """Register the parts with Sphinx."""
    # Python looks for garbage after each 700 new objects; a page is made of a million that stay
    # until it is written. Less often takes a fifth of the time away and adds a tenth of memory.
    gc.freeze()
    gc.set_threshold(100_000)
    for part in (
        about,
        assets,
        bibliography,
        citation,
        epub,
        figures,
        freshness,
        glossary,
        inventory,
        launch,
        ledger,
        pages,
        paper,
        repository,
        scripts,
        works,
    ):
        part.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
