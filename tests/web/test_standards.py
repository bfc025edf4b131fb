"""The pages keep the standards: HTML as the W3C's checker reads it, WCAG as axe-core tests it."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import HTML, pages

CHECKERS = Path(__file__).parent / "node_modules"
VNU = CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = CHECKERS / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def test_the_html_is_valid(built):
    files = [HTML / f"{page}.html" for page in [*pages(), "search"]]
    check = subprocess.run(
        ["java", "-Xss8m", "-jar", VNU, "--format", "json", "--errors-only", *files],
        capture_output=True,
        text=True,
    )
    found = [
        f"{m.get('url', '').split('/html/')[-1]}:{m.get('lastLine')}: {m['message']}"
        for m in json.loads(check.stderr)["messages"]
        if m["type"] != "info"
    ]
    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", [*pages(), "search"])
def test_axe_finds_no_violation(visit, page, scheme):
    tab = visit(page, scheme=scheme)
    tab.add_script_tag(path=AXE)
    result = tab.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    found = [
        f"{v['id']}: {n['html'][:160]} ({n.get('failureSummary', '')[:200]})"
        for v in result["violations"]
        for n in v["nodes"][:3]
    ]
    assert not found, f"{page}, {scheme}:\n" + "\n".join(found)


@pytest.mark.parametrize("page", pages())
def test_axe_finds_no_violation_on_a_phone(visit, page):
    tab = visit(page, width=390)
    tab.add_script_tag(path=AXE)
    result = tab.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in result["violations"]] == []
