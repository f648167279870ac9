"""Registering a message asks who the requester is; facts go by records."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from mail.queue.prefilled import format_named
from requests_app.alike.services import compare
from requests_app.models import Fingerprint, FOIRequest, Requester
from responses.round_robins.services import make_group
from tests.factories import FOIRequestFactory, RequesterFactory, UserFactory
from tests.mail.made import ASKS, ON, entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def known(officer):
    return RequesterFactory(
        authority=officer.authority, name="Rowan Hale", emails=["rowan@hale.example"]
    )


def shown(client, one):
    response = client.get(reverse("incoming-message", args=[one.pk]))
    assert response.status_code == 200
    return response


def register(client, one, **more):
    typed = {
        "version": one.version,
        "requester_name": "Rowan Hale",
        "requester_email": "rowan@hale.example",
        "regime": "FOIA",
        "channel": "email",
        "language": "en",
        **more,
    }
    return client.post(reverse("register-incoming", args=[one.pk]), typed, follow=True)


def test_a_record_of_name_and_address_is_offered_and_chosen(signed_in, officer, known):
    one = entry(officer.authority)

    form = shown(signed_in, one).context["details"]

    assert "Same person as Rowan Hale" in str(form["requester"])
    assert form["requester"].value() == str(known.pk)


def test_every_detail_is_sent_with_the_questions(signed_in, officer, known):
    one = entry(officer.authority)

    page = html.fromstring(shown(signed_in, one).content)

    details = page.xpath(
        "//*[@class='foi-incoming__details']//*[self::input or self::select"
        " or self::textarea]"
    )
    assert {each.get("name") for each in details} >= {"requester", "regime", "channel"}
    assert [each.get("name") for each in details if each.get("form") != "editor"] == []


def test_a_like_name_is_offered_but_never_chosen(signed_in, officer):
    other = RequesterFactory(
        authority=officer.authority, name="Rowan Hale", emails=["another@place.example"]
    )
    one = entry(officer.authority)

    form = shown(signed_in, one).context["details"]
    answer = register(signed_in, one)

    assert "this may be somebody else" in str(form["requester"])
    assert form["requester"].value() is None
    assert "Choose whether the requester is on record" in answer.content.decode()
    assert not FOIRequest.objects.exists()
    assert other.foi_requests.count() == 0


@pytest.mark.parametrize("is_same", [True, False])
def test_the_choice_decides_the_record(signed_in, officer, known, is_same):
    one = entry(officer.authority)

    register(signed_in, one, requester=str(known.pk) if is_same else "new")

    made = FOIRequest.objects.get()
    assert (made.requester == known) is is_same
    assert Requester.objects.count() == (1 if is_same else 2)


def test_the_record_fills_in_kind_and_language_and_the_officer_may_differ(
    signed_in, officer, known
):
    kind = officer.authority.requester_types.create(name="Press")
    known.language, known.requester_type = "cy", kind
    known.format_needs = "large_print"
    known.save()
    one = entry(officer.authority)

    form = shown(signed_in, one).context["details"]
    page = register(signed_in, one, requester=str(known.pk), language="en")

    assert form["language"].value() == "cy"
    assert form["requester_type"].value() == kind.pk
    made = FOIRequest.objects.get()
    assert (made.language, made.requester_type) == ("en", None)
    assert "Large print wanted by this requester." in page.content.decode()


def test_a_record_chosen_by_hand_brings_its_language(signed_in, officer, known):
    known.language, known.name, known.known_by = "cy", "R. Hale", ["rowan@hale.example"]
    known.save()
    one = entry(officer.authority)

    register(signed_in, one, requester=str(known.pk))

    assert FOIRequest.objects.get().language == "cy"


def test_a_record_of_another_authority_is_not_offered(signed_in, officer):
    RequesterFactory(name="Rowan Hale", emails=["rowan@hale.example"])
    one = entry(officer.authority)

    assert not shown(signed_in, one).context["details"].is_choice_asked


def test_a_kind_is_filled_in_with_the_reason(signed_in, officer):
    kind = officer.authority.requester_types.create(name="Media")
    one = entry(officer.authority, sender_address="desk@bbc.co.uk")

    form = shown(signed_in, one).context["details"]

    assert form["requester_type"].value() == kind.pk
    assert "because the address ends in bbc.co.uk" in form["requester_type"].help_text


def test_a_format_needed_goes_on_the_record(signed_in, officer):
    one = entry(officer.authority, text=f"{ASKS}\nPlease write in large print.")
    page = shown(signed_in, one).content.decode()

    register(signed_in, one, format_needs="large_print")

    assert "Please write in large print.”" in page
    assert FOIRequest.objects.get().requester.format_needs == "large_print"


def test_a_format_by_arrangement_says_which(signed_in, officer):
    one = entry(officer.authority)

    page = register(signed_in, one, format_needs="arranged").content.decode()

    assert "Enter the format that was arranged" in page
    assert not FOIRequest.objects.exists()
    assert not Requester.objects.exists()


def test_formats_are_only_named():
    assert format_named("How many letters did you send in braille in 2025?") == (
        "The message says “How many letters did you send in braille in 2025?”."
    )
    assert format_named("How many bicycles?") == ""
    asked = (
        "What did all the answers cost for two years in total? Please use large print."
    )
    assert format_named(f"{asked}\n\nYours sincerely and very hopefully, Rowan") == (
        "The message says “… cost for two years in total? Please use large print. "
        "Yours sincerely and very hopefully, …”."
    )


def test_facts_go_by_all_addresses_of_the_record(signed_in, officer, known):
    known.emails = ["rowan@hale.example", "rh@work.example"]
    known.known_by = ["rowan hale", *known.emails]
    known.save()
    earlier = FOIRequestFactory(
        authority=officer.authority,
        requester=known,
        requester_name="R. Hale",
        requester_email="rh@work.example",
        received_text=ASKS,
        received_on=ON - timedelta(days=30),
        regime="FOIA",
    )
    Fingerprint.objects.get_or_create(foi_request=earlier)
    compare([earlier.pk])
    FOIRequestFactory(
        authority=officer.authority,
        requester=known,
        is_restricted=True,
        received_on=ON - timedelta(days=20),
    )
    one = entry(officer.authority)

    page = shown(signed_in, one)

    (told,) = page.context["senders"]
    assert (told.requester, told.number, told.within) == (known, 1, 1)
    assert told.repeated == [earlier]
    words = " ".join(page.content.decode().split())
    assert "1 of them came within 60 working days of this message" in words
    assert "Whether this request is a repeated one is for you to decide." in words


def test_requests_of_another_with_the_same_name_are_no_facts(signed_in, officer):
    other = RequesterFactory(
        authority=officer.authority, name="Rowan Hale", emails=["x@place.example"]
    )
    FOIRequestFactory(authority=officer.authority, requester=other)
    one = entry(officer.authority)

    assert shown(signed_in, one).context["senders"] == []


def test_a_request_alike_joins_the_group_of_the_others(signed_in, officer):
    earlier = FOIRequestFactory(
        authority=officer.authority, received_text=ASKS, reference="RR-1"
    )
    Fingerprint.objects.get_or_create(foi_request=earlier)
    compare([earlier.pk])
    group = make_group(foi_request=earlier, title="Bicycles", by=officer, on=ON)
    one = entry(officer.authority)

    form = shown(signed_in, one).context["details"]
    register(signed_in, one, round_robin=group.pk)

    assert form["round_robin"].value() == group.pk
    assert group.members.count() == 2
    other = entry(officer.authority, text="How many swans are there on the lake?")
    assert "round_robin" not in shown(signed_in, other).context["details"].fields
