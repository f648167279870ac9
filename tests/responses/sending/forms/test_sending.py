"""The sending fields ask for a channel, and for confirmation of an unknown address."""

import pytest

from responses.models import Letterhead
from responses.sending.forms.sending import SendingFields
from tests.factories import FOIRequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def foi_request():
    return FOIRequestFactory(requester_address="12 Example Street\nLS2 2BB")


def filled(foi_request, **data):
    return SendingFields({"send_as": "pdf", **data}, foi_request=foi_request)


def doubted(form):
    """Return the address that the page asks the officer to confirm."""
    form.is_valid()
    return form.fields["send_checked"].widget.address


def test_the_requesters_address_is_filled_in(foi_request):
    form = SendingFields(foi_request=foi_request)

    assert form["send_by"].value() == "email"
    assert form["send_email"].value() == "alex@requester.example"
    assert form["send_post"].value() == "Alex Requester\n12 Example Street\nLS2 2BB"


def test_a_requester_without_email_is_written_to_by_post(foi_request):
    foi_request.requester_email = ""

    assert SendingFields(foi_request=foi_request)["send_by"].value() == "post"


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
    by_default = SendingFields(foi_request=foi_request)
    Letterhead.objects.create(authority=foi_request.authority, undo_minutes=0)
    at_once = SendingFields(foi_request=foi_request)

    assert "wait 10 minutes" in by_default["send_by"].help_text
    assert "cannot be undone" in at_once["send_by"].help_text
