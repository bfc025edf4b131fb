"""Dates and numbers typed into the prose stand in the data; all others come through glue."""

import re
from functools import lru_cache

import pandas as pd
import pytest

import csto
from tests.conftest import chapters, prose

MONTHS = (
    "January February March April May June July August September October November December".split()
)
DAY = re.compile(r"\b(\d{1,2}) (" + "|".join(MONTHS) + r") (\d{4})\b")
#: Digits that are names, not measurements: years, articles of law, names of exercises and forces.
NAMES = re.compile(
    r"\b(19|20)\d\d(?:[–/-](?:19|20)?\d\d)?s?\b|\b[Aa]rticles? \d+(?:(?:, | and )\d+)*|\bNo\. ?\d+"
    r"|\b201st\b|\bKhabar 24\b|[A-Z][\w-]+-\d+|\bES-11\b|\bMi-\d+|\bIl-\d+|\bAn-\d+|\bCHPP-\d"
)


@lru_cache(maxsize=1)
def days_in_data() -> set[str]:
    """All days of all date columns, and those written out in the texts of the tables."""
    found: set[str] = set()
    for resource in csto.package()["resources"]:
        if not resource["path"].endswith(".csv"):
            continue
        rows = csto.load(resource["name"])
        for name in rows:
            if pd.api.types.is_datetime64_any_dtype(rows[name]):
                found |= set(rows[name].dropna().dt.strftime("%Y-%m-%d"))
            elif rows[name].dtype == "string":
                for text in rows[name].dropna():
                    found |= {iso(match) for match in DAY.finditer(text)}
    return found


def iso(match: re.Match) -> str:
    return f"{match.group(3)}-{MONTHS.index(match.group(2)) + 1:02d}-{int(match.group(1)):02d}"


@pytest.mark.parametrize("page", chapters())
def test_typed_days_stand_in_the_data(page):
    typed = {match.group(): iso(match) for match in DAY.finditer(prose(page))}
    strange = [day for day, found in typed.items() if found not in days_in_data()]
    assert not strange, f"{page}: days that no table has: {', '.join(strange)}"


@pytest.mark.parametrize("page", chapters())
def test_no_number_is_typed(page):
    text = re.sub(r"`[^`]*`|\]\([^)]*\)|\[\d[^\]]*\]|\"[^\"]*\"|“[^”]*”", " ", prose(page))
    text = re.sub(
        r"\b\d{1,2}(?:(?:[–-]| to | and )\d{1,2})? (" + "|".join(MONTHS) + r")\b", " ", text
    )
    text = NAMES.sub(" ", text)
    typed = [
        line.strip()
        for line in text.splitlines()
        if re.search(r"\d", line) and not line.startswith("#")
    ]
    assert not typed, f"{page}: numbers typed by hand, not glued: {typed}"
