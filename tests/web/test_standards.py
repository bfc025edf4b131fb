"""The pages keep the standards: HTML as the W3C's checker reads it, WCAG as axe-core tests it."""

import json
import subprocess

import pytest

from tests.conftest import HTML, pages
from tests.web.conftest import CHECKERS, violations

VNU = CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"


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
    found = violations(visit(page, scheme=scheme))
    assert not found, f"{page}, {scheme}:\n" + "\n".join(found)


@pytest.mark.parametrize("page", pages())
def test_axe_finds_no_violation_on_a_phone(visit, page):
    assert violations(visit(page, width=390)) == []
