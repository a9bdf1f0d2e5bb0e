"""Numbers that leave their unit to what was said before: "It took forty", "the other needs 18".

What is left out is what the last statement of such a size had (Hankamer and Sag 1976 call it
surface anaphora): the unit, and with it the scale ("80 million, and then it was 65"). A number is
read so only where its own sentence ties it to that statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Token

from claims.extract.attributes import Surroundings, choose
from claims.extract.english import words
from claims.extract.links import Link, Sentence
from claims.extract.syntax import subject_of
from claims.quantities import canonical
from claims.quantities.numbers.numerals import ARITHMETIC
from claims.records import Quantity, Value
from claims.vocabulary import Vocabulary

# How many times the one number may be the other.
LARGEST_RATIO = Decimal(20)
TEN = Decimal(10)
SCALES = tuple(Decimal(1000) ** power for power in range(5))
# A year in digits is none of what was spoken of.
YEARS = (Decimal(1800), Decimal(2100))
# The parts of a clause that a number alone can be.
ROLES = frozenset({
    "obj", "dobj", "nsubj", "nsubj:pass", "obl", "ROOT", "conj", "attr", "xcomp", "ccomp",
    "parataxis", "advcl", "acl:relcl", "pobj", "dep", "obl:unmarked",
})  # fmt: skip
# What a number is no part of, but a part of what it counts ("six of the old ones"), and odds.
_OF_OTHERS = re.compile(r" of (?:the|my|our|your|his|her|its|their)\b")
_OUT_OF = re.compile(r"\bout of \Z")
# Units of which nothing says that what comes next has the same.
NEVER = frozenset({"ratio", "time", "date"})
_OF_US = re.compile(r" of (?:us|you)\b")
_OF_THEM = re.compile(r" of (?:them|these|those|whom|which)\b")
PERSON = "person"


def completed(
    bare: Quantity, sentence: Sentence, said: Iterable[Link], vocabulary: Vocabulary
) -> tuple[Quantity, Link | None] | None:
    """A bare number in the unit that it leaves out, and the statement that gives it.

    Arguments: the number; its sentence, which is parsed; what was said before it, the latest
    first. ``None`` where nothing ties the number to a statement.
    """
    behind = sentence.lower[bare.end - sentence.start :]
    if _OF_US.match(behind):
        return with_unit(bare, PERSON, Decimal(1), vocabulary), None
    before = sentence.lower[: bare.start - sentence.start]
    if _OF_OTHERS.match(behind) or _OUT_OF.search(before) or not _may_be_value(bare, sentence):
        return None
    of_them = _OF_THEM.match(behind) is not None
    for link in said:
        scale = _scale(bare.value, link.quantity.value, of_them, vocabulary)
        if scale is None:
            continue
        quantity = with_unit(bare, link.quantity.value.unit or "", scale, vocabulary)
        if of_them or _is_tied(quantity, link, sentence, vocabulary):
            return quantity, link
    return None


def echoed(value: Value, said: Iterable[Link]) -> Link | None:
    """What a bare number repeats, or rounds, of what was ``said`` with a unit: "two trillion, you
    said", the "six thousand" of 6,112."""
    if value.unit is not None or value.lo is None or value.lo != value.hi:
        return None
    for link in said:
        stated = link.quantity.value
        single = stated.unit is not None and stated.lo is not None and stated.lo == stated.hi
        if link.attribute and single and (stated.lo == value.lo or _is_rounded(value, stated)):
            return link
    return None


def _is_rounded(value: Value, said: Value) -> bool:
    """Whether a number is a rounder form of another."""
    if value.lo is None or said.lo is None or value.step is None:
        return False
    return (said.step or 0) < value.step and 2 * abs(value.lo - said.lo) <= value.step


def _may_be_value(bare: Quantity, sentence: Sentence) -> bool:
    """Whether a number is a part of its clause by itself, and no year."""
    number = sentence.parse.head(bare.start, bare.end) if sentence.parse else None
    if number is None or number.dep_ not in ROLES:
        return False
    value = bare.value.lo or bare.value.hi
    year = value is not None and YEARS[0] <= value < YEARS[1] and bare.text.isdigit()
    return not year and not any(child.dep_ == "det" for child in number.children)


def _scale(value: Value, said: Value, of_them: bool, vocabulary: Vocabulary) -> Decimal | None:
    """What scale a number leaves to a statement, or ``None`` where the two are not alike in size.

    Of several things some are counted: these are no more than all,.
    """
    number, other = value.lo or value.hi, said.lo or said.hi
    if number is None or other is None or number <= 0:
        return None
    if said.unit is None or said.date or said.canonical_unit in NEVER:
        return None
    if of_them:
        spec = vocabulary.units.get(said.unit)
        counted = spec is None or spec.discrete
        return Decimal(1) if counted and number <= (said.hi or other) else None
    for scale in SCALES:
        scaled = ARITHMETIC.multiply(number, scale)
        if scale > 1 and not (number < 1000 and (said.step or 0) * TEN >= scale):
            break  # only of "80 million", not of 80,000,000, can a million be left out
        if other / LARGEST_RATIO <= scaled <= other * LARGEST_RATIO:
            return scale
    return None


def with_unit(bare: Quantity, unit: str, scale: Decimal, vocabulary: Vocabulary) -> Quantity:
    """A bare number, times a scale, in a unit."""
    value = bare.value
    lo, hi, step = (
        None if number is None else ARITHMETIC.multiply(number, scale)
        for number in (value.lo, value.hi, value.step)
    )
    base = canonical(Decimal(0), unit, vocabulary)[1]
    low, high = (
        None if number is None else canonical(number, unit, vocabulary)[0] for number in (lo, hi)
    )
    return replace(bare, value=replace(
        value, lo=lo, hi=hi, unit=unit, canonical_lo=low, canonical_hi=high, canonical_unit=base,
        step=step,
    ))  # fmt: skip


def _is_tied(quantity: Quantity, link: Link, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether a sentence speaks on of what a statement was about.

    It does so with a word for the same attribute, with a verb that says nothing of its own, or
    with none at all; a noun that is 16 is another thing that is measured.
    """
    start, end = quantity.start - sentence.start, quantity.end - sentence.start
    around = Surroundings(sentence.lower, start, end, "", set(), set(), ())
    choice = choose(quantity.value, around, vocabulary)
    if choice is not None and choice.by == "cue":
        return choice.key == link.attribute
    verb = _verb(quantity, sentence)
    if verb is None:
        return True
    if verb.dep_ == "cop" or verb.pos_ == "AUX":
        subject = subject_of(verb)
        return subject is None or subject.pos_ != "NOUN"
    return verb.lower_ in words("light_verbs")


def _verb(quantity: Quantity, sentence: Sentence) -> Token | None:
    """The verb of a number's clause; ``None`` for a fragment, an auxiliary for a copula."""
    token = sentence.parse.head(quantity.start, quantity.end) if sentence.parse else None
    while token is not None:
        copula = next((child for child in token.children if child.dep_ == "cop"), None)
        if copula is not None:
            return copula
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None
