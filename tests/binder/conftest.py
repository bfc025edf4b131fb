"""A place made as Binder makes it, with JupyterLab at work in it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import ROOT
from tests.web.conftest import ARGUMENTS


def clone(target: Path) -> Path:
    """The files that git has or would take, as a fresh clone has them."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def surroundings(place: Path) -> dict[str, str]:
    """Environment variables of a new user who knows nothing of the book's own environment."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "JUPYTER", "VIRTUAL"))
    }
    config = Path.home() / ".config" / "pip" / "pip.conf"
    if config.is_file():  # how this machine reaches the package index
        kept.setdefault("PIP_CONFIG_FILE", str(config))
    home = place / "home"
    home.mkdir(exist_ok=True)
    return kept | {"HOME": str(home), "PATH": f"{place / 'env' / 'bin'}:{kept['PATH']}"}


def make_place(place: Path, *chosen: str) -> Path:
    """A clone with an environment made only from `binder/`; postBuild has run."""
    clone(place / "repository")
    subprocess.run([sys.executable, "-m", "venv", place / "env"], check=True)
    command = [place / "repository" / "binder" / "postBuild", *chosen]
    subprocess.run(command, env=surroundings(place), cwd=place, check=True, timeout=1200)
    return place


@contextmanager
def jupyterlab(place: Path):
    """JupyterLab on a free port of loopback, started in the clone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    options += ["--ServerApp.port_retries=0", "--IdentityProvider.token="]
    command = [place / "env" / "bin" / "jupyter", "lab", *options]
    log = (place / "lab.log").open("w")
    server = subprocess.Popen(
        command, cwd=place / "repository", env=surroundings(place), stdout=log, stderr=log
    )
    try:
        base = f"http://127.0.0.1:{port}"
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{base}/api/status", timeout=5).close()
                break
            except OSError:
                time.sleep(0.5)
        yield base
    finally:
        server.terminate()
        server.wait(30)
        log.close()


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()
