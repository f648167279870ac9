"""The permissions of each role."""

import pytest

from accounts import policy
from accounts.backends import RoleBackend
from accounts.policy import Role
from tests.factories import UserFactory


def test_every_role_has_its_line():
    assert set(policy.ROLE_PERMISSIONS) == set(Role)


def test_several_roles_add_up():
    both = policy.permissions_of(["approver", "contributor"])

    assert both == (
        policy.ROLE_PERMISSIONS[Role.APPROVER]
        | policy.ROLE_PERMISSIONS[Role.CONTRIBUTOR]
    )


def test_an_approver_cannot_draft_by_being_one():
    assert policy.DRAFT_RESPONSE not in policy.permissions_of(["approver"])


def test_an_auditor_changes_nothing():
    assert policy.permissions_of(["auditor"]) == {
        policy.VIEW_REQUESTS,
        policy.VIEW_DASHBOARD,
        policy.VIEW_CHANGES,
        policy.VIEW_RETURNS,
    }


@pytest.mark.django_db
def test_roles_are_what_has_perm_asks():
    officer = UserFactory(roles=["officer"])

    assert officer.has_perm(policy.DRAFT_RESPONSE)
    assert not officer.has_perm(policy.CLEAR_RESPONSE)


@pytest.mark.django_db
def test_a_closed_account_may_do_nothing():
    gone = UserFactory(roles=["manager"], is_active=False)

    assert not gone.has_perm(policy.VIEW_REQUESTS)


@pytest.mark.django_db
def test_a_superuser_flag_opens_nothing_by_itself():
    user = UserFactory(roles=[], is_superuser=True)

    assert not user.sees_requests


def test_a_session_reads_the_authority_with_its_account(
    officer, django_assert_num_queries
):
    with django_assert_num_queries(1):
        account = RoleBackend().get_user(officer.pk)
        assert account.authority.name == officer.authority.name


def test_a_closed_account_has_no_session(officer):
    officer.is_active = False
    officer.save()

    assert RoleBackend().get_user(officer.pk) is None
    assert RoleBackend().get_user(0) is None
