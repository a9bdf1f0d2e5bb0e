"""Runs of capitalised words: what may be a name that no pack knows."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from claims.extract.language.english import words
from claims.extract.names.openings import DATELINE
from claims.extract.names.ordinary import is_ordinary

# A run of capitalised words, with digits and joining words inside; bounded, so linear. Behind a
# number the variant of a model may follow ("Petrel 2 Large"), behind capitals a long one
# ("RTX 4090").
_RUN = re.compile(
    r"(?<![\w'’-])[A-Z][\w&'’-]{0,40}(?:\.(?:ai|com|org|io|cpp|js|py|net|rs)\b)?"
    r"(?:[ ](?:(?:of|and|&|the|de|von)[ ](?=[A-Z])){0,2}[A-Z][\w&'’-]{0,40}){0,4}"
    r"(?:[ ](?:\d{1,3}|(?<=[A-Z]{2}[ ])(?!19|20)\d{4})(?!\w|[.,–-]\d|%)"
    r"(?:[ ](?:VARIANTS)(?!\w))?)?".replace(
        "VARIANTS", "|".join(sorted(word.capitalize() for word in words("variants")))
    )
)
_WORD = re.compile(r"\S+\s*")
_LETTERS = re.compile(r"[^\W\d_]+")
# Two words or more; the name of one who speaks stands before a colon too, and in no other line.
_LABEL = re.compile(
    r"[-*•\s]{0,4}[A-Z][\w'’-]{0,30}(?: (?:[A-Z][\w'’-]{0,30}|[a-z]{1,4})){1,7}(?=:\s)"
)
_APPOSED = re.compile(r", (?:the|a|an|our|its|which|who|whose|one of)\s")
_GOES_ON = re.compile(r"(?:['’]s)?,?[ ][a-z]{2,}")
# "Don't", "Nvidia'll" and "Acme Homes'" are names with nothing but what stands before the mark.
_SHORTENED = re.compile(r"(?:n['’]t|['’](?:s|d|m|ve|ll|re)|(?<=s)['’])\Z", re.IGNORECASE)
# "The Leeds-based firm" is described, not named.
_DESCRIBING = re.compile(
    r"[a-z]-(?:based|born|led|style|owned|backed|listed|made|wide|era|bound|trained|run|like|"
    r"type|friendly|related|funded|educated|headquartered)\s*\Z"
)
# Quarters and years of firms: "Q1 revenue", "Oakfield Q3 2022", "FY23".
_PERIOD = re.compile(r"(?:Q[1-4]|FY)(?:[-'’ ]?\d{2,4})?(?:['’]s)?")
_ENDING_PERIOD = re.compile(
    r"(?:\A(?:Q[1-4]|FY)(?:[-'’ ]?\d{2,4})?|\s*\b(?:Q[1-4]|FY)[-'’ ]?\d{2,4})(?:['’]s)?\Z"
)
REPORTED = frozenset({
    "results", "forecast", "guidance", "earnings", "revenue", "revenues", "sales", "profit", "net",
    "operating", "report", "call", "update",
})  # fmt: skip
_RELATIVE_TIME = re.compile(
    rf"(?:{'|'.join(words('relative_times'))})\s(?:{'|'.join(words('times'))})\b\s?", re.IGNORECASE
)
_OF_YEAR = re.compile(r"(?: of)?,? (?:the |that )?(?:(?:19|20)\d\d|year)\b")
_WEEKDAY = re.compile(r" (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\Z")
_DATE = re.compile(r",? (?:\d|[A-Z][a-z]+ \d)")
_HEADLINE = re.compile(r" ([A-Z][a-z]+)\Z")
_OWNER = re.compile(r"['’]s\Z")
# A short word in capitals is rather an abbreviation ("ERA", "WHO").
LONGEST_ABBREVIATION = 4
# Within so many characters an apposition ends.
APPOSITION = 80
Span = tuple[int, int]


def runs(text: str, seen: Container[str], institutions: Container[str]) -> Iterator[Span]:
    """The places of runs that may be names, in order.

    One word at the beginning of a sentence is one only if it is ``seen`` elsewhere or what
    follows shows it. ``institutions`` are nouns before "of" that belong to a name ("Ministry of
    Health"); elsewhere "of" and "and" stand between two ("Larkspur Games of Dundee").
    """
    openings = {dateline.end() for dateline in DATELINE.finditer(text)}
    for match in _RUN.finditer(text):
        for part in _parts(text, match.span(), institutions, seen):
            start, end = _trim(text, *part)
            if not text[start:end][:1].isalpha() or _fills_line(text, start, end):
                continue
            if _is_place_in_text(text[start:end]) or _is_time(text, start, end):
                continue
            word = text[start:end]
            plain = " " not in word and (not _has_inner_capital(word) or _is_shouted(word))
            if word not in seen and _is_in_label(text, start, end):
                continue
            begins = start in openings or begins_sentence(text, start)
            opening = plain and word not in seen and begins
            if not opening or _is_introduced(text, start, end) or _is_strange(text, start, end):
                yield start, end


def _parts(
    text: str, span: Span, institutions: Container[str], seen: Container[str]
) -> Iterator[Span]:
    """The names that "and", "of" or "'s" joins in a run."""
    start, end = span
    last = ""
    for word in _WORD.finditer(text, start, end):
        joint = word[0].strip()
        owned = text[word.end() : end].partition(" ")[0]
        if _OWNER.search(joint) and _owns(text[start : word.start()] + joint[:-2], owned, seen):
            yield start, word.start() + len(joint) - 2
            start = word.end()
        if (joint == "of" and not _is_institution(text[start : word.start()], institutions)) or (
            joint == "and"
            and " of " not in text[start : word.start()]
            and last != text[word.end() : end].partition(" ")[0]  # "Johnson and Johnson"
        ):
            yield start, start + len(text[start : word.start()].rstrip())
            start = word.end()
        last = joint
    yield start, end


def _owns(owner: str, owned: str, seen: Container[str]) -> bool:
    """Whether a name and what it has are two names: "AMD's MI300X", and all where the owner is
    spoken of elsewhere; "King's College" is one."""
    return bool(owned) and (owner in seen or owned in seen or _has_digit(owned))


def _is_institution(head: str, institutions: Container[str]) -> bool:
    """Whether "of" continues a name: "Bank of …", "Provincial Office of …", not "Shares of …"."""
    parts = head.split()
    measured = parts[-1:] and parts[-1].lower() in words("measures") | words("traded")
    return (len(parts) < 2 and not measured) or parts[-1].lower() in institutions


def _trim(text: str, start: int, end: int) -> Span:
    """A run without the common words at its beginning and the possessive at its end."""
    if (time := _RELATIVE_TIME.match(text, start, end)) is not None:
        start = time.end()  # "Last Year Norvane sold …"
    for word in _WORD.findall(text, start, end):
        plain = word.strip().lower().partition("'")[0].partition("’")[0]
        before_the = text.startswith("the ", start + len(word))
        opener = before_the or plain in words("openers")
        opens = (opener or _is_participle(plain, text, start + len(word), end)) and begins_sentence(
            text, start
        )
        common = plain in words("common_words") or _is_period(word.strip(), text, start + len(word))
        if not opens and not common and not _DESCRIBING.search(word):
            break
        start += len(word)
    while end > start and (period := _ENDING_PERIOD.search(text, start, end)):
        end = period.start()  # "Oakfield Q3 2022", not "Audi Q3"
    if (day := _WEEKDAY.search(text, start, end)) and _DATE.match(text, end):
        end = day.start()  # "Wikinews Saturday, June 10"
    if (verb := _HEADLINE.search(text, start, end)) and verb[1].lower() in words("agentive"):
        end = verb.start()  # "Norvane Raises $320M"
    shortened = _SHORTENED.search(text, start, end)
    if shortened is not None:
        end = start if shortened[0][:1] in "nN" else shortened.start()
    return start, end


def _is_participle(word: str, text: str, start: int, end: int) -> bool:
    """Whether a word says what is done with the name behind it: "Visiting Norvane in May, he …"."""
    rest = text[start:end].split()
    verb = word in words("opening_participles")
    return verb and bool(rest) and not any(is_ordinary(part) for part in rest[:2])


def _is_time(text: str, start: int, end: int) -> bool:
    """Whether a run is a season: the spring of "Spring of 2013"."""
    is_season = text[start:end].lower() in words("seasons")
    return is_season and _OF_YEAR.match(text, end) is not None


def _is_period(word: str, text: str, end: int) -> bool:
    """Whether a word is the quarter of a firm before what it reckons, or alone: "Q1 results"."""
    if not _PERIOD.fullmatch(word):
        return False
    behind = _LETTERS.match(text, end)
    return behind is None or behind[0].islower() or behind[0].lower() in REPORTED


def begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence, a line or a quotation begins at a place."""
    before = text[max(0, start - 3) : start].rstrip()
    return not before or before[-1] in '.?!:"“—–\n'


def _is_introduced(text: str, start: int, end: int) -> bool:
    """Whether what follows one word at the beginning of a sentence shows that it is a name: a
    verb of those who act ("Krumbach raised …"), or an apposition ("Havsand, the largest …")."""
    following = _LETTERS.match(text, end + 1)
    if following is not None and following[0].lower() in words("agentive"):
        return True
    word = text[start:end].lower()
    apposed = _APPOSED.match(text, end) is not None
    closed = text.find(",", end + 1, end + APPOSITION) >= 0
    if word.endswith("s") and is_ordinary(word) and not closed:
        return False  # who is addressed: "Listeners, the file is …"
    return apposed and not word.endswith("ly") and word not in words("sentence_adverbs")


def _is_strange(text: str, start: int, end: int) -> bool:
    """Whether one word at the beginning of a sentence that goes on is no word of the language:
    "Norvane dismissed …", "Norvane, founded in …"."""
    parts = text[start:end].split("-")
    return _GOES_ON.match(text, end) is not None and not all(map(is_ordinary, parts))


def _fills_line(text: str, start: int, end: int) -> bool:
    """Whether a name stands alone in its line, as a heading does ("2 Cost")."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else len(text)]
    alone = stop >= 0 or before != text[:start]
    return alone and not after.strip() and not before.strip(" #*0123456789.)")


def _is_place_in_text(name: str) -> bool:
    """Whether a run only counts the parts of a text or of a series: "Episode 88"."""
    word, _, number = name.rpartition(" ")
    counted = {word.lower(), word.lower().removesuffix("s")}
    return number.isdigit() and not counted.isdisjoint(words("references"))


def _is_in_label(text: str, start: int, end: int) -> bool:
    """Whether a run stands in what is written before a colon at the beginning of a line, in
    capitals as a heading is ("Purpose and Impact: the tool …")."""
    label = _LABEL.match(text, text.rfind("\n", 0, start) + 1)
    return label is not None and end <= label.end()


def _is_shouted(word: str) -> bool:
    """Whether a word of the language is written in capitals: "CORRECTION: the file is …"."""
    return word.isupper() and len(word) > LONGEST_ABBREVIATION and is_ordinary(word)


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _has_inner_capital(word: str) -> bool:
    return any(character.isupper() or character.isdigit() for character in word[1:])
