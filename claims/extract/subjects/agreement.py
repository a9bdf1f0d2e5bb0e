"""What a pronoun or a description cannot mean: "it" is nobody, "she" no company, "the club" no
place."""

from __future__ import annotations

from collections.abc import Iterator

from claims.extract.language.english import words
from claims.extract.names.families import Name
from claims.extract.names.kinds import PLACES, kinds_of
from claims.extract.subjects.phrases import Phrase
from claims.extract.subjects.setting import Setting


def disagrees(name: Name, setting: Setting) -> bool:
    """Whether a name mentioned earlier is of another kind than what the sentence speaks of."""
    phrase, is_person = setting.phrase, setting.discourse.is_person(name)
    if is_person and setting.kinds and "person" not in setting.kinds:
        return True  # nobody has a gross margin
    if phrase is None or phrase.pointing == "generic":
        return False
    if phrase.pointing == "definite":
        return _is_other(name, phrase, setting)
    if phrase.pointing == "person":
        return name.kind is not None and not is_person
    if phrase.pointing == "speaker" and name.kind in PLACES:
        return setting.discourse.of_speaker() != name.canonical  # nobody is "we" but people
    return is_person and phrase.noun.lower_ in words("pronouns_of_no_person")


def _is_other(name: Name, phrase: Phrase, setting: Setting) -> bool:
    """Whether "the club" or "the striker" cannot mean a name, as it is of a known other kind."""
    kinds = kinds_of(phrase.noun.lower_, setting.vocabulary)
    if not kinds or name.kind in kinds:
        return False
    known = name.kind is not None or setting.discourse.is_person(name)
    return known and not setting.discourse.fits(name, kinds)


def despite(setting: Setting) -> Iterator[str]:
    """What the clause itself names as its subject, although a name mentioned earlier is meant."""
    sentence, phrase = setting.sentence, setting.phrase
    places = setting.marked.get("subject", ())
    if any(name.start <= place < name.end for name in sentence.names for place in places):
        yield f"name:{phrase.pointing if phrase else 'nothing'}"
    elif phrase is not None and phrase.pointing == "generic":
        single = any(child.lower_ in ("a", "an") for child in phrase.noun.lefts)
        yield "new" if single else "bare"
