"""What a report shows, as records without any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from claims.reconcile import LeftOut
from claims.report.number_line import NumberLine
from claims.report.quotes import MarkedQuote
from claims.report.timeline import Timeline
from claims.vocabulary import Vocabulary

Style = Literal["card", "series", "scopes", "short"]


@dataclass(frozen=True, slots=True)
class Background:
    """What a report says beside the findings and the claims that they name.

    ``claims`` and ``sources`` are how many the ledger has; ``left_out`` says how many are in no
    finding and why. ``surroundings`` is the text before and after the sentence of a claim and
    ``dates`` the date that it speaks of, by the claim's id. ``reviews`` and ``claim_reviews``
    are lines on what reviews say, by the ids of findings and claims. ``as_of`` is the time of
    which the report is, if not now; ``vocabulary`` is what the claims were compared with.
    """

    claims: int
    sources: int
    left_out: tuple[LeftOut, ...] = ()
    surroundings: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    claim_reviews: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    as_of: str | None = None
    vocabulary: Vocabulary = field(default_factory=Vocabulary)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim as evidence: what it says, its sentence in context, and where it stands."""

    claim_id: str
    value: str
    quote: MarkedQuote
    before: str
    after: str
    speaker: str | None
    source: str
    time: str | None
    locator: str | None
    date: str | None
    modality: str
    review: tuple[str, ...]

    @property
    def place(self) -> str:
        """Who says it, in which source, when and where, and of which date."""
        said_of = f"of {self.date}" if self.date else None
        parts = (self.speaker, self.source, self.time, self.locator, said_of)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ValueView:
    """One of a finding's values with its evidence; ``more`` mentions are left out.

    ``scope`` is what narrows it, ``when`` the dates at which it is given.
    """

    text: str
    likely: bool
    evidence: tuple[Evidence, ...]
    more: int
    scope: str
    when: str


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of the arithmetic with its evidence."""

    attribute: str
    text: str
    evidence: tuple[Evidence, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as it is shown; ``number`` counts through the whole report.

    ``likely`` is the likelier value in words, ``reason`` why it is, or why none is. ``evidence``
    speaks for the ``cause``.
    """

    number: int
    id: str
    kind: str
    severity: Decimal
    percent: int
    subject: str
    attribute: str
    scope: str
    values: tuple[ValueView, ...]
    more_values: int
    line: NumberLine | None
    timeline: Timeline | None
    cause: str | None
    evidence: str | None
    likely: str | None
    reason: str | None
    formula: str | None
    result: str | None
    terms: tuple[TermView, ...]
    explanation: str
    review: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one kind, and how they are shown."""

    kind: str
    title: str
    about: str
    style: Style
    findings: tuple[FindingView, ...]

    @property
    def alarming(self) -> bool:
        """Whether these are contradictions."""
        return self.kind in ("conflict", "derivation_conflict")


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Why claims are in no finding, how many they are, and a few of them."""

    reason: str
    count: int
    examples: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    title: str
    claims: int
    sources: int
    sections: tuple[Section, ...]
    not_compared: tuple[NotCompared, ...]
    as_of: str | None = None

    @property
    def alarms(self) -> int:
        """How many contradictions there are, possible ones not counted."""
        return sum(len(section.findings) for section in self.sections if section.alarming)

    @property
    def left_out(self) -> int:
        """How many claims are in no finding."""
        return sum(group.count for group in self.not_compared)
