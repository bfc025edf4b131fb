"""Each chapter of the web edition ends with the works and documents that it cites.

In print one bibliography is enough, and a list at each chapter would say the same twice.
"""

from docutils import nodes

ID = "works-cited"


def add_list(app, doctree, docname):
    """Append the list to a chapter: label, title and link of each work; reports as a number."""
    builder = app.builder
    apparatus = docname.startswith("chapters/apparatus/")
    if builder.format != "html" or not docname.startswith("chapters/") or apparatus:
        return
    domain = app.env.get_domain("cite")
    keys = {
        target.key
        for reference in domain.citation_refs
        if reference.docname == docname
        for target in reference.targets
    }
    known = domain.bibdata.data.entries
    works = [c for c in domain.citations if c.key in keys and is_work(known[c.key])]
    if not works:
        return
    works.sort(key=lambda citation: citation.formatted_entry.label.lower())
    listed = nodes.bullet_list(classes=["works"])
    for citation in works:
        page = builder.get_relative_uri(docname, citation.bibliography_key.docname)
        uri = f"{page}#{citation.citation_id}"
        label = citation.formatted_entry.label
        title = known[citation.key].fields["title"].strip("{}")
        link = nodes.reference("", label, refuri=uri, internal=True)
        item = nodes.paragraph("", "", link, nodes.Text(f". {plain(title)}"))
        listed += nodes.list_item("", item)
    others = nodes.paragraph("", reports(len(keys) - len(works)))
    section = nodes.section("", nodes.title("", "Works cited"), listed, others, ids=[ID])
    # Sphinx gives a heading that it does not know the number of its page.
    app.env.toc_secnumbers.setdefault(docname, {})[f"#{ID}"] = None
    top = next(doctree.findall(nodes.section))
    top += section


def is_work(entry) -> bool:
    """Whether an entry is a work or document, not a report behind the data."""
    return entry.fields.get("keywords") == "work"


def plain(title: str) -> str:
    """A title as a sentence, without the braces that keep its capitals."""
    words = title.replace("{", "").replace("}", "").rstrip(".")
    return words if words.endswith(("?", "!")) else f"{words}."


def reports(number: int) -> str:
    """How many reports stand in the bibliography beside these works."""
    if not number:
        return ""
    these = "report that is" if number == 1 else "reports that are"
    return (
        f"The {number} {these} cited as evidence for rows and sentences stand in the bibliography."
    )


def setup(app):
    """Hook in before the links of the glossary, which leave lists of works alone."""
    app.connect("doctree-resolved", add_list, priority=850)
