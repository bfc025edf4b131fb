"""No stale number: what was executed is used again only while everything it read is unchanged.

jupyter-cache knows a notebook by its cells. A changed table, drawing function or version would
leave the old output standing, so the cache lies in a folder named after a digest of all of these.
"""

import hashlib
from importlib.metadata import distributions
from pathlib import Path

from sphinx.util import logging

from csto.paths import HERE, home

logger = logging.getLogger(__name__)


def inputs() -> list[Path]:
    """Files outside the notebooks that decide what their cells show, in a fixed order."""
    folder = home()
    files = [folder / "references.bib", *(folder / "data").rglob("*")]
    files += [p for p in HERE.rglob("*") if "book" not in p.parts and "__pycache__" not in p.parts]
    return sorted(path for path in files if path.is_file())


def digest() -> str:
    """Digest of the inputs' content and of the versions of all installed packages."""
    found = hashlib.sha256()
    for path in inputs():
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    versions = sorted(f"{d.metadata['Name']}=={d.version}" for d in distributions())
    found.update("\n".join(versions).encode())
    return found.hexdigest()[:16]


def choose_cache(app, config):
    """Name the cache after the digest, before myst-nb opens it."""
    app.csto_digest = digest()
    root = Path(config.nb_execution_cache_path or Path(app.outdir).parent / ".jupyter_cache")
    config.nb_execution_cache_path = str(root / app.csto_digest)


def read_again(app, env, added, changed, removed):
    """Pages with code to read again because what their cells read has changed."""
    if getattr(env, "csto_digest", None) == app.csto_digest:
        return []
    env.csto_digest = app.csto_digest
    return sorted(env.found_docs - added - removed)


def setup(app):
    """Hook into the start of the build."""
    app.connect("config-inited", choose_cache, priority=100)
    app.connect("env-get-outdated", read_again)
