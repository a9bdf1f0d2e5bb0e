"""Which candidates remain where a sentence leaves no choice between some of them."""

from __future__ import annotations

import re

from spacy.tokens import Token

from claims.extract.attributes.dated import is_in_brackets, is_of_year
from claims.extract.attributes.measures import property_of
from claims.extract.context.discourse import Discourse
from claims.extract.context.generality import is_example
from claims.extract.context.possession import owner_said
from claims.extract.language.english import words
from claims.extract.language.syntax import SUBJECTS
from claims.extract.names.families import Name
from claims.extract.names.kinds import kinds_of
from claims.extract.subjects.phrases import Phrase, posting
from claims.extract.subjects.ranking import Candidate, is_barred
from claims.extract.subjects.setting import Setting
from claims.records import Value

_FIRST = re.compile(r"(?:(?:and|but|so|now|okay|well),? )?(?:with|for|as for) (?:the )?")
# What hangs so on a verb is a clause of its own.
CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "relcl", "parataxis", "csubj"})
# A name that is so placed has the quantity for itself.
BESIDE_QUANTITY = frozenset({
    "here:owner", "here:getting", "here:patient", "here:before:touching", "here:behind:touching",
})  # fmt: skip
# No pronoun points back so many sentences over what was spoken of between.
POINTED = 3
# From this weight on a name was the subject of a sentence, or nearly.
PROMINENT = 0.7


def narrowed(found: list[Candidate], setting: Setting) -> list[Candidate]:
    """The names of which one can be what a quantity is about, of those that were found."""
    found = _in_front(_of_kind(_persons(found, setting), setting), setting)
    found = _in_reach(found, setting)
    found = _owning(_getting(found), setting)
    found = _of_process(_in_general(found, setting), setting)
    return _with_members(found, setting) if setting.names_member else found


def _of_kind(found: list[Candidate], setting: Setting) -> list[Candidate]:
    """The candidates without earlier names of a kind that cannot have the attribute, where one of
    a kind that can was mentioned: what a tool calculates is the valuation of a firm. A part is one
    of such a thing whatever the sentence names: Meta's licence is that of a model."""
    if not any("kind:fits" in candidate.evidence for candidate in found):
        return found
    is_of_part = setting.spec is not None and setting.spec.part and not setting.spec.part_of
    other = "kind:other" if is_of_part else "kind:other:earlier"
    return [candidate for candidate in found if other not in candidate.evidence]


def _persons(found: list[Candidate], setting: Setting) -> list[Candidate]:
    """The candidates that are known to be persons, where "he" or "she" means one of them."""
    if setting.phrase is None or setting.phrase.pointing != "person":
        return found
    is_person = setting.discourse.is_person
    return [c for c in found if c.name is not None and is_person(c.name)] or found


def _in_front(found: list[Candidate], setting: Setting) -> list[Candidate]:
    """The candidates without names behind a pronoun that is their clause's subject, which means
    none of them: "in 2012 she met Ruth Ames" is of somebody named before."""
    phrase = setting.phrase
    if phrase is None or phrase.pointing not in ("thing", "person"):
        return found
    pronoun = phrase.noun
    verb = pronoun.head
    if pronoun.dep_ not in SUBJECTS or any(child.dep_ == "cop" for child in verb.children):
        return found
    if setting.number is None or not verb.is_ancestor(setting.number):
        return found
    front = [c for c in found if not _stands_behind(c, pronoun, setting)]
    return front if any(c.name is not None and not is_barred(c) for c in front) else found


def _stands_behind(candidate: Candidate, pronoun: Token, setting: Setting) -> bool:
    """Whether a name stands in the clause of a pronoun, behind it and not beside the quantity."""
    name, marks = candidate.name, set(candidate.evidence)
    if name is None or "here:yes" not in marks or marks & BESIDE_QUANTITY:
        return False
    word = setting.sentence.head(name.start, name.end)
    if word is None or word.i < pronoun.i or is_attached(candidate, setting):
        return False
    if setting.number is not None and word.is_ancestor(setting.number):
        return False
    while word.i != pronoun.head.i and word.head.i != word.i and word.dep_ not in CLAUSES:
        word = word.head
    return word.i == pronoun.head.i


def _in_reach(found: list[Candidate], setting: Setting) -> list[Candidate]:
    """The candidates without names that were last mentioned far before, where a pronoun stands
    behind a name of its sentence: "a paper from IBM came out, and they …"."""
    if setting.phrase is None or setting.phrase.pointing not in ("thing", "person"):
        return found
    far = f"{setting.phrase.pointing}:far"
    front = f"{setting.phrase.pointing}:in-front"
    if not any(front in c.evidence and not is_barred(c) for c in found):
        return found
    return [candidate for candidate in found if far not in candidate.evidence]


def _getting(found: list[Candidate]) -> list[Candidate]:
    """The one name of a fitting kind that gets the quantity in a clause of its own, if there is
    one: "the $2 billion that Anthropic raised"."""
    own = [c for c in found if {"here:getting", "kind:fits"} <= set(c.evidence)]
    return own or found


def _owning(found: list[Candidate], setting: Setting) -> list[Candidate]:
    """The one whose property was spoken of, where the sentence names the property again and
    nothing that could have it."""
    measured = property_of(setting.number) if setting.number is not None else None
    if measured is None:
        return found
    owner = owner_said(measured.lower_, setting.discourse)
    if owner is None or setting.marked.get("owner") or not setting.kinds:
        return found
    if any({"here:yes", "kind:fits"} <= set(c.evidence) for c in found):
        return found
    if any(_is_newer(candidate, owner, measured.lower_, setting) for candidate in found):
        return found
    return [c for c in found if c.name is not None and c.name.canonical == owner] or found


def _is_newer(candidate: Candidate, owner: str, noun: str, setting: Setting) -> bool:
    """Whether another name that can have the attribute was the subject of a later sentence."""
    name = candidate.name
    if name is None or name.canonical == owner or "kind:fits" not in candidate.evidence:
        return False
    mention = setting.discourse.mentioned(name)
    said = setting.discourse.owners[noun][1]
    return mention is not None and mention.sentence > said and mention.weight >= PROMINENT


def _in_general(found: list[Candidate], setting: Setting) -> list[Candidate]:
    """The candidates without single things mentioned earlier, where the passage speaks of such
    things in general that can have the attribute."""
    if setting.general is None:
        return found
    return [c for c in found if c.name is None or _may_be_meant(c, setting.general, setting)]


def _of_process(found: list[Candidate], setting: Setting) -> list[Candidate]:
    """The candidates without earlier names of no known kind, where the sentence names a process
    that can have the attribute: "the pre-training stage takes … terabytes"."""
    process = setting.process
    if process is None or not (process.is_noun and setting.kinds):
        return found
    if process.sentence != setting.discourse.sentence:
        return found
    return [c for c in found if "kind:unknown:asked:earlier" not in c.evidence]


def _may_be_meant(candidate: Candidate, general: Name, setting: Setting) -> bool:
    """Whether a name may be meant in a passage on such things in general.

    A single one is where it was named in the last sentences, and something points back to it.
    """
    name = candidate.name
    assert name is not None
    if name.generic or (name.kind != general.kind and not setting.kinds):
        return True
    if "here:yes" in candidate.evidence:
        return name.kind != general.kind or not is_example(name, setting.sentence)
    mention = setting.discourse.mentioned(name)
    ago = setting.discourse.sentence - mention.sentence if mention else POINTED
    return setting.points_back and ago < POINTED


def _with_members(found: list[Candidate], setting: Setting) -> list[Candidate]:
    """The candidates of which a size can be that of a member.

    What was mentioned earlier is a family if any is; one with members of other sizes has no
    further one by "these 100 billion parameters", which may be those of such things in general.
    """
    value, discourse = setting.quantity.value, setting.discourse
    if setting.names_itself and not any(name.family for name in setting.sentence.names):
        found = [c for c in found if _has_member(c, value, discourse)] or found
    fitting = []
    for candidate in found:
        name = candidate.name
        if name is None or "here:yes" in candidate.evidence:
            fitting.append(candidate)
        elif name.generic:
            fitting += [] if setting.names_itself else [candidate]
        elif name.family is not None:
            sizes = discourse.member_sizes.get(name.family)
            if setting.names_itself or not sizes or value.lo in sizes:
                fitting.append(candidate)
    return fitting or found


def _has_member(candidate: Candidate, value: Value, discourse: Discourse) -> bool:
    """Whether a candidate is of a family of which a member of this size was named."""
    family = candidate.name.family if candidate.name else None
    return family is not None and value.lo in discourse.member_sizes.get(family, ())


def is_attached(candidate: Candidate, setting: Setting) -> bool:
    """Whether a candidate is that behind which the quantity is set off, "a charger ($129)", or
    the one of a list that has its place in the list of quantities."""
    place, parse, name = setting.attached_to, setting.sentence.parse, candidate.name
    if name is not None and setting.pairs.get(setting.quantity.start) is name:
        return True
    if name is not None and (_is_put_first(name, setting) or _is_dated(name, setting)):
        return True
    if parse is None:
        return False
    if name is not None:
        return place is not None and name.start <= place < name.end
    phrase = candidate.phrase
    if phrase is not None and (_is_of_new(phrase.noun, setting) or _is_document(phrase, setting)):
        return True
    if (
        phrase is None
        or place is None
        or (phrase.pointing == "definite" and kinds_of(phrase.noun.lower_, setting.vocabulary))
    ):
        return False  # "the striker, 19 years old" may point back to a name
    return phrase.noun.idx + parse.start == place


def _is_dated(name: Name, setting: Setting) -> bool:
    """Whether a year is that of a name, by the brackets in which it stands or by what it is."""
    quantity, sentence = setting.quantity, setting.sentence
    behind = is_in_brackets(name, quantity, sentence)
    return behind or is_of_year(name, quantity, sentence, setting.vocabulary)


def _is_put_first(name: Name, setting: Setting) -> bool:
    """Whether a sentence on what its speaker did opens with what: "With Mistral we had 512"."""
    sentence, phrase = setting.sentence, setting.phrase
    if phrase is None or phrase.pointing != "speaker":
        return False
    return _FIRST.fullmatch(sentence.lower, 0, max(0, name.start - sentence.start)) is not None


def _is_of_new(noun: Token, setting: Setting) -> bool:
    """Whether a quantity belongs to a thing that is new and has no name: "they signed a contract
    with a bank that has 4,000 branches", "as much as a town of 20,000 people"."""
    new = any(child.lower_ in ("a", "an") for child in noun.lefts)
    if not new or noun.dep_ == "appos" or not kinds_of(noun.lower_, setting.vocabulary):
        return False
    said = any(child.dep_ == "cop" for child in noun.children)
    number = setting.number
    measured = property_of(number) if number is not None else None
    if measured is not None and measured.i == noun.i:
        return not said
    clauses = (child for child in noun.rights if child.dep_ in ("acl:relcl", "relcl"))
    return not said and any(_holds(clause, number) for clause in clauses)


def _is_document(phrase: Phrase, setting: Setting) -> bool:
    """Whether a phrase is on what somebody wrote, with a name that says of what sort it is or on
    what it stands: "the LinkedIn post got 250 reactions" is not about LinkedIn; or on the post
    whose readers are counted."""
    if setting.number is not None and posting(setting.quantity, setting.number) == phrase.noun:
        return True
    if phrase.noun.lower_ not in words("documents") or phrase.noun.dep_ not in SUBJECTS:
        return False
    spans = [(c.idx, c.idx + len(c)) for c in phrase.noun.lefts if c.dep_ == "compound"]
    names = [(n.start - setting.sentence.start, n.end) for n in setting.sentence.names]
    return any(start <= first < end for start, end in spans for first, _ in names)


def _holds(word: Token, other: Token | None) -> bool:
    return other is not None and (word.i == other.i or word.is_ancestor(other))
