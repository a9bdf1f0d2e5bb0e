"""Speech data set manifests: ``segment_id.wav|text|``, one segment a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.sources.reading import Draft, Line, Part, Reading, Sample, lines

_AUDIO = r"(?:wav|mp3|flac|ogg|oga|opus|m4a|aac|wma|aif|aiff|webm|mp4)"
_ROW = re.compile(rf"\s*+[^|\n]{{1,300}}\.{_AUDIO}\s*+\|", re.IGNORECASE)
_ID_ROW = re.compile(r"\s*+[\w./-]{1,200}\d\|[^|\n]{2}")
_COUNTER = re.compile(r"(\d+)(\.\w{1,5})?\Z")
_NAMED = re.compile(
    r"(?<![\w-])(\w[\w'’.-]{1,60}?)[_-](voices?|dataset|data|speech|tts|corpus|audio|recordings?)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
# Words of data set names that are nobody's name.
_NO_NAMES = re.compile(
    r"(?:ai|all|audio|clean|commands?|common|corpus|custom|data|dataset|demo|english|eval|female"
    r"|free|languages?|male|multi|multilingual|my|new|online|open|output|project|public|small"
    r"|speech|spoken|synthetic|test|text|the|train|training|tts|upload|user|voices?|world)",
    re.IGNORECASE,
)


def looks_like(sample: Sample) -> bool:
    """Whether most lines name a sound file, or nearly all an id with a counter, before a bar."""
    return sample.share(_ROW) >= 0.5 or (len(sample.lines) >= 3 and sample.share(_ID_ROW) >= 0.8)


def read(text: str) -> Reading:
    """A passage a row, under its segment id; the lines before the first row are its header.

    The data set's name in the header (``First_Last_voice``) tells the speaker of the rows. A
    line that is no row is a passage of no segment, unless it repeats the header.
    """
    row = _ROW if any(_ROW.match(line.text) for line in lines(text)) else _ID_ROW
    header = _header(text, row)
    title = " ".join(header[0].split()) if header else None
    return Reading(_drafts(text, row, header, speaker_of(header)), title=title)


def speaker_of(header: list[str]) -> str | None:
    """The person whose name the data set bears, told from the header's lines."""
    for line in header:
        for match in _NAMED.finditer(line):
            name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", match[1])
            words = re.split(r"[\s_.-]+", name)
            alone = len(words) < 2 and not (
                words[0][:1].isupper() and match[2].lower().startswith("voice")
            )
            if alone or not all(word.replace("'", "").isalpha() for word in words):
                continue
            if not any(_NO_NAMES.fullmatch(word) for word in words):
                return " ".join(word[:1].upper() + word[1:] for word in words)
    return None


def _header(text: str, row: re.Pattern[str]) -> list[str]:
    header = []
    for line in lines(text):
        if row.match(line.text):
            break
        if not line.blank:
            header.append(line.text.strip())
    return header


def _drafts(
    text: str, row: re.Pattern[str], header: list[str], speaker: str | None
) -> Iterator[Draft]:
    column = _text_column(text, row)
    before, begun = None, False
    for line in lines(text):
        if row.match(line.text):
            fields = _fields(line)
            segment = line.text.split("|", 1)[0].strip()
            part = fields[min(column, len(fields) - 1)]
            follows = before is not None and _follows(before, segment)
            yield Draft((part,), speaker=speaker, segment_id=segment, continues=follows)
            before, begun = segment, True
        elif begun and not line.blank and line.text.strip() not in header:
            yield Draft((_fields(line)[0],))
            before = None


def _fields(line: Line) -> list[Part]:
    """The fields between the bars; the last one is left out where nothing follows the bar."""
    found, start = [], line.start
    for field in line.text.split("|"):
        found.append(Part(start, start + len(field)))
        start += len(field) + 1
    while len(found) > 1 and not line.text[found[-1].start - line.start :].strip("| \t"):
        found.pop()
    return found


def _text_column(text: str, row: re.Pattern[str], rows: int = 200) -> int:
    """The column of the text: the first that is at least half as long as the longest."""
    totals: list[int] = []
    for line in lines(text):
        if rows and row.match(line.text):
            rows -= 1
            widths = [part.end - part.start for part in _fields(line)[1:]]
            totals += [0] * (len(widths) - len(totals))
            for index, width in enumerate(widths):
                totals[index] += width
    longest = max(totals, default=0)
    return next((i + 1 for i, total in enumerate(totals) if 2 * total >= longest), 1)


def _follows(before: str, segment: str) -> bool:
    """Whether two ids are counted on: ``talk_3.wav`` and ``talk_4.wav``."""
    one, two = _COUNTER.search(before), _COUNTER.search(segment)
    if one is None or two is None or before[: one.start()] != segment[: two.start()]:
        return False
    return int(two[1][-18:]) == int(one[1][-18:]) + 1
