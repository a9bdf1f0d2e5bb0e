"""What a quantity states of a process: "fine-tuning takes a day" is a time of training."""

from __future__ import annotations

from dataclasses import replace

from claims.extract.context.processes import PROCESS, STAGE
from claims.extract.links import Link
from claims.reasons import Reason, Reasons
from claims.vocabulary import Vocabulary


def of_process(link: Link, stage: str, why: Reasons, vocabulary: Vocabulary) -> Link:
    """A statement on the ``stage`` that its subject is: with the stage as a qualifier and, where
    anything could have the attribute, the first one of that unit which stages have."""
    spec = vocabulary.attributes.get(link.attribute or "")
    key = link.attribute
    if spec is None or not spec.kinds:
        key = _of_unit(link.quantity.value.canonical_unit, vocabulary) or key
    spec = vocabulary.attributes.get(key or "")
    told = (Reason("context", (stage,)), Reason("kind", (PROCESS,)))
    reasons = replace(link.why, attribute=link.why.attribute if key == link.attribute else told)
    if spec is not None and STAGE in spec.scopes:
        reasons = replace(reasons, qualifiers={**reasons.qualifiers, STAGE: why})
        return replace(
            link, attribute=key, qualifiers={**link.qualifiers, STAGE: stage}, why=reasons
        )
    return replace(link, attribute=key, why=reasons)


def _of_unit(unit: str | None, vocabulary: Vocabulary) -> str | None:
    """The first attribute of a unit that is stated by stages."""
    if unit is None:
        return None
    specs = vocabulary.attributes.items()
    own = (key for key, spec in specs if STAGE in spec.scopes)
    return next((k for k in own if vocabulary.base(vocabulary.attributes[k].unit)[0] == unit), None)
