"""What the form of a statement says that it states: a share, a price, an age, an interval.

No noun names these: "62% were women", "a ticket is 45 pounds", "Ms Ortiz, 58, runs …", "every 20
minutes", "9% lower". Their keys are attributes of the core pack; without it nothing is shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from claims.extract.attributes.choosing import Choice
from claims.extract.attributes.conversion import is_by_time
from claims.extract.attributes.growth import GROWTH
from claims.extract.attributes.measures import is_measure, property_of
from claims.extract.language.english import words
from claims.extract.language.syntax import SUBJECTS, is_clause, measure_of, preposition
from claims.extract.links import Sentence
from claims.extract.names.kinds import REGIONS
from claims.reasons import Reason
from claims.records import Value
from claims.vocabulary import Vocabulary

Named = tuple[str, Reason]
SHARE, AGE, INTERVAL, PRICE = "usage_share", "age", "interval", "price"
SIZE, POPULATION = "size_ratio", "population"
# Fewer people than these are no inhabitants but a team, say.
FEWEST = 100
_ABOUT = r"(?:(?:about|around|roughly|some|nearly|almost|over|more than|less than) )?"
_HAS = re.compile(rf" (?:has|counts|is home to) {_ABOUT}")
_IN, _THERE = re.compile(r" in (?:the )?"), re.compile(rf"\bthere are {_ABOUT}\Z")
_ENDS = re.compile(r"\s*(?:\Z|[.;!?]|,? (?:and|but|while)\b)")
# Pronouns for what may be on sale.
_ON_SALE = frozenset({"it", "which", "they", "mine", "theirs", "yours", "ours", "these", "those"})
# Before a bare number of years, which is an age.
_AGED = re.compile(r"(?:, |\b(?:is|was|are|were|be|turned|turns) )\Z")
# "Of the 88,000 households, 31 percent …"
_IN_ALL = re.compile(r"of [^,]{3,60}, (?:about |some |only |just |nearly |almost |around )?\Z")
_OF_WHAT = re.compile(r" of (?:the |all |these |those |its |their |our )?([a-z-]+)")
COMPARATIVE = re.compile(
    r"\s(?:lower|higher|more|less|fewer|larger|smaller|greater|faster|slower|cheaper|dearer|better|worse|"
    r"longer|shorter|lighter|heavier|taller|thinner|thicker|quicker|wider|narrower|bigger|warmer|colder|hotter|older|"
    r"younger|stronger|weaker|brighter|above|below)\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A quantity where it stands: ``start:end`` of the sentence, with what is known of it.

    ``choice`` is the attribute by the evidence of the packs, if there is one; ``stated`` are the
    attributes that the source has spoken of, the latest last, with their canonical units.
    """

    value: Value
    start: int
    end: int
    sentence: Sentence
    choice: Choice | None
    stated: Mapping[str, str | None]
    vocabulary: Vocabulary


def shown_by_form(number: Token, at: Place) -> Named | None:
    """The attribute that the form shows, with the words that do; ``None`` where it shows none."""
    key = _of_number(at)
    if key is None and _is_share(number, at):
        key = SHARE
    if key is None and _is_priced(number, at):
        key = PRICE
    if key not in at.vocabulary.attributes:
        return None
    return key, Reason("property", (at.sentence.text[at.start : at.end],))


def is_comparison(at: Place) -> bool:
    """Whether a percentage compares: "9% lower" is no value of what is lower."""
    percent = at.value.canonical_unit == "percent"
    return percent and COMPARATIVE.match(at.sentence.lower, at.end) is not None


def compared(at: Place) -> Named | None:
    """What a comparison states where no pack's attribute does: a ratio."""
    if at.choice is not None or SIZE not in at.vocabulary.attributes:
        return None
    return SIZE, Reason("property", (at.sentence.lower[at.end :].split()[0],))


def _of_number(at: Place) -> str | None:
    """The attribute that the words right before a number show: the age of "Ms Ortiz, 58, runs …",
    the interval of "every 20 minutes"."""
    text, before = at.sentence.text, at.sentence.lower[: at.start]
    if at.value.unit == "year" and text[at.start : at.end].isdigit() and _AGED.search(before):
        return AGE
    if at.choice is not None and at.choice.by == "cue":
        return None
    if text[at.start : at.end].lower() in words("multiplying_verbs"):
        return SIZE
    every = at.value.canonical_unit == "second" and before.endswith(" every ")
    return INTERVAL if every else None


def inhabited(at: Place) -> Named | None:
    """The population, where people are counted whom a place has, and nothing else is said of them:
    "Kenya has 55 million people", "there are 300 souls in Harnau"."""
    spec = at.vocabulary.attributes.get(POPULATION)
    if spec is None or at.choice is not None or at.value.unit not in (spec.unit, *spec.nouns):
        return None
    if at.value.lo is None or at.value.lo < FEWEST:
        return None
    why = Reason("property", (at.sentence.text[at.start : at.end],))
    return (POPULATION, why) if _are_had_by_place(at) else None


def _are_had_by_place(at: Place) -> bool:
    start, text = at.sentence.start, at.sentence.lower
    for name in at.sentence.names:
        first, last = name.start - start, name.end - start
        if name.kind not in REGIONS:
            continue
        if _HAS.fullmatch(text[last : at.start]) and _ENDS.match(text, at.end):
            return True
        if _IN.fullmatch(text[at.end : first]) and _ENDS.match(text, last):
            return _THERE.search(text[: at.start]) is not None
    return False


def _is_share(number: Token, at: Place) -> bool:
    """Whether a percentage is a part of something, and nothing else says what it states."""
    if not _is_part(at.value):
        return False
    is_part = number.dep_ in SUBJECTS and is_clause(number.head)
    if is_part and at.choice is not None and at.choice.by == "context":
        return at.sentence.lower.startswith(" of ", at.end)  # "8 percent of adults had it"
    if at.choice is not None and not at.choice.key.endswith(f"_{GROWTH}"):
        # "12 percent of the farms are larger than that"
        return is_part and at.vocabulary.attributes[at.choice.key].unit == "ratio"
    if _IN_ALL.match(at.sentence.lower[: at.start]):
        return True
    if preposition(number) & words("occasions") and not _is_of_things(at):
        return False  # how often something is so: "in 5% of cases"
    if number.dep_ == "nmod" and property_of(number) is not None:
        return False  # "a rate of 5% of …"
    return is_part or at.sentence.lower.startswith(" of ", at.end)


def _is_of_things(at: Place) -> bool:
    """Whether a share is one of things, not of cases: "found in 31% of dwellings"."""
    of = _OF_WHAT.match(at.sentence.lower, at.end)
    return of is not None and of[1] not in words("cases")


def _is_part(value: Value) -> bool:
    """Whether a value may be a part of something: a percentage, "two thirds"."""
    if value.canonical_unit == "ratio":
        most = value.lo if value.hi is None else value.hi
        return most is not None and most < 1
    return value.canonical_unit == "percent"


def _is_priced(number: Token, at: Place) -> bool:
    """Whether an amount of money is one for each of several things ("3 dollars per ticket"), or a
    clause says that something is one: "a ticket is 45 pounds"."""
    if not at.vocabulary.is_money((at.value.unit or "").partition(" per ")[0]):
        return False
    by_time = is_by_time(at.value, at.vocabulary)
    if _is_for_each(at) and not by_time:
        return property_of(number) is None  # "a dividend of 22 cents per share" is none
    number = measure_of(number)
    if by_time and number.head.lower_ in ("cost", "costs"):
        return True  # "it costs 20 dollars a month" is no cost of making it
    if at.choice is not None or _is_large(at):
        return False
    if preposition(number) == {"for"} or _is_set_off(at):
        return True
    if preposition(number) or not any(child.dep_ == "cop" for child in number.children):
        return False
    subject = next((child for child in number.children if child.dep_ in SUBJECTS), None)
    if subject is None or is_measure(subject):
        return False
    return subject.pos_ in ("NOUN", "PROPN") or subject.lower_ in _ON_SALE


def _is_set_off(at: Place) -> bool:
    """Whether an amount stands alone in parentheses behind what it buys: "a charger ($129)"."""
    text = at.sentence.text
    return text[max(0, at.start - 2) : at.start] == " (" and text.startswith(")", at.end)


def _is_large(at: Place) -> bool:
    """Whether an amount is more than things have as their price."""
    most = at.vocabulary.attributes[PRICE].most if PRICE in at.vocabulary.attributes else None
    return most is not None and (at.value.canonical_lo or 0) > most


def _is_for_each(at: Place) -> bool:
    """Whether an amount is that of one of several things, of which no attribute says more than that
    ("2 dollars per share")."""
    written = at.sentence.lower[at.start : at.end]
    if " per " not in written or at.choice is None:
        return " per " in written
    unit = at.vocabulary.attributes[at.choice.key].unit
    return " per " not in unit and not any(cue in written for _, cue in at.choice.cues)
