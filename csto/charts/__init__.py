"""Drawing functions. Each takes rows of a table and returns a `Chart`; none reads a table.

`timelines` spells, lanes, moments; `lengths` bars, lags; `lines` series; `reported` rivals; `maps`
places; `grids` matrix, grid_years; `steps` flow; `documents` listed, distances; `tallies` tallies.
What they share stands in `_checks` (what rows must have), `_axes` (sheets, scales, marks, keys),
`_text` (measuring, breaking and putting words), `_alt` (descriptions), `_geometry` and `_labels`
(maps).
"""

from csto.charts.documents import distances, listed
from csto.charts.grids import grid_years, matrix
from csto.charts.lengths import bars, lags
from csto.charts.lines import series
from csto.charts.maps import places
from csto.charts.reported import rivals
from csto.charts.steps import flow
from csto.charts.timelines import lanes, moments, spells
from csto.figure import Chart

__all__ = [
    "Chart",
    "bars",
    "distances",
    "flow",
    "grid_years",
    "lags",
    "lanes",
    "listed",
    "matrix",
    "moments",
    "places",
    "rivals",
    "series",
    "spells",
]
