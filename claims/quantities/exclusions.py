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
    r"|(?<!\w)(?P<article>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?(?!\w)"  # article numbers
    r"|(?<!\w)10\.\d{4,9}/[^\s<>\"]++"
    r"|(?<!\w)\d{1,4}(?:st|nd|rd|th)(?!\w)"
    r"|(?<!\w)(?=[0-9a-f]{0,39}[a-f])(?=[a-f]{0,39}\d)[0-9a-f]{7,64}(?!\w)"  # hashes
    r"|(?<![\w.])\+?\d{1,3}[ -]\(?\d{2,4}\)?[ -]\d{3,4}[ -]\d{3,5}(?!\w)"  # telephone numbers
    r"|(?<![\w.])24/7(?!\w)"
    # The years of citations: "Ng et al., 2008", "(Kay, 2001a, 2005; …".
    r"|(?:(?<=et al\. )|(?<=et al\., )|(?<=[a-z], ))(?:1[89]|20)[0-9]{2}[a-z]?"
    r"(?:, ?(?:(?:1[89]|20)[0-9]{2})?[a-z]?(?![\w])){0,20}+(?=[);])"
    r"|(?<!\w)ISBN(?:-1[03])?:?\s?(?:[0-9X]-?){10,17}"
    r"|(?<![\w-])[0-9]{1,6}(?:-[0-9]{1,7}){2,6}(?:-[0-9X])?(?![\w-])"  # hyphened codes
    r"|(?<!\w)(?<![0-9] )0[0-9]{1,4}[ -][0-9]{3,4}(?:[ -][0-9]{3,4}){0,2}(?!\w)"  # with area code
    r"|(?<!\w)(?i:call|phone|tel|dial|ring|fax|text|telephone)[ .:]{1,2}"
    r"[+(]?[0-9][0-9 ()-]{5,20}(?!\w)"
    # Digits that commas group in no known way ("1,00").
    r"|(?<![\w.,])(?![0-9]{1,3}(?:,[0-9]{3})++(?!,?[0-9]))"
    r"(?![0-9]{1,2}(?:,[0-9]{2}(?![0-9]))++,[0-9]{3}(?!,?[0-9]))[0-9]++(?:,[0-9]++)++"
    r"|(?m:^[ \t]{0,12}\d{1,3}[.)](?=\s))"  # list markers
    r"|\[\d{1,3}(?:[,–-] ?\d{1,3}){0,8}\]",  # citations
)

_WORD_BEHIND = re.compile(r"\s?([^\W\d_]{1,24})(?!\w)")


def excluded_spans(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Spans of codes, addresses, list markers and idioms, in order."""
    spans = [m.span() for m in _CODE.finditer(text) if not _is_measured(text, m, lexicon)]
    spans += [m.span() for m in _idioms(lexicon.english["idioms"]).finditer(text)]
    return sorted(spans)


def _is_measured(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether what looks like an article's number is a decimal with a unit: "1201.0244 metres"."""
    follows = _WORD_BEHIND.match(text, match.end()) if match["article"] else None
    if follows is None:
        return False
    return follows[1] in lexicon.symbols or (follows[1].lower(),) in lexicon.names


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
    if follows_reference(tokens, at, lexicon):
        return True
    return tokens[at].kind == "number" and is_name_word(tokens, at - 1, lexicon)


def follows_reference(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word for numbered things stands before token ``at``: "page", "Fig."."""
    place = at - 2 if at > 1 and tokens[at - 1].text == "." else at - 1
    return place >= 0 and lexicon.has("references", tokens[place].lower)


def is_name_word(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is part of a name: a capital that the start of a sentence does not explain."""
    token = tokens[at]
    if token.kind != "word" or not token.text[0].isupper() or token.lower in lexicon.numbers:
        return False
    if token.lower in lexicon.entity_words or not token.text[1:].islower():
        return len(token.text) > 1
    begins = at == 0 or tokens[at - 1].text in '.?!:"“'
    return not begins and not lexicon.has("not_counted", token.lower)
