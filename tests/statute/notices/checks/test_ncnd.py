from dataclasses import replace
from time import process_time

import pytest

from statute.notices import Attachment, LetterType
from statute.regimes import Regime
from tests.statute.notices.drafts import (
    about,
    codes,
    ground,
    letter,
    ncnd,
    question,
    statement,
    typed,
)


@pytest.mark.parametrize(
    "text",
    [
        "We hold three reports on this.",
        "No information is held.",
        "I can confirm that the force holds a file.",
    ],
)
def test_no_sentence_shows_what_is_held_where_nothing_is_confirmed(text):
    draft = ncnd(typed=(typed(text, "1", is_ncnd=True),))

    assert about(draft, "confirms_possession") == {"1"}


def test_the_sentence_that_neither_confirms_nor_denies_may_stand():
    text = "The force neither confirms nor denies that it holds this information."
    draft = ncnd(typed=(typed(text, "1", is_ncnd=True),))

    assert codes(draft) == set()


def test_the_statement_on_other_information_is_read_too():
    draft = letter(
        LetterType.MIXED_WITH_NCND,
        [question("1", "disclosed")],
        [ground("FOIA 31(3)")],
        typed=(statement("We hold other files but neither confirm nor deny more."),),
    )

    assert about(draft, "confirms_possession") == {"statement"}


def test_answers_to_other_questions_may_say_what_is_held():
    draft = letter(
        LetterType.MIXED_WITH_NCND,
        [
            question("1", "disclosed", asked="How many complaints were made?"),
            question("2", "ncnd", asked="Was Mr Hall ever under surveillance?"),
        ],
        [ground("FOIA 31(3)", "2")],
        typed=(typed("We hold 12 records.", "1"),),
    )

    assert codes(draft) == set()


def test_a_question_neither_confirmed_nor_denied_rests_on_a_provision():
    draft = replace(ncnd(), grounds=())

    assert ("block", "ncnd_without_ground") in codes(draft)


def test_one_provision_for_the_whole_reply_covers_every_question():
    draft = letter(
        LetterType.NCND,
        [question("1", "ncnd"), question("2", "ncnd")],
        [ground("FOIA 31(3)")],
    )

    assert codes(draft) == set()


def test_a_statement_on_other_information_rests_on_a_provision():
    draft = letter(
        LetterType.MIXED_WITH_NCND,
        [question("1", "disclosed")],
        typed=(statement("We neither confirm nor deny that we hold anything else."),),
    )

    assert ("block", "ncnd_without_ground") in codes(draft)


def test_an_ordinary_exemption_gives_away_what_is_not_confirmed():
    draft = ncnd()
    draft = replace(draft, grounds=(*draft.grounds, ground("FOIA 31(1)(a)", "1")))

    assert ("block", "ncnd_with_ordinary_ground") in codes(draft)


@pytest.mark.parametrize("outcome", ["disclosed", "withheld", "not_held"])
def test_an_answered_question_is_not_left_unconfirmed_as_well(outcome):
    draft = letter(
        LetterType.MIXED_WITH_NCND,
        [question("1", outcome), question("2", "ncnd")],
        [
            ground("FOIA 31(3)", "1", "2"),
            *([ground("FOIA 43(2)", "1")] if outcome == "withheld" else []),
        ],
    )

    assert about(draft, "confirmed_and_not_confirmed") == {"1"}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["FOIA 23(5)"], {("warn", "cited_without_partner")}),
        (["FOIA 24(2)"], {("warn", "cited_without_partner")}),
        (["FOIA 23(5)", "FOIA 24(2)"], set()),
        (["FOIA 31(3)"], set()),
    ],
)
def test_sections_23_5_and_24_2_go_together(keys, expected):
    draft = letter(
        LetterType.NCND, [question("1", "ncnd")], [ground(key, "1") for key in keys]
    )

    assert codes(draft) == expected


def test_sections_30_3_and_31_3_do_not():
    draft = letter(
        LetterType.NCND,
        [question("1", "ncnd")],
        [ground("FOIA 30(3)", "1"), ground("FOIA 31(3)", "1")],
    )

    assert codes(draft) == {("warn", "provisions_exclude_each_other")}


@pytest.mark.parametrize(
    ("keys", "is_blocked"),
    [
        pytest.param(["FOISA 18(1)"], True, id="alone"),
        pytest.param(["FOISA 18(1)", "FOISA 34(1)(a)"], False, id="with s.34"),
        pytest.param(
            ["FOISA 18(1)", "FOISA 38(1)(b) by virtue of 38(2A)(a)"],
            False,
            id="with s.38",
        ),
        pytest.param(["FOISA 18(1)", "FOISA 36(1)"], True, id="with s.36"),
    ],
)
def test_section_18_is_read_with_an_exemption_that_would_apply(keys, is_blocked):
    draft = letter(
        LetterType.NCND,
        [question("1", "ncnd")],
        [ground(key, "1") for key in keys],
        regime=Regime.FOISA,
    )

    assert (("block", "ncnd_without_exemption") in codes(draft)) is is_blocked
    if not is_blocked:
        assert not any(severity == "block" for severity, _ in codes(draft))


def test_nothing_goes_out_with_a_letter_that_confirms_nothing():
    attached = Attachment(name="log.xlsx", is_scanned=True)

    assert codes(replace(ncnd(), attachments=(attached,))) == {
        ("warn", "ncnd_with_attachment")
    }


@pytest.mark.parametrize(
    ("text", "warns"),
    [
        ("We hold the report, which has 40 pages.", True),
        ("The report on Mr Hall was under way in May.", False),
        ("Mr Hall was under surveillance in May, as everybody knows.", True),
        ("We hold what question 2 asks for.", True),
        ("We hold this information. It cost £400.", False),
        ("The harbour cost £400 to survey.", False),
    ],
)
def test_another_answer_on_the_subject_of_an_unconfirmed_question_warns(text, warns):
    draft = letter(
        LetterType.MIXED_WITH_NCND,
        [
            question("1", "disclosed", asked="What did the harbour cost in 2025?"),
            question(
                "2", "ncnd", asked="Is there a report on surveillance of Mr Hall?"
            ),
        ],
        [ground("FOIA 31(3)", "2")],
        typed=(typed(text, "1"),),
    )

    assert (("warn", "confirms_elsewhere") in codes(draft)) is warns


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("We hold seven reports on the surveillance of Mr Hall.", True),
        ("The surveillance of Mr Hall was ended in June. We hold the report.", False),
        ("Minutes of the parish council. We hold a raffle each May.", False),
        ("", False),
    ],
)
def test_the_words_of_a_file_are_read_for_what_is_left_open(words, is_found):
    draft = letter(
        LetterType.MIXED_WITH_NCND,
        [
            question("1", "disclosed", asked="How many complaints were made?"),
            question("2", "ncnd", asked="Was Mr Hall ever under surveillance?"),
        ],
        [ground("FOIA 31(3)", "2")],
        attachments=(Attachment(name="a.pdf", is_scanned=True, words=words),),
    )

    assert (("warn", "confirms_in_file") in codes(draft)) is is_found


def test_a_file_is_read_beside_a_letter_that_leaves_all_open():
    words = "Our case. We hold a recording of Mr Hall under surveillance."
    draft = letter(
        LetterType.NCND,
        [question("1", "ncnd", asked="Was Mr Hall ever under surveillance?")],
        [ground("FOIA 31(3)", "1")],
        attachments=(Attachment(name="a.pdf", is_scanned=True, words=words),),
    )

    assert about(draft, "confirms_in_file") == {"a.pdf"}


def test_a_long_file_is_read_quickly():
    words = "The council agreed to repair the bridge and hold a meeting. " * 2_000
    attachment = Attachment(name="a.pdf", words=words)
    draft = letter(
        LetterType.MIXED_WITH_NCND,
        [question("2", "ncnd", asked="Was Mr Hall ever under surveillance?")],
        [ground("FOIA 31(3)", "2")],
        attachments=(attachment,),
    )
    began = process_time()

    assert ("warn", "confirms_in_file") not in codes(draft)

    assert process_time() - began < 1
