"""Sphinx extension of the book: how charts, citations and data enter its pages.

Only Jupyter Book imports this subpackage; a chapter that runs as a notebook needs none of it.
"""

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
