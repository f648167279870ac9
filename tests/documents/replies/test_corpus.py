"""How well real letters are read, compared with a careful person's reading."""

import difflib
import json
import re

from documents.replies.reader import read_reply
from statute.regimes import Regime

_MARK = re.compile(r"\W*(?:question\s*)?\d{1,2}\w?\s*[.)\-:]+", re.IGNORECASE)


def _plain(words):
    return re.sub(r"[\W_]+", "", _MARK.sub("", words.strip(), count=1)).lower()


def _alike(one, other):
    one, other = _plain(one), _plain(other)
    likeness = difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
    return one == other or likeness >= 0.9


def _f1(hits, wanted, found):
    return 2 * hits / (wanted + found)


def test_real_letters_are_read_as_a_careful_person_reads_them(shared, record_property):
    questions, provisions = [0, 0, 0], [0, 0, 0]
    outcomes = references = dates = 0
    letters = sorted((shared / "corpus" / "responses").glob("*.json"))
    for path in letters:
        reading = json.loads(path.read_text("utf-8"))
        reply = read_reply(path.with_suffix(".txt").read_text("utf-8"))
        left = [one.text for one in reply.questions]
        for wanted in reading["questions"]:
            match = next((one for one in left if _alike(one, wanted["text"])), None)
            if match is not None:
                left.remove(match)
                questions[0] += 1
        questions[1] += len(reading["questions"])
        questions[2] += len(reply.questions)
        cited = {
            f"{one['regime']} {one['section']}"
            for one in reading["exemptions"]
            if one["regime"] in Regime.__members__
        }
        provisions[0] += len(cited & set(reply.grounds))
        provisions[1] += len(cited)
        provisions[2] += len(reply.grounds)
        outcome = (reading["outcome"] or "to follow").replace(" ", "_")
        outcomes += reply.outcome.value == outcome
        references += reply.reference == (reading["reference"] or "")
        day = reply.dated.isoformat() if reply.dated else None
        dates += day == reading["date"]
    record_property("questions_f1", round(_f1(*questions), 3))
    record_property("provisions_f1", round(_f1(*provisions), 3))
    # Some are only in the e-mail around the letter, which is not in the text.
    record_property("references", f"{references} of {len(letters)}")
    record_property("dates", f"{dates} of {len(letters)}")
    record_property("outcomes", f"{outcomes} of {len(letters)}")

    assert _f1(*questions) >= 0.93
    assert _f1(*provisions) >= 0.9
    assert outcomes >= 0.9 * len(letters)


def test_the_example_letter_is_read_back_as_it_was_written(shared):
    folder = shared / "examples" / "btp-1433-19"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))["letter"]

    reply = read_reply((folder / "document.txt").read_text("utf-8"))

    found = {one.label: " ".join(one.answer.split()) for one in reply.questions}
    for answer in expected["answers"]:
        for label in answer["questions"]:
            path = label.replace("(", "/").replace(")", "")
            assert found[path] == " ".join(answer["text"])
    assert reply.answered_together == (
        ("1/b", "1/c", "1/d", "1/e", "1/f"),
        ("2", "2/a"),
    )
    assert reply.is_ncnd
    assert list(reply.grounds) == ["FOIA 24(2)", "FOIA 31(3)"]
