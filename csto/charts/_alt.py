"""Alternative texts, made of the rows that a chart draws: what it is, then its figures."""

from collections.abc import Iterable, Sequence
from textwrap import shorten

#: Letters in which the items of a text fit; longer ones are cut, so that it can be listened to.
_ROOM = 1600


def spoken(opening: str, parts: Sequence[tuple[str, str]]) -> str:
    """A text that lists what is drawn: `Opening. Head: item; item. Head: item.`

    Args:
        opening: what kind of drawing this is.
        parts: heading and item of each row in drawing order; a heading may be empty.
    """
    room = max(_ROOM // max(len(parts), 1), 60)
    groups: dict[str, list[str]] = {}
    for head, item in parts:
        groups.setdefault(head, []).append(_cut(item, room))
    listed = [
        (f"{_end(head)}: " if head else "") + "; ".join(items) for head, items in groups.items()
    ]
    return " ".join(f"{_end(sentence)}." for sentence in [opening, *filter(None, listed)])


def joined(*words: str, by: str = ": ") -> str:
    """Those of some words that are not empty, joined."""
    return by.join(filter(None, words))


def counted(items: Iterable, one: str, more: str = "") -> str:
    """Number of items with its noun: `1 bar`, `12 bars`."""
    count = len(list(items))
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def _cut(item: str, room: int) -> str:
    """An item without its full stop, cut at a word if it is longer than its room."""
    return _end(shorten(item, room, placeholder=" …") if len(item) > room else item)


def _end(text: str) -> str:
    return text.strip().rstrip(".;:")
