"""Stretches of text whose digits are no amounts: addresses, codes, versions, citations, scores.

Every rule is tried only where digits (or the signs of a web or mail address) stand, and every
pattern is bounded or possessive, so that the time is linear on any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claims.quantities.excluded.blocked import Span
from claims.quantities.lexicon import Lexicon

# A numeral with its points and commas, and the digits between the signs of an address.
_NUMERAL = re.compile(r"[0-9][0-9]*+(?:[.,][0-9]++)*+")
_YEAR = r"(?:1[89]|20)[0-9]{2}"
_NUMBER = r"[0-9]++(?:[.,][0-9]++)*+"
# Three digits behind others and a blank may be the thousands of these.
_NO_GROUP = r"(?:(?<![0-9][ \u00a0\u2009\u202f-])|(?![0-9]{3}(?![0-9])))"
_FREE = re.compile(
    # Versions and addresses: 1.2.3, 10.0.0.1:8080, 172.16.0.0/12.
    r"[0-9]{1,5}(?:\.[0-9]{1,6}){2,8}(?::[0-9]{1,5}|/[0-9]{1,3}|-[a-z]{1,8}[0-9.]{0,8})?(?!\w)"
    r"|[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{0,4}){3,7}(?!\w)"  # network addresses
    r"|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}(?![\w-])"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,3})?)?(?![\w:])"  # timestamps, verses
    r"|(?P<article>[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5})(?:v[0-9]+)?(?!\w)"
    r"|10\.[0-9]{4,9}/[^\s<>\"]++"
    r"|[0-9]{1,4}(?:st|nd|rd|th|ers)(?!\w)"  # ordinals and "the 49ers"
    # Hashes and other keys: letters and digits that change more than once.
    r"|(?=[0-9]{1,63}+[a-f][0-9a-f])(?![0-9]++e[0-9]++(?![0-9a-f-]))[0-9a-f]{7,64}"
    r"(?:-[0-9a-f]{2,12}){0,6}(?!\w)"
    r"|[0-9]{1,4}(?::[0-9]{1,4}){2}(?![\w:])"  # "1:1:1"
    r"|24/7(?![\w.])"
    # Codes of hyphened groups, and postcodes that a hyphened end makes longer.
    r"|[0-9]{1,6}(?:-[0-9]{1,7}){2,6}(?:-[0-9X])?(?![\w-])"
    r"|[0-9]{5}-[0-9]{4}(?![\w-])"
    r"|[0-9]{2,4}/[0-9]{2,4}/[A-Z]{2,4}(?!\w)"
    rf"|{_YEAR}/[0-9]{{3,4}}(?![\w/]|[.,][0-9])"  # the number of a regulation or case
    r"|[0-9]{2,5}\)[ -]?[0-9]{3,4}[ -][0-9]{3,5}(?!\w)"  # a telephone's area in brackets
    # No amount begins with a nought, or has groups of digits of this kind.
    rf"|{_NO_GROUP}(?<![.'’_])0[0-9]++(?:[ -][0-9]{{2,8}}){{0,4}}+"
    r"(?![0-9]|[.:/,-][0-9])"
    rf"|{_NO_GROUP}(?P<groups>[0-9]{{1,6}}(?:[ -][0-9]{{2,6}}){{2,6}}+)(?!\w|[.,][0-9])"
    # What is computed for show: "17 × 24 = 408", "2x + 3".
    rf"|{_NUMBER}(?:\s?[+×x*÷/−–-]\s?{_NUMBER}){{1,5}}\s?=\s?{_NUMBER}"
    r"|[0-9]{1,4}[xyz][²³]?(?:\s?[+=−]\s?[0-9]{1,9}){1,3}+(?!\w)"
    # Volume and pages before the year of a publication.
    rf"|[0-9]{{1,4}}(?:\([0-9]{{1,3}}\))?(?:, ?|:)[0-9]{{1,6}}(?:[–-][0-9]{{1,6}})?"
    rf"(?=[,.]? ?\({_YEAR}\))"
    # The result of a match, which no range can be.
    r"|(?<![^\s(\[])(?P<score>[0-9]{1,3}[-–][0-9]{1,3})(?![\w%°]|[.,:/-][0-9])"
)
_MAY_BE_CODE = frozenset(",:-–/ abcdefghijklmnopqrstuvwxyz+×*÷−=()")
_CITED_YEARS = re.compile(
    rf"{_YEAR}[a-z]?(?:, ?(?:{_YEAR})?[a-z]?(?![\w])){{0,20}}+(?=[);\]])"
    rf"|(?<=[a-z], ){_YEAR}[a-z]?(?=, pp?\.)"
    rf"|(?<=\(){_YEAR}[a-z]?(?=, (?:pp?\.|[Ff]ig|[Tt]able|[Ss]ection|[Cc]h\.))"
    rf"|(?<=et al\. ){_YEAR}[a-z]?(?!\w)"
)
_CITED = re.compile(r"[0-9]{1,3}(?:[,–-] ?[0-9]{1,3}){0,20}+\]")
_ARGUMENTS = re.compile(r"[0-9](?:[0-9.]|, ?(?=[0-9]))*+[)\]]")
_MARKER = re.compile(r"[0-9]{1,3}[.)](?=\s)")
_TELEPHONE = re.compile(
    r"[0-9]{1,3}[ .-]?\([0-9]{1,4}\)[ .-]?[0-9]{2,9}(?:[ .-][0-9]{2,9}){0,3}+(?!\w)"
    r"|[0-9]{1,3}(?:[ .-][0-9]{1,6}){2,6}+(?!\w)"
)
_NUMBER_GROUPS = re.compile(r"[0-9]{1,6}(?:[) -]{1,2}[0-9]{2,9}){0,6}+(?!\w)")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})++(?:-[1-9][0-9]{0,2}(?: [0-9]{3})++)?")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2}(?![0-9]))*+,[0-9]{3}")
_EUROPEAN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})++")
_LETTERS_BEFORE = re.compile(r"[A-Za-z]{1,4}\Z")
_CODE_TAIL = re.compile(r"(?:[-‐‑_](?:[0-9]++|[A-Za-z]\w*+)(?![\w%°.]))++")
_ADDRESS_TAIL = re.compile(r"[^\s<>\"')\]]++")
_DOMAIN = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_SCHEME = re.compile(r"[A-Za-z]{1,10}\Z")
_MAILBOX = re.compile(r"[\w.+-]{1,64}\Z")
_LABEL = re.compile(r"(?<!\w)([A-Za-z]{2,16})\.?[:#]?\s?\+?\(?\Z")
_WORD_BEHIND = re.compile(r"\s?([^\W\d_]{1,24}|[°%‰][A-Z]?)(?!\w)")
_LETTERS = re.compile(r"(?:[A-Za-z]{1,3}|-[A-Z]|\([a-z]\))(?!\w)")
_LONGEST_LABEL = 22
# Where a court's decision or a law is printed: "410 U.S. 113, 120 (1973)", "29 CFR 1910.134".
_REPORTED = re.compile(
    r"[0-9]{1,4} (?:(?![AP]\.M\.)(?:[A-Z][A-Za-z]{0,4}\.\s?){1,4}(?:[2-4](?:d|th)\s)?|(?:CFR|USC) )"
    r"(?:§{1,2}\s?)?[0-9]{1,5}(?:[.-][0-9]{1,5})?(?!\w)(?:, [0-9]{1,5}(?:[-–][0-9]{1,5})?){0,3}"
    rf"(?!\w)(?: \([^()\n]{{0,30}}{_YEAR}\))?"
)
_HANGING = frozenset("-‐‑_/")
_LEAST_DIGITS = 8


def codes(text: str, lexicon: Lexicon, start: int, end: int) -> Iterator[Span]:
    """Spans of codes, addresses, list markers and citations in ``text[start:end]``."""
    yield from _addresses(text, start, end)
    done = start
    for match in _NUMERAL.finditer(text, start, end):
        at = match.start()
        if at < done:
            continue
        span = _code_at(text, match, lexicon, end)
        if span:
            done = span[1]
            yield span


def _addresses(text: str, start: int, end: int) -> Iterator[Span]:
    """Addresses of pages and of mail."""
    for sign in ("://", "www."):
        at = text.find(sign, start, end)
        while at >= 0:
            tail = _ADDRESS_TAIL.match(text, at, end)
            scheme = _SCHEME.search(text, max(start, at - 10), at) if sign == "://" else None
            yield scheme.start() if scheme else at, tail.end() if tail else at + len(sign)
            at = text.find(sign, tail.end() if tail else at + len(sign), end)
    at = text.find("@", start, end)
    while at >= 0:
        box = _MAILBOX.search(text, max(start, at - 64), at)
        domain = _DOMAIN.match(text, at + 1, end)
        if box and domain:
            yield box.start(), domain.end()
        at = text.find("@", at + 1, end)


def _code_at(text: str, match: re.Match[str], lexicon: Lexicon, end: int) -> Span | None:
    """The code that holds the numeral of ``match``, or ``None`` for an amount."""
    at, behind = match.span()
    before, further = text[at - 1 : at] or "\n", text[at - 2 : at - 1] if at > 1 else "\n"
    after = text[behind] if behind < end else "\n"
    if before == "#":
        return at - 1, behind
    hanging = before in _HANGING and further.isalpha()
    if before.isalpha() and match[0].count(".") > 1:
        return match.span()  # "v0.23.2"
    if before.isalnum() or before == "_" or hanging:
        # The digits themselves are known by what they touch; what hangs on them is not.
        return _tail(text, at, behind, lexicon, end) if after in _HANGING else None
    if before in "[(" and (further.isalpha() or further == "_"):
        return _span(_ARGUMENTS.match(text, at, end))
    if before == "[" and (cited := _CITED.match(text, at, end)):
        return at - 1, cited.end()
    if after in ".)" and _begins_line(text, at) and (mark := _MARKER.match(text, at, end)):
        return mark.span()
    return _free_code(text, match, lexicon, end, before, after)


def _free_code(
    text: str, match: re.Match[str], lexicon: Lexicon, end: int, before: str, after: str
) -> Span | None:
    """The code that begins with a numeral before which no word stands in contact."""
    at, behind = match.span()
    if before == "." and at > 1 and text[at - 2].isdigit():
        return None
    if before == "+" or (after == "(" and text[max(0, at - 1) : at] == "+"):
        phone = _TELEPHONE.match(text, at, end)
        if phone:
            return at - 1, phone.end()
    numeral = match[0]
    if "," in numeral and not _is_grouped(numeral):
        return match.span()
    if after in _MAY_BE_CODE or numeral[0] == "0" or "." in numeral or "," in numeral:
        found = _FREE.match(text, at, end)
        if found and not _is_amount(text, found, lexicon, end):
            return found.span()
    letters = _LETTERS.match(text, behind, end)
    if letters and lexicon.has("codes", numeral + letters[0]):
        return at, letters.end()
    if behind - at == 4 and (years := _CITED_YEARS.match(text, at, end)) and _is_cited(text, at):
        return years.span()
    if after in " -)" and behind + 1 < end and text[behind + 1].isdigit():
        return _labelled(text, at, lexicon, end) or _street(text, at, lexicon, end)
    if after != " " or not _capital(text, behind + 1):
        return None
    return _street(text, at, lexicon, end) or _span(_REPORTED.match(text, at, end))


def _span(match: re.Match[str] | None) -> Span | None:
    return match.span() if match else None


def _tail(text: str, at: int, behind: int, lexicon: Lexicon, end: int) -> Span | None:
    """What hangs by hyphens on a code, itself code: "CVE-2021-44228"; not so "EUR100-200"."""
    word = _LETTERS_BEFORE.search(text, max(0, at - 4), at)
    if word and (word[0] in lexicon.prefixes or word[0] in "xX"):
        return None
    return _span(_CODE_TAIL.match(text, behind, end))


def _begins_line(text: str, at: int) -> bool:
    blank = at
    while blank and text[blank - 1] in " \t" and at - blank < 12:
        blank -= 1
    return blank == 0 or text[blank - 1] == "\n"


def _is_grouped(numeral: str) -> bool:
    """Whether commas group the digits by threes or the Indian way."""
    whole, _, decimals = numeral.partition(".")
    grouped = _EUROPEAN.fullmatch(whole) or _INDIAN.fullmatch(whole)
    return grouped is not None and "," not in decimals


def _is_cited(text: str, at: int) -> bool:
    """Whether an author's name stands before a year: "Ng et al., 2008", "(Kay, 2001a"."""
    before = text[max(0, at - 8) : at]
    return before.endswith(("et al. ", "et al., ", "(")) or (
        before.endswith(", ") and before[-3:-2].islower()
    )


def _is_amount(text: str, match: re.Match[str], lexicon: Lexicon, end: int) -> bool:
    """Whether what looks like a code is an amount: "1201.0244 metres", "10 000 000"."""
    groups = match["groups"]
    if groups is not None:
        digits = sum(map(str.isdigit, groups))
        if _THOUSANDS.fullmatch(groups) or digits < _LEAST_DIGITS:
            return True
    elif match["score"] is not None:
        first, second = re.split("[-–]", match["score"])
        if int(first) <= int(second):
            return True
    elif match["article"] is None:
        return False
    return is_measured(text, match.end(), lexicon, end)


def is_measured(text: str, at: int, lexicon: Lexicon, end: int) -> bool:
    """Whether a unit or a word of scale stands behind offset ``at``."""
    follows = _WORD_BEHIND.match(text, at, end)
    if follows is None:
        return False
    word = follows[1].lower()
    return follows[1] in lexicon.symbols or (word,) in lexicon.names or word in lexicon.scales


def _labelled(text: str, at: int, lexicon: Lexicon, end: int) -> Span | None:
    """Groups of digits behind a word for codes: "ISBN 0 306 40615 2", "call 555 0187"."""
    label = _LABEL.search(text, max(0, at - _LONGEST_LABEL), at)
    if label is None or not lexicon.has("code_labels", label[1].lower()):
        return None
    return _span(_NUMBER_GROUPS.match(text, at, end))


def _capital(text: str, at: int) -> bool:
    return at < len(text) and text[at].isupper()


def _street(text: str, at: int, lexicon: Lexicon, end: int) -> Span | None:
    """A house number with its street: "10 Downing Street"."""
    english = lexicon.english
    return _span(_streets(english["streets"], english["street_trades"]).match(text, at, end))


@cache
def _streets(words: frozenset[str], trades: frozenset[str]) -> re.Pattern[str]:
    kinds = "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
    names = "|".join(sorted(map(re.escape, trades)))
    return re.compile(
        rf"[0-9]{{1,5}}(?!\s(?:{names})(?!\w))(?:\s[NSEW]\.?)?"
        r"(?:\s(?:[A-Z][\w'’.-]{0,20}+|[0-9]{1,3}(?:st|nd|rd|th))){1,3}?"
        rf"\s(?:{kinds})(?!\w)"
    )
