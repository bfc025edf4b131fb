"""Light pages: drawings, citations and code say in fewer bytes what they said before."""

import hashlib
import re
from html import escape, unescape

from scour import scour

from csto.palette import CSS_VARIABLES

#: Longest description of a source that a citation shows when the pointer rests on it.
TITLE = 100
_LINE = re.compile(r'<path d="m([^"]*)" ([^>]*fill="none"[^>]*)/>')
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+(?:[ .–-]+[\u0400-\u04ff]+)*")
_EDGE = re.compile(
    r'<clipPath id="(?P<id>[^"]+)"><rect width="(?P<width>[^"]+)" height="(?P<height>[^"]+)"/>'
    r"</clipPath>"
)
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?"
_POINT = re.compile(rf"{_NUMBER}[ ,]?{_NUMBER}")


def lean_drawings(chart: dict) -> dict[str, str]:
    """Both drawings of a chart (see `csto.figure`) for a page, by their names in it."""
    names = ("svg", "svg_narrow")
    return {name: lean_drawing(chart[name], f"{chart['name']}-{name}") for name in names}


def lean_drawing(svg: str, name: str) -> str:
    """SVG of a chart for a page: short paths and ids, colours and font as variables of the page.

    Args:
        svg: SVG text as `csto.figure.lean_svg` leaves it.
        name: what the drawing is called on its page; its ids begin with a digest of it, so that
            two drawings never share one.
    """
    options = scour.sanitizeOptions()
    options.strip_ids = options.shorten_ids = options.strip_comments = True
    options.strip_xml_prolog, options.newlines, options.indent_type = True, False, "none"
    options.simple_colors, options.digits = False, 4
    options.shorten_ids_prefix = "c" + hashlib.sha256(name.encode()).hexdigest()[:4]
    lean = page_colours(scour.scourString(svg, options).strip())
    return merge_lines(plain_texts(without_frame(lean)))


def page_colours(svg: str) -> str:
    """Colours and font as variables of the page, so that both follow its light or dark."""
    for colour, variable in CSS_VARIABLES.items():
        svg = re.sub(rf"(?<=[ :\"]){colour}(?=[;\"])", f"var({variable})", svg)
    # Matplotlib's default ink is black and written by leaving the colour out.
    return re.sub(r"'Source Sans 3'[^;\"]*", "var(--chart-font)", svg)


def plain_texts(svg: str) -> str:
    """Texts without a turn by nothing, and with their font said once, by the drawing."""
    svg = re.sub(r' transform="rotate\(-?0[ ,)][^"]*"', "", svg)
    font = ' font-family="var(--chart-font)"'
    return svg.replace(font, "").replace("<svg", f"<svg{font}", 1) if font in svg else svg


def without_frame(svg: str) -> str:
    """Drawing without what a page says already: name spaces, edges that clip nothing, line ends."""
    svg = re.sub(r' (?:version="1.1"|xmlns(?::xlink)?="[^"]*")', "", svg)
    svg = svg.replace(' xlink:href="', ' href="')
    svg = re.sub(r"<style[^>]*>\*\{stroke-linejoin: round; stroke-linecap: butt\}</style>", "", svg)
    size = re.search(r'viewBox="0 0 ([\d.]+ [\d.]+)"', svg)
    for edge in re.finditer(_EDGE, svg):
        if size and f"{edge['width']} {edge['height']}" == size[1]:
            svg = svg.replace(edge[0], "").replace(f' clip-path="url(#{edge["id"]})"', "")
    svg = re.sub(r"<g>((?:(?!</?g[ >]).)*)</g>", r"\1", svg)
    return svg.replace("<defs></defs>", "").replace("<defs/>", "")


def merge_lines(svg: str) -> str:
    """Lines that follow each other and look the same, as one path."""
    merged, last, end = [], None, 0
    for line in _LINE.finditer(svg):
        path, look = _absolute_start(line.group(1)), line.group(2)
        if look == last and line.start() == end:
            merged[-1] = (merged[-1][0] + path, look)
        else:
            merged += [(svg[end : line.start()], None), (path, look)]
        last, end = look, line.end()
    parts = [text if look is None else f'<path d="{text}" {look}/>' for text, look in merged]
    return "".join(parts) + svg[end:]


def _absolute_start(steps: str) -> str:
    """Steps after an `m` as a path that starts with `M`, where bare steps would be absolute."""
    start = _POINT.match(steps).end()
    bare = steps[start : start + 1] not in ("", *"mlhvcsqtaz")
    return "M" + steps[:start] + ("l" + steps[start:].lstrip(" ,") if bare else steps[start:])


def lean_page(body: str) -> str:
    """A page's HTML without marks that show nothing.

    The first citation of a source keeps the beginning of its description; code keeps the marks
    that have a colour; a folded cell is a plain `details`, so that it needs no script and its
    summary is its name.
    """
    seen: set[str] = set()
    link = r'(<a class="reference internal" href="([^"]*)")( title="([^"]*)")'
    body = re.sub(link, lambda found: _short(found, seen), body)
    body = re.sub(
        r'<span class="(?:n|nn|p|o|w|nb|ow|bp|si|sa|mi|mf|kc|se)">([^<]*)</span>', r"\1", body
    )
    body = body.replace(
        '<summary aria-label="Toggle hidden content">\n'
        '<p class="collapsed admonition-title">Show the code</p>\n'
        '<p class="expanded admonition-title">Hide the code</p>\n',
        '<summary><span class="collapsed">Show the code</span>'
        '<span class="expanded">Hide the code</span>',
    ).replace('<details class="admonition hide above-input">', '<details class="hide">')
    body = body.replace('<th class="head">', '<th scope="col">')
    if 'class="citation"' not in body:  # the bibliography knows the language of each entry
        body = re.sub(r">[^<]*[\u0400-\u04ff][^<]*<", _in_russian, body)
    # Code that is wider than a phone scrolls, and so must be reached by keyboard.
    body = body.replace("<pre>", '<pre tabindex="0">')
    # Roles that docutils gives to citations and that WAI-ARIA has given up.
    body = re.sub(r' role="(?:doc-biblioentry|list)"', "", body)
    return re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL)


def _in_russian(text: re.Match) -> str:
    """Cyrillic words of a text, marked so that a screen reader speaks them rightly."""
    return re.sub(_CYRILLIC, r'<span lang="ru">\g<0></span>', text.group())


def _short(link: re.Match, seen: set[str]) -> str:
    """A link with its title cut at a word; without it where the page has said it before."""
    start, target, _, title = link.groups()
    if target in seen:
        return start
    seen.add(target)
    title = unescape(title)
    if len(title) > TITLE:
        title = title[:TITLE].rsplit(" ", 1)[0].rstrip(" .,;&") + "…"
    return f'{start} title="{escape(title)}"'
