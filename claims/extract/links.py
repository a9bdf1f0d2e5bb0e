"""The records between the linker and the claims: a sentence, and what a quantity in it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from spacy.tokens import Token

from claims.extract.language.parsing import Parse
from claims.extract.names.families import Name
from claims.reasons import Explanation
from claims.records import Modality, Quantity


@dataclass(frozen=True, slots=True)
class Link:
    """A quantity and what it says: offsets of the quantity and its sentence are in one text.

    ``reading`` is how it is shown where the sentence alone does not tell (a cell of a table with
    its headers), and where the quantity stands in that.
    """

    quantity: Quantity
    sentence_start: int
    sentence_end: int
    subject: str | None
    subject_text: str | None
    attribute: str | None
    qualifiers: dict[str, str] = field(default_factory=dict)
    modality: Modality = "asserted"
    confidence: Decimal = Decimal("0.5")
    why: Explanation = Explanation()  # noqa: RUF009 - it is frozen
    reading: tuple[str, int] | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence with its offset in the text, its names and quantities (offsets in the text), and
    the ``bare`` numbers to which the text before may give a unit.

    ``parse`` is there where a trained pipeline is, and the sentence has a quantity; ``speaker``
    says it, where the source tells.
    """

    start: int
    text: str
    names: Sequence[Name]
    quantities: Sequence[Quantity]
    bare: Sequence[Quantity] = ()
    parse: Parse | None = None
    speaker: str | None = None

    def head(self, start: int, end: int) -> Token | None:
        """The token of ``start:end`` of the text on which its others hang, if there is a parse."""
        return self.parse.head(start, end) if self.parse else None

    @property
    def lower(self) -> str:
        """The sentence lower-cased, with the same offsets."""
        lowered = self.text.lower()
        return lowered if len(lowered) == len(self.text) else self.text
