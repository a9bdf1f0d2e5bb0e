"""Stretches of text whose digits are no amounts: addresses, codes, versions, references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claims.quantities.lexicon import Lexicon
from claims.quantities.tokens import Token, touch

# Every alternative is anchored by a look-behind and bounded or possessive: linear on any text.
_CODE = re.compile(
    r"(?<!\w)(?:https?://|www\.)[^\s<>\"')\]]++"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<![\w.])\d{1,5}(?:\.\d{1,6}){2,8}(?!\w)"  # versions and addresses: 1.2.3
    r"|(?<![\w:])\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,3})?)?(?![\w:])"  # timestamps
    r"|(?<!\w)\d{4}\.\d{4,5}(?:v\d+)?(?!\w)"  # article numbers
    r"|(?<!\w)10\.\d{4,9}/[^\s<>\"]++"
    r"|(?<!\w)\d{1,4}(?:st|nd|rd|th)(?!\w)"
    r"|(?<!\w)(?=[0-9a-f]{0,39}[a-f])(?=[a-f]{0,39}\d)[0-9a-f]{7,64}(?!\w)"  # hashes
    r"|(?<![\w.])\+?\d{1,3}[ -]\(?\d{2,4}\)?[ -]\d{3,4}[ -]\d{3,5}(?!\w)"  # telephone numbers
    r"|(?<![\w.])24/7(?!\w)"
    r"|(?m:^[ \t]{0,12}\d{1,3}[.)](?=\s))"  # list markers
    r"|\[\d{1,3}(?:[,–-] ?\d{1,3}){0,8}\]",  # citations
)


def excluded_spans(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Spans of codes, addresses, list markers and idioms, in order."""
    spans = [match.span() for match in _CODE.finditer(text)]
    spans += [m.span() for m in _idioms(lexicon.english["idioms"]).finditer(text)]
    return sorted(spans)


@cache
def _idioms(phrases: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.I)


def is_reference(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the number at token ``at`` belongs to a name or reference ("page 8", "T5", "GPT-4").

    Asked only for numbers without scale; whether a unit behind it saves it is for the caller.
    """
    if at == 0:
        return False
    before = tokens[at - 1]
    if touch(before, tokens[at]):
        if before.kind == "word":
            return True
        return (
            before.text in "-‐‑_/#"
            and at > 1
            and touch(tokens[at - 2], before)
            and (tokens[at - 2].kind == "word")
        )
    if lexicon.has("references", before.lower):
        return True
    return tokens[at].kind == "number" and is_name_word(tokens, at - 1, lexicon)


def is_name_word(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is part of a name: a capital that the start of a sentence does not explain."""
    token = tokens[at]
    if token.kind != "word" or not token.text[0].isupper() or token.lower in lexicon.numbers:
        return False
    if token.lower in lexicon.entity_words or not token.text[1:].islower():
        return len(token.text) > 1
    begins = at == 0 or tokens[at - 1].text in '.?!:"“'
    return not begins and not lexicon.has("not_counted", token.lower)
