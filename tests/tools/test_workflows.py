"""The workflows of GitHub Actions: pinned, with few rights, and a person can run what they run."""

import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import links  # noqa: E402

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(path.name for path in FOLDER.glob("*.yml"))


def workflow(name: str) -> dict:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def steps(name: str) -> list[dict]:
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


def test_all_that_was_promised_is_there():
    assert WORKFLOWS == ["publish.yml", "release.yml", "test.yml", "weekly.yml"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_by_a_hash_and_say_the_version(name):
    lines = re.findall(r"uses: (.+)", (FOLDER / name).read_text(encoding="utf-8"))
    assert lines
    for line in lines:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_one_action_has_one_pin():
    pins: dict[str, set[str]] = {}
    for name in WORKFLOWS:
        for step in steps(name):
            action, _, pin = step.get("uses", "").partition("@")
            pins.setdefault(action, set()).add(pin)
    assert all(len(found) == 1 for found in pins.values())


@pytest.mark.parametrize("name", WORKFLOWS)
def test_rights_are_few_and_given_job_by_job(name):
    found = workflow(name)
    assert found["permissions"] == {}
    assert found["defaults"]["run"]["shell"] == "bash -eo pipefail {0}"
    writable = {"pages": "deploy-pages", "id-token": "deploy-pages", "issues": "github.sh issue",
                "contents": "github.sh release"}  # fmt: skip
    for job in found["jobs"].values():
        assert job["timeout-minutes"] and "permissions" in job
        used = " ".join(
            str(step.get("uses", "")) + str(step.get("run", "")) for step in job["steps"]
        )
        for right, level in job["permissions"].items():
            assert level in ("read", "write")
            assert level == "read" or writable[right] in used, f"{name}: {right} is never used"
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_person_can_run_each_command(name):
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for step in steps(name):
        for line in step.get("run", "").splitlines():
            assert "${{" not in line, "text from outside must come through env"
            for target in re.findall(r"^make ([a-z-]+)", line):
                assert target in targets
            for script in re.findall(r"\btools/[\w.]+", line):
                assert os.access(ROOT / script, os.X_OK)
            known = r"(make|tools/|apt-get|git config|answer=\$\(tools/)"
            assert re.match(known, line), line


def github(tmp_path, *arguments: str, gh: str = "", **variables: str):
    """Run tools/github.sh where `gh` says what GitHub would, or is missing."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "dirname", "sed", "cut", "env"):
        (tools / name).symlink_to(shutil.which(name))
    if gh:
        (tools / "gh").write_text(f"#!/bin/bash\n{gh}\n")
        (tools / "gh").chmod(0o755)
    return subprocess.run(
        [ROOT / "tools" / "github.sh", *arguments], env={"PATH": str(tools), **variables},
        capture_output=True, text=True,
    )  # fmt: skip


KNOWN = {"GITHUB_REPOSITORY": "someone/some-book", "GH_TOKEN": "x"}


@pytest.mark.parametrize(
    ("gh", "variables", "status", "words"),
    [
        ("", KNOWN, 3, "program gh is needed"),
        ("exit 0", {"GH_TOKEN": "x"}, 3, "GITHUB_REPOSITORY is not set"),
        ("exit 0", {"GITHUB_REPOSITORY": "a/b"}, 3, "GH_TOKEN is not set"),
        ("echo 'Not Found (HTTP 404)' >&2; exit 1", KNOWN, 0, "Pages is off in someone/some-book"),
        ("echo legacy", KNOWN, 0, "Source to GitHub Actions"),
        ("echo 'error connecting to api.github.com' >&2; exit 1", KNOWN, 1, "did not say"),
    ],
)
def test_what_github_lacks_is_said_in_plain_words(tmp_path, gh, variables, status, words):
    done = github(tmp_path, "pages", gh=gh, **variables)
    assert (done.returncode, words in done.stderr) == (status, True), done.stderr
    assert "yes" not in done.stdout


def test_pages_that_are_on_are_published(tmp_path):
    assert github(tmp_path, "pages", gh="echo workflow", **KNOWN).stdout == "yes\n"


def test_an_issue_is_opened_once_and_then_added_to(tmp_path):
    report = tmp_path / "report.md"
    report.write_text("something broke")
    for folder, number, verb in (("first", "", "create"), ("second", "7", "comment 7")):
        (tmp_path / folder).mkdir()
        gh = f'[ "$2" = list ] && echo -n "{number}" || echo "$@"'
        done = github(tmp_path / folder, "issue", "Title", str(report), gh=gh, **KNOWN)
        assert done.returncode == 0 and f"issue {verb}" in done.stdout, done.stderr
    (tmp_path / "third").mkdir()
    done = github(tmp_path / "third", "issue", "Title", "none.md", gh="exit 0", **KNOWN)
    assert done.returncode == 2 and "no report" in done.stderr


def answer(uri: str, status: str, info: str = "") -> dict:
    return {"filename": "index.md", "lineno": 1, "uri": uri, "status": status, "info": info}


def test_the_link_report_names_what_does_not_answer():
    found = [
        answer("https://a.example/1", "working"),
        answer("https://b.example/2", "broken", "404 Client Error"),
        answer("https://doi.org/10.1/3", "broken", "403 Client Error"),
        answer("chapters/x", "local"),
    ]
    status, text = links.report(found, links.ignored())
    assert status == 1 and "1 of 2 addresses" in text and "b.example/2>, index.md: 404" in text
    assert "doi.org" not in text and "1 were not asked" in text
    assert links.report(found[:1], links.ignored())[0] == 0


def test_without_a_network_no_link_is_called_broken():
    found = [answer(f"https://a.example/{n}", "broken", "NameResolutionError: x") for n in range(3)]
    status, text = links.report(found, links.ignored())
    assert status == 3 and "(NameResolutionError): there is no network" in text
    assert "a.example" not in text


def test_each_ignored_link_has_a_reason(tmp_path, monkeypatch):
    assert links.ignored()
    bad = tmp_path / "links.yml"
    bad.write_text("- pattern: https://x\\.example\n  reason: ''\n")
    monkeypatch.setattr(links, "IGNORED", bad)
    with pytest.raises(ValueError, match="without a reason"):
        links.ignored()
