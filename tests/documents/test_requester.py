"""Whatever spells what is on record of the requester is found, and little else."""

import tomllib
from pathlib import Path
from time import process_time

import pytest

from documents.requester import Identity, Requester, telephones_in

PEOPLE = tomllib.loads(Path(__file__).with_name("spellings.toml").read_text("utf-8"))[
    "requester"
]


def _known(person):
    name, *reached = (person.get(one, "") for one in ("name", "organisation", "email"))
    return Requester(Identity(name, *reached, tuple(person.get("address", ()))))


def _spellings(wanted):
    return [
        pytest.param(_known(person), text, id=f"{person['name']}: {text}")
        for person in PEOPLE
        for text in person.get(wanted, ())
    ]


@pytest.mark.parametrize(("who", "text"), _spellings("out"))
def test_a_spelling_of_the_whole_is_taken_out(who, text):
    left = who.without(f"as {text} said").replace("[the requester]", "")

    assert not any(len(word) > 3 and word in left for word in text.split()), left
    assert left != f"as {text} said"


@pytest.mark.parametrize(("who", "text"), _spellings("warned"))
def test_a_spelling_of_a_part_is_taken_out_or_told_of(who, text):
    assert who.named_in(text) or who.perhaps_named_in(text)


@pytest.mark.parametrize(("who", "text"), _spellings("stays"))
def test_an_ordinary_word_is_not_taken_out(who, text):
    assert who.without(text) == text


@pytest.mark.parametrize(("who", "text"), _spellings("quiet"))
def test_what_only_looks_alike_is_not_told_of(who, text):
    assert who.without(text) == text
    assert who.perhaps_named_in(text) == []


def test_the_words_around_a_name_stay_as_they_were_typed():
    who = Requester(Identity("Zoë Brown"))

    text = "“Café” – naïve, says Zoe\u0308 Brown’s friend"

    assert who.without(text) == "“Café” – naïve, says [the requester]’s friend"


@pytest.mark.parametrize(
    "piece",
    ["Siân ", "S. ", "Lloyd-", "27 ", "sian.", "Siân Lloyd ", " ", "s\u0302", "’", "@"],
)
def test_four_times_the_text_takes_about_four_times_as_long(piece):
    who = _known(PEOPLE[0])

    def seconds(size):
        began = process_time()
        who.perhaps_named_in(piece * (size // len(piece)))
        return process_time() - began

    before = max(seconds(20_000), 0.02)

    # Twice as long again for a busy machine, which does not slow each try.
    assert any(seconds(80_000) < 8 * before for _ in range(4))


@pytest.mark.parametrize(
    "written",
    [
        *("01632 960 456", "01632960456", "+44 1632 960456", "+44 (0)1632-960-456"),
        *("00441632960456", "(01632) 960456", "01632.960.456"),
    ],
)
def test_a_telephone_number_is_taken_out_however_it_is_written(written):
    known = Identity("Tilda Verrin")
    who = Requester(known, telephones_in("ring me on 01632 960456"))

    assert who.without(f"call {written} today").endswith("call [the requester] today")


def test_figures_that_hold_the_number_stay():
    who = Requester(Identity("Tilda Verrin"), telephones_in("ring 01632 960456"))

    assert not who.named_in("row 9901632960456, paid 1,632,960")
