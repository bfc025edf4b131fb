"""The codebook: what each table holds, made from `datapackage.json` and the tables themselves."""

import pandas as pd

from csto.cited import Cited, html_table, list_table
from csto.errors import CstoError
from csto.tables import load, package, split
from csto.wording import plain

#: Columns that mean the same wherever they occur, so that the codebook explains them once.
COMMON = {
    "id": "Readable name of the row; it does not change.",
    "iso3": "State, as ISO 3166-1 alpha-3 code; the table states has the names.",
    "preferred": "True for the figure or dating that the book uses where sources disagree.",
    "preferred_reason": "Why the row is preferred to its rivals.",
    "note": "Remarks in full sentences: qualifications, disagreements, what was not found.",
    "confidence": "high: a primary text or two independent reports; medium: one report, or an "
    "inference that the note states; low: a weak source, kept because nothing better was found.",
    "sources": "Keys of references.bib, joined by semicolons.",
}


def groups() -> list[str]:
    """Groups of tables, in the order of the package."""
    return list(dict.fromkeys(r["group"] for r in _tables()))


def overview() -> Cited:
    """One row a table: what it is, its size, the years it covers, its sources, and its file."""
    heads = ["Table", "Title", "Rows", "Columns", "Years", "Sources"]
    body = []
    for r in _tables():
        rows = load(r["name"])
        body.append(
            [
                f"`{r['name']}`", plain(r["title"]), str(len(rows)), str(len(rows.columns)),
                years(rows), str(len(_sources(rows))),
            ]
        )  # fmt: skip
    return Cited(
        list_table(
            heads, body, "All tables of the data package", "table-codebook", [26, 36, 8, 8, 14, 8]
        ),
        html_table(heads, body, "All tables of the data package"),
    )


def describe(group: str) -> Cited:
    """The tables of one group: coverage, gaps, licence, and the meaning of each column.

    Raises:
        CstoError: the package has no such group.
    """
    chosen = [r for r in _tables() if r["group"] == group]
    if not chosen:
        raise CstoError(f"no group '{group}' in datapackage.json; groups: {', '.join(groups())}")
    parts = [_describe(r) for r in chosen]
    return Cited("\n\n".join(p.markdown for p in parts), "".join(p.html for p in parts))


def _describe(r: dict) -> Cited:
    rows = load(r["name"])
    facts = f"{len(rows)} rows, {len(rows.columns)} columns, {len(_sources(rows))} sources"
    span, states = years(rows), _states(rows)
    facts += f"; years {span}" if span else ""
    facts += f"; states: {', '.join(states)}" if states else ""
    lines = [
        f"**{plain(r['title'])}**. {plain(r['description'])}",
        f"*Size and coverage:* {facts}.",
    ]
    for label, key in (("Coverage", "coverage"), ("Known gaps", "gaps")):
        if r.get(key):
            lines.append(f"*{label}:* {plain(r[key])}")
    for licence in r.get("licenses", []):
        lines.append(f"*Licence of this table:* {plain(licence['title'])}.")
    lines.append(f"*File:* {{table-file}}`{r['name']}`")
    heads = ["Column", "Type", "Unit", "Meaning"]
    body = [
        [f"`{f['name']}`", f["type"], plain(f.get("unit", "")), plain(_meaning(f))]
        for f in r["schema"]["fields"]
        if f["name"] not in COMMON
    ]
    caption = f"Columns of {r['name']}"
    table = list_table(
        heads, body, caption, f"columns-{r['name'].replace('_', '-')}", [24, 9, 15, 52]
    )
    return Cited(
        "\n\n".join([*lines, table]),
        "".join(f"<p>{line}</p>" for line in lines) + html_table(heads, body, caption),
    )


def _meaning(field: dict) -> str:
    text = field.get("description", "")
    allowed = field.get("constraints", {}).get("enum")
    if allowed:
        text = f"{text.rstrip('.')}. One of: {', '.join(str(a) for a in allowed)}."
    return text


def _tables() -> list[dict]:
    return [r for r in package()["resources"] if r["path"].endswith(".csv")]


def _sources(rows: pd.DataFrame) -> set[str]:
    return {key for cell in rows["sources"] for key in split(cell)}


def years(rows: pd.DataFrame) -> str:
    """First and last year of a table's dates; empty if it has none."""
    found: set[int] = set()
    for name in rows:
        if pd.api.types.is_datetime64_any_dtype(rows[name]):
            found |= set(rows[name].dropna().dt.year)
        elif name == "year" or name.endswith("_year"):
            found |= {int(year) for year in rows[name].dropna()}
    if not found:
        return ""
    return str(min(found)) if len(found) == 1 else f"{min(found)}–{max(found)}"


def _states(rows: pd.DataFrame) -> list[str]:
    found: set[str] = set()
    for name in rows:
        if name.endswith(("iso3", "iso3s")):
            found |= {code for cell in rows[name].dropna() for code in split(cell)}
    return sorted(found)
