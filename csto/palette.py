"""Colours: a state keeps its own through the whole book.

The hues follow Paul Tol's "muted" scheme, which colour-blind readers can tell apart
(https://sronpersonalpages.nl/~pault/), darkened where needed so that each has a contrast of 3:1
or more with white paper. No chart relies on colour alone.
"""

INK = "#222222"
MUTED = "#6b6b6b"
RULE = "#d8d8d8"
PAPER = "#ffffff"
ACCENT = "#882255"

STATES = {
    "ARM": "#2e8b80",
    "AZE": "#7d7d7d",
    "BLR": "#4477aa",
    "GEO": "#8c8c8c",
    "KAZ": "#8f7a12",
    "KGZ": "#cc5566",
    "RUS": "#332288",
    "TJK": "#117733",
    "UZB": "#a23e97",
}

#: Hex colour of a chart -> CSS variable of the page, so that dark mode can change it.
CSS_VARIABLES = {
    INK: "--chart-ink",
    MUTED: "--chart-muted",
    RULE: "--chart-rule",
    PAPER: "--chart-paper",
    ACCENT: "--chart-accent",
} | {colour: f"--state-{code.lower()}" for code, colour in STATES.items()}


def state_colour(iso3: str) -> str:
    """Colour of a state as `#rrggbb`; states outside the Treaty are drawn in the muted grey."""
    return STATES.get(iso3, MUTED)
