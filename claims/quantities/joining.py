"""Joining neighbouring numbers: ranges, and lists that share a unit and a scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from claims.quantities.dates.ages import between_ages
from claims.quantities.elision import is_pronoun, with_elided, with_one
from claims.quantities.lexicon import BOUNDS, Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.modifiers import modifier_before
from claims.quantities.numbers.errors import merge_errors
from claims.quantities.numbers.number import is_multiple
from claims.quantities.numbers.numerals import ARITHMETIC, RATES, Number
from claims.quantities.special import with_rate
from claims.quantities.tokens import DASHES, Token, touch
from claims.quantities.units.compounds import merge_compounds

Pair = tuple[Mention, Mention]
DOUBTS = frozenset({"maybe", "perhaps", "possibly", "probably"})
ARTICLES = frozenset({"a", "an", "the", "that", "those", "another"}) | DOUBTS
THOUSAND = Decimal(1000)
# An enumeration of bare small numbers ("one, two, three weeks") is a range of alternatives.
LARGEST_COUNTED = 20
HUNDRED = 100
# The longer side of a thing is rarely so many times the shorter one.
LONGEST_SIDE = Decimal(20)
# How far before "from" its verb may stand ("grew last year from").
VERB_REACH = 6
# A bare number is a quantity behind a bound that ends so, which is never a preposition of place.
STRONG_ENDS = frozenset(
    {"than", "least", "most", "exceeding", "exceeds", "exceeded", "exceed", "<", ">", "≤", "≥"}
)
# How many times a change what it leads to is at least, so that both in one unit are no range.
LEAST_STEP = 5
# How far before a range without unit its "ranged" may stand.
SPAN_REACH = 4
# Ways to say "to" in more words; what is longer is never looked at.
LONGEST_TO = 6
TO_PHRASES = frozenset(
    {"up to", "down to", "all the way to", "all the way up to", "all the way down to", "on up to"}
)


def join(
    mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon
) -> tuple[list[Mention], list[Mention]]:
    """Ranges made one mention, lists given the unit of their last member; and the strays: numbers
    without unit that say nothing by themselves."""
    joined: list[Mention] = []
    whole = merge_errors(merge_compounds(mentions, tokens, lexicon), tokens)
    for group in _groups(_merge_ranges(whole, tokens, lexicon), tokens, lexicon):
        joined += _resolve(group, tokens, lexicon)
    return _standing(joined, tokens, lexicon)


def _standing(
    mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon
) -> tuple[list[Mention], list[Mention]]:
    """The mentions that say something, those that leave out their unit with that of another; and
    the others."""
    kept: list[Mention] = []
    strays: list[Mention] = []
    for mention in mentions:
        last = kept[-1] if kept else None
        whole = with_elided(mention, last, tokens, lexicon)
        whole = with_one(whole, last, mentions, tokens, lexicon)
        if _stands_alone(whole, tokens, lexicon) or _goes_on(whole, kept, tokens):
            kept.append(whole)
        else:
            strays.append(whole)
    return kept, strays


def _goes_on(mention: Mention, kept: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether a bare decimal goes on with a list of such: "ratios of 0.35, 0.40 and 0.45"."""
    if not kept or kept[-1].unit is not None or not _is_decimal(mention):
        return False
    link = mention.start - kept[-1].end == 1 and tokens[mention.start - 1].text in (",", "(", "/")
    return link and kept[-1].number.step < 1


def _merge_ranges(
    mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon
) -> list[Mention]:
    """Pairs like "5-15 MB" made one mention, so that they can be members of a list."""
    links = [_link(tokens, a, b, lexicon) for a, b in pairwise(mentions)]
    merged: list[Mention] = []
    at = 0
    while at < len(mentions):
        right = mentions[at + 1] if at + 1 < len(mentions) else None
        chained = "to" in (links[at - 1] if at else None, *links[at + 1 : at + 2])
        if right and links[at] == "or" and _is_pair(links, at, mentions[at], right):
            merged.append(_range(mentions[at], right, tokens, lexicon))
            at += 2
            continue
        if right and links[at] == "to" and not chained:
            pair = _in_one_unit(mentions[at], right, lexicon)
            if _is_range(pair, "to", tokens, lexicon):
                merged.append(_range(pair[0], pair[1], tokens, lexicon))
                at += 2
                continue
        merged.append(mentions[at])
        at += 1
    return merged


def _is_pair(links: Sequence[str | None], at: int, left: Mention, right: Mention) -> bool:
    """Whether two spelled numbers behind something else are alternatives: the last of "two
    carrots, five or six cloves"."""
    alone = at > 0 and links[at - 1] == "," and "or" not in links[at + 1 : at + 2]
    follow = right.number.lo - left.number.lo == 1
    return alone and follow and left.number.words and _is_enumeration([left, right], ["or"])


def _groups(
    mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon
) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _link(tokens, groups[-1][-1], mention, lexicon):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _link(tokens: Sequence[Token], left: Mention, right: Mention, lexicon: Lexicon) -> str | None:
    """How two mentions hang together: "to", "and", "or", ",", "×" or not at all."""
    if right.start - left.end > LONGEST_TO or any(is_pronoun(m, tokens) for m in (left, right)):
        return None
    between = [token.lower for token in tokens[left.end : right.start]]
    if len(between) > 1 and between[0] in DASHES and touch(tokens[left.end - 1], tokens[left.end]):
        between = between[1:]  # "5- to 10-minute"
    if len(between) == 2 and between[1] in DASHES and between[0] in ("to", "or"):
        between = between[:1]  # "five-to-ten-minute"
    while len(between) > 1 and between[-1] in ARTICLES:
        between.pop()
    if " ".join(between) in TO_PHRASES:
        return "to"
    if between[:1] == [","] and between[1:] and between[1] in ("and", "or"):
        between = between[1:]
    if len(between) > 1 and between[0] in ("to", "and", "or", "nor", "but"):
        modifier = lexicon.before.get(tuple(between[1:]))
        if modifier in BOUNDS and between[0] in ("nor", "but"):
            return "and"  # "fewer than 50 but more than 10 workers"
        if modifier == "approx" or (modifier and between[0] != "to"):
            between = between[:1]  # "30 to nearly 80 percent", "at least 4 and at most 9"
    if len(between) == 1 and (between[0] in ("to", "and", "or", ",", "through")):
        return between[0]
    if len(between) == 1 and between[0] in ("×", "x", "by") and _are_sides(left, right, lexicon):
        return "×"
    if len(between) == 1 and (between[0] in DASHES or _is_wave(tokens, left.end)):
        return "to"
    return None


def _are_sides(left: Mention, right: Mention, lexicon: Lexicon) -> bool:
    """Whether two numbers are the sides of one thing: "4.2 × 3.1 cm", but not "4 × 100 m"."""
    if left.unit not in (None, right.unit) or _is_far_below(left, right):
        return False
    return right.unit is None or lexicon.vocabulary.base(right.unit)[0] == "metre"


def _is_far_below(left: Mention, right: Mention) -> bool:
    return ARITHMETIC.multiply(left.number.hi, LONGEST_SIDE) < right.number.lo


def _is_wave(tokens: Sequence[Token], at: int) -> bool:
    """Whether a "~" in contact on both sides stands at token ``at``: "5~10 nm"."""
    wave = tokens[at].text in ("~", "∼", "～") and at + 1 < len(tokens)
    return wave and touch(tokens[at - 1], tokens[at]) and touch(tokens[at], tokens[at + 1])


def _resolve(group: list[Mention], tokens: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
    if len(group) == 1:
        return group
    links = [_link(tokens, a, b, lexicon) for a, b in pairwise(group)]
    if len(group) == 2:
        pair = _in_one_unit(group[0], group[1], lexicon)
        if _is_alternative(pair, tokens) or _is_range(pair, links[0], tokens, lexicon):
            return [_range(pair[0], pair[1], tokens, lexicon)]
    if len(group) == 2 and links[0] == "to":
        stepped = _is_step(pair[0], pair[1], tokens, lexicon)
        if stepped and group[0].unit is None:
            return [replace(group[0], unit=group[1].unit, counted=group[1].counted), group[1]]
        return group if stepped else _change(group)
    if links == [","] and _is_decimal(group[0]):
        return group  # "hits 24.8, 6.2 points above"
    if _is_enumeration(group, links):
        return [_range(group[0], group[-1], tokens, lexicon)]
    return _list(group, links)


def _is_decimal(mention: Mention) -> bool:
    """Whether a mention is a bare number with decimals in digits."""
    return mention.unit is None and not mention.number.words and mention.number.step < 1


def _is_range(group: Pair, link: str | None, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    left, right = group
    before = tokens[_opening(tokens, left, lexicon) - 1].lower if left.start else ""
    comparable = left.unit in (None, right.unit) or right.unit is None
    if link == "and":
        return comparable and (before == "between" or between_ages(tokens, left.start))
    if link not in ("to", "through") or not comparable:
        return False
    rises = _spanned(left, right).lo <= right.number.hi
    return rises and not (_changes(left, tokens, lexicon) or _is_step(left, right, tokens, lexicon))


def _is_step(left: Mention, right: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether the left one is how much something changed, and the right one what it came to.

    So it is behind a verb of change where the units or the sizes differ: "grew 6% to 1,275",
    "improved by four days to 51 days", "rose $2.10 to $84.35"; "fell 5 to 10 percent" is a range.
    """
    at = _before_modifier(tokens, left.start, lexicon)
    by = at > 0 and tokens[at].lower == "by"
    if at < 0 or not (by or (left.unit and (left.ahead or left.end > left.number_end))):
        return False
    at -= by
    near = tokens[max(0, at - 1) : at + 1]
    if not any(lexicon.has("change_verbs", token.lower) for token in near):
        return False
    smaller = _spanned(left, right).lo * LEAST_STEP
    differs = left.unit is not None and right.unit != left.unit
    return differs or right.number.lo >= smaller


def _before_modifier(tokens: Sequence[Token], start: int, lexicon: Lexicon) -> int:
    """The token before a mention that begins at ``start`` and its approximator: "about 5"."""
    at = start - 1
    return at - (at > 0 and lexicon.before.get((tokens[at].lower,)) is not None)


def _in_one_unit(left: Mention, right: Mention, lexicon: Lexicon) -> Pair:
    """The ends of "500 MB to 2 GB" in one unit in which both are exact, the right one's first."""
    if left.unit in (None, right.unit) or right.unit is None:
        return left, right
    if left.ahead and right.unit.startswith("per "):
        unit = f"{left.unit} {right.unit}"  # "$20-30 per hour"
        return replace(left, unit=unit), replace(right, unit=unit)
    if right.unit.startswith(f"{left.unit} per "):
        return replace(left, unit=right.unit), right  # "$20 to $30 an hour"
    base = lexicon.vocabulary.base(left.unit)[0]
    if base != lexicon.vocabulary.base(right.unit)[0] or base == "percent":
        return left, right
    for unit in (right.unit, left.unit, *(("day",) if base == "second" else ()), base):
        pair = _converted(left, unit, lexicon), _converted(right, unit, lexicon)
        if all(mention.unit == unit for mention in pair):
            return pair
    return left, right


def _converted(mention: Mention, unit: str, lexicon: Lexicon) -> Mention:
    """A mention in another unit of its dimension, or as it is where that is not exact."""
    worth = lexicon.vocabulary.base(mention.unit or "")[1]
    unit_worth = lexicon.vocabulary.base(unit)[1]
    factor = RATES.divide(worth, unit_worth)
    if mention.unit == unit or ARITHMETIC.multiply(factor, unit_worth) != worth:
        return mention
    number = mention.number
    ends = (ARITHMETIC.multiply(end, factor) for end in (number.lo, number.hi, number.step))
    lo, hi, step = ends
    return replace(mention, number=replace(number, lo=lo, hi=hi, step=step), unit=unit)


def _is_alternative(group: Pair, tokens: Sequence[Token]) -> bool:
    """Whether the second mention corrects the first upwards: "15-minute, maybe 20-minute"."""
    left, right = group
    between = [token.lower for token in tokens[left.end : right.start]]
    doubted = any(word in DOUBTS for word in between)
    same = left.unit in (None, right.unit) or right.unit is None
    return doubted and same and left.number.lo < right.number.lo


def _changes(left: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether "from" stands before the mention and a verb of change before that."""
    at = _opening(tokens, left, lexicon) - 1
    if at < 0 or tokens[at].lower != "from":
        return False
    near = tokens[max(0, at - VERB_REACH) : at]
    return any(lexicon.has("change_verbs", token.lower) for token in near)


def _opening(tokens: Sequence[Token], left: Mention, lexicon: Lexicon) -> int:
    """Where a mention begins with the approximator before it: "between ~5 and ~10"."""
    at = left.start
    return at - (at > 1 and lexicon.before.get((tokens[at - 1].lower,)) == "approx")


def _change(group: list[Mention]) -> list[Mention]:
    """Two values of a change; "from two to 4,000" leaves out the first one's thousand."""
    bare, right = group
    left = _completed(bare, right, ordered=True)
    small, large = left.number, right.number
    thousands = large.scale in (1, THOUSAND) and large.lo >= THOUSAND and is_multiple(large.lo, 3)
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
    if links == ["or"] and _are_neighbouring_tens(group):
        return True
    if links == [","] and numbers[0] >= 10 and all(m.number.words for m in group):
        return 0 < numbers[1] - numbers[0] <= 10  # "forty, forty-two percent"
    rising = all(a < b for a, b in pairwise(numbers))
    return rising and numbers[-1] <= LARGEST_COUNTED


def _are_neighbouring_tens(group: list[Mention]) -> bool:
    """Whether two spelled numbers follow in steps of five or ten: "thirty or forty people"."""
    low, high = (mention.number.lo for mention in group)
    spelled = all(m.number.words and m.number.lo == m.number.hi for m in group)
    return spelled and high <= HUNDRED and any(high - low == s and low % s == 0 for s in (5, 10))


def _range(left: Mention, right: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> Mention:
    """Two mentions as one; money may have "per hour" behind both ("$20-30 per hour")."""
    unit = right.unit or left.unit
    named = right.unit is None and _is_named_span(left, tokens, lexicon)
    whole = Mention(
        _spanned(left, right), left.start, right.end, unit, right.counted, assigned=named
    )
    return with_rate(tokens, whole, lexicon) if left.ahead and left.end < right.start else whole


def _spanned(left: Mention, right: Mention) -> Number:
    shared = _completed(left, right, ordered=True)
    return replace(
        right.number,
        lo=shared.number.lo,
        hi=right.number.hi,
        step=min(shared.number.step, right.number.step),
        vague=left.number.vague or right.number.vague,
    )


def _is_named_span(left: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a range without unit is announced: "between 0.2 and 0.7", "ranged from 12 to 45"."""
    before = tokens[_opening(tokens, left, lexicon) - 1].lower if left.start else ""
    if before == "between":
        return True
    near = tokens[max(0, left.start - SPAN_REACH) : left.start]
    return any(lexicon.has("spanning", token.lower) for token in near)


def _list(group: list[Mention], links: list[str | None]) -> list[Mention]:
    last = group[-1]
    if group[0].ahead and links == ["or"] and last.unit is None and last.number.scaled:
        last = replace(last, unit=group[0].unit)  # "$2 or 3 million"
    shared = [last]
    for mention in reversed(group[:-1]):
        if not mention.ahead or links == ["or"]:
            tail = shared[-1] if shared[-1].end > shared[-1].number_end else last
            mention = _completed(mention, tail, ordered=False)
        shared.append(mention)
    return shared[::-1]


def _completed(mention: Mention, last: Mention, *, ordered: bool) -> Mention:
    """Give a member of a group the unit, and if it has none the scale, of the last member."""
    if mention.number.vague:
        return mention
    rated = last.unit is not None and last.unit.startswith(f"{mention.unit} per ")
    if mention.unit is None or (rated and mention.end == mention.number_end):
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


def _stands_alone(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a mention that nothing gave a unit still says something."""
    number = mention.number
    if mention.unit is not None or mention.assigned or number.scaled or number.vague:
        return True
    if number.hi < 0 and tokens[mention.start].kind == "word":
        return True  # "a low of minus 11"
    if number.words:
        return False
    if _is_value(mention, tokens, lexicon):
        return True
    return abs(number.lo) >= THOUSAND or _is_bounded(mention, tokens, lexicon)


def _is_value(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a bare number is what a property is, or a decimal: "rank 16", "a score of 40",
    "fell to 2.91"."""
    at = mention.start
    at -= at > 1 and lexicon.before.get((tokens[at - 1].lower,)) == "approx"
    if at == 0:
        return False
    before = tokens[at - 1]
    named = at - 1 - (before.lower == "of" and at > 1)
    if lexicon.has("properties", tokens[named].lower) or _is_statistic(tokens, at, lexicon):
        return True
    last = tokens[mention.number_end - 1].text
    if before.lower in ("a", "an") or (len(last) <= SHORT_DECIMAL and last != ")"):
        return False  # "a .22", and "from 3.5 to 4", which are versions as well
    behind = tokens[mention.end] if mention.end < len(tokens) else None
    closed = behind is None or behind.text in _CLOSING or behind.text.islower()
    decimal = mention.number.step < 1 and ("." in last or last == ")")
    return decimal and closed and before.text.islower()


# A decimal of so many signs is as often a version, and its property has to be said.
SHORT_DECIMAL = 3
# What may stand behind a decimal that has no unit.
_CLOSING = frozenset(".,;:()[]")
# How far before "was" the property may stand ("the number needed to treat was 28").
PROPERTY_REACH = 4


def _is_statistic(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether what is measured without a unit stands before a bare number at token ``at``.

    So it does in "SD 4.3", "a pH of 7.4", "hazard ratio, 0.74", "(range 1-4" and "the score at
    the start was 28".
    """
    place = at - 1
    before = tokens[place]
    if before.lower in ("of", "at", ",", ":", "=") and place > 0:
        place -= 1
    if lexicon.has("statistics", tokens[place].text):
        return True
    if lexicon.has("said_to_be", before.lower):
        near = tokens[max(0, place - PROPERTY_REACH) : place]
        return any(lexicon.has("valued", token.lower) for token in near)
    return before.text in (",", ":") and lexicon.has("valued", tokens[place].lower)


def _is_bounded(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a comparison stands before a bare number: "more than 40 were killed"."""
    if mention.start == 0 or tokens[mention.start - 1].lower not in STRONG_ENDS:
        return False
    modifier = modifier_before(tokens, mention.start, lexicon, is_duration=False)
    return modifier in BOUNDS
