"""Rules of the ledger: each sentence of the article is listed, each claim stands in one."""

import re

import pandas as pd
from rules import fault, filled_when, offending, require, require_equal

from csto import ledger
from csto.tables import load, split

#: Sentences of each section, counted in the article.
SENTENCES = {
    "Abstract": 7,
    "Introduction": 16,
    "Materials and methods": 12,
    "Foreign policy concepts": 33,
    "Institutionalization": 21,
    "Peacekeeping": 36,
    "Conclusion": 10,
    "Footnotes": 20,
}
#: Citations of the article to which no mark in the text leads.
WITHOUT_MARK = {"note-15": "the article lacks the mark, as the row says"}


def columns(name):
    """Each sentence with one of its lists, as a pair."""
    rows = load("article_sentences")
    return [(row, split(row[name])) for _, row in rows.iterrows()]


def test_sentences_by_section():
    """Every section has as many sentences as were counted in it."""
    found = load("article_sentences").section.map(ledger.short_section).value_counts(sort=False)
    require_equal("article_sentences", "sentences by section", found.to_dict(), SENTENCES)


def test_sentences_and_claims_fit_together():
    """Numbers run without gap; each sentence has claims or a reason; each claim a sentence."""
    sentences, claims = load("article_sentences"), load("claims")
    faults = [*ledger.sentence_faults(sentences, claims), *ledger.claim_faults(sentences, claims)]
    assert not faults, "\n".join(faults)


def test_an_id_is_made_of_section_and_number():
    """`concepts-07` is the seventh sentence of its section, and one word stands for a section."""
    rows = load("article_sentences")
    parts = rows.id.str.extract(r"^([a-z]+)-(\d\d)$")
    wrong = rows[parts[1].astype("Int64") != rows.number]
    require(offending(wrong, "id", lambda row: f"...-{row.number:02d}"))
    pairs = pd.DataFrame({"word": parts[0], "section": rows.section}).drop_duplicates()
    require_equal("article_sentences", "words for sections", len(pairs), len(SENTENCES))


def test_paragraphs_run_on():
    """A paragraph has the number of the one before it or the next."""
    rows, faults = load("article_sentences"), []
    for _, group in rows.groupby("section"):
        step = group.paragraph.diff().fillna(group.paragraph)
        faults += offending(group[~step.isin([0, 1])], "paragraph", "no gap and no step back")
    require(faults)


def test_numbers_follow_the_sentences():
    """The number of a claim grows with the place of the first sentence that holds it."""
    claims, order = ledger.claims(), list(load("article_sentences").id)
    firsts = [order.index(split(cell)[0]) for cell in claims.sentences]
    assert list(claims.number) == list(range(1, len(claims) + 1))
    assert firsts == sorted(firsts)


def test_citations_are_those_of_the_article():
    """`cites` names rows of article_citations, and each of these is cited by a sentence."""
    known = load("article_citations").query("kind != 'self'")
    cited = {key for _, keys in columns("cites") for key in keys}
    require_equal("article_sentences", "unknown in 'cites'", cited - set(known.id), set())
    idle = known[~known.id.isin(cited)]
    require(offending(idle, "id", "cited by a sentence of the article"), WITHOUT_MARK)


def test_only_footnotes_are_citations():
    """The reason citation is that of footnotes."""
    rows = load("article_sentences")
    wrong = rows[(rows.reason == "citation") & (rows.section != "Footnotes")]
    require(offending(wrong, "reason", "another reason, because it is no footnote"))


def test_quotations_are_short():
    """A quotation has at most twenty words and shows what the claim does not."""
    rows = load("claims").dropna(subset=["quotation"])
    long = rows[rows.quotation.str.split().str.len() > 20]
    idle = rows[[row.quotation in row.claim for _, row in rows.iterrows()]]
    require(
        offending(long, "quotation", "at most 20 words")
        + offending(idle, "quotation", "no value, because the claim has these words")
    )


def test_no_source_is_evidence_on_both_sides():
    """A key stands for a claim or against it."""
    faults = []
    for _, row in load("claims").iterrows():
        if both := set(split(row.evidence_for)) & set(split(row.evidence_against)):
            said = "keys that do not stand on the other side"
            faults.append(fault("claims", row.id, "evidence_for", ";".join(sorted(both)), said))
    require(faults)


def test_the_article_is_where_claims_are_made():
    """`sources` of a claim is the article, and so is that of a sentence."""
    for table in ("claims", "article_sentences"):
        rows = load(table)
        require(
            offending(rows[rows.sources != "beloglazov2023activities"], "sources", "the article")
        )


def test_the_record_of_the_article():
    """A row has a value or a date, unless it says that nothing is stated; dates follow another."""
    rows = load("article_record")
    dates = rows.set_index("id").date[["received", "approved", "accepted", "published"]]
    assert dates.is_monotonic_increasing
    require(filled_when(rows, "stated_in", rows.value.notna() | rows.date.notna(), "it is stated"))


def test_numbers_in_words_are_not_typed():
    """No claim speaks of another by its number, which changes when a claim is added."""
    rows = load("claims")
    wrong = rows[rows.reason.str.contains(re.compile(r"\b[Cc]laim \d"))]
    require(offending(wrong, "reason", "the id of the claim, not its number"))
