"""Flags of a request, and the kind of its requester."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.actions.table import ActionNotPossible
from requests_app.casework.classifying import (
    ClassificationNotPossible,
    classify_request,
    explain_lateness,
)
from requests_app.models import RequesterType
from requests_app.models.requester_types import FIRST_TYPES, add_first_types
from tests.factories import AuthorityFactory, FOIRequestFactory, TeamFactory

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


def test_a_request_is_marked_as_routine_and_nothing_else_changes(foi_request, officer):
    classify(foi_request, officer, ["sensitive"])
    classify_request(
        foi_request=foi_request,
        flags=["sensitive"],
        requester_type=None,
        is_routine=True,
        by=officer,
        on=TODAY,
    )

    foi_request.refresh_from_db()
    assert foi_request.is_routine
    assert foi_request.history.first().changes == {"is_routine": [False, True]}
    # Flags changed later leave the mark.
    classify(foi_request, officer)
    foi_request.refresh_from_db()
    assert foi_request.is_routine


# --- Why an answer was late ---------------------------------------------------------


@pytest.fixture
def late(officer):
    return FOIRequestFactory(
        authority=officer.authority,
        reference="7-26",
        state="answered",
        answered_on=TODAY,
        was_in_time=False,
    )


def explain(foi_request, by, reason="search", team=None):
    return explain_lateness(
        foi_request=foi_request, reason=reason, team=team, by=by, on=TODAY
    )


def test_the_reason_of_a_late_answer_is_kept_and_recorded(late, officer):
    roads = TeamFactory(authority=officer.authority, name="Roads")

    explain(late, officer, "department", roads)

    late.refresh_from_db()
    assert (late.late_reason, late.late_team) == ("department", roads)
    assert late.history.get().changes == {
        "late_reason": ["", "A department answered late"],
        "late_team": ["", "Roads"],
    }
    with pytest.raises(ClassificationNotPossible, match="Nothing was changed"):
        explain(late, officer, "department", roads)


@pytest.mark.parametrize("was_in_time", [True, None])
def test_an_answer_in_time_has_no_lateness_to_explain(late, officer, was_in_time):
    late.was_in_time = was_in_time
    late.save()

    with pytest.raises(ActionNotPossible, match="not answered late"):
        explain(late, officer)


def test_an_unknown_reason_and_another_authoritys_team_are_refused(late, officer):
    with pytest.raises(ClassificationNotPossible, match="Choose a reason"):
        explain(late, officer, "the weather")
    with pytest.raises(ClassificationNotPossible, match="another authority"):
        explain(late, officer, team=TeamFactory())
    late.refresh_from_db()
    assert late.late_reason == ""


def test_the_page_of_a_late_request_asks_until_it_is_said(client, late, officer):
    client.force_login(officer)
    address = reverse("explain-lateness", args=["7-26"])
    page = client.get(late.get_absolute_url())
    assert "The reason has not been given." in page.text
    assert f'href="{address}"' in page.text

    refused = client.post(address, {"reason": "", "team": ""})
    assert "Why was the answer late" in refused.text
    client.post(address, {"reason": "clearance", "team": ""})

    page = client.get(late.get_absolute_url())
    assert "Clearance took longer" in page.text
    assert "Change the reason" in page.text


def test_an_authority_gets_the_usual_kinds_once(officer):
    add_first_types(officer.authority)
    add_first_types(officer.authority)

    assert officer.authority.requester_types.count() == len(FIRST_TYPES)
