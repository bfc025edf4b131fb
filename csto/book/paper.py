"""What only the print edition needs: title page, imprint, parts without numbers."""

import yaml

from csto.book import citation

#: Licences by their identifier in `CITATION.cff`, as a reader knows them.
LICENCES = {"CC-BY-4.0": "text and data CC BY 4.0", "MIT": "code MIT"}
_SPECIAL = str.maketrans({c: f"\\{c}" for c in "#$%&_{}"} | {"~": r"\textasciitilde{}"})


def latex(text: str) -> str:
    """Text that LaTeX sets as it stands."""
    return str(text).translate(_SPECIAL)


def imprint() -> str:
    """LaTeX of the page behind the title page."""
    about = citation.metadata()
    words, address = citation.sentence().removesuffix(citation.address()), citation.address()
    link = rf"\url{{{address}}}" if address else ""
    licences = ", ".join(LICENCES.get(name, name) for name in about["license"])
    return r"\par ".join(
        [
            latex(" ".join(about["abstract"].split())),
            rf"\textit{{To cite this book:}} {latex(words)}" + link,
            f"Version {about['version']} of {day()}. Facts are as the tables had them on that day. "
            "The web edition is the accessible one: it describes each chart in words.",
            f"Licences: {licences}. Data made by others keep their terms; the codebook has them.",
            "Set in Source Serif 4 and Source Sans 3 (SIL Open Font License 1.1).",
        ]
    )  # fmt: skip


def day() -> str:
    """Day of the version in words."""
    released = citation.released()
    return f"{released.day} {released:%B %Y}"


def unnumbered_parts(app) -> list[str]:
    """Captions of the parts of `_toc.yml` whose chapters the web does not number either."""
    toc = yaml.safe_load((app.srcdir / "_toc.yml").read_text(encoding="utf-8"))
    return [part["caption"] for part in toc.get("parts", []) if not part.get("numbered")]


def macros(app, config):
    """Hand title, version, imprint and the unnumbered parts to `theme/latex/house.sty`."""
    title, subtitle = citation.title_parts()
    about = citation.metadata()
    values = {
        "booktitle": latex(title),
        "booksubtitle": latex(subtitle),
        "bookversion": latex(about["version"]),
        "bookdate": day(),
        "bookkeywords": latex(", ".join(about["keywords"])),
        "bookimprint": imprint(),
        "unnumberedparts": ",".join(latex(caption) for caption in unnumbered_parts(app)),
    }
    lines = [rf"\newcommand{{\{name}}}{{{value}}}" for name, value in values.items()]
    preamble = config.latex_elements.get("preamble", "")
    config.latex_elements["preamble"] = "\n".join([preamble, *lines])


def setup(app):
    """Hand over the macros before the text is written."""
    app.connect("config-inited", macros, priority=100)
