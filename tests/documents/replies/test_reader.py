"""Reading a previous response into questions, answers, grounds and outcome."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.replies.asked import flattened
from documents.replies.reader import read_reply
from documents.replies.reply import Asked, LetterOutcome, Role
from documents.requests.reader import RequestTooLong, UnreadableRequest, parse
from statute.regimes import Regime

HEADED = """\
Harbour Board
1 Quay Street

Our ref: FOI 2021-77
Your ref: boats
Date: 4 May 2021

Dear Ms Writer

Thank you for your request which we received on 6 April 2021.

Your request:

1. How many berths does the Board let?
2. Which of them are let to members of the Board?
3. Please provide the minutes of the berthing committee.

Our response:

1. 212 berths.
2 and 3: The Board does not hold this information.

If you are not satisfied with this response you may ask for an internal review.

Yours sincerely

A Clerk
"""

BETWEEN = """\
Dear Mr Reader,

Thank you for your request for information about gulls.

Please find our response to your request below.

How many gulls were ringed in 2019?

There were 31.

Who ringed them?
What were they paid?

The ringers' names are exempt from disclosure under section 40(2) of the Freedom of
Information Act 2000, since they are personal data.

If you have any queries about this response, please contact us.

Kind regards

From: FOI Team
Sent: 1 June 2019
Subject: your request

1. Is this older mail?
"""

NEITHER = """\
Dear Sir

You asked:

"Please provide all correspondence about the patrol of the harbour."

The Board can neither confirm nor deny that it holds the information you asked for, by
virtue of section 31(3) of the Freedom of Information Act 2000. On balance the public
interest lies in maintaining the exclusion.

Yours faithfully
"""


def _answers(reply):
    return [(one.label, one.text, one.answer) for one in reply.questions]


def test_a_quoted_request_is_answered_by_its_numbers():
    reply = read_reply(HEADED)

    assert _answers(reply) == [
        ("1", "How many berths does the Board let?", "212 berths."),
        (
            "2",
            "Which of them are let to members of the Board?",
            "The Board does not hold this information.",
        ),
        (
            "3",
            "Please provide the minutes of the berthing committee.",
            "The Board does not hold this information.",
        ),
    ]
    assert reply.answered_together == (("2", "3"),)


def test_the_head_of_a_letter_gives_its_reference_and_day():
    reply = read_reply(HEADED)

    assert reply.reference == "FOI 2021-77"
    assert reply.dated == date(2021, 5, 4)
    assert reply.regime is Regime.FOIA


@pytest.mark.parametrize(
    ("line", "reference"),
    [
        ("Reference: 1406745", "1406745"),
        ("Our Ref    FOI 16358", "FOI 16358"),
        ("Reference no.20210357", "20210357"),
        ("Our reference: EPUT.FOI.21.1935", "EPUT.FOI.21.1935"),
        ("Freedom of Information request 1433-19", "1433-19"),
        ("Your Ref: 12\nOur Ref: FOI/440849", "FOI/440849"),
        ("FOI006/2021 Response", "FOI006/2021"),
        ("Harbour Board", ""),
    ],
)
def test_a_reference_is_read_in_any_dress(line, reference):
    assert read_reply(f"{line}\n\nDear Sir\n\nThere are 12.").reference == reference


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("4 May 2021", date(2021, 5, 4)),
        ("Date: Wed, 2 Mar 2016 09:32:27", date(2016, 3, 2)),
        ("9^th May 2024", date(2024, 5, 9)),
        ("June 1, 2017", date(2017, 6, 1)),
        ("08/05/2024", date(2024, 5, 8)),
        ("2024-05-08", date(2024, 5, 8)),
        ("Received: 3 May 2021\nDate: 4 June 2021", date(2021, 6, 4)),
        ("31 February 2021", None),
        ("Harbour Board", None),
    ],
)
def test_a_letters_day_is_read_in_any_dress(line, day):
    assert read_reply(f"{line}\n\nDear Sir\n\nThere are 12.").dated == day


def test_a_day_in_the_body_is_not_the_letters_own():
    reply = read_reply("Dear Sir\n\nThank you for your request of 3 May 2021.\n\nNone.")

    assert reply.dated is None


def test_questions_between_answers_are_told_from_them():
    reply = read_reply(BETWEEN)

    assert [one.text for one in reply.questions] == [
        "How many gulls were ringed in 2019?",
        "Who ringed them?",
        "What were they paid?",
    ]
    assert reply.questions[0].answer == "There were 31."
    assert reply.answered_together == (("#2", "#3"),)


def test_a_ground_is_known_with_the_answer_it_stands_in():
    reply = read_reply(BETWEEN)

    assert list(reply.grounds) == ["FOIA 40(2)"]
    assert [one.is_withheld for one in reply.questions] == [False, True, True]
    (cited,) = reply.citations
    assert BETWEEN[cited.start : cited.end] == "section 40(2)"
    assert reply.outcome is LetterOutcome.PARTIAL


def test_older_mail_is_neither_question_nor_answer():
    reply = read_reply(BETWEEN)

    assert reply.passages[-1].role is Role.QUOTED
    assert BETWEEN[reply.passages[-1].start :].startswith("From: FOI Team")


def test_a_letter_that_neither_confirms_nor_denies_says_so():
    reply = read_reply(NEITHER)

    assert reply.is_ncnd
    assert reply.outcome is LetterOutcome.NCND
    assert reply.has_public_interest_test
    assert list(reply.grounds) == ["FOIA 31(3)"]
    assert [one.text for one in reply.questions] == [
        "Please provide all correspondence about the patrol of the harbour."
    ]


def test_any_other_information_belongs_to_no_single_answer():
    reply = read_reply(
        "Request\n\n1. How many patrols were there?\n2. Who led them?\n\nResponse\n\n"
        "1. Nine.\n\n2. The harbour master.\n\n"
        "The Board can neither confirm nor deny that it holds any other information, "
        "under section 24(2).\n"
    )

    assert [one.answer for one in reply.questions] == ["Nine.", "The harbour master."]
    assert reply.is_ncnd
    assert reply.outcome is LetterOutcome.PARTIAL


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("There are twelve boats.", LetterOutcome.FULL),
        ("Please see the attached spreadsheet.", LetterOutcome.FULL),
        ("The Board does not hold this information.", LetterOutcome.NOT_HELD),
        (
            "The information is exempt under section 43(2) of the Act.",
            LetterOutcome.REFUSED,
        ),
        (
            "To answer would exceed the appropriate limit, so section 12 applies.",
            LetterOutcome.REFUSED,
        ),
        (
            "Please see the attached file. Names are redacted under section 40(2).",
            LetterOutcome.PARTIAL,
        ),
        (
            "We are extending the deadline for our reply by twenty working days.",
            LetterOutcome.TO_FOLLOW,
        ),
    ],
)
def test_what_became_of_a_request_is_read_from_its_answer(answer, outcome):
    reply = read_reply(f"Dear Sir\n\nThank you for your request.\n\n{answer}\n\nYours")

    assert reply.outcome is outcome


@pytest.mark.parametrize(
    ("words", "regime"),
    [
        ("under the Freedom of Information Act 2000", Regime.FOIA),
        ("under the Environmental Information Regulations 2004", Regime.EIR),
        ("under the Freedom of Information (Scotland) Act 2002", Regime.FOISA),
        (
            "under the Environmental Information (Scotland) Regulations 2004",
            Regime.EISR,
        ),
        ("under regulation 12(4)(b) of the EIR", Regime.EIR),
        ("under regulation 10(5)(e) of the EIRs", Regime.EISR),
        ("under section 36(1) of the FOI(S)A", Regime.FOISA),
        ("o dan adran 43(2) o Ddeddf Rhyddid Gwybodaeth 2000", Regime.FOIA),
        ("o dan Ddeddf Rhyddid Gwybodaeth (yr Alban) 2002", Regime.FOISA),
        ("o dan Reoliadau Gwybodaeth Amgylcheddol 2004", Regime.EIR),
    ],
)
def test_the_law_is_read_from_the_names_and_grounds(words, regime):
    reply = read_reply(f"Dear Sir\n\nYour request was considered {words}.\n\nTwelve.")

    assert reply.regime is regime


@pytest.mark.parametrize(
    "label",
    [
        "Questions 1 and 2:",
        "1 & 2 -",
        "1 to 2:",
        "In respect of questions 1 and 2:",
        "Answer to Questions 1 and 2 -",
    ],
)
def test_several_questions_are_answered_together_however_said(label):
    reply = read_reply(
        "Your request\n1. How many eels?\n2. How many crabs?\n3. How many seals?\n"
        f"Response\n{label} None were seen.\n3. Four.\n"
    )

    assert reply.answered_together == (("1", "2"),)
    assert [one.answer for one in reply.questions] == [
        "None were seen.",
        "None were seen.",
        "Four.",
    ]


def test_a_question_repeated_over_its_answer_is_no_answer():
    reply = read_reply(
        "Request\n1. How many barges were built at the yard in 2015?\n"
        "a. Who were they built for in each case?\n2. What did each of them cost?\n\n"
        "RESPONSE\n\nQuestion 1\n\n"
        "How many barges were built at the yard in 2015?\n\nSix.\n\n"
        "a. Who were they built for in each case?\n\nThe Board.\n\n"
        "Question 2\n\n2. What did each of them cost?\n\nThis is not known.\n"
    )

    assert [(one.label, one.answer) for one in reply.questions] == [
        ("1", "Six."),
        ("1/a", "The Board."),
        ("2", "This is not known."),
    ]


def test_an_answer_that_follows_its_numbered_question_unmarked_is_found():
    reply = read_reply(
        "Information Requested:\n"
        "1. The number of pilots employed by the Board.\n"
        "The Board employs nine pilots.\n"
        "2. The protocol for relieving them.\n"
        "There is no protocol.\n"
        "3. The cost of their boats.\n"
        "£9,000.\n"
    )

    assert [one.answer for one in reply.questions] == [
        "The Board employs nine pilots.",
        "There is no protocol.",
        "£9,000.",
    ]


def test_an_answer_on_its_questions_line_is_found():
    reply = read_reply(
        "Dear Sir\nPlease find our response below:\n"
        "1)  the author of the letter;            The Clerk\n"
        "2)  the day it was sent;                 22 December 2023\n"
    )

    assert [(one.text, one.answer) for one in reply.questions] == [
        ("the author of the letter;", "The Clerk"),
        ("the day it was sent;", "22 December 2023"),
    ]


def test_an_answer_over_its_questions_is_shared_by_them():
    reply = read_reply(
        "Dear Sir\n\nPlease find our response set out below:\n\n"
        "Nothing was spent on the following:\n1) Pilots.\n2) Buoys.\n"
    )

    assert reply.answered_together == (("1", "2"),)


def test_a_stored_request_is_matched_by_words_before_labels():
    stored = [
        Asked("1", "Who ringed them?"),
        Asked("2", "How many gulls were ringed in the year 2019?"),
        Asked("3", "Where are they now?"),
    ]

    reply = read_reply(BETWEEN, stored)

    by_label = {one.label: one.answer for one in reply.questions}
    assert by_label["2"] == "There were 31."
    assert by_label["1"].startswith("The ringers' names are exempt")
    assert by_label["3"] == ""


def test_a_stored_request_is_matched_by_labels_where_nothing_is_quoted():
    stored = list(flattened(parse("1. How many?\na) Whose?\n2. Where?").questions))

    reply = read_reply("Dear Sir\n\n1. Nine.\n\n1a. The Board's.\n\n2. Here.", stored)

    assert [(one.label, one.answer) for one in reply.questions] == [
        ("1", "Nine."),
        ("1/a", "The Board's."),
        ("2", "Here."),
    ]


def test_unlabelled_questions_are_named_by_their_place():
    parsed = parse(
        "Please tell me:\n- How many?\n- Whose?\n   o  why?\n   o  since when?"
    )

    assert [one.label for one in flattened(parsed.questions)] == [
        "#1",
        "#2",
        "#2/#1",
        "#2/#2",
    ]


def test_a_null_character_is_refused():
    with pytest.raises(UnreadableRequest, match="null character"):
        read_reply("Dear\0Sir")


def test_a_letter_too_long_is_refused():
    with pytest.raises(RequestTooLong, match="more than"):
        read_reply("x" * 5_000_000)


_PIECES = st.sampled_from(
    [
        "Dear Sir",
        "Your request:",
        "Our response:",
        "1. How many?",
        "2. Whose?",
        "1. Nine.",
        "1 and 2: None held.",
        "section 40(2)",
        "Exempt under section 31(1)(a), on balance.",
        "If you are unhappy you may complain.",
        "Yours sincerely",
        "From: a Sent: b",
        "“quoted",
        "quoted”",
        "Ref: 12",
        "4 May 2021",
        "Question 1",
        "a) Who?",
        "| 1 | 2 |",
    ]
)


@given(st.lists(_PIECES, max_size=25).map("\n".join) | st.text())
@settings(max_examples=300, deadline=None)
def test_any_letter_is_cut_into_passages_that_leave_out_no_word(text):
    if "\0" in text:
        return

    reply = read_reply(text, [Asked("1", "How many?")])

    end = reply.passages[0].start if reply.passages else len(text)
    assert not any(map(str.isalnum, text[:end]))
    for passage in reply.passages:
        assert passage.start == end
        end = passage.end
    assert end == len(text)
    for one in reply.questions:
        for start, stop in one.answer_spans:
            assert 0 <= start < stop <= len(text)


@pytest.mark.parametrize(
    ("heading", "together"),
    [
        pytest.param("Questions 1(b) to 1(d)", ("1/b", "1/c", "1/d"), id="letters"),
        pytest.param("Questions 2 to 4", ("2", "3", "4"), id="numbers"),
        pytest.param("Questions 1(b) and 3", ("1/b", "3"), id="two of them"),
    ],
)
def test_a_heading_that_names_several_questions_answers_them_together(
    heading, together
):
    labels = ["1", "1/a", "1/b", "1/c", "1/d", "2", "3", "4"]
    things = ["boats", "nets", "cranes", "tugs", "buoys", "quays", "sheds", "lamps"]
    asked = [
        Asked(label, f"How many {thing} does the harbour keep?")
        for label, thing in zip(labels, things, strict=True)
    ]
    letter = (
        "Dear Mr Bell,\n\nOur response:\n\nQuestion 1(a)\n\nThere are nine.\n\n"
        f"{heading}\n\nThe harbour keeps none.\n\nYours sincerely"
    )

    reply = read_reply(letter, asked)

    answers = {one.label: one.answer for one in reply.questions}
    assert answers["1/a"] == "There are nine."
    assert {answers[label] for label in together} == {"The harbour keeps none."}
    assert reply.answered_together == (together,)
