"""The reasoning behind what the findings say of a claim: `claims show CLAIM --why`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from claims.cli.wording import SHORT_ID, indented
from claims.errors import VocabularyError
from claims.ledger import LedgerView, StoredClaim
from claims.records import Claim, Finding

if TYPE_CHECKING:
    from claims.reconcile.steps import Step
    from claims.vocabulary import Vocabulary

_INDENT = "   "
_LABEL = 12
_SHOWN = 4


class Reasoning:
    """The steps behind a ledger's findings, worked out again with the packs that were used."""

    def __init__(self, ledger: LedgerView, packs: Sequence[str] | None) -> None:
        self._ledger = ledger
        self._vocabulary = packs_of_run(ledger, packs)
        self._published = {s.id: s.published for s in ledger.sources() if s.published}

    def steps(self, finding: Finding) -> list[Step]:
        """The steps from the claims to a finding."""
        from claims.reconcile.steps import steps

        return steps(finding, self._around(finding), self._vocabulary, self._published)

    def left_out(self, stored: StoredClaim) -> str:
        """Why no finding names a claim."""
        from claims.reconcile import left_out
        from claims.reconcile.omissions import REASONS

        claim = stored.current
        if stored.review.state == "rejected":
            return REASONS["rejected"]
        others = [stored]
        if claim.subject is not None and claim.attribute is not None:
            others = [o for o in self._same(claim.subject, claim.attribute) if o.id != stored.id]
            others.append(stored)
        found = left_out(
            ((other.id, other.current) for other in others),
            {other.id for other in others} - {stored.id},
            self._vocabulary,
        )
        return found[0].words

    def _around(self, finding: Finding) -> Mapping[str, Claim]:
        """The claims of a finding, and all others of its subject and attribute."""
        own = {s.id: s.current for s in self._ledger.claims_by_id(finding.claim_ids)}
        subjects = {claim.subject for claim in own.values() if claim.attribute == finding.attribute}
        for subject in sorted(filter(None, subjects)):
            for stored in self._same(subject, finding.attribute):
                if stored.review.state != "rejected":
                    own.setdefault(stored.id, stored.current)
        return own

    def _same(self, subject: str, attribute: str | None) -> list[StoredClaim]:
        return self._ledger.find(subject=subject, attribute=attribute, include_duplicates=True)


def packs_of_run(ledger: LedgerView, packs: Sequence[str] | None = None) -> Vocabulary:
    """The vocabulary given, or else that of the latest reconcile run, or else that shipped.

    Packs of the run that are not there any more are said on standard error.
    """
    from claims.vocabulary import load_vocabulary

    if packs:
        return load_vocabulary(packs)
    _, rows = ledger.query("SELECT config FROM run WHERE kind = 'reconcile' ORDER BY seq DESC")
    config = next(iter(rows), None)
    used = json.loads(config[0]).get("vocabulary", []) if config else []
    try:
        return load_vocabulary(used)
    except VocabularyError as error:
        print(f"claims: {error}; the packs shipped are used instead", file=sys.stderr)
        return load_vocabulary()


def step_lines(steps: Sequence[Step]) -> Iterator[str]:
    """The steps for people: a column of labels, then the text and the ids it rests on."""
    last = None
    for step in steps:
        label = "" if step.label == last else step.label
        indent = _INDENT + label.ljust(_LABEL)
        ids = [claim_id[:SHORT_ID] for claim_id in step.claim_ids[:_SHOWN]]
        more = len(step.claim_ids) - len(ids)
        told = f" [{', '.join(ids)}{f' and {more} more' if more else ''}]" if ids else ""
        yield from indented(step.text + told, indent, " " * (len(_INDENT) + _LABEL))
        last = step.label


def steps_json(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """The steps as objects."""
    return [step.to_json() for step in steps]
