"""What a bare number counts where its noun stands elsewhere.

Behind "of", as in "11 of the 20 largest banks", or in the question that the number answers: "How
many people work there?" "We're 85."
"""

from __future__ import annotations

import re
from decimal import Decimal

from claims.extract.ellipsis import may_be_value, with_unit
from claims.extract.links import Sentence
from claims.extract.measures import singular
from claims.extract.syntax import preposition
from claims.records import Quantity
from claims.vocabulary import Vocabulary

# The question for a number of things, and for an age.
ASKING = re.compile(r"\bhow (?:many (?:[a-z-]+ ){0,2}?(people|[a-z]+s)|(old))\b")
OF = re.compile(r" of (?:the|its|their|our|your|my|his|her|these|those|all|[\w.-]+['’]s)\s")
AGE = "year"
_NO_NOUNS = frozenset({"ones", "others"})


def counted_elsewhere(
    bare: Quantity, sentence: Sentence, asked: str, vocabulary: Vocabulary
) -> Quantity | None:
    """A bare number with the noun that it counts as its unit, where the text has one for it.

    Arguments: the number; its sentence, which is parsed; the question that it may answer.
    """
    noun = None
    if may_be_value(bare, sentence):
        noun = _of_which(bare, sentence)
    noun = noun or _asked_for(bare, sentence, asked)
    if noun is None:
        return None
    return with_unit(bare, _unit(noun, vocabulary), Decimal(1), vocabulary)


def _of_which(bare: Quantity, sentence: Sentence) -> str | None:
    """The noun of the things of which a number counts some."""
    if OF.match(sentence.lower, bare.end - sentence.start) is None:
        return None
    number = sentence.head(bare.start, bare.end)
    parts = (child for child in number.rights if child.pos_ == "NOUN") if number is not None else ()
    nouns = (part.lower_ for part in parts if "of" in preposition(part))
    return next((noun for noun in nouns if singular(noun) != noun and noun not in _NO_NOUNS), None)


def _asked_for(bare: Quantity, sentence: Sentence, asked: str) -> str | None:
    """The noun of the question "how many …?" that a number answers as the first of its sentence."""
    question, number = ASKING.search(asked), sentence.head(bare.start, bare.end)
    if number is None or number.dep_ == "nummod":
        return None
    if question is None or any(quantity.start < bare.start for quantity in sentence.quantities):
        return None
    return question[1] or AGE


def _unit(noun: str, vocabulary: Vocabulary) -> str:
    """The unit of a pack that is called so, or the noun itself in the singular."""
    called = {noun, singular(noun), noun.removesuffix("s")}
    for unit, spec in vocabulary.units.items():
        if called & {name.lower() for name in (unit, *spec.names)}:
            return unit
    return singular(noun)
