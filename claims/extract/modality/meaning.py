"""How a statement is meant: asserted, hedged, reported, hypothetical, a question, negated."""

from __future__ import annotations

import re

from claims.extract.language.english import phrases, words
from claims.extract.language.syntax import SUBJECTS
from claims.extract.links import Sentence
from claims.extract.modality.marks import Marks
from claims.extract.modality.moods import estimated, instruction, modal
from claims.extract.modality.reporting import said
from claims.extract.modality.scope import is_given
from claims.reasons import Reason
from claims.records import Modality

# How far a mark of modality reaches, in characters: before the quantity and behind it.
MARK_REACH = 90
# With a parse, which says more than nearness, it may stand farther before.
PARSED_REACH = 180
MARK_REACH_BEHIND = 30
# A condition reaches into the clause that follows from it.
CONDITION_REACH = 120
NAME_REACH = 30
QUESTION_REACH = 60
WONDER_REACH = 40
# How far before a number "would" and the like may stand whose condition follows it.
IRREAL_REACH = 60
# How far behind a number may stand that it is wrong.
DISPUTE_REACH = 60
_IRREAL = re.compile(r"\b(?:would|could|might|should)\b|'d\b")
_IF_BEHIND = re.compile(r"[^.;:]{0,60}?(?<!\bas )\bif (?!not\b)")
_INSTANCE = re.compile(r",? (as an example|for example|for instance)(?:[,.;]|\Z)")
_YOU = re.compile(r"\byou\b")
# A question that only asks for agreement with what is stated.
_TAG = re.compile(r", (?:right|correct|yeah|yes|okay|huh|eh|\w+n't \w+)\?\W*\Z")
# A question about the circumstances of what is taken for granted: "why did it take 12 years?"
_GRANTED = re.compile(
    r"\W*(?:(?:and|but|so) )?(?:why (?:do|does|is|are|has|have)|"
    r"(?:why|when|where|how) (?:did|was|were|had))\b"
)
# "Say the pump fails" at the beginning of a sentence.
_SUPPOSED = re.compile(
    r"\W*(?:(?:so|now|and|but|okay|or),? )?"
    r"(say (?:the|a|an|we|you|i|there|it|he|she|they|your|our))\b"
)
# A number that is only an example: "with, say, 97%".
_SAY = re.compile(r", ((?:let's )?say), (?:about |around )?\Z")
# A condition of which anybody may make sure: what follows from it in the present is asserted.
_OPEN = re.compile(r"\bif (?:you|we|i|one|someone|somebody|anyone|anybody|(?:\w+ly )?\w+ed(?=,))\b")
_UNREAL = re.compile(
    r"\b(?:would|could|might|should|had|were|did|was|(?!(?:hundred|red|bed|shed|based)\b)\w*[^\We]ed)\b|'d\b"
)
_ASKING = re.compile(
    r"\W*(?:(?:and|but|so) )?(?:do|does|did|is|are|was|were|can|could|will|would|has|have|had|"
    r"how|what|when|where|why|who|which)\b"
)


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
        return _of_name(marks)
    given, asked = _is_given(marks), _asked(marks)
    is_rule = phrases("rule").search(marks.text) is not None
    if not given and not is_rule and (denial := marks.denial()):
        return "negated", denial
    if asked and not given:
        return asked
    if not given and not is_rule and (supposed := _supposed(marks) or _behind(marks)):
        return "hypothetical", supposed
    return _said_or_doubted(marks) or ("asserted", Reason("no_mark"))


def _said_or_doubted(marks: Marks) -> tuple[Modality, Reason] | None:
    """What is disputed, an instruction, said by somebody else, doubted or only possible."""
    number = marks.number
    if dispute := marks.behind("disputed", DISPUTE_REACH):
        return "reported", dispute
    if told := instruction(number) if number is not None else None:
        return "hypothetical", told
    reach = MARK_REACH if number is None else PARSED_REACH
    if report := marks.find("reported", reach, MARK_REACH_BEHIND, loose=True) or said(marks):
        return "reported", report
    mood = modal(number) if number is not None else None
    if mood and mood[0] == "hypothetical":
        return mood
    if hedge := marks.find("hedged", reach, MARK_REACH_BEHIND) or _instance(marks):
        return "hedged", hedge
    return mood or (estimated(number) if number is not None else None)


def _is_given(marks: Marks) -> bool:
    """Whether a quantity names something known, of which no more is claimed: "the 12 rooms"."""
    if marks.number is not None:
        return is_given(marks.number)
    before = max(0, marks.start - len("those "))
    return phrases("definite").search(marks.text, before, marks.start) is not None


def _of_name(marks: Marks) -> tuple[Modality, Reason]:
    """The modality of a size that names its subject."""
    stated = marks.number is not None and marks.number.dep_ in SUBJECTS
    hedge = marks.find("hedged", NAME_REACH)
    if hedge is None or (stated and set(hedge.words) <= words("doubting_adverbs")):
        return "asserted", Reason("name_stands")
    return "hedged", hedge


def _asked(marks: Marks) -> tuple[Modality, Reason] | None:
    """A question, or a doubt that is put as one: "maybe 12 rooms?"."""
    text = marks.text.rstrip()
    asks = text.endswith("?") and len(marks.text) - marks.end <= QUESTION_REACH
    asks = asks and not _TAG.search(text) and not _GRANTED.match(text)
    wonder = Reason("question") if asks else marks.near("wondering", WONDER_REACH)
    if wonder is None:
        return None
    doubt = marks.find("hedged", MARK_REACH)
    if doubt and asks and not _ASKING.match(text):
        return "hedged", doubt
    return "question", wonder


def _supposed(marks: Marks) -> Reason | None:
    """The mark of a supposition, unless what follows holds whenever anybody does so: "if you let
    it run, it takes 6 hours"."""
    if supposed := _SUPPOSED.match(marks.text) or _SAY.search(marks.text, 0, marks.start):
        return Reason("mark", (supposed[1],))
    mark = marks.find("hypothetical", CONDITION_REACH, loose=True)
    if mark is None or mark.words != ("if",):
        return mark
    opening = list(_OPEN.finditer(marks.text, 0, marks.start))
    if not opening or _UNREAL.search(marks.text, opening[-1].end(), marks.start):
        return mark
    return mark if _is_condition(marks, opening[-1].start()) else None


def _is_condition(marks: Marks, at: int) -> bool:
    """Whether a number stands in the condition itself that begins with the "if" at ``at``."""
    mark = marks.token((at, at + len("if")))
    if marks.number is None or mark is None or mark.dep_ != "mark":
        return "," not in marks.text[at : marks.start]
    return mark.head.i == marks.number.i or mark.head.is_ancestor(marks.number)


def _instance(marks: Marks) -> Reason | None:
    """Whether a number is one of many that would do: "you ask 500 people, as an example"."""
    found = _INSTANCE.match(marks.text, marks.end)
    addressed = found and _YOU.search(marks.text, max(0, marks.start - IRREAL_REACH), marks.start)
    return Reason("mark", (found[1],)) if found and addressed else None


def _behind(marks: Marks) -> Reason | None:
    """The condition behind what would follow from it: "we might see 35% if it rained"."""
    first = max(0, marks.start - IRREAL_REACH)
    if _IRREAL.search(marks.text, first, marks.start) is None:
        return None
    return Reason("mark", ("if",)) if _IF_BEHIND.match(marks.text, marks.end) else None
