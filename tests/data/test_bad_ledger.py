"""A fault in the ledger is refused with the key of its row."""

import re

import pytest

from tests.conftest import run_python

CLAIMS, SENTENCES = "data/claims.csv", "data/article_sentences.csv"
KEY = "consulate-guard-2022"
#: Its row: id, claim, quotation; kind, verdict, reason, for, against, chapter, sources.
ROW = rf"({KEY},[^,]*,),text,holds,([^,\"]*),([a-z0-9;]*),,([^,]*),([a-z0-9]*)\n"


def read_ledger(copy) -> str:
    """What the ledger of a copy says when it is read."""
    code = (
        "from csto import ledger, CstoError\n"
        "try: ledger.claims()\n"
        "except CstoError as e: print(type(e).__name__, e)"
    )
    result = run_python(copy, "-c", code)
    assert result.returncode == 0, result.stderr
    return result.stdout


def change(copy, path, old, new):
    file = copy / path
    text = file.read_text(encoding="utf-8")
    assert re.search(old, text), f"nothing to change: {old}"
    file.write_text(re.sub(old, new, text, count=1), encoding="utf-8")


def assert_refused(copy, *words):
    said = read_ledger(copy)
    for word in ("DataError", *words):
        assert word in said, f"'{word}' is not in: {said or 'nothing'}"


def test_the_ledger_itself_is_accepted(copy):
    assert read_ledger(copy) == ""


@pytest.mark.parametrize(
    ("new", "column", "expected"),
    [
        (r"\1,text,,\2,\3,,\4,\5\n", "verdict", "the column is required"),
        (r"\1,text,true,\2,\3,,\4,\5\n", "verdict", "one of holds"),
        (r"\1,text,holds,,\3,,\4,\5\n", "reason", "the column is required"),
        (r"\1,text,holds,\2,\3,,\4,\n", "sources", "the column is required"),
        (r"\1,text,holds,\2,nobody1999,,\4,\5\n", "evidence_for", "a key of references.bib"),
        (r"\1,text,holds,\2,\3,nobody1999,\4,\5\n", "evidence_against", "a key of references.bib"),
        (r"\1,rumour,holds,\2,\3,,\4,\5\n", "kind", "one of date"),
    ],
)
def test_a_fault_in_a_claim_is_named(copy, new, column, expected):
    change(copy, CLAIMS, ROW, new)
    assert_refused(copy, CLAIMS, KEY, f"column '{column}'", expected)


def test_a_claim_of_no_sentence_is_named(copy):
    change(copy, SENTENCES, f";{KEY}", "")
    assert_refused(copy, CLAIMS, KEY, "no sentence")


def test_a_claim_that_is_not_there_is_named(copy):
    change(copy, SENTENCES, f";{KEY}", ";nothing-such")
    assert_refused(copy, SENTENCES, "nothing-such", "ids of the table claims")


def test_a_sentence_with_neither_claim_nor_reason_is_named(copy):
    change(copy, SENTENCES, r"(\nabstract-01,.*),announcement,", r"\1,,")
    assert_refused(copy, SENTENCES, "abstract-01", "claims or a reason")


def test_a_sentence_with_claims_and_a_reason_is_named(copy):
    change(copy, SENTENCES, r"(\nintroduction-03,.*most-active-region),,", r"\1,general,")
    assert_refused(copy, SENTENCES, "introduction-03", "not both")


def test_a_gap_in_the_numbers_is_named(copy):
    change(copy, SENTENCES, r"\nmethods-05,.*", "")
    assert_refused(copy, SENTENCES, "methods-06", "found '6'; expected 5")


def test_a_repetition_of_nothing_is_named(copy):
    change(copy, SENTENCES, r"repetition,peacekeeping-09;", "repetition,peacekeeping-99;")
    assert_refused(copy, SENTENCES, "abstract-05", "ids of sentences")
