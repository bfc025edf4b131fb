"""Ask for every address in the book whether it still answers; report what does not.

usage: python tools/links.py

Writes `_build/links.md`. Which addresses are left out, and why, stands in `links.yml`.
exit: 0 all answer; 1 some do not; 3 nothing answers, so there is no network.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "_build" / "links"
REPORT = ROOT / "_build" / "links.md"
IGNORED = ROOT / "links.yml"
_FAULT = re.compile(r"\b\w+(?:Error|Timeout)\b")


def main() -> int:
    """Run Sphinx's link check and sort what it found."""
    start = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", start, "build", str(ROOT), "--path-output", str(WORK)]
    command += ["--builder", "custom", "--custom-builder", "linkcheck"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    output = WORK / "_build" / "linkcheck" / "output.json"
    if not output.is_file():
        print(f"The link check did not run:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return 1
    found = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    status, text = report(found, ignored())
    REPORT.write_text(text, encoding="utf-8")
    print(text)
    return status


def ignored() -> list[tuple[re.Pattern, str]]:
    """Addresses that are not asked, with the reason.

    Raises:
        ValueError: an entry gives no reason.
    """
    entries = yaml.safe_load(IGNORED.read_text(encoding="utf-8")) or []
    for entry in entries:
        if not entry.get("reason", "").strip():
            raise ValueError(f"{IGNORED.name}: {entry.get('pattern')} is ignored without a reason")
    return [(re.compile(entry["pattern"]), entry["reason"]) for entry in entries]


def report(found: list[dict], left_out: list[tuple[re.Pattern, str]]) -> tuple[int, str]:
    """Exit status and report, in Markdown, of what the link check found."""
    asked = [one for one in found if one["uri"].startswith("http")]
    spared = [one for one in asked if any(p.match(one["uri"]) for p, _ in left_out)]
    rest = [one for one in asked if one not in spared and one["status"] != "ignored"]
    broken = [one for one in rest if one["status"] in ("broken", "timeout")]
    if rest and len(broken) == len(rest):
        faults = Counter(word for one in broken for word in _FAULT.findall(one["info"])[-1:])
        why = ", ".join(word for word, _ in faults.most_common(1)) or "no reason given"
        return 3, f"None of {len(rest)} addresses answered ({why}): there is no network here.\n"
    lines = [f"{len(broken)} of {len(rest)} addresses did not answer.", ""]
    lines += [f"- <{one['uri']}>, {one['filename']}: {' '.join(one['info'].split())[:120]}"
              for one in sorted(broken, key=lambda one: one["uri"])]  # fmt: skip
    lines += ["", f"{len(spared)} were not asked, for the reasons in `{IGNORED.name}`."]
    lines += ["A page that is gone may be in a web archive: add its address there to the source."]
    return int(bool(broken)), "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
