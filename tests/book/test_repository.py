"""One address: all links to the repository follow it, and a bad one is refused in plain words."""

import re
import sys
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from sphinx.errors import ConfigError

from csto import notebooks
from csto.book import citation, launch, repository
from tests.build.books import BIBLIOGRAPHY, built, small_book
from tests.conftest import ROOT, run_python

sys.path.insert(0, str(ROOT / "tools"))
import address  # noqa: E402

PAGE = "chapters/crises/why-2022"
GOOD = "https://github.com/someone/some-book"


@pytest.fixture
def unknown(monkeypatch):
    """No address in the citation file, none from GitHub."""
    for name in repository.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    about = {k: v for k, v in citation.metadata().items() if k != "repository-code"}
    monkeypatch.setattr(citation, "metadata", lambda: about)
    return about


class Settings:
    book_hub = "https://hub.example.org/"
    book_branch = "main"


@pytest.mark.parametrize("end", ["", "/", ".git"])
def test_a_good_address_is_read(end):
    place = repository.parse(GOOD + end)
    assert (place.host, place.owner, place.name) == ("github.com", "someone", "some-book")
    assert place.url == GOOD


@pytest.mark.parametrize(
    "bad",
    [
        "someone/some-book", "http://github.com/someone/some-book", "https://github.com/someone",
        "https://github.com/", "https://github.com/someone/some-book/tree/main", "yes",
        "https://github.com/some one/book", "https://github.com/someone/book?tab=readme",
        "git@github.com:someone/some-book.git", "https://localhost/someone/book",
    ],
)  # fmt: skip
def test_a_bad_address_is_refused_in_plain_words(bad, unknown):
    unknown["repository-code"] = bad
    with pytest.raises(ConfigError, match="CITATION.cff is .* not the address of a repository"):
        repository.current()


def test_a_build_by_github_points_at_itself(unknown, monkeypatch):
    unknown["repository-code"] = GOOD
    assert repository.current().url == GOOD
    monkeypatch.setenv("GITHUB_REPOSITORY", "fork/of-it")
    assert repository.current().url == "https://github.com/fork/of-it"
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://git.example.edu")
    assert repository.current().url == "https://git.example.edu/fork/of-it"
    monkeypatch.setenv("GITHUB_REPOSITORY", "nonsense")
    with pytest.raises(ConfigError, match="GITHUB_REPOSITORY is"):
        repository.current()


def links(html: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', html)


def test_without_an_address_no_link_leads_out(unknown):
    html = launch.tools(repository.current(), PAGE, "../../", Settings)
    assert links(html) and not [link for link in links(html) if ":" in link]


def test_with_an_address_each_link_follows_it():
    html = launch.tools(repository.parse(GOOD), PAGE, "../../", Settings).replace("&amp;", "&")
    out = [link for link in links(html) if ":" in link]
    assert len(out) == 3 and all("someone/some-book" in link for link in out)
    hub = urlsplit(out[0])
    assert hub.netloc == "hub.example.org" and hub.path == "/v2/gh/someone/some-book/HEAD"
    assert parse_qs(hub.query) == {"urlpath": [f"lab/tree/{notebooks.path_of(PAGE)}"]}
    assert f"{GOOD}/archive/refs/heads/main.zip" in html
    assert f"{GOOD}/edit/main/{PAGE}.md" in out


@pytest.mark.parametrize(
    ("where", "how"),
    [
        ("https://gitlab.com/a/b", "gl/a%2Fb"),
        ("https://codeberg.org/a/b", "git/https%3A%2F%2Fcodeberg.org%2Fa%2Fb"),
    ],
)
def test_other_hosts_are_named_as_binder_names_them(where, how):
    assert f"/v2/{how}/HEAD?" in launch.binder(repository.parse(where), PAGE)


def test_the_readme_says_what_the_address_makes_of_it():
    code = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8")).get("repository-code")
    place = repository.parse(code) if code else None
    assert address.block(place) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_address_is_set_once_and_forgotten_again():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    with_it = address.cited(text, repository.parse(GOOD))
    assert yaml.safe_load(with_it)["repository-code"] == GOOD
    twice = address.cited(with_it, repository.parse("https://github.com/else/where"))
    assert twice.count("repository-code") == 1
    assert "repository-code" not in yaml.safe_load(address.cited(twice, None))
    assert "some-book/HEAD" in address.block(repository.parse(GOOD))


def test_where_no_repository_answers_nothing_is_changed(copy):
    before = (copy / "CITATION.cff").read_bytes()
    (copy / "README.md").write_text("", encoding="utf-8")
    done = run_python(copy, "tools/address.py", "https://127.0.0.1/someone/some-book")
    assert done.returncode == 1 and "No repository answered" in done.stderr
    done = run_python(copy, "tools/address.py", "github.com/someone")
    assert done.returncode == 1 and "not the address of a repository" in done.stderr
    assert (copy / "CITATION.cff").read_bytes() == before


def test_a_build_with_a_bad_address_stops_at_once(copy):
    text = (copy / "CITATION.cff").read_text(encoding="utf-8")
    text = text.replace("license:\n", "repository-code: some/where\nlicense:\n", 1)
    (copy / "CITATION.cff").write_text(text, encoding="utf-8")
    done = run_python(copy, "tools/build.py", "html")
    assert done.returncode == 1
    assert "repository-code in CITATION.cff is 'some/where'" in done.stdout


def test_a_forks_pages_lead_to_the_fork_and_a_plain_build_to_nowhere(tmp_path, monkeypatch):
    """Both built for real, one after the other: no page keeps a link of the build before."""
    book = small_book(tmp_path / "book", ["chapters/institution/strains", *BIBLIOGRAPHY])
    shown = book / "_build" / "html" / "chapters" / "institution" / "strains.html"
    monkeypatch.setenv("GITHUB_REPOSITORY", "fork/of-it")
    built(book)
    out = [link for link in links(shown.read_text(encoding="utf-8")) if "of-it" in link]
    assert len(out) == 3 and "mybinder.org/v2/gh/fork/of-it/HEAD" in out[0]
    notebook = book / "_build" / "html" / notebooks.path_of("chapters/institution/strains")
    assert "https://github.com/fork/of-it/archive" in notebook.read_text(encoding="utf-8")
    monkeypatch.delenv("GITHUB_REPOSITORY")
    assert built(book) == set(), "no cell has to run again"
    assert "of-it" not in shown.read_text(encoding="utf-8") + notebook.read_text(encoding="utf-8")
