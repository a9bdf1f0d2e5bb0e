"""What reports call things: kinds of findings, causes, attributes, values."""

from __future__ import annotations

from collections.abc import Mapping

from claims.reconcile.wording import amount
from claims.records import Finding
from claims.report.quotes import printable
from claims.report.views import Style

TITLES = {
    "conflict": "Contradictions",
    "derivation_conflict": "Refuted by arithmetic",
    "possible_conflict": "Possible contradictions",
    "definition_differs": "Different definitions",
    "changed_over_time": "Changed over time",
    "scope_difference": "Different in scope",
    "derivation_support": "Confirmed by arithmetic",
    "agreement": "Agreements",
    "not_comparable": "Not comparable",
}
ABOUT = {
    "conflict": "Values of one thing that exclude each other.",
    "derivation_conflict": "A stated value that does not follow from the others.",
    "possible_conflict": "Values that may exclude each other; something about them is open.",
    "definition_differs": "Values that fall into two camps, as if two things were meant.",
    "changed_over_time": "Different values of different dates: a series, not a contradiction.",
    "scope_difference": "Different values of different parts, stages or variants.",
    "derivation_support": "Values that follow from others.",
    "agreement": "Values that are given more than once and fit together.",
    "not_comparable": "Values in units that cannot be converted into each other.",
}
CAUSES = {
    "digit transposition": "digits exchanged",
    "misheard": "misheard or misread",
    "scale slip": "a slip of scale",
    "unit slip": "a slip of unit",
    "rounding": "rounding",
    "different scope": "different scope",
    "changed over time": "changed over time",
}
STYLES: dict[str, Style] = {
    "changed_over_time": "series",
    "scope_difference": "scopes",
    "not_comparable": "scopes",
    "derivation_support": "short",
    "agreement": "short",
}
"""How the findings of a kind are shown, if not as cards."""


def likely_words(finding: Finding) -> str | None:
    """The likelier value with its unit, or ``None``."""
    if finding.likely_value is None or finding.likely_unit == "date":
        return None
    return amount(finding.likely_value, finding.likely_unit or "")


def attribute_words(attribute: str | None) -> str:
    """An attribute's key in words."""
    if attribute is None:
        return "unknown attribute"
    name = attribute.removeprefix("count:")
    words = printable(name).replace("_", " ")
    return f"number of: {words}" if attribute.startswith("count:") else words


def cause_words(finding: Finding) -> str | None:
    """The likely cause of a conflict, or ``None``."""
    cause = finding.likely_cause
    return printable(CAUSES.get(cause, cause)) if cause else None


def scope_words(qualifiers: Mapping[str, str]) -> str:
    """Qualifiers in words, by their names."""
    said = (f"{key.replace('_', ' ')}: {text}" for key, text in sorted(qualifiers.items()))
    return printable(", ".join(said))


def formula_words(formula: str) -> str:
    """A formula with the signs of print."""
    words = formula.replace("*", "×").replace("/", "÷")
    return printable(words.replace("_", " "))
