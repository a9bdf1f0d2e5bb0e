"""What the ledger gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from claims.records import Claim, Value

ReviewAction = Literal["accept", "reject", "correct", "merge-subjects", "dismiss", "note"]
ReviewState = Literal["accepted", "rejected", "corrected", "dismissed", "explained", "reopened"]

MIN_PREFIX = 6
"""How many characters of an id must be given to name it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a claim should say; what is ``None`` stays as it was read.

    ``value`` goes with ``value_text``, which are the words that it was given in.
    """

    subject: str | None = None
    attribute: str | None = None
    value_text: str | None = None
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A review event: who did what to a claim, a finding or a subject, when and why.

    ``target_kind`` is ``claim``, ``finding`` or ``subject``, ``target`` the full id or the name.
    ``into_subject`` is the name that a merged subject goes under, ``correction`` what a corrected
    claim should say, ``cause`` why a finding was dismissed: ``no_conflict`` or ``explained``.
    """

    seq: int
    id: str
    recorded_at: str
    actor: str
    action: ReviewAction
    target_kind: str
    target: str
    reason: str
    into_subject: str | None = None
    correction: Correction | None = None
    cause: str | None = None

    @property
    def state(self) -> ReviewState | None:
        """What the event makes of its target; ``None`` for a note and a merge."""
        if self.action == "dismiss":
            return "explained" if self.cause == "explained" else "dismissed"
        states: dict[str, ReviewState] = {
            "accept": "accepted", "reject": "rejected", "correct": "corrected",
        }  # fmt: skip
        return states.get(self.action)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Where the review of a claim or a finding stands.

    ``state`` is ``None`` where there are only notes. ``decision`` is the event that made it so;
    of a ``reopened`` finding it is the decision that no longer holds, and ``new_claims`` are
    those that came since. ``notes`` are in order.
    """

    state: ReviewState | None = None
    decision: Review | None = None
    notes: tuple[Review, ...] = ()
    new_claims: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether a finding still waits for somebody: neither dismissed nor explained."""
        return self.state not in ("dismissed", "explained")


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim in the ledger.

    ``id`` is its content hash, ``run_id`` the run that added it, ``source_title`` the title of
    its source, if one is known, and ``published`` the claim's own date or else its source's.
    ``claim`` is what was read from the source; ``review`` is where its review stands, and
    ``reviewed`` the claim as corrected and under the subject it was merged into, if so.
    """

    id: str
    claim: Claim
    run_id: str
    source_title: str | None = None
    published: str | None = None
    review: Reviewed = field(default_factory=Reviewed)
    reviewed: Claim | None = None

    @property
    def current(self) -> Claim:
        """The claim as it counts now: with the corrections and merges of reviews."""
        return self.claim if self.reviewed is None else self.reviewed


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source in the ledger.

    ``claims`` counts its current claims, ``repeated`` those among them that stand in a
    repeated passage. What a source that was never read (one that imported claims name) would
    tell is ``None``. ``text`` is given by :meth:`Ledger.source` only; ``locations`` are
    further places at which the same bytes were met. ``weight`` is what people gave it as a
    witness, from 0 to 1; ``None``, which counts as 1, where nobody did.
    """

    id: str
    uri: str
    claims: int
    repeated: int
    passages: int
    format: str | None = None
    media_type: str | None = None
    encoding: str | None = None
    size_bytes: int | None = None
    text_sha256: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    retrieved_at: str | None = None
    text: str | None = None
    locations: tuple[str, ...] = ()
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SubjectCount:
    """A subject, and how many claims, attributes and sources there are about it."""

    subject: str
    claims: int
    attributes: int
    sources: int


@dataclass(frozen=True, slots=True)
class AttributeCount:
    """An attribute, and how many claims, subjects and sources there are for it."""

    attribute: str
    claims: int
    subjects: int
    sources: int


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document or claims changed.

    ``claims_known`` were there before; ``claims_withdrawn`` were found by an earlier reading
    of the same source and not by this one, or are those of the ``replaced`` sources: earlier
    versions of a file. ``refused`` says of each claim that was not taken which it is and why.
    """

    source_is_new: bool = False
    claims_added: int = 0
    claims_known: int = 0
    claims_withdrawn: int = 0
    refused: tuple[str, ...] = ()
    replaced: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything is different from before."""
        return self.source_is_new or bool(self.claims_added or self.claims_withdrawn)

    def __add__(self, other: Added) -> Added:
        return Added(
            self.source_is_new or other.source_is_new,
            self.claims_added + other.claims_added,
            self.claims_known + other.claims_known,
            self.claims_withdrawn + other.claims_withdrawn,
            self.refused + other.refused,
            self.replaced + other.replaced,
        )


@dataclass(frozen=True, slots=True)
class Context:
    """A claim's value in its source's untouched text, with what stands before and after."""

    before: str
    value_text: str
    after: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the ledger that does not check: the row, what is wrong and where.

    A ``note`` is worth knowing (a file that changed since it was read) but no fault of the
    ledger's.
    """

    table: str
    id: str
    what: str
    where: str
    note: bool = False
