"""Words for things of a kind in general: "large language models need …"."""

from __future__ import annotations

import re
from collections.abc import Container

from claims.quantities.units.nouns import singular
from claims.vocabulary import EntitySpec, Vocabulary

# "This model" points back; before several things "that" is no pointer: "we think that models …".
_POINTS = r"\b(?:{}these|those|the|its|it|they|their|our|my|your)\s(?:[\w-]+\s){{0,2}}\Z"
_POINTING = re.compile(_POINTS.format("this|that|"), re.IGNORECASE)
_POINTING_AT_MANY = re.compile(_POINTS.format(""), re.IGNORECASE)
# "It seems that language model are good" speaks of many, as it was heard.
_PLURAL_VERB = re.compile(r"\s(?:are|were|have|do|don['’]t|aren['’]t)\b")
# "Falcon is a language model", "Falcon, a language model" and "an expected $2 trillion company"
# say what something is.
_TELLING = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|become|becomes|as|like|called|being|of)|,)\s"
    r"(?:(?:a|an|one of the|the)\s)?(?:[\w$€£.-]+\s){0,3}\Z",
    re.IGNORECASE,
)
REACH = 60
_SENTENCE_END = re.compile(r"[.?!]\s")


def generic_words(vocabulary: Vocabulary) -> dict[str, tuple[str, EntitySpec]]:
    """What things of a kind are called in general, each with what the ledger calls them: the name
    of a pack's generic entity, the singular of any other word."""
    found = {
        word: (singular(word, {}) or word, EntitySpec(kind=kind, generic=True))
        for kind, group in vocabulary.generic_subjects.items()
        for word in group
    }
    for name, spec in vocabulary.entities.items():
        if spec.generic:
            found.update(dict.fromkeys((name, *spec.aliases), (name, spec)))
    return found


def is_mention(text: str, start: int, end: int, generic: Container[str]) -> bool:
    """Whether one of the ``generic`` words at ``start:end`` speaks of such things: it is written
    with a capital at the beginning of a sentence only, and neither points back to one nor says
    what another is."""
    word = text[start:end]
    if word not in generic:
        opening = text[max(0, start - 2) : start].strip()[-1:] in ("", ".", "?", "!", ":")
        if not opening or word[:1].lower() + word[1:] not in generic:
            return False
    before = _SENTENCE_END.split(text[max(0, start - REACH) : start])[-1]
    many = word.endswith("s") or _PLURAL_VERB.match(text, end) is not None
    pointing = _POINTING_AT_MANY if many else _POINTING
    return not (pointing.search(before) or _TELLING.search(before))
