"""Words in scripts that the print edition's text face lacks: Armenian, Arabic and Persian."""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

#: A run of one script, its spaces included -> the LaTeX command of `theme/latex/house.sty`.
SCRIPTS = {
    "armenianscript": re.compile(r"[\u0530-\u058F]+(?:[ \u0530-\u058F]*[\u0530-\u058F])?"),
    "arabicscript": re.compile(r"[\u0600-\u06FF]+(?:[ \u0600-\u06FF]*[\u0600-\u06FF])?"),
}


class OtherScripts(SphinxPostTransform):
    """Set each run of another script in a face that has it; Arabic from right to left."""

    default_priority = 950
    formats = ("latex",)

    def run(self, **kwargs):
        """Split the texts that hold such runs."""
        for text in list(self.document.findall(nodes.Text)):
            if any(pattern.search(text.astext()) for pattern in SCRIPTS.values()):
                text.parent.replace(text, split_scripts(text.astext()))


def split_scripts(text: str) -> list[nodes.Node]:
    """Text as nodes, each run of another script as raw LaTeX."""
    either = re.compile("|".join(f"(?P<{name}>{p.pattern})" for name, p in SCRIPTS.items()))
    parts, end = [], 0
    for run in either.finditer(text):
        if run.start() > end:
            parts.append(nodes.Text(text[end : run.start()]))
        parts.append(nodes.raw("", f"\\{run.lastgroup}{{{run.group()}}}", format="latex"))
        end = run.end()
    if end < len(text):
        parts.append(nodes.Text(text[end:]))
    return parts


def setup(app):
    """Register the transform."""
    app.add_post_transform(OtherScripts)
