"""The pages to mark a double, to undo it, and of the two requests."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.casework.doubles import mark_double
from requests_app.casework.pairs import pairs_of
from requests_app.models import FOIRequest
from requests_app.workflow import State
from statute.working_days import format_date
from tests.factories import FOIRequestFactory, UserFactory

FIRST, SECOND, TODAY = date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 16)


@pytest.fixture
def original(officer):
    return FOIRequestFactory(
        authority=officer.authority, officer=officer, received_on=FIRST
    )


@pytest.fixture
def twin(officer):
    return FOIRequestFactory(
        authority=officer.authority, officer=officer, received_on=SECOND
    )


def mark(foi_request, original, by, on=TODAY):
    return mark_double(foi_request=foi_request, original=original, by=by, on=on)


def test_each_page_leads_to_the_other(client, officer, original, twin):
    client.force_login(officer)
    today = timezone.localdate()
    double = mark(twin, original, officer, on=today)

    of_double = client.get(double.get_absolute_url()).content.decode()
    of_original = client.get(original.get_absolute_url()).content.decode()

    assert original.get_absolute_url() in of_double
    assert reverse("undo-double", args=[double.reference]) in of_double
    assert format_date(today + timedelta(days=30)) in of_double
    assert reverse("received-text", args=[double.reference]) in of_original


def test_a_hidden_original_is_not_named(client, officer, original, twin):
    double = mark(twin, original, officer)
    FOIRequest.objects.filter(pk=original.pk).update(is_restricted=True)

    assert pairs_of(double, officer, on=TODAY).original is None
    client.force_login(officer)
    page = client.get(double.get_absolute_url()).content.decode()
    assert "a request that you may not see" in page


def test_marking_by_the_page(client, officer, original, twin):
    client.force_login(officer)
    address = reverse("mark-double", args=[twin.reference])

    page = client.get(address).content.decode()
    missing = client.post(address, {"original": "other", "reference": "  "})
    unknown = client.post(address, {"original": "other", "reference": "9-99"})
    done = client.post(
        address, {"original": "other", "reference": original.reference.lower()}
    )

    assert original.reference in page
    assert "Enter the reference" in missing.content.decode()
    assert "There is no request 9-99" in unknown.content.decode()
    assert done.url == original.get_absolute_url()
    twin.refresh_from_db()
    assert twin.double_of == original


def test_a_refusal_stands_beside_the_reference_typed(client, officer, twin):
    client.force_login(officer)
    address = reverse("mark-double", args=[twin.reference])

    refused = client.post(address, {"reference": twin.reference, "reason": "Twice."})

    content = refused.content.decode()
    assert "no double of itself" in content
    assert "Twice." in content


def test_undoing_by_the_page(client, officer, original, twin):
    client.force_login(officer)
    mark(twin, original, officer, on=timezone.localdate())

    done = client.post(
        reverse("undo-double", args=[twin.reference]), {"reason": "Other years."}
    )

    assert done.url == twin.get_absolute_url()
    twin.refresh_from_db()
    assert twin.state == State.ANSWERING


def test_an_approver_marks_no_double(client, officer, original, twin):
    client.force_login(UserFactory(roles=["approver"], authority=officer.authority))

    answer = client.post(
        reverse("mark-double", args=[twin.reference]), {"reference": str(original)}
    )

    assert answer.status_code == 403
