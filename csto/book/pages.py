"""What a page needs beside its text: the data to download, and nothing from other hosts."""

import re
import shutil
from pathlib import Path

from sphinx.util import logging

from csto.paths import home

logger = logging.getLogger(__name__)

_THEBE = re.compile(r"<script>\s*const thebe_selector.*?</script>", re.DOTALL)


def without_thebe(app, pagename, templatename, context, doctree):
    """Take the live-code library off the page: it comes from another host, and the book has Binder."""
    context["script_files"] = [
        file for file in context.get("script_files", []) if "thebe" not in str(getattr(file, "filename", file))
    ]
    if "body" in context:
        context["body"] = _THEBE.sub("", context["body"])


def copy_data(app, error):
    """Put the data package beside the pages, where their links expect it."""
    if error or app.builder.format != "html" or app.builder.name == "epub":
        return
    target = Path(app.outdir) / "data"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(home() / "data", target, ignore=shutil.ignore_patterns("*.py", "*.mjs", "*.sh"))


def pages_left_out(app):
    """Warn of a chapter that nobody will find, since the table of contents does not list it."""
    source = Path(app.srcdir)
    listed = set(app.config.external_site_map)
    for path in sorted((source / "chapters").rglob("*.md")):
        page = path.relative_to(source).with_suffix("").as_posix()
        if not path.name.startswith("_") and page not in listed:
            logger.warning(
                "%s.md is not listed in _toc.yml: list it there, or start its name with _", page
            )


def setup(app):
    """Hook into the writing of pages."""
    app.connect("builder-inited", pages_left_out)
    app.connect("html-page-context", without_thebe, priority=900)
    app.connect("build-finished", copy_data)
