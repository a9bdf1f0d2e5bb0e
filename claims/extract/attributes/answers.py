"""What a bare number counts where a question asks for it: "How many people work there?" "85."."""

from __future__ import annotations

import re
from decimal import Decimal

from claims.extract.attributes.ellipsis import with_unit
from claims.extract.attributes.measures import singular
from claims.extract.links import Sentence
from claims.records import Quantity
from claims.vocabulary import Vocabulary

# The question for a number of things, and for an age.
ASKING = re.compile(r"\bhow (?:many (?:[a-z-]+ ){0,2}?(people|[a-z]+s)|(old))\b")
AGE = "year"


def answered(
    bare: Quantity, sentence: Sentence, asked: str, vocabulary: Vocabulary
) -> Quantity | None:
    """A bare number with the noun that the question before it asks for, as the first number of its
    sentence; ``None`` where it is no answer.

    Arguments: the number; its sentence, which is parsed; the question.
    """
    question, number = ASKING.search(asked), sentence.head(bare.start, bare.end)
    if question is None or number is None or number.dep_ == "nummod":
        return None
    if any(quantity.start < bare.start for quantity in sentence.quantities):
        return None
    return with_unit(bare, _unit(question[1] or AGE, vocabulary), Decimal(1), vocabulary)


def _unit(noun: str, vocabulary: Vocabulary) -> str:
    """The unit of a pack that is called so, or the noun itself in the singular."""
    called = {noun, singular(noun), noun.removesuffix("s")}
    for unit, spec in vocabulary.units.items():
        if called & {name.lower() for name in (unit, *spec.names)}:
            return unit
    return singular(noun)
