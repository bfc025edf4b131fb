"""A rebuild after any change gives what a clean build would, and runs no notebook in vain."""

import os
import re

from tests.build.books import (
    CHAPTERS,
    built,
    contents,
    copy_sources,
    differences,
    files,
)

STRAINS = "chapters/institution/strains"
TREATY = "chapters/institution/from-treaty-to-organization"


def edit(book, name, old, new, count=1):
    path = book / name
    text = path.read_text(encoding="utf-8")
    changed = re.sub(old, new, text, count=count, flags=re.MULTILINE)
    assert changed != text, f"{name} has no {old}"
    path.write_text(changed, encoding="utf-8")
    return path


def sentence(book):
    """Also with a time stamp of long ago, as a restored copy has it."""
    path = edit(
        book, f"{STRAINS}.md", r"^(## What the evidence does.*\n\n)", r"\1One more sentence.\n"
    )
    os.utime(path, (1_000_000_000, 1_000_000_000))


def title(book):
    edit(book, f"{STRAINS}.md", r"^# .*", "# Another title")


def row(book):
    edit(book, "data/council_sessions.csv", r"(?<=Moscow)(?=,)", " (Kremlin)")


def code(book):
    edit(book, "csto/cited.py", '"Sources"', '"Its sources"')


def style(book):
    edit(book, "csto/style.mplstyle", r"^xtick\.major\.size: 3", "xtick.major.size: 5")


def bibliography(book):
    edit(book, "references.bib", r"(@article\{beloglazov2023activities,\n  author = \{)", r"\1Van ")


def lock(book):
    edit(book, "requirements.lock", r"^pandas==\S+", "pandas==99.9.9")


def theme(book):
    edit(book, "theme/static/book.css", r"\Z", "\nbody { letter-spacing: 0.01em; }\n")


def config(book):
    edit(book, "_config.yml", "Show the code", "Show me the code")


def page_removed(book):
    (book / f"{TREATY}.md").unlink()
    contents(book, [page for page in CHAPTERS if page != TREATY])


STEPS = {
    "pages and data": [(sentence, set()), (row, {"index", STRAINS}), (title, set())],
    "frame": [(theme, set()), (config, set()), (bibliography, None), (page_removed, set())],
    "code": [(code, {"index", STRAINS}), (style, {"index", STRAINS}), (lock, {"index", STRAINS})],
}


def test_a_rebuild_is_what_a_clean_build_would_be(book, tmp_path):
    """One book lives through all changes; after each kind a clean build is set beside it."""
    for kind, steps in STEPS.items():
        for change, runs in steps:
            before = files(book / "_build" / "html")
            change(book)
            ran = built(book)
            assert runs is None or ran == runs, f"{change.__name__}: ran {ran}"
            changed = files(book / "_build" / "html") != before
            assert changed or change is lock, f"{change.__name__} left the book as it was"
        clean = copy_sources(book, tmp_path / "clean" / kind / "elsewhere")
        built(clean)
        differing = differences(book / "_build" / "html", clean / "_build" / "html")
        assert not differing, f"after the changes of {kind} a clean build differs: {differing}"
