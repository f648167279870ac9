"""A query prepared once gives every person their own rows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from accounts.models import User
from requests_app.prepared import (
    STAND_INS,
    NotPrepared,
    among_keys,
    rows_of,
    sql_of,
)
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


def plans_of_users():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%%accounts_user%%'"
        )
        return cursor.fetchall()


def test_postgresql_plans_a_query_once_for_everybody():
    one, other = UserFactory(), UserFactory()

    keys_of(one, "planned once")
    keys_of(other, "planned once")

    assert (2, 0) in plans_of_users()


@pytest.mark.django_db(transaction=True)
def test_each_connection_plans_for_itself():
    person = UserFactory()
    assert keys_of(person, "each connection") == [(person.pk,)]

    connection.close()

    assert keys_of(person, "each connection") == [(person.pk,)]


def test_values_of_any_kind_are_kept_as_they_are():
    name = "100% O'Neill \\ $1 %s"
    person = UserFactory(last_name=name)

    def named():
        return User.objects.filter(among_keys(F("pk")), last_name=name).values_list(
            "last_name"
        )

    assert rows_of("kinds", named, {"keys": [person.pk]}) == [(name,)]


def test_a_query_is_part_of_another_with_the_values_of_each_visit():
    one, other = UserFactory(), UserFactory()
    built = []

    def build():
        built.append(User.objects.filter(pk=STAND_INS["user"]).values_list("pk"))
        return built[-1]

    for person in (one, other):
        sql, values = sql_of("a part", build, {"user": person.pk})
        whole = f"SELECT %s, part.* FROM ({sql}) AS part"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(whole, [7, *values])
            assert cursor.fetchall() == [(7, person.pk)]
    assert len(built) == 1
