"""Prove that no sentence of the article is missing from the ledger, with a copy of the article.

usage: python tools/check_article.py ARTICLE.txt

The article is not part of this project; a text made from its PDF or its web page will do. The
tables `article_sentences` and `claims` are read from `data/`. Line breaks, hyphens, page heads and
notes in between do not matter: only the letters a to z are compared, by length and digest.
"""

import csv
import hashlib
import re
import sys
import unicodedata
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
#: Where the text proper begins and ends; the heading over three sections; what heads the pages.
START, END, OVER = "abstract", "references", "results"
RUNNING = (
    "Historical retrospective and modernity",
    "Beloglazov A.V. Activities of the Collective Security Treaty Organization in Central Asia "
    "(2002-2022). Russia & World: Scientific Dialogue.",
)
#: Sentences stand in order; so far ahead, in letters, the next one is looked for.
REACH = 4000


def main(arguments: list[str]) -> int:
    """Check one text; the exit status says whether table and text agree."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    text = Path(arguments[0]).read_text(encoding="utf-8")
    listed, claims = rows("article_sentences"), rows("claims")
    faults = [*compare(text, listed), *misquoted(text, claims)]
    said = (
        f"All {len(listed)} sentences are listed; all {len(quoted(claims))} quotations are exact."
    )
    print("\n".join(faults) or said)
    return 1 if faults else 0


def rows(table: str) -> list[dict[str, str]]:
    """Rows of a table of `data/`, as text."""
    with open(DATA / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def letters(text: str) -> str:
    """Letters a to z of a text in lower case, accents taken off, nothing between them."""
    return re.sub("[^a-z]", "", unicodedata.normalize("NFKD", text).lower())


def digest(text: str) -> str:
    """SHA-256 of letters."""
    return hashlib.sha256(text.encode()).hexdigest()


def compare(text: str, listed: list[dict[str, str]]) -> list[str]:
    """What the text has and the table lacks, and the other way round, one line each."""
    notes = [row for row in listed if row["section"] == "Footnotes"]
    sentences = [row for row in listed if row["section"] != "Footnotes"]
    headings = {OVER, *(letters(row["section"]) for row in sentences)}
    rest = body(letters(text))
    for head in map(letters, RUNNING):
        rest = re.sub(f"{head}(?!https)", "", rest)  # the citation line, which is listed, goes on
    faults = []
    for row in notes:
        place = find(rest, row, 0, len(rest))
        if place is None:
            faults.append(f"{row['id']}: not found in the text")
        else:
            rest = rest[:place] + rest[place + int(row["letters"]) :]
    end = 0
    for row in sentences:
        place = find(rest, row, end, REACH)
        if place is None:
            faults.append(f"{row['id']}: not found in the text, or not in this place")
        else:
            faults += unlisted(rest[end:place], headings, row["id"])
            end = place + int(row["letters"])
    return faults + unlisted(rest[end:], headings, "the end")


def body(stream: str) -> str:
    """The letters from the abstract to the list of references."""
    start, end = stream.find(START), stream.rfind(END)
    return stream[start if start >= 0 else 0 : end if end > 0 else len(stream)]


def find(stream: str, row: dict[str, str], start: int, reach: int) -> int | None:
    """Where a sentence begins in a stream of letters, at or after a place."""
    length = int(row["letters"])
    for place in range(start, min(start + reach, len(stream) - length) + 1):
        if digest(stream[place : place + length]) == row["sha256"]:
            return place
    return None


def unlisted(gap: str, headings: set[str], before: str) -> list[str]:
    """A complaint about letters between two sentences that are no heading."""
    for heading in sorted(headings, key=len, reverse=True):
        gap = gap.replace(heading, "")
    where = f"before {before}: the table lists no sentence with the letters"
    return [f"{where} '{gap[:60]}'"] if gap else []


def misquoted(text: str, claims: list[dict[str, str]]) -> list[str]:
    """Quotations of the ledger that the article does not have."""
    said = " ".join(re.sub("[‘’]", "'", text).split())
    return [f"{key}: the article does not say '{q}'" for key, q in quoted(claims) if q not in said]


def quoted(claims: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Each quotation of the ledger, beside a claim or inside it, with the id of the claim."""
    return [
        (row["id"], quotation)
        for row in claims
        for quotation in [row["quotation"], *re.findall('"([^"]+)"', row["claim"])]
        if quotation
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
