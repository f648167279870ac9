"""Approvers press the buttons of the desk at the same moment, or twice."""

import pytest

from documents.richtext.running import as_lines, running_text
from requests_app.models import Notice
from requests_app.workflow import State
from responses.approving.history import ApprovingHistory
from responses.approving.services import (
    approve_parts,
    clear_whole_response,
    clear_with_amendments,
    return_with_comments,
    suggest_amendment,
)
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words
from responses.models import PartReturn, Suggestion
from tests.at_once import at_once
from tests.factories import UserFactory
from tests.responses.kinds import AT, ON

pytestmark = pytest.mark.django_db(transaction=True)

WHEN = {"on": ON, "at": AT}


def kinds_of(foi_request):
    return [entry.kind for entry in foi_request.history.all()]


def test_parts_approved_twice_are_recorded_once(sent, approver, read):
    given = read(sent)

    def approve(by):
        approve_parts(foi_request=sent, read=given, by=by, **WHEN)

    assert at_once(approve, [approver, approver]) == ["done", "done"]
    assert kinds_of(sent).count(ApprovingHistory.PARTS_APPROVED) == 1


def test_amendments_suggested_and_sent_twice_count_once(sent, approver, read):
    question = sent.questions.get(order=0)
    answer = question.answers.get()
    words = f"{as_lines(running_text(answer.text))} Two more were ordered."
    given = read(sent)

    def suggest(by):
        suggest_amendment(
            foi_request=sent,
            question=question,
            words=words,
            version=answer.version,
            by=by,
            **WHEN,
        )

    def clear(by):
        clear_with_amendments(foi_request=sent, rest=given, by=by, **WHEN)

    assert at_once(suggest, [approver, approver]) == ["done", "done"]
    assert Suggestion.objects.count() == 1
    assert kinds_of(sent).count(ApprovingHistory.AMENDMENT_SUGGESTED) == 1
    assert at_once(clear, [approver, approver]) == ["done", "refused"]
    assert PartReturn.objects.count() == 1
    assert Notice.objects.filter(kind=Notice.Kind.RETURNED).count() == 1


def test_clearing_and_returning_at_once_do_not_both_count(sent, approver, read):
    other = UserFactory(roles=["approver"], authority=approver.authority)
    words, given = sha256_of_words(compose(sent, on=ON)), read(sent)

    def decide(by):
        if by == approver:
            clear_whole_response(
                foi_request=sent, words_sha256=words, rest=given, by=by, **WHEN
            )
        else:
            return_with_comments(foi_request=sent, reasons="No.", by=by, **WHEN)

    assert at_once(decide, [approver, other]) == ["done", "refused"]
    sent.refresh_from_db()
    is_cleared = sent.state == State.CLEARED
    assert Notice.objects.filter(kind=Notice.Kind.CLEARED).exists() == is_cleared
    assert PartReturn.objects.exists() != is_cleared
