"""Two values of one change: "grew from 34,000 to 128,000" belongs to two states or two things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.extract.context.discourse import Discourse
from claims.extract.links import Link, Sentence
from claims.extract.names.families import Name
from claims.reasons import Reason
from claims.vocabulary import Vocabulary

STATE = "state"
BEFORE = "before the change"
_VERSION = re.compile(r"(.*\D)(\d{1,2})")


def settle_changes(
    links: Sequence[Link], sentence: Sentence, discourse: Discourse, vocabulary: Vocabulary
) -> list[Link]:
    """Give the two values of each change their own subjects.

    "From Llama 2 to Llama 3 … from 34,000 to 128,000" pairs them in order. Where one subject
    is named, the earlier value is that of the version before, if the source speaks of it;
    otherwise it is marked as the state before the change.
    """
    settled = list(links)
    for place in range(len(settled) - 1):
        earlier, later = settled[place], settled[place + 1]
        if earlier.attribute != later.attribute or not _is_change(earlier, later, sentence):
            continue
        pair = _named_pair(later, sentence)
        if pair:
            settled[place], settled[place + 1] = map(_named, (earlier, later), pair)
            continue
        previous = _previous_version(later.subject, discourse, vocabulary)
        if previous:
            why = replace(earlier.why, subject=(Reason("change", (previous,)),))
            settled[place] = replace(earlier, subject=previous, why=why)
        else:
            scopes = {**earlier.why.qualifiers, STATE: (Reason("change"),)}
            settled[place] = replace(
                earlier,
                qualifiers={**earlier.qualifiers, STATE: BEFORE},
                why=replace(earlier.why, qualifiers=scopes),
            )
    return settled


def _named(link: Link, name: Name) -> Link:
    why = replace(link.why, subject=(Reason("change", (name.text,)),), passed_over=())
    return replace(link, subject=name.canonical, subject_text=name.text, why=why)


def _is_change(earlier: Link, later: Link, sentence: Sentence) -> bool:
    start, end = earlier.quantity.start - sentence.start, earlier.quantity.end - sentence.start
    between = sentence.lower[end : later.quantity.start - sentence.start]
    return between.strip() == "to" and sentence.lower[:start].rstrip().endswith("from")


def _named_pair(later: Link, sentence: Sentence) -> tuple[Name, Name] | None:
    """Two names of one kind that stand as "from A to B" in the sentence."""
    for left, right in zip(sentence.names, sentence.names[1:], strict=False):
        before = sentence.lower[: left.start - sentence.start].rstrip()
        between = sentence.lower[left.end - sentence.start : right.start - sentence.start].strip()
        if left.kind == right.kind and between == "to" and before.endswith("from"):
            return left, right
    return None


def _previous_version(
    subject: str | None, discourse: Discourse, vocabulary: Vocabulary
) -> str | None:
    match = _VERSION.fullmatch(subject or "")
    if match is None or int(match[2]) < 2:
        return None
    spelled = f"{match[1]}{int(match[2]) - 1}"
    name = next((n for n, spec in vocabulary.entities.items() if spelled in spec.aliases), spelled)
    return name if discourse.counts[name] else None
