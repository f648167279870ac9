"""A page makes the same number of queries, however many rows there are.

Each page of the access table is opened with a few rows, and again with many: more
requests in each state, more questions, letters and comments on the request of the page,
more people and more settings.
"""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mail.models import IncomingRule
from requests_app.jobs.emails import SEND_EMAIL
from requests_app.models import Enquiry, Notice, PastImport
from requests_app.models.jobs import Job
from responses.models import Batch, ClearanceRoute, Dispatch, PrintRun, RouteRule
from tests.bench.sample import loading
from tests.factories import (
    AdviceFactory,
    AnswerFactory,
    CitationFactory,
    CommentFactory,
    DepartmentFactory,
    EnclosureFactory,
    EnquiryFileFactory,
    FOIRequestFactory,
    LeaveFactory,
    LetterFactory,
    LoginFactory,
    MailboxFactory,
    ParagraphFactory,
    PreviousAnswerFactory,
    PreviousResponseFactory,
    QuestionFactory,
    RequestFileFactory,
    TeamFactory,
    UserFactory,
)
from tests.test_access import OWN, PAGES, ROLES, make_person, make_world, url_of

MORE = 12
TODAY = date(2026, 3, 16)

pytestmark = pytest.mark.django_db


def load(world, monkeypatch, number):
    monkeypatch.setattr(loading, "tidy_up", lambda: None)
    loading.load(
        requests=number, open_percent=60, authority=world.authority, today=TODAY
    )


def tell(person, foi_request, number):
    Notice.objects.create(
        person=person,
        kind=Notice.Kind.LEAVE,
        foi_request=foi_request,
        words="A notice.",
        url=f"/{number}/",
        key=f"leave-{number}",
        on=TODAY,
        way="none",
    )


def grow(world, person):
    """Add many rows of each kind to the authority and to the request."""
    authority, foi_request = world.authority, world.foi_request
    question = foi_request.questions.first()
    enquiry = Enquiry.objects.get(pk=world.ids["enquiry"])
    for number in range(MORE):
        each = QuestionFactory(foi_request=foi_request, order=10 + number)
        answer = AnswerFactory(foi_request=foi_request, to=[each])
        CitationFactory(answer=answer)
        CommentFactory(foi_request=foi_request, question_key=question.pk)
        letter = LetterFactory(foi_request=foi_request, number=10 + number)
        Dispatch.objects.create(
            letter=letter,
            channel=Dispatch.Channel.EMAIL,
            address="alex@requester.example",
            by=letter.issued_by,
        )
        EnclosureFactory(foi_request=foi_request, name=f"report {number}.pdf")
        RequestFileFactory(foi_request=foi_request, added_by=person)
        AdviceFactory(foi_request=foi_request)
        FOIRequestFactory(
            authority=authority, requester_id=world.ids["requester"], received_on=TODAY
        )
        department = DepartmentFactory(authority=authority)
        another = Enquiry.objects.create(
            foi_request=foi_request,
            department=enquiry.department if number % 2 else department,
            asked_by=enquiry.asked_by,
            asked_on=TODAY,
            wanted_by=TODAY + timedelta(days=number),
        )
        another.questions.set([question, each])
        EnquiryFileFactory(enquiry=another)
        team = TeamFactory(authority=authority)
        colleague = UserFactory(
            authority=authority, roles=["officer", "approver"], team=team
        )
        UserFactory(authority=authority, roles=["contributor"], department=department)
        LeaveFactory(person=colleague)
        ParagraphFactory(authority=authority)
        PreviousAnswerFactory(
            authority=authority,
            previous_response=PreviousResponseFactory(authority=authority),
        )
        Job.objects.create(
            kind=SEND_EMAIL.name,
            idempotency_key=f"many-{number}",
            payload={"to": "a@b.example", "subject": "Due", "text": "."},
            foi_request=foi_request,
            needs_attention=True,
        )
        tell(person, foi_request, number)
        Batch.objects.create(
            authority=authority,
            kind=Batch.Kind.REPRINT,
            title=f"Letters {number}",
            by=colleague,
            form_key=uuid4(),
        )
        MailboxFactory(authority=authority)
        LoginFactory(authority=authority)
        IncomingRule.objects.create(
            authority=authority, where="subject", words="parking", team=team
        )
        past_import = PastImport.objects.create(
            authority=authority, name=f"{number}.csv", step="check", state="done"
        )
        for one in (past_import, PastImport.objects.get(pk=world.ids["past_import"])):
            one.findings.create(line=number, is_rejected=True, says="Why", cells=[])
        PrintRun.objects.create(authority=authority, by=colleague, form_key=uuid4())
        route = ClearanceRoute.objects.create(authority=authority, name=f"{number}")
        route.steps.create(name="Legal").people.add(colleague)
        RouteRule.objects.create(authority=authority, route=route, flag="sensitive")


def count_queries(client, world, role):
    """Return the number of queries of each page of a role."""
    counts = {}
    for name, pages in PAGES.items():
        for place, page in enumerate(pages):
            if role not in page.roles or page.status != 200:
                continue
            url = url_of(name, page, world)
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(url)
                answer.getvalue()
            assert answer.status_code == 200, url
            counts[name, place] = [
                one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]
            ]
    return counts


@pytest.mark.parametrize("role", ROLES)
def test_a_page_makes_as_many_queries_for_many_rows_as_for_few(
    role, client, monkeypatch
):
    world = make_world(OWN)
    person = make_person(role, OWN, world)
    for other in ("officer", "approver"):
        make_person(other, OWN, world)
    load(world, monkeypatch, 60)
    tell(person, world.foi_request, MORE)
    client.force_login(person, backend="accounts.backends.RoleBackend")
    few = count_queries(client, world, role)

    grow(world, person)
    load(world, monkeypatch, 120)
    many = count_queries(client, world, role)

    more = {
        name: f"{len(few[name])}, then {len(many[name])}"
        for name in few
        if len(many[name]) > len(few[name])
    }
    assert more == {}
