"""The ledger as chapters and notebooks see it: order, boxes, tables."""

import pytest

import csto
from csto import ledger


@pytest.fixture(scope="module")
def claims():
    return ledger.claims().set_index("id")


def test_a_claim_stands_where_its_first_sentence_stands(claims):
    row = claims.loc["russia-driver"]
    assert row["sentences"] == "institution-11;conclusion-05"
    assert row["section"] == "Institutionalization"
    assert ledger.sentences_in_words(row) == "Sentence 11; Conclusion 5"


def test_a_footnote_is_a_note(claims):
    assert ledger.sentences_in_words(claims.loc["isaf-2001-2014"]) == "Note 8"


def test_a_box_leads_to_its_entry(claims):
    number = claims.loc["charter-place", "number"]
    box = csto.claim("charter-place")
    assert f"{{claim-link}}`Claim {number} of the ledger <claim-{number:03d}>`" in box.markdown
    assert box.markdown.startswith("(claim-charter-place)=")
    assert f"Claim {number} of the ledger</p>" in box.html


def test_words_of_the_article_are_shown_as_its_own(claims):
    row = claims[claims["quotation"].notna()].iloc[0]
    assert f'In its words: "{row["quotation"]}".' in csto.claim(row.name).markdown


def test_a_table_holds_the_claims_of_its_section(claims):
    shown = ledger.table("Conclusion")
    for _, row in claims[claims["section"] == "Conclusion"].iterrows():
        assert f"<claim-{row['number']:03d}>" in shown.markdown
        assert f"{{facet}}`verdict: {ledger.VERDICTS[row['verdict']]}`" in shown.markdown
    assert "{claim" not in shown.html and "{facet" not in shown.html and "{cite" not in shown.html


def test_an_unknown_section_is_named():
    with pytest.raises(csto.CstoError, match="no claims in 'Preface'"):
        ledger.table("Preface")
    with pytest.raises(csto.CstoError, match="no section 'Preface'"):
        ledger.short_section("Preface")
