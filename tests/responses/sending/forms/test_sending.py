"""The sending fields ask for a channel, and for confirmation of an unknown address."""

from functools import partial

import pytest

from responses.models import Letterhead
from responses.sending.forms.sending import SendingFields
from tests.factories import FOIRequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def foi_request():
    return FOIRequestFactory(requester_address="12 Example Street\nLS2 2BB")


def fits(address):
    return []


sending_fields = partial(SendingFields, why_unfit=fits)


def filled(foi_request, **data):
    return sending_fields({"send_as": "pdf", **data}, foi_request=foi_request)


def doubted(form):
    """Return the address that the page asks the officer to confirm."""
    form.is_valid()
    return form.fields["send_checked"].widget.confirms


def test_the_requesters_address_is_filled_in(foi_request):
    form = sending_fields(foi_request=foi_request)

    assert form["send_by"].value() == "email"
    assert form["send_email"].value() == "alex@requester.example"
    assert form["send_post"].value() == "Alex Requester\n12 Example Street\nLS2 2BB"


def test_a_requester_without_email_is_written_to_by_post(foi_request):
    foi_request.requester_email = ""

    assert sending_fields(foi_request=foi_request)["send_by"].value() == "post"


@pytest.mark.parametrize(
    "typed", ["alex@requester.example", " Alex@Requester.example\n"]
)
def test_the_address_on_record_needs_no_second_look(foi_request, typed):
    form = filled(foi_request, send_by="email", send_email=typed)

    assert form.is_valid(), form.errors
    assert set(form.cleaned_data) == {"sending"}
    assert form.cleaned_data["sending"].address == typed.strip()


def test_another_address_is_taken_once_it_is_confirmed(foi_request):
    said = {"send_by": "email", "send_email": "alec@requester.example"}

    first = filled(foi_request, **said)
    second = filled(foi_request, **said, send_checked=doubted(first))

    assert "which is alex@requester.example" in first.errors["send_email"][0]
    assert second.is_valid()


def test_confirming_one_address_does_not_confirm_another(foi_request):
    form = filled(
        foi_request,
        send_by="email",
        send_email="alec@requester.example",
        send_checked="alek@requester.example",
    )

    assert not form.is_valid()
    assert doubted(form) == "alec@requester.example"


def test_an_address_where_none_is_on_record_is_confirmed_too(foi_request):
    foi_request.requester_address = ""
    form = filled(
        foi_request, send_by="post", send_post="A. Name\n1 New Street\nLS2 2BB"
    )

    assert "No such address is on record" in form.errors["send_post"][0]


@pytest.mark.parametrize(
    ("data", "field", "says"),
    [
        ({}, "send_by", "Choose how to send the letter"),
        ({"send_by": "email"}, "send_email", "address of the recipient"),
        (
            {"send_by": "email", "send_email": "a b"},
            "send_email",
            "no e-mail address",
        ),
        ({"send_by": "elsewhere"}, "send_elsewhere", "address of the recipient"),
    ],
)
def test_what_is_missing_is_asked_for(foi_request, data, field, says):
    assert says in filled(foi_request, **data).errors[field][0]


def test_the_way_and_what_the_email_carries_are_given_on(foi_request):
    form = filled(
        foi_request,
        send_by="email",
        send_email="alex@requester.example",
        send_as="text_and_pdf",
    )
    post = filled(
        foi_request,
        send_by="post",
        send_post="Alex Requester \n\n 12 Example Street\nLS2 2BB",
    )

    assert form.is_valid()
    assert post.is_valid()
    sending = form.cleaned_data["sending"]
    assert (sending.channel, sending.form) == ("email", "text_and_pdf")
    assert post.cleaned_data["sending"].address.splitlines()[1] == "12 Example Street"


def test_the_form_says_how_long_a_letter_can_be_held_back(foi_request):
    by_default = sending_fields(foi_request=foi_request)
    Letterhead.objects.create(authority=foi_request.authority, undo_minutes=0)
    at_once = sending_fields(foi_request=foi_request)

    assert "wait 10 minutes" in by_default["send_by"].help_text
    assert "cannot be undone" in at_once["send_by"].help_text


UNFIT = ["The letter has 12 pages, and 10 fit the envelope.", "Page 2: Too wide."]
POSTED = {
    "send_by": "post",
    "send_post": "Alex Requester\n12 Example Street\nLS2 2BB",
}


def unfit(foi_request, reasons=UNFIT, **data):
    data = {"send_as": "pdf", **POSTED, **data}
    return SendingFields(data, foi_request=foi_request, why_unfit=lambda _: reasons)


def test_a_letter_that_does_not_fit_the_envelope_is_told_and_can_be_posted(foi_request):
    first = unfit(foi_request)
    said = list(first.errors["send_post"])
    confirms = first.fields["send_unfit"].widget.confirms

    assert said[:2] == UNFIT
    assert "tick the box" in said[2]
    assert unfit(foi_request, send_unfit=confirms).is_valid()
    assert not unfit(foi_request, ["Page 3: Too wide."], send_unfit=confirms).is_valid()


def test_only_a_letter_by_post_is_held_against_the_envelope(foi_request):
    by_email = unfit(foi_request, send_by="email", send_email="alex@requester.example")

    assert by_email.is_valid()
    assert by_email.posted_to == ""


def test_the_address_is_confirmed_before_the_envelope_is_told(foi_request):
    form = unfit(foi_request, send_post="Alex\n7 New Road\nYO1 7HH")

    (said,) = list(form.errors["send_post"])
    assert "not the address on record" in said
    assert form.posted_to == "Alex\n7 New Road\nYO1 7HH"
