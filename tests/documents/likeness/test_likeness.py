"""Copies of a request are found, and two different requests are never alike."""

import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from documents.likeness.asked import own_words
from documents.likeness.fingerprints import (
    LEAST_ALIKE,
    MOST_WORDS,
    are_alike,
    as_bytes,
    bands,
    fingerprint,
    from_bytes,
    likeness,
)
from responses.management import demonstration
from tests.documents.likeness.copies import WAYS

FRAME = """Dear Sir or Madam,

I am writing to make a request under the Freedom of Information Act 2000. Please provide
me with the following information:

{asked}

I would like to receive the information in an electronic format. If the request is too
wide or unclear, I would be grateful if you could contact me, as I understand that you
are required to advise and assist requesters. If you can identify any ways that my
request could be refined, please let me know.

I look forward to hearing from you within 20 working days.

Yours faithfully,

Alex Example"""
SALT = """How much road salt was spread in the winter of 2024, and at what cost?

Which firms delivered the salt, and how much was each of them paid?

Please list the roads left out of the gritting rounds, with the reason for each.

How many complaints about icy pavements were received in each month of that winter?"""


def read(text):
    return fingerprint(own_words(text))


@pytest.fixture(scope="module")
def own_texts():
    """The received texts of the demonstration, all different."""
    file = Path(demonstration.__file__).with_name("demonstration.yaml")
    requests = yaml.safe_load(file.read_text("utf-8"))["requests"]
    return [one["text"] for one in requests if one.get("text")]


@pytest.mark.parametrize("alter", WAYS)
def test_a_copy_is_found(alter):
    text = FRAME.format(asked=SALT)

    assert are_alike(read(text), read(alter(text)))


def test_copies_of_our_own_texts_are_found(own_texts):
    # A paragraph of a request in two sentences is half of the request.
    long = [text for text in own_texts if len(own_words(text).splitlines()) >= 3]
    lost = [
        (alter.__name__, text)
        for text in long
        for alter in WAYS
        if not are_alike(read(text), read(alter(text)))
    ]

    assert len(long) >= 7
    assert lost == []


def test_two_different_requests_are_never_alike(own_texts):
    prints = [read(text) for text in own_texts]

    assert len(prints) >= 20
    assert max(likeness(*pair) for pair in combinations(prints, 2)) < LEAST_ALIKE / 2


def test_greeting_law_farewell_and_name_make_no_two_requests_alike():
    dogs = FRAME.format(asked="How many dogs bit a postman in 2023?")
    roof = FRAME.format(asked="What did the new roof of the library cost?")

    assert likeness(fingerprint(dogs), fingerprint(roof)) > LEAST_ALIKE
    assert likeness(read(dogs), read(roof)) == 0


def test_what_is_asked_stays_in_the_words_compared():
    text = FRAME.format(
        asked="1. Was salt bought?\n2. If so, from which firm?\n3. At what price?"
    )

    assert own_words(text).splitlines() == [
        "Was salt bought?",
        "If so, from which firm?",
        "At what price?",
    ]


def test_a_text_of_only_a_greeting_is_compared_whole():
    assert own_words("Dear Sir,\nYours faithfully") == "Dear Sir,\nYours faithfully"


@pytest.mark.parametrize("text", ["", "   \n", "!?"])
def test_nothing_is_like_a_text_without_words(text):
    assert read(text) == ()
    assert bands(read(text)) == []
    assert not are_alike(read(text), read(text))


def test_the_number_of_equal_places_estimates_the_share_of_shingles():
    lines = [f"line {number} has words of its own" for number in range(300)]
    # Of 300 lines in both together, 100 are in both: a third.
    one, other = "\n".join(lines[:200]), "\n".join(lines[100:])

    assert likeness(fingerprint(one), fingerprint(other)) == pytest.approx(
        1 / 3, abs=0.1
    )


def test_alike_texts_have_a_band_in_common():
    lines = [f"line {number} has words of its own" for number in range(300)]
    one, other = (
        fingerprint("\n".join(lines[:200])),
        fingerprint("\n".join(lines[100:])),
    )

    assert set(bands(one)) & set(bands(other))
    assert not set(bands(one)) & set(bands(read("How many dogs bit a postman?")))
    assert all(-(2**31) <= each < 2**31 for each in bands(one))


def test_a_fingerprint_is_the_same_in_every_process():
    code = (
        "from documents.likeness.fingerprints import *;"
        "print(as_bytes(fingerprint('How many dogs bit a postman?')).hex())"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    here = fingerprint("How many dogs bit a postman?")
    assert bytes.fromhex(told.stdout.strip()) == as_bytes(here)
    assert from_bytes(as_bytes(here)) == here


def test_only_the_beginning_of_a_very_long_text_is_compared():
    text = "\n".join(f"line {number} has words of its own" for number in range(9_000))

    assert len(text.split()) > MOST_WORDS
    assert fingerprint(text) == fingerprint(text + "\nand one more line")


def test_copies_of_real_requests_are_found_and_no_two_are_alike(shared):
    folder = shared / "corpus" / "requests"
    if not folder.is_dir():
        pytest.skip("no requests beside this clone")
    texts = [file.read_text("utf-8") for file in sorted(folder.glob("*.txt"))]
    prints = [read(text) for text in texts]

    found = sum(
        are_alike(one, read(alter(text)))
        for text, one in zip(texts, prints, strict=True)
        for alter in WAYS
    )
    false = sum(are_alike(*pair) for pair in combinations(prints, 2))
    assert len(texts) == 54
    assert found >= 215
    assert false == 0
