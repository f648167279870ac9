"""A new address of a person is carried to open requests and to the record."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.models import FOIRequest
from tests.factories import FOIRequestFactory, RequesterFactory

OLD, NEW = "alex@requester.example", "alex@moved.example"

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def requester(officer):
    return RequesterFactory(authority=officer.authority)


def asked(requester, **more):
    return FOIRequestFactory(authority=requester.authority, requester=requester, **more)


def change_record(client, requester, **details):
    address = reverse("change-requester", kwargs={"requester": requester.pk})
    given = {
        "name": requester.name,
        "emails": "\n".join(requester.emails),
        "language": "en",
        "version": requester.version,
    }
    return client.post(address, {**given, **details})


def emails():
    found = FOIRequest.objects.order_by("pk")
    return [each.requester_email for each in found]


def test_a_changed_record_asks_which_open_requests_it_concerns(client, requester):
    one, two = asked(requester), asked(requester, requester_email=OLD.upper())
    asked(requester, state="answered")
    asked(requester, requester_email="other@requester.example")
    asked(requester, is_restricted=True)

    asks = change_record(client, requester, emails=NEW).url
    shown = client.get(asks).content.decode()

    assert str(one) in shown
    assert str(two) in shown
    assert shown.count('type="checkbox"') == shown.count(" checked") == 2

    said = client.post(asks, {"chosen": [one.pk]}, follow=True).content.decode()
    assert f"New address used in {one}." in said
    assert emails() == [NEW, OLD.upper(), OLD, "other@requester.example", OLD]
    entry = one.history.get(kind="details_changed")
    assert entry.changes == {"requester_email": [OLD, NEW]}


def test_a_changed_record_asks_nothing_where_nothing_is_concerned(client, requester):
    asked(requester, requester_email="other@requester.example")

    response = change_record(client, requester, emails=NEW)

    assert response.url == requester.get_absolute_url()


def test_a_second_address_concerns_no_request(client, requester):
    asked(requester)

    response = change_record(client, requester, emails=f"{OLD}\n{NEW}")

    assert response.url == requester.get_absolute_url()


def test_a_new_postal_address_is_carried_too(client, requester):
    requester.addresses = ["1 Low Road\nLeeds\nLS1 1AA"]
    requester.save()
    one = asked(requester, requester_address="1 Low Road\r\nLeeds\r\nLS1 1AA")

    asks = change_record(client, requester, addresses="2 High Road\nLeeds\nLS1 1AA")
    client.post(asks.url, {"chosen": [one.pk]})

    one.refresh_from_db()
    assert one.requester_address == "2 High Road\nLeeds\nLS1 1AA"


def correct(client, foi_request, **changed):
    address = reverse("change-details", kwargs={"reference": foi_request.reference})
    form = client.get(address).context["form"]
    sent = {
        name: form.initial[name]
        for name in form.fields
        if name in form.initial and name != "received_on"
    }
    day = form.initial["received_on"]
    sent |= {
        "received_on_0": day.day,
        "received_on_1": day.month,
        "received_on_2": day.year,
    }
    return client.post(address, {**sent, **changed})


def test_a_corrected_request_offers_the_address_to_record_and_others(client, requester):
    here, other = asked(requester), asked(requester)

    asks = correct(client, here, requester_email=NEW).url
    shown = client.get(asks).content.decode()
    assert "Make it the current address on the record" in shown
    assert f"{other}: " in shown
    assert f"{here}: " not in shown
    client.post(asks, {"chosen": [other.pk], "is_kept": "on"})

    requester.refresh_from_db()
    assert requester.emails == [NEW, OLD]
    assert emails() == [NEW, NEW]


def test_a_restricted_request_offers_nothing_to_the_record(client, officer, requester):
    here, other = asked(requester, is_restricted=True), asked(requester)
    here.named_people.add(officer)

    asks = correct(client, here, requester_email=NEW).url

    shown = client.get(asks).content.decode()
    assert "Make it the current address" not in shown
    assert f"{other}: " in shown


def test_another_name_leads_to_the_question_who_the_person_is(client, requester):
    here = asked(requester)

    response = correct(client, here, requester_name="Robin Sample")

    named = {"reference": here.reference}
    assert response.url == reverse("link-requester", kwargs=named)


def test_a_request_changed_meanwhile_stays_as_it_is(client, requester):
    one, two = asked(requester), asked(requester)
    asks = change_record(client, requester, emails=NEW).url
    client.get(asks)
    FOIRequest.objects.filter(pk=two.pk).update(requester_email="x@other.example")

    client.post(asks, {"chosen": [one.pk, two.pk]})

    assert "x@other.example" in emails()


def test_an_entry_without_an_address_asks_nothing(client, requester):
    change_record(client, requester, organisation="Chess Club")
    entry = requester.entries.get()

    named = {"requester": requester.pk, "entry": entry.pk}
    address = reverse("carry-address-of-record", kwargs=named)
    assert client.get(address).status_code == 404


# --- A new request -------------------------------------------------------------------


def pasted(**more):
    day = date(2026, 3, 2)
    return {
        "received_text": "1. How many lamp posts are there?",
        "requester_name": "Alex Requester",
        "received_on_0": day.day,
        "received_on_1": day.month,
        "received_on_2": day.year,
        "channel": "email",
        "regime": "FOIA",
        **more,
    }


def test_a_new_request_asks_whether_the_person_is_on_record(client, requester):
    address = reverse("record-request")

    asks = client.post(address, pasted()).content.decode()
    assert "Same person as Alex Requester" in asks
    assert "this may be somebody else" in asks
    assert "Choose whether the requester is on record" in asks
    assert not FOIRequest.objects.exists()

    client.post(address, pasted(requester=requester.pk))
    assert FOIRequest.objects.get().requester == requester


def test_somebody_new_has_a_record_of_their_own(client, requester):
    client.post(reverse("record-request"), pasted(requester="new"))

    made = FOIRequest.objects.get().requester
    assert made != requester
    assert made.name == requester.name


def test_nobody_is_asked_about_a_name_never_seen(client, requester):
    client.post(reverse("record-request"), pasted(requester_name="Robin Sample"))

    assert FOIRequest.objects.get().requester.name == "Robin Sample"


def test_a_form_sent_twice_asks_nothing_the_second_time(client):
    key = "6f2c3a0e-8e0c-4b52-9b8e-2f3c1f0a9d11"

    first = client.post(reverse("record-request"), pasted(form_key=key))
    second = client.post(reverse("record-request"), pasted(form_key=key))

    assert first.url == second.url
    assert FOIRequest.objects.count() == 1


def test_a_new_request_is_begun_from_a_record_with_its_needs(client, requester):
    requester.language, requester.format_needs = "cy", "large_print"
    requester.addresses = ["1 Low Road\nLeeds\nLS1 1AA"]
    requester.save()
    address = f"{reverse('record-request')}?requester={requester.pk}"

    form = client.get(address).context["form"]
    assert form["requester_email"].value() == OLD
    assert form["language"].value() == "cy"
    assert form["requester"].value() == str(requester.pk)

    typed = pasted(requester=requester.pk)
    said = client.post(address, typed, follow=True).content.decode()
    made = FOIRequest.objects.get()
    assert (made.requester, made.language) == (requester, "cy")
    assert "Large print wanted by this requester." in said


def test_a_record_that_is_hidden_begins_no_request(client, requester):
    asked(requester, is_restricted=True)

    page = client.get(f"{reverse('record-request')}?requester={requester.pk}")

    assert "Alex Requester" not in page.content.decode()


@pytest.mark.parametrize(("chosen", "kept"), [("en", "cy"), ("cy", "cy")])
def test_letters_are_in_the_language_of_the_record_unless_the_officer_chose(
    client, requester, chosen, kept
):
    requester.language = "cy"
    requester.save()

    client.post(
        reverse("record-request"), pasted(requester=requester.pk, language=chosen)
    )

    assert FOIRequest.objects.get().language == kept


def test_an_officer_chooses_another_language_than_the_record(client, requester):
    client.post(
        reverse("record-request"), pasted(requester=requester.pk, language="cy")
    )

    assert FOIRequest.objects.get().language == "cy"
