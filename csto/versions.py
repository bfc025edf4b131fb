"""Which versions of which packages are at work."""

import re
import sys
import sysconfig
from pathlib import Path


def versions(lock: Path) -> str:
    """Python's version, a lock file, and what is installed of the packages that it names.

    Args:
        lock: file with a line `name==version` for each package; all installed packages count if
            there is none.
    """
    text = lock.read_text(encoding="utf-8") if lock.is_file() else ""
    named = set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, re.MULTILINE))
    installed = {
        path.name
        for place in ("purelib", "platlib")
        for path in Path(sysconfig.get_path(place)).glob("*.dist-info")
    }
    ours = [name for name in installed if not named or _package_of(name) in named]
    return "\n".join([sys.version, text, *sorted(ours)])


def _package_of(folder: str) -> str:
    """`scikit_learn-1.0.dist-info` -> `scikit-learn`."""
    return re.sub(r"[-_.]+", "-", folder.rsplit("-", 1)[0].rsplit("-", 1)[0]).lower()
