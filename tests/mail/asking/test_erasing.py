"""Erasing a record blanks what the person typed into the form about themselves."""

import pytest

from mail.asking.limits import Sender
from mail.asking.sentences import Sentences
from mail.asking.services import Asked, send_request
from mail.models import Entry, Message
from mail.queue.services import end_entry
from requests_app.requesters.erasing import erase_requester
from tests.factories import FOIRequestFactory, RequesterFactory, UserFactory
from tests.mail.made import ASKS, AT, ON

pytestmark = pytest.mark.django_db

EMAIL = "rowan@hale.example"


@pytest.fixture
def officer():
    return UserFactory()


@pytest.fixture
def requester(officer):
    return RequesterFactory(authority=officer.authority, emails=[EMAIL])


@pytest.fixture
def form(officer):
    return sent(officer.authority)


def sent(authority, email=EMAIL, key="one"):
    link = send_request(
        authority=authority,
        asked=Asked(
            text=ASKS,
            name="Rowan Hale",
            email=email,
            address="1 High Street",
            organisation="Hale Ltd",
            format_wanted="Large print",
        ),
        form_key=key,
        sender=Sender("client", ""),
        say=Sentences("en"),
        at=AT,
    )
    return link.message


def end(message, officer, ended_as=Entry.End.NOT_A_REQUEST, **given):
    end_entry(
        entry=message.entries.get(), ended_as=ended_as, by=officer, at=AT, **given
    )


def erase(requester, officer):
    erase_requester(requester=requester, reason="Asked for it", by=officer, on=ON)


def typed(message):
    message.refresh_from_db()
    submission = message.submission
    submission.refresh_from_db()
    typed = (submission.address, submission.organisation, submission.format_wanted)
    return [*typed, *message.notes]


def test_a_form_that_became_a_request_is_blanked(officer, requester, form):
    foi_request = FOIRequestFactory(
        authority=officer.authority, state="answered", requester=requester
    )
    end(form, officer, Entry.End.REGISTERED, foi_request=foi_request)
    Message.objects.update(foi_request=foi_request, matched_by="hand")

    erase(requester, officer)

    assert typed(form) == ["", "", ""]
    assert form.text == ASKS  # part of the request, like its text
    assert form.submission.receipt


def test_a_form_from_the_address_with_another_end_is_blanked(officer, requester, form):
    end(form, officer)

    erase(requester, officer)

    assert typed(form) == ["", "", ""]


def test_a_form_that_waits_and_forms_of_others_stay(officer, requester, form):
    other = sent(officer.authority, "else@other.example", "two")
    end(other, officer)

    erase(requester, officer)

    assert typed(form)[0] == typed(other)[0] == "1 High Street"


def test_forms_to_other_authorities_stay(officer, requester):
    elsewhere = UserFactory()
    form = sent(elsewhere.authority)
    end(form, elsewhere)

    erase(requester, officer)

    assert typed(form)[0] == "1 High Street"
