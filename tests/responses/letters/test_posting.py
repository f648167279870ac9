"""An officer is told where a letter cannot be posted: typing, drafting and printing."""

from dataclasses import replace

import pytest

from responses.checks.findings import findings_in
from responses.clearance.draft_pdf import ask_for_draft_pdf, make_draft_pdf
from responses.letters.composing import compose
from responses.models import Letterhead
from responses.sending.forms.sending import SendingFields
from tests.factories import FOIRequestFactory
from tests.responses import kinds, procedural_letters

pytestmark = pytest.mark.django_db
UNPOSTED = "12 Example Street\nMidtown"


def codes_of(content):
    return [found.code for found in findings_in(content)]


@pytest.mark.parametrize(
    ("email", "address", "is_warned"),
    [
        ("", UNPOSTED, True),
        ("", "12 Example Street\nLS2 2BB", False),
        ("alex@requester.example", UNPOSTED, False),
    ],
)
def test_a_response_by_post_warns_of_its_address(email, address, is_warned):
    foi_request = kinds.full_disclosure(
        requester_email=email, requester_address=address
    )

    codes = codes_of(compose(foi_request, on=kinds.ON))

    assert ("address_not_posted" in codes) is is_warned


def test_a_notice_by_post_warns_of_its_address():
    content = procedural_letters.content_of("acknowledgement", "FOIA")
    addressee = replace(content.addressee, email="", address=(UNPOSTED,))

    assert "address_not_posted" not in codes_of(content)
    assert "address_not_posted" in codes_of(replace(content, addressee=addressee))


def test_an_address_no_letter_can_be_posted_to_is_refused_when_sending():
    foi_request = FOIRequestFactory(requester_address=UNPOSTED)
    said = {"send_as": "pdf", "send_by": "post", "send_post": f"Alex\n{UNPOSTED}"}

    form = SendingFields(said, foi_request=foi_request, why_unfit=lambda _: [])

    assert "must be its postcode" in form.errors["send_post"][0]
    assert form["send_post"].value() == f"Alex\n{UNPOSTED}"


@pytest.mark.parametrize(
    ("envelope", "address", "says"),
    [
        ("window", UNPOSTED, "Page 1: The last line of the address"),
        ("window", "12 Example Street\nLS2 2BB", ""),
        ("plain", UNPOSTED, ""),
        ("window", "", "Page 1: The address has too few lines"),
    ],
)
def test_a_draft_says_why_it_cannot_be_posted(officer, envelope, address, says):
    Letterhead.objects.create(authority=officer.authority, envelope=envelope)
    foi_request = kinds.full_disclosure(
        authority=officer.authority, requester_address=address
    )
    content = compose(foi_request, on=kinds.ON)

    draft = make_draft_pdf(
        draft_pdf=ask_for_draft_pdf(
            foi_request=foi_request, content=content, by=officer
        )
    )

    assert (says in "".join(draft.faults)) if says else draft.faults == []


def test_a_letterhead_without_a_window_runs_across_the_sheet(officer):
    Letterhead.objects.create(authority=officer.authority, envelope="plain")
    foi_request = kinds.full_disclosure(authority=officer.authority)

    page = compose(foi_request, on=kinds.ON)

    assert not page.sender.is_for_windows
