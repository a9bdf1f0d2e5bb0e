"""Things without names: whether a noun phrase points back to a name, or to what the text brought
in without one."""

from __future__ import annotations

import re
from functools import cache

from claims.extract.attributes.measures import singular
from claims.extract.names.kinds import kinds_of
from claims.extract.subjects.phrases import Phrase
from claims.extract.subjects.setting import Setting

# How far before a thing may have been introduced, in characters.
REACH = 2000
_COUNTED = r"an?|another|new|one|two|three|four|five|six|seven|eight|nine|ten|\d+"


def is_named(phrase: Phrase, setting: Setting) -> bool:
    """Whether a name was mentioned that is of the kind of a phrase: "the club" may mean it."""
    kinds = kinds_of(phrase.noun.lower_, setting.vocabulary)
    return any(name.kind in kinds for name in setting.discourse.latest())


def is_introduced(phrase: Phrase, setting: Setting) -> bool:
    """Whether the text before brought in a thing without a name: "a boat", which is "the boat"."""
    run, start = setting.discourse.run, setting.sentence.start
    if run is None:
        return False
    pattern = _introducing(singular(phrase.noun.lower_))
    return pattern.search(run.text, max(0, start - REACH), start) is not None


@cache
def _introducing(noun: str) -> re.Pattern[str]:
    behind = rf"\s(?:[\w-]+\s){{0,2}}{re.escape(noun)}(?:e?s)?\b"
    return re.compile(rf"\b(?:{_COUNTED}){behind}", re.IGNORECASE)
