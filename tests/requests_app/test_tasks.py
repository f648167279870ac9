"""Tasks scheduled by beat: each calls one service and is harmless to run twice."""

from datetime import timedelta

from django.conf import settings
from django.core import mail
from django.utils import timezone

from foi.celery import app
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


def test_every_task_on_the_schedule_exists(db):
    app.loader.import_default_modules()

    scheduled = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}

    assert scheduled <= set(app.tasks)
