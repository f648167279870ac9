"""A response with open suggestions is sent with a reason, or once they are decided."""

from datetime import timedelta

import pytest

from requests_app.workflow import State
from responses.checks.checklist import checklist_of
from responses.checks.services import ResponseNotReady, findings
from responses.clearance.services import send_for_clearance
from responses.drafting.suggestions import refuse_suggestions, suggest_change
from responses.letters.composing import compose
from responses.models import Suggestion
from tests.factories import UserFactory
from tests.responses import kinds
from tests.responses.kinds import AT, ON


@pytest.fixture
def foi_request(officer):
    return kinds.full_disclosure(authority=officer.authority)


@pytest.fixture
def colleague(officer):
    return UserFactory(roles=["officer"], authority=officer.authority)


def suggest(foi_request, by, words="There are five of either kind."):
    question = foi_request.questions.get(order=1)
    (made,) = suggest_change(
        foi_request=foi_request,
        question=question,
        words=words,
        version=question.answered.answer.version,
        by=by,
        on=ON,
        at=AT - timedelta(hours=1),
    )
    return made


def warnings_of(foi_request):
    foi_request.refresh_from_db()
    found = findings(foi_request, compose(foi_request, on=ON))
    return [one for one in found if one.finding.code == "open_suggestions"]


def send(foi_request, by, reason):
    return send_for_clearance(
        foi_request=foi_request,
        reasons={one.fingerprint: reason for one in warnings_of(foi_request)},
        by=by,
        on=ON,
        at=AT,
    )


def test_a_response_with_an_open_suggestion_is_not_sent_without_a_reason(
    foi_request, officer, colleague
):
    kinds.nothing_warns(foi_request, by=officer)
    made = suggest(foi_request, colleague)
    with pytest.raises(ResponseNotReady, match="Suggested changes to this letter"):
        send(foi_request, officer, "")

    refuse_suggestions(
        foi_request=foi_request,
        answer=made.base.answer,
        keys=[made.pk],
        by=officer,
        on=ON,
    )

    assert not warnings_of(foi_request)
    assert send(foi_request, officer, "").state == State.CLEARANCE


def test_a_reason_answers_the_suggestions_known_then_and_no_later_one(
    foi_request, officer, colleague
):
    kinds.nothing_warns(foi_request, by=officer)
    suggest(foi_request, colleague)
    ((found),) = warnings_of(foi_request)
    suggest(foi_request, colleague, "There are six of either kind.")

    ((later),) = warnings_of(foi_request)

    assert later.fingerprint != found.fingerprint
    assert not later.is_blocking


def test_what_is_suggested_during_clearance_does_not_count(
    foi_request, officer, colleague
):
    kinds.nothing_warns(foi_request, by=officer)
    made = suggest(foi_request, colleague)
    send(foi_request, officer, "The approver is to choose between the figures.")
    base = made.base
    Suggestion.objects.create(
        base=base, start=0, end=5, words="We know of", written_at=AT + timedelta(1)
    )

    ((found),) = warnings_of(foi_request)

    assert found.override.reason == "The approver is to choose between the figures."


def test_the_warning_leads_to_the_draft(foi_request, officer, colleague):
    suggest(foi_request, colleague)

    checklist = checklist_of(
        foi_request,
        compose(foi_request, on=ON),
        user=officer,
        back="/",
        may_fix=True,
    )

    check = next(one for one in checklist.advised if "Suggested" in one.message)
    assert check.fix_link.url == f"/requests/{foi_request}/draft/"
