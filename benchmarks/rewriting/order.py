"""Other orders of words that say the same: "In 2023, it had ten" and "It had ten in 2023".

Each rule is safe by its form: it wants a sentence of one clause whose parts are plainly marked, and
leaves every other one alone. What a rule does to a sentence depends on the sentence and the seed
only, so that repeated passages still repeat each other.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from claims.extract.misheard.alikeness import is_everyday
from rewriting.annotated import Annotated, Piece, kept, rebuilt
from rewriting.inventing import spellings

Part = tuple[int, int] | str | tuple[int, int, Callable[[str], str]]
_LABEL = re.compile(
    r"(?:[-*#>\s]*)(?:\[?\d\d:\d\d(?::\d\d)?\]?\s*)?(?:[A-Z][\w.']*(?: [A-Z][\w.']*){0,3}:\s*)?"
    r"(?:\d\d:\d\d(?::\d\d)?\s+)?|[\w.]+\|"
)
_END = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)(?<!\b[A-Z])[.?!](?=[\s|\"”]|$)")
_SUBJECT = (
    r"(?:it|they|he|she|we|you|I|this|that|these|those|there|the|a|an|its|our|their|my|his|her"
    r"|[A-Z]\w+)\b"
)
_FRONT = re.compile(
    r"((?:In|On|At|After|Before|During|By|Since|Until|From|According to|Unlike|Despite|For|Under)"
    r"(?: [\w$€£%.'’-]+){1,6}?|(?:If|When|Because|Although|While) [^,;:()\"“]{5,60}), "
    rf"({_SUBJECT} [^,;:()\"“]{{6,160}})[.]\Z"
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_BACK = re.compile(
    rf"([^,;:()\"“]{{10,160}}?),? ((?:in|since|by|until) (?:{_MONTH} )?(?:19|20)\d\d"
    r"|according to [^,;:()\"“]{3,40}|(?:if|when|because) [^,;:()\"“]{8,60}"
    r"|(?:last|this) (?:year|month|week|season)|in the league|at launch|these days)[.]\Z"
)
# After these nothing can be put in: "So", "Yes".
_CLOSED = re.compile(
    r"(?:So|And|But|Or|Then|Now|No|Yes|Yeah|Ha|Oh|Okay|Right|Well|Thanks?|Good|Welcome|Nice|Sure"
    r"|Maybe|Of course|As I|By the|In fact|Ask|Let|Please|Had)\b"
)
_OPENERS = re.compile(r"(?:It|They|He|She|We|This|That|These|There|The|A|An|Its|Our|My|His|Her)\b")
_VERB = r"(?:is|are|was|were|has|have|had|will|can|could|takes?|took|costs?|weighs?|needs?)"
_PRONOUN = re.compile(rf"(?:It|They|He|She|We|This) (?={_VERB} )")
_SECOND = re.compile(
    r", (?:and|but|so|because)"
    r"(?= (?:it|they|he|she|we|you|I|there|this|that|the \w+|these \w+) [a-z])"
)
_SO = re.compile(r"(?:And so|So|And|But)(?P<comma>,?)(?= (?:it|they|he|she|we|you|I|there|the) )")
_COPULA = re.compile(
    r"(The [a-z -]{3,40} of [^,;:]{2,40}?) (is|was) ((?:about |around |roughly )?"
    r"[\d$€£][^,;:]{1,30})[.]\Z"
)
_THINK = re.compile(r"(I (?:think|believe|guess)),? (?:that )?([^,;:?\"“]{6,160})[.]\Z")
_NAME = r"[A-Z]\w*[a-z]\w*(?: (?:\d[\w.]*|[A-Z]\w*)){0,3}"
_PAIR = re.compile(rf"(?<![\w-])({_NAME}) (and|or) ({_NAME})(?![\w-])")
_SAID = ("Of course,", "As I said,", "By the way,", "In fact,", "As it happens,", "Well,")
_AMID = (", of course,", ", as I said,", ", by the way,", ", as it happens,")


def change_order(annotated: Annotated, seed: int = 0) -> Annotated:
    """The text with the words of its sentences in another order, and with words put in."""
    text, pieces, done = annotated.text, list[Piece](), 0
    capitals = frozenset(re.findall(r"(?<=[a-z,] )[A-Z]\w+", text))
    for start, end in _sentences(text):
        sentence = text[start:end]
        chance = random.Random(f"{seed} {sentence}")
        parts = _changed(sentence, chance, capitals)
        if parts is None:
            continue
        changed = [_piece(sentence, part, start) for part in parts]
        if _is_safe(annotated, start, end, changed):
            pieces += [kept(text, done, start), *changed]
            done = end
    return rebuilt(annotated, [*pieces, kept(text, done, len(text))])


def _piece(sentence: str, part: Part, start: int) -> Piece:
    if isinstance(part, str):
        return Piece(start, start, part)
    old = sentence[part[0] : part[1]]
    return Piece(start + part[0], start + part[1], part[2](old) if len(part) == 3 else old)


def _is_safe(annotated: Annotated, start: int, end: int, pieces: Sequence[Piece]) -> bool:
    """Whether the rows of a sentence stay in one piece and as they were written."""
    rows = tuple(row for row in annotated.rows if start <= row.start < end)
    inside = Annotated(annotated.name, annotated.text, rows)
    try:
        after = rebuilt(inside, pieces)
    except ValueError:
        return False
    before = [annotated.text[row.start : row.end].lower() for row in rows]
    return before == [after.text[row.start : row.end].lower() for row in after.rows]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences that begin and end within a line."""
    for line in re.finditer(r"[^\n]+", text):
        label = _LABEL.match(text, line.start(), line.end())
        start = label.end() if label else line.start()
        for end in _END.finditer(text, start, line.end()):
            while start < end.start() and text[start] in ' \t"“|':
                start += 1
            if text[start].isupper():
                yield start, end.end()
            start = end.end()


def _changed(sentence: str, chance: random.Random, capitals: frozenset[str]) -> list[Part] | None:
    rules = [_moved_back, _moved_front, _turned, _thought, _swapped]
    chance.shuffle(rules)
    for rule in rules:
        parts = rule(sentence, capitals)
        if parts is not None:
            return parts
    return _inserted(sentence, chance, capitals) if sentence[-1] == "." else None


def _moved_back(sentence: str, capitals: frozenset[str]) -> list[Part] | None:
    match = _FRONT.match(sentence)
    if match is None or " and " in match[2]:
        return None
    return [
        _first_letter(match.start(2), str.upper), (match.start(2) + 1, match.end(2)), " ",
        *_lowered(sentence, match.span(1), capitals), (match.end(2), len(sentence)),
    ]  # fmt: skip


def _moved_front(sentence: str, capitals: frozenset[str]) -> list[Part] | None:
    match = _BACK.match(sentence)
    if match is None or " and " in match[1] or _FRONT.match(sentence):
        return None
    if not _can_move(sentence, capitals):
        return None
    return [
        _first_letter(match.start(2), str.upper), (match.start(2) + 1, match.end(2)), ", ",
        *_lowered(sentence, match.span(1), capitals), (match.end(2), len(sentence)),
    ]  # fmt: skip


def _turned(sentence: str, capitals: frozenset[str]) -> list[Part] | None:
    """ "The mass of X is 3 kg." as "3 kg is the mass of X." """
    match = _COPULA.match(sentence)
    if match is None:
        return None
    return [
        _first_letter(match.start(3), str.upper), (match.start(3) + 1, match.end(3)), " ",
        match.span(2), " ", *_lowered(sentence, match.span(1), capitals),
        (match.end(3), len(sentence)),
    ]  # fmt: skip


def _thought(sentence: str, capitals: frozenset[str]) -> list[Part] | None:
    """ "I think that it has ten." as "It has ten, I think." """
    match = _THINK.match(sentence)
    if match is None:
        return None
    return [
        _first_letter(match.start(2), str.upper), (match.start(2) + 1, match.end(2)), ", ",
        match.span(1), (match.end(2), len(sentence)),
    ]  # fmt: skip


def _swapped(sentence: str, capitals: frozenset[str]) -> list[Part] | None:
    """ "Bard and Claude" as "Claude and Bard"."""
    match = _PAIR.search(sentence)
    ordered = re.search(r"\b(?:respectively|former|latter)\b", sentence)
    if match is None or ordered or match.start() == 0:
        return None
    first, last = match.span(1), match.span(3)
    return [(0, first[0]), last, (first[1], last[0]), first, (last[1], len(sentence))]


def _inserted(sentence: str, chance: random.Random, capitals: frozenset[str]) -> list[Part] | None:
    """Words put in that say nothing: at the beginning, after the pronoun, after an "and"."""
    if chance.randrange(4) == 0:
        return None
    so = _SO.match(sentence)
    if so:
        said = chance.choice(_AMID)
        return [(0, so.start("comma")), said, (so.end(), len(sentence))]
    second = _SECOND.search(sentence)
    pronoun = _PRONOUN.match(sentence)
    place = chance.randrange(3)
    if second and (place == 0 or _CLOSED.match(sentence)):
        return [(0, second.end()), chance.choice(_AMID), (second.end(), len(sentence))]
    if place == 1 and pronoun:
        end = pronoun.end() - 1
        return [(0, end), chance.choice(_AMID), (end, len(sentence))]
    if _CLOSED.match(sentence) or not _can_move(sentence, capitals):
        return None
    said = chance.choice(_SAID)
    return [f"{said} ", *_lowered(sentence, (0, len(sentence)), capitals)]


def _first_letter(at: int, change: Callable[[str], str]) -> Part:
    return (at, at + 1, change)


def _lowered(sentence: str, span: tuple[int, int], capitals: frozenset[str]) -> list[Part]:
    """A stretch that no longer begins the sentence."""
    if span[0] == 0 and _can_be_lowered(sentence, capitals):
        return [_first_letter(0, str.lower), (1, span[1])]
    return [span]


def _can_be_lowered(sentence: str, capitals: frozenset[str]) -> bool:
    first = re.match(r"\w+(?:['’]\w+)?", sentence)
    if first is None or first[0].startswith("I'") or first[0].startswith("I’") or first[0] == "I":
        return False
    word = first[0]
    opens = _OPENERS.match(sentence) is not None
    return opens or (
        word not in capitals
        and word not in spellings()
        and word[1:].islower()
        and is_everyday(word.lower())
    )


def _can_move(sentence: str, capitals: frozenset[str]) -> bool:
    """Whether it is known how the first word is written elsewhere: in small letters, or, as "I"
    and names are, with its capital."""
    if _can_be_lowered(sentence, capitals):
        return True
    first = re.match(r"\w+", sentence)
    return first is not None and (
        first[0] == "I" or first[0] in capitals or first[0] in spellings()
    )
