"""A query prepared once gives every person their own rows."""

from datetime import timedelta

import pytest

from accounts.models import User
from requests_app.prepared import STAND_INS, NotPrepared, rows_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def keys_of(person, key="users"):
    return rows_of(
        key,
        lambda: User.objects.filter(pk=STAND_INS["user"]).values_list("pk"),
        {"user": person.pk},
    )


def test_each_run_has_its_own_values():
    one, other = UserFactory(), UserFactory()

    assert keys_of(one) == [(one.pk,)]
    assert keys_of(other) == [(other.pk,)]


@pytest.mark.parametrize(
    "condition",
    [
        {"pk": STAND_INS["user"] + 9},
        {"date_joined__gt": STAND_INS["at"] - timedelta(days=9)},
        {"username__startswith": STAND_INS["path"]},
    ],
)
def test_a_value_worked_out_from_a_stand_in_is_refused(condition):
    with pytest.raises(NotPrepared):
        rows_of("other", lambda: User.objects.filter(**condition).values_list("pk"), {})
