"""What a source speaks of: shares, topics, for whom speakers speak, how prominent a name is."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

import pytest

from claims.extract.context.discourse import AS_REFERENCE, AS_SUBJECT, ELSEWHERE, Discourse
from claims.extract.context.prominence import prominence
from claims.extract.language.model import SHIPPED, load_model
from claims.extract.language.parsing import parse
from claims.extract.links import Sentence
from claims.extract.names.families import Name
from claims.extract.names.recognizer import NameRecognizer
from claims.vocabulary import load_vocabulary

RECOGNIZER = NameRecognizer(load_vocabulary())


def name(canonical: str, kind: str | None = None, *, generic: bool = False) -> Name:
    return Name(0, len(canonical), canonical, canonical, kind, generic=generic)


def spoken_of(*names: Name, **state: object) -> Discourse:
    """A discourse in which each sentence mentions one of the names."""
    discourse = Discourse(**state)  # type: ignore[arg-type]
    for one in names:
        discourse.begin_sentence()
        discourse.mention(one)
    return discourse


class TestCandidates:
    NAMES = tuple(name(f"Velde{n:02}") for n in range(30))

    def test_the_last_mentioned_and_of_the_others_the_most_mentioned(self) -> None:
        counts = Counter({f"Velde{n:02}": 60 - n for n in range(30)})
        discourse = spoken_of(*self.NAMES, counts=counts)
        found = [mention.name.canonical for mention in discourse.candidates(3, 2)]
        assert found == ["Velde29", "Velde28", "Velde27", "Velde00", "Velde01"]

    def test_no_name_stands_twice_and_none_that_is_not_yet_mentioned(self) -> None:
        counts = Counter({"Velde29": 9, "Velde28": 8, "Tollan": 7, "Velde02": 6, "Velde01": 5})
        discourse = spoken_of(*self.NAMES, counts=counts)
        found = [mention.name.canonical for mention in discourse.candidates(2, 2)]
        assert found == ["Velde29", "Velde28", "Velde02", "Velde01"]

    def test_a_name_that_is_mentioned_again_is_the_last(self) -> None:
        discourse = spoken_of(*self.NAMES[:3], self.NAMES[0])
        found = discourse.candidates(2, 0)
        assert [mention.name.canonical for mention in found] == ["Velde00", "Velde02"]
        assert [mention.sentence for mention in found] == [4, 3]

    def test_of_two_mentions_in_a_sentence_the_better_counts(self) -> None:
        discourse = spoken_of(name("Velde"))
        discourse.mention(name("Velde"), AS_REFERENCE)
        assert discourse.candidates(1, 0)[0].weight == AS_SUBJECT

    def test_an_abbreviation_is_hardly_a_candidate(self) -> None:
        discourse = spoken_of(name("VLD"), name("VELD"))
        (mention,) = discourse.candidates(9, 9)
        assert (mention.name.canonical, mention.weight) == ("VELD", AS_REFERENCE)

    def test_a_new_heading_sets_names_farther_off(self) -> None:
        discourse = spoken_of(name("Velde"))
        before = discourse.sentence
        discourse.begin_section()
        assert discourse.sentence > before + 1


class TestShares:
    COUNTS: ClassVar = Counter({"Velde": 3, "Velde Mills": 2, "Tollan": 4, "Veldeland": 1})

    @pytest.mark.parametrize(
        ("canonical", "share"),
        [("Velde", 0.5), ("Velde Mills", 0.2), ("Tollan", 0.4), ("Nobody", 0.0)],
    )
    def test_a_name_and_those_that_extend_it(self, canonical: str, share: float) -> None:
        assert Discourse(counts=self.COUNTS).share(name(canonical)) == pytest.approx(share)

    def test_members_count_for_their_family(self) -> None:
        discourse = Discourse(counts=Counter({"Falcon": 1, "Tollan": 3}))
        (member,) = RECOGNIZER.find("We tried Falcon 40B.")
        assert discourse.share(member) == pytest.approx(0.25)

    def test_where_nothing_is_named_nothing_has_a_share(self) -> None:
        assert Discourse().share(name("Velde")) == 0


class TestTopics:
    def test_the_one_name_of_the_title_that_fits(self) -> None:
        title = [name("Velde", "organization"), name("Torvik", "city")]
        discourse = spoken_of(
            name("Tollan", "organization"), title_names=title, counts=Counter({"Tollan": 9})
        )
        assert discourse.topic(("organization",)) == title[0]
        assert discourse.topic(("city",)) == title[1]

    def test_else_the_most_mentioned_that_fits_and_is_no_person(self) -> None:
        counts = Counter({"Ames": 9, "companies": 8, "Falcon": 7, "Velde": 6, "Tollan": 5})
        discourse = spoken_of(
            name("Ames", "person"),
            name("companies", "organization", generic=True),
            name("Falcon", "model"),
            name("Velde"),
            counts=counts,
        )
        found = discourse.topic()
        assert found is not None
        assert found.canonical == "Falcon"
        found = discourse.topic(("organization",))
        assert found is not None
        assert found.canonical == "Velde"

    def test_what_is_not_yet_mentioned_is_no_topic(self) -> None:
        assert Discourse(counts=Counter({"Velde": 9})).topic() is None


class TestSpeakers:
    def test_we_of_someone_who_speaks_for_a_firm(self) -> None:
        discourse = Discourse(employers={"ames": "Velde"})
        assert discourse.of_speaker() is None
        discourse.begin_sentence("Ruth Ames")
        assert discourse.of_speaker() == "Velde"
        discourse.begin_sentence("Anna Tollan")
        assert discourse.of_speaker() is None

    def test_a_speaker_is_a_person_by_any_part_of_the_name(self) -> None:
        discourse = Discourse(people=frozenset({"Ruth Ames"}))
        assert discourse.is_speaker(name("Ames"))
        assert discourse.is_person(name("Ruth"))
        assert not discourse.is_person(name("Tollan"))
        assert not discourse.is_speaker(name("Tollan", "person"))


@pytest.mark.parametrize("parsed", [True, False])
@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("We know that Velde has 40 boats.", AS_SUBJECT),
        ("As for Velde, it has 40 boats.", AS_SUBJECT),
        ("When it comes to the Velde, it has 40 boats.", AS_SUBJECT),
        ("Let us begin by speaking of Velde, which has 40 boats.", AS_SUBJECT),
        ("They have 40 more boats than Velde.", AS_REFERENCE),
        ("They have bought 40 boats since the Velde.", AS_REFERENCE),
        ("Last year they bought 40 boats for Velde.", ELSEWHERE),
    ],
)
def test_how_prominently_a_name_is_mentioned(text: str, weight: float, parsed: bool) -> None:
    (mentioned,) = RECOGNIZER.find(text)
    model = load_model(SHIPPED) if parsed else None
    tree = parse(model, [(0, text)])[0] if model else None
    assert prominence(mentioned, Sentence(0, text, [mentioned], (), tree)) == weight
