import pytest

from requests_app.requesters.offers import Likeness, offered_for, postcode_in
from tests.factories import FOIRequestFactory, RequesterFactory, UserFactory

pytestmark = pytest.mark.django_db


def offers(user, name="Alex Requester", email="", address=""):
    found = offered_for(user.authority, name, email, address, user)
    return [(each.requester, each.likeness) for each in found]


def test_offers_are_ranked_by_what_speaks_for_the_same_person(officer):
    authority = officer.authority
    by_name = RequesterFactory(authority=authority, emails=[])
    near = RequesterFactory(
        authority=authority, emails=[], addresses=["9 Long Lane\nMidtown\nLS1 1AA"]
    )
    by_email = RequesterFactory(
        authority=authority, name="A. Clerk", emails=["alex@requester.example"]
    )
    both = RequesterFactory(authority=authority)
    RequesterFactory(authority=authority, name="Robin Sample", emails=[])
    RequesterFactory()

    found = offers(
        officer,
        name="alex  requester",
        email="ALEX@requester.example",
        address="Flat 2, 9 Long Lane, LS1 1aa",
    )

    assert found == [
        (both, Likeness.EMAIL_AND_NAME),
        (by_email, Likeness.EMAIL),
        (near, Likeness.NAME_AND_POSTCODE),
        (by_name, Likeness.NAME),
    ]


def test_a_name_alone_is_offered_as_weak(officer):
    RequesterFactory(authority=officer.authority)

    (offer,) = offered_for(officer.authority, "Alex Requester", "", "", officer)

    assert offer.is_weak
    assert "somebody else" in offer.why


def test_nobody_is_offered_for_another_name(officer):
    RequesterFactory(authority=officer.authority)

    assert offers(officer, name="Alexandra Requester") == []
    assert offers(officer, name="") == []


def test_an_offer_counts_only_requests_the_user_may_see(officer):
    requester = RequesterFactory(authority=officer.authority)
    for is_restricted in (False, True):
        FOIRequestFactory(
            authority=officer.authority,
            requester=requester,
            is_restricted=is_restricted,
        )

    (offer,) = offered_for(officer.authority, "Alex Requester", "", "", officer)

    assert offer.asked.requests == 1


def test_a_record_of_restricted_requests_alone_is_not_offered(officer):
    requester = RequesterFactory(authority=officer.authority)
    hidden = FOIRequestFactory(
        authority=officer.authority, requester=requester, is_restricted=True
    )
    named = UserFactory(authority=officer.authority, roles=["officer"])
    hidden.named_people.add(named)

    assert offers(officer) == []
    assert offers(named) == [(requester, Likeness.NAME)]


def test_records_merged_away_or_erased_are_not_offered(officer):
    requester = RequesterFactory(authority=officer.authority, name="Robin Sample")
    RequesterFactory(authority=officer.authority, merged_into=requester)

    assert offers(officer) == []


@pytest.mark.parametrize(
    ("address", "postcode"),
    [
        ("1 Low Road\nMidtown\nMT1 1AA", ""),
        ("1 Low Road\nLeeds\nLS1 1AA", "LS11AA"),
        ("1 Low Road, Leeds LS1 1aa\nUnited Kingdom", "LS11AA"),
        ("1 Low Road, Leeds, ls11aa", "LS11AA"),
        ("", ""),
    ],
)
def test_a_postcode_is_found_at_the_end_of_a_line(address, postcode):
    assert postcode_in(address) == postcode
