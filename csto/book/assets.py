"""What lies beside the pages: only files that a page needs, and the licences of all of them."""

import re
import shutil
from pathlib import Path

from csto.paths import home

_ADDRESS = re.compile(r"""["'](?:\.\./)*_static/([^"'?#]+)""")
_IN_STYLE = re.compile(r"""url\(["']?([^"')?#]+)""")


def keep_what_is_needed(app, error):
    """Take out the files that themes and extensions copy for pages that this book does not have."""
    if error or app.builder.format != "html" or app.builder.name == "epub":
        return
    static = Path(app.outdir) / "_static"
    needed = files_named(Path(app.outdir))
    for path in sorted(static.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif path.is_file() and path not in needed:
            path.unlink()
    # A licence goes with what it is about.
    shutil.copy2(home() / "LICENSES.md", static)
    shutil.copy2(home() / "theme" / "fonts" / "OFL.md", static / "fonts")


def files_named(folder: Path) -> set[Path]:
    """Files of `_static` that the pages of a folder name, and those that their styles name."""
    static = folder / "_static"
    pages = (path for path in folder.rglob("*.html") if static not in path.parents)
    named = {static / name for page in pages for name in _ADDRESS.findall(page.read_text("utf-8"))}
    for style in [path for path in named if path.suffix == ".css" and path.is_file()]:
        addresses = _IN_STYLE.findall(style.read_text("utf-8"))
        named |= {(style.parent / name).resolve() for name in addresses if ":" not in name}
    return named


def setup(app):
    """Hook into the end of the build, after extensions have put their files there."""
    app.connect("build-finished", keep_what_is_needed, priority=800)
