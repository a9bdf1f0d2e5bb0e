"""The form of a vocabulary pack. A pack that does not fit it is refused as a whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from claims.vocabulary.expressions import Identity

Words = tuple[str, ...]
MAX_EXPONENT = 1000


def _number(value: object) -> object:
    """A Decimal, an integer or a text of digits; a float has lost some of them already."""
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError("must be a finite number; .inf and .nan are none")
    if isinstance(value, str):
        return value.replace("_", "")
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        raise ValueError("must be a number")
    return value


def _measured(number: Decimal) -> Decimal:
    """The number itself, unless arithmetic with it would overflow."""
    if number and abs(number.adjusted()) > MAX_EXPONENT:
        raise ValueError(f"must be a number between 1e-{MAX_EXPONENT} and 1e{MAX_EXPONENT}")
    return number


Number = Annotated[Decimal, BeforeValidator(_number), AfterValidator(_measured)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitSpec(_Entry):
    """A unit: its names and symbols, and how many ``base`` units it is worth.

    A unit without ``base`` is the base of its own dimension; a value in the base unit is
    ``value * factor + offset``. ``names`` and the unit's own name are matched in singular and
    plural and in any case, ``symbols`` as they stand. ``prefixes`` stand before the number
    ("$2"), and mark a currency; one without any is marked by ``currency``. ``discrete`` units are
    counted in whole things, so that "two bytes" is exactly 2.
    """

    base: str | None = None
    factor: Number = Field(default=Decimal(1), gt=0)
    offset: Number = Decimal(0)
    names: Words = ()
    symbols: Words = ()
    prefixes: Words = ()
    currency: bool = False
    discrete: bool = False
    adjectival: bool = True

    @property
    def is_money(self) -> bool:
        """Whether it is a currency."""
        return self.currency or bool(self.prefixes)


class AttributeSpec(_Entry):
    """Something that can be stated of a subject in numbers.

    ``unit`` is the canonical unit; where ``units`` are given, only quantities written in one of
    these are taken ("two bytes" may be the size of a parameter, "two gigabytes" may not). An
    attribute in one currency takes values in any; they stay in their own.
    ``nouns`` are counted nouns that are this unit under other
    names; with ``any_noun`` others are as well, where a cue that says where the number stands is
    beside it ("trained on #"). A quantity of that unit is a claim on the attribute when one of
    ``cues`` stands near it, or without any cue when ``default`` is set; ``blockers`` speak against
    it. The cues of an attribute that is ``about`` certain things count only together with a word
    for one, or with a name of its kinds ("it lasted ten hours" of a battery, of a mission); values
    below the ``least`` or above the ``most`` that is usual, in the base unit, speak against it.
    ``kinds`` are the kinds of subject that can have it; of a ``bare`` one people leave the unit out
    ("valued at 240 million"). ``tolerance`` is the relative half-width of "about".
    ``scopes`` are the qualifiers that narrow it, ``qualifiers`` the scope that a claim has when
    it names no other. Where it ``names_members``, its value tells the members of a family apart
    ("Llama 2 70B" has 70 billion parameters). ``part`` names the part of the subject that has
    the attribute: the threshold of "Llama 2" is one of the "Llama 2 license";
    ``part_of`` are the kinds of things that have it so, all if there are none. ``in_brackets`` are
    those of which a year in brackets behind their name states it, or one before what they are. A
    relative change names in ``change_of`` the attribute that it is the change of, from one value
    to the next.
    """

    label: str
    unit: str
    units: Words = ()
    nouns: Words = ()
    cues: Words = ()
    blockers: Words = ()
    about: Words = ()
    least: Number | None = None
    most: Number | None = None
    any_noun: bool = False
    default: bool = False
    bare: bool = False
    kinds: Words = ()
    scopes: Words = ()
    part: str | None = None
    part_of: Words = ()
    in_brackets: Words = ()
    change_of: str | None = None
    names_members: bool = False
    single_valued: bool = True
    changes_over_time: bool = False
    tolerance: Number = Field(default=Decimal("0.1"), ge=0, lt=1)
    qualifiers: dict[str, str] = Field(default_factory=dict)


class EntitySpec(_Entry):
    """A name: its kind, and the other spellings that mean it.

    A ``family`` has members that are named by version, size and variant after it
    ("Llama" + "2" + "70B" + "Chat"); ``joiner`` stands before the version. A ``generic`` one is
    no single thing but what such things are called in general ("LLM").
    """

    kind: str
    aliases: Words = ()
    family: bool = False
    generic: bool = False
    joiner: str = " "


def _identity(text: str) -> str:
    Identity.parse(text)
    return text


IdentityText = Annotated[str, AfterValidator(_identity)]


class Pack(_Entry):
    """One vocabulary file.

    ``qualifiers`` maps a qualifier's name to its values and their cues; ``generic_subjects`` a
    kind to the words for such things in general ("a neural network"), which end the reach of
    a name; ``kind_nouns`` a kind to the nouns that say that a name is of it ("Parcelo, a
    delivery company"), and that point back to one ("the company").
    """

    name: str
    description: str = ""
    units: dict[str, UnitSpec] = Field(default_factory=dict)
    attributes: dict[str, AttributeSpec] = Field(default_factory=dict)
    entities: dict[str, EntitySpec] = Field(default_factory=dict)
    qualifiers: dict[str, dict[str, Words]] = Field(default_factory=dict)
    generic_subjects: dict[str, Words] = Field(default_factory=dict)
    kind_nouns: dict[str, Words] = Field(default_factory=dict)
    identities: tuple[IdentityText, ...] = ()
