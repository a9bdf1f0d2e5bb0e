"""Lives and lists of works: years in brackets, days of births and deaths, who is meant by "he"."""

from __future__ import annotations

import pytest

import claims

LIFE = "Anton Reuss (16 July 1860 – 30 April 1943) was a Danish linguist. "


def stated(text: str) -> dict[str | None, tuple[str | None, str | None]]:
    """By the words of the value, subject and attribute."""
    return {claim.value_text: (claim.subject, claim.attribute) for claim in claims.extract(text)}


@pytest.mark.parametrize(
    ("text", "value", "work"),
    [
        (
            f"{LIFE}In The Philosophy of Rivers (1924) he went on.",
            "1924",
            "The Philosophy of Rivers",
        ),
        (
            "Growth and Structure of Rivers (1905) is still read.",
            "1905",
            "Growth and Structure of Rivers",
        ),
        ("He acted in Woody Hale's Slow Point (2005).", "2005", "Slow Point"),
        (
            "His films include The Outlook (2007) and Stower (2013).",
            "2013",
            "Stower",
        ),
        ("Dana Holt had a role in the 1969 film Slow Rider.", "1969", "Slow Rider"),
        ("Dana Holt had the lead in 2003's comedy Long Winter.", "2003", "Long Winter"),
    ],
)
def test_a_work_is_told_by_its_year(text: str, value: str, work: str) -> None:
    assert stated(text)[value] == (work, "release_date")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ruth Ames (1969) came later.", "1969"),
        ("In 2008 models were small.", "2008"),
        ("In the 2008 election Norvane Party won.", "2008"),
    ],
)
def test_other_years_are_no_years_of_works(text: str, value: str) -> None:
    assert stated(text)[value][1] == "event_date"


def test_the_days_of_a_life_are_two() -> None:
    found = stated(LIFE)
    assert {"16 July 1860", "30 April 1943"} <= set(found)
    assert found["30 April 1943"][0] == "Anton Reuss"


def test_the_days_of_a_fair_are_one_stretch() -> None:
    assert "12 June 2019 – 14 June 2019" in stated(
        "The Rowan Fair (12 June 2019 – 14 June 2019) drew many."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Brock Holter (born June 11, 1988) is a player. In 2012 he joined the Rowan Pirates.",
        "Brock Holter (Dutch; a player) is an actor. The Rowan Pirates called. He left in 2012.",
    ],
)
def test_who_is_introduced_as_a_person_is_meant_by_he(text: str) -> None:
    assert stated(text)["2012"][0] == "Brock Holter"


def test_a_surname_is_that_of_who_was_called_so_before() -> None:
    text = (
        "Jared Weller acts. Weller won in 1999. Weller sang in 2001. Weller moved in 2004. "
        "Thomas Weller was born in 2012."
    )
    found = stated(text)
    assert found["1999"][0] == found["2001"][0] == "Jared Weller"
    assert found["2012"][0] == "Thomas Weller"


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("J. K. Hale wrote it in 1998.", "1998", "J. K. Hale"),
        ("George H. W. Tell won 40 states.", "40 states", "George H. W. Tell"),
        (
            "K.C. Mauer, chief officer at the Orbel Foundation, said 500 schools wrote.",
            "500 schools",
            None,
        ),
        ("Tellmore told LA Weekly that on October 6, Montalvo left.", "October 6", "Montalvo"),
        ("She is Professor of Linguistics. The house has 40 rooms.", "40 rooms", "the house"),
    ],
)
def test_whose_it_is(text: str, value: str, subject: str | None) -> None:
    assert stated(text)[value][0] == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        (
            "I put a note on Norvane and the LinkedIn post got a lot of reactions, 310 reactions, "
            "over 90,000 impressions.",
            "90,000 impressions",
            "the LinkedIn post",
        ),
        (
            "Norvane made a video. Its video on the launch had 400 comments.",
            "400 comments",
            "the video",
        ),
        ("But C is a simple language. It took 500 lines of C.", "500 lines", None),
    ],
)
def test_what_is_read_or_filled(text: str, value: str, subject: str | None) -> None:
    assert stated(text)[value][0] == subject


@pytest.mark.parametrize(
    ("text", "value", "attribute"),
    [
        ("Fennick Farm covers 210 hectares.", "210 hectares", "area"),
        (
            "Torvik is a city. Torvik covers 210 square kilometres.",
            "210 square kilometres",
            "land_area",
        ),
        ("She joined at age seventeen.", "seventeen", "age"),
        ("He lived there until he was eighteen.", "eighteen", "age"),
    ],
)
def test_areas_and_ages(text: str, value: str, attribute: str) -> None:
    assert stated(text)[value][1] == attribute


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("It moved to Plan B. Norvane hired 40 people.", "40 people", "Norvane"),
        ("The U.N. Security Council has 15 members.", "15 members", "Security Council"),
        ("Great Britain (1707) has 67 million people.", "1707", "United Kingdom"),
        ("Netflix said 8 million subscribers joined.", "8 million subscribers", "Netflix"),
        ("Bela Tesk posted a video, and Xerox had 5 million views.", "5 million views", "Xerox"),
        ("The blog on Tesla is old; Tesla has 200 views.", "200 views", "Tesla"),
    ],
)
def test_whose_it_is_as_well(text: str, value: str, subject: str) -> None:
    assert stated(text)[value][0] == subject


@pytest.mark.parametrize(
    "text",
    [
        "World War II (1939) took long.",
        "The Treaty of Versailles (1919) is long.",
        "FC Bayern Munich (1900) won.",
        "Smith and Jones (2004) met.",
        "In Van der Berg (2004) mice were used.",
        "In a 2004 interview Norvane spoke of it.",
    ],
)
def test_not_all_that_has_a_year_is_a_work(text: str) -> None:
    assert [attribute for _, attribute in stated(text).values()] == ["event_date"]


def test_a_surname_that_two_share_is_nobodys() -> None:
    text = "Anna Smith sings. Smith has 20 cats. Bob Smith has 40 cats. Smith has 50 boats."
    assert stated(text)["50 boats"][0] == "Smith"


def test_the_days_of_a_state_are_one_stretch() -> None:
    days = "11 August 1919 – 23 March 1933"
    assert days in stated(f"The Weimar Republic ({days}) had 12 chancellors.")
