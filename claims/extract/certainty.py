"""How sure a claim is: of claims like it, the share whose value, subject and attribute are right.

It is the product of three certainties. Those of the reading and of the attribute are shares that
were measured on annotated texts, by how the number was read and by what decided the attribute:
``benchmarks/calibration.py`` writes them to ``certainties.json``. That of the subject is found
together with it (:mod:`claims.extract.subjects.ranking`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from math import prod

from claims.extract.links import Link
from claims.reasons import Explanation, Reasons, Rule
from claims.records import Value
from claims.vocabulary import Vocabulary

READING, ATTRIBUTE, SUBJECT = "reading", "attribute", "subject"
# How a number was read: with its unit or as one of the attribute's, without any, in a name, in a
# table, as the repetition of one just said, with the unit of one said before.
READINGS = ("unit", "bare", "in_name", "table", "echo", "elided")
# What decided an attribute; with a name of a fitting kind where "_kind" stands.
EVIDENCE = (
    "cue_kind", "cue", "unit_kind", "unit", "kind", "context", "named", "open", "header",
    "beside", "echo", "elided", "none",
)  # fmt: skip
_BY_RULE: dict[Rule, str] = {
    "counted": "open", "growth": "beside", "compared_with": "beside", "no_attribute": "none",
}  # fmt: skip
_WITH_KIND = ("cue", "unit")
_FINEST = Decimal("0.01")


def rated(link: Link, vocabulary: Vocabulary) -> Link:
    """A link with its confidence and the certainties whose product it is, by its explanation,
    where the certainty of the subject stands already."""
    why, known = link.why, link.attribute in vocabulary.attributes
    shares = _measured()
    certainties = {
        READING: shares[READING][reading_of(link.quantity.value, why)],
        ATTRIBUTE: shares[ATTRIBUTE][evidence_of(why.attribute, known=known)],
        SUBJECT: why.confidence[SUBJECT],
    }
    product = prod(certainties.values(), start=Decimal(1)).quantize(_FINEST)
    return replace(link, confidence=product, why=replace(why, confidence=certainties))


def reading_of(value: Value, why: Explanation) -> str:
    """How a number was read, one of :data:`READINGS`."""
    rules = {reason.rule for reason in (*why.value, *why.subject, *why.attribute)}
    if "echo" in rules:
        return "echo"
    if "size_in_name" in rules:
        return "in_name"
    if "elided" in rules:
        return "elided"
    if rules & {"row", "header"}:
        return "table"
    return "bare" if value.unit is None else "unit"


def evidence_of(reasons: Reasons, *, known: bool) -> str:
    """What decided an attribute, one of :data:`EVIDENCE`; ``known`` says that it is a pack's."""
    rule = reasons[0].rule
    if rule == "property":
        return "named" if known else "open"
    if rule in _WITH_KIND and any(reason.rule == "kind" for reason in reasons):
        return f"{rule}_kind"
    return _BY_RULE.get(rule, rule)


@cache
def _measured() -> Mapping[str, Mapping[str, Decimal]]:
    text = files("claims.extract").joinpath("certainties.json").read_text(encoding="utf-8")
    measured: dict[str, dict[str, Decimal]] = json.loads(text, parse_float=Decimal)["shares"]
    return measured
