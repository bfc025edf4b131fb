"""Alternative texts, made of the rows that a chart draws: what it is, then its figures."""

from collections.abc import Iterable, Sequence
from textwrap import shorten

#: Letters that a text of many sentences may have, and that each sentence has at least.
_ROOM, _LEAST = 1800, 90


def spoken(opening: str, parts: Sequence[tuple[str, str]]) -> str:
    """A text that lists what is drawn: `Opening. Head: item; item. Head: item.`

    Args:
        opening: what kind of drawing this is.
        parts: heading and item of each row in drawing order; a heading may be empty. What stands
            twice under a heading is said once.
    """
    groups: dict[str, list[str]] = {}
    for head, item in parts:
        groups.setdefault(head, []).append(_end(item))
    listed = [
        (f"{_end(head[:1].upper() + head[1:])}: " if head else "") + "; ".join(dict.fromkeys(items))
        for head, items in groups.items()
    ]
    sentences = [_end(sentence) for sentence in [opening, *listed] if sentence]
    return " ".join(one if one.endswith("…") else f"{one}." for one in sentences)


def briefly(texts: Sequence[str]) -> list[str]:
    """Texts cut at a word, the more of them the shorter, so that a list of them can be heard."""
    room = max(_ROOM // max(len(texts), 1), _LEAST)
    return [shorten(text, room, placeholder=" …") if len(text) > room else text for text in texts]


def joined(*words: str, by: str = ": ") -> str:
    """Those of some words that are not empty, joined."""
    return by.join(_end(word) for word in words if word)


def under(heads: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Texts of rows, each with the heading under which it stands."""
    return [joined(head, text) for head, text in zip(heads, texts, strict=True)]


def counted(items: Iterable, one: str, more: str = "") -> str:
    """Number of items with its noun: `1 bar`, `12 bars`."""
    count = len(list(items))
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def _end(text: str) -> str:
    """A text without its full stop."""
    return text.strip().rstrip(".;:")
