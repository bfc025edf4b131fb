"""The proof of completeness finds what is missing, on an invented article of three sections."""

import csv
import sys

import pytest

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import check_article  # noqa: E402

SENTENCES = [
    ("abstract-01", "Abstract", "The article weighs the evidence."),
    ("introduction-01", "Introduction", "In May the treaty turned thirty, and its bodies twenty."),
    ("introduction-02", "Introduction", "Half of the coup d’état makers came from one region."),
    ("conclusion-01", "Conclusion", "So it was."),
    ("footnotes-01", "Footnotes", "Statement of a council. Available from: http://example.org/1"),
]
TEXT = """A title and an author

Abstract. The article weighs the evi-
dence.

Introduction

In May the treaty turned thirty¹, and its bodies

1 Statement of a council. Available from: http://example.org/1
HISTORICAL RETROSPECTIVE AND MODERNITY 148

twenty [2:17]. Half of the coup d'état makers came from one region.

Conclusion

So it was.

References
1. A book.
"""


def listed(sentences=SENTENCES) -> list[dict[str, str]]:
    """Rows as the table `article_sentences` has them."""
    streams = [(key, section, check_article.letters(text)) for key, section, text in sentences]
    return [
        {"id": key, "section": section, "letters": str(len(stream)),
         "sha256": check_article.digest(stream)}
        for key, section, stream in streams
    ]  # fmt: skip


def test_line_breaks_notes_and_page_heads_do_not_matter():
    assert check_article.compare(TEXT, listed()) == []


@pytest.mark.parametrize("missing", [s[0] for s in SENTENCES])
def test_a_sentence_that_the_table_lacks_is_shown(missing):
    faults = check_article.compare(TEXT, listed([s for s in SENTENCES if s[0] != missing]))
    text = next(check_article.letters(s[2]) for s in SENTENCES if s[0] == missing)
    assert any(text[:20] in fault for fault in faults), faults


def test_a_sentence_that_the_text_lacks_is_named():
    faults = check_article.compare(TEXT.replace("So it was.", ""), listed())
    assert len(faults) == 1 and faults[0].startswith("conclusion-01: not found")


def test_one_changed_letter_is_noticed():
    faults = check_article.compare(TEXT.replace("one region", "our region"), listed())
    assert any(fault.startswith("introduction-02") for fault in faults)


def test_a_sentence_in_another_place_is_noticed():
    rows = listed([SENTENCES[0], SENTENCES[2], SENTENCES[1], *SENTENCES[3:]])
    assert check_article.compare(TEXT, rows)


def test_a_quotation_must_be_exact():
    said = [{"id": "thirty", "quotation": "turned thirty", "claim": 'It "weighs the evidence".'}]
    text = TEXT.replace("evi-\ndence", "evidence")
    assert check_article.misquoted(text, said) == []
    said[0]["quotation"] = "turned forty"
    assert check_article.misquoted(text, said) == [
        "thirty: the article does not say 'turned forty'"
    ]


def test_the_table_holds_digests_and_no_text():
    with open(ROOT / "data" / "article_sentences.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = "id section number paragraph letters sha256 cites claims reason repeats sources"
    assert list(rows[0]) == columns.split()
    assert all(int(row["letters"]) > 8 for row in rows)


def test_it_asks_for_a_text(capsys):
    assert check_article.main([]) == 2
    assert "usage" in capsys.readouterr().err
