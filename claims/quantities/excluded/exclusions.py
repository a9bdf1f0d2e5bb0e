"""Numbers that are no amounts: codes and idioms in the text, names and references among tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from claims.quantities.excluded.blocked import Span, merge
from claims.quantities.excluded.codes import codes
from claims.quantities.lexicon import Lexicon
from claims.quantities.scanning import BEFORE_WORD, fold, word_tree
from claims.quantities.tokens import DASHES, Token, touch

# How many further numbers a reference may list ("Tables 2, 3 and 5").
_LONGEST_LIST = 8
# Of so many words at most is a name that tells where.
_LONGEST_NAME = 4
# What makes "twenty-first" of "twenty", but not of an exponent ("ten to the minus twenty-third");
# "twenty-second" may as well be a time.
_ORDINAL = (
    r"(?<!minus [a-z]{5})(?<!minus [a-z]{6})(?<!minus [a-z]{7})"
    r"(?<!to the [a-z]{5})(?<!to the [a-z]{6})(?<!to the [a-z]{7})"
    r"[-‐‑\s](?:first|third|fourth|fifth|sixth|seventh|eighth|ninth)(?!\w)"
)
_BEGINNINGS = frozenset('.?!:"“')
# A bare number of so many digits may be a postcode; nobody writes an amount with as many as the
# second without grouping them.
_SHORTEST_CODE, _LONGEST_AMOUNT = 4, 9


def excluded_spans(
    text: str, lexicon: Lexicon, start: int = 0, end: int | None = None
) -> list[Span]:
    """Spans of codes, addresses, list markers and idioms in ``text[start:end]``, without overlaps.

    Offsets are those of ``text``; nothing behind ``end`` is looked at, so that a text may be read
    in windows whose edges are blanks.
    """
    end = len(text) if end is None else end
    return merge([*codes(text, lexicon, start, end), *_idioms(text, lexicon, start, end)])


def _idioms(text: str, lexicon: Lexicon, start: int, end: int) -> Iterator[Span]:
    """Spans of idioms and of spelled ordinals: each is tried only where its number word stands."""
    english = lexicon.english
    anchors, phrases = _idiom_patterns(
        english["idioms"], english["idiom_anchors"], frozenset(english["tens_words"])
    )
    folded = fold(text[start:end])
    for anchor in anchors.finditer(f" {folded}"):
        place = anchor.start()
        for offset, pattern in phrases[anchor[0][1:]]:
            found = pattern.match(folded, place - offset) if place >= offset else None
            if found:
                yield start + found.start(), start + found.end()


@cache
def _idiom_patterns(
    idioms: frozenset[str], anchors: frozenset[str], tens: frozenset[str]
) -> tuple[re.Pattern[str], Mapping[str, Sequence[tuple[int, re.Pattern[str]]]]]:
    """What finds the number words of idioms, each with the sign before it; and for each of these
    words the idioms that hold it, with its place in them."""
    grouped: dict[tuple[str, int], list[str]] = {}
    for idiom in sorted(idioms, key=lambda phrase: (-len(phrase), phrase)):
        words = ((m[0], m.start()) for m in re.finditer(r"[^\W_]+", idiom))
        anchor = next((word for word in words if word[0] in anchors), None)
        if anchor is None:
            raise ValueError(f"english.yaml: the idiom {idiom!r} has none of the idiom_anchors")
        grouped.setdefault(anchor, []).append(idiom)
    phrases: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
    for (word, offset), group in grouped.items():
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(_flexible, group))})(?!\w)")
        phrases.setdefault(word, []).append((offset, pattern))
    for word in sorted(tens):
        phrases.setdefault(word, []).append((0, re.compile(rf"(?<!\w){word}{_ORDINAL}")))
    return re.compile(rf"{BEFORE_WORD}{word_tree(phrases)}\b"), phrases


def _flexible(phrase: str) -> str:
    """The pattern of a phrase in which any blank may stand, and a blank for a hyphen."""
    return re.escape(phrase).replace(r"\ ", r"\s").replace(r"\-", r"[-‐‑\s]")


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
        further = tokens[at - 2] if at > 1 and touch(tokens[at - 2], before) else None
        if before.text in "-‐‑_/#." and further and further.kind == "word":
            if before.text == "/" and at > 2 and _is_measured_sign(tokens, at - 2):
                return False  # "180C/160C"
            if before.text in DASHES and at > 3 and tokens[at - 3].text in DASHES:
                named = lexicon.names.get((further.lower,))
                if named in lexicon.english["compounds_bare"]:
                    return False  # "6-foot-1"
            return not lexicon.has("amount_prefixes", further.lower)
        if before.text == "/" and further and further.kind == "number" and at > 3:
            word, dash = tokens[at - 4], tokens[at - 3]  # "spin-1/2"
            if dash.text in DASHES and touch(word, dash) and touch(dash, further):
                return word.kind == "word"
        if before.text == "−" and further and further.kind == "word":
            return True  # "m−2"
        if before.kind == "sign" and before.text not in "§-–/":
            return False
    if follows_reference(tokens, at, lexicon) or _in_list(tokens, at, lexicon):
        return True
    if tokens[at].kind == "number":
        grouped = "," in tokens[at].text and _is_things(tokens, at + 1, lexicon)
        return not grouped and is_name_word(tokens, at - 1, lexicon)
    return _is_capital_number(tokens, at)


def _is_measured_sign(tokens: Sequence[Token], at: int) -> bool:
    """Whether the letters at token ``at`` are in contact with a number before them: "180C"."""
    if tokens[at - 1].kind != "number" or not touch(tokens[at - 1], tokens[at]):
        return False
    coded = at > 1 and tokens[at - 2].kind == "word" and touch(tokens[at - 2], tokens[at - 1])
    return not coded  # "C57BL/6J"


def follows_reference(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word for numbered things stands before token ``at``: "page", "Fig."."""
    place = at - 1
    if place > 0 and tokens[place].kind == "sign":
        if tokens[place].text in "#:" and lexicon.has("code_labels", tokens[place - 1].lower):
            return tokens[place].text == "#" or not _may_be_counted(tokens, at + 1, lexicon)
        if tokens[place].text == ".":
            place -= 1
    if place < 0 or not lexicon.has("references", tokens[place].lower):
        return False
    return not (_is_closed(tokens, place, at, lexicon) or _begins_range(tokens, at, lexicon))


def _begins_range(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the number at token ``at`` is the first of a range with a unit, behind a word in the
    singular: "it makes generation two to three times faster"."""
    if at + 3 >= len(tokens) or tokens[at - 1].lower.endswith("s"):
        return False
    link, last, unit = tokens[at + 1], tokens[at + 2], tokens[at + 3]
    is_number = last.kind == "number" or last.lower in lexicon.numbers
    return link.lower in ("to", "or") and is_number and (unit.lower,) in lexicon.names


def _is_closed(tokens: Sequence[Token], place: int, at: int, lexicon: Lexicon) -> bool:
    """Whether the word at ``place`` needs no number, so that the one at ``at`` is an amount.

    So it is behind "each day" and "this class", and where the word is a verb ("issue 500 permits").
    """
    word, before = tokens[place].lower, tokens[place - 1].lower if place else "."
    if lexicon.has("closed_by", before):
        return True
    if (word,) in lexicon.names and lexicon.has("time_closed_by", before):
        return _is_time_word(word, lexicon)
    if not lexicon.has("verbal_references", word):
        return False
    return lexicon.has("before_verb", before) and _may_be_counted(tokens, at + 1, lexicon)


def _may_be_counted(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word at token ``at`` may belong to what a number counts."""
    if at >= len(tokens) or tokens[at].kind != "word" or not tokens[at].text.islower():
        return False
    return not lexicon.has("not_counted", tokens[at].lower)


def _is_things(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the word at token ``at`` is one for several things that a number may count."""
    if not _may_be_counted(tokens, at, lexicon):
        return False
    return tokens[at].lower.endswith("s") or (tokens[at].lower,) in lexicon.names


def _is_time_word(word: str, lexicon: Lexicon) -> bool:
    """Whether a word names a unit of time."""
    return lexicon.vocabulary.base(lexicon.names[(word,)])[0] == "second"


def _in_list(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the number goes on a list or range of references: the 5 of "Figs. 3–5"."""
    for _ in range(_LONGEST_LIST):
        if at < 3 or tokens[at - 2].kind != "number":
            return False
        link = tokens[at - 1].lower
        ranged = link in DASHES or link in ("/", "of")
        if not (ranged or link in (",", "and", "or", "&", "to", "through")):
            return False
        at -= 2
        if follows_reference(tokens, at, lexicon):
            word = tokens[at - 1 - (tokens[at - 1].text == ".")].lower
            return ranged or word.endswith("s") or word == "pp"
    return False


def is_name_word(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is part of a name: a capital that the start of a sentence does not explain."""
    token = tokens[at]
    if token.kind != "word" or token.lower in lexicon.numbers or len(token.text) == 1:
        return False
    if lexicon.has("statistics", token.text):
        return False
    if _is_camel(token.text):
        return True
    if not token.text[0].isupper():
        return False
    if lexicon.has("numbered_names", token.lower):
        return True
    if token.text.endswith(("'s", "’s")):
        return False  # "the EU's 27 members"
    begins = at == 0 or tokens[at - 1].text in _BEGINNINGS
    if not begins and _is_place(tokens, at, lexicon):
        return False
    if token.lower in lexicon.entity_words or not token.text[1:].islower():
        return True
    return not begins and not lexicon.has("not_counted", token.lower)


def _is_camel(word: str) -> bool:
    """Whether a capital stands inside a word that begins with a small letter: "iPhone"."""
    return len(word) > 3 and word[0].islower() and not word[1:].islower()


def _is_place(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a name tells where or when, so that a number behind it counts: "in Berlin 12 …"."""
    if not _may_be_counted(tokens, at + 2, lexicon):
        return False
    for place in range(at - 1, max(-1, at - _LONGEST_NAME - 1), -1):
        if lexicon.has("locating", tokens[place].lower):
            begins = place == 0 or tokens[place - 1].text in _BEGINNINGS
            return begins or place == at - 1  # of several words only where it opens the sentence
        if not tokens[place].text[0].isupper():
            return False
    return False


def _is_capital_number(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number word is a name's part: "the Big Four auditors", but not in a headline."""
    word, before = tokens[at], tokens[at - 1]
    if not word.text[0].isupper() or word.text.isupper() or before.kind != "word":
        return False
    return at + 1 == len(tokens) or tokens[at + 1].text.islower() or tokens[at + 1].text in ",.;!?"


def is_bare_code(tokens: Sequence[Token], at: int) -> bool:
    """Whether digits without unit at token ``at`` are a code: a postcode before its town
    ("10115 Berlin"), a number behind an initial ("S. 1867"), or many digits that nothing groups
    and that are not round.
    """
    text = tokens[at].text
    if len(text) < _SHORTEST_CODE or not text.isdigit():
        return False
    if len(text) >= _LONGEST_AMOUNT and not text.endswith("000"):
        return True
    if at > 1 and tokens[at - 1].text == "." and _is_initial(tokens[at - 2]):
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kind != "word" or after.start != tokens[at].end + 1:
        return False
    return after.text.istitle() and not after.text.endswith("s")


def _is_initial(token: Token) -> bool:
    return token.kind == "word" and len(token.text) == 1 and token.text.isupper()
