"""The rules that a pack is checked by: each gives what it finds wrong in one section."""

from claims.vocabulary.rules.attributes import attribute_rules
from claims.vocabulary.rules.context import Found, Packs
from claims.vocabulary.rules.identities import identity_rules
from claims.vocabulary.rules.names import entity_rules, generic_rules, pack_rules
from claims.vocabulary.rules.qualifiers import qualifier_rules
from claims.vocabulary.rules.units import unit_rules

RULES = (
    pack_rules, unit_rules, attribute_rules, entity_rules, qualifier_rules, generic_rules,
    identity_rules,
)  # fmt: skip

__all__ = ["RULES", "Found", "Packs"]
