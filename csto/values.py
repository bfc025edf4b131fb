"""Numbers and dates on their way from a cell into the prose."""

from datetime import date

import pandas as pd
from IPython.display import display

from csto.errors import CstoError
from csto.wording import write_day

#: Prefix under which myst-nb finds glued values (the convention comes from papermill).
_RECORD = "application/papermill.record/"


def glue(**values) -> None:
    """Hand values to the prose, where ``{glue:text}`name``` shows them.

    The work of `myst_nb.glue`, without its dependencies, so that a chapter runs in a light
    environment too; the same value cannot be typed differently in text, chart and table.

    Args:
        **values: name and value; a whole number gets thousands separators (4,000), a date its
            full form (14 May 2002), text stays as it is.

    Raises:
        CstoError: a value is missing, or is of a kind that has no agreed form in prose.
    """
    for name, value in values.items():
        # Quoted, since myst-nb evaluates what it can: a bare 4,000 would become the pair (4, 0).
        text = repr(in_prose(value, name))
        metadata = {"scrapbook": {"name": name, "mime_prefix": _RECORD}}
        display({_RECORD + "text/plain": text}, raw=True, metadata=metadata)


def in_prose(value, name: str = "value") -> str:
    """How a value is written in a sentence.

    Args:
        value: text, whole number, decimal number or date (day precision).
        name: what the value is called, for the error message.

    Raises:
        CstoError: the value is missing or of another kind.
    """
    if isinstance(value, str):
        return value
    if value is None or value is pd.NaT or pd.isna(value):
        raise CstoError(f"'{name}' is a missing value; say in words that it is unknown")
    if isinstance(value, date | pd.Timestamp):
        return write_day(value)
    if float(value).is_integer():
        return f"{int(value):,}"
    if isinstance(value, float):
        raise CstoError(
            f"'{name}' is {value!r}: choose its decimals in the chapter, f'{{value:.1f}}' for one"
        )
    raise CstoError(f"'{name}' is a {type(value).__name__}; expected text, a number or a date")
