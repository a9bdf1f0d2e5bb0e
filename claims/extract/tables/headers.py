"""What the header of a table's column, or the name of a row, says of the cells that it heads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from claims.extract.tables.cells import Measure, measure
from claims.extract.tables.words import listed, scales
from claims.quantities import read
from claims.vocabulary import UnitSpec, Vocabulary

# A header that is longer is a sentence.
LONGEST = 80
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]")
_IN = re.compile(r"(?:\A|\s|,\s*|\s[/–-]\s)in\s+(\S.{0,40})\Z")
_TAIL = re.compile(r"(?:,\s*|\s+[/|–-]\s+|\s+)(\S{1,12}|(?:US\$|[$€£¥]|[A-Z]{3})\s?\w{1,8})\Z")
_PER = re.compile(r"\s(per\s1[\d,]{2,9}(?:\s\w{3,15}){0,2})\Z")
_WORDS = re.compile(r"\b(thousand|million|billion|trillion)s?\b(?:\s+of\b)?", re.IGNORECASE)
_SHORT = re.compile(r"(.{0,8}?)[\s']*(mln|mio|mn|bn|tn|[kKmMbBtT]|0{3}s?|1,?000s?)\Z")
_POWER = re.compile(r"[×x]?\s?10(?:\^|\*\*)?([⁰¹²³⁴-⁹]{1,3}|[-−+]?\d{1,3}(?=\D|\Z))\s?(.{0,20})\Z")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SCOPE = re.compile(
    r"(?:\bin\s+|(?=[$€£¥]|US\$|[A-Z]{3}\s))"
    r"((?:(?:US\s?)?[$€£¥]|[A-Z]{3}|U?S?\s?dollars|euros)?\s?(?:in\s+)?"
    r"(?:(?:thousand|million|billion|trillion)s?\b|(?:mn|bn|m|000s?)\b)"
    r"(?:\s+of\s+[A-Z]?[\w ]{2,20})?)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:FY\s?)?((?:1[5-9]|20|21)\d\d)\s?([EFAP]?)\Z")
# Where a header is cut: at signs, and before a year at its end or behind one at its beginning.
_PARTS = re.compile(
    r",\s|:\s|\s[–/|-]\s|\s(?=(?:FY\s?)?20\d\d[EFAP]?\Z)|(?<=\A20\d\d)\s|(?<=\AFY20\d\d)\s"
)
_QUARTER = re.compile(r"\b(?:Q[1-4]|H[12]|[1-4]Q)\b")


@dataclass(frozen=True, slots=True)
class Label:
    """A header or a row's name, taken apart.

    ``parts`` are its words without the unit: what is measured first, and what narrows it
    ("WER, clean"). ``unit`` is the one that it states, ``period`` the ISO date or interval.
    ``forecast`` marks a year that is still to come ("2027E").
    """

    text: str
    parts: tuple[str, ...] = ()
    unit: Measure | None = None
    period: str | None = None
    forecast: bool = False

    @property
    def plain(self) -> str:
        """The first part, lower-cased: what it is called."""
        return self.parts[0].lower() if self.parts else ""


@dataclass
class Headers:
    """Takes headers apart; remembers the units that it has read."""

    vocabulary: Vocabulary
    _units: dict[str, Measure | None] = field(default_factory=dict)

    def label(self, *texts: str) -> Label:
        """A header, or several that stand above each other, the uppermost first."""
        found = [self._one(text) for text in texts if text.strip()]
        if not found:
            return Label("")
        found.reverse()
        ordered = sorted(found, key=lambda label: not _leads(label))
        return Label(
            " ".join(label.text for label in reversed(found)),
            tuple(part for label in ordered for part in label.parts),
            next((label.unit for label in found if label.unit), None),
            next((label.period for label in found if label.period), None),
            any(label.forecast for label in found),
        )

    def scope(self, text: str) -> Measure | None:
        """The scale that a caption states for a whole table: "(in millions of dollars)"."""
        for match in _SCOPE.finditer(text):
            unit = self.unit(match[1])
            if unit is not None and unit.scaled:
                return unit
        return None

    def unit(self, text: str, name: str = "") -> Measure | None:
        """The unit or scale that a text states, if it states nothing else."""
        if name.lower().startswith("temperature") and text.strip() == "K":
            return measure("", " K", self.vocabulary)
        if text not in self._units:
            self._units[text] = self._read_unit(text.strip().removeprefix("in "))
        return self._units[text]

    def _one(self, text: str) -> Label:
        text = " ".join(text.split()).strip(" :*†‡")
        if len(text) > LONGEST:
            return Label(text, (text,))
        period = None if text.endswith((")", "]")) else self._period(text)
        if period:
            return period
        named = text.lower() in listed("periods") | listed("counters")
        letter = len(text) == 1 and text.isalpha()
        whole = None if named or letter else self.unit(text)
        if whole is not None and not self._is_counted(whole):
            return Label(text, (), whole)
        return self._parted(text)

    def _parted(self, text: str) -> Label:
        unit, further = None, list[str]()
        for match in _BRACKET.finditer(text):
            stated = self.unit(match[1], text)
            unit = unit or stated
            if stated is None:
                further.append(match[1])
        name = _BRACKET.sub("", text).strip(" ,:")
        if unit is None:
            name, unit = self._without_tail(name)
        parts = [part.strip() for part in _PARTS.split(name) if part.strip()]
        if unit is None and any(part.startswith("%") for part in parts):
            unit = self.unit("%")
        dates = [period for part in parts[1:] + further if (period := self._period(part))]
        said = [part for part in (*parts, *further) if not self._period(part)]
        label = Label(text, tuple(part.lstrip("% ") or part for part in said), unit)
        if not dates:
            return label
        return replace(label, period=dates[0].period, forecast=dates[0].forecast)

    def _without_tail(self, name: str) -> tuple[str, Measure | None]:
        """A header without the unit behind its name: "Size, GB", "Price in €", "WER %"."""
        for pattern in (_IN, _PER, _TAIL):
            tail = pattern.search(name)
            if tail is None or not tail.start():
                continue
            if name[tail.start() - 1].isdigit() and not tail[0].startswith(","):
                continue  # "per 100 g"
            unit = self.unit(tail[1], name)
            if unit is not None and not (pattern is _TAIL and _is_word(tail[1])):
                return name[: tail.start()], unit
        return name, None

    def _period(self, text: str) -> Label | None:
        year = _YEAR.match(text)
        if year:
            return Label(text, (), None, year[1], year[2] in ("E", "F", "P") and bool(year[2]))
        if not any(map(str.isdigit, text)):
            return Label(text, (text,)) if _QUARTER.fullmatch(text) else None
        dates = [q for q in read(text, self.vocabulary) if q.value.unit == "date"]
        if len(dates) != 1:
            return None
        before, behind = text[: dates[0].start], text[dates[0].end :]
        rest = f"{before.strip(' ,(')} {behind.strip(' ,)')}".strip()
        return Label(text, (rest,) if rest else (), None, dates[0].value.date)

    def _read_unit(self, text: str) -> Measure | None:
        if not text or (text.isdigit() and text not in scales()):
            return None
        if text.startswith("% "):
            return None
        power = _POWER.match(text)
        if power:
            rest = f" {power[2]}" if power[2] else ""
            return measure("", f"×10^{power[1].translate(_RAISED)}{rest}", self.vocabulary)
        word = _WORDS.search(text)
        if word:
            rest = f"{text[: word.start()]} {text[word.end() :]}".strip().removesuffix(" in")
            return self._spelled(rest.strip(), f" {word[1].lower()}")
        return self._abbreviated(text) or self._spelled(text)

    def _abbreviated(self, text: str) -> Measure | None:
        """A scale of a letter or two: "USD m", "$bn", and alone "B", where it is no unit."""
        short = _SHORT.match(text)
        if short is None or (short[2] == "m" and not short[1]):
            return None
        money = short[1].strip()
        if money and not self._money(money):
            return None
        scale = scales()[short[2].replace(",", "").lower()]
        return self._spelled(money, f" {scale}")

    def _spelled(self, unit: str, scale: str = "") -> Measure | None:
        if not unit:
            return measure("", scale, self.vocabulary) or Measure("", scale, None, True)
        money = self._money(unit)
        if money:
            return measure("", f"{scale} {money}", self.vocabulary)
        for written in (unit, unit.lower()):
            found = measure("", f"{scale} {written}", self.vocabulary)
            if found is not None and found.sample is not None and self._is_known(found):
                return found
        return None

    def _money(self, text: str) -> str | None:
        """The currency that a sign or a code means."""
        folded = text.replace(" ", "").replace(".", "")
        for name, spec in self.vocabulary.units.items():
            if folded in spec.prefixes or (spec.prefixes and folded in (name, *spec.symbols)):
                return name
        return None

    def _is_known(self, found: Measure) -> bool:
        unit = found.sample.unit if found.sample else None
        known = unit in self.vocabulary.units or "per " in (unit or "")
        return known and unit not in ("date", "time")

    def _is_counted(self, found: Measure) -> bool:
        unit = found.sample.unit if found.sample else None
        return self._spec(unit).discrete or unit not in self.vocabulary.units

    def _spec(self, unit: str | None) -> UnitSpec:
        return self.vocabulary.units.get(unit or "", UnitSpec())


def _leads(label: Label) -> bool:
    """Whether of headers above each other this one says what is measured: "WER (%)", "BLEU"."""
    name = label.parts[0] if label.parts else ""
    return label.unit is not None or (name.isupper() and len(name) > 1)


def _is_word(text: str) -> bool:
    """Whether a text is a plain word, which ends a header without being its unit: "Sea bar"."""
    return text.isalpha() and len(text) > 3


def counted(name: str) -> str:
    """A lower-cased name without the words that only say that something is counted."""
    return re.sub(r"^(?:number of|no\. of|# of|total|#)\s+", "", name)


# A vowel tells "pts" from a noun.
_NOUN = re.compile(r"(?=.*[aeiouy])[a-z][a-z-]{2,20}(?: [a-z][a-z-]{2,20})?")


def noun_measure(label: Label, unit: Measure, vocabulary: Vocabulary) -> Measure | None:
    """The unit that the counted noun of a header is: "Layers", "Number of employees"."""
    noun = counted(label.plain)
    stated = unit.sample is not None and unit.sample.unit is not None
    plural = noun.endswith("s") or noun in ("people", "staff")
    if stated or not plural or not _NOUN.fullmatch(noun):
        return None
    scale = _WORDS.search(unit.suffix)
    found = measure("", f"{' ' + scale[0] if scale else ''} {noun}", vocabulary)
    discrete = found is not None and found.sample is not None and found.sample.step is None
    return found if discrete or scale else None


def periods(labels: Iterable[Label]) -> int:
    """How many labels are nothing but a time."""
    return sum(1 for label in labels if label.period and not label.parts)
