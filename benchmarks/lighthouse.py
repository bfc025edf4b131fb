"""Marks that Lighthouse gives each page, on a desktop and on a phone, served as nginx serves it.

usage: python benchmarks/lighthouse.py [PAGE ...]     e.g. index chapters/crises/kazakhstan-2022

Needs nginx, chromium and npm; npm fetches Lighthouse itself, at the version named here. Prints the
four marks of each page (performance, accessibility, best practices, search engines) and each audit
that cost one; ends with an error if a mark is below 95.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"
ADDRESS = "http://127.0.0.1:8081"
LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
#: The least mark of a page.
LEAST = 95


@contextmanager
def nginx(folder: Path):
    """The built pages on loopback, with the headers that the book recommends."""
    folder.chmod(0o755)
    subprocess.run(["cp", "-r", HTML, folder / "html"], check=True)
    text = (ROOT / "benchmarks" / "nginx.conf").read_text(encoding="utf-8")
    text = text.replace("pid nginx.pid", f"pid {folder}/nginx.pid")
    text = text.replace("root html;", f"root {folder}/html;")
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    server = subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf"])
    try:
        for _ in range(50):
            try:
                urllib.request.urlopen(ADDRESS)
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def marks(page: str, form: str) -> tuple[dict[str, int], list[str]]:
    """Marks of a page by category, and what was found wrong."""
    flags = "--headless=new --no-sandbox --disable-gpu"
    command = [
        "npm", "exec", "--yes", f"--package={LIGHTHOUSE}", "--", "lighthouse",
        f"{ADDRESS}/{page}.html", "--quiet", "--output=json", f"--chrome-flags={flags}",
        f"--only-categories={','.join(CATEGORIES)}",
    ]  # fmt: skip
    if form == "desktop":
        command.append("--preset=desktop")
    environment = os.environ | {"CHROME_PATH": "/usr/bin/chromium"}
    run = subprocess.run(command, capture_output=True, text=True, env=environment)
    if run.returncode:
        sys.exit(f"Lighthouse failed on {page}:\n{run.stderr[-2000:]}")
    report = json.loads(run.stdout)
    found = {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES}
    return found, [fault for name in CATEGORIES for fault in _faults(report, name)]


def _faults(report: dict, category: str) -> list[str]:
    """Audits with a weight that a page did not pass."""
    weighed = [ref["id"] for ref in report["categories"][category]["auditRefs"] if ref["weight"]]
    audits = [report["audits"][name] for name in weighed]
    return [
        f"{audit['id']} {audit.get('displayValue', '')}".strip()
        for audit in audits
        if audit["score"] is not None and audit["score"] < 0.9
    ]


def main() -> None:
    """Print the table, page by page as it is measured."""
    if not (HTML / "index.html").is_file():
        sys.exit("There is no book yet: make html")
    every = sorted(str(p.relative_to(HTML).with_suffix("")) for p in HTML.rglob("*.html"))
    skip = ("404", "genindex")
    pages = sys.argv[1:] or [page for page in every if page not in skip]
    low = []
    print(f"{'page':<44} {'form':<8} {'perf':>5} {'acc':>5} {'best':>5} {'seo':>5}", flush=True)
    with tempfile.TemporaryDirectory() as folder, nginx(Path(folder)):
        for page in pages:
            for form in ("mobile", "desktop"):
                found, faults = marks(page, form)
                cells = " ".join(f"{found[name]:>5}" for name in CATEGORIES)
                print(f"{page:<44} {form:<8} {cells}  {'; '.join(faults)}", flush=True)
                low += [f"{page} {form} {n} {m}" for n, m in found.items() if m < LEAST]
    if low:
        sys.exit(f"Below {LEAST}:\n" + "\n".join(low))
    print(f"All marks are {LEAST} or more.")


if __name__ == "__main__":
    main()
