"""How long the book takes to build, and how much memory, as ratios in one run.

usage: python benchmarks/build.py [speed] [chapters] [rows]

`speed` compares ways to build the book and to build it again, `chapters` builds it with 2, 5 and 10
times the chapters, `rows` builds the pages that read every table with 10 and 100 times the rows.
Without a word all three are run, which takes about half an hour on two cores. nbconvert, which the
book does without, is fetched into a temporary folder.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from os import environ, sched_getaffinity
from pathlib import Path

import nbformat
import psutil
import yaml
from myst_nb.core.read import read_myst_markdown_notebook

from data import grown

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.build.books import reduce  # noqa: E402
from tests.conftest import chapters, pages  # noqa: E402

#: What a copy of the book is made of; without `_build` each begins from nothing.
PARTS = [path.name for path in ROOT.iterdir() if path.name not in {"_build", ".venv", ".git"}]
#: Settings that a Jupyter Book of this text would have without any of its own work.
STOCK = {
    "title": "The same book, as Jupyter Book comes",
    "author": "Nobody",
    "only_build_toc_files": True,
    "execute": {"execute_notebooks": "cache", "timeout": 600},
    "bibtex_bibfiles": ["references.bib"],
    "parse": {"myst_enable_extensions": ["colon_fence", "deflist"]},
    "sphinx": {"config": {"nb_render_markdown_format": "myst", "numfig": True}},
}


@dataclass
class Run:
    """What one command took: wall time in seconds, peak memory of all its processes in MB."""

    seconds: float
    memory: float
    status: int
    said: str = field(repr=False, default="")


def run(folder: Path, *command, path: str = "") -> Run:
    """Run a command of this Python in a folder, with the `csto` that lies there."""
    python_path = ":".join(filter(None, [str(folder), path]))
    variables = {"PYTHONPATH": python_path, "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *map(str, command)], cwd=folder, env=environ | variables, stdout=said,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        peak, stop = [0.0], threading.Event()
        watch = threading.Thread(target=watch_memory, args=(process.pid, peak, stop))
        watch.start()
        process.wait()
        seconds = time.perf_counter() - start
        stop.set()
        watch.join()
        said.seek(0)
        return Run(seconds, peak[0], process.returncode, said.read())


def watch_memory(pid: int, peak: list[float], stop: threading.Event) -> None:
    """Keep the largest sum of the proportional sizes of a process and its descendants, in MB."""
    while not stop.wait(0.4):
        total = 0
        try:
            process = psutil.Process(pid)
            family = [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        for one in family:
            try:
                total += one.memory_full_info().pss
            except (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
                continue
        peak[0] = max(peak[0], total / 1e6)


def copy(folder: Path) -> Path:
    """A fresh copy of the project."""
    folder.mkdir(parents=True)
    ignored = shutil.ignore_patterns("__pycache__", "node_modules")
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy2(source, folder / name)
    return folder


def build(book: Path, *editions: str) -> Run:
    """Build editions the way `make` does; it must succeed."""
    result = run(book, "tools/build.py", *editions)
    assert not result.status, result.said[-3000:]
    return result


def jupyter_book(book: Path, *options: str) -> Run:
    """Build the HTML with Jupyter Book's own command."""
    start = "from jupyter_book.cli.main import main; main()"
    result = run(book, "-c", start, "build", ".", *options)
    assert (book / "_build" / "html" / "index.html").is_file(), result.said[-3000:]
    return result


def table(title: str, heads: list[str], rows: list[list]) -> None:
    """Print a table in Markdown."""
    print(f"\n### {title}\n\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    sys.stdout.flush()


def one_by_one(folder: Path) -> Run:
    """`jupyter nbconvert --execute` on each notebook of the book, one after another."""
    book, extra = copy(folder / "nbconvert"), folder / "extra"
    version = re.search(r"^nbconvert==\S+", (ROOT / "binder/requirements.lock").read_text(), re.M)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", extra, version.group()]
    subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)
    seconds, memory = 0.0, 0.0
    for page in pages():
        text = (book / f"{page}.md").read_text(encoding="utf-8")
        if "{code-cell}" not in text:
            continue
        path = book / f"{page}.ipynb"
        nbformat.write(read_myst_markdown_notebook(text), path)
        command = ["-m", "nbconvert", "--execute", "--to", "notebook", "--output", "done", path]
        result = run(book, *command, path=str(extra))
        assert not result.status, result.said[-3000:]
        seconds, memory = seconds + result.seconds, max(memory, result.memory)
    return Run(seconds, memory, 0)


def replace(path: Path, old: str, new: str) -> None:
    """Change the first place where a file has some words."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def speed(folder: Path) -> None:
    """Ways to build the book, and to build it again after a change."""
    rows = []

    def add(what: str, result: Run) -> Run:
        base = rows[0][1] if rows else result.seconds
        rows.append([what, result.seconds, result.seconds / base, result.memory])
        print(f"  {what}: {result.seconds:.1f} s", file=sys.stderr)
        return result

    add("`jupyter nbconvert --execute`, notebooks one by one", one_by_one(folder))
    stock = copy(folder / "stock")
    (stock / "_config.yml").write_text(yaml.safe_dump(STOCK), encoding="utf-8")
    # Its styles of citation know fewer kinds of sources.
    kinds = {"@thesis": "@misc", "@report": "@misc", "@legislation": "@misc"}
    bibliography = stock / "references.bib"
    text = bibliography.read_text(encoding="utf-8")
    text = re.sub("|".join(kinds), lambda kind: kinds[kind.group()], text)
    bibliography.write_text(text, encoding="utf-8")
    add("stock Jupyter Book, clean HTML", jupyter_book(stock))
    book = copy(folder / "book")
    add("clean HTML (`make html`)", build(book, "html"))
    add("again, nothing changed", build(book, "html"))
    chapter = chapters()[len(chapters()) // 2]
    replace(book / f"{chapter}.md", "\n## ", "\nOne more sentence.\n\n## ")
    add("again, one sentence changed", build(book, "html"))
    replace(book / "data" / "council_sessions.csv", "Moscow", "Moscow (Kremlin)")
    add("again, one row changed", build(book, "html"))
    add("EPUB after HTML", build(book, "epub"))
    if shutil.which("latexmk"):
        add("PDF after HTML", build(book, "pdf"))
    cells = [[what, f"{s:.1f}", f"{r:.2f}", f"{m:.0f}"] for what, s, r, m in rows]
    table("Speed", ["what", "seconds", "ratio", "peak memory, MB"], cells)


def more_chapters(book: Path, factor: int) -> None:
    """Let a book have its chapters several times, with names of their own."""
    path = book / "_toc.yml"
    toc = yaml.safe_load(path.read_text(encoding="utf-8"))
    for part in list(toc["parts"]):
        for number in range(2, factor + 1):
            chapters = [c["file"] for c in part["chapters"] if "/apparatus/" not in c["file"]]
            if not chapters:
                continue
            copies = []
            for page in chapters:
                text = (book / f"{page}.md").read_text(encoding="utf-8")
                text = re.sub(r'(name=f?"(?:chart|table)-[^"]+)"', rf'\1-{number}"', text)
                text = re.sub(r"`((?:chart|table)-[\w-]+)`", rf"`\1-{number}`", text)
                (book / f"{page}-{number}.md").write_text(text, encoding="utf-8")
                copies.append({"file": f"{page}-{number}"})
            toc["parts"].append({"caption": f"{part['caption']} {number}", "chapters": copies})
    path.write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")


def by_chapters(folder: Path) -> None:
    """The book with more and more chapters."""
    grow(folder, "Chapters", (1, 2, 5, 10), more_chapters, "chapters")


def more_rows(book: Path, factor: int) -> None:
    """Let the tables of a book have their rows several times; keep the pages that read them all."""
    data = book / "data"
    others = [path for path in data.iterdir() if path.suffix not in {".csv", ".json"}]
    package = grown(factor, book / "grown")
    for path in others:
        shutil.copy2(path, package.parent)
    shutil.rmtree(data)
    package.parent.rename(data)
    # Not the ledger, whose claims stand once each.
    reduce(book, [page for page in pages() if "/apparatus/" in page and "ledger" not in page])


def by_rows(folder: Path) -> None:
    """The pages that read every table, with more and more rows."""
    grow(folder, "Rows", (1, 10, 100), more_rows, "rows")


def grow(folder: Path, title: str, factors, change, what: str) -> None:
    """Build ever larger books, clean and after a sentence, and set them beside the first."""
    found, first = [], None
    for factor in factors:
        book = copy(folder / f"{what}-{factor}")
        change(book, factor)
        clean = jupyter_book(book)
        replace(book / "index.md", "\n## ", "\nOne more sentence.\n\n## ")
        again = jupyter_book(book)
        first = first or (clean, again)
        found.append([
            f"{factor} ×", f"{clean.seconds:.1f}", f"{clean.seconds / first[0].seconds:.2f}",
            f"{clean.memory:.0f}", f"{clean.memory / first[0].memory:.2f}",
            f"{again.seconds:.1f}", f"{again.seconds / first[1].seconds:.2f}",
        ])  # fmt: skip
        print(f"  {what} × {factor}: {clean.seconds:.1f} s", file=sys.stderr)
        shutil.rmtree(book)
    heads = [what, "clean, s", "ratio", "peak memory, MB", "ratio", "after a sentence, s", "ratio"]
    table(title, heads, found)


def main(parts: list[str]) -> None:
    """Run the parts asked for and print their tables."""
    known = {"speed": speed, "chapters": by_chapters, "rows": by_rows}
    if set(parts) - set(known):
        sys.exit(__doc__)
    print(f"Python {sys.version.split()[0]}, {len(sched_getaffinity(0))} cores")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        for part in parts or known:
            known[part](Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
