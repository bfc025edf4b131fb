"""Where the data and the bibliography lie: in the repository, or inside an installed copy."""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def home() -> Path:
    """Folder that holds `data/` and `references.bib`.

    An editable install (the book's own) reads the repository, so that a changed row is seen at
    once; an installed wheel reads the copy that it carries. The working directory plays no part.

    Raises:
        FileNotFoundError: neither place holds `data/datapackage.json`.
    """
    for folder in (HERE.parent, HERE / "_data"):
        if (folder / "data" / "datapackage.json").is_file():
            return folder
    raise FileNotFoundError(
        f"data/datapackage.json was found neither in {HERE.parent} nor in {HERE / '_data'}; "
        "install csto again from a complete copy of the repository"
    )


def data_file(name: str) -> Path:
    """Path of a file under `data/`."""
    return home() / "data" / name
