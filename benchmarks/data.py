"""How long loading and validating the data takes, as ratios in one run.

usage: python benchmarks/data.py
"""

import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from frictionless import Package

ROOT = Path(__file__).resolve().parent.parent


def seconds(code: str) -> float:
    """Wall time of a fresh interpreter that runs the code; the best of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        times.append(time.perf_counter() - start)
    return min(times)


def grown(factor: int, folder: Path) -> Path:
    """A copy of the package with each table repeated under new keys."""
    shutil.copytree(ROOT / "data", folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if not resource["path"].endswith(".csv"):
            continue
        path, key = folder / resource["path"], resource["schema"]["primaryKey"]
        with open(path, encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows, names = list(reader), reader.fieldnames
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            for copy in range(1, factor if key == "id" else 1):
                writer.writerows({**row, "id": f"{row['id']}-copy{copy}"} for row in rows)
        for field in resource["schema"]["fields"]:
            # Copies break nothing but what must be unique beside the key.
            if field["name"] != key:
                field.get("constraints", {}).pop("unique", None)
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder / "datapackage.json"


def validation(factor: int) -> tuple[float, int]:
    """Seconds and rows of validating the package at a size."""
    with tempfile.TemporaryDirectory() as folder:
        path = grown(factor, Path(folder) / "data")
        start = time.perf_counter()
        report = Package(str(path)).validate()
        assert report.valid, report.flatten(["name", "rowNumber", "note"])[:3]
        return time.perf_counter() - start, sum(t.stats.get("rows", 0) for t in report.tasks)


def main() -> None:
    """Print the table."""
    imports = seconds("import pandas")
    everything = (
        "import csto; [csto.load(r['name']) for r in csto.package()['resources'] "
        "if r['path'].endswith('.csv')]"
    )
    alone = seconds("import csto.api")
    loaded = seconds(everything)
    print(f"importing pandas                       1.00  ({imports:.2f} s)")
    print(f"importing csto (pandas, matplotlib)    {alone / imports:.2f}")
    print(f"loading all tables on top of it        {(loaded - alone) / imports:.2f}  "
          f"({loaded - alone:.2f} s)")  # fmt: skip
    base, rows = validation(1)
    print(f"validating the package, {rows} rows    1.00  ({base:.1f} s)")
    for factor in (10, 100):
        time_, many = validation(factor)
        print(f"  {factor:>3} times the rows ({many})  {time_ / base:.2f}  ({time_:.1f} s)")


if __name__ == "__main__":
    main()
