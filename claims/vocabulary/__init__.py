"""What is known about units, attributes and names: YAML packs, checked and merged.

:func:`load_vocabulary` reads the packs shipped beside this module and any packs that a user
adds; the rest of the program asks the :class:`Vocabulary` it returns. :func:`check_packs` says
what in a pack is wrong or will not do what it looks like.
"""

from claims.vocabulary.checking import Remark, check_packs
from claims.vocabulary.expressions import Identity
from claims.vocabulary.loader import Vocabulary, load_vocabulary, read_pack
from claims.vocabulary.schema import AttributeSpec, EntitySpec, Pack, UnitSpec

__all__ = [
    "AttributeSpec",
    "EntitySpec",
    "Identity",
    "Pack",
    "Remark",
    "UnitSpec",
    "Vocabulary",
    "check_packs",
    "load_vocabulary",
    "read_pack",
]
