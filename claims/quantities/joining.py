"""Joining neighbouring numbers: ranges, and lists that share a unit and a scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from claims.quantities.compounds import merge_compounds
from claims.quantities.lexicon import Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.numerals import ARITHMETIC, RATES, Number
from claims.quantities.tokens import DASHES, Token

DOUBTS = frozenset({"maybe", "perhaps", "possibly"})
ARTICLES = frozenset({"a", "an", "the", "that", "those", "another"}) | DOUBTS
THOUSAND = Decimal(1000)
# An enumeration of bare small numbers ("one, two, three weeks") is a range of alternatives.
LARGEST_COUNTED = 20
# How far before "from" its verb may stand ("grew last year from").
VERB_REACH = 6


def join(mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
    """Ranges made one mention, lists given the unit of their last member, strays left out."""
    joined: list[Mention] = []
    merged = _merge_ranges(merge_compounds(mentions, tokens, lexicon), tokens, lexicon)
    for group in _groups(merged, tokens):
        joined += _resolve(group, tokens, lexicon)
    return [mention for mention in joined if _stands_alone(mention)]


def _merge_ranges(
    mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon
) -> list[Mention]:
    """Pairs like "5-15 MB" made one mention, so that they can be members of a list."""
    links = [_link(tokens, a, b) for a, b in pairwise(mentions)]
    merged: list[Mention] = []
    at = 0
    while at < len(mentions):
        right = mentions[at + 1] if at + 1 < len(mentions) else None
        chained = "to" in (links[at - 1] if at else None, *links[at + 1 : at + 2])
        if right and links[at] == "to" and not chained:
            left = _converted(mentions[at], right, lexicon)
            if _is_range([left, right], "to", tokens, lexicon):
                merged.append(_range(left, right))
                at += 2
                continue
        merged.append(mentions[at])
        at += 1
    return merged


def _groups(mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _link(tokens, groups[-1][-1], mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _link(tokens: Sequence[Token], left: Mention, right: Mention) -> str | None:
    """How two mentions hang together: "to", "and", "or", "," or not at all."""
    between = [token.lower for token in tokens[left.end : right.start]]
    while len(between) > 1 and between[-1] in ARTICLES:
        between.pop()
    if between[:1] == [","] and between[1:] and between[1] in ("and", "or"):
        between = between[1:]
    if len(between) == 1 and (between[0] in ("to", "and", "or", ",", "through")):
        return between[0]
    if len(between) == 1 and between[0] in DASHES:
        return "to"
    return None


def _resolve(group: list[Mention], tokens: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
    if len(group) == 1:
        return group
    links = [_link(tokens, a, b) for a, b in pairwise(group)]
    last = group[-1]
    if len(group) == 2:
        left = _converted(group[0], last, lexicon)
        group = [left, last] if _is_range([left, last], links[0], tokens, lexicon) else group
        if _is_alternative(group, tokens):
            return [_range(*group)]
    if len(group) == 2 and _is_range(group, links[0], tokens, lexicon):
        return [_range(group[0], last)]
    if len(group) == 2 and links[0] == "to":
        return _change(group)
    if _is_enumeration(group, links):
        return [_range(group[0], last)]
    return _list(group, links)


def _is_range(
    group: list[Mention], link: str | None, tokens: Sequence[Token], lexicon: Lexicon
) -> bool:
    left, right = group
    before = tokens[left.start - 1].lower if left.start else ""
    comparable = left.unit in (None, right.unit) or right.unit is None
    if link == "and":
        return before == "between" and comparable
    if link not in ("to", "through") or not comparable:
        return False
    return _range(left, right).number.lo <= right.number.hi and not _changes(left, tokens, lexicon)


def _converted(left: Mention, right: Mention, lexicon: Lexicon) -> Mention:
    """The left end of "500 MB to 2 GB" in the unit of the right one, where that is exact."""
    if left.unit in (None, right.unit) or right.unit is None:
        return left
    base, worth = lexicon.vocabulary.base(left.unit)
    other, unit_worth = lexicon.vocabulary.base(right.unit)
    factor = RATES.divide(worth, unit_worth)
    if base != other or base == "percent" or ARITHMETIC.multiply(factor, unit_worth) != worth:
        return left
    return replace(left, number=left.number.times(factor, left.number.end), unit=right.unit)


def _is_alternative(group: list[Mention], tokens: Sequence[Token]) -> bool:
    """Whether the second mention corrects the first upwards: "15-minute, maybe 20-minute"."""
    left, right = group
    between = [token.lower for token in tokens[left.end : right.start]]
    doubted = any(word in DOUBTS for word in between)
    return doubted and left.unit == right.unit and left.number.lo < right.number.lo


def _changes(left: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether "from" stands before the mention and a verb of change before that."""
    if left.start == 0 or tokens[left.start - 1].lower != "from":
        return False
    return any(
        lexicon.has("change_verbs", token.lower)
        for token in tokens[max(0, left.start - 1 - VERB_REACH) : left.start - 1]
    )


def _change(group: list[Mention]) -> list[Mention]:
    """Two values of a change; "from two to 4,000" leaves out the first one's thousand."""
    bare, right = group
    left = _completed(bare, right, ordered=True)
    small, large = left.number, right.number
    thousands = large.scale in (1, THOUSAND) and large.lo >= THOUSAND and large.lo % THOUSAND == 0
    if bare.unit is None and thousands and small.hi < 100 and not small.scaled:
        left = replace(left, number=small.times(THOUSAND, small.end))
    return [left, right]


def _is_enumeration(group: list[Mention], links: list[str | None]) -> bool:
    """Whether bare small numbers count upwards: "one or two", "one, two, three"."""
    if any(link not in (",", "or") for link in links):
        return False
    if any(m.unit is not None for m in group[:-1]) or any(m.number.scaled for m in group):
        return False
    numbers = [m.number.lo for m in group]
    if not all(m.number.words for m in group) and numbers[-1] - numbers[0] >= len(numbers):
        return False  # figures with gaps are a choice, not a count
    rising = all(a < b for a, b in pairwise(numbers))
    return rising and numbers[-1] <= LARGEST_COUNTED


def _range(left: Mention, right: Mention) -> Mention:
    shared = _completed(left, right, ordered=True)
    number = replace(
        right.number,
        lo=shared.number.lo,
        hi=right.number.hi,
        step=min(shared.number.step, right.number.step),
        vague=left.number.vague or right.number.vague,
    )
    return Mention(number, left.start, right.end, right.unit or left.unit, right.counted)


def _list(group: list[Mention], links: list[str | None]) -> list[Mention]:
    last = group[-1]
    if group[0].ahead and links == ["or"] and last.unit is None and last.number.scaled:
        last = replace(last, unit=group[0].unit)  # "$2 or 3 million"
    shared = [
        mention if mention.ahead and links != ["or"] else _completed(mention, last, ordered=False)
        for mention in group[:-1]
    ]
    return [*shared, last]


def _completed(mention: Mention, last: Mention, *, ordered: bool) -> Mention:
    """Give a member of a group the unit, and if it has none the scale, of the last member."""
    if mention.number.vague:
        return mention
    if mention.unit is None:
        number = _scaled(mention.number, last.number, ordered=ordered)
        return replace(mention, number=number, unit=last.unit, counted=last.counted)
    if mention.ahead and mention.end == mention.number_end and last.unit in (None, mention.unit):
        return replace(mention, number=_scaled(mention.number, last.number, ordered=True))
    return mention


def _scaled(number: Number, last: Number, *, ordered: bool) -> Number:
    """A number times the scale that it leaves to the last one of its group.

    The scale is shared where the numbers then rise ("$2 to $3 million", not "$500 to $2
    million"); a list need not be ``ordered``. "Two hundred" may still leave out a thousand.
    """
    thousands = _thousands(last.scale)
    hundreds = number.scaled and number.scale == 100 and thousands > 1
    if last.vague or last.scale == 1 or number.hi >= THOUSAND or number.scaled > hundreds:
        return number
    for scale in (thousands,) if hundreds else (last.scale, thousands):
        product = number.times(scale, number.end)
        if product.hi <= last.hi:
            return product
    rest = last.scale if thousands == 1 else thousands
    return number if ordered or hundreds else number.times(rest, number.end)


def _thousands(scale: Decimal) -> Decimal:
    """The largest power of a thousand in a scale: a thousand of "three hundred thousand"."""
    power = Decimal(1)
    while power * THOUSAND <= scale:
        power *= THOUSAND
    return power


def _stands_alone(mention: Mention) -> bool:
    """Whether a mention that nothing gave a unit still says something."""
    number = mention.number
    if mention.unit is not None or mention.assigned or number.scaled or number.vague:
        return True
    return not number.words and abs(number.lo) >= THOUSAND
