"""The pages for the authority, its references, teams and departments."""

import pytest
from django.urls import reverse

from requests_app.administration.authorities import details_of
from tests.factories import (
    AuthorityFactory,
    DepartmentFactory,
    FOIRequestFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client):
    person = UserFactory(
        roles=["administrator"],
        authority=AuthorityFactory(reference_scheme="M{number}/{year}"),
    )
    client.force_login(person)
    return person


def send(client, page, /, *args, **data):
    return client.post(reverse(page, args=args), data)


def filled_in(client, name, *args):
    """Return the fields of a page's form as the browser would send them."""
    form = client.get(reverse(name, args=args)).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def test_details_are_saved_from_the_page(client, chief):
    own = chief.authority_id
    given = filled_in(client, "change-authority", own)

    page = send(client, "change-authority", own, **{**given, "telephone": "0161"})

    assert page.url == reverse("administration")
    chief.authority.refresh_from_db()
    assert chief.authority.telephone == "0161"


def test_a_page_overtaken_keeps_what_was_typed(client, chief):
    own = chief.authority_id
    given = filled_in(client, "change-authority", own)
    send(client, "change-authority", own, **{**given, "telephone": "1"})

    page = send(client, "change-authority", own, **{**given, "telephone": "2"})

    assert "Another person has changed these details" in page.content.decode()
    assert page.context["form"]["telephone"].value() == "2"
    chief.authority.refresh_from_db()
    assert details_of(chief.authority)["telephone"] == "1"


def test_a_scheme_is_confirmed_after_reading_what_follows(client, chief):
    own = chief.authority_id

    asked = send(
        client, "change-reference-scheme", own, reference_scheme="FOI{number}/{year4}"
    )

    assert "What follows" in asked.content.decode()
    assert "keep it, and are found by it" in asked.content.decode()
    chief.authority.refresh_from_db()
    assert chief.authority.reference_scheme == "M{number}/{year}"
    form = asked.context["form"]
    done = send(
        client,
        "change-reference-scheme",
        own,
        **{field.html_name: field.value() for field in form},
    )
    assert done.status_code == 302
    chief.authority.refresh_from_db()
    assert chief.authority.reference_scheme == "FOI{number}/{year4}"


def test_a_confirmation_is_of_one_choice(client, chief):
    page = send(
        client,
        "change-reference-scheme",
        chief.authority_id,
        reference_scheme="A{number}/{year4}",
        confirmed="FOI{number}/{year4}",
    )

    assert "Nothing is changed yet" in page.content.decode()


def test_sharing_is_asked_about_by_name(client, chief):
    other = AuthorityFactory(name="Northmoor", reference_scheme="{number}-{year}")

    page = send(
        client,
        "change-reference-scheme",
        chief.authority_id,
        reference_scheme="{number}-{year}",
        confirmed="{number}-{year}",  # read before the other authority came
    )

    assert "Northmoor would have the same series" in page.content.decode()
    assert (
        page.context["form"]["confirmed"].value() == f"{{number}}-{{year}} {other.pk}"
    )


def test_a_team_is_added_renamed_and_closed(client, chief):
    send(client, "add-team", name="North")
    team = chief.authority.teams.get()
    send(client, "change-team", team.pk, name="South")
    page = client.get(reverse("teams")).content.decode()
    assert "South" in page

    send(client, "close-team", team.pk)

    assert not chief.authority.teams.exists()
    assert "Closed on" in client.get(reverse("teams")).content.decode()


def test_a_refused_name_comes_back_filled_in(client, chief):
    TeamFactory(authority=chief.authority, name="North")

    page = send(client, "add-team", name="North")

    assert "has a team of this name" in page.content.decode()
    assert page.context["form"]["name"].value() == "North"


def test_a_department_is_merged_from_the_page(client, chief):
    ends = DepartmentFactory(authority=chief.authority, name="Fleet")
    into = DepartmentFactory(authority=chief.authority, name="Estates")

    send(client, "merge-department", ends.pk, into=into.pk)

    page = client.get(reverse("departments")).content.decode()
    assert "merged into Estates" in page
    assert list(chief.authority.departments.all()) == [into]


def test_another_authoritys_team_is_not_offered_as_successor(client, chief):
    team = TeamFactory(authority=chief.authority)
    other = TeamFactory()

    page = send(client, "close-team", team.pk, successor=other.pk)

    assert "from the list" in page.content.decode()
    team.refresh_from_db()
    assert team.closed_on is None


@pytest.mark.parametrize(
    ("name", "make"), [("teams", TeamFactory), ("departments", DepartmentFactory)]
)
def test_lists_count_in_a_fixed_number_of_queries(
    client, chief, name, make, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(8) as counted:
            page = client.get(reverse(name))
        assert str(part) in page.content.decode()
        return len(counted)

    part = make(authority=chief.authority)
    before = queries()
    for _ in range(12):
        part = make(authority=chief.authority)
        UserFactory(authority=chief.authority, **{name[:-1]: part})
        if name == "teams":
            FOIRequestFactory(authority=chief.authority, team=part)

    assert queries() == before


@pytest.mark.parametrize("seen", ["9" * 5_000, "²", "[]", "7", '"x"', "\0", "{"])
def test_odd_marks_of_a_page_are_no_error_of_the_server(client, chief, seen):
    own = chief.authority_id
    given = filled_in(client, "change-authority", own)

    changed = {**given, "telephone": "0161", "seen": seen}
    assert send(client, "change-authority", own, **changed).status_code < 500
    page = "change-interpretations"
    assert send(client, page, own, seen=seen).status_code < 500
