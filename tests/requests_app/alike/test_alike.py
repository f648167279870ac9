"""Requests with nearly the same text: kept, told, listed and exported."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.alike.queries import alike_to, exported
from requests_app.alike.services import compare, compare_some
from requests_app.alike.tasks import compare_requests
from requests_app.intake.recording import record_request
from requests_app.models import Fingerprint, FOIRequest
from tests.documents.likeness.copies import in_another_frame, without_a_paragraph
from tests.factories import FOIRequestFactory, UserFactory

TODAY = date(2026, 3, 11)
SALT = """Dear Sir,

How much road salt was spread in the winter of 2024, and at what cost?

Which firms delivered the salt, and how much was each of them paid?

Please list the roads left out of the gritting rounds, with the reason for each.

Yours faithfully,
Alex Example"""
DOGS = "How many dogs bit a postman in each of the last three years?"

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded(officer, django_capture_on_commit_callbacks):
    """Record a request as an officer does."""

    def recorded(text=SALT, *, by=officer, **details):
        with django_capture_on_commit_callbacks(execute=True):
            return record_request(
                authority=by.authority,
                received_text=text,
                received_on=TODAY,
                regime="FOIA",
                channel="email",
                by=by,
                on=TODAY,
                **{
                    "requester_name": "Alex Example",
                    "requester_email": "alex@requester.example",
                    **details,
                },
            )

    return recorded


def listed(client, **query):
    page = client.get(reverse("foi-requests"), {"state": "all", **query})
    return {one.foi_request.pk for one in page.context["object_list"]}


def test_other_addresses_of_one_record_are_of_one_requester(recorded, officer):
    first = recorded()
    recorded(
        requester_name="A. Example",
        requester_email="alex@work.example",
        requester=first.requester,
    )

    assert alike_to(first, officer).others == 0


def test_requests_of_like_text_know_of_each_other(recorded, officer):
    first, second = recorded(), recorded(in_another_frame(SALT))
    third, other = recorded(without_a_paragraph(SALT)), recorded(DOGS)

    alike = alike_to(first, officer)

    assert {one.pk for one in alike.named} == {second.pk, third.pk}
    assert (alike.number, alike.others, alike.authorities) == (2, 0, 0)
    assert alike_to(other, officer) is None


def test_other_requesters_are_counted_apart(recorded, officer):
    first = recorded()
    recorded(requester_email="ALEX@requester.example")
    recorded(requester_email="robin@requester.example")
    recorded(requester_email="", requester_name="Alex Example")

    alike = alike_to(first, officer)

    assert (alike.number, alike.others) == (3, 2)


def test_of_another_authority_only_the_authority_is_counted(recorded, officer):
    elsewhere = UserFactory(roles=["officer"])
    first = recorded()
    recorded(by=elsewhere)
    recorded(by=elsewhere)

    alike = alike_to(first, officer)

    assert (alike.named, alike.number, alike.authorities) == ([], 0, 1)


def test_a_restricted_request_is_neither_named_nor_counted(recorded, officer, manager):
    first, hidden = recorded(), recorded()
    FOIRequest.objects.filter(pk=hidden.pk).update(is_restricted=True)

    assert alike_to(first, officer) is None
    # Nor does its text tell another authority of it.
    elsewhere = UserFactory(roles=["officer"])
    theirs = recorded(by=elsewhere)
    FOIRequest.objects.filter(pk=first.pk).update(is_restricted=True)
    assert alike_to(theirs, elsewhere) is None


def test_two_groups_become_one_when_a_request_is_like_both(recorded):
    lines = [
        f"How many of kind {number} were there in the year?" for number in range(30)
    ]
    one, other = "\n".join(lines[:16]), "\n".join(lines[14:])
    first = [recorded(one), recorded(one)]
    second = [recorded(other), recorded(other)]
    groups = Fingerprint.objects.values_list("group", flat=True)
    assert len(set(groups)) == 2

    recorded("\n".join(lines))

    assert set(groups.all()) == {min(each.pk for each in first + second)}


def test_requests_from_before_an_upgrade_are_compared_in_the_background(officer):
    made = [
        FOIRequestFactory(authority=officer.authority, received_text=SALT)
        for _ in range(3)
    ]
    Fingerprint.objects.bulk_create(Fingerprint(foi_request=one) for one in made)

    compare_requests()

    assert alike_to(made[0], officer).number == 2
    assert compare_some() == 0


def test_the_command_tells_how_many_it_compared(officer):
    for _ in range(2):
        made = FOIRequestFactory(authority=officer.authority, received_text=SALT)
        Fingerprint.objects.create(foi_request=made)
    told = StringIO()

    call_command("compare_requests", stdout=told)
    call_command("compare_requests", stdout=told)

    assert told.getvalue().splitlines() == [
        "2 requests compared.",
        "0 requests compared.",
    ]


def test_comparing_twice_changes_nothing(recorded):
    recorded()
    recorded()
    before = list(Fingerprint.objects.order_by("pk").values())

    compare([one["foi_request_id"] for one in before])

    assert list(Fingerprint.objects.order_by("pk").values()) == before


def test_one_query_finds_the_like_among_any_number(recorded):
    def queries(text):
        with CaptureQueriesContext(
            connection,
        ) as found:
            recorded(text)
        return [one for one in found if "&&" in one["sql"]]

    few = queries(SALT)
    for _ in range(5):
        recorded()

    assert len(few) == len(queries(SALT)) == 1


def test_the_like_are_found_by_the_index_of_bands(recorded):
    made = [FOIRequestFactory() for _ in range(40)]
    Fingerprint.objects.bulk_create(
        Fingerprint(
            foi_request=one, bands=list(range(64 * one.pk, 64 * one.pk + 64)), version=1
        )
        for one in made
    )
    with CaptureQueriesContext(connection) as found:
        recorded()
    (sql,) = [one["sql"] for one in found if "&&" in one["sql"]]

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        plan = " ".join(row[0] for row in cursor.fetchall())

    assert "Bitmap Index Scan on fingerprint_bands" in plan


def test_the_page_of_a_request_names_the_like(recorded, officer, client):
    client.force_login(officer)
    first = FOIRequestFactory(authority=officer.authority, received_text=SALT)
    Fingerprint.objects.create(foi_request=first)
    compare([first.pk])
    second = recorded(requester_email="robin@requester.example")

    page = client.get(first.get_absolute_url()).content.decode()

    assert "Like 1 other request:" in page
    assert second.get_absolute_url() in page
    assert "1 is from another requester." in page


def test_a_request_to_be_registered_names_the_like(recorded, officer, client):
    client.force_login(officer)
    recorded()
    _second, third = recorded(), recorded()

    page = client.get(third.get_absolute_url()).content.decode()

    assert "Like 2 other requests:" in page
    assert "From the same requester." in page
    assert f"ticked={third.pk}," in page


def test_the_list_of_the_like_has_all_of_them(recorded, officer, client):
    client.force_login(officer)
    made = [recorded() for _ in range(3)]
    alike = alike_to(made[0], officer)

    ticked = ",".join(map(str, alike.keys))

    assert listed(client, ticked=ticked) == {one.pk for one in made}


def test_a_list_finds_one_of_several_alike(recorded, officer, client):
    client.force_login(officer)
    first, second, other = recorded(), recorded(), recorded(DOGS)

    assert listed(client, alike="yes") == {first.pk, second.pk}
    assert listed(client, alike="no") == {other.pk}


def test_a_restricted_request_makes_no_other_one_of_several(recorded, officer, client):
    client.force_login(officer)
    first, hidden = recorded(), recorded()
    FOIRequest.objects.filter(pk=hidden.pk).update(is_restricted=True)

    assert listed(client, alike="yes") == set()
    assert listed(client, alike="no") == {first.pk}


def test_exports_tell_how_many_are_alike_and_the_first(recorded):
    first, second = recorded(), recorded()
    FOIRequest.objects.filter(pk=first.pk).update(reference="7-26")
    other, elsewhere = recorded(DOGS), recorded(by=UserFactory(roles=["officer"]))

    cells = exported([first.pk, second.pk, other.pk, elsewhere.pk])

    assert cells == {first.pk: [1, "7-26"], second.pk: [1, "7-26"]}
