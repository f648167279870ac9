"""Letters just issued and queued for sending."""

from datetime import timedelta

import pytest

from responses.issuing.services import issue_response
from responses.models import Dispatch, Letterhead, Sender
from responses.senders import carrying
from responses.senders.sealing import KEYS
from responses.sending.queueing import Sending
from tests.factories import UserFactory
from tests.notify import KEY, TEMPLATE, serving_notify
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


@pytest.fixture
def notify(settings):
    """Run a fake of GOV.UK Notify, and let the settings name it."""
    with serving_notify() as fake:
        settings.NOTIFY_URL = fake.url
        yield fake


@pytest.fixture
def by_notify(officer, notify, at_once, monkeypatch):
    """Let e-mails and post of the officer's authority leave by GOV.UK Notify."""
    monkeypatch.setattr(carrying, "_away", {})
    return Sender.objects.create(
        authority=officer.authority,
        mail_by="notify",
        post_by="notify",
        sealed_notify_key=KEYS.close(KEY),
        notify_template=TEMPLATE,
    )


@pytest.fixture
def administrator(officer):
    return UserFactory(roles=["administrator"], authority=officer.authority)
