"""Administrators change people of their authority, and cannot lock the house."""

import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction

from accounts.models import User
from requests_app.models import AdministrationEntry
from requests_app.staff.details import DetailsRefused, details_of, mark_of
from requests_app.staff.people import (
    AccountState,
    PersonChanged,
    change_person,
    deactivate_person,
    let_sign_in,
    reactivate_person,
    sign_out_everywhere,
)
from requests_app.staff.rights import LastAdministrator, PersonNotRuled
from tests.factories import (
    AuthorityFactory,
    DepartmentFactory,
    TeamFactory,
    UserFactory,
)
from tests.requests_app.staff.conftest import details, with_password


@pytest.fixture
def person(authority):
    return UserFactory(authority=authority, roles=["officer"])


@pytest.fixture
def change(administrator):
    def change(person, by=administrator, **changed):
        kept = details_of(person)
        said = {name: getattr(kept, name) for name in kept.__slots__}
        return change_person(
            person=person,
            details=details(**{**said, **changed}),
            seen=mark_of(person),
            by=by,
        )

    return change


def test_a_person_is_changed_and_the_change_recorded(
    change, person, authority, administrator
):
    team = TeamFactory(authority=authority, name="Access")

    changed = change(person, team=team, roles=("officer", "manager"))

    assert (changed.team, changed.roles) == (team, ["officer", "manager"])
    entry = AdministrationEntry.objects.get()
    assert (entry.by, entry.authority) == (administrator, authority)
    assert entry.what == "Roles changed"
    assert entry.changes == {
        "team": ["", "Access"],
        "roles": [["officer"], ["officer", "manager"]],
    }


def test_the_same_details_change_and_record_nothing(change, person):
    change(person)

    assert not AdministrationEntry.objects.exists()


def test_a_person_of_another_authority_is_refused(change):
    stranger = UserFactory()

    with pytest.raises(PersonNotRuled, match="your own authority"):
        change(stranger, first_name="Eve")


@pytest.mark.parametrize(
    ("name", "factory"), [("team", TeamFactory), ("department", DepartmentFactory)]
)
def test_a_part_of_another_authority_is_refused(change, person, name, factory):
    with pytest.raises(DetailsRefused, match="belongs to another authority"):
        change(person, **{name: factory()})


@pytest.mark.parametrize(
    ("name", "factory"), [("team", TeamFactory), ("department", DepartmentFactory)]
)
def test_the_database_refuses_a_part_of_another_authority(person, name, factory):
    part = factory()

    User.objects.filter(pk=person.pk).update(**{name: part})

    with pytest.raises(IntegrityError, match="of_own_authority"), transaction.atomic():
        connection.check_constraints()
    User.objects.filter(pk=person.pk).update(**{name: None})


def test_a_contributor_needs_a_department(change, person):
    with pytest.raises(DetailsRefused, match="answers for a department"):
        change(person, roles=("contributor",))


def test_the_address_of_a_colleague_is_refused(change, person, administrator):
    with pytest.raises(DetailsRefused, match="Una Reed has this e-mail"):
        change(person, email=administrator.email.upper())


def test_a_change_made_meanwhile_is_not_overwritten(administrator, person):
    seen = mark_of(person)
    User.objects.filter(pk=person.pk).update(first_name="Kim")

    with pytest.raises(PersonChanged, match="changed Kim"):
        change_person(person=person, details=details(), seen=seen, by=administrator)


def test_an_administrator_makes_no_owner(change, person, administrator):
    with pytest.raises(PersonNotRuled, match="Only an owner"):
        change(person, roles=("officer", "owner"))
    with pytest.raises(PersonNotRuled, match="Only an owner"):
        change(administrator, roles=("administrator", "owner"))


def test_an_administrator_does_not_change_an_owner(change, person):
    User.objects.filter(pk=person.pk).update(roles=["owner"])
    person.refresh_from_db()

    with pytest.raises(PersonNotRuled, match="owns the installation"):
        change(person, email="mine@authority.example")


def test_an_owner_rules_nobody_of_an_authority(change, person, owner):
    with pytest.raises(PersonNotRuled):
        change(person, by=owner, first_name="Eve")


def test_the_last_administrator_keeps_their_role(change, administrator):
    with pytest.raises(LastAdministrator, match="Una Reed is the last administrator"):
        change(administrator, roles=("manager",))
    with pytest.raises(LastAdministrator):
        deactivate_person(person=administrator, by=administrator)


def test_an_administrator_without_a_password_is_no_way_in(
    change, authority, administrator
):
    invited = UserFactory(authority=authority, roles=["administrator"])
    invited.set_unusable_password()
    invited.save()

    with pytest.raises(LastAdministrator):
        change(administrator, roles=())

    with_password(invited)
    assert change(administrator, roles=()).roles == []


def test_an_administrator_elsewhere_is_no_way_in(change, administrator):
    with_password(UserFactory(roles=["administrator"]))

    with pytest.raises(LastAdministrator):
        change(administrator, roles=())


def test_the_last_owner_keeps_their_role(change, authority):
    both = with_password(
        UserFactory(authority=authority, roles=["administrator", "owner"])
    )
    with_password(UserFactory(authority=authority, roles=["administrator"]))

    with pytest.raises(LastAdministrator, match="last owner"):
        change(both, by=both, roles=("administrator",))

    with_password(UserFactory(roles=["owner"]))
    assert change(both, by=both, roles=("administrator",)).roles == ["administrator"]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_close_each_other_at_once(authority):
    first, second = (
        with_password(UserFactory(authority=authority, roles=["administrator"]))
        for _ in range(2)
    )
    together = threading.Barrier(2)
    outcomes = []

    def close(person, by):
        together.wait()
        try:
            deactivate_person(person=person, by=by)
            outcomes.append("closed")
        except (LastAdministrator, PersonNotRuled):
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=close, args=pair)
        for pair in ((first, second), (second, first))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["closed", "refused"]
    assert User.objects.filter(authority=authority, is_active=True).count() == 1


def test_a_closed_account_signs_nobody_in_and_can_be_opened_again(
    client, person, administrator
):
    with_password(person)
    client.force_login(person, backend="accounts.backends.RoleBackend")

    deactivate_person(person=person, by=administrator)

    assert client.get("/account/").status_code == 302
    with pytest.raises(AccountState, match="closed already"):
        deactivate_person(person=person, by=administrator)
    assert reactivate_person(person=person, by=administrator).is_active
    with pytest.raises(AccountState, match="is open"):
        reactivate_person(person=person, by=administrator)


def test_signing_out_everywhere_ends_every_session(client, person, administrator):
    client.force_login(person, backend="accounts.backends.RoleBackend")
    assert client.get("/account/").status_code == 200

    sign_out_everywhere(person=person, by=administrator)

    assert client.get("/account/").status_code == 302


def test_nobody_else_lets_a_person_sign_in(person):
    with pytest.raises(PersonNotRuled):
        let_sign_in(
            person=person,
            by=UserFactory(roles=["administrator"], authority=AuthorityFactory()),
        )
