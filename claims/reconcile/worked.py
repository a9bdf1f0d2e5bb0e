"""Findings about arithmetic between single claims, most of it of one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.reconcile.intervals import Interval
from claims.reconcile.retold import NO_TERM
from claims.reconcile.statements import Mention
from claims.reconcile.wording import amount, sentence, stated, who
from claims.records import Derivation, Finding, FindingKind, Term

# End the formula of arithmetic that concerns a sentence or a source, and no single subject.
IN_ONE_SENTENCE, IN_ONE_SOURCE = "(in one sentence)", "(in one source)"
_CENT = Decimal("0.01")
_CLOSE, NEAR = Decimal("0.05"), Decimal("0.15")
# One witness who contradicts himself within a sentence: a slip, and rarely two things.
_WEIGHT = Decimal("0.75")
_ROUGHLY = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Worked:
    """Arithmetic between single claims: what is stated, its terms, and what comes out of these.

    ``shown`` is the calculation in numbers. ``allowed`` are the readings of what comes out, of
    which the value needs to meet one; ``generous`` the same with all the benefit of the doubt.
    ``slack`` is how far a value may be off, as a share of it, before it is wrong. ``doubt`` says
    why a misfit may yet be none, and ``together`` that all stands in one sentence. ``said`` is told
    where it is no single value that does not fit.
    """

    formula: str
    shown: str
    stated: Mention
    roles: tuple[tuple[str, Mention], ...]
    unit: str
    allowed: tuple[Interval, ...]
    generous: tuple[Interval, ...]
    number: Decimal
    slack: Decimal = _CLOSE
    doubt: str = ""
    together: bool = True
    said: str = ""

    @property
    def fits(self) -> bool:
        """Whether the stated value is what comes out."""
        return any(self.stated.span.tight.meets(interval) for interval in self.allowed)

    @property
    def supports(self) -> bool:
        """Whether that it fits says something: no limit, and no room for much else."""
        bound = self.stated.claim.value.modifier not in ("exact", "approx")
        return "<=" not in self.formula and (bound or self.gap <= NEAR)

    @property
    def refuted(self) -> bool:
        """Whether it cannot be that even where everything is read generously."""
        generous = any(self.stated.span.wide.meets(interval) for interval in self.generous)
        return not generous and self.gap > self.slack

    @property
    def gap(self) -> Decimal:
        """How far the value is from what comes out, as a share of the larger."""
        ends = (self.stated.span.tight.lo, self.stated.span.tight.hi)
        value = self.stated.number
        if value is None:
            value = next((end for end in ends if end.is_finite()), Decimal(0))
        low, high = sorted((abs(value), abs(self.number)))
        return 1 - low / high if high else Decimal(0)


def findings_of(worked: Sequence[Worked]) -> list[Finding]:
    """What is supported and what is refuted; arithmetic that is merely off says nothing."""
    found = []
    for item in worked:
        if item.fits:
            if item.supports:
                found.append(_support(item))
        elif item.refuted:
            found.append(_refutation(item))
    return found


def _support(worked: Worked) -> Finding:
    value = stated(worked.stated.claim)
    if worked.together:
        note = "It is one statement that adds up, and no second witness."
        told = f"{sentence(f'{worked.shown}, as the sentence says: {value}')} {note}"
    else:
        told = f"{sentence(f'{worked.shown}, which fits {value} as stated')} {_places(worked)}"
    return _finding(worked, "derivation_support", Decimal("0.00"), told)


def _places(worked: Worked) -> str:
    mentions = [worked.stated, *(mention for _, mention in worked.roles)]
    return " ".join(sentence(f"{told(m)}: {who(m.claim)}") for m in mentions)


def _refutation(worked: Worked) -> Finding:
    doubt = worked.doubt
    if not doubt and _roughly(worked):
        doubt = "the value is approximate, and not far off"
    value = stated(worked.stated.claim)
    parts = [
        sentence(worked.said or f"{value} is stated, but {worked.shown}"),
        sentence(f"all of it stands in one sentence: {who(worked.stated.claim)}")
        if worked.together
        else _places(worked),
        sentence(NO_TERM),
    ]
    kind: FindingKind = "derivation_conflict"
    weight = _WEIGHT
    if doubt:
        kind, weight = "possible_conflict", weight / 2
        parts.append(f"Only a possible conflict: {doubt}.")
    severity = (worked.gap / (worked.gap + _CLOSE) * weight).quantize(_CENT)
    return _finding(worked, kind, severity, " ".join(parts))


def _roughly(worked: Worked) -> bool:
    value = worked.stated.number
    if worked.stated.claim.value.modifier != "approx" or not value or not worked.number:
        return False
    low, high = sorted((abs(value), abs(worked.number)))
    return high <= low * _ROUGHLY


def _finding(worked: Worked, kind: FindingKind, severity: Decimal, text: str) -> Finding:
    own = (worked.stated.id,)
    others = tuple(dict.fromkeys(m.id for _, m in worked.roles if m.id != worked.stated.id))
    result = worked.allowed[0]
    low, high = (end if end.is_finite() else worked.number for end in (result.lo, result.hi))
    refuted = kind != "derivation_support"
    claim = worked.stated.claim
    return Finding(
        kind=kind,
        severity=severity,
        subject=_subject(worked),
        attribute=claim.attribute,
        qualifiers={},
        claim_ids=own + others,
        values=(own, others) if refuted else (own,),
        explanation=text,
        derivation=Derivation(
            f"{worked.formula} {IN_ONE_SENTENCE}" if worked.together else worked.formula,
            tuple(_term(role, mention) for role, mention in worked.roles),
            low,
            high,
            worked.unit,
        ),
    )


def _subject(worked: Worked) -> str | None:
    """What all is said of: one subject, or that of the value whose members have the others."""
    own = worked.stated.claim.subject
    if not worked.together:
        return own
    others = {m.claim.subject for _, m in worked.roles} - {own, None}
    if own is not None and all(str(name).startswith(f"{own} ") for name in others):
        return own
    return others.pop() if own is None and len(others) == 1 else None


def _term(role: str, mention: Mention) -> Term:
    span = mention.span.tight
    low, high = (end if end.is_finite() else Decimal(0) for end in (span.lo, span.hi))
    return Term(role, low, high, mention.unit or "number", (mention.id,))


def told(mention: Mention) -> str:
    """A term in the words of its sentence."""
    return stated(mention.claim)


def in_words(number: Decimal, unit: str) -> str:
    """A number that comes out, with its unit."""
    return amount(number, unit) if unit else amount(number, "").strip()
