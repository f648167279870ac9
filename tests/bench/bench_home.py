"""Time "My day" for each role, in an authority with a million requests.

Two thousand open requests are made up in a scratch database, sixty to an officer, with
some thousand closed requests. One officer has replies, advice, tasks and snoozes too.
The closed requests are then copied until there are a million. The page is opened as
the web process does, without the network.

Run it: python -m tests.bench.bench_home [--json] [--requests N]
"""

import sys
from datetime import timedelta
from typing import Any

from tests.bench.bench_recalculating import TODAY, scratch_database
from tests.bench.bench_room import timed
from tests.bench.sized import run_sized

REQUESTS = 1_000_000
MADE_UP = 6_000
OPEN = 2_000
OFFICERS = 33
WITH_MORE = 12
BOUND_MS = 60
MOST_QUERIES = 8


def make_office() -> dict[str, Any]:
    """Make up an authority with its people; return a person of each role."""
    from accounts.models import Authority, Department, User

    authority = Authority.objects.create(
        name="Bench Council",
        short_name="the Council",
        kind=Authority.Kind.COUNCIL,
        address="1 High Street",
        email="foi@bench.example",
        signatory="Information Team",
        review_contact="Review Officer",
    )
    department = Department.objects.create(authority=authority, name="Operations")
    people = {
        role: User.objects.create(
            username=role,
            email=f"{role}@bench.example",
            roles=[role],
            authority=authority,
            department=department if role == "contributor" else None,
        )
        for role in ("officer", "approver", "manager", "contributor", "auditor")
    }
    for number in range(1, OFFICERS):
        User.objects.create(
            username=f"officer{number}",
            email=f"officer{number}@bench.example",
            roles=["officer"],
            authority=authority,
        )
    return people


def fill_desk(officer: Any, department: Any) -> None:
    """Give the officer replies, late questions, advice, tasks and snoozes."""
    from responses.models import Advice, AdviceSource, Comment
    from tests.factories import replied

    own = officer.foi_requests.filter(closed_on=None).order_by("due_on", "pk")
    for number, foi_request in enumerate(own[:WITH_MORE]):
        if question := foi_request.questions.filter(kind="question").first():
            enquiry = foi_request.enquiries.create(
                department=department,
                asked_by=officer,
                asked_on=TODAY - timedelta(days=9),
                wanted_by=TODAY - timedelta(days=2),
            )
            enquiry.questions.add(question)
            if number % 2:
                replied(enquiry, "There are twelve.", officer)
        Advice.objects.create(
            foi_request=foi_request,
            source=AdviceSource.LEGAL,
            adviser="Nye and Nye",
            asked="Does privilege cover the notes?",
            sent_on=TODAY - timedelta(days=9),
            sent_by=officer,
            wanted_by=TODAY - timedelta(days=2),
            received_on=TODAY if number % 2 else None,
        )
        task = Comment.objects.create(
            foi_request=foi_request,
            part=Comment.Part.WHOLE,
            words="Since when?",
            by=officer,
            assigned_to=officer,
        )
        task.mentions.create(person=officer)
    for foi_request in own.reverse()[:WITH_MORE]:
        officer.snoozes.create(
            foi_request=foi_request, until_on=TODAY + timedelta(days=900)
        )


def copy_closed_requests(number: int) -> None:
    """Copy closed requests until there are `number` requests."""
    from django.db import connection

    from requests_app.models import FOIRequest

    closed = FOIRequest.objects.closed().count()
    times = max(0, (number - FOIRequest.objects.count()) // max(closed, 1))
    fields = [
        field.column
        for field in FOIRequest._meta.concrete_fields
        if field.column not in {"id", "reference", "form_key"}
    ]
    columns = ", ".join(f'"{column}"' for column in fields)
    with connection.cursor() as cursor:
        for copy in range(times):
            cursor.execute(
                f"INSERT INTO requests_app_foirequest (reference, {columns}) "  # noqa: S608
                f"SELECT reference || '/' || %s, {columns} "
                "FROM requests_app_foirequest "
                "WHERE closed_on IS NOT NULL AND reference NOT LIKE '%%/%%'",
                [copy],
            )
        cursor.execute("ANALYZE")


def bench(requests: int = REQUESTS) -> dict[str, Any]:
    """Return the results, and whether they are within bounds."""
    from django.conf import settings
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.urls import reverse

    from requests_app.models import FOIRequest
    from tests.bench.sample.loading import load

    setup_test_environment()
    # The files of the page are not collected, and none is sent.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    measured: dict[str, Any] = {}
    with scratch_database():
        people = make_office()
        load(
            requests=min(requests, MADE_UP),
            open_percent=100 * OPEN / MADE_UP,
            authority=people["officer"].authority,
            today=TODAY,
        )
        fill_desk(people["officer"], people["contributor"].department)
        copy_closed_requests(requests)
        number = FOIRequest.objects.count()
        for role, person in people.items():
            client = Client()
            client.force_login(person, backend="accounts.backends.RoleBackend")

            def look(_: int, client: Client = client) -> None:
                page = client.get(reverse("home"), secure=True)
                assert page.status_code == 200

            measured[role] = timed(look)
    is_quick = all(
        one["median, ms"] <= BOUND_MS and one["queries"] <= MOST_QUERIES
        for one in measured.values()
    )
    return {"requests": number, **measured, "within bounds": is_quick}


if __name__ == "__main__":
    sys.exit(run_sized(bench, REQUESTS))
