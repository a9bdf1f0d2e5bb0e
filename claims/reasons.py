"""Why a claim says what it says: the rules that decided each part, and the words they read.

The reasons are made where the decisions are made; nothing here decides. Like the records they
are frozen and plain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Rule = Literal[
    # The value.
    "written", "modifier_words", "modifier_number", "size_in_name", "unit_of_attribute",
    "numerator", "echo",
    # The subject.
    "in_name", "clause_subject", "nearest", "nearest_words", "member", "pronoun", "definite",
    "speaker", "topic", "description", "title", "size", "part", "change", "generic",
    "unsupported", "row", "header",
    # Names that are not the subject.
    "compared", "other_kind", "measured", "addressed", "short", "farther",
    # The attribute, and qualifiers.
    "cue", "unit", "context", "kind", "property", "growth", "compared_with", "counted", "elided",
    "no_attribute", "date",
    # The modality.
    "mark", "instruction", "question", "name_stands", "no_mark", "repeats",
    # Who says it.
    "passage",
]  # fmt: skip
"""What can have decided: each is worded for people by the command line."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that decided something, and the ``words`` that it read, as they stand in the text
    or as a pack spells them."""

    rule: Rule
    words: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The reason as an object."""
        return {"rule": self.rule, "words": list(self.words)}


Reasons = tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons for each part of a claim, in each part the decisive one first.

    ``passed_over`` are the names in the sentence that might have been the subject, each with what
    spoke against it. ``confidence`` names the certainties whose product is the claim's confidence.
    """

    value: Reasons = ()
    subject: Reasons = ()
    passed_over: Reasons = ()
    attribute: Reasons = ()
    qualifiers: Mapping[str, Reasons] = field(default_factory=dict)
    modality: Reasons = ()
    speaker: Reasons = ()
    confidence: Mapping[str, Decimal] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The explanation as an object; numbers stay ``Decimal``."""
        return {
            "value": _listed(self.value),
            "subject": _listed(self.subject),
            "passed_over": _listed(self.passed_over),
            "attribute": _listed(self.attribute),
            "qualifiers": {name: _listed(found) for name, found in self.qualifiers.items()},
            "modality": _listed(self.modality),
            "speaker": _listed(self.speaker),
            "confidence": dict(self.confidence),
        }


def _listed(reasons: Reasons) -> list[dict[str, Any]]:
    return [reason.to_json() for reason in reasons]
