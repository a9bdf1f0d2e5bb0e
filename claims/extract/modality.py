"""How a statement is meant: asserted, hedged, reported, hypothetical, a question, negated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from claims.extract.english import phrases, words
from claims.extract.links import Sentence
from claims.extract.syntax import MODIFIERS, SUBJECTS
from claims.reasons import Reason
from claims.records import Modality

# How far a mark of modality reaches, in characters: before the quantity and behind it. A
# negation denies what follows it closely; farther on it concerns something else.
NEGATION_REACH = 60
MARK_REACH = 90
MARK_REACH_BEHIND = 30
# A condition reaches into the clause that follows from it.
CONDITION_REACH = 120
NAME_REACH = 30
QUESTION_REACH = 60
WONDER_REACH = 40
_CLAUSE_END = re.compile(r"[,;:]|\b(?:but|because|so|and)\b")
# How far before a number "would" and the like may stand whose condition follows it.
IRREAL_REACH = 60
# How far behind a number may stand that it is wrong.
DISPUTE_REACH = 60
_IRREAL = re.compile(r"\b(?:would|could|might|should)\b|'d\b")
_IF_BEHIND = re.compile(r"[^.;:]{0,60}?(?<!\bas )\bif (?!not\b)")
_SAY = re.compile(r", (?:let's )?say, (?:about |around )?\Z")
# What is said to be so ("I think it is great that …") is given, whoever thinks so.
_TURN = re.compile(
    r"\bbut\b|"
    r"\b(?:amazing|great|good|nice|interesting|surprising|impressive|striking|glad|sorry) that\b"
)
# Who says it, of all that a sentence says.
_SOURCE = re.compile(
    r"\W*according to\b|.*,? according to [^,;]*\W*\Z",
    re.DOTALL,
)
# A condition of which anybody may make sure: what follows from it in the present is asserted.
_OPEN = re.compile(r"\bif (?:you|we|i|one|someone|somebody|anyone|anybody)\b")
_UNREAL = re.compile(
    r"\b(?:would|could|might|should|had|were|did|was|(?!(?:hundred|red|bed|shed|based)\b)\w*[^\We]ed)\b|'d\b"
)
# Who says it, behind what is said: "…, the company said on Thursday".
_SAID_BEHIND = re.compile(
    r"[^.;!?]{0,90}?,[\"'”]? (?!(?:and|but|or|so|while|because|when|if|as)\b)"
    r"((?:[\w.'-]+ ){1,6}?)(?:said|says|told|adds|added)\b"
)
_ASKING = re.compile(
    r"\W*(?:(?:and|but|so) )?(?:do|does|did|is|are|was|were|can|could|will|would|has|have|had|"
    r"how|what|when|where|why|who|which)\b"
)
_SPEAKER = re.compile(r"\b(?:i|we|you)\b")


class Marks:
    """The marks of modality of a sentence, asked for one quantity at ``start:end`` of it."""

    def __init__(self, sentence: Sentence, start: int, end: int) -> None:
        self.text = sentence.lower.replace("’", "'")
        self.start, self.end = start, end

    def find(self, key: str, before: int, behind: int = 0) -> Reason | None:
        """The phrase of a list that stands within so many characters before or behind.

        What stands before a "but" does not bear on what stands behind it.
        """
        first, last = max(0, self.start - before), min(len(self.text), self.end + behind)
        turns = [turn.end() for turn in _TURN.finditer(self.text, first, self.start)]
        text = phrases("not_hedging").sub(lambda match: " " * len(match[0]), self.text)
        return _mark(phrases(key).search(text, turns[-1] if turns else first, last))


def _mark(match: re.Match[str] | None) -> Reason | None:
    return Reason("mark", (match[0],)) if match else None


def modality_of(
    sentence: Sentence, start: int, end: int, *, is_name: bool
) -> tuple[Modality, Reason]:
    """The modality of the quantity at ``start:end`` of a sentence, and the mark that says so.

    ``is_name`` says that the quantity names its subject ("the 70 billion parameter model"):
    then the size stands, whatever the sentence denies or supposes. Where it is its clause's
    subject, a doubt concerns what is said of it ("seven billion is probably enough").
    """
    marks = Marks(sentence, start, end)
    if is_name:
        return _of_name(marks, sentence)
    is_rule = phrases("rule").search(marks.text) is not None
    given = phrases("definite").search(marks.text, max(0, start - 8), start) is not None
    if not given and not is_rule and (denial := _negation(marks)):
        return "negated", denial
    asked = sentence.text.rstrip().endswith("?") and len(marks.text) - end <= QUESTION_REACH
    wonder = Reason("question") if asked else marks.find("wondering", WONDER_REACH)
    if wonder and not given:
        doubt = marks.find("hedged", MARK_REACH)
        if doubt and asked and not _ASKING.match(marks.text):
            return "hedged", doubt
        return "question", wonder
    condition = _supposed(marks, sentence) or _example(marks) or _behind(marks)
    if condition and not is_rule:
        return "hypothetical", condition
    if dispute := marks.find("disputed", 0, DISPUTE_REACH):
        return "reported", dispute
    if report := marks.find("reported", MARK_REACH, MARK_REACH_BEHIND) or _said(marks, sentence):
        return "reported", report
    if hedge := marks.find("hedged", MARK_REACH, MARK_REACH_BEHIND):
        return "hedged", hedge
    return "asserted", Reason("no_mark")


def _of_name(marks: Marks, sentence: Sentence) -> tuple[Modality, Reason]:
    """The modality of a size that names its subject."""
    number = _number(marks, sentence)
    stated = number is not None and number.dep_ in SUBJECTS
    hedge = marks.find("hedged", NAME_REACH)
    if hedge is None or (stated and set(hedge.words) <= words("doubting_adverbs")):
        return "asserted", Reason("name_stands")
    return "hedged", hedge


def _number(marks: Marks, sentence: Sentence) -> Token | None:
    """The quantity's head in the parse."""
    return sentence.head(sentence.start + marks.start, sentence.start + marks.end)


def _supposed(marks: Marks, sentence: Sentence) -> Reason | None:
    """The mark of a supposition, unless what follows holds whenever anybody does so: "if you let
    it run, it takes 6 hours"."""
    mark = marks.find("hypothetical", CONDITION_REACH)
    if mark is None or mark.words != ("if",):
        return mark
    opening = list(_OPEN.finditer(marks.text, 0, marks.start))
    if not opening or _UNREAL.search(marks.text, opening[-1].end(), marks.start):
        return mark
    return mark if _is_condition(marks, sentence, opening[-1].start()) else None


def _is_condition(marks: Marks, sentence: Sentence, at: int) -> bool:
    """Whether a number stands in the condition itself that begins with the "if" at ``at``."""
    number = _number(marks, sentence)
    mark = sentence.head(sentence.start + at, sentence.start + at + len("if"))
    if number is None or mark is None or mark.dep_ != "mark":
        return "," not in marks.text[at : marks.start]
    return mark.head.i == number.i or mark.head.is_ancestor(number)


def _said(marks: Marks, sentence: Sentence) -> Reason | None:
    """The words by which somebody else says it: "Ormond said last week that …", "…, she said"."""
    if _SOURCE.match(marks.text):
        return Reason("mark", ("according to",))
    behind = _SAID_BEHIND.match(marks.text, marks.end)
    if behind and not _SPEAKER.search(behind[1]):
        return Reason("mark", (behind[0].split(",")[-1].strip(" \"'”"),))
    number = _number(marks, sentence)
    for verb in _saying(number) if number is not None else ():
        sayer = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if sayer is not None and sayer.lower_ not in words("pronouns_speaker"):
            return Reason(
                "mark", (f"{sayer.doc[sayer.left_edge.i : sayer.i + 1].text} {verb.text}",)
            )
    return None


def _saying(token: Token) -> Iterator[Token]:
    """The verbs of telling in whose complement a token stands."""
    while token.head.i != token.i and token.dep_ not in MODIFIERS:
        if token.dep_ == "ccomp" and token.head.lower_ in words("telling_verbs"):
            yield token.head
        token = token.head


def _example(marks: Marks) -> Reason | None:
    """Whether a number is only an example: "with, say, 97%"."""
    return _mark(_SAY.search(marks.text, max(0, marks.start - len(", say, about ")), marks.start))


def _behind(marks: Marks) -> Reason | None:
    """The condition behind what would follow from it: "we might see 35% if it rained"."""
    first = max(0, marks.start - IRREAL_REACH)
    if _IRREAL.search(marks.text, first, marks.start) is None:
        return None
    return Reason("mark", ("if",)) if _IF_BEHIND.match(marks.text, marks.end) else None


def _negation(marks: Marks) -> Reason | None:
    cleared = phrases("not_negating").sub(lambda match: " " * len(match[0]), marks.text)
    window = cleared[max(0, marks.start - NEGATION_REACH) : marks.start]
    breaks = [match.end() for match in _CLAUSE_END.finditer(window)]
    return _mark(phrases("negated").search(window, breaks[-1] if breaks else 0))
