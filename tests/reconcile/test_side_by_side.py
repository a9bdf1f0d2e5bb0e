"""Arithmetic that one sentence does, from text to finding."""

from __future__ import annotations

import pytest

import claims
from claims.reconcile import reconcile
from claims.records import Finding
from claims.vocabulary import load_vocabulary

ARITHMETIC = ("derivation_conflict", "derivation_support", "possible_conflict")


def found(text: str) -> list[Finding]:
    findings = reconcile(claims.extract(text), load_vocabulary())
    return [finding for finding in findings if finding.kind in ARITHMETIC]


def kinds(text: str) -> list[str]:
    return [finding.kind for finding in found(text)]


REFUTED = {
    "Acme's revenue grew by 33%, from $10 million to $15 million.": "= 50 percent",
    "Costs fell 20% to $900 million from $1,000 million.": "= -10 percent",
    "The number of members doubled from 2,000 to 6,000.": "= 3x",
    "Output tripled from 40 tonnes to 60 tonnes.": "= 1.5x",
    "Emissions were cut from 40 tonnes to 30 tonnes, a reduction of 45%.": "= -25 percent",
    "The fleet grew by 500 ships, from 2,000 ships to 3,500 ships.": "1,500 ships",
    "Sales went from $20 million in 2019 to $30 million in 2020, an increase of 20%.":
        "= 50 percent",
    "Acme's revenue was $40 million, up 50% from $30 million a year earlier.": "= 33.33 percent",
    "Shares: 40%, 35% and 35%.": "= 110 percent",
    "The market shares are 45% for Chrome, 40% for Safari and 35% for Firefox.": "= 120 percent",
    "The electorate is divided into 45% for the left, 35% for the right and 30% for the centre.":
        "= 110 percent",
    "The budget is $12 million: $5 million for staff and $9 million for machines.": "$14 million",
    "They spent $5 million on staff and $9 million on machines, a total of $12 million.":
        "$14 million",
    "Meta released three models: 7B, 13B, 34B and 70B.": "4 are listed",
    "The two models that it shipped were the 3 billion, 9 billion and 30 billion parameter models.":
        "3 are listed",
    "The festival ran for 12 days, from 3 May 2021 to 7 May 2021.": "5 days at most",
    "Ada Lovelace, born in 1815, died in 1852 at the age of 46.": "36 to 37 years",
    "Ada Lovelace (born 10 December 1815) died on 27 November 1852, aged 37.": "36 years",
    "The 12 participants had a mean of 3.47 (integers).": "3.42 and 3.50",
}  # fmt: skip


@pytest.mark.parametrize("text", REFUTED)
def test_what_does_not_add_up_is_refuted(text: str) -> None:
    (finding,) = found(text)
    assert finding.kind == "derivation_conflict"
    assert REFUTED[text] in finding.explanation
    assert finding.likely_value is None
    assert finding.derivation is not None
    terms = {claim_id for term in finding.derivation.terms for claim_id in term.claim_ids}
    assert terms | set(finding.values[0]) == set(finding.claim_ids)


@pytest.mark.parametrize(
    "text",
    [
        "Acme's revenue grew by 50%, from $10 million to $15 million.",
        "The power extracted rose by 22% from 48.4 MW to 59.0 MW.",
        "Costs fell 10% to $900 million from $1,000 million.",
        "Acme's revenue was $45 million, up 50% from $30 million a year earlier.",
        "Acme had 90 employees, an increase of 20 percent over the 75 employees of May.",
        "Acme's costs fell by 50%, from $30 million in 2020 to $15 million in 2021.",
        "The number of members doubled from 2,000 to 4,000.",
        "The rate climbed from 4% to 6%, up 2 percentage points.",
        "The rate climbed from 4% to 6%, an increase of 50%.",
        "Emissions were cut from 40 tonnes to 30 tonnes, a reduction of 25%.",
        "The budget is $14 million: $5 million for staff and $9 million for machines.",
        "Meta released three models: 7B, 13B and 70B.",
        "The two models that Acme shipped were the 3 billion and 9 billion parameter models.",
        "Ada Lovelace, born in 1815, died in 1852 at the age of 36.",
        "Ada Lovelace (born 10 December 1815) died on 11 December 1852, aged 37.",
        "The 15 participants had a mean of 3.47 (integers).",
    ],
)
def test_what_adds_up_is_supported_and_no_second_witness(text: str) -> None:
    (finding,) = found(text)
    assert finding.kind == "derivation_support"
    assert "no second witness" in finding.explanation


@pytest.mark.parametrize(
    "text",
    [
        "The ratio of compression is about 100x: 10 TB of text to 140 GB.",
        "The club has 30 members: 20 members for tennis and 15 members for golf.",
    ],
)
def test_what_may_be_meant_otherwise_is_only_possible(text: str) -> None:
    assert kinds(text) == ["possible_conflict"]


@pytest.mark.parametrize(
    "text",
    [
        # rates, averages and other times are no change from one value to the other
        "The population grew 2% a year from 100,000 to 300,000.",
        "Sales rose by an annual 8% from $10 million to $30 million.",
        "Prices rose on average 3%, from $100 to $180.",
        "Revenue grew 33% in the quarter and went from $10 million to $30 million in ten years.",
        "Profit rose 12%, and the price went from $10 to $15.",
        "Trains run from 7 to 9, 40% of them empty.",
        "The temperature rose from 10 to 30 degrees and 40% of the ice melted.",
        "Speed rose from 10 to 12 in 2020 and by 50% after that.",
        "Sales were $40 million, up 8% a year from $20 million.",
        "The price was $40 and volume was up 50% from 300 tonnes.",
        # what is not one whole
        "Shares: 33%, 33% and 33%.",
        "Shares: 34%, 33.5% and 33%.",
        "The shares of women are 60% in Ghana, 55% in Togo and 58% in Benin.",
        "Its market shares were 40%, 45% and 50% in 2020, 2021 and 2022.",
        "The shares rose 40%, 35% and 35%.",
        "80% of users like the music, 60% of users like the design and 50% like both.",
        "Accuracy was 80%, 75% and 90%.",
        "Each of the shares is at most 40%, 35% and 35%.",
        # lists that leave something out, and lists of something else
        "The budget is $12 million, including $5 million for staff and $3 million for machines.",
        "Meta released five models, among them 7B and 13B.",
        "It has three modes, and runs at 5 V, 12 V, 24 V and 48 V.",
        "The two groups were 5, 10 and 15 times larger.",
        "In three days: 5 km, 7 km, 9 km and 11 km were run by others.",
        # durations within their dates
        "The festival ran for 12 days, between 1 May 2021 and 20 May 2021.",
        "He ruled for thirteen years from 1662 to 1674.",
        "He served for 20 years, from 1990 to 2005 as mayor and then as governor.",
        # ages at another time, or of somebody else
        "She was born in 1950 and her son died in 1990 aged 12.",
        "Ann Lee was born in 1950 in Rome and her brother died in 1990 aged 12.",
        "He was born in 1901, moved to Rome in 1920 at the age of 25, and died in 1950 at 70.",
        "Born in 1901, she was 12 when the war began and died in 1990, aged about 90.",
        # means of what need not be whole
        "The 12 participants had a mean of 3.47.",
        "The 1200 participants had a mean of 3.47 (integers).",
        # degrees
        "The temperature rose by 50%, from 20 °C to 30 °C.",
        # rounded so far that nearly all fits
        "The fund grew to $3 billion from $1 billion, a 300% gain.",
        # other bases and other things
        "Net sales increased 12% to $4.5 billion from $4.1 billion, or 10% excluding currency.",
        "Organic revenue grew 5%, while reported revenue went from $20 million to $30 million.",
        "The stock fell 3% to $45 from a high of $60.",
        "The number of stores increased from 20 in 2010 to 45 in 2015 and doubled again by 2020.",
        "Traffic doubled, with average load times going from 2 seconds to 6 seconds.",
        # nearly so
        "The number of members doubled from 2,000 to 4,100.",
        # not said for certain
        "If revenue grew by 33% from $10 million to $15 million, who would pay?",
    ],
)
def test_nothing_is_said_where_it_may_be_right(text: str) -> None:
    assert kinds(text) == []


def test_a_repeated_sentence_is_found_once() -> None:
    text = "Acme's revenue grew by 33%, from $10 million to $15 million."
    assert kinds(f"{text}\n\nSomething else was said.\n\n{text}\n") == ["derivation_conflict"]
