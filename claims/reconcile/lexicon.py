"""What subjects are called: the spellings that mean one thing, words for things in general."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

_GENERIC = re.compile(r"\b(?:typical|generic|general|example)\b")


@dataclass(frozen=True)
class Lexicon:
    """A vocabulary as the reconciler asks it about subjects; made once for many claims."""

    vocabulary: Vocabulary

    def canonical(self, subject: str) -> str:
        """The name that the packs use for a subject, or the subject without further blanks."""
        written = " ".join(subject.split())
        return self._names.get(written.casefold(), written)

    def group(self, subject: str) -> str:
        """What subjects share that may have to be compared.

        A family and its variants begin with the same word ("Llama 2", "Llama 2 70B").
        """
        return self.canonical(subject).partition(" ")[0].casefold()

    def kind(self, subject: str) -> str | None:
        """The kind of a subject: that of its name, or of the family that it is called after."""
        words = subject.split()
        names = (" ".join(words[:size]) for size in range(len(words), 0, -1))
        found = (self.vocabulary.entities.get(name) for name in names)
        return next((spec.kind for spec in found if spec is not None), None)

    def generic(self, subject: str) -> bool:
        """Whether a subject names no single thing ("a large language model")."""
        spec = self.vocabulary.entities.get(subject)
        if spec is not None:
            return spec.generic  # the Moon is one of the moons
        name = " ".join(subject.casefold().split())
        return name in self._general or name + "s" in self._general or bool(_GENERIC.search(name))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of all names of the packs."""
        return frozenset(spec.kind for spec in self.vocabulary.entities.values())

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Spellings in lower case -> the name that the packs use."""
        names: dict[str, str] = {}
        for name, entity in self.vocabulary.entities.items():
            for spelling in (*entity.aliases, name):
                names[" ".join(spelling.casefold().split())] = name
        return names

    @cached_property
    def _general(self) -> frozenset[str]:
        groups = self.vocabulary.generic_subjects.values()
        words = {word.casefold() for group in groups for word in group}
        entities = self.vocabulary.entities.items()
        return frozenset(words | {name.casefold() for name, spec in entities if spec.generic})
