"""Letters just issued and queued for sending."""

from datetime import timedelta

import pytest

from responses.issuing.services import issue_response
from responses.models import Dispatch, Letterhead
from responses.sending.queueing import Sending
from tests.responses import kinds
from tests.responses.kinds import AT, ON

ADDRESS = "alex@requester.example"
BY_EMAIL = Sending(Dispatch.Channel.EMAIL, ADDRESS)
BY_POST = Sending(Dispatch.Channel.POST, "12 Example Street\nMidtown\nLS2 2BB")
ELSEWHERE = Sending(Dispatch.Channel.ELSEWHERE, "the portal, under message 12")
AFTERWARDS = AT + timedelta(minutes=11)


@pytest.fixture
def cleared(officer, approver):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    return kinds.cleared(foi_request, by=officer, approver=approver)


@pytest.fixture
def issue(cleared, officer):
    """Issue the letter, sent as given."""

    def issue(sending=BY_EMAIL):
        return issue_response(
            foi_request=cleared, number=1, by=officer, on=ON, at=AT, sending=sending
        )

    return issue


@pytest.fixture
def at_once(officer):
    """Send letters at once, without an undo window."""
    Letterhead.objects.create(authority=officer.authority, undo_minutes=0)
