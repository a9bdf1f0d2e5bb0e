"""What the line before a list says that its items state: "The deaths fell:"."""

from __future__ import annotations

import re

from claims.extract.attributes.growth import GROWTH
from claims.extract.attributes.measures import singular
from claims.extract.language.english import words
from claims.reasons import Reason
from claims.records import Value

_PROPERTY = re.compile(
    r"(?:the|its|their|our|my)?\s?((?:[a-z][a-z-]*\s){0,2}?)([a-z-]+)"
    r"(?:\s(?:per|by|of|for|in)\s[^:]{1,40})?(?:\s(?:is|are|was|were)(?:\sas\sfollows)?)?:\s*\Z"
)
_LAST = re.compile(r"([a-z]+)(?:\s(?:by|as follows))?:\s*\Z")


def led_attribute(lead: str, value: Value) -> tuple[str, Reason] | None:
    """The attribute that a lead-in names for a quantity of an item: the property of "The embedding
    dimension is:", or the growth of "Deaths fell by:"."""
    verb, noun = _LAST.search(lead), _PROPERTY.match(lead)
    if verb is not None and verb[1] in words("change_verbs"):
        return (GROWTH, Reason("property", (verb[1],))) if value.unit == "percent" else None
    if noun is None or value.date or not {noun[2], singular(noun[2])} & words("measures"):
        return None
    phrase = [*noun[1].split(), singular(noun[2])]
    return "_".join(phrase), Reason("property", (" ".join(phrase),))
