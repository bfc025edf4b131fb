"""The ledger: the claims of the article in its order, how each is weighed, where each stands.

The order is not typed anywhere. The table `article_sentences` lists the sentences of the article
and the claims that each holds; a claim stands where the first sentence that holds it stands.
"""

import pandas as pd

from csto.cited import Cited, cite, html_table, list_table, unmark
from csto.errors import CstoError, DataError
from csto.tables import load, split
from csto.wording import names, plain

#: How a verdict is worded, in the order of charts and lists.
VERDICTS = {
    "holds": "holds",
    "imprecise": "imprecise",
    "contested": "contested",
    "contradicted": "contradicted",
    "unchecked": "could not be checked",
}
#: Short names for the sections of the article; the beginning of a section is enough.
SECTIONS = {
    "Abstract": "Abstract",
    "Introduction": "Introduction",
    "Materials": "Materials and methods",
    "The role and place": "Foreign policy concepts",
    "Institutionalization": "Institutionalization",
    "Peacekeeping": "Peacekeeping",
    "Conclusion": "Conclusion",
    "Footnotes": "Footnotes",
}


def claims() -> pd.DataFrame:
    """All claims in the order of the article.

    Returns:
        The table `claims`, one row a claim, with three columns more: `number` (from 1), `section`
        (short name of the section of its first sentence) and `sentences` (ids of all sentences
        that hold it, joined by `;`).

    Raises:
        DataError: the sentences and the claims do not fit together; all faults are listed.
    """
    sentences, found = load("article_sentences"), load("claims")
    faults = [*sentence_faults(sentences, found), *claim_faults(sentences, found)]
    if faults:
        raise DataError("\n  ".join(["the ledger does not hold together", *faults]))
    places = sentences_by_claim(sentences)
    order = {key: number for number, key in enumerate(places, 1)}
    section = sentences.set_index("id")["section"].map(short_section)
    ids = found["id"]
    found.insert(0, "number", ids.map(order).astype("Int64"))
    found["section"] = ids.map(lambda key: section[places[key][0]])
    found["sentences"] = ids.map(lambda key: ";".join(places[key]))
    return found.sort_values("number", ignore_index=True)


def sentences_by_claim(sentences: pd.DataFrame) -> dict[str, list[str]]:
    """Claim -> ids of the sentences that hold it, both in the order of the article."""
    places: dict[str, list[str]] = {}
    for held, sentence in zip(sentences["claims"], sentences["id"], strict=True):
        for key in split(held):
            places.setdefault(key, []).append(sentence)
    return places


def sentence_faults(sentences: pd.DataFrame, found: pd.DataFrame) -> list[str]:
    """Sentences out of order, without claims and reason, or with claims that are not there."""
    known, ids, faults = set(found["id"]), set(sentences["id"]), []
    expected = sentences.groupby("section", sort=False).cumcount() + 1
    for place, row in zip(expected.index, sentences.to_dict("records"), strict=True):
        held, repeated = split(row["claims"]), split(row["repeats"])
        reason = "" if pd.isna(row["reason"]) else row["reason"]
        wrong = [
            ("number", row["number"], str(expected[place]), row["number"] != expected[place]),
            ("claims", row["claims"], "claims or a reason, and not both",
             bool(held) == bool(reason)),
            ("claims", row["claims"], "ids of the table claims", not known.issuperset(held)),
            ("repeats", row["repeats"], "ids of sentences", not ids.issuperset(repeated)),
            ("repeats", row["repeats"], "sentences exactly where the reason is repetition",
             bool(repeated) != (reason == "repetition")),
        ]  # fmt: skip
        faults += [
            f"data/article_sentences.csv, row '{row['id']}', column '{column}': "
            f"found '{'' if pd.isna(value) else value}'; expected {words}"
            for column, value, words, broken in wrong
            if broken
        ]
    return faults


def claim_faults(sentences: pd.DataFrame, found: pd.DataFrame) -> list[str]:
    """Claims that no sentence holds."""
    places = sentences_by_claim(sentences)
    return [
        f"data/claims.csv, row '{key}': no sentence of data/article_sentences.csv holds this claim"
        for key in found["id"]
        if key not in places
    ]


def short_section(heading: str) -> str:
    """Short name of a section of the article.

    Raises:
        CstoError: the article has no such section.
    """
    for beginning, name in SECTIONS.items():
        if heading.startswith(beginning):
            return name
    raise CstoError(f"no section '{heading}' in the article; it has {', '.join(SECTIONS.values())}")


def address(number: int) -> str:
    """Name under which a claim stands on the page of the ledger: 41 -> `claim-041`."""
    return f"claim-{number:03d}"


def claim(key: str) -> Cited:
    """Box that weighs one claim of the article: what it says, the verdict and its reason, evidence.

    Args:
        key: id of a row of the table `claims`.

    Raises:
        CstoError: the ledger has no such claim.
    """
    found = claims().set_index("id")
    if key not in found.index:
        raise CstoError(f"data/claims.csv has no claim '{key}'; it has {', '.join(found.index)}")
    row = found.loc[key]
    number, verdict = row["number"], VERDICTS[row["verdict"]]
    parts = [
        f"*The article says:* {in_words(row)}",
        plain(row["reason"]),
        *evidence(row, "Evidence for", "Evidence against"),
        f"{{claim-link}}`Claim {number} of the ledger <{address(number)}>`",
    ]
    body = "\n\n".join(parts)
    markdown = (
        f"(claim-{key})=\n:::{{admonition}} Claim of the article: {verdict}\n"
        f":class: claim verdict-{row['verdict']}\n\n{body}\n:::"
    )
    paragraphs = "".join(f"<p>{unmark(part)}</p>" for part in parts)
    return Cited(
        markdown, f"<div><p><strong>Claim of the article: {verdict}</strong></p>{paragraphs}</div>"
    )


def in_words(row: pd.Series) -> str:
    """What a claim says: in the words of this book and, where they matter, in those of the article.

    Markdown.
    """
    text = plain(row["claim"])
    if pd.isna(row["quotation"]):
        return text
    return f'{text} In its words: "{plain(row["quotation"])}".'


def evidence(row: pd.Series, for_: str, against: str) -> list[str]:
    """Citations for and against a claim, each side that has any under its name, as Markdown."""
    sides = ((for_, row["evidence_for"]), (against, row["evidence_against"]))
    return [f"*{side}:* {cite(split(keys))}." for side, keys in sides if split(keys)]


def table(section: str) -> Cited:
    """The claims of one section as a table that the web page filters and print shows whole.

    Args:
        section: short name of a section, as in `SECTIONS`.

    Raises:
        CstoError: no claim begins in a section of that name.
    """
    found = claims()
    rows = found[found["section"] == section]
    if rows.empty:
        raise CstoError(f"no claims in '{section}'; sections: {', '.join(SECTIONS.values())}")
    heads = ["No.", "The article says", "Verdict", "Why", "Evidence"]
    body = [_cells(row) for _, row in rows.iterrows()]
    caption = f"Claims {rows['number'].min()} to {rows['number'].max()}: {section}"
    if len(rows) == 1:
        caption = f"Claim {rows['number'].iloc[0]}: {section}"
    name = "table-ledger-" + section.lower().replace(" ", "-")
    markdown = list_table(
        heads, body, caption, name, [6, 31, 13, 31, 19], "cited longtable filterable"
    )
    return Cited(markdown, html_table(heads, body, caption))


def _cells(row: pd.Series) -> list[str]:
    number = row["number"]
    place = f"{sentences_in_words(row)} · {{facet}}`kind: {row['kind']}`"
    box = f"{{claim-link}}`chapters/{row['chapter']} <claim-{row['id']}>`"
    return [
        f"{{claim-anchor}}`{number} <{address(number)}>`",
        f"{in_words(row)}\n\n{place}\n\n{box}",
        f"{{facet}}`verdict: {VERDICTS[row['verdict']]}`",
        plain(row["reason"]),
        "\n\n".join(evidence(row, "For", "Against")),
    ]


def sentences_in_words(row: pd.Series) -> str:
    """Where a claim stands: `Sentences 2 and 4; Conclusion 5`."""
    places = load("article_sentences").set_index("id")
    by_section: dict[str, list[str]] = {}
    for sentence in split(row["sentences"]):
        section = short_section(places.loc[sentence, "section"])
        by_section.setdefault(section, []).append(str(places.loc[sentence, "number"]))
    parts = []
    for section, numbers in by_section.items():
        unit = "Note" if section == "Footnotes" else "Sentence"
        plural = "s" if len(numbers) > 1 else ""
        own = section == row["section"]
        parts.append(f"{unit + plural if own else section} {names(numbers)}")
    return "; ".join(parts)
