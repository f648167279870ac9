from datetime import date

import pytest

from requests_app.intake.recording import record_request
from requests_app.models import HistoryEntry, Requester, RequesterEntry
from requests_app.requesters.keeping import RequesterChanged, RequesterNotPossible
from requests_app.requesters.services import (
    change_requester,
    link_requester,
    make_current,
    make_requester,
)
from tests.factories import FOIRequestFactory, RequesterFactory, UserFactory

TODAY = date(2026, 3, 16)

pytestmark = pytest.mark.django_db


@pytest.fixture
def requester(officer):
    return RequesterFactory(authority=officer.authority)


def change(requester, officer, **details):
    return change_requester(
        requester=requester,
        version=details.pop("version", requester.version),
        by=officer,
        on=TODAY,
        **details,
    )


def recorded(officer, **more):
    return record_request(
        authority=officer.authority,
        received_text="1. How many lamp posts are there?",
        received_on=TODAY,
        regime="FOIA",
        channel="email",
        requester_name="Alex Requester",
        requester_email="Alex@Requester.example",
        by=officer,
        on=TODAY,
        **more,
    )


def test_a_record_knows_the_person_by_names_and_addresses_in_lower_case(officer):
    made = make_requester(
        authority=officer.authority,
        name="  Alex   Requester ",
        email="Alex@Requester.example",
        address="1 Low Road\r\nMidtown",
        by=officer,
        on=TODAY,
    )

    assert made.name == "Alex Requester"
    assert made.known_by == ["alex requester", "alex@requester.example"]
    assert made.addresses == ["1 Low Road\nMidtown"]
    assert [entry.kind for entry in made.entries.all()] == ["made"]


def test_a_record_needs_a_name(officer):
    with pytest.raises(RequesterNotPossible, match="Enter the name"):
        make_requester(authority=officer.authority, name=" ", by=officer, on=TODAY)


def test_a_request_recorded_without_a_choice_has_a_new_record(officer, requester):
    made = recorded(officer)

    assert made.requester != requester
    assert made.requester.emails == ["Alex@Requester.example"]
    assert Requester.objects.count() == 2


def test_a_request_recorded_for_a_known_person_teaches_the_record(officer):
    robin = RequesterFactory(
        authority=officer.authority, name="Robin Sample", emails=["robin@here.example"]
    )

    made = recorded(officer, requester=robin)

    robin.refresh_from_db()
    assert made.requester == robin
    assert robin.other_names == ["Alex Requester"]
    assert robin.emails == ["robin@here.example", "Alex@Requester.example"]
    assert robin.entries.get().changes["other_names"] == [[], ["Alex Requester"]]
    entry = made.history.get(kind="request_recorded")
    assert entry.changes == {"requester_record": ["", robin.label]}


def test_a_known_address_in_other_letters_is_not_added_twice(officer, requester):
    recorded(officer, requester=requester)

    requester.refresh_from_db()
    assert requester.emails == ["alex@requester.example"]
    assert not requester.entries.exists()


def test_a_record_of_another_authority_is_refused(officer):
    elsewhere = RequesterFactory()

    with pytest.raises(RequesterNotPossible, match="another authority"):
        recorded(officer, requester=elsewhere)


def test_linking_is_in_the_history_of_the_request_without_a_name(officer, requester):
    foi_request = FOIRequestFactory(authority=officer.authority)

    link_requester(foi_request=foi_request, requester=requester, by=officer, on=TODAY)

    foi_request.refresh_from_db()
    assert foi_request.requester == requester
    entry = HistoryEntry.objects.get(foi_request=foi_request)
    assert entry.kind == "requester_linked"
    assert entry.changes == {"requester_record": ["", requester.label]}


def test_somebody_new_has_a_record_from_the_request(officer, requester):
    foi_request = FOIRequestFactory(authority=officer.authority, requester=requester)

    linked = link_requester(
        foi_request=foi_request, requester=None, by=officer, on=TODAY
    )

    assert linked.requester != requester
    assert linked.requester.name == foi_request.requester_name


def test_linking_to_the_same_record_again_is_refused(officer, requester):
    foi_request = FOIRequestFactory(authority=officer.authority, requester=requester)

    with pytest.raises(RequesterNotPossible, match="already"):
        link_requester(
            foi_request=foi_request, requester=requester, by=officer, on=TODAY
        )


def test_a_restricted_request_teaches_the_record_nothing(officer, requester):
    foi_request = FOIRequestFactory(
        authority=officer.authority,
        is_restricted=True,
        requester_name="Secret Name",
        requester_email="secret@requester.example",
    )

    link_requester(foi_request=foi_request, requester=requester, by=officer, on=TODAY)

    requester.refresh_from_db()
    assert requester.names == ["Alex Requester"]
    assert requester.emails == ["alex@requester.example"]


def test_a_change_is_kept_with_what_was_before(officer, requester):
    changed = change(
        requester, officer, emails=["new@requester.example"], format_needs="large_print"
    )

    assert changed.version == 2
    assert changed.known_by == ["alex requester", "new@requester.example"]
    assert changed.format_wanted == "Large print wanted"
    assert changed.entries.get().changes == {
        "emails": [["alex@requester.example"], ["new@requester.example"]],
        "format_needs": ["", "large_print"],
    }


def test_a_change_without_a_difference_leaves_no_trace(officer, requester):
    assert change(requester, officer, name="Alex Requester").version == 1
    assert not RequesterEntry.objects.exists()


def test_a_stale_change_is_refused_with_the_present_values(officer, requester):
    change(requester, officer, organisation="Reading Circle")

    with pytest.raises(RequesterChanged) as refused:
        change(requester, officer, version=1, organisation="", name="Alex Requester")

    assert refused.value.fields == {"organisation": "Reading Circle"}
    assert refused.value.version == 2


def test_a_format_by_arrangement_says_which(officer, requester):
    with pytest.raises(RequesterNotPossible, match="braille"):
        change(requester, officer, format_needs="arranged", arrangement="")

    arranged = change(
        requester, officer, format_needs="arranged", arrangement="Braille, grade 2"
    )
    assert arranged.format_wanted == "Braille, grade 2 wanted"

    assert change(arranged, officer, format_needs="").arrangement == ""


def test_a_kind_of_requester_of_another_authority_is_refused(officer, requester):
    other = UserFactory(roles=["officer"]).authority
    kind = other.requester_types.create(name="Media")

    with pytest.raises(RequesterNotPossible, match="another authority"):
        change(requester, officer, requester_type=kind)


def test_a_new_current_address_stands_before_the_former_ones(officer):
    requester = RequesterFactory(
        authority=officer.authority, addresses=["1 Low Road", "2 High Road"]
    )

    made = make_current(
        requester=requester,
        email="new@requester.example",
        address="2 High Road",
        by=officer,
        on=TODAY,
    )

    assert made.addresses == ["2 High Road", "1 Low Road"]
    assert made.email == "new@requester.example"


def test_a_record_merged_away_or_erased_takes_no_request(officer, requester):
    gone = RequesterFactory(authority=officer.authority, merged_into=requester)
    foi_request = FOIRequestFactory(authority=officer.authority)

    with pytest.raises(RequesterNotPossible, match="merged into another"):
        link_requester(foi_request=foi_request, requester=gone, by=officer, on=TODAY)
