"""The names of the package in one place; `csto` hands them on when they are first asked for."""

from csto.charts import (
    Chart,
    bars,
    flow,
    grid_years,
    lags,
    lanes,
    matrix,
    moments,
    places,
    rivals,
    series,
    spells,
)
from csto.charts.documents import distances, listed
from csto.charts.tallies import tallies
from csto.cited import day, names, state, table
from csto.errors import ColumnError, CstoError, DataError, UnknownSourceError, UnknownTableError
from csto.ledger import claim
from csto.sources import last_seen, source_keys
from csto.tables import load, package, resource, split
from csto.values import glue

__all__ = [
    "Chart",
    "ColumnError",
    "CstoError",
    "DataError",
    "UnknownSourceError",
    "UnknownTableError",
    "bars",
    "claim",
    "day",
    "distances",
    "flow",
    "glue",
    "grid_years",
    "lags",
    "lanes",
    "last_seen",
    "listed",
    "load",
    "matrix",
    "moments",
    "names",
    "package",
    "places",
    "resource",
    "rivals",
    "series",
    "source_keys",
    "spells",
    "split",
    "state",
    "table",
    "tallies",
]
