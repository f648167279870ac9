"""Each subject registers the kinds of jobs that it needs done."""

import pytest
from django.conf import settings

from requests_app.jobs.handlers import (
    JobKind,
    handler_of,
    kind_of,
    register,
    registered_handlers,
)
from requests_app.jobs.queue import enqueue
from requests_app.models import Job
from tests.modules import app_modules

UNKNOWN = JobKind(name="dance", label="Dance")


def registered():
    return [handler.kind for handler in registered_handlers()]


def test_every_kind_that_is_defined_is_registered_once():
    defined = {
        id(each): each
        for module in app_modules()
        for each in vars(module).values()
        if isinstance(each, JobKind)
    }

    assert defined
    assert sorted(kind.name for kind in defined.values()) == sorted(
        kind.name for kind in registered()
    )


def test_every_kind_fits_its_column():
    longest = Job._meta.get_field("kind").max_length

    assert all(len(kind.name) <= longest for kind in registered())


def test_no_two_kinds_read_the_same():
    labels = [kind.label for kind in registered()]

    assert len(set(labels)) == len(labels)


def test_a_name_is_registered_for_one_kind_only():
    twin = JobKind(name="send_email", label="Send another e-mail")

    with pytest.raises(ValueError, match="registered twice"):
        register(twin, lambda _run: None)

    assert handler_of("send_email").kind.label == "Send an e-mail"


@pytest.mark.django_db
def test_a_job_of_a_kind_that_no_subject_registered_is_not_written():
    with pytest.raises(LookupError, match="No subject has registered"):
        enqueue(kind=UNKNOWN, idempotency_key="x", payload={})

    assert not Job.objects.exists()


def test_a_job_whose_subject_is_gone_shows_its_name():
    kind = kind_of(Job(kind="dance"))

    assert (kind.label, kind.may_be_cancelled) == ("dance", False)


def test_mail_and_work_on_many_files_have_longer_and_other_kinds_two_minutes():
    limits = {kind.name: kind.time_limit_seconds for kind in registered()}

    assert limits.pop("send_letter") == limits.pop("send_email") == 600
    assert limits.pop("send_account_link") == limits.pop("send_enquiries") == 600
    assert limits.pop("confirm_form") == limits.pop("try_sender") == 600
    # A workbook may become fifty files, each of them checked.
    assert limits.pop("copy_enclosure") == 600
    # A file of a million requests.
    assert limits.pop("make_export") == limits.pop("import_requests") == 3600
    assert set(limits.values()) == {settings.CELERY_TASK_TIME_LIMIT} == {120}


def test_every_kind_ends_its_turn_well_within_its_time_limit():
    for kind in registered():
        assert kind.turn_seconds * 2 <= kind.time_limit_seconds, kind
