"""An address typed for a message: taken as people write it, or refused at its field."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mail.models import Entry
from requests_app.models import FOIRequest
from tests.factories import UserFactory
from tests.mail.made import ON, entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def register(client, officer):
    client.force_login(officer)
    one = entry(officer.authority, received_on=timezone.localdate())

    def send(address, **more):
        details = {
            "version": one.version,
            "requester_name": "Rowan Hale",
            "requester_address": address,
            "regime": "FOIA",
            "channel": "email",
            "language": "en",
            "acknowledge": "yes",
        }
        url = reverse("register-incoming", args=[one.pk])
        return client.post(url, details | more)

    return send


def test_a_postcode_after_the_town_is_acknowledged_by_post(register):
    register("12 Example Street\nLeeds LS1 4AP")

    made = FOIRequest.objects.get()
    assert made.requester_address == "12 Example Street\nLeeds LS1 4AP"
    letter = made.letters.get()
    assert letter.dispatches.get().address == (
        "Rowan Hale\n12 Example Street\nLeeds\nLS1 4AP"
    )
    assert "Leeds LS1" not in letter.html
    assert "LS1 4AP" in letter.html


@pytest.mark.parametrize(
    ("address", "leads_to", "says"),
    [
        ("12 Example Street\nMidtown", "requester_address", "must be its postcode"),
        ("", "requester_email", "no address to acknowledge this request to"),
    ],
)
def test_an_address_without_use_is_refused_at_its_field(
    register, address, leads_to, says
):
    answer = register(address)

    page = answer.content.decode()
    summary = page.split("govuk-error-summary__list")[1].split("</ul>")[0]
    assert f'href="#id_{leads_to}"' in summary
    assert says in summary
    assert 'value="Rowan Hale"' in page
    assert not FOIRequest.objects.exists()


def test_a_refusal_without_a_field_is_told_above_the_page(register):
    Entry.objects.update(received_on=ON)  # no time is left for an acknowledgement

    page = register("", requester_email="rowan@hale.example").content.decode()

    summary = page.split("govuk-error-summary__list")[1].split("</ul>")[0]
    assert 'href="#refusal"' in summary
    assert 'id="refusal"' in page
    assert not FOIRequest.objects.exists()
