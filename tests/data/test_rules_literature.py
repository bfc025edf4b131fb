"""Rules of the tables on concepts, studies, threats, citations and claims."""

import pytest
from rules import (
    bibliography,
    by_id,
    fault,
    filled_when,
    moment,
    offending,
    require,
    require_equal,
    together,
)

from csto.paths import home
from csto.tables import load, split

ARTICLE = "beloglazov2023activities"
CYRILLIC = "[А-Яа-я]"
#: Documents whose day of adoption was not seen.
UNDATED = {"kgz-programme-2026": "the press reported the list, not the adoption"}
#: Lists that are not the one which the row of their document describes.
OTHER_LISTS = {"rus-2023-associations": "the row of the document describes paragraph 49"}
#: Documents whose context the article explains.
EXPLAINED = {"tjk-concept-2015", "kgz-concept-2019", "kaz-concept-2020"}
ROLES = {"the article": 1, "reviewed by the article": 5, "cited by the article": 4}
#: What a verdict needs: evidence in one of these columns.
EVIDENCE = {
    "holds": ["evidence_for"],
    "imprecise": ["evidence_for", "evidence_against"],
    "contradicted": ["evidence_against"],
    "contested": ["evidence_against"],
}


def not_among_sources(rows, column):
    """Rows whose key in one column is not among their sources."""
    return rows[[row[column] not in split(row.sources) for _, row in rows.iterrows()]]


def test_a_successor_is_of_the_same_state():
    """`replaced_by` names a document of the same state."""
    rows, documents = load("concepts"), by_id("concepts")
    other = rows.iso3 != rows.replaced_by.map(documents.iso3)
    require(
        offending(rows[rows.replaced_by.notna() & other], "replaced_by", "one of the same state")
    )


def test_a_document_is_in_force_until_its_successor():
    """`in_force_until` is the date of the successor, as far as both are known."""
    documents, faults = by_id("concepts"), []
    for _, row in documents.dropna(subset=["replaced_by"]).iterrows():
        end, start = (
            moment(row, "in_force_until"),
            moment(documents.loc[row.replaced_by], "adopted"),
        )
        known = min(len(end), len(start))
        if end[:known] != start[:known]:
            faults.append(fault("concepts", row.id, "in_force_until", end, start))
    require(faults)


def test_an_unseen_passage_has_no_content():
    """Where a passage was not seen, its form is not seen and nothing is said of its content."""
    rows = load("concepts")
    unseen = rows.passage_seen == "not seen"
    mixed = (rows.mention_form == "not seen") != unseen
    faults = offending(rows[mixed], "mention_form", "not seen exactly where 'passage_seen' is")
    for column in ("passage", "quote", "csto_rank", "list_length"):
        faults += offending(rows[unseen & rows[column].notna()], column, "nothing: it was not seen")
    require(faults)


def test_a_place_in_a_list_comes_with_its_length():
    """`csto_rank`, `list_length` and `list_is_open` are all filled or all empty."""
    rows = load("concepts")
    beyond = offending(
        rows[rows.csto_rank > rows.list_length], "csto_rank", "at most 'list_length'"
    )
    require(together(rows, "csto_rank", "list_length", "list_is_open") + beyond)


def test_a_quotation_names_where_it_was_taken():
    """`quote_taken_from` is filled exactly when `quote` is, and is a source of the row."""
    rows = load("concepts")
    quoted = rows.dropna(subset=["quote_taken_from"])
    require(
        together(rows, "quote", "quote_taken_from")
        + offending(
            not_among_sources(quoted, "quote_taken_from"), "quote_taken_from", "a source of the row"
        )
    )


def test_documents_are_dated():
    """Each document has the date of its adoption."""
    rows = load("concepts")
    require(offending(rows[rows.adopted.isna()], "adopted", "a date"), UNDATED)


def test_no_count_of_whole_texts_in_concepts():
    """No text was read in full, so that `concepts` has no column that counts mentions."""
    counting = [column for column in load("concepts") if "count" in column or "mentions" in column]
    require_equal("concepts", "columns that count", counting, [])


def test_places_in_a_list_run_from_one():
    """Within a list the places are 1, 2, 3 ... and one of them is that of the CSTO."""
    rows, faults = load("concept_lists"), []
    for name, group in rows.groupby("list"):
        if sorted(group["rank"]) != list(range(1, len(group) + 1)):
            faults += offending(group, "rank", f"1 to {len(group)} within {name}")
        if group.is_csto.sum() != 1:
            faults += offending(group, "is_csto", f"true in one row of {name}")
    require(faults)


def test_a_list_agrees_with_its_document():
    """Place of the CSTO and length of a list are those that the document's row gives."""
    rows, documents, faults = load("concept_lists"), by_id("concepts"), []
    length = rows.groupby("list")["id"].transform("size")
    for size, (_, row) in zip(length[rows.is_csto], rows[rows.is_csto].iterrows(), strict=True):
        expected = documents.loc[row.concept, ["csto_rank", "list_length"]].tolist()
        if [row["rank"], size] != expected:
            place = f"place {row['rank']} of {size}"
            faults += [
                fault(
                    "concept_lists", row["list"], "rank", place, "place {} of {}".format(*expected)
                )
            ]
    require(faults, OTHER_LISTS)


def test_mentions_by_name_are_mentions():
    """`count_by_name` is at most `count`."""
    rows = load("concept_mentions")
    require(offending(rows[rows.count_by_name > rows["count"]], "count_by_name", "at most 'count'"))


def test_only_counted_mentions_have_a_passage():
    """A stated figure has no count by name, no length of a passage, and an author; one exists."""
    rows = load("concept_mentions")
    counted = rows.basis == "counted in the quotation"
    words = "the mentions were counted"
    require_equal("concept_mentions", "rows that the article states", int((~counted).sum()), 1)
    require(
        filled_when(rows, "count_by_name", counted, words)
        + filled_when(rows, "passage_words", counted, words)
        + filled_when(rows, "reported_by", ~counted, "somebody stated them")
    )


def days_from_document(rows):
    return (rows.date - rows.concept.map(by_id("concepts").adopted)).dt.days


def test_days_between_event_and_document():
    """`days_from_document` is the difference of the dates, filled where the day is known."""
    rows = load("concept_context")
    days, known = days_from_document(rows), rows.date_precision == "day"
    wrong = rows[known & (rows.days_from_document != days)]
    require(
        filled_when(rows, "days_from_document", known, "the day is known")
        + filled_when(rows, "basis", known, "the number is computed")
        + offending(wrong, "days_from_document", lambda row: str(days[row.name]))
    )


def test_timing_follows_the_days():
    """An event is before its document, on the same day or after it, as the number of days says."""
    rows = load("concept_context")
    sign = {-1: "before", 0: "same day", 1: "after"}
    days = rows.days_from_document
    expected = (days.gt(0).astype("Int64") - days.lt(0).astype("Int64")).map(sign)
    wrong = rows[expected.notna() & (rows.timing != expected)]
    require(offending(wrong, "timing", lambda row: expected[row.name]))


def test_what_the_article_does_not_mention_it_does_not_claim():
    """`claim` is empty exactly where the event is not in the article."""
    rows = load("concept_context")
    require(
        filled_when(rows, "claim", rows.role != "not in the article", "the article has the event")
    )


def test_a_cause_precedes_its_document():
    """A claimed cause that the dates support lies before the document."""
    rows = load("concept_context")
    supported = (rows.supports_claim == "yes") & (rows.role == "claimed cause")
    require(offending(rows[supported & (rows.timing != "before")], "timing", "before"))


def test_context_is_given_for_the_explained_documents():
    """The events belong to the three documents whose wording the article explains."""
    rows = load("concept_context")
    require(
        offending(rows[~rows.concept.isin(EXPLAINED)], "concept", f"one of {sorted(EXPLAINED)}")
    )


def test_a_study_covers_years_in_order():
    """The first year covered is not after the last, nor the last after the publication."""
    rows = load("studies")
    require(
        offending(rows[rows.first_year > rows.last_year], "first_year", "at most 'last_year'")
        + offending(rows[rows.last_year > rows.year], "last_year", "at most 'year'")
    )


@pytest.mark.parametrize("end", ["first_year", "last_year"])
def test_a_year_covered_has_a_basis(end):
    """A year that a study covers comes with its basis, and both with a statement."""
    rows = load("studies")
    silent = rows[rows[end].notna() & rows.span_statement.isna()]
    require(
        together(rows, end, f"{end}_basis")
        + offending(silent, "span_statement", "the statement from which the year is taken")
    )


def test_a_last_year_taken_from_the_publication_is_its_year():
    """With the basis year of publication, the last year is the year of publication."""
    rows = load("studies")
    other = (rows.last_year_basis == "year of publication") & (rows.last_year != rows.year)
    require(offending(rows[other], "last_year", "the year of publication"))


def test_roles_of_studies():
    """One row is the article, five works it reviews, four it cites."""
    found = load("studies").role.value_counts().to_dict()
    require_equal("studies", "rows by role", {role: found.get(role, 0) for role in ROLES}, ROLES)


def test_works_of_the_article_are_its_references():
    """The nine works that the article reviews or cites are its nine references."""
    citations = load("article_citations")
    references = set(citations.work[citations.kind == "reference"])
    rows = load("studies")
    used = rows.role.isin(["reviewed by the article", "cited by the article"])
    known = rows.sources.map(lambda cell: bool(references & set(split(cell))))
    require(
        offending(rows[used & ~known], "sources", "the work of a reference of the article")
        + offending(rows[known & (rows.role == "other scholarship")], "role", "one of the article")
    )


def test_foreign_titles_are_translated():
    """A title in Cyrillic or German has an English title beside it."""
    rows = load("studies")
    langid = {key: entry.fields.get("langid") for key, entry in bibliography().items()}
    german = rows.sources.map(lambda cell: langid[split(cell)[0]] in ("german", "ngerman"))
    foreign = rows.title.str.contains(CYRILLIC) | german
    require(offending(rows[foreign & rows.title_en.isna()], "title_en", "an English title"))


def test_a_threat_has_a_value_or_a_range():
    """A row has a value, or two bounds and the qualifier between, the lower one lower."""
    rows = load("threats")
    between = rows.value_qualifier.isin(["between"])
    inverted = rows[rows.value_low >= rows.value_high]
    require(
        filled_when(rows, "value", ~between, "it is no range")
        + filled_when(rows, "value_low", between, "'value_qualifier' is between")
        + filled_when(rows, "value_high", between, "'value_qualifier' is between")
        + offending(inverted, "value_low", "less than 'value_high'")
    )


def test_a_computed_threat_says_so():
    """A computed figure is explained in the note."""
    rows = load("threats")
    silent = (rows.basis == "computed") & ~rows.note.fillna("").str.contains("omputed|[Ss]um|less")
    require(offending(rows[silent], "note", "how the figure was computed"))


def test_citations_are_numbered():
    """The article itself is 0, its references are 1 to 9, its footnotes 1 to 19."""
    rows = load("article_citations")
    found = {kind: sorted(group.number) for kind, group in rows.groupby("kind")}
    expected = {"footnote": list(range(1, 20)), "reference": list(range(1, 10)), "self": [0]}
    require_equal("article_citations", "numbers by kind", found, expected)


def test_a_problem_has_a_kind():
    """`problem` and `problem_kind` are both filled or both empty."""
    require(together(load("article_citations"), "problem", "problem_kind"))


def test_footnotes_that_share_a_work():
    """Footnotes 9, 10 and 11 cite one work; for footnote 8, which cites nothing, the article is."""
    work = by_id("article_citations").work
    shared = {work[f"note-{number}"] for number in (9, 10, 11)}
    require_equal("article_citations", "works of footnotes 9 to 11", len(shared), 1)
    require_equal("article_citations", "work of footnote 8", work["note-8"], ARTICLE)


def test_a_work_is_a_source_of_its_row():
    """The work that a citation means stands among the sources of the row."""
    rows = load("article_citations")
    require(offending(not_among_sources(rows, "work"), "sources", "also the key in 'work'"))


@pytest.mark.parametrize("verdict", EVIDENCE)
def test_a_verdict_has_evidence(verdict):
    """A claim that holds has evidence for it, one that does not has evidence against it."""
    rows, columns = load("claims"), EVIDENCE[verdict]
    bare = rows[(rows.verdict == verdict) & rows[columns].isna().all(axis=1)]
    require(offending(bare, columns[0], f"evidence, because the verdict is {verdict}"))


def test_a_claim_names_a_page():
    """`chapter` is a page under chapters/."""
    rows = load("claims")
    pages = home() / "chapters"
    lost = rows.chapter.map(lambda page: not (pages / f"{page}.md").is_file())
    require(offending(rows[lost], "chapter", "a page under chapters/"))
