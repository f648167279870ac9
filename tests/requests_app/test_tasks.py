"""Tasks scheduled by beat: each calls one service and is harmless to run twice."""

import subprocess
import sys
from datetime import timedelta

from django.core import mail
from django.utils import timezone

from requests_app.jobs.emails import SEND_EMAIL
from requests_app.reminders.tasks import remind_of_due_dates
from requests_app.telling.services import choose_ways
from requests_app.telling.tasks import mail_notices
from tests.factories import FOIRequestFactory
from tests.jobs import run_jobs


def test_officers_are_reminded_by_today_and_told_by_e_mail(officer):
    today = timezone.localdate()  # noqa: TID251 - what the task goes by
    FOIRequestFactory(
        authority=officer.authority, officer=officer, due_on=today - timedelta(days=1)
    )

    choose_ways(person=officer, ways={"dates": "at_once"})

    for _ in range(2):
        remind_of_due_dates()
        mail_notices()
        run_jobs(SEND_EMAIL)

    assert [message.to for message in mail.outbox] == [[officer.email]]
    assert "overdue" in mail.outbox[0].subject


# A test has imported other modules before: a worker knows those alone of its own start.
UNKNOWN = """
import django
django.setup()
from django.conf import settings
from foi.celery import app
app.loader.import_default_modules()
scheduled = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}
print(sorted(scheduled - set(app.tasks)))
"""


def test_a_worker_knows_every_task_on_the_schedule():
    done = subprocess.run(
        [sys.executable, "-c", UNKNOWN], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
