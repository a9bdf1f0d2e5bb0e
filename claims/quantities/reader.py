"""From a text to its quantities: numbers with units, joined to ranges and lists, modified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.quantities.dates import DateSpan, find_dates, may_hold_dates
from claims.quantities.dates.ages import is_age
from claims.quantities.elision import leaves_out_unit
from claims.quantities.excluded.blocked import Blocked
from claims.quantities.excluded.exclusions import (
    excluded_spans,
    follows_reference,
    is_bare_code,
    is_name_word,
    is_reference,
)
from claims.quantities.joining import join
from claims.quantities.lexicon import Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.modifiers import modifier_after
from claims.quantities.numbers.decades import read_decade, read_digit_count
from claims.quantities.numbers.number import lower_at
from claims.quantities.numbers.numerals import MILLION, VULGAR, Number, is_minus, is_spoken_minus
from claims.quantities.numbers.parts import ARTICLES
from claims.quantities.numbers.spelled import read_number
from claims.quantities.scanning import places, windows
from claims.quantities.special import (
    age_end,
    and_a_half,
    currency_before,
    figures,
    has_symbol,
    is_measured,
    is_owed,
    longer_expression,
    money_range_end,
    one_time_unit,
    read_slang,
    with_inverse,
    with_letter,
    with_rate,
)
from claims.quantities.tokens import DASHES, Token, tokenize, touch
from claims.quantities.units.money import behind_sign
from claims.quantities.units.ratios import read_ratio
from claims.quantities.units.reading import (
    read_mass_noun,
    read_unit,
)
from claims.quantities.values import value_of
from claims.records import Quantity


def read_quantities(text: str, lexicon: Lexicon) -> list[Quantity]:
    """All quantities of a text in order, with exact spans and Decimal values.

    Spans are half-open offsets into ``text``; ``quantity.text == text[start:end]``.
    """
    return read_with_bare(text, lexicon)[0]


def read_with_bare(text: str, lexicon: Lexicon) -> tuple[list[Quantity], list[Quantity]]:
    """All quantities of a text, and the bare numbers that say something only where the text before
    gives them a unit ("It took forty."), both in order."""
    spans = list(places(text, lexicon.places))
    if not spans and not may_hold_dates(text):
        return [], []
    dates = find_dates(text, lexicon)
    blocked = Blocked(excluded_spans(text, lexicon) + [(d.start, d.end) for d in dates])
    free = (span for span in spans if not blocked.touches(*span))
    quantities = [_date_quantity(text, span) for span in dates]
    bare: list[Quantity] = []
    for start, end in windows(text, free):
        stated, strays = read_window(text, start, end, blocked, lexicon)
        quantities += stated
        bare += strays
    return sorted(quantities, key=lambda quantity: quantity.start), bare


def read_window(
    text: str, start: int, end: int, blocked: Blocked, lexicon: Lexicon
) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities of ``text[start:end]`` outside what is ``blocked``, and its bare numbers."""
    tokens = tokenize(text, start, end)
    joined, strays = join(list(_mentions(text, tokens, blocked, lexicon)), tokens, lexicon)
    bare = (mention for mention in strays if leaves_out_unit(mention, tokens, lexicon))
    return (
        [_quantity(text, tokens, mention, lexicon) for mention in joined],
        [_quantity(text, tokens, mention, lexicon) for mention in bare],
    )


def _mentions(
    text: str, tokens: Sequence[Token], blocked: Blocked, lexicon: Lexicon
) -> Iterator[Mention]:
    last: Mention | None = None
    for at in _beginnings(tokens, lexicon):
        if last is not None and at < last.end:
            continue
        if blocked.touches(tokens[at].start, tokens[at].end):
            continue
        mention = money_range_end(tokens, at, last, lexicon) or _mention(text, tokens, at, lexicon)
        if mention is not None and not _is_taken(tokens, mention, last, blocked):
            yield mention
            last = mention


def _is_taken(
    tokens: Sequence[Token], mention: Mention, last: Mention | None, blocked: Blocked
) -> bool:
    """Whether a part of a mention belongs to the last one, or to what is no quantity."""
    if last is not None and mention.start < last.end:
        return True
    return blocked.touches(tokens[mention.start].start, tokens[mention.end - 1].end)


def _beginnings(tokens: Sequence[Token], lexicon: Lexicon) -> list[int]:
    """The tokens with which a quantity may begin, before the rules are asked."""
    starts, prefixes = lexicon.starts, lexicon.prefixes
    found = (
        at
        for at, (kind, text, lower, _, _) in enumerate(tokens)
        if kind == "number" or lower in starts or text in _OPENING or text in prefixes
    )
    return [at for at in found if _may_begin(tokens, at, lexicon)]


def _may_begin(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a quantity may begin with token ``at`` also if this is an article or a dash: most of
    them have a noun behind them, or a word before them."""
    if tokens[at].lower in ARTICLES:
        return lower_at(tokens, at + 1) in lexicon.behind_article
    if tokens[at].text not in DASHES:
        return True
    free = at == 0 or not touch(tokens[at - 1], tokens[at])
    return free and at + 1 < len(tokens) and touch(tokens[at], tokens[at + 1])


# Signs that may begin a quantity, besides those of money.
_OPENING = frozenset({"-", "−", "–", "(", *VULGAR})


def _mention(text: str, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
    """The number with its unit that begins at token ``at``."""
    number = read_number(tokens, at, lexicon)
    special = (
        read_ratio(tokens, at, number, lexicon)
        or read_slang(tokens, at, lexicon)
        or read_decade(tokens, at, lexicon)
        or read_digit_count(tokens, at, lexicon)
    )
    if special:
        return special
    currency, start, negative = _opening(tokens, at, lexicon)
    if start >= len(tokens):
        return None
    if start != at or currency:
        number = read_number(tokens, start, lexicon, money=currency is not None)
    if number is None:
        return one_time_unit(tokens, at, lexicon)
    if negative:
        number = replace(number, lo=-number.hi, hi=-number.lo)
    mention = Mention(number, at, number.end, currency, ahead=currency is not None)
    if currency:
        return with_rate(tokens, mention, lexicon)
    mention = figures(tokens, with_letter(tokens, mention, lexicon), lexicon)
    if not mention.unit:
        mention = _with_unit(text, tokens, mention, lexicon)
    if not mention.unit and is_age(tokens, at, lexicon):
        mention = replace(mention, unit="year")
    if _is_assigned(tokens, at):
        mention = replace(mention, assigned=True)
    return mention if _says_something(tokens, mention, lexicon) else None


def _opening(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[str | None, int, bool]:
    """What stands before the numeral: a currency, and whether the number is negative; and where
    the numeral begins. A minus in contact with a numeral is the numeral's own."""
    currency = currency_before(tokens, at, lexicon)
    if currency:
        return currency, behind_sign(tokens, at), False
    if is_minus(tokens, at):
        return None, at + 1, False
    owed = currency_before(tokens, at + 1, lexicon) if is_owed(tokens, at) else None
    if owed:
        return owed, at + 2, True
    operand = at > 0 and _is_numeral(tokens[at - 1], lexicon)
    if is_spoken_minus(tokens, at) and not operand and at + 1 < len(tokens):
        follows = _is_numeral(tokens[at + 1], lexicon) or tokens[at + 1].lower == "point"
        return None, at + follows, follows
    return None, at, False


def _is_assigned(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sign of relation and a name stand before token ``at``: "n = 120", "p < 0.05"."""
    signs = ("=", "<", ">", "≤", "≥", "≈")
    if at < 2 or tokens[at - 1].text not in signs:
        return at > 2 and tokens[at - 1].text == ":" and _is_bracketed_year(tokens, at - 2)
    return tokens[at - 2].kind == "word" or _is_bracketed_year(tokens, at - 2)


def _is_bracketed_year(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bracket opens with four digits at token ``at``: "(2015 = 100)", "(2021: 355)"."""
    year = tokens[at].text
    return at > 0 and tokens[at - 1].text == "(" and len(year) == 4 and year.isdigit()


def _with_unit(text: str, tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention:
    number, at = mention.number, mention.number.end
    if at < len(tokens) and tokens[at].text in lexicon.closing:
        return mention
    if number.vague and at < len(tokens) and tokens[at].lower == "of":
        at += 1
    elif tokens[at : at + 1] and tokens[at].text != ",":
        at = modifier_after(tokens, at, lexicon)[1]  # "10 or more references"
    if at >= len(tokens):
        return mention
    names = number.scaled or "," in tokens[number.end - 1].text
    unit = read_unit(tokens, at, lexicon, one=_is_one(number), digits=not number.words, names=names)
    if unit is None and at > number.end and number.vague:
        unit = read_mass_noun(tokens, at, lexicon)
    if not number.words:
        unit = longer_expression(text, tokens, at, unit, lexicon)
        unit = with_inverse(text, tokens, unit, lexicon)
    if unit is None:
        return mention
    name = unit.name
    if number.scaled and number.lo >= MILLION:
        name = lexicon.english["scaled_money"].get(name, name)
    end = age_end(tokens, unit, lexicon)
    return and_a_half(tokens, replace(mention, unit=name, end=end, counted=unit.counted), lexicon)


def _is_one(number: Number) -> bool:
    return number.lo == 1 and not number.scaled and not number.vague and not number.unknown


def _says_something(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a mention is an amount and not a name, a reference or a stray number.

    Small numbers without unit stay in for the time being: a list may give them one.
    """
    number, first = mention.number, mention.start
    if number.unknown:
        return mention.unit is not None and is_measured(mention.unit, lexicon)
    if _is_arithmetic(tokens, mention, lexicon):
        return False
    if number.scaled and not number.words and mention.unit is None:
        # A bare "9B" behind a word for numbered things is its name.
        behind = tokens[mention.number_end - 1]
        if len(behind.text) == 1 and follows_reference(tokens, first, lexicon):
            return False
    if number.scaled or number.vague:
        glued = first > 0 and touch(tokens[first - 1], tokens[first])
        return not (glued and tokens[first - 1].kind == "word")
    spec = lexicon.vocabulary.units.get(mention.unit or "")
    known = mention.unit is not None and not (mention.counted or (spec and spec.discrete))
    if is_reference(tokens, first, lexicon):
        glued = touch(tokens[first - 1], tokens[first])
        named = is_name_word(tokens, first - 1, lexicon)
        named = named and not has_symbol(tokens, mention, lexicon)
        return known and not glued and not named
    if mention.unit is None and not mention.assigned and is_bare_code(tokens, first):
        return False
    return tokens[first].lower not in ("a", "an") or mention.unit is not None


def _is_arithmetic(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> bool:
    """Whether the number is an operand: "17 times 24", "two plus two"."""
    at, end = mention.start, mention.number_end
    after = end + 1 < len(tokens) and tokens[end].lower in _OPERATORS
    before = at > 1 and tokens[at - 1].lower in _OPERATORS
    return (after and _is_numeral(tokens[end + 1], lexicon)) or (
        before and _is_numeral(tokens[at - 2], lexicon)
    )


_OPERATORS = frozenset({"plus", "minus", "times", "equals", "equal"})


def _is_numeral(token: Token, lexicon: Lexicon) -> bool:
    return token.kind == "number" or token.lower in lexicon.numbers


def _quantity(text: str, tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Quantity:
    start, end = tokens[mention.start].start, tokens[mention.end - 1].end
    value, phrase = value_of(mention, tokens, lexicon)
    words = (tokens[phrase.start].start, tokens[phrase.end - 1].end) if phrase else None
    return Quantity(start, end, text[start:end], value, words)


def _date_quantity(text: str, span: DateSpan) -> Quantity:
    return Quantity(span.start, span.end, text[span.start : span.end], span.value())
