"""The noun of a measure before a number, word by word: "strengths of 760 and 1,050 MPa".

Where a parse goes astray, in lists, with units written as signs and in clauses that leave out
their verb ("specificity 88 percent"), the words right before a number still say what it measures.
"""

from __future__ import annotations

from spacy.tokens import Token

from claims.extract.attributes.measures import is_measure
from claims.extract.language.english import words
from claims.extract.language.syntax import SUBJECTS

# Words that say how exact a number is, and the parts of a list of numbers.
PASSED_TAGS = frozenset({"NUM", "ADV", "SYM"})
PASSED = frozenset({"about", "around", "over", "under", "some", "than", "least", "most", "up",
                    "more", "less", ",", "between", "and", "a", "an"})  # fmt: skip
LISTING = frozenset({"and", ","})
# What stands before the noun of a measure and belongs to it; a tagger takes "patch size" and
# "embedding dimension" for verbs with objects.
DESCRIBING_TAGS = frozenset({"NOUN", "ADJ", "PROPN", "VERB"})
OPENING = frozenset({"and", ",", "but", ";", "(", ":", "):", "-", "–", "with"})
# Within so many words.
REACH = 12
# What joins a value to the noun of its measure, and to a verb.
OF, VALUES = frozenset({"of"}), frozenset({"to", "from", "at", "above", "below", "over", "under"})


def first_token(number: Token, start: int) -> Token:
    """The first token of the quantity that begins at ``start`` of its sentence, of which
    ``number`` is one."""
    while number.idx > start and number.i:
        number = number.nbor(-1)
    return number


def adjacent_measure(first: Token) -> Token | None:
    """The noun of a measure before a quantity, joined to it by "of" or by a verb that gives a
    value; ``None`` where other words stand between."""
    joined = _before(first)
    if joined is None:
        return None
    noun = joined if joined.lower_ not in OF | VALUES else _before(joined)
    if joined.lower_ in OF:
        return noun if _is_measure(noun) else None
    given = False
    while noun is not None and _gives(noun, to=joined.lower_ in VALUES):
        noun, given = _before(noun), True
    return noun if given and _is_measure(noun) else None


def labelled(first: Token) -> Token | None:
    """The noun of a measure right before a quantity, in a clause that leaves out its verb: "and
    specificity 88 percent"."""
    noun = first.nbor(-1) if first.i > 1 else None
    if noun is None or not _is_measure(noun):
        return None
    start = noun.i - 1
    while start >= 0 and first.doc[start].pos_ in DESCRIBING_TAGS and start > noun.i - 3:
        start -= 1
    return noun if start < 0 or first.doc[start].lower_ in OPENING else None


def labelling(noun: Token) -> Token | None:
    """What a tagger takes for a verb with the noun of a measure as its object, where it says of
    what sort that is: the patch of "patch size 14", the embedding of "embedding dimension 384"."""
    before = noun.nbor(-1) if noun.i else None
    if before is None or (before.pos_ != "VERB" and before.dep_ not in SUBJECTS):
        return None
    opens = before.i == 0 or before.nbor(-1).lower_ in OPENING
    return before if opens and before.is_alpha else None


def measured_so(number: Token, start: int) -> bool:
    """Whether the words right before a bare number say what it measures."""
    first = first_token(number, start)
    return (labelled(first) or adjacent_measure(first)) is not None


def appended(first: Token, end: int) -> Token | None:
    """The noun of a measure to which a quantity that ends at ``end`` is appended: "its toughness,
    212 MPa, …", "(rate ratio, 0.57)"."""
    if first.i < 2 or first.nbor(-1).text not in (",", "(", ":"):
        return None
    behind = next((word for word in first.doc[first.i :] if word.idx >= end), None)
    closed = behind is None or behind.is_punct
    return first.nbor(-2) if closed and _is_measure(first.nbor(-2)) else None


def is_end(first: Token) -> bool:
    """Whether a quantity is the value from or to which something changed, not by how much."""
    before = _before(first)
    return before is not None and before.lower_ in ("to", "from", "at")


def _gives(word: Token, *, to: bool) -> bool:
    """Whether a word is of a verb that gives a value: "was", "averaged", "had fallen to"."""
    changed = to and word.lower_ in words("change_verbs") | words("estimating_verbs")
    return word.pos_ == "AUX" or word.lower_ in words("level_verbs") or changed


def _is_measure(word: Token | None) -> bool:
    return word is not None and word.pos_ in ("NOUN", "PROPN") and is_measure(word)


def _before(token: Token) -> Token | None:
    """The word before a place, without those that are no part of what is said."""
    for place in range(token.i - 1, max(-1, token.i - 1 - REACH), -1):
        word = token.doc[place]
        if word.lower_ in LISTING and place and word.nbor(-1).pos_ not in ("NUM", "SYM"):
            return word
        if word.pos_ not in PASSED_TAGS and word.lower_ not in PASSED:
            return word
    return None
