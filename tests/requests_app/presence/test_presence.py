"""People in a request are noted by beats, and told to readers of the request."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.urls import reverse

from requests_app.models import FOIRequest, HistoryEntry, Presence
from requests_app.presence.queries import STATEMENT, people_in
from requests_app.presence.services import be_here
from requests_app.presence.tasks import forget_who_left
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    return AuthorityFactory()


@pytest.fixture
def foi_request(authority):
    return FOIRequestFactory(authority=authority)


@pytest.fixture
def person(authority):
    def person(name, role="officer", **more):
        first, _, last = name.partition(" ")
        return UserFactory(
            first_name=first, last_name=last, roles=[role], authority=authority, **more
        )

    return person


@pytest.fixture
def beat(client, foi_request):
    def beat(user, about=foi_request, **sent):
        client.force_login(user, backend="accounts.backends.RoleBackend")
        return client.post(reverse("beat", args=[about.reference]), sent)

    return beat


def long_ago(**ago):
    Presence.objects.update(seen_at=F("seen_at") - timedelta(**ago))


def test_a_beat_tells_who_else_is_here_and_where(beat, person):
    aled, kim = person("Aled Rees"), person("Kim Lee")
    beat(aled, place="12", typing="yes")

    told = beat(kim, place="12").json()

    assert told == {
        "here": "Aled Rees is here",
        "beside": "Aled Rees is typing in this answer",
        "rows": {"12": "Aled Rees is typing"},
    }
    assert beat(aled, place="13").json()["beside"] == ""
    assert beat(kim, place="14").json()["rows"] == {"13": "Aled Rees is here"}


def test_a_person_is_never_told_of_themselves(beat, person):
    aled = person("Aled Rees")
    beat(aled, place="12", typing="yes")

    assert beat(aled, place="12").json() == {"here": "", "beside": "", "rows": {}}
    assert Presence.objects.count() == 1


@pytest.mark.parametrize(
    ("typing", "reading", "words"),
    [
        (["Aled"], ["Kim"], "Aled is typing in this answer. Kim is in this answer"),
        (["Aled", "Bo"], [], "Aled and Bo are typing in this answer"),
        ([], ["Aled", "Bo", "Cy"], "Aled, Bo and Cy are in this answer"),
        ([], ["A", "B", "C", "D"], "A, B and 2 others are in this answer"),
    ],
)
def test_several_people_are_told_in_one_line(
    beat, person, foi_request, typing, reading, words
):
    for name in [*typing, *reading]:
        be_here(
            foi_request=foi_request,
            user=person(name),
            place="12",
            is_typing=name in typing,
        )

    assert beat(person("Zoe"), place="12").json()["beside"] == words


def test_another_part_of_the_letter_is_called_by_its_name(beat, person, foi_request):
    be_here(foi_request=foi_request, user=person("Aled"), place=STATEMENT)

    told = beat(person("Kim"), place=STATEMENT).json()

    assert told["beside"] == "Aled is in this statement"


def test_a_person_without_a_beat_for_half_a_minute_has_gone(beat, person):
    beat(person("Aled"), place="12")
    kim = person("Kim")

    long_ago(seconds=29)
    assert beat(kim).json()["here"] == "Aled is here"
    long_ago(seconds=2)
    assert beat(kim).json()["here"] == ""


def test_the_restricted_and_other_authorities_are_closed_to_beats(
    beat, person, authority
):
    aled, kim = person("Aled"), person("Kim")
    restricted = FOIRequestFactory(authority=authority, is_restricted=True)
    restricted.named_people.add(aled)
    elsewhere = FOIRequestFactory()

    assert beat(aled, about=restricted).status_code == 200
    assert beat(kim, about=restricted).status_code == 404
    assert beat(kim, about=elsewhere).status_code == 404
    assert list(Presence.objects.values_list("user", flat=True)) == [aled.pk]


def test_contributors_see_no_person_and_are_not_shown(beat, person, foi_request):
    be_here(foi_request=foi_request, user=person("Aled"))

    answer = beat(person("Cory", role="contributor"))

    assert answer.status_code == 404
    assert Presence.objects.count() == 1


@pytest.mark.parametrize("place", ["x", "1" * 20, "statement2", "-1", "1\n", "²"])
def test_a_part_that_no_draft_has_is_refused(beat, person, place):
    assert beat(person("Aled"), place=place).status_code == 400
    assert not Presence.objects.exists()


def test_a_beat_takes_three_queries_beside_signing_in_and_writes_no_history(
    beat, client, person, foi_request, django_assert_num_queries
):
    for name in "ABCDEFGH":
        be_here(foi_request=foi_request, user=person(name), place="12")
    kim = person("Kim")
    beat(kim)
    recorded = HistoryEntry.objects.count()
    version = FOIRequest.objects.get().questions_version

    address = reverse("beat", args=[foi_request.reference])
    with django_assert_num_queries(5):  # two for the session and the user
        client.post(address, {"place": "12", "typing": "yes"})

    assert HistoryEntry.objects.count() == recorded
    assert FOIRequest.objects.get().questions_version == version


def test_the_list_names_who_is_here_in_one_query(
    client, person, authority, django_assert_num_queries
):
    busy, quiet = (FOIRequestFactory(authority=authority) for _ in range(2))
    for name in ("Aled", "Bo"):
        be_here(foi_request=busy, user=person(name))
    kim = person("Kim")
    be_here(foi_request=quiet, user=kim)

    with django_assert_num_queries(1):
        assert people_in([busy, quiet], user=kim) == {busy.pk: "Aled and Bo are here"}
    client.force_login(kim, backend="accounts.backends.RoleBackend")
    page = client.get(reverse("foi-requests"))
    assert page.text.count("are here") == 1


def test_a_name_is_text_whatever_it_holds(client, person, foi_request):
    be_here(foi_request=foi_request, user=person("<script>alert(1)</script> O’Neil 🐝"))
    client.force_login(person("Kim"), backend="accounts.backends.RoleBackend")

    page = client.get(foi_request.get_absolute_url())

    assert "&lt;script&gt;alert(1)&lt;/script&gt; O’Neil 🐝 is here" in page.text
    assert "<script>alert" not in page.text


def test_who_left_a_day_ago_is_forgotten(person, foi_request):
    be_here(foi_request=foi_request, user=person("Aled"))
    long_ago(hours=25)
    be_here(foi_request=foi_request, user=person("Kim"))

    forget_who_left()

    assert [str(one.user) for one in Presence.objects.all()] == ["Kim"]


def test_the_table_is_not_logged():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relpersistence FROM pg_class WHERE relname = %s",
            [Presence._meta.db_table],
        )
        assert cursor.fetchone() == ("u",)
