"""Old notices are deleted, and their events stay told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from requests_app.models import DeletedNotice, Digest, Notice
from requests_app.telling import keeping
from requests_app.telling.keeping import delete_old_notices
from requests_app.telling.services import tell
from requests_app.telling.tasks import delete_old_notices as task
from tests.factories import FOIRequestFactory, UserFactory

NOW = datetime(2027, 6, 1, 4, 40, tzinfo=UTC)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority, officer=officer)


@pytest.fixture
def notice(officer, foi_request):
    """Make a notice, read and written so many days ago."""

    def notice(*, written, read=None, key="event-1", way="none", mailed=None):
        told(officer, foi_request, key=key)
        at = NOW - timedelta(days=written)
        found = Notice.objects.filter(key=key)
        found.update(
            at=at,
            way=way,
            mailed_at=mailed and at,
            read_at=None if read is None else NOW - timedelta(days=read),
        )
        return found.get()

    return notice


def told(person, foi_request, *, key="event-1"):
    return tell(
        people=[person],
        kind="unposted",
        words="A letter waits for the post.",
        url="/requests/7-26/",
        key=key,
        foi_request=foi_request,
        on=date(2026, 3, 2),
    )


@pytest.mark.parametrize(
    ("times", "is_deleted"),
    [
        pytest.param({"written": 300, "read": 91}, True, id="read long ago"),
        pytest.param({"written": 300, "read": 89}, False, id="read of late"),
        pytest.param({"written": 366}, True, id="unread for more than a year"),
        pytest.param({"written": 364}, False, id="unread for less than a year"),
        pytest.param({"written": 500, "read": 3}, False, id="old, read of late"),
    ],
)
def test_a_notice_is_kept_for_its_time(notice, times, is_deleted):
    notice(**times)

    assert delete_old_notices(at=NOW) == is_deleted
    assert Notice.objects.exists() is not is_deleted


def test_the_settings_say_how_long(notice, settings):
    settings.NOTICES_READ_DAYS, settings.NOTICES_UNREAD_DAYS = 10, 20
    notice(written=30, read=11)
    notice(written=21, key="event-2")
    notice(written=19, key="event-3")

    assert delete_old_notices(at=NOW) == 2


def test_a_notice_that_waits_for_its_mail_is_kept(notice):
    notice(written=400, way="digest")
    notice(written=400, way="digest", mailed=True, key="event-2")

    assert delete_old_notices(at=NOW) == 1
    assert Notice.objects.get().key == "event-1"


def test_an_event_whose_notice_was_deleted_is_not_told_again(
    notice, officer, foi_request
):
    notice(written=400)
    delete_old_notices(at=NOW)

    assert told(officer, foi_request) == []
    assert not Notice.objects.exists()


def test_another_person_is_still_told_of_the_event(notice, officer, foi_request):
    notice(written=400)
    delete_old_notices(at=NOW)
    other = UserFactory(authority=officer.authority, roles=["officer"])

    assert [each.person for each in told(other, foi_request)] == [other]


def test_deleting_twice_and_in_parts_leaves_one_mark_each(notice, monkeypatch):
    monkeypatch.setattr(keeping, "_AT_ONCE", 2)
    for each in range(5):
        notice(written=400, key=f"event-{each}")

    assert [delete_old_notices(at=NOW), delete_old_notices(at=NOW)] == [5, 0]
    assert DeletedNotice.objects.count() == 5


def test_old_digests_are_deleted_too(officer):
    for days in (1, 200):
        Digest.objects.create(person=officer, on=NOW.date() - timedelta(days=days))
    delete_old_notices(at=NOW)

    assert Digest.objects.get().on == NOW.date() - timedelta(days=1)


def test_the_task_deletes(notice):
    notice(written=300)
    Notice.objects.update(at=datetime(2020, 1, 1, tzinfo=UTC))
    task()

    assert not Notice.objects.exists()
