"""Whether a source speaks of things of a kind in general, or of single ones."""

from __future__ import annotations

import re
from collections.abc import Container

from claims.extract.links import Sentence
from claims.extract.names.families import Name

_COMPARED = re.compile(
    r"\b(?:than|with|unlike|other|among|versus|vs\.?|to|as|from)\s(?:[\w-]+\s){0,2}\Z"
)
_AFTER = re.compile(r"\b(?:like|such as|say|for example|for instance|e\.g\.|including)\b")
_LIKE = re.compile(r"\b(?:something|anything|things|stuff|ones) (?:like|such as) \Z")


def spoken_of(
    sentence: Sentence, current: Name | None, families: Container[str | None]
) -> Name | None:
    """Such things in general as a sentence and what follows it speak of, if they do.

    A passage on them begins where a sentence names them, not merely to compare ("than most
    language models"), and no single one; it ends where a single one of their kind is named, other
    than as an example ("like Falcon"). Only the kinds of which there are ``families`` are told
    apart so: words such as "company" mean a single one as often.
    """
    general = current
    for name in sentence.names:
        before = sentence.lower[: name.start - sentence.start]
        if name.generic and name.kind in families and _COMPARED.search(before) is None:
            general = name
    if general is None:
        return None
    singles = [name for name in sentence.names if name.kind == general.kind and not name.generic]
    named = [n for n in singles if not (is_example(n, sentence) or _is_likened(n, sentence))]
    return None if named else general


def _is_likened(name: Name, sentence: Sentence) -> bool:
    """Whether a name only says what sort of thing is meant: "something like Falcon"."""
    return _LIKE.search(sentence.lower, 0, name.start - sentence.start) is not None


def is_example(name: Name, sentence: Sentence) -> bool:
    """Whether a name only says what things in general are meant: "networks like Falcon have …"."""
    before = sentence.lower[: name.start - sentence.start]
    same = (n for n in sentence.names if n.generic and n.kind == name.kind and n.end <= name.start)
    general = max(same, key=lambda other: other.end, default=None)
    return general is not None and _AFTER.search(before, general.end - sentence.start) is not None
