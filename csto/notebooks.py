"""Chapters as notebooks that read well where no Sphinx is: in JupyterLab, on Binder, by themselves.

A chapter's Markdown speaks to the book: its citations, numbers and cross-references are resolved
when the pages are made. Here the same chapter becomes an `.ipynb` with plain Markdown: citations
by author and year with a link to the source, numbers as the cells gave them.

usage: python -m csto.notebooks FOLDER [PAGE ...]

runs chapters of the repository (all, if none is named) and puts their notebooks, with outputs, into
FOLDER. It needs `jupytext`, `nbclient` and `pyyaml` (`binder/` has them).
"""

import base64
import json
import os
import posixpath
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from csto.mime import MIME
from csto.paths import home
from csto.sources import address, short_citation

#: Folder of the notebooks, in the web edition and where a reader runs them.
FOLDER = "notebooks"
_ADMONITION = {"admonition", "note", "tip", "warning", "important", "seealso"}
_FENCE = re.compile(r"^(`{3,}|:{3,})\{([\w-]+)\}[ ]*(.*)\n((?:.*\n)*?)\1[ ]*$", re.MULTILINE)
_OPTIONS = re.compile(r"\A(?::[\w-]+:.*\n)+")
_ROLE = re.compile(r"\{([a-z:-]+)\}`([^`]+)`")
_WITH_TARGET = re.compile(r"(?P<words>.+?)\s*<(?P<target>[^>]+)>", re.DOTALL)
_PLACE = re.compile(r"^\([\w-]+\)=\n", re.MULTILINE)
_SVG = re.compile(r"<svg .*?</svg>", re.DOTALL)
_NAMED = re.compile(r"^`{3,}\{[\w-]+\} (.+)\n:name: (\S+)", re.MULTILINE)


def path_of(page: str) -> str:
    """Path of a page's notebook: `chapters/crises/x` -> `notebooks/crises/x.ipynb`."""
    return f"{FOLDER}/{page.removeprefix('chapters/')}.ipynb"


def source_of(page: str) -> str:
    """Markdown of a page of the repository."""
    return (home() / f"{page}.md").read_text(encoding="utf-8")


def has_cells(page: str) -> bool:
    """Whether a page is a notebook at all."""
    return "{code-cell}" in source_of(page)


def title_of(page: str) -> str:
    """First heading of a page."""
    return re.search(r"^# (.+)$", source_of(page), re.MULTILINE).group(1)


def portable(notebook: dict, page: str, opening: str, outputs: bool) -> dict:
    """The notebook of a page for readers outside the book.

    Args:
        notebook: executed notebook, in the form of nbformat 4.
        page: name of the page, for example `chapters/crises/kyrgyzstan-2010`.
        opening: Markdown of the first cell: what this is and how to run it.
        outputs: whether the outputs are kept; the numbers in the prose stay either way.

    Returns:
        A notebook of nbformat 4.5 without any trace of when and where it ran.
    """
    values, shown = glued(notebook), names_shown(notebook)
    cells = [_markdown(opening)]
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "code":
            kept = [o for o in map(_output, cell.get("outputs", [])) if o] if outputs else []
            count = cell.get("execution_count") if outputs else None
            cells.append({
                "cell_type": "code", "metadata": {}, "execution_count": count,
                "source": text, "outputs": kept,
            })  # fmt: skip
        elif text := prose(text, page, values, shown):
            cells.append(_markdown(text))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _markdown(text: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def glued(notebook: dict) -> dict[str, str]:
    """Values that the cells handed to the prose (`csto.glue`), by name."""
    found = {}
    for output in _outputs(notebook):
        if book := output.get("metadata", {}).get("scrapbook"):
            text = next(iter(output["data"].values()))
            found[book["name"]] = "".join(text)[1:-1]  # written with its quotation marks
    return found


def names_shown(notebook: dict) -> dict[str, str]:
    """Titles of the charts and tables that the cells show, by the names that the text uses."""
    found = {}
    for output in _outputs(notebook):
        data = output.get("data", {})
        if chart := data.get(MIME):
            found[chart["name"]] = chart["title"]
        for title, name in _NAMED.findall("".join(data.get("text/markdown", ""))):
            found[name] = title
    return found


def _outputs(notebook: dict) -> list[dict]:
    return [output for cell in notebook["cells"] for output in cell.get("outputs", [])]


def _output(output: dict) -> dict | None:
    """An output as any front end shows it; None for what only the book understands."""
    data = output.get("data", {})
    if output.get("metadata", {}).get("scrapbook") or output["output_type"] == "stream":
        return None
    kept = {kind: "".join(data[kind]) for kind in ("text/html", "text/plain") if kind in data}
    if "text/html" in kept:
        kept["text/html"] = _SVG.sub(_as_image, kept["text/html"])
    if "text/markdown" in data and "text/html" not in data:
        kept["text/markdown"] = prose("".join(data["text/markdown"]), "index", {}, {})
    return {"output_type": "display_data", "metadata": {}, "data": kept} if kept else None


def _as_image(svg: re.Match) -> str:
    """A drawing as an image: front ends take drawings out of notebooks that they do not trust."""
    drawing = base64.b64encode(svg[0].encode()).decode("ascii")
    return f'<img alt="" src="data:image/svg+xml;base64,{drawing}">'


def prose(text: str, page: str, values: dict[str, str], shown: dict[str, str]) -> str:
    """MyST Markdown of a page as plain Markdown.

    Args:
        text: Markdown of one cell.
        page: page on which it stands, from which its links lead.
        values: glued values by name.
        shown: titles of charts and tables by name.
    """
    text = _PLACE.sub("", _FENCE.sub(_directive, text + "\n"))
    text = re.sub(r"(?<!\\)\$", r"\\$", text)  # else a sum in dollars is read as a formula
    roles = _roles(page, values, shown)
    text = _ROLE.sub(lambda m: roles.get(m.group(1), _words)(m.group(2)), text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _directive(match: re.Match) -> str:
    """A box as a quotation; what makes lists and layout of the book is left out."""
    _, kind, title, body = match.groups()
    if kind not in _ADMONITION:
        return ""
    lines = [f"**{title}**", "", *_OPTIONS.sub("", body).strip().splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _roles(page: str, values: dict, shown: dict) -> dict[str, Callable[[str], str]]:
    return {
        "cite:p": lambda keys: f"({_citations(keys)})",
        "cite:t": _citations,
        "glue:text": lambda name: values.get(name, f"`{name}`"),
        "numref": lambda name: f"“{shown[name]}”" if name in shown else "what is shown here",
        "doc": lambda text: _link(page, text),
        "table-file": lambda name: f"`data/{name}.csv`",
    }


def _words(text: str) -> str:
    """Words of a role that means nothing outside the book."""
    found = _WITH_TARGET.fullmatch(text)
    return found["words"] if found else text


def _citations(keys: str) -> str:
    parts = []
    for key in keys.split(","):
        words, link = short_citation(key.strip()), address(key.strip())
        link = link.replace("(", "%28").replace(")", "%29")  # a bracket would end a Markdown link
        parts.append(f"[{words}]({link})" if link else words)
    return "; ".join(parts)


def _link(page: str, text: str) -> str:
    """A page of the book: a link to its notebook, or its title where it is none."""
    found = _WITH_TARGET.fullmatch(text)
    target = posixpath.normpath(
        posixpath.join(posixpath.dirname(page), found["target"] if found else text)
    ).lstrip("/")  # from the root of the book
    words = found["words"] if found else title_of(target)
    if not has_cells(target):
        return f"*{words}*"
    here = posixpath.dirname(path_of(page))
    return f"[{words}]({posixpath.relpath(path_of(target), here)})"


def write(notebook: dict, path: Path) -> None:
    """Write a notebook; the same content gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(notebook, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def pages() -> list[str]:
    """Pages with cells, in the order of `_toc.yml`."""
    import yaml

    toc = yaml.safe_load((home() / "_toc.yml").read_text(encoding="utf-8"))
    listed = [chapter for part in toc["parts"] for chapter in part["chapters"]]
    files = [f["file"] for c in listed for f in (c, *c.get("sections", []))]
    return [page for page in [toc["root"], *files] if has_cells(page)]


OPENING = """*This is a page of the book “The CSTO in Central Asia, 2002–2022” as a notebook.*
*Run → Run All Cells runs it; change a cell and run it again.*
*Numbers in the text are as the book has them and do not follow your changes; charts and tables do.*
"""


def main(folder: str, *chosen: str) -> int:
    """Run chapters and write their notebooks; the exit status says whether all ran."""
    from nbclient.exceptions import CellExecutionError

    status = 0
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for page, running in [
            (page, workers.submit(_executed, page)) for page in chosen or pages()
        ]:
            path = Path(folder) / path_of(page).removeprefix(f"{FOLDER}/")
            try:
                write(portable(running.result(), page, OPENING, outputs=True), path)
                print(path, flush=True)
            except CellExecutionError as fault:
                status = 1
                print(f"{page}: a cell failed; no notebook was written\n{fault}", file=sys.stderr)
    return status


def _executed(page: str) -> dict:
    """The notebook of a page after its cells ran."""
    import jupytext
    from nbclient import NotebookClient

    notebook = jupytext.reads(source_of(page), fmt="md:myst")
    # A kernel warns of its own sockets on this machine; only errors are worth a line.
    quiet = ["--log-level=40"]
    NotebookClient(notebook, kernel_name="python3", timeout=300, extra_arguments=quiet).execute()
    return notebook


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
