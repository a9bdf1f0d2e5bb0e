"""Lists, and the line before them that leads them in: "The deaths fell:"."""

from __future__ import annotations

LONGEST_ITEM = 12
"""How many words an item of a list has at most; what is longer ends the list."""


def lead_behind(text: str, lead: str) -> str:
    """What leads in what follows a sentence, lower-cased: the sentence if it ends with a colon, the
    ``lead`` of before while items follow, or nothing."""
    if text.rstrip().endswith(":"):
        return text.lower()
    return lead if len(text.split()) <= LONGEST_ITEM else ""
