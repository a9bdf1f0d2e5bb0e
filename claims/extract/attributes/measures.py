"""What a quantity measures, and what that belongs to: the depth of "its depth is 40 metres"."""

from __future__ import annotations

from spacy.tokens import Token

from claims.extract.language.clauses import noun_before, subject_of
from claims.extract.language.english import words
from claims.extract.language.syntax import SUBJECTS, cases_of, is_clause, measure_of, preposition
from claims.quantities.units.nouns import singular as regular_singular

# Nouns of one form.
INVARIANT = {"series": "series", "species": "species"}
# How a value hangs on the clause that states it.
STATED = frozenset({
    "obj", "dobj", "obl", "obl:unmarked", "attr", "xcomp", "advcl", "advmod", "conj", "ccomp",
    "nummod", "compound", "amod", "prep", "pobj",
})  # fmt: skip


def modified(token: Token) -> Token | None:
    """The noun that a quantity stands before as a modifier: the talk of "a 30-minute talk"."""
    while token.dep_ in ("nummod", "quantmod"):
        token = token.head
    if token.dep_ not in ("compound", "amod", "nmod:unmarked", "nmod") or token.head.i <= token.i:
        return None
    return token.head


def property_of(token: Token) -> Token | None:
    """The noun that a quantity measures: the depth of "a depth of 40 metres", of "its depth is 40
    metres", of "its depth, 40 metres" and of "a 40-metre depth".

    The subject of a clause is one only where the clause gives it a value, and where it is such a
    noun or has an owner: "the talk was 30 minutes" is about the talk.
    """
    noun = modified(token)
    if noun is not None and is_measure(noun):
        return noun
    token = measure_of(token)
    if token.dep_ == "nmod" and _is_of(token) and token.head.pos_ in ("NOUN", "PROPN"):
        of = "of" in preposition(token)
        return token.head if of or is_measure(token.head) else None
    if token.dep_ == "appos" and owner_of(token.head) is not None:
        return token.head
    if token.dep_ in ("obl", "nmod") and _is_of(token):
        for child in token.head.children:  # "they put its cost at 3 billion"
            if child.dep_ in ("obj", "dobj") and owner_of(child) is not None:
                return child
    if (
        token.dep_ == "obl"
        and preposition(token) & {"by", "from", "to"}
        and token.head.lower_ in words("changing_verbs")
    ):
        for child in token.head.children:  # "they cut its cost by 5%", "from 5 to 4%"
            if child.dep_ in ("obj", "dobj") and is_measure(child):
                return child
    return _valued(token)


def _valued(token: Token) -> Token | None:
    """The subject of the clause that gives it the value ``token``."""
    subject = subject_of(token)
    if subject is None or (not is_measure(subject) and owner_of(subject) is None):
        return None
    return subject if _is_given(token) else None


def _is_given(token: Token) -> bool:
    """Whether a clause states a value of its subject: "is 5%", "rose by 5%", "stands at 5%"."""
    cases = preposition(token)
    if cases and not cases & words("value_prepositions"):
        return False
    verb = token
    while not any(child.dep_ in SUBJECTS for child in verb.children):
        if verb.dep_ not in STATED or verb.head.i == verb.i or _is_alternative(verb):
            return False
        verb = verb.head
    stated = any(child.dep_ == "cop" for child in verb.children) or verb.pos_ == "AUX"
    return stated or verb.lower_ in words("level_verbs") or is_changed(token)


def _is_alternative(token: Token) -> bool:
    """Whether a token says something in other terms: "income was $4 million, or $2 a share"."""
    return any(child.dep_ == "cc" and child.lower_ == "or" for child in token.children)


def is_changed(token: Token) -> bool:
    """Whether what a token hangs on is a verb of change: "rose by 5%", "fell to 5%"."""
    while token.dep_ in ("nummod", "quantmod", "compound", "conj") and not is_clause(token):
        token = token.head
    verb = token.head.lower_
    return not is_clause(token) and (
        verb in words("change_verbs") or verb in words("changing_verbs")
    )


def is_measure(noun: Token) -> bool:
    """Whether a noun is one for what is measured: "latency", "sales", "rates"."""
    return bool({noun.lower_, singular(noun.lower_)} & words("measures"))


def singular(noun: str) -> str:
    """The singular of a noun; "sales" and "orders" are measures in the plural."""
    return noun if noun in words("measures") else regular_singular(noun, INVARIANT) or noun


def _is_of(token: Token) -> bool:
    return any(case.lower_ in ("of", "at") for case in cases_of(token))


def rate_of(noun: Token) -> Token | None:
    """What a rate is one of: the inflation of "a rate of inflation", which is no owner."""
    if noun.lower_ not in words("rates"):
        return None
    ofs = (
        c
        for c in noun.children
        if c.dep_ == "nmod" and c.pos_ == "NOUN" and _is_of(c) and not _holds_number(c)
    )
    return next(
        (c for c in ofs if not any(mark.dep_ in ("det", "nmod:poss") for mark in c.children)), None
    )


def _holds_number(noun: Token) -> bool:
    return any(child.pos_ == "NUM" or child.dep_ == "nummod" for child in noun.children)


def _is_amount(noun: Token) -> bool:
    """Whether a noun is only counted: the kilometres of "110 kilometres", no "the 16 countries"."""
    return _holds_number(noun) and not any(c.dep_ in ("det", "nmod:poss") for c in noun.children)


def owner_of(noun: Token) -> Token | None:
    """What a noun belongs to: "its depth", "the club's profit", "the mass of the probe"."""
    of = rate_of(noun)
    for child in noun.children:
        if (of is not None and child.i == of.i) or child.lower_ in words("times"):
            continue  # "today's valuation" is not that of a day
        if child.dep_ == "nmod" and _is_amount(child):
            continue  # "a range of 110 kilometres" is not that of the kilometres
        if child.dep_ in ("nmod:poss", "poss") or (
            child.dep_ == "nmod" and child.pos_ != "NUM" and _is_of(child)
        ):
            return (noun_before(child) or child) if child.lower_ == "whose" else child
    return None
