"""A request is registered from the queue in one step, or nothing happens."""

import pytest

from mail.models import Entry
from mail.queue.outline import outline_of_entry
from mail.queue.refused import EntryDecided
from mail.queue.registering import NotAcknowledged, register_entry
from requests_app.models import FOIRequest
from tests.factories import AuthorityFactory, UserFactory
from tests.mail.made import ASKS, AT, ON, entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory()


def register(one, officer, **given):
    details = {
        "requester_name": "Rowan Hale",
        "requester_email": "rowan@hale.example",
        "received_on": one.received_on,
        "regime": "FOIA",
        "channel": "email",
        "is_acknowledged": True,
    }
    return register_entry(
        entry=one,
        outline=outline_of_entry(one),
        by=officer,
        on=ON,
        at=AT,
        **details | given,
    )


def test_registering_records_registers_and_acknowledges(officer):
    one = entry(officer.authority)

    made = register(one, officer)

    one.refresh_from_db()
    assert made.received_text == ASKS
    assert made.questions.filter(kind="question").count() == 2
    assert made.reference
    assert one.ended_as == Entry.End.REGISTERED
    assert one.foi_request == one.message.foi_request == made
    dispatch = made.letters.get().dispatches.get()
    assert (dispatch.channel, dispatch.address) == ("email", "rowan@hale.example")


def test_a_second_click_registers_nothing_more(officer):
    one = entry(officer.authority)
    register(one, officer)

    with pytest.raises(EntryDecided, match="registered"):
        register(one, officer)

    assert FOIRequest.objects.count() == 1


def test_without_an_address_nothing_is_registered(officer):
    one = entry(officer.authority)

    with pytest.raises(NotAcknowledged, match="no address"):
        register(one, officer, requester_email="")

    one.refresh_from_db()
    assert one.ended_as == ""
    assert not FOIRequest.objects.exists()


def test_flags_of_rules_reach_the_request(officer):
    one = entry(officer.authority, flags=["press_interest"])

    made = register(one, officer, is_acknowledged=False)

    assert made.flags == ["press_interest"]
    assert not made.letters.exists()


def test_an_entry_of_another_authority_names_its_own(officer):
    one = entry(AuthorityFactory())

    assert register(one, officer, is_acknowledged=False).authority == one.authority
