"""How many small changes of csto its tests notice: mutation testing on a random sample.

usage: python benchmarks/mutation.py [number] [seed]

cosmic-ray, which the book does without, is fetched into a temporary folder. It lists every change
that it knows (an operator, a number, a condition, a loop) in `csto`; a sample of them is put one at
a time into a copy of the project, and the tests of csto and of bad input run until one fails. What
no test notices is shown. `csto/book`, which runs inside Sphinx, is left to `make faults`.
"""

import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from os import environ
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOL = "cosmic-ray==8.7.0"
TESTS = (
    "tests/csto/test_wording.py tests/csto/test_pictures.py tests/csto/test_rows.py "
    "tests/csto/test_drawing.py tests/csto/test_cited.py tests/csto/test_ledger.py "
    "tests/csto/test_tallies.py tests/csto/test_palette.py tests/csto tests/data/test_bad_input.py "
    "tests/data/test_bad_ledger.py tests/data/test_package.py tests/build/test_kernels.py"
)
SETTINGS = f"""[cosmic-ray]
module-path = ["csto"]
excluded-modules = ["csto/book/*.py"]
timeout = 300.0
test-command = "{sys.executable} -m pytest -q -x -p no:cacheprovider -k 'not archive' {TESTS}"

[cosmic-ray.distributor]
name = "local"
"""


def main(number: int = 100, seed: int = 2022) -> None:
    """Try a number of changes, chosen at random from a seed, and print what became of them."""
    with tempfile.TemporaryDirectory() as folder:
        book, extra = Path(folder) / "book", Path(folder) / "extra"
        parts = shutil.ignore_patterns("_build", ".venv", ".git", "node_modules", "__pycache__")
        shutil.copytree(ROOT, book, ignore=parts)
        (book / "settings.toml").write_text(SETTINGS, encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", extra, TOOL]
        subprocess.run(pip, check=True)
        variables = environ | {"PYTHONPATH": f"{book}:{extra}", "PYTHONDONTWRITEBYTECODE": "1"}

        def cosmic_ray(*words: str) -> None:
            command = [sys.executable, "-m", "cosmic_ray.cli", *words]
            subprocess.run(command, cwd=book, env=variables, check=True)

        cosmic_ray("init", "settings.toml", "session.sqlite")
        with sqlite3.connect(book / "session.sqlite") as session:
            total = sample(session, number, seed)
        print(f"{number} of {total} changes, seed {seed}", flush=True)
        cosmic_ray("exec", "settings.toml", "session.sqlite")
        with sqlite3.connect(book / "session.sqlite") as session:
            report(session)


def sample(session: sqlite3.Connection, number: int, seed: int) -> int:
    """Leave a random sample of the changes in a session; returns how many there were."""
    jobs = [job for (job,) in session.execute("SELECT job_id FROM work_items ORDER BY job_id")]
    places = session.execute(
        "SELECT job_id FROM mutation_specs ORDER BY module_path, start_pos_row, start_pos_col, "
        "operator_name, occurrence"
    )
    chosen = {job for (job,) in random.Random(seed).sample(list(places), number)}
    for table in ("mutation_specs", "work_items"):
        session.executemany(
            f"DELETE FROM {table} WHERE job_id = ?", [(j,) for j in jobs if j not in chosen]
        )
    return len(jobs)


def report(session: sqlite3.Connection) -> None:
    """Print the share of changes that were noticed, and each that was not."""
    rows = list(
        session.execute(
            "SELECT module_path, start_pos_row, operator_name, test_outcome, diff "
            "FROM work_results JOIN mutation_specs USING (job_id) "
            "ORDER BY module_path, start_pos_row"
        )
    )
    survived = [row for row in rows if row[3] != "KILLED"]
    noticed = len(rows) - len(survived)
    print(f"noticed {noticed} of {len(rows)} ({noticed / len(rows):.0%}); not noticed:")
    for path, line, operator, outcome, diff in survived:
        print(f"\n{path}, line {line}: {operator.removeprefix('core/')} ({outcome})")
        print("\n".join(x for x in diff.splitlines() if x[:1] in "+-" and x[:3] not in "+++---"))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
