"""What one cell of a table states, given what its row and its column say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from claims.extract.attributes.choosing import choose
from claims.extract.attributes.conversion import in_unit_of
from claims.extract.attributes.partitives import is_thing
from claims.extract.attributes.qualifiers import qualifiers_of
from claims.extract.attributes.surroundings import Surroundings
from claims.extract.certainty import SUBJECT, rated
from claims.extract.links import Link
from claims.extract.subjects.finding import CERTAIN
from claims.extract.tables.cells import BARE, Cell, Measure, quantities_in
from claims.extract.tables.headers import Label, noun_measure
from claims.extract.tables.naming import Named, Naming
from claims.extract.tables.things import Thing, Things
from claims.extract.tables.words import any_of, listed
from claims.quantities import read
from claims.reasons import Explanation, Reason, Reasons, Rule
from claims.records import Modality, Quantity, Value
from claims.vocabulary import AttributeSpec, Vocabulary

CONDITION, BENCHMARK = "condition", "benchmark"
MOST_PERCENT = 100
# A participle that dates what it names: "founded".
_PARTICIPLE = re.compile(r"\w{3,}ed\b|\w+ (?:year|date)\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """What a cell's row and column say: the ``label`` of the property that it states, the thing
    that has it (``None``: what the table is about), and what narrows it.

    ``scope`` is the scale stated for the whole table, ``money`` the same with its currency;
    ``above`` are the words before the table, nearest first, ``beside`` further words of the row.
    ``qualifiers`` tell rows of one name apart; ``years`` says that the numbers are years,
    and ``found`` where the thing is named: in the ``row``, or in a ``header``.
    """

    label: Label
    thing: Thing | None = None
    conditions: tuple[str, ...] = ()
    unit: Measure | None = None
    scope: Measure | None = None
    money: Measure | None = None
    period: str | None = None
    forecast: bool = False
    section: str = ""
    corner: str = ""
    above: tuple[str, ...] = ()
    beside: str = ""
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    years: bool = False
    found: Rule = "topic"


@dataclass(frozen=True)
class Stating:
    """Says what cells state, with the packs' attributes and the source's names."""

    vocabulary: Vocabulary
    naming: Naming
    things: Things

    def links(self, cell: Cell, place: Place, span: tuple[int, int]) -> Iterator[Link]:
        """A link for each quantity of a cell; ``span`` is the row in its text."""
        for quantity in self._quantities(cell, place):
            kind = place.thing.kind if place.thing else self.things.topic(place.above).kind
            quantity, named = self._named(quantity, cell, place, kind)
            spec = self.vocabulary.attributes.get(named.key) if named else None
            thing = place.thing or self.things.topic(place.above, spec.kinds if spec else ())
            value = self._in_unit(quantity.value, named, spec)
            qualifiers, cues = self._qualifiers(named, spec, place)
            why = replace(self._why(cell, value, named, thing, place),
                          qualifiers=cues, confidence={SUBJECT: thing.certainty})  # fmt: skip
            link = Link(
                replace(quantity, value=value), *span, thing.name, thing.text,
                named.key if named else None, qualifiers, self._modality(place), why=why,
            )  # fmt: skip
            yield rated(link, self.vocabulary)

    def _why(
        self, cell: Cell, value: Value, named: Named | None, thing: Thing, place: Place
    ) -> Explanation:
        """Which headers decided each part."""
        header = (place.label.text,) if place.label.text else ()
        from_header = cell.is_plain and value.unit is not None and header
        units = (Reason("header", header),) if from_header else ()
        subject = Reason("unsupported")
        if thing.name is not None:
            told = place.thing is not None and place.found != "topic"
            subject = Reason(place.found, (thing.text or "",)) if told else Reason("topic")
        attribute = Reason("no_attribute", (value.unit,) if value.unit else ())
        if named is not None:
            by_words = named.by in ("cue", "open") and header
            attribute = (
                Reason("header", header) if by_words else Reason("unit", (value.unit or "",))
            )
        if named is not None and named.by == "context":
            attribute = Reason("context", tuple(filter(None, place.above))[:1])
        marked = self._modality(place) != "asserted"
        modality = Reason("mark", header) if marked else Reason("no_mark")
        return Explanation(
            (Reason("written"), *units), (subject,), (), (attribute,), modality=(modality,)
        )

    def sizes(self, cell: Cell) -> Iterator[Link]:
        """The sizes in the names that a cell holds: the parameters of "Llama 2 70B"."""
        for name in self.things.names(cell.text):
            if not name.size or not name.size_span:
                continue
            key, spec = next(
                ((key, spec) for key, spec in self.vocabulary.attributes.items()
                 if spec.names_members and name.kind in spec.kinds), (None, None),
            )  # fmt: skip
            found = read(f"{name.size} {spec.unit}s", self.vocabulary) if spec else []
            if len(found) != 1:
                continue
            start, end = name.size_span
            size = Quantity(cell.start + start, cell.start + end, cell.text[start:end],
                            found[0].value)  # fmt: skip
            why = Explanation(
                (Reason("size_in_name"),), (Reason("in_name", (name.text,)),), (),
                (Reason("unit", (spec.unit,) if spec else ()),),
                modality=(Reason("no_mark"),), confidence={SUBJECT: CERTAIN},
            )  # fmt: skip
            link = Link(size, cell.start, cell.end, name.canonical, name.text, key, why=why)
            yield rated(link, self.vocabulary)

    def _quantities(self, cell: Cell, place: Place) -> list[Quantity]:
        name = place.label.plain
        said = _PARTICIPLE.match(name) or any_of("dates").match(name)
        dated = said is not None or name in listed("periods")
        dated = dated or (place.years and not name.endswith("s"))
        if cell.year and dated:
            dates = read(f"in {cell.year}", self.vocabulary)
            return [Quantity(cell.start, cell.start + 4, cell.text[:4], q.value) for q in dates[:1]]
        return quantities_in(cell, place.unit or self._scope(place) or BARE, self.vocabulary)

    def _scope(self, place: Place) -> Measure | None:
        """The scale stated for the whole table, as far as it holds for the cell."""
        words = f"{place.section} {place.label.text}".lower()
        if any_of("unscaled").search(words):
            return None
        if not any_of("counted").search(words):
            return place.money
        scope = place.scope
        stated = scope is not None and scope.sample is not None and scope.sample.unit is not None
        return None if stated else scope

    def _named(
        self, quantity: Quantity, cell: Cell, place: Place, kind: str | None
    ) -> tuple[Quantity, Named | None]:
        """The attribute that the cell states; a counted noun becomes the number's unit."""
        parts, value = place.label.parts, quantity.value
        known = self.naming.known(parts, value, kind)
        if known is None and place.section and parts:
            known = self.naming.known((place.section, *parts), value, kind)
        if known is not None or not parts:
            return quantity, known or self._by_context(value, place, kind)
        bench = self._benchmark(value, place, kind)
        if bench is not None:
            return quantity, bench
        noun = noun_measure(place.label, place.unit or BARE, self.vocabulary)
        if noun is not None and value.unit is None and cell.is_plain:
            counted = quantities_in(cell, noun, self.vocabulary)
            if len(counted) == 1 and counted[0].value.unit:
                return counted[0], self._counted(counted[0].value, kind, parts[1:])
        if value.unit is not None and is_thing(value.unit, self.vocabulary):
            return quantity, self._counted(value, kind, (), place.label.text.lower())
        return quantity, self.naming.open(parts)

    def _counted(
        self, value: Value, kind: str | None, rest: tuple[str, ...], header: str = ""
    ) -> Named:
        end = len(header)
        around = Surroundings(header, end, end, "", {kind} if kind else set(), set())
        choice = choose(value, around, self.vocabulary)
        key = choice.key if choice else f"count:{value.unit}"
        return Named(key, choice.by if choice else "open", rest)

    def _by_context(self, value: Value, place: Place, kind: str | None) -> Named | None:
        """The attribute of a cell under a header that only dates it or states its unit: what the
        corner, caption or heading speaks of, else what has such a unit."""
        for text in (place.section, place.corner, *place.above):
            known = self.naming.known((text,), value, kind) if text else None
            if known is not None:
                return Named(known.key, "context")
        words = f"{' '.join(place.above)} {place.label.text}".lower()
        around = Surroundings(words, len(words), len(words), "", {kind} if kind else set(), set())
        choice = choose(value, around, self.vocabulary)
        return Named(choice.key, choice.by) if choice else None

    def _benchmark(self, value: Value, place: Place, kind: str | None) -> Named | None:
        """The score on a benchmark that no pack knows, where the table is one of scores."""
        words = " ".join(place.above).lower()
        for key, spec in self.vocabulary.attributes.items():
            fits = BENCHMARK in spec.scopes and kind in spec.kinds
            fits = fits and value.unit in (None, spec.unit) and place.unit in (None, BARE)
            if fits and any(re.search(rf"\b{re.escape(cue)}", words) for cue in spec.cues):
                return Named(key, "context", place.label.parts[1:])
        return None

    def _in_unit(self, value: Value, named: Named | None, spec: AttributeSpec | None) -> Value:
        """The value in the attribute's unit. A bare number takes it over where it is a count, a
        ratio or a share; how long or heavy something is, or in which money, must be stated."""
        if spec is None or named is None:
            return value
        unit = self.vocabulary.units.get(spec.unit)
        counted = unit is None or unit.discrete or spec.unit == "ratio"
        share = spec.unit == "percent" and value.lo is not None and 1 < value.lo <= MOST_PERCENT
        if value.unit is None and not (counted or share):
            return value
        return in_unit_of(value, spec, self.vocabulary)

    def _qualifiers(
        self, named: Named | None, spec: AttributeSpec | None, place: Place
    ) -> tuple[dict[str, str], dict[str, Reasons]]:
        """What narrows the claim, and the reasons: cues of the packs in the words around, what is
        left over of the header, and times."""
        header = (Reason("header", (place.label.text,)),)
        texts = (place.label.text, *place.conditions, place.beside, place.section, *place.above)
        found, why = qualifiers_of(" | ".join(texts).lower(), 0, 0, spec, self.vocabulary)
        unknown = spec is not None and BENCHMARK in spec.scopes and BENCHMARK not in found
        if unknown and named and named.by == "context" and place.label.parts:
            found[BENCHMARK], why[BENCHMARK] = place.label.parts[0], header
        cues = {word for reasons in why.values() for reason in reasons for word in reason.words}
        rest = (*(named.rest if named else ()), *place.conditions)
        left = [text for text in rest if not any(cue in text.lower() for cue in cues)]
        further = dict(place.qualifiers)
        if left:
            further[CONDITION] = ", ".join(left).lower()
        if place.period:
            further["as_of"] = place.period
        return {**further, **found}, {**dict.fromkeys(further, header), **why}

    def _modality(self, place: Place) -> Modality:
        words = f"{place.label.text} {' '.join(place.conditions)}".lower()
        return "hedged" if place.forecast or any_of("expected").search(words) else "asserted"
