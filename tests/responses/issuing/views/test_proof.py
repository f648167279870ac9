"""Before issue a letter is shown and proofed with the address it is posted to."""

import pytest
from django.urls import reverse
from django.utils import timezone

from responses.clearance.draft_pdf import MAKE_DRAFT_PDF
from responses.letters.addressed import printed_address
from responses.models import DraftPDF, Letter, Letterhead
from tests.jobs import run_jobs
from tests.responses import kinds, procedural_letters

pytestmark = pytest.mark.django_db
RECORDED = "Alex Requester\nRoad Watch\n12 Example Street\nMidtown\nLS2 2BB"
CORRECTED = "Alex Requester\n7 New Road\nYO1 7HH"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def response(officer, approver):
    """Return the address of the page that issues a cleared response."""
    made = kinds.full_disclosure(authority=officer.authority, officer=officer)
    kinds.nothing_warns(made, by=officer, on=kinds.ON, at=kinds.AT)
    made = kinds.cleared(made, by=officer, approver=approver)
    return reverse("issue-response", args=[made.reference])


@pytest.fixture
def notice(officer, today):
    """Return the address of the page that issues an acknowledgement."""
    made = procedural_letters.request(authority=officer.authority, received_on=today)
    return reverse("issue-procedural-letter", args=[made.reference, "acknowledgement"])


@pytest.fixture
def post(client, officer):
    """Post the form of a page, with its hidden fields as they stand."""
    client.force_login(officer)

    def post(url, address=RECORDED, **data):
        form = client.get(url).context["form"]
        hidden = {
            name: form[name].value()
            for name in ("number", "page_sha256")
            if name in form.fields
        }
        data = {"send_by": "post", "send_as": "pdf", "send_post": address, **data}
        return client.post(url, {**hidden, **data}, follow=True)

    return post


@pytest.fixture(params=["response", "notice"])
def page(request):
    return request.getfixturevalue(request.param)


def proofed():
    return run_jobs(MAKE_DRAFT_PDF, on=timezone.localdate(), at=timezone.now())


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_a_letter_is_issued_by_post_once_its_proof_fits_the_envelope(page, post):
    first = post(page)
    assert "still being checked" in text_of(first)
    assert not Letter.objects.exists()

    proofed()
    post(page)

    assert printed_address(Letter.objects.get().html) == tuple(RECORDED.splitlines())
    assert DraftPDF.objects.count() == 1


def test_a_typed_address_is_confirmed_shown_proofed_and_printed(page, post):
    first = post(page, CORRECTED)
    shown = text_of(first)
    assert "not the address on record" in shown
    assert "still being checked" not in shown
    assert '<span class="letter-line">7 New Road</span>' in shown
    assert '<span class="letter-line">12 Example Street</span>' not in shown

    proofed()
    proof = DraftPDF.objects.get()
    post(page, CORRECTED, send_checked=CORRECTED)

    letter = Letter.objects.get()
    assert printed_address(proof.html) == tuple(CORRECTED.splitlines())
    assert printed_address(letter.html) == tuple(CORRECTED.splitlines())
    assert proof.html.replace(" data-draft", "") == letter.html


def test_a_letter_that_does_not_fit_is_told_with_its_reasons(page, post):
    post(page)
    DraftPDF.objects.update(faults=["The letter has 12 pages, and 10 fit."], file="a")

    refused = post(page)
    assert "The letter has 12 pages" in text_of(refused)
    assert not Letter.objects.exists()
    confirms = refused.context["form"].fields["send_unfit"].widget.confirms
    post(page, send_unfit=confirms)

    assert Letter.objects.count() == 1


def test_a_long_letter_is_told_on_the_page(page, post, client):
    made = {"send_by": "post", "send_post": RECORDED, "proof": "yes"}
    answer = client.post(page, made, headers={"HX-Request": "true"})
    assert "is being checked" in text_of(answer)
    proof = DraftPDF.objects.get()
    more = '<p style="break-before: page">More.</p>' * 12
    DraftPDF.objects.update(html=proof.html.replace("</article>", f"{more}</article>"))

    proofed()

    answer = client.post(page, made, headers={"HX-Request": "true"})
    assert "10 fit the envelope" in text_of(answer)
    assert not Letter.objects.exists()
    state = reverse("draft-pdf", args=[proof.foi_request.reference, proof.pk])
    polled = client.get(f"{state}?posted", headers={"HX-Request": "true"})
    assert "10 fit the envelope" in text_of(polled)


@pytest.mark.parametrize(
    "said", [{"send_post": "Alex\nMidtown"}, {"send_by": "email"}, {}]
)
def test_no_proof_is_made_for_what_cannot_be_posted(page, post, client, said):
    answer = client.post(page, {**said, "proof": "yes"})

    assert "once the address is complete" in text_of(answer)
    assert not DraftPDF.objects.exists()


def test_a_letter_by_email_needs_no_proof(page, post):
    answer = post(page, send_by="email", send_email="alex@requester.example")
    assert answer.redirect_chain

    assert not DraftPDF.objects.exists()


def test_a_letterhead_without_a_window_needs_no_proof(post, officer, notice):
    Letterhead.objects.create(authority=officer.authority, envelope="plain")

    assert "hx-post" not in text_of(post(notice, "Alex\nMidtown"))
    post(notice)

    assert Letter.objects.exists()
    assert not DraftPDF.objects.exists()


def test_the_page_says_which_address_is_printed(page, client, officer):
    client.force_login(officer)

    shown = text_of(client.get(page))

    assert "The letter prints this address." in shown
    assert not DraftPDF.objects.exists()
