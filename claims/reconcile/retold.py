"""The sentences of an explanation that tell its cause and verdict: how they read, and how they
are found again in the paragraph, which is what is stored, for those who show them apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from claims.reconcile.wording import amount, sentence

_CAUSE = "likely cause: {}; {}"
_LIKELIER = "the likelier value is {}, because {}"
NO_VALUE = "nothing in the sources decides between the values"
NO_SIDE = "nothing in the sources decides between statement and denial"
NO_TERM = "either the value or one of the terms is wrong; nothing in the sources decides"


def _found_by(frame: str, *parts: str) -> re.Pattern[str]:
    """What finds a sentence again that was made of parts; its end may be no abbreviation's."""
    written = re.escape(sentence(frame)).removesuffix(r"\.")
    for part in parts:
        written = written.replace(r"\{\}", part, 1)
    return re.compile(written + r"\.(?=\s+[^\sa-z]|\s*$)")


_CAUSES = _found_by(_CAUSE, "[^;.]+", "(.+?)")
_LIKELIERS = _found_by(_LIKELIER, "(.+?)", "(.+?)")
_UNDECIDED = tuple(map(sentence, (NO_VALUE, NO_SIDE, NO_TERM)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likelier value in words and the reason for it; the value is ``None`` without one."""

    value: str | None
    reason: str


def told_cause(name: str, evidence: str) -> str:
    """The sentence that names a likely cause."""
    return sentence(_CAUSE.format(name, evidence))


def told_likelier(value: str, reason: str) -> str:
    """The sentence that says which value is likelier."""
    return sentence(_LIKELIER.format(value, reason))


def evidence_of_cause(explanation: str) -> str | None:
    """What speaks for the likely cause: "two digits are exchanged: 104 / 140"."""
    found = _CAUSES.search(explanation)
    return found[1] if found else None


def verdict(explanation: str) -> Verdict | None:
    """Which value is likelier and why, or that nothing decides; ``None`` if neither is said."""
    if found := _LIKELIERS.search(explanation):
        return Verdict(found[1], found[2])
    told = next((text for text in _UNDECIDED if text in explanation), None)
    return None if told is None else Verdict(None, told.rstrip("."))


def between(lo: Decimal, hi: Decimal, unit: str) -> str:
    """A stretch of numbers in words: "139 gigabytes to 141 gigabytes", "at most 100 percent"."""
    if not lo.is_finite() or not hi.is_finite():
        bounds = [("at least", lo), ("at most", hi)]
        told = [f"{word} {amount(end, unit)}" for word, end in bounds if end.is_finite()]
        return " and ".join(told) or "any number"
    return " to ".join(dict.fromkeys((amount(lo, unit), amount(hi, unit))))
