"""How much of what a text states was extracted: counts that can be summed over texts.

A claim and a row meet where their values overlap in the text. A value is right within half a
percent; a subject if it is the same name, or, for descriptions, shares half of its words; an
attribute if it is the same key or counts the same noun. Claims that meet a row which is not
``core`` are not judged, and what a text repeats counts once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.records import Claim
from rewriting.annotated import Annotated, Row

LEVELS = ("quantity", "subject", "attribute", "claim")
FIELDS = ("modality", "speaker")
_TOLERANCE = Decimal("0.005")
_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "in",
        "on",
        "by",
        "to",
        "and",
        "at",
        "its",
        "this",
        "that",
        "with",
        "from",
    ]
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of a text, and the places among its rows of the core claims that were right."""

    counts: Counter[str]
    right: frozenset[int]


def score(annotated: Annotated, claims: Iterable[Claim]) -> Outcome:
    """Compare claims with the rows of the text that they were extracted from."""
    judged = _without_repeats(annotated.text, claims)
    met = _met(annotated.rows, judged)
    counts: Counter[str] = Counter(gold=sum(row.core for row in annotated.rows))
    right: frozenset[int] = frozenset()
    for claim, place in zip(judged, met, strict=True):
        row = None if place is None else annotated.rows[place]
        counts["judged"] += row is None or row.core
        if row is not None and same_value(row, claim):
            counts["values"] += 1
            counts["modality"] += row.modality == claim.modality
            counts["speaker"] += (row.speaker or None) == (claim.speaker or None)
    for level in LEVELS:
        hits = [
            place
            for claim, place in zip(judged, met, strict=True)
            if place is not None
            and annotated.rows[place].core
            and _is_right(level, annotated.rows[place], claim)
        ]
        counts[f"{level} claims"], right = len(hits), frozenset(hits)
        counts[f"{level} rows"] = len(right)
    return Outcome(counts, right)


def meetings(annotated: Annotated, claims: Iterable[Claim]) -> list[tuple[Claim, Row | None]]:
    """The claims, those in repeated text left out, each with the row that it meets."""
    judged = _without_repeats(annotated.text, claims)
    met = _met(annotated.rows, judged)
    return [
        (claim, None if place is None else annotated.rows[place])
        for claim, place in zip(judged, met, strict=True)
    ]


def figures(counts: Counter[str]) -> dict[str, float]:
    """F1 of quantity, subject, attribute and claim, and the share of values whose modality and
    speaker are right, from summed counts (micro-average)."""
    found = {}
    for level in LEVELS:
        precision = counts[f"{level} claims"] / max(1, counts["judged"])
        recall = counts[f"{level} rows"] / max(1, counts["gold"])
        found[level] = 2 * precision * recall / ((precision + recall) or 1)
    return found | {field: counts[field] / max(1, counts["values"]) for field in FIELDS}


def _without_repeats(text: str, claims: Iterable[Claim]) -> list[Claim]:
    seen, judged = set(), []
    for claim in claims:
        key = (claim.quote, claim.value_text)
        repeated = key in seen and text.count(claim.quote) > 1
        if claim.duplicate_of is None and not repeated:
            judged.append(claim)
        seen.add(key)
    return judged


def _met(rows: Sequence[Row], claims: Sequence[Claim]) -> list[int | None]:
    """The row that each claim meets: the one it is right about, or overlaps most."""
    met: list[int | None] = []
    for claim in claims:
        ranked = [
            ((same_value(row, claim), place not in met, overlap), -place)
            for place, row in enumerate(rows)
            if (overlap := overlap_of(row, claim)) > 0
        ]
        met.append(-max(ranked)[1] if ranked else None)
    return met


def overlap_of(row: Row, claim: Claim) -> int:
    """How many characters of the text a row and a claim share; 0 or less if they do not meet."""
    if claim.start is None or claim.end is None:
        return 0
    return min(row.end, claim.end) - max(row.start, claim.start)


def _is_right(level: str, row: Row, claim: Claim) -> bool:
    subject = level in ("subject", "claim")
    attribute = level in ("attribute", "claim")
    return (
        same_value(row, claim)
        and (not subject or same_subject(row.subject, claim.subject))
        and (not attribute or same_attribute(row.attribute, claim.attribute))
    )


def same_value(row: Row, claim: Claim) -> bool:
    """Whether the values are equal in the base unit or in the same unit; a row without numbers
    ("a few months") takes any."""
    if row.lo is None and row.hi is None:
        return True
    value = claim.value
    return (
        _near(row.canonical_lo, value.canonical_lo) and _near(row.canonical_hi, value.canonical_hi)
    ) or (_near(row.lo, value.lo) and _near(row.hi, value.hi) and row.unit == value.unit)


def _near(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return abs(one - other) <= _TOLERANCE * max(abs(one), abs(other), Decimal("1e-9"))


def same_subject(meant: str | None, found: str | None) -> bool:
    """Whether two subjects are the same: names with a number exactly, others by their words."""
    one, other = _words(meant), _words(found)
    if not one or not other or one == other:
        return bool(one) and one == other
    if len(one) <= 4 and any(re.search(r"\d", word) for word in one):
        return False
    shared = len(set(one) & set(other))
    return shared >= 0.5 * len(set(other)) and shared >= 0.25 * len(set(one))


def _words(name: str | None) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", name or "")
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return [word for word in re.sub(r"[^\w.%$]+", " ", plain).split() if word not in _EMPTY]


def same_attribute(meant: str, found: str | None) -> bool:
    """Whether two attributes are one: the same key, or a count of the same noun."""
    if meant == found:
        return True
    if not (meant.startswith("count:") and (found or "").startswith("count:")):
        return False
    one, other = (meant[6:].casefold(), (found or "")[6:].casefold())
    return one.rstrip("s") == other.rstrip("s") or one.split("_")[-1] == other.split("_")[-1]
