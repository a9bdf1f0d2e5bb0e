"""A claim with the reasons for each part of it, as people read it: in `extract --explain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claims.cli.wording import described, grouped, indented, number, place, quoted
from claims.reasons import Explanation, Reason, Reasons, Rule
from claims.records import Claim

QUOTE_SIZE = 300
MARKS = ("»", "«")
_INDENT = "   "
_LABEL = 12
# {words} are the words that a rule read, in quotation marks; {0} and {1} are these without.
WORDING: dict[Rule, str] = {
    "written": "as written",
    "modifier_words": "{words} says so",
    "modifier_number": "the number itself says so",
    "size_in_name": "the size that stands in the name",
    "unit_of_attribute": "in the attribute's unit, {0}",
    "numerator": "what stands before the “per” of {words}",
    "echo": "repeats {words}",
    "in_name": "the number stands in its name, {words}",
    "clause_subject": "{words} is the subject of the clause",
    "nearest": "{words} is the fitting name nearest in the parse",
    "nearest_words": "{words} is the fitting name nearest in the text",
    "member": "{words} in this sentence means it",
    "pronoun": "the pronoun {words} means what was most prominent before",
    "definite": "the phrase {words} points back to it",
    "speaker": "{words} means what the source is about",
    "topic": "no word beside the number names one: it is what the source speaks of",
    "description": "{words} is a thing of its own without a name",
    "title": "only the title names one, {words}",
    "size": "the one of {0} that has {1}",
    "part": "the {0} of it",
    "change": "the earlier of two values is of another state or thing than the later",
    "generic": "{words} speaks of such things in general",
    "unsupported": "{words} points to nothing known",
    "row": "{words} is the name of the row",
    "header": "the header {words}",
    "compared": "only a point of reference",
    "other_kind": "a thing that cannot have it",
    "measured": "part of the number or of what it measures",
    "addressed": "a speaker, only addressed",
    "short": "an abbreviation that no pack knows",
    "farther": "farther from the number",
    "cue": "cue {words}",
    "unit": "unit {words}",
    "context": "cue {words} before this sentence",
    "kind": "a name of kind {words}",
    "property": "the text's own word {words}",
    "growth": "how far {words} has moved",
    "compared_with": "compared with {words}",
    "elided": "what {words} said of",
    "counted": "the counted noun {words}",
    "no_attribute": "nothing says what it is",
    "date": "the date {words}",
    "mark": "{words}",
    "instruction": "{words} tells somebody to do it",
    "question": "the sentence asks",
    "name_stands": "a size that names a thing stands",
    "no_mark": "no mark of anything else",
    "repeats": "{words} has just said it",
    "passage": "the speaker of the passage",
}
# How a rule reads that has no words to show.
BARE: dict[Rule, str] = {
    "generic": "the sentence speaks of such things in general",
    "unit": "a bare number as large as that",
    "unsupported": "no name, pronoun, phrase or title supports one",
}


def explained(claims: Iterable[Claim]) -> Iterator[str]:
    """Lines on each claim, numbered: what came out, the sentence, and why."""
    for index, claim in enumerate(claims, 1):
        yield from indented(f"{index}. {_head(claim)}", "", _INDENT)
        yield from indented(quoted(claim, QUOTE_SIZE, MARKS), _INDENT)
        yield from _parts(claim)
        yield ""


def _head(claim: Claim) -> str:
    about = f"{claim.subject or '(no subject)'} — {claim.attribute or '(no attribute)'}"
    return f"{about}: {described(claim.to_json())}"


def _parts(claim: Claim) -> Iterator[str]:
    why = claim.explanation
    if why is None:
        yield from _part("reasons", "its extractor gives none")
        why = Explanation()
    yield from _part("value", _value(claim), why.value)
    yield from _part("subject", _subject(claim, why.subject), why.subject)
    for reason in why.passed_over:
        yield from _part("  not", _quoted(reason.words), (Reason(reason.rule),))
    yield from _part("attribute", claim.attribute or "none", why.attribute)
    for name, value in sorted(claim.qualifiers.items()):
        yield from _part("qualifier", f"{name} {value}", why.qualifiers.get(name, ()))
    yield from _part("modality", claim.modality, why.modality)
    yield from _part("said by" if claim.speaker else "stands in", place(claim), why.speaker)
    if claim.duplicate_of:
        first = f"the passage at character {claim.duplicate_of.start}, read already"
        yield from _part("repeats", first)
    yield from _part("confidence", _confidence(claim, why))


def _part(label: str, found: str, reasons: Reasons = ()) -> Iterator[str]:
    said = "; ".join(filter(None, map(worded, reasons)))
    indent = _INDENT + label.ljust(_LABEL)
    yield from indented(f"{found}: {said}" if said else found, indent, " " * len(indent))


def worded(reason: Reason) -> str:
    """A reason as a clause."""
    if not reason.words and reason.rule in BARE:
        return BARE[reason.rule]
    return WORDING[reason.rule].format(*reason.words, words=_quoted(reason.words))


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _value(claim: Claim) -> str:
    if claim.value.date:
        return claim.value.date
    if claim.value.lo is None and claim.value.hi is None:
        return f"no number, {claim.value.unit or 'no unit'}"
    row = claim.to_json()
    canonical = {**row, "lo": row["canonical_lo"], "hi": row["canonical_hi"],
                 "unit": row["canonical_unit"]}  # fmt: skip
    said = " = ".join(dict.fromkeys([number(row), number(canonical)]))
    return f"{said}, {claim.value.modifier.replace('_', ' ')}"


def _subject(claim: Claim, reasons: Reasons) -> str:
    """The subject; where it is named by words that are not among the reasons, these too."""
    if claim.subject is None:
        return "none"
    shown = {claim.subject, *(word for reason in reasons for word in reason.words)}
    named = claim.subject_text
    return f"{claim.subject} (“{named}”)" if named and named not in shown else claim.subject


def _confidence(claim: Claim, why: Explanation) -> str:
    product = " × ".join(f"{name} {grouped(share)}" for name, share in why.confidence.items())
    return f"{claim.confidence} = {product}" if product else str(claim.confidence)
