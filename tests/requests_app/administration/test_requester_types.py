"""The kinds of requesters: added, renamed, retired and brought back."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.administration.requester_types import (
    TypeNotSaved,
    add_requester_type,
    bring_back_requester_type,
    rename_requester_type,
    retire_requester_type,
)
from requests_app.models import AdministrationEntry
from tests.factories import AuthorityFactory, UserFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)


@pytest.fixture
def chief():
    return UserFactory(roles=["administrator"])


@pytest.fixture
def media(chief):
    return add_requester_type(authority=chief.authority, name="Media", by=chief)


def test_each_change_of_a_kind_is_on_record(chief, media):
    rename_requester_type(requester_type=media, name="Press", by=chief)
    retire_requester_type(requester_type=media, by=chief, on=ON)
    media.refresh_from_db()
    assert (media.name, media.retired_on) == ("Press", ON)

    bring_back_requester_type(requester_type=media, by=chief)

    media.refresh_from_db()
    assert media.retired_on is None
    entries = AdministrationEntry.objects.order_by("pk")
    assert [entry.what for entry in entries] == [
        "Added",
        "Renamed",
        "Retired",
        "Brought back",
    ]
    assert entries[1].changes == {"name": ["Media", "Press"]}


def test_a_name_in_use_is_refused_however_it_is_typed(chief, media):
    other = add_requester_type(authority=chief.authority, name="Business", by=chief)

    with pytest.raises(TypeNotSaved, match="called MEDIA already"):
        add_requester_type(authority=chief.authority, name=" MEDIA ", by=chief)
    with pytest.raises(TypeNotSaved, match="called Media already"):
        rename_requester_type(requester_type=other, name="Media", by=chief)
    with pytest.raises(TypeNotSaved, match="Nothing was changed"):
        rename_requester_type(requester_type=other, name="Business", by=chief)


def test_a_retired_kind_gives_its_name_free_and_does_not_come_back_beside(chief, media):
    retire_requester_type(requester_type=media, by=chief, on=ON)
    add_requester_type(authority=chief.authority, name="Media", by=chief)

    with pytest.raises(TypeNotSaved, match="called Media already"):
        bring_back_requester_type(requester_type=media, by=chief)


def test_a_kind_is_retired_and_brought_back_once(chief, media):
    with pytest.raises(TypeNotSaved, match="in use already"):
        bring_back_requester_type(requester_type=media, by=chief)
    retire_requester_type(requester_type=media, by=chief, on=ON)
    with pytest.raises(TypeNotSaved, match="retired already"):
        retire_requester_type(requester_type=media, by=chief, on=ON)


def test_the_page_shows_the_kinds_of_the_own_authority_alone(client, chief, media):
    elsewhere = AuthorityFactory()
    add_requester_type(authority=elsewhere, name="Circus", by=chief)
    client.force_login(chief)

    client.post(reverse("add-requester-type"), {"name": "Unions"})
    client.post(reverse("retire-requester-type", args=[media.pk]))
    page = client.get(reverse("requester-types")).content.decode()

    assert "Unions" in page
    assert "Bring back" in page
    assert "Circus" not in page


def test_a_kind_of_another_authority_is_not_found(client, chief):
    other = add_requester_type(authority=AuthorityFactory(), name="Circus", by=chief)
    client.force_login(chief)

    for name in ("rename-requester-type", "retire-requester-type"):
        url = reverse(name, args=[other.pk])
        assert client.post(url, {"name": "Tent"}).status_code == 404
    other.refresh_from_db()
    assert (other.name, other.retired_on) == ("Circus", None)
