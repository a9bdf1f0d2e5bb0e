"""Ages: bare numbers that are years because of the words around them."""

from __future__ import annotations

from collections.abc import Sequence

from claims.quantities.lexicon import Lexicon
from claims.quantities.numbers.numerals import lower_at
from claims.quantities.tokens import Token

OLDEST = 115
_THRESHOLDS = frozenset((joint, word) for joint in ("or", "and") for word in ("older", "younger"))
# A single name says that its bearer is meant only with an age from here on ("Costa, 25, limped").
YOUNGEST = 16


def between_ages(tokens: Sequence[Token], at: int) -> bool:
    """Whether "between the ages of" stands before token ``at``."""
    words = [token.lower for token in tokens[max(0, at - 4) : at] if token.lower != "the"]
    return words[-3:] in (["between", "ages", "of"], ["between", "age", "of"])


def is_age(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the number at token ``at`` is an age: "aged 65", "a man, 45,", "he turned 40"."""
    return (
        _is_announced(tokens, at, lexicon)
        or _is_apposed(tokens, at, lexicon)
        or _is_predicate(tokens, at, lexicon)
        or _is_threshold(tokens, at)
    )


def _is_threshold(tokens: Sequence[Token], at: int) -> bool:
    """ "65 or older", "16 and over" behind a form of be."""
    behind = (lower_at(tokens, at + 1), lower_at(tokens, at + 2))
    return _is_years(tokens[at]) and behind in _THRESHOLDS


def _is_announced(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """ "Aged 65", "the age of 80"."""
    before = [token.lower for token in tokens[max(0, at - 2) : at]]
    return any(lexicon.has("age_before", " ".join(before[n:])) for n in range(len(before)))


def _is_years(token: Token) -> bool:
    return token.kind == "number" and token.text.isdigit() and 0 < int(token.text[:4]) <= OLDEST


def _is_apposed(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """ "A man, 45, was arrested", "Maria Lopez, 32, teaches": behind a person, between commas."""
    if at < 2 or tokens[at - 1].text != "," or lower_at(tokens, at + 1) not in (",", ".", ";", ")"):
        return False
    person = tokens[at - 2]
    if not _is_years(tokens[at]) or person.kind != "word":
        return False
    if at + 2 < len(tokens) and tokens[at + 2].kind == "number":
        return False  # a list of numbers
    named = _is_capital(person) and at > 2 and _is_capital(tokens[at - 3])
    begins = _is_capital(person) and (at == 2 or tokens[at - 3].text in ".!?")
    begins = begins and at + 2 < len(tokens) and tokens[at + 2].text.islower()
    grown = int(tokens[at].text) >= YOUNGEST and lower_at(tokens, at + 1) == ","
    return named or (begins and grown) or lexicon.has("persons", person.lower)


def _is_capital(token: Token) -> bool:
    return token.kind == "word" and token.text[0].isupper() and token.text[1:].islower()


def _is_predicate(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """ "She turned 40", "he was 17 when", "I'm 45.", "people over 65", "died at 97"."""
    if at < 1 or not (_is_years(tokens[at]) or tokens[at].lower in lexicon.numbers):
        return False
    end = at + 1
    if lower_at(tokens, end) == "-" and lower_at(tokens, end + 1) in lexicon.numbers:
        end += 2  # "she's seventy-one"
    verb, after = tokens[at - 1].lower, lower_at(tokens, end)
    closed = _closes(after, lexicon)
    if lexicon.has("be_contracted", verb):
        return closed
    if at < 2:
        return verb == "at" and _is_past_noon(tokens[at]) and after in ("he", "she", "i")
    subject = tokens[at - 2]
    if verb == "at":
        aged = lexicon.has("at_age_verbs", subject.lower) and closed
        return _is_past_noon(tokens[at]) and (aged or after in ("he", "she", "i"))
    if lexicon.has("age_bounds", verb):
        return lexicon.has("people_of_age", subject.lower)
    return _is_person(subject, lexicon) and _is_of_age(verb, after, subject, lexicon)


def _closes(after: str, lexicon: Lexicon) -> bool:
    """Whether what follows a number leaves it alone."""
    return not after or after in ".,;!?)" or lexicon.has("behind_age", after)


def _is_past_noon(token: Token) -> bool:
    """Whether a number can be an age and no hour."""
    return _is_years(token) and int(token.text) > 12


def _is_person(token: Token, lexicon: Lexicon) -> bool:
    if lexicon.has("person_pronouns", token.lower) or lexicon.has("persons", token.lower):
        return True
    return _is_capital(token) and not lexicon.has("not_counted", token.lower)


def _is_of_age(verb: str, after: str, subject: Token, lexicon: Lexicon) -> bool:
    if lexicon.has("ageing_verbs", verb):
        return _closes(after, lexicon)
    if verb not in ("was", "is", "were", "am"):
        return False
    alone = subject.lower in ("he", "she", "i") and after in ("", ".", ",", ";", "!", "and", "but")
    return alone or after == "when"
