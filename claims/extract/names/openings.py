"""What the beginning of a source says: where it was written, and what it is about.

"Harrow is a town …" is about Harrow, and "welcome to the call of …" says whose call it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extract.names.families import Name

# So many passages at the beginning may say whose call it is.
PASSAGES = 4
_DEFINED = re.compile(
    r"(?:,? \([^()\n]{1,80}\)|, [^.,;\n]{1,60},)? (?:is|was|are|were) (?:a|an|the|one of)\s"
)
_ARTICLE = re.compile(r"(?:The |An? )?\Z")
_CALL = r"(?:(?:earnings|results|conference|analyst|investor|trading|quarterly) )+(?:call|update)"
_CALL_OF = re.compile(rf"\b{_CALL} (?:of|for|with|from|by) (?:the )?\Z", re.IGNORECASE)
_OWN_CALL = re.compile(
    rf"(?:['’]s?)? (?:[\w-]+ ){{0,5}}?(?:{_CALL}|[\w-]*quarter(?:ly)? (?:call|results))\b",
    re.IGNORECASE,
)
# Where and when a report was written: "OSLO, 3 June (Reuters) - ".
DATELINE = re.compile(
    r"^[A-Z][A-Z.'’ ]{2,30}(?:, [^\n–—()-]{1,30})?(?: ?\([A-Z][\w ]{1,20}\))?"
    r" ?(?:--|[-–—])(?:[ ]|\Z)",
    re.MULTILINE,
)
# In characters.
REACH = 80


def without_dateline(names: Sequence[Name], text: str, start: int) -> Sequence[Name]:
    """The names of a sentence, whose ``text`` begins at ``start``, but for those of a dateline:
    nothing is stated of these."""
    dateline = DATELINE.match(text)
    return [n for n in names if n.start >= start + dateline.end()] if dateline else names


def defined_first(texts: Sequence[tuple[str, list[Name]]]) -> Name | None:
    """The name with a definition of which a source begins, as an encyclopedia's article does."""
    text, names = texts[0] if texts else ("", [])
    if not names or not _ARTICLE.match(text[: names[0].start].lstrip()):
        return None
    return names[0] if _DEFINED.match(text, names[0].end) else None


def whose_call(texts: Sequence[tuple[str, list[Name]]]) -> Name | None:
    """The organization to whose call with investors a transcript's first passages welcome."""
    for text, names in texts[:PASSAGES]:
        for name in names:
            before = text[max(0, name.start - REACH) : name.start]
            if _CALL_OF.search(before) or _OWN_CALL.match(text, name.end):
                return name
    return None
