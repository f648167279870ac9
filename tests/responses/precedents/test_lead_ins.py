"""A part is compared and shown with the words above on which its meaning rests."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection

from requests_app.models import Question
from requests_app.workflow import State
from responses.models import PreviousAnswer
from responses.precedents.lead_ins import lead_ins_of
from responses.precedents.own_letters import keep_issued_answers
from responses.precedents.services import import_letter, read_previous_response
from responses.precedents.similar import answered_before
from responses.precedents.tasks import find_meanings
from tests.factories import (
    AnswerFactory,
    FOIRequestFactory,
    LetterFactory,
    PreviousAnswerFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db

STRAYS = "In 2023, for stray dogs found in the borough, please state:"
SUMMONS = "In 2023, for summonses for unpaid council tax, please state:"
REPLY = """Our ref: FOI 77
4 March 2019

Dear Ms Marsh,

You asked:

1. For each stray dog found in 2018, please state:
(a) where the dog was found
(b) who the owner was

Our response:

1(a) In Dock Lane.

1(b) We do not hold this information.

Yours sincerely
"""


def _request(officer, lead_in, *parts, **fields):
    """Return a request with a lead-in and its parts."""
    foi_request = FOIRequestFactory(authority=officer.authority, **fields)
    above = QuestionFactory(
        foi_request=foi_request, order=0, kind=Question.Kind.HEADING, text=lead_in
    )
    for order, text in enumerate(parts, 1):
        QuestionFactory(
            foi_request=foi_request, order=order, label="ab"[order - 1], text=text,
            parent=above,
        )  # fmt: skip
    return foi_request


def _part(foi_request):
    return foi_request.questions.get(order=1)


def _shown(foi_request, user):
    return answered_before(
        question=_part(foi_request),
        lead_in=lead_ins_of(foi_request.questions.all())[_part(foi_request).pk],
        user=user,
        apart_from=foi_request,
    )


def _found(foi_request, user):
    return [one.previous for one in _shown(foi_request, user)]


def _issued(officer, lead_in):
    foi_request = _request(officer, lead_in, "the total number", state=State.ANSWERED)
    AnswerFactory(foi_request=foi_request, to=[_part(foi_request)])
    letter = LetterFactory(foi_request=foi_request, given_on=date(2026, 1, 5))
    keep_issued_answers(letter=letter)
    return PreviousAnswer.objects.get(letter=letter)


def test_our_own_letters_keep_what_leads_into_a_part(officer):
    previous = _issued(officer, f"  {STRAYS}\n")

    assert (previous.lead_in, previous.question) == (STRAYS, "the total number")
    assert previous.whole_question == f"{STRAYS} the total number"


def test_only_the_two_texts_nearest_above_lead_in(officer):
    foi_request = _request(officer, "Section A", "Dogs:")
    deep = _part(foi_request)
    for order, text in ((2, "For each ward:"), (3, "how many?")):
        deep = QuestionFactory(
            foi_request=foi_request, order=order, text=text, parent=deep
        )

    found = lead_ins_of(foi_request.questions.all())

    assert found[deep.pk] == "Dogs: For each ward:"
    assert found[foi_request.questions.get(order=0).pk] == ""


@pytest.mark.parametrize("is_on_record", [False, True])
def test_imported_letters_keep_what_leads_into_a_part(officer, is_on_record):
    if is_on_record:
        _request(
            officer,
            "For each stray dog found in 2018, please state:",
            "where the dog was found",
            "who the owner was",
            reference="77",
        )
    letter = import_letter(by=officer, text=REPLY).letter

    letter = read_previous_response(letter=letter)

    assert (letter.foi_request is not None) == is_on_record
    part = letter.answers.get(question="where the dog was found")
    assert part.lead_in == "For each stray dog found in 2018, please state:"
    assert not letter.answers.filter(lead_in__contains="Dock Lane").exists()


def test_a_part_means_what_leads_into_it(officer):
    dogs, summonses = _issued(officer, STRAYS), _issued(officer, SUMMONS)
    asked = [
        _request(officer, lead_in, "how many there were", state=State.ANSWERING)
        for lead_in in (
            "About lost hounds that wardens picked up:",
            "About court proceedings over local tax arrears:",
        )
    ]

    find_meanings()

    assert [_found(one, officer)[:1] for one in asked] == [[dogs], [summonses]]


def test_a_part_is_compared_anew_when_its_lead_in_is_corrected(officer):
    summonses = _issued(officer, SUMMONS)
    foi_request = _request(officer, STRAYS, "how many", state=State.ANSWERING)
    find_meanings()
    assert _found(foi_request, officer) != [summonses]
    foi_request.questions.filter(order=0).update(
        text="About court proceedings over local tax arrears:"
    )

    find_meanings()

    assert _found(foi_request, officer) == [summonses]


def test_the_same_part_below_another_lead_in_is_no_copy(officer):
    dogs, _ = _issued(officer, STRAYS), _issued(officer, SUMMONS)
    now = STRAYS.replace("2023", "2024")
    foi_request = _request(officer, now, "the total number", state=State.ANSWERING)

    (one,) = _shown(foi_request, officer)

    assert (one.previous, one.differs) == (dogs, ["2023 → 2024"])


def test_another_part_below_the_same_lead_in_is_no_copy(officer):
    _issued(officer, STRAYS)
    foi_request = _request(officer, STRAYS, "names of owners", state=State.ANSWERING)

    assert _shown(foi_request, officer) == []


def test_a_copy_of_a_part_kept_without_its_lead_in_is_found(officer):
    part = "the number of days each dog was held in kennels"
    previous = PreviousAnswerFactory(authority=officer.authority, question=part)
    foi_request = _request(officer, STRAYS, part, state=State.ANSWERING)

    (one,) = _shown(foi_request, officer)

    assert (one.previous, one.differs) == (previous, ["no date → 2023"])


def test_letters_issued_before_get_their_lead_ins(officer):
    previous = _issued(officer, f"{STRAYS}\n")
    imported = PreviousAnswerFactory(foi_request=previous.foi_request, order=1)
    PreviousAnswer.objects.update(lead_in="")

    with connection.cursor() as cursor:
        cursor.execute(import_module("responses.migrations.0012_fill_lead_ins").FILL)

    previous.refresh_from_db()
    imported.refresh_from_db()
    assert (previous.lead_in, imported.lead_in) == (STRAYS, "")
