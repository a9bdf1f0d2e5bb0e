"""What a quantity is one of, by the words behind it: "61 million in revenue", "46 hours of
observing time", "3 million on lobbying"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extract.attributes.forms import Named, Place
from claims.extract.attributes.measures import is_measure, singular
from claims.extract.language.english import words
from claims.extract.language.syntax import measure_of, preposition
from claims.reasons import Reason

SPENDING = "spending"
# What a time can be one of: ten years of growth are not.
TIMES = frozenset({"time", "life", "delay", "downtime", "uptime", "runtime", "latency"})
PARTS, CASES = ("NOUN", "ADJ"), ("in", "of", "on")


def content(number: Token, at: Place) -> Token | None:
    """The noun of a measure behind a quantity: the revenue of "61 million in revenue", the time of
    "46 hours of observing time"."""
    money = at.vocabulary.is_money(at.value.canonical_unit)
    if money and measure_of(number).head.lower_ in words("investing_verbs"):
        return None  # "they put 40 million in batteries"
    linked = _linked(number) if money else None
    if linked is not None:
        return linked
    case, phrase = _behind(at, number)
    noun = phrase[-1] if phrase else None
    if noun is None or noun.pos_ != "NOUN" or at.value.canonical_unit in ("percent", "ratio"):
        return None
    if case == "in":
        return noun if money and _is_payable(noun) else None
    of = case == "of" and is_measure(noun)
    timed = at.value.canonical_unit == "second"
    return noun if of and (not timed or (len(phrase) > 1 and noun.lower_ in TIMES)) else None


def spending(number: Token, at: Place) -> Named | None:
    """What somebody spends on, where no pack's attribute is such spending: lobbying_spending of
    "spent 3 million on lobbying"."""
    token = measure_of(number)
    spends = token.head.lower_ in words("spending_verbs")
    if not spends or not at.vocabulary.is_money(at.value.canonical_unit):
        return None
    if at.choice is not None and at.choice.key.endswith(f"_{SPENDING}"):
        return None
    case, phrase = _behind(at, number)
    if case != "on" or not phrase:
        return None
    parts = [*(word.lower_ for word in phrase[:-1]), singular(phrase[-1].lower_)]
    return "_".join([*parts, SPENDING]), Reason("property", (phrase[-1].text,))


def _linked(number: Token) -> Token | None:
    """The noun that a parse hangs on an amount of money with "in" or "of"."""
    number = measure_of(number)
    parts = [number, *(child for child in number.children if child.pos_ == "NUM")]
    for child in (child for part in parts for child in part.children):
        if child.dep_ not in ("nmod", "obl") or child.pos_ != "NOUN" or not _is_bare(child):
            continue
        cases = preposition(child)
        if ("in" in cases and _is_payable(child)) or ("of" in cases and is_measure(child)):
            return child
    return None


def _behind(at: Place, number: Token) -> tuple[str, list[Token]]:
    """The preposition right behind a quantity, and the words of the bare noun phrase after it."""
    tokens = number.doc
    place = number.i
    while place < len(tokens) and tokens[place].idx < at.end:
        place += 1
    case = tokens[place].lower_ if place < len(tokens) else ""
    return case, list(_phrase(tokens, place + 1)) if case in CASES else []


def _phrase(tokens: Doc, start: int) -> Iterator[Token]:
    for place in range(start, len(tokens)):
        token = tokens[place]
        if token.pos_ not in PARTS and not (token.pos_ == "VERB" and token.text.endswith("ing")):
            return
        yield token


def _is_payable(noun: Token) -> bool:
    return noun.lower_ not in words("payments") and noun.lower_ not in words("times")


def _is_bare(noun: Token) -> bool:
    return not any(child.dep_ in ("det", "nmod:poss", "nummod") for child in noun.children)
