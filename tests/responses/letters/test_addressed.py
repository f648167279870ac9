"""A letter prints the address that it is posted to."""

import pytest

from requests_app.refusals import Refusal
from responses.issuing.services import issue_response
from responses.letters.addressed import addressed_to, printed_address, why_not_printed
from responses.letters.composing import compose
from responses.letters.pages import page_of, sha256_of
from responses.letters.publication import names_in
from responses.models import Dispatch, Letter
from responses.procedural.services import issue_procedural_letter, procedural_content
from responses.sending.queueing import Sending
from tests.responses import kinds

pytestmark = pytest.mark.django_db
RECORDED = "12 Example Street\nLS2 2BB"
CORRECTED = "A. Requester\nc/o Sam Friend & Co\n7 New Road\nYO1 7HH"
BY_POST = Sending(Dispatch.Channel.POST, CORRECTED)


@pytest.fixture
def cleared(officer, approver):
    foi_request = kinds.full_disclosure(
        authority=officer.authority, requester_address=RECORDED
    )
    return kinds.cleared(foi_request, by=officer, approver=approver)


def issue(cleared, officer, *, number=1, sending=BY_POST):
    return issue_response(
        foi_request=cleared,
        number=number,
        by=officer,
        on=kinds.ON,
        at=kinds.AT,
        sending=sending,
    )


def acknowledge(foi_request, officer, sending):
    kind = "acknowledgement"
    content = procedural_content(foi_request, kind, on=kinds.ON)
    return issue_procedural_letter(
        foi_request=foi_request,
        kind=kind,
        number=1,
        page_sha256=sha256_of(page_of(content)),
        by=officer,
        on=kinds.ON,
        at=kinds.AT,
        sending=sending,
    )


def test_the_frozen_letter_prints_the_address_it_is_posted_to(cleared, officer):
    letter = issue(cleared, officer)

    assert printed_address(letter.html) == tuple(CORRECTED.splitlines())
    assert letter.html_sha256 == sha256_of(letter.html)
    assert "Dear Alex Requester" in letter.html
    assert letter.dispatches.get().address == CORRECTED


def test_the_record_of_the_requester_stays_as_it_is(cleared, officer):
    issue(cleared, officer)

    cleared.refresh_from_db()
    assert cleared.requester_address == RECORDED
    assert "7 New Road" in cleared.history.filter(kind="sending_queued").get().note


@pytest.mark.parametrize(
    "sending",
    [
        None,
        Sending(Dispatch.Channel.EMAIL, "alex@requester.example"),
        Sending(Dispatch.Channel.ELSEWHERE, "Uploaded"),
        Sending(Dispatch.Channel.POST, f"Alex Requester\nRoad Watch\n{RECORDED}"),
    ],
)
def test_any_other_letter_prints_the_address_on_record(cleared, officer, sending):
    recorded = page_of(compose(cleared, on=kinds.ON))

    assert issue(cleared, officer, sending=sending).html == recorded


def test_a_notice_prints_the_address_it_is_posted_to(officer):
    foi_request = kinds.full_disclosure(authority=officer.authority)

    letter = acknowledge(foi_request, officer, BY_POST)

    assert printed_address(letter.html) == tuple(CORRECTED.splitlines())


def test_every_kind_of_response_can_print_another_address():
    for kind, regime in kinds.EVERY_KIND:
        content = compose(kinds.made(kind, regime), on=kinds.ON)

        page = page_of(addressed_to(content, CORRECTED))

        assert printed_address(page) == tuple(CORRECTED.splitlines()), (kind, regime)


def test_the_version_for_publication_has_neither_address(cleared, officer):
    content = addressed_to(compose(cleared, on=kinds.ON), CORRECTED)
    page = "<p>We wrote to 7 New Road, YO1 7HH and to 12 Example Street.</p>"

    assert len(names_in(page, content.addressee)) == 3
    assert "7 New Road" not in issue(cleared, officer).html_for_publication


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("Alex Requester\n12 Example Street\nMidtown", "must be its postcode"),
        ("Alex\n🏠 12 Example Street\nLS2 2BB", "house building"),
        ("Alex \U00013000\n12 Example Street\nLS2 2BB", "U+13000"),
    ],
)
def test_no_letter_is_issued_to_an_address_that_cannot_be_printed(
    cleared, officer, address, says
):
    sending = Sending(Dispatch.Channel.POST, address)

    with pytest.raises(Refusal, match=says.replace("+", r"\+")):
        issue(cleared, officer, sending=sending)

    assert not Letter.objects.exists()


def test_signs_and_letters_of_other_languages_may_stand_in_an_address():
    assert (
        why_not_printed("Zoë Ó Néill\nBüro № 3, 12° Ost\n10115 Berlin\nGermany") == []
    )
    assert why_not_printed("Владимир\n12 Example Street\nLS2 2BB") == []
