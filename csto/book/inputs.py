"""Digests of all that the book is made from, as it stands when a build starts."""

import hashlib
import json
import os
import re
from functools import cached_property
from pathlib import Path

from csto.book.repository import VARIABLES
from csto.errors import DataError
from csto.paths import HERE, home
from csto.sources import bibliography
from csto.versions import versions

#: Files on which every page depends, beside the look and the code.
_FRAME = (
    "_config.yml _toc.yml CITATION.cff LICENSES.md pyproject.toml references.bib requirements.txt"
).split()


def digest(*parts: str | bytes) -> str:
    """Short digest of some texts, their borders included."""
    found = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        found.update(f"{len(raw)}:".encode() + raw)
    return found.hexdigest()[:20]


def of_files(paths, base: Path) -> str:
    """Digest of the names, seen from `base`, and contents of files."""
    parts: list[str | bytes] = []
    for path in sorted(paths):
        if path.is_file() and "__pycache__" not in path.parts:
            parts += [path.relative_to(base).as_posix(), path.read_bytes()]
    return digest(*parts)


class Inputs:
    """What notebooks can have read (`csto.reads` has the names), and what frames their outputs."""

    def __init__(self):
        """Read everything at once: what changes during the build counts for the next one.

        Raises:
            DataError: `datapackage.json` cannot be read.
        """
        data = home() / "data"
        package = (data / "datapackage.json").read_bytes()
        try:
            described = json.loads(package)["resources"]
        except (ValueError, KeyError) as fault:
            raise DataError(
                f"data/datapackage.json, line 1 or later: no package ({fault})"
            ) from None
        self._known = {
            f"table:{r['name']}": digest(
                (data / r["path"]).read_bytes() if (data / r["path"]).is_file() else "",
                json.dumps(r, sort_keys=True),
            )
            for r in described
        }
        entries = bibliography()
        days = re.findall(r"urldate\s*=\s*\{(.+?)\}", "".join(entries.values()))
        self._known |= {f"entry:{key}": digest(text) for key, text in entries.items()}
        self._known["keys"] = digest(*sorted(entries))
        self._known["last-seen"] = max(days, default="")
        self._known["package"] = digest(package)
        self.data = of_files(data.rglob("*"), data)

    def __getitem__(self, name: str) -> str:
        """Digest of what bears a name; empty if it is gone."""
        if name not in self._known:
            kind, _, path = name.partition(":")
            file = home() / path
            there = kind == "file" and file.is_file()
            self._known[name] = digest(file.read_bytes()) if there else ""
        return self._known[name]

    @cached_property
    def code(self) -> str:
        """Digest of what decides what the cells give: drawing code, style and versions."""
        book = HERE / "book"
        files = [path for path in HERE.rglob("*") if book not in path.parents]
        files += [book / name for name in ("execution.py", "kernels.py", "lean.py")]
        return digest(of_files(files, HERE), versions(home() / "requirements.lock"))

    @cached_property
    def frame(self) -> str:
        """Digest of what every page depends on: `code`, look, contents, settings, bibliography."""
        folder = home()
        files = [folder / name for name in _FRAME]
        files += [*(folder / "theme").rglob("*"), *(HERE / "book").rglob("*")]
        # What the environment says of the repository and of the published book's address.
        told = [os.environ.get(name, "") for name in (*VARIABLES, "BOOK_ADDRESS")]
        return digest(self.code, of_files(files, folder), *told)
