"""A response with open comments is sent with a reason, or once they are resolved."""

from datetime import UTC, datetime, timedelta

import pytest

from requests_app.workflow import State
from responses.checks.checklist import checklist_of
from responses.checks.services import ResponseNotReady, findings
from responses.clearance.services import (
    clear_response,
    return_response,
    send_for_clearance,
)
from responses.comments.services import comment_on, resolve_comment
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words
from responses.models import Comment
from tests.factories import FOIRequestFactory, UserFactory
from tests.responses import good_replies, procedural_letters

ON = good_replies.ON
AT = datetime(2026, 3, 9, 10, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def foi_request(db):
    """A request with a response ready for clearance."""
    return good_replies.disclosure("FOIA")


@pytest.fixture
def officer(foi_request):
    return UserFactory(roles=["officer"], authority=foi_request.authority)


@pytest.fixture
def approver(foi_request):
    return UserFactory(roles=["approver"], authority=foi_request.authority)


def commented(foi_request, by, words="Source?", at=AT):
    question = foi_request.questions.filter(kind="question").first()
    comment = comment_on(
        foi_request=foi_request, question=question, words=words, by=by, on=ON
    )
    Comment.objects.filter(pk=comment.pk).update(at=at)
    return comment


def warnings_of(foi_request):
    foi_request.refresh_from_db()
    return [
        one
        for one in findings(foi_request, compose(foi_request, on=ON))
        if one.finding.code == "open_comments"
    ]


def send(foi_request, by, reason=""):
    reasons = {one.fingerprint: reason for one in warnings_of(foi_request)}
    return send_for_clearance(
        foi_request=foi_request,
        reasons=reasons,
        by=by,
        on=ON,
        at=AT,
    )


def resolve(comment, by):
    resolve_comment(comment=comment, by=by, on=ON, at=AT)


def clear(foi_request, by):
    return clear_response(
        foi_request=foi_request,
        words_sha256=sha256_of_words(compose(foi_request, on=ON)),
        by=by,
        on=ON,
        at=AT,
    )


def test_a_response_with_an_open_comment_is_not_sent_without_a_reason(
    foi_request, officer
):
    comment = commented(foi_request, officer)
    with pytest.raises(ResponseNotReady, match="Comments on this letter are open"):
        send(foi_request, officer)
    assert not warnings_of(foi_request)[0].is_blocking

    resolve(comment, officer)

    assert not warnings_of(foi_request)
    assert send(foi_request, officer).state == State.CLEARANCE


def test_a_reason_sends_it_and_the_approver_may_resolve_and_clear(
    foi_request, officer, approver
):
    first, second = (
        commented(foi_request, officer),
        commented(foi_request, officer, "b"),
    )
    send(foi_request, officer, "The approver is to decide on both.")

    resolve(first, approver)
    commented(foi_request, approver, "Say it shorter next time.", at=LATER)

    ((found),) = warnings_of(foi_request)
    assert found.override.reason == "The approver is to decide on both."
    assert clear(foi_request, approver).state == State.CLEARED
    assert second.is_open


def test_a_reason_for_earlier_comments_does_not_answer_those_of_the_approver(
    foi_request, officer, approver
):
    commented(foi_request, officer)
    send(foi_request, officer, "Nothing to do with the letter.")
    commented(foi_request, approver, "Which year is meant?", at=LATER)
    return_response(foi_request=foi_request, reasons="See there.", by=approver, on=ON)

    with pytest.raises(ResponseNotReady):
        send(foi_request, officer)


def test_the_warning_leads_to_the_comments(foi_request, officer):
    commented(foi_request, officer)

    checklist = checklist_of(
        foi_request,
        compose(foi_request, on=ON),
        user=officer,
        back="/",
        may_fix=True,
    )

    ((check),) = checklist.advised
    assert check.fix_link.url == f"/requests/{foi_request}/comments/"


def test_a_notice_goes_whatever_is_open(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    comment_on(foi_request=foi_request, part="whole", words="Hm.", by=officer, on=ON)
    content = procedural_letters.content_of("acknowledgement", "FOIA")

    found = findings(foi_request, content)

    assert "open_comments" not in {one.finding.code for one in found}
