"""What a quantity that is set off by commas or in parentheses stands behind."""

from __future__ import annotations

from spacy.tokens import Token

from claims.extract.attributes.measures import is_measure
from claims.extract.language.english import words
from claims.extract.language.syntax import measure_of, preposition

# Before these is said where, when or for whom something is so.
PLACING = frozenset({"in", "at", "from", "to", "by", "for", "with", "on", "near", "since"})


def attached_to(token: Token) -> Token | None:
    """The noun that a quantity set off by commas or in parentheses stands behind: the charger of
    "a charger ($129)", the Holt of "Karin Holt, 17, …"; no place in which something is so."""
    token = measure_of(token)
    first = token.left_edge.i
    opening = first if token.doc[first].text in ("(", ",") else first - 1
    if opening < 1 or not (token.doc[opening].text == "(" or _is_apposed(token, opening)):
        return None
    noun = token.doc[opening - 1]
    counted = any(child.dep_ == "nummod" for child in noun.lefts)
    if noun.pos_ not in ("NOUN", "PROPN") or is_measure(noun) or counted:
        return None
    return None if preposition(_top(noun)) & PLACING else noun


def _is_apposed(token: Token, comma: int) -> bool:
    """Whether a quantity behind a comma says how old or large what stands before it is: "Karin
    Holt, 17, …", "the rocket, 35 metres tall, …"."""
    document, behind = token.doc, token.i + 1
    if document[comma].text != "," or behind >= len(document):
        return False
    if document[behind].lower_ in words("extent_adjectives"):
        return True
    noun = document[comma - 1]
    owned = any(child.dep_ == "nmod:poss" for child in noun.lefts)
    alone = token.like_num and comma == token.i - 1 and len(token.text) == 2
    return alone and document[behind].text in (",", ".", ";") and (owned or noun.pos_ == "PROPN")


def holder_of(token: Token) -> Token | None:
    """What has a quantity by "with": the hospital of "a hospital with 420 beds", the Corrado of
    "in Corrado, with a population of 88,000"."""
    token = measure_of(token)
    for word in (token, token.head):
        case = next((c for c in word.lefts if c.lower_ == "with" and c.dep_ == "case"), None)
        if case is None or (word.i != token.i and token.dep_ not in ("nmod", "compound")):
            continue
        place = case.i - (2 if case.i > 1 and case.nbor(-1).text == "," else 1)
        noun = token.doc[place] if place >= 0 else None
        if noun is not None and noun.pos_ in ("NOUN", "PROPN") and not is_measure(noun):
            return None if noun.lower_ in words("times") else noun
    return None


def _top(noun: Token) -> Token:
    while noun.dep_ in ("compound", "flat"):
        noun = noun.head
    return noun
