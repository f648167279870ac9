"""The kind of a requester is suggested, and never chosen by the system."""

import pytest

from requests_app.intake.details import DETAILS, DetailsNotPossible, change_details
from requests_app.intake.suggested_type import suggest_type
from requests_app.models import RequesterType
from requests_app.models.requester_types import add_first_types
from tests.factories import AuthorityFactory
from tests.requests_app.intake.received import TODAY, record


@pytest.fixture
def kinds(officer):
    add_first_types(officer.authority)
    return {str(kind): kind for kind in officer.authority.requester_types.all()}


@pytest.mark.parametrize(
    ("organisation", "email", "kind"),
    [
        ("", "r.writer@bbc.co.uk", "Media"),
        ("Midtown Herald", "", "Media"),
        ("", "r@post.parliament.uk", "Member of Parliament or councillor"),
        ("", "r@maths.leeds.ac.uk", "Researcher or student"),
        ("Writer & Co Ltd.", "", "Business"),
        ("Writer Solicitors LLP", "", "Solicitor or other adviser"),
        ("", "foi@midtown.gov.uk", "Public authority"),
        ("Friends of the River", "", "Campaign group or charity"),
        ("", "robin@mail.example", None),
        ("", "request-12-ab@whatdotheyknow.com", None),
        ("", "robin@not-bbc.co.uk.example", None),
        ("", "robin@fakebbc.co.uk", None),
        ("Sincere People", "", None),
        ("", "", None),
    ],
)
def test_organisation_and_address_suggest_a_kind(
    officer, kinds, organisation, email, kind
):
    foi_request = record(
        officer, requester_organisation=organisation, requester_email=email
    )

    suggested = suggest_type(foi_request)

    assert (suggested and suggested.requester_type) == (kind and kinds[kind])
    assert foi_request.requester_type is None


def test_a_kind_that_is_stated_or_retired_is_not_suggested(officer, kinds):
    stated = record(
        officer, requester_organisation="A Ltd", requester_type=kinds["Media"]
    )
    RequesterType.objects.filter(name="Business").update(retired_on=TODAY)
    open_one = record(officer, requester_organisation="A Ltd")

    assert suggest_type(stated) is None
    assert suggest_type(open_one) is None


def test_the_kind_is_kept_and_corrected_with_the_other_details(officer, kinds):
    foi_request = record(officer, requester_type=kinds["Media"])
    seen = {name: getattr(foi_request, name) for name in DETAILS}

    changed = change_details(
        foi_request=foi_request,
        seen=seen,
        by=officer,
        on=TODAY,
        **{**seen, "requester_type": kinds["Business"]},
    )

    assert changed.requester_type == kinds["Business"]
    assert foi_request.history.first().changes == {
        "requester_type": ["Media", "Business"]
    }


def test_a_kind_of_another_authority_is_refused(officer):
    elsewhere = RequesterType.objects.create(
        authority=AuthorityFactory(), name="Media elsewhere"
    )

    with pytest.raises(DetailsNotPossible, match="another authority") as refusal:
        record(officer, requester_type=elsewhere)

    assert refusal.value.field == "requester_type"
