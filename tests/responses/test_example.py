"""The example request, from its receipt to the PDF of its letter."""

import json
import re
from datetime import date
from io import BytesIO

import pytest
from django.utils.html import escape
from pypdf import PdfReader

from requests_app.intake.recording import record_request
from requests_app.intake.registering import register_request
from responses.drafting.answers import answer_question
from responses.drafting.sharing import share_answer
from responses.drafting.statements import save_statement
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.publication import words_of
from responses.letters.records import MAKE_PDF, read_pdf
from statute import exemptions
from statute.notices import LetterType
from tests.jobs import run_jobs
from tests.responses import kinds

pytestmark = pytest.mark.django_db

OUTCOMES = {
    "disclosed": "disclosed",
    "not held": "not_held",
    "to follow in a supplementary reply": "to_follow",
}
WHY = {
    "24(2)": "Either reply would tell those who threaten us what is known of them.",
    "31(3)": "Either reply would tell offenders which methods are in use.",
}


@pytest.fixture
def expected(shared):
    return json.loads((folder_of(shared) / "expected.json").read_text("utf-8"))


@pytest.fixture
def foi_request(officer, shared):
    received = record_request(
        authority=officer.authority,
        received_text=(folder_of(shared) / "request.txt").read_text("utf-8"),
        received_on=date(2026, 3, 2),
        regime="FOIA",
        channel="email",
        requester_name="Robin Writer",
        by=officer,
        on=date(2026, 3, 2),
    )
    return register_request(foi_request=received, by=officer, on=date(2026, 3, 2))


def folder_of(shared):
    return shared / "examples" / "btp-1433-19"


def squeezed(text):
    return re.sub(r"\s+", "", text)


def labels_of(foi_request):
    """Return the questions by their labels in the expected data: "1", "1(a)"."""
    questions = list(foi_request.questions.select_related("parent"))
    return {
        f"{one.parent.label}({one.label})" if one.parent else one.label: one
        for one in questions
    }


def write(foi_request, said, *, by):
    """Answer as the expected data say, with our own reasons for the exemptions."""
    questions = labels_of(foi_request)
    for answer in said["answers"]:
        asked = [questions[label] for label in answer["questions"]]
        version = 0
        if len(asked) > 1:
            version = share_answer(
                foi_request=foi_request, questions=asked, by=by, on=kinds.ON
            ).version
        answer_question(
            foi_request=foi_request,
            question=asked[0],
            text="".join(f"<p>{escape(words)}</p>" for words in answer["text"]),
            outcome=OUTCOMES[answer["outcome"]],
            version=version,
            by=by,
            on=kinds.ON,
        )
    save_statement(
        foi_request=foi_request,
        scope=said["ncnd"]["scope"],
        reasons={
            f"FOIA {one['section']}": WHY[one["section"]]
            for one in said["ncnd"]["citations"]
        },
        harm="Saying which would let people plan around it.",
        factors_for="Either reply would inform the debate.",
        factors_against="Operations would be likely to be frustrated.",
        balance="The protection of the public weighs more.",
        no_inference="Nothing should be inferred from this.",
        version=0,
        by=by,
        on=kinds.ON,
    )


def test_the_example_is_answered_from_receipt_to_pdf(
    foi_request, expected, officer, approver
):
    said = expected["letter"]
    assert len(labels_of(foi_request)) == 12
    write(foi_request, said, by=officer)
    previewed = page_of(compose(foi_request, on=kinds.ON))

    letter = kinds.issued(foi_request, by=officer, approver=approver)
    run_jobs(MAKE_PDF, on=kinds.ON)

    letter.refresh_from_db()
    words = words_of(letter.html)
    assert words == words_of(previewed)
    assert letter.type == LetterType.INTERIM
    told = squeezed(words)
    for label, question in labels_of(foi_request).items():
        assert squeezed(question.text) in told, label
    for answer in said["answers"]:
        assert all(squeezed(text) in told for text in answer["text"])
    for one in said["ncnd"]["citations"]:
        assert exemptions.get(f"FOIA {one['section']}").citation in words
        assert WHY[one["section"]] in words
    assert said["ncnd"]["scope"] in words
    assert "internal review" in words
    assert "Information Commission" in words
    pages = PdfReader(BytesIO(read_pdf(letter))).pages
    printed = squeezed("".join(page.extract_text() for page in pages))
    for reason in WHY.values():
        assert squeezed(reason) in printed
