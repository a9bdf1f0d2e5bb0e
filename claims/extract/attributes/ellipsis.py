"""Numbers that leave their unit to what was said before: "It took forty", "the other needs 18".

What is left out is what the last statement of such a size had (Hankamer and Sag 1976 call it
surface anaphora): the unit, and with it the scale ("80 million, and then it was 65"). A number is
read so only where its own sentence ties it to that statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Token

from claims.extract.attributes.choosing import choose
from claims.extract.attributes.partitives import counted_unit
from claims.extract.attributes.surroundings import Surroundings
from claims.extract.language.clauses import subject_of
from claims.extract.language.english import words
from claims.extract.language.syntax import SUBJECTS
from claims.extract.links import Link, Sentence
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
    "parataxis", "advcl", "appos", "acl:relcl", "pobj", "dep", "obl:unmarked",
})  # fmt: skip
# What a number is no part of, but a part of what it counts ("six of the old ones"), and odds.
_OF_OTHERS = re.compile(r" of (?:the|my|our|your|his|her|its|their)\b")
_OUT_OF = re.compile(r"\bout of \Z")
# Units of which nothing says that what comes next has the same.
NEVER = frozenset({"ratio", "time", "date"})
# Before a number these make it a time of day, a year or a note.
_NO_SIZE = re.compile(
    r"(?:\b(?:by|past|till|until|year|(?:home|off|up|left|met|there|starts?|opens?) at)\s|[(\[])\Z"
)
# Behind one, these make it a time of day.
_CLOCK = re.compile(r" (?:now|when|already|soon|in the (?:morning|afternoon|evening)|at night)\b")
# A question for another number.
_ASKED = re.compile(r"\bhow (old|many (of (?:you|them)|people|\w+s))\b[^.?!]*\?\W*\Z")
# A line of a list, a number of a page.
_LINE = re.compile(r"\W*\d+(?:[.,]\d+)*\s*")
_COMES_TO = re.compile(
    r"\b(?:that|it)(?:['’]s| is| was| would be| makes| comes to| came to| adds up to)"
    r"(?: (?:like|about|around|almost|nearly|over|more than|some))?\s\Z"
)
_AGO = re.compile(r" (?:ago|earlier|later|before|after)\b")
_PERSONS = frozenset({"i", "you", "we", "he", "she"})
_OF_US = re.compile(r" of (?:us|you)\b")
_OF_THEM = re.compile(r" of (?:them|these|those|whom|which)\b")
PERSON = "person"
# "The 13B has 54.8" says no size again.
_SIZE = re.compile(r"[\d.]+ ?[bB]")


def completed(
    bare: Quantity, sentence: Sentence, said: Iterable[Link], before_it: str, vocabulary: Vocabulary
) -> tuple[Quantity, Link | None] | None:
    """A bare number in the unit that it leaves out, and the statement that gives it.

    Arguments: the number; its sentence, which is parsed; what was said before it, the latest
    first. ``None`` where nothing ties the number to a statement.
    """
    behind = sentence.lower[bare.end - sentence.start :]
    if _OF_US.match(behind):
        return with_unit(bare, PERSON, Decimal(1), vocabulary), None
    said = tuple(said)
    counted = counted_unit(bare, sentence, said, vocabulary)
    if counted is not None:
        return with_unit(bare, counted, Decimal(1), vocabulary), None
    before = sentence.lower[: bare.start - sentence.start]
    if _OF_OTHERS.match(behind) or _OUT_OF.search(before) or not may_be_value(bare, sentence):
        return None
    listed = sentence.speaker is None and _LINE.fullmatch(sentence.text)
    if _NO_SIZE.search(before) or listed or _is_in_name(bare, sentence):
        return None
    of_them = _OF_THEM.match(behind) is not None
    for link in said:
        if _SIZE.fullmatch(link.quantity.text) or _is_moment(link, sentence):
            continue
        scale = _scale(bare.value, link.quantity.value, of_them, vocabulary)
        if scale is None or _asks_of_other(before_it, link):
            continue
        quantity = with_unit(bare, link.quantity.value.unit or "", scale, vocabulary)
        if of_them or _is_tied(quantity, link, sentence, vocabulary):
            return quantity, link
    return None


def _is_moment(link: Link, sentence: Sentence) -> bool:
    """Whether a time in the sentence only says when something was so: "a year ago it was 8"."""
    end = link.quantity.end - sentence.start
    return end > 0 and _AGO.match(sentence.lower, end) is not None


def summed(
    bare: Quantity, sentence: Sentence, said: Iterable[Link], vocabulary: Vocabulary
) -> tuple[Quantity, Link | None] | None:
    """A bare number of thousands or more as an amount of money, where it is said what the amount
    stated before comes to: "A rig is 30,000 dollars." "That's six million!"."""
    link = next(iter(said), None)
    unit = link.quantity.value.unit if link else None
    if link is None or unit is None or not vocabulary.is_money(unit):
        return None
    before = sentence.lower[: bare.start - sentence.start]
    if _COMES_TO.search(before) is None or (bare.value.lo or 0) < SCALES[1]:
        return None
    return with_unit(bare, unit, Decimal(1), vocabulary), link


def is_measured_by_name(bare: Quantity, sentence: Sentence, scopes: Sequence[str]) -> bool:
    """Whether a sentence names what a bare number is measured by: "on MMLU it gets 84".

    ``scopes`` are those of the attribute that its words speak for.
    """
    named = any(name.kind in scopes for name in sentence.names)
    return named and may_be_value(bare, sentence)


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


def may_be_value(bare: Quantity, sentence: Sentence) -> bool:
    """Whether a number is a part of its clause by itself, and no year."""
    number = sentence.head(bare.start, bare.end)
    if number is None or number.dep_ not in ROLES:
        return False
    value = bare.value.lo or bare.value.hi
    year = value is not None and YEARS[0] <= value < YEARS[1] and bare.text.isdigit()
    return not year and not any(child.dep_ == "det" for child in number.children)


def _scale(value: Value, said: Value, of_them: bool, vocabulary: Vocabulary) -> Decimal | None:
    """What scale a number leaves to a statement, or ``None`` where the two are not alike in size.

    Of several things some are counted: these are no more than all.
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
        if scale > 1 and scale * SCALES[1] <= other:
            continue  # nor of "80 million" a thousand
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
        return not _is_labelled(quantity, sentence)
    if quantity.value.canonical_unit == "second" and _CLOCK.match(sentence.lower, end):
        return False
    if _has_things(verb, link, vocabulary):
        return False
    if verb.dep_ == "cop" or verb.pos_ == "AUX":
        subject = subject_of(verb)
        return subject is None or subject.pos_ != "NOUN" or _is_named(subject, sentence)
    return verb.lower_ in words("light_verbs")


def _is_named(word: Token, sentence: Sentence) -> bool:
    """Whether a word that a parser takes for a noun is a name."""
    at = word.idx + (sentence.parse.start if sentence.parse else 0)
    return any(name.start <= at < name.end and not name.generic for name in sentence.names)


def _verb(quantity: Quantity, sentence: Sentence) -> Token | None:
    """The verb of a number's clause; ``None`` for a fragment, an auxiliary for a copula."""
    token = sentence.head(quantity.start, quantity.end)
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


def _has_things(verb: Token, link: Link, vocabulary: Vocabulary) -> bool:
    """Whether a clause says how many things somebody has ("I have two") or how many there are,
    behind a statement of how much something is."""
    spec = vocabulary.units.get(link.quantity.value.unit or "")
    if spec is None or spec.discrete:
        return False  # of counted things people do have two
    head = verb.head if verb.dep_ == "cop" else verb
    if any(child.dep_ == "expl" or child.lower_ == "there" for child in head.children):
        return True
    if verb.lower_ not in words("having_verbs"):
        return False
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return verb.dep_ == "ROOT"
    return subject.lower_ in _PERSONS


def _is_in_name(bare: Quantity, sentence: Sentence) -> bool:
    """Whether a number belongs to the name before it: "Heron 2"."""
    number = sentence.head(bare.start, bare.end)
    opens = number is not None and number.dep_ in SUBJECTS
    return opens and any(n.start < bare.start <= n.end + 1 for n in sentence.names)


def _asks_of_other(before_it: str, link: Link) -> bool:
    """Whether the sentence before asks how many other things there are, or how old."""
    asked = _ASKED.search(before_it)
    unit = link.quantity.value.unit or ""
    if asked is None:
        return False
    return unit != "year" if asked[2] is None else not asked[2].startswith(unit)


def _is_labelled(quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a noun stands before a number that is no clause: "HR 80", "Grade: 3"."""
    number = sentence.head(quantity.start, quantity.end)
    before = number.doc[number.i - 1] if number is not None and number.i else None
    return before is not None and (before.text == ":" or before.pos_ in ("NOUN", "PROPN"))
