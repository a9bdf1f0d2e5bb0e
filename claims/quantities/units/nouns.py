"""English nouns in number: the plural of a name, and the singular of what is counted."""

from __future__ import annotations

from collections.abc import Mapping

# Plurals in "-es" behind these are of nouns in a hiss: boxes, churches, dishes, glasses, quizzes.
_HISSES = ("ches", "shes", "xes", "sses", "zzes")
# Words in "-s" that look like no plural: glass, bus, analysis, famous.
_SINGULARS = ("ss", "us", "is", "ous")


def plural(noun: str) -> str:
    """The regular English plural of a noun or of the last word of a name."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and len(noun) > 1 and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def singular(word: str, irregular: Mapping[str, str]) -> str | None:
    """The singular of a word that looks like an English plural, else ``None``.

    ``irregular`` holds the plurals that no rule gives, as well as nouns in "-s" that are none.
    """
    lower = word.lower()
    if lower in irregular:
        return None if word.isupper() else irregular[lower] or None
    if len(word) > 2 and word[-1] == "s" and word[-2].isupper():
        return word[:-1]  # "RBIs", "vCPUs"
    if "'" in word or "’" in word:
        return None  # "that's", "the team's"
    if word.isupper() or len(word) < 3 or not lower.endswith("s") or lower.endswith(_SINGULARS):
        return None  # in capitals: an acronym that ends in S
    if lower.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if lower.endswith(_HISSES) or _is_latin(lower):
        return word[:-2]
    if lower.endswith("oes") and len(word) > 5:
        return word[:-2]
    return word[:-1]


def _is_latin(lower: str) -> bool:
    """Whether "-es" stands behind "-us": viruses, buses, but not houses, causes and nurses."""
    return lower.endswith("uses") and len(lower) > 4 and lower[-5] not in "oa"
