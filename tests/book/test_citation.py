"""The book can be cited, and says the same of itself everywhere."""

import json
import re
import tomllib

import pytest
import yaml
from pybtex.database import parse_string
from sphinx.errors import ConfigError

from csto.book import citation, inventory
from tests.conftest import ROOT

CFF = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_version_title_and_day_agree_everywhere():
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    preferred = CFF["preferred-citation"]
    assert CFF["version"] == project["version"] == preferred["version"]
    assert CFF["title"].startswith(config["title"]) and preferred["title"] == CFF["title"]
    assert config["author"] == CFF["authors"][0]["name"] == preferred["authors"][0]["name"]
    assert str(preferred["year"]) == CFF["date-released"][:4] == config["copyright"]


@pytest.mark.parametrize("what", ["book", "data"])
def test_bibtex_can_be_read_back(what):
    (entry,) = parse_string(citation.bibtex(what), "bibtex").entries.values()
    assert entry.fields["title"].replace("{", "").replace("}", "").startswith(CFF["title"])
    assert [str(person) for person in entry.persons["author"]] == [
        "{The contributors to this book}"
    ]
    assert entry.fields["year"] == CFF["date-released"][:4]
    assert entry.fields["version"] == CFF["version"]


@pytest.mark.parametrize("what", ["book", "data"])
def test_ris_has_its_form(what):
    lines = citation.ris(what).split("\r\n")
    assert lines[0] == {"book": "TY  - BOOK", "data": "TY  - DATA"}[what]
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert f"TI  - {CFF['title']}" in lines


def test_a_citation_file_without_a_version_is_refused(tmp_path, monkeypatch):
    fields = {k: v for k, v in CFF.items() if k != "version"}
    (tmp_path / "CITATION.cff").write_text(yaml.safe_dump(fields), encoding="utf-8")
    monkeypatch.setattr(citation, "home", lambda: tmp_path)
    citation.metadata.cache_clear()
    with pytest.raises(ConfigError, match=r"CITATION\.cff has no version"):
        citation.metadata()
    citation.metadata.cache_clear()


def test_pages_link_to_the_citation_files(built, soups):
    for page in ("index", "chapters/apparatus/colophon"):
        article = soups[page].select_one("article")
        links = [a["href"] for a in article.find_all("a", href=re.compile(r"cite/"))]
        assert len(links) == 4, f"{page} has {links}"
        for link in links:
            assert ((built / page).parent / link).resolve().is_file(), f"{page}: {link}"


def test_the_colophon_names_every_locked_package(soups):
    text = soups["chapters/apparatus/colophon"].get_text(" ")
    for name, version in inventory.locked_versions().items():
        assert name in text and version in text, f"{name} {version}"


def test_the_colophon_counts_what_the_pages_hold(soups):
    rows = soups["chapters/apparatus/colophon"].select("#what-each-page-holds tbody tr")
    counted = {r.find_all("td")[0].get_text(): int(r.find_all("td")[2].get_text()) for r in rows}
    for page, soup in soups.items():
        title = soup.find("h1").find(string=True, recursive=False)
        charts = len(soup.select("figure.chart"))
        name = max((n for n in counted if n in soup.find("h1").get_text()), key=len, default="")
        assert name, f"the colophon does not list {page} ({title})"
        assert counted[name] == charts, (
            f"{page}: {charts} charts, the colophon says {counted[name]}"
        )


def test_zenodo_is_told_the_same():
    record = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    assert record["title"] == CFF["title"] and record["version"] == CFF["version"]
    assert record["keywords"] == CFF["keywords"]
    assert record["description"] == " ".join(CFF["abstract"].split())
    assert [one["name"] for one in record["creators"]] == [one["name"] for one in CFF["authors"]]
    assert record["license"].upper() in CFF["license"] and record["upload_type"] == CFF["type"]
