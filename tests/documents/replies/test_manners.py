"""Replies written in many manners are read as their writer meant them."""

import json
from pathlib import Path

import pytest

from documents.replies.printing import said
from documents.replies.reader import read_reply

LETTERS = sorted((Path(__file__).parent / "manners").glob("*.txt"))


def _differences(wanted, read):
    for name in ("reference", "date", "regime", "outcome"):
        if name in wanted and wanted[name] != read[name]:
            yield name, wanted[name], read[name]
    if "exemptions" in wanted:
        cited = sorted(one.split(" ", 1)[-1] for one in read["exemptions"])
        if cited != sorted(wanted["exemptions"]):
            yield "exemptions", wanted["exemptions"], cited
    if "questions" in wanted:
        yield from _of_questions(wanted["questions"], read["questions"])


def _of_questions(wanted, read):
    if len(wanted) != len(read):
        yield "questions", len(wanted), len(read)
        return
    for want, got in zip(wanted, read, strict=True):
        label = "" if got["label"].startswith("#") else got["label"]
        if label != want["label"]:
            yield "label", want["label"], label
        if not got["answer"].startswith(want["answer"]):
            yield "answer", want["answer"], got["answer"]
        for name in ("held", "withheld"):
            if name in want and want[name] != got[name]:
                yield name, want[name], got[name]


@pytest.mark.parametrize("letter", LETTERS, ids=[one.stem for one in LETTERS])
def test_a_letter_is_read_as_its_writer_meant_it(letter):
    text = letter.read_text("utf-8")
    wanted = json.loads(letter.with_suffix(".json").read_text("utf-8"))

    read = said(read_reply(text), text)

    assert list(_differences(wanted, read)) == []


@pytest.mark.parametrize("letter", LETTERS, ids=[one.stem for one in LETTERS])
def test_every_word_stands_in_one_passage(letter):
    text = letter.read_text("utf-8")

    passages = read_reply(text).passages

    assert text[: passages[0].start].strip() == ""
    ends = [one.end for one in passages]
    assert [one.start for one in passages[1:]] == ends[:-1]
    assert ends[-1] == len(text)


@pytest.mark.parametrize(
    ("answer", "is_held"),
    [
        ("The figures are held, but not held in the form that you want.", True),
        ("These are not recorded centrally.", True),
        ("Visits are not recorded by warden.", True),
        ("They are not held by the Board.", False),
        ("We don't hold that.", False),
        ("No such records exist.", False),
        ("We have never recorded this.", False),
        ("This is not something the Trust collected.", False),
        ("We hold four.", True),
    ],
)
def test_the_form_that_is_not_held_is_not_the_holding(answer, is_held):
    reply = read_reply(f"1. How many are there?\n{answer}\n2. Where?\nIn Derby.")

    assert reply.questions[0].is_held is is_held


@pytest.mark.parametrize(
    ("words", "relied"),
    [
        ("You say that section 42 does not protect this.", []),
        ("As the requester argued, section 36 is not in point.", []),
        ("We looked at whether section 38 applies. It is not needed.", []),
        ("We looked at whether section 38 applies. It does apply.", ["FOIA 38"]),
        ("We no longer rely on section 31.", []),
        ("We rely on section 43(2), not on section 41.", ["FOIA 43(2)", "FOIA 41"]),
        (
            "The duty does not apply, by virtue of section 40(5B).",
            ["FOIA 40(5B)"],
        ),
    ],
)
def test_a_section_only_spoken_of_is_no_ground(words, relied):
    reply = read_reply(f"Freedom of Information Act 2000\n\n1. How many?\n{words}")

    assert [one for one in reply.grounds if one in relied] == relied
    assert bool(reply.grounds) == bool(relied)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Sent: 3 May 2026 10:14", "2026-05-03"),
        ("Date: Sun, 3 May 2026 10:14:00 +0100", "2026-05-03"),
        ("Asked: 1 April 2026\nAnswered: 3 May 2026", "2026-05-03"),
        ("Your letter of 1 April 2026\n3 May 2026", "2026-05-03"),
        ("Date due: 5 May 2026\nDate: 03/05/2026", "2026-05-03"),
        ("Published 4 May 2026. Issued 3 May 2026.", "2026-05-03"),
        ("Dyddiad: 3 Mai 2026", "2026-05-03"),
        ("Request received 1 April 2026", None),
    ],
)
def test_the_day_of_the_letter_is_told_from_other_days(head, day):
    reply = read_reply(f"{head}\n\nDear Al\n\nWe hold no owls.\n\nYours sincerely")

    assert (reply.dated and reply.dated.isoformat()) == day
