"""Bare numbers that say how many of several things there are: "users rose to 191 million"."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from spacy.tokens import Token

from claims.extract.attributes.adjacent import PASSED, PASSED_TAGS, VALUES, first_token
from claims.extract.attributes.ellipsis import with_unit
from claims.extract.attributes.measures import is_measure
from claims.extract.attributes.partitives import known_unit
from claims.extract.language.english import words
from claims.extract.language.syntax import NOUN_SUBJECTS
from claims.extract.links import Sentence
from claims.records import Quantity, Value
from claims.vocabulary import Vocabulary

# Nouns that say of what behind "of" there are so many: "the number of cases".
TALLIES = frozenset({"number", "numbers", "count", "total", "tally"})
# Verbs of change that also say where things go, or how large each grows.
MOVING = frozenset({"goes", "went", "gone", "go", "going", "grow", "grows", "slide", "slid"})
REACHING = frozenset({
    "number", "numbered", "total", "totals", "totalled", "totaled", "pass", "passes", "passed",
    "top", "tops", "topped", "exceed", "exceeds", "exceeded", "reach", "reaches", "reached",
})  # fmt: skip
# What is no number of things, but what each or all of them have.
VALUED = frozenset({
    "shares", "stocks", "bonds", "ratings", "scores", "grades", "yields", "futures", "markets",
    "indexes", "indices", "readings", "winds", "temperatures",
})  # fmt: skip
REACH = 8
# In characters.
NEAR = 30


def tallied(bare: Quantity, sentence: Sentence, vocabulary: Vocabulary) -> Quantity | None:
    """A bare number as one of what the subject of its verb names in the plural.

    ``None`` where the verb does not say how many there are, or what it speaks of is measured.
    """
    number = sentence.head(bare.start, bare.end)
    if number is None or not _is_whole(bare.value):
        return None
    if sentence.lower.startswith(" of ", bare.end - sentence.start):
        return None  # "cases came from nine of the provinces"
    verb = _verb_before(first_token(number, bare.start - sentence.start))
    noun = _things(verb) if verb is not None else None
    if noun is None:
        return None
    return with_unit(bare, known_unit(noun.lower_, vocabulary), Decimal(1), vocabulary)


def may_tally(bare: Quantity, sentence: Sentence) -> bool:
    """Whether a verb that gives or changes a number, or the noun of a measure, stands near before a
    bare one, as far as words tell without a parse."""
    start = bare.start - sentence.start
    before = sentence.lower[max(0, start - NEAR) : start]
    return any(word in _verbs() or word in words("measures") for word in before.split())


@cache
def _verbs() -> frozenset[str]:
    return (words("change_verbs") - MOVING) | REACHING


def _is_whole(value: Value) -> bool:
    return all(n is not None and n > 1 and n == n.to_integral_value() for n in (value.lo, value.hi))


def _verb_before(first: Token) -> Token | None:
    """The verb that gives or changes a number of things, right before the number."""
    for place in range(first.i - 1, max(-1, first.i - 1 - REACH), -1):
        word = first.doc[place]
        if word.lower_ in _verbs():
            return word
        if word.lower_ not in PASSED | (VALUES - {"at"}) and word.pos_ not in PASSED_TAGS:
            return None
    return None


def _things(verb: Token) -> Token | None:
    """What a verb says how many there are of: a noun in the plural for no measure."""
    noun = next((child for child in verb.lefts if child.dep_ in NOUN_SUBJECTS), verb.head)
    if noun.i >= verb.i:
        return None
    if noun.lower_ in TALLIES:
        of = (child for child in noun.rights if child.dep_ == "nmod" and child.i < verb.i)
        noun = next(of, noun)
    called = words("light_nouns") | words("times") | words("measures") | VALUED
    plural = noun.pos_ == "NOUN" and "Plur" in noun.morph.get("Number", [])
    return noun if plural and noun.lower_ not in called and not is_measure(noun) else None
