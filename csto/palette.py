"""Colours: a state keeps its own through the whole book.

The hues follow Paul Tol's "muted" scheme (https://sronpersonalpages.nl/~pault/). Their lightness
is spread so that the states of the organization can be told apart by colour-blind readers and in
grey print too; each has a contrast of 3:1 or more with paper. The page has colours of its own for
dark mode (`theme/static/book.css`), spread likewise. No chart relies on colour alone.
"""

INK = "#222222"
MUTED = "#6b6b6b"
RULE = "#d8d8d8"
PAPER = "#ffffff"
ACCENT = "#882255"

STATES = {
    "ARM": "#41a185",
    "AZE": "#5e5e5e",
    "BLR": "#5272a8",
    "GEO": "#444444",
    "KAZ": "#8c8312",
    "KGZ": "#b23437",
    "RUS": "#332288",
    "TJK": "#1e4d11",
    "UZB": "#7b3b6d",
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
