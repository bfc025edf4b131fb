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
from csto.cited import table
from csto.errors import ColumnError, CstoError, DataError, UnknownSourceError, UnknownTableError
from csto.ledger import claim
from csto.palette import ACCENT, INK, MUTED
from csto.rows import excerpt, pick, together, value
from csto.sources import last_seen, source_keys
from csto.tables import load, package, resource, split
from csto.values import glue
from csto.wording import (
    amount,
    clock,
    day,
    days,
    local,
    names,
    ordinal,
    plain,
    said,
    state,
    states,
    who,
    word,
    years_between,
)

__all__ = [
    "ACCENT",
    "Chart",
    "ColumnError",
    "CstoError",
    "DataError",
    "INK",
    "MUTED",
    "UnknownSourceError",
    "UnknownTableError",
    "amount",
    "bars",
    "claim",
    "clock",
    "day",
    "days",
    "distances",
    "excerpt",
    "flow",
    "glue",
    "grid_years",
    "lags",
    "lanes",
    "last_seen",
    "listed",
    "load",
    "local",
    "matrix",
    "moments",
    "names",
    "ordinal",
    "package",
    "pick",
    "places",
    "plain",
    "resource",
    "rivals",
    "said",
    "series",
    "source_keys",
    "spells",
    "split",
    "state",
    "states",
    "table",
    "tallies",
    "together",
    "value",
    "who",
    "word",
    "years_between",
]
