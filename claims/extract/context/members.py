"""Members of a family that a text points out by their size: "the small one", "both models"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from claims.extract.context.discourse import Discourse
from claims.extract.language.english import words
from claims.extract.links import Link, Sentence
from claims.extract.names.families import SUFFIXES, Name, as_family, size_of, with_size
from claims.records import Quantity
from claims.vocabulary import Vocabulary

# What a member may be called besides by the nouns of its kind.
_CALLED = ("one", "version", "variant", "sibling", "brother", "sister")
# What a member is made for, where the text says so before a noun: "the chat model".
_VARIANTS = ("chat", "instruct", "coder", "vision")
_ALONE = r"(?= ?(?:[.,;:?!]|\Z|(?:is|are|were|have|had|can|will|need|take|took|fit|run)\b))"
COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4}
# How they are told apart where there are three.
_MIDDLE = "middle|medium|mid-sized|mid-size|intermediate"


def described(sentence: Sentence, discourse: Discourse, vocabulary: Vocabulary) -> Iterator[Name]:
    """The names of members that a sentence points out, where members of a family were named."""
    nouns = {*_CALLED}
    for kind in vocabulary.member_attributes:
        nouns.update(vocabulary.kind_nouns.get(kind, ()))
    for match in _pattern(tuple(sorted(nouns))).finditer(sentence.lower):
        family = _main_family(discourse) if match["variant"] else _sized_family(discourse)
        if family is None:
            continue
        start, end = sentence.start + match.start(), sentence.start + match.end()
        canonical = _canonical(match, family.canonical, discourse)
        free = not any(name.start < end and start < name.end for name in sentence.names)
        if canonical is not None and free:
            yield Name(start, end, match[0], canonical, family.kind, family.canonical)


def with_version(name: Name, discourse: Discourse) -> Name:
    """A name of a family without version as that of the version spoken of last, where the source
    names several: "Llama has 32 layers"."""
    family, versions = name.family or "", discourse.versions.get(name.family or "", set())
    if len(versions) < 2:
        return name
    for other in discourse.latest():
        version = (other.family or "").removeprefix(family).lstrip(" -")
        if other.family != version and version in versions:
            canonical = name.canonical.replace(family, other.family or family, 1)
            return replace(name, canonical=canonical, family=other.family)
    return name


def told_apart(name: Name, sentence: Sentence, discourse: Discourse) -> Name:
    """A family as the member that an adjective before it points out: "the big Llama"."""
    sizes = sorted(discourse.member_sizes.get(name.family or "", ()))
    before = sentence.lower[: max(0, name.start - sentence.start)].split()[-2:]
    if len(sizes) < 2 or name.size or name.canonical != name.family or len(before) < 2:
        return name
    if before[0] not in words("definite_words"):
        return name
    size = _size_said(before[1])
    if size is None:
        return name
    member = with_size(name.family, sizes[-1] if size == "large" else sizes[0])
    return replace(name, canonical=member)


def _size_said(adjective: str) -> str | None:
    """Whether an adjective points out the large or the small one, or neither."""
    return next((size for size in ("large", "small") if adjective in words(f"size_{size}")), None)


def variant(discourse: Discourse, adjective: str, kinds: tuple[str, ...]) -> Name | None:
    """The member that an adjective points out: "the large model", "the smaller one".

    By its name ("Tern Large") or by what tells the members apart.
    """
    size = _size_said(adjective)
    if size is None:
        return None
    names = [name for name in discourse.latest() if discourse.fits(name, kinds, False)]
    called = (name for name in names if name.canonical.lower().endswith(f" {size}"))
    last = next(called, None)
    sized = [name for name in names if name.canonical in discourse.sizes]
    if last is not None or len(sized) < 2:
        return last
    choose = max if size == "large" else min
    return choose(reversed(sized), key=lambda name: discourse.sizes[name.canonical])


def name_repeated(discourse: Discourse, quantity: Quantity, repeated: Link) -> None:
    """Note which member of a family a repeated size names: "A 70B would be slower"."""
    size = quantity.value.lo
    kinds = {name.family: name.kind for name in discourse.latest()}
    for family, sizes in discourse.member_sizes.items():
        if size is not None and size in sizes and repeated.subject == with_size(family, size):
            at = (quantity.start, quantity.end, quantity.text)
            member = Name(*at, repeated.subject, kinds.get(family), family)
            discourse.members[quantity.start] = member
            discourse.mention(member)


def size_near(
    discourse: Discourse, name: Name, size: Decimal, named: Sequence[Name]
) -> Decimal | None:
    """The size in a name, or in that of another member of its family, of which ``size`` is a more
    exact form: 9B of 9.2.

    ``named`` are the names of the sentence.
    """
    sized = (n for n in (name, *named) if n.size and n.family == name.family)
    own = [size_of(n.size) for n in sized if n.size]
    known = (*own, *sorted(discourse.member_sizes.get(name.family or "", ())))
    return next((other for other in known if 2 * abs(other - size) < _step(other)), None)


def _step(size: Decimal) -> Decimal:
    """One unit of the last digit of a size as it is said: a billion of 70B, 100 million of 1.5B."""
    scale = max((s for s in SUFFIXES.values() if s <= size), default=Decimal(1))
    exponent = (size / scale).normalize().as_tuple().exponent
    return scale.scaleb(min(0, exponent)) if isinstance(exponent, int) else scale


def _main_family(discourse: Discourse) -> Name | None:
    """The family that the source mentions most, of equals the one mentioned last."""
    families = [as_family(name) for name in discourse.latest() if name.family is not None]
    return max(families, key=lambda name: discourse.counts[name.canonical], default=None)


def _sized_family(discourse: Discourse) -> Name | None:
    """The family mentioned last of which members of several sizes were named."""
    sizes = discourse.member_sizes
    for name in discourse.latest():
        if name.family is not None and len(sizes.get(name.family, ())) > 1:
            return as_family(name)
    return None


def _canonical(match: re.Match[str], family: str, discourse: Discourse) -> str | None:
    """The member that a description points out; the family where it is several."""
    sizes = sorted(discourse.member_sizes[family])
    if match["variant"]:
        return f"{family} {match['variant'].capitalize()}"
    if match["many"]:
        return _several(match["many"], family, sizes) or family
    if match["middle"]:
        return with_size(family, sizes[1]) if len(sizes) == 3 else None
    return with_size(family, sizes[-1] if match["large"] else sizes[0])


def _several(said: str, family: str, sizes: Sequence[Decimal]) -> str | None:
    """The members of "those two smaller ones", where there are more than two."""
    spoken = said.split()
    count = next((COUNTS[word] for word in spoken if word in COUNTS), None)
    size = next((size for word in spoken if (size := _size_said(word))), None)
    if count is None or size is None or count >= len(sizes):
        return None
    chosen = sizes[:count] if size == "small" else sizes[-count:]
    return " and ".join(with_size(family, each) for each in chosen)


@cache
def _pattern(nouns: tuple[str, ...]) -> re.Pattern[str]:
    small, large = ("|".join(sorted(words(f"size_{size}"))) for size in ("small", "large"))
    noun = "|".join(map(re.escape, nouns))
    which = rf"(?:{small}|(?P<large>{large})|(?P<middle>{_MIDDLE}))"
    chosen = rf"(?:of the (?:two|three)|(?:{noun}))"
    single = rf"(?:the|this|that|our|its)\s(?:very |much )?{which}\s{chosen}"
    some = rf"(?:(?:{small}|{large}) )?(?:{noun}|size)s"
    many = (
        rf"both(?: of)?(?: the(?:se|m)?)? {some}|both of (?:them|these|those)|of both"
        rf"|(?:the|these|those|all)(?: other)? (?:two|three|four)(?: other)?(?: {some}|{_ALONE})"
        rf"|the (?:{small}|{large}) (?:{noun})s"
    )
    variant = rf"(?:the|its|our) (?P<variant>{'|'.join(_VARIANTS)})[ -](?:tuned )?(?:{noun})s?"
    return re.compile(rf"(?<!\w)(?:(?P<many>{many})|{single}|{variant})(?!\w)")
