"""Members of a family that a text points out by their size: "the small one", "both models"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claims.extract.discourse import Discourse
from claims.extract.english import words
from claims.extract.families import Name, with_size
from claims.extract.links import Sentence
from claims.vocabulary import Vocabulary

# What a member may be called besides by the nouns of its kind.
_CALLED = ("one", "version", "variant", "sibling", "brother", "sister")
# How they are told apart where there are three.
_ALONE = r"(?= ?(?:[.,;:?!]|\Z|(?:is|are|were|have|had|can|will|need|take|took|fit|run)\b))"
_MIDDLE = "middle|medium|mid-sized|mid-size|intermediate"


def described(sentence: Sentence, discourse: Discourse, vocabulary: Vocabulary) -> Iterator[Name]:
    """The names of members that a sentence points out, where members of a family were named."""
    nouns = {*_CALLED}
    for kind in vocabulary.member_attributes:
        nouns.update(vocabulary.kind_nouns.get(kind, ()))
    for match in _pattern(tuple(sorted(nouns))).finditer(sentence.lower):
        family = discourse.sized_family()
        if family is None:
            return
        start, end = sentence.start + match.start(), sentence.start + match.end()
        canonical = _canonical(match, family.canonical, discourse)
        free = not any(name.start < end and start < name.end for name in sentence.names)
        if canonical is not None and free:
            yield Name(start, end, match[0], canonical, family.kind, family.canonical)


def _canonical(match: re.Match[str], family: str, discourse: Discourse) -> str | None:
    """The member that a description points out; the family where it is several."""
    sizes = sorted(discourse.member_sizes[family])
    if match["many"]:
        return family
    if match["middle"]:
        return with_size(family, sizes[1]) if len(sizes) == 3 else None
    return with_size(family, sizes[-1] if match["large"] else sizes[0])


@cache
def _pattern(nouns: tuple[str, ...]) -> re.Pattern[str]:
    small, large = ("|".join(sorted(words(f"size_{size}"))) for size in ("small", "large"))
    noun = "|".join(map(re.escape, nouns))
    which = rf"(?:{small}|(?P<large>{large})|(?P<middle>{_MIDDLE}))"
    single = rf"(?:the|this|that|our|its)\s(?:very |much )?{which}\s(?:of the (?:two|three)|(?:{noun}))"
    some = rf"(?:(?:{small}|{large}) )?(?:{noun}|size)s"
    many = (
        rf"both(?: of)?(?: the(?:se|m)?)? {some}|both of (?:them|these|those)|of both"
        rf"|(?:the|these|those|all)(?: other)? (?:two|three|four)(?: other)?(?: {some}|{_ALONE})"
        rf"|the (?:{small}|{large}) (?:{noun})s"
    )
    return re.compile(rf"(?<!\w)(?:(?P<many>{many})|{single})(?!\w)")
