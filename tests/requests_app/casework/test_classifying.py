"""Flags of a request, and the kind of its requester."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.actions.table import ActionNotPossible
from requests_app.casework.classifying import (
    ClassificationNotPossible,
    classify_request,
)
from requests_app.models import RequesterType
from requests_app.models.requester_types import FIRST_TYPES, add_first_types
from tests.factories import AuthorityFactory, FOIRequestFactory

TODAY = date(2026, 3, 16)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority)


@pytest.fixture
def press(officer):
    return RequesterType.objects.create(authority=officer.authority, name="Media")


def classify(foi_request, by, flags=(), requester_type=None):
    return classify_request(
        foi_request=foi_request,
        flags=flags,
        requester_type=requester_type,
        by=by,
        on=TODAY,
    )


def test_flags_and_kind_are_kept_and_recorded(foi_request, officer, press):
    classify(foi_request, officer, ["sensitive", "press_interest"], press)

    foi_request.refresh_from_db()
    assert foi_request.flags == ["press_interest", "sensitive"]
    assert foi_request.requester_type == press
    assert foi_request.history.get().changes == {
        "flags": [[], ["Press interest", "Sensitive"]],
        "requester_type": ["", "Media"],
    }


def test_setting_the_same_again_changes_nothing(foi_request, officer, press):
    classify(foi_request, officer, ["sensitive"], press)

    with pytest.raises(ClassificationNotPossible, match="Nothing was changed"):
        classify(foi_request, officer, ["sensitive"], press)

    assert foi_request.history.count() == 1


def test_a_kind_of_another_authority_is_refused(foi_request, officer):
    other = RequesterType.objects.create(authority=AuthorityFactory(), name="Media")

    with pytest.raises(ClassificationNotPossible, match="another authority"):
        classify(foi_request, officer, requester_type=other)


def test_a_closed_request_is_not_flagged(officer):
    closed = FOIRequestFactory(authority=officer.authority, state="answered")

    with pytest.raises(ActionNotPossible, match="Answered"):
        classify(closed, officer, ["sensitive"])


def test_the_page_offers_kinds_in_use_and_keeps_the_present_one(
    client, foi_request, officer, press
):
    classify(foi_request, officer, requester_type=press)
    RequesterType.objects.filter(pk=press.pk).update(retired_on=TODAY)
    old = RequesterType.objects.create(
        authority=officer.authority, name="Old kind", retired_on=TODAY
    )
    client.force_login(officer)

    page = client.get(reverse("classify-request", args=[foi_request.reference]))

    offered = set(page.context["form"].fields["requester_type"].queryset)
    assert press in offered
    assert old not in offered


def test_the_page_saves_and_leads_back(client, foi_request, officer):
    client.force_login(officer)

    response = client.post(
        reverse("classify-request", args=[foi_request.reference]),
        {"flags": ["high_profile"], "requester_type": ""},
    )

    foi_request.refresh_from_db()
    assert response.url == foi_request.get_absolute_url()
    assert foi_request.flags == ["high_profile"]


def test_an_authority_gets_the_usual_kinds_once(officer):
    add_first_types(officer.authority)
    add_first_types(officer.authority)

    assert officer.authority.requester_types.count() == len(FIRST_TYPES)
