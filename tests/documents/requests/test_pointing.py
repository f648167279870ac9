"""Words that only point to a file ask nothing; every doubt is a question."""

import pytest

from documents.requests.pointing import only_points_to_file


@pytest.mark.parametrize(
    "words",
    [
        "Please see my questions attached.",
        "Please answer the questions in the attached workbook.",
        "Please find attached my request.",
        "My questions are in the enclosed spreadsheet",
        "Please provide answers to the questions in the attached spreadsheet.",
        "I have attached my FOI request as an Excel file. Thank you for your help.",
        "This is a request under the Freedom of Information Act 2000. Please complete "
        "the attached form.",
        "Gweler fy nghwestiynau yn y daenlen atodedig, a atebwch y cwestiynau.",
    ],
)
def test_words_that_only_point(words):
    assert only_points_to_file(words)


@pytest.mark.parametrize(
    "words",
    [
        "Please send me the spreadsheet of all requests.",
        "How many questions are in the attached file?",
        "Please see the attached questions. Please also send the minutes of May.",
        "Please supply the file with the questions attached to the tender.",
        "How many bicycles did you buy in 2025?",
        "Thank you for your help.",
        "Please answer these questions.",
        "Please see the attached questions. And the cost of each",
        "",
        f"Please see my questions attached {'and more ' * 50}.",
    ],
)
def test_words_that_ask_or_leave_a_doubt(words):
    assert not only_points_to_file(words)
