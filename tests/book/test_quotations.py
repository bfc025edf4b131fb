"""What the text puts between quotation marks stands word for word in a row of the data."""

import re

import pytest

import csto
from tests.conftest import pages, prose

#: Straight marks, and the curved ones where a phrase is named rather than quoted.
MARKED = re.compile(r'"([^"\n]+)"|“([^”\n]+)”')
#: Where a quotation leaves something out or adds something.
BREAK = re.compile(r"…|\.\.\.|\[[^\]]*\]")


def letters(text: str) -> str:
    """Words without punctuation and capitals, which a quotation may change at its ends."""
    return re.sub(r"\W+", " ", text.lower()).strip()


@pytest.fixture(scope="module")
def cells() -> str:
    tables = [r["name"] for r in csto.package()["resources"] if r["path"].endswith(".csv")]
    words = [csto.load(table).select_dtypes("string") for table in tables]
    return "\n".join(letters(cell) for frame in words for cell in frame.stack().dropna())


@pytest.mark.parametrize("page", pages())
def test_a_quotation_stands_in_the_data(page, cells):
    text = re.sub(r"\{[\w:-]+\}`[^`]*`|`[^`]*`", "", prose(page))
    quoted = [straight or curved for straight, curved in MARKED.findall(text)]
    parts = {q: [letters(part) for part in BREAK.split(q)] for q in quoted}
    strange = [q for q, words in parts.items() if not all(part in cells for part in words)]
    assert not strange, f"{page}: quotations that no row holds: {strange}"
