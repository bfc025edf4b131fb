"""The ledger in the book: boxes and entries lead to one another, and each row tells its facets."""

import csv
import re

from docutils import nodes
from sphinx.util import logging

from csto.paths import data_file

logger = logging.getLogger(__name__)

_WITH_TARGET = re.compile(r"(?P<words>[^<]+?) <(?P<target>[^>]+)>")
_LABEL = r", p.~\pageref{{\detokenize{{{0}:{1}}}}}"


class claim_link(nodes.Inline, nodes.TextElement):
    """A link that is drawn once all pages are read: it may lead to a box, or to its page."""


def link_role(name, rawtext, text, lineno, inliner, options=None, content=None):
    """`{claim-link}` with text and target: link to the place of that name.

    If the text is a page of the book, its title is shown, and the page is the target where no
    place has the name.
    """
    return [claim_link("", **_WITH_TARGET.fullmatch(text).groupdict())], []


def anchor_role(name, rawtext, text, lineno, inliner, options=None, content=None):
    """`{claim-anchor}`: a place with a name, and its number as a link to itself."""
    parts = _WITH_TARGET.fullmatch(text).groupdict()
    place = nodes.target("", "", ids=[parts["target"]], names=[parts["target"]])
    inliner.document.note_explicit_target(place)
    return [place, nodes.reference("", parts["words"], refid=parts["target"], internal=True)], []


def facet_role(name, rawtext, text, lineno, inliner, options=None, content=None):
    """`{facet}` with property and value: the value, marked so that `filter.js` can choose by it."""
    facet, value = text.split(": ", 1)
    return [nodes.inline("", value, classes=["facet", f"facet-{facet}", nodes.make_id(value)])], []


def draw_links(app, doctree, docname):
    """Turn each `claim_link` into a link; in print it tells the page number as well."""
    for link in list(doctree.findall(claim_link)):
        link.replace_self(_linked(app, docname, link))


def _linked(app, docname: str, link: claim_link) -> list[nodes.Node]:
    titles, places = app.env.titles, app.env.get_domain("std").anonlabels
    words = titles[link["words"]].astext() if link["words"] in titles else link["words"]
    page, place = places.get(link["target"], (link["words"], ""))
    if page not in titles:
        return [nodes.Text(words)]
    address = app.builder.get_relative_uri(docname, page) + (f"#{place}" if place else "")
    shown = nodes.reference("", words, refuri=address, internal=True)
    label = _LABEL.format(page, place or ":doc")
    return [shown, nodes.raw("", label, format="latex")]


def check_boxes(app, doctree):
    """Warn of a box, typed or made, that the ledger does not know or judges otherwise."""
    boxes = [box for box in doctree.findall(nodes.Admonition) if "claim" in box["classes"]]
    for box in boxes:
        keys = [name.removeprefix("claim-") for name in box["names"] if name.startswith("claim-")]
        shown = [c.removeprefix("verdict-") for c in box["classes"] if c.startswith("verdict-")]
        verdict = verdicts().get(keys[0] if keys else "")
        if verdict is None:
            logger.warning("claim box '%s': data/claims.csv has no such claim", " ".join(keys),
                           location=box)  # fmt: skip
        elif shown != [verdict]:
            logger.warning("claim box '%s' says '%s'; data/claims.csv says '%s'", keys[0],
                           " ".join(shown), verdict, location=box)  # fmt: skip


def verdicts() -> dict[str, str]:
    """Verdict of each claim, read without the weight of typed tables."""
    with open(data_file("claims.csv"), encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row["verdict"] for row in csv.DictReader(file)}


def setup(app):
    """Register the roles, the drawing of the links and the check of the boxes."""
    app.add_node(claim_link)
    app.add_role("claim-link", link_role)
    app.add_role("claim-anchor", anchor_role)
    app.add_role("facet", facet_role)
    app.connect("doctree-read", check_boxes)
    app.connect("doctree-resolved", draw_links)
