"""What is known about units, attributes and names: YAML packs, checked and merged.

:func:`load_vocabulary` reads the packs shipped beside this module and any packs that a user
adds; the rest of the program asks the :class:`Vocabulary` it returns.
"""

from claims.vocabulary.loader import Vocabulary, load_vocabulary
from claims.vocabulary.schema import AttributeSpec, EntitySpec, Identity, Pack, UnitSpec

__all__ = [
    "AttributeSpec",
    "EntitySpec",
    "Identity",
    "Pack",
    "UnitSpec",
    "Vocabulary",
    "load_vocabulary",
]
