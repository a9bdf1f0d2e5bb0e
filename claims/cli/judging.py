"""Where reviews stand, beside the claims and findings that other commands print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claims.cli.wording import described, when

if TYPE_CHECKING:
    from claims.ledger import Correction, Review, Reviewed, StoredClaim

_READ = ("subject", "attribute", "value_text", "lo", "hi", "unit", "canonical_lo", "canonical_hi",
         "canonical_unit", "date", "modifier")  # fmt: skip


def reviewed_json(stored: StoredClaim) -> dict[str, Any]:
    """A stored claim as an object, as it counts now, and ``review``: what made it so.

    ``review.as_read`` holds what the source says, where a correction or a merge says otherwise.
    """
    from claims.cli.lookup import claim_json

    row = claim_json(replace(stored, claim=stored.current))
    review = review_json(stored.review)
    if stored.reviewed is not None:
        read = stored.claim.to_json()
        as_read = {name: read[name] for name in _READ if read[name] != row[name]}
        review = (review or {"state": None}) | {"as_read": as_read}
    return row | {"review": review}


def review_json(review: Reviewed) -> dict[str, Any] | None:
    """Where the review of a claim or finding stands; ``None`` if nobody reviewed it."""
    if review.decision is None and not review.notes:
        return None
    decision = None if review.decision is None else _event(review.decision)
    row = {"state": review.state} | (decision or {}) | {"notes": [_event(n) for n in review.notes]}
    return row | {"new_claims": list(review.new_claims)} if review.new_claims else row


def review_lines(review: Reviewed) -> Iterator[str]:
    """Where a review stands, for people: the decision, and each note."""
    event = review.decision
    if event is not None:
        said = f"{review.state} by {event.actor}, {when(event.recorded_at)}"
        if review.state == "reopened":
            count = len(review.new_claims)
            new = f"{count} new claim{'' if count == 1 else 's'}" if count else "it has changed"
            said = f"open again ({new}); was {event.state} by {event.actor}"
            said += f", {when(event.recorded_at)}"
        yield f"{said}: {event.reason}" if event.reason else said
    for note in review.notes:
        yield f"note by {note.actor}, {when(note.recorded_at)}: {note.reason}"


def claim_review_lines(stored: StoredClaim) -> Iterator[str]:
    """Where the review of a claim stands, for people, and what the source says if not this."""
    yield from review_lines(stored.review)
    if stored.reviewed is not None:
        claim = stored.claim
        names = ", ".join(filter(None, [claim.subject or "(no subject)", claim.attribute]))
        yield f"read from the source: {names}: {described(claim.to_json())}"


def correction_json(correction: Correction | None) -> dict[str, Any] | None:
    """What a correction says, without what it leaves as it was."""
    if correction is None:
        return None
    value = {} if correction.value is None else correction.value.to_json()
    own = {"subject": correction.subject, "attribute": correction.attribute,
           "value_text": correction.value_text}  # fmt: skip
    return {name: said for name, said in own.items() if said is not None} | value


def _event(event: Review) -> dict[str, Any]:
    return {"actor": event.actor, "time": event.recorded_at, "reason": event.reason}
