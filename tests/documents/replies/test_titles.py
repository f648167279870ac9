"""Titles over the quoted request and over the answer are known by their words."""

import pytest

from documents.replies.titles import Announced, announced_by


@pytest.mark.parametrize(
    "title",
    [
        "Your request",
        "Wording of the request:",
        "The information you requested",
        "Details of your request:",
        "Request 101002003",
        "What you asked us for",
        "You said:",
        "FOI request",
        "Eich cais",
    ],
)
def test_a_title_over_a_request_is_known(title):
    assert announced_by(title) is Announced.REQUEST


@pytest.mark.parametrize(
    "title",
    [
        "What we said",
        "Our response to your request",
        "Response 9 March 2026",
        "Response 09-03-2026",
        "Full response:",
        "Information provided",
        "We answered",
        "Our findings",
        "Questions and answers",
        "The Council’s reply",
        "Ein hymateb",
    ],
)
def test_a_title_over_an_answer_is_known(title):
    assert announced_by(title) is Announced.ANSWER


@pytest.mark.parametrize(
    "words",
    [
        "Question 1",
        "Questions 2 to 4",
        "Answer: 14",
        "We said that the quay would open in June.",
        "What did you ask?",
        "The harbour office",
        "Bins",
        "",
        "request " * 40,
    ],
)
def test_other_words_announce_nothing(words):
    assert announced_by(words) is None
