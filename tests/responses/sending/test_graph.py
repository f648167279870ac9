"""Letters that leave from the authority's own mailbox in Microsoft 365."""

from email import message_from_bytes, policy

import pytest
from django.core import mail

from requests_app.jobs.emails import SEND_EMAIL, enqueue_email
from requests_app.models import Job, Notice
from responses.models import Sender
from responses.senders import carrying
from responses.senders.telling import tell_of_broken
from responses.sending import threads
from responses.sending.queries import sendings_of
from responses.sending.queueing import SEND_LETTER
from tests.factories import LoginFactory
from tests.graph import BOX
from tests.jobs import run_jobs
from tests.responses.kinds import AT, ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_graph(officer, graph, at_once, monkeypatch):
    monkeypatch.setattr(carrying, "_away", {})
    return Sender.objects.create(
        authority=officer.authority,
        mail_by="graph",
        address=BOX,
        reply_pattern="foi+{reference}@council.example",
        login=LoginFactory(authority=officer.authority),
    )


def sent_by(graph):
    ((address, raw),) = graph.sent
    return address, message_from_bytes(raw, policy=policy.default)


def test_a_letter_leaves_from_the_mailbox_with_one_copy_in_sent_items(
    issue, by_graph, graph
):
    letter = issue()
    run_jobs(SEND_LETTER, on=ON)
    run_jobs(SEND_LETTER, on=ON)

    address, message = sent_by(graph)
    dispatch = letter.dispatches.get()
    reference = letter.foi_request.reference
    assert address == BOX
    assert message["From"].addresses[0].addr_spec == BOX
    assert message["Reply-To"] == f"foi+{reference}@council.example"
    assert message["Message-ID"] == dispatch.message_id
    assert (
        threads.dispatch_of(
            str(message["Message-ID"]),
            authority_id=dispatch.letter.foi_request.authority_id,
        )
        == dispatch
    )
    assert len(list(message.iter_attachments())) == 1
    copies = [each for each in graph.messages[BOX].values() if each[0] == "sentitems"]
    assert len(copies) == 1
    assert dispatch.door == "graph"
    assert dispatch.sent_on == ON


def test_a_letter_answers_the_last_mail_of_the_requester(
    issue, by_graph, graph, monkeypatch
):
    ids = [f"<mail-{number}@home.example>" for number in range(30)]
    said = lambda _: ["no id", *ids, "<two><ids@home.example>"]  # noqa: E731
    monkeypatch.setattr(threads, "_THREADS", [said])
    issue()
    run_jobs(SEND_LETTER, on=ON)

    _, message = sent_by(graph)
    assert message["In-Reply-To"] == ids[-1]
    assert str(message["References"]).split() == [ids[0], *ids[-19:]]


def test_a_lost_answer_leaves_it_to_a_person(issue, by_graph, graph):
    letter = issue()
    graph.is_silent = True
    run_jobs(SEND_LETTER, on=ON)
    graph.is_silent = False
    Job.objects.update(due_at=AT)
    run_jobs(SEND_LETTER, on=ON)

    assert len(graph.sent) == 1
    assert letter.dispatches.get().unconfirmed_since is not None


def test_an_expired_secret_keeps_letters_back_and_tells_an_administrator(
    issue, by_graph, graph, administrator
):
    letter = issue()
    graph.secret = "another"  # noqa: S105 - of no service
    run_jobs(SEND_LETTER, on=ON)
    tell_of_broken(on=ON)

    dispatch = letter.dispatches.get()
    assert dispatch.begun_at is None
    assert "It has not left so far. Login" in sendings_of(letter)[0].state
    assert Notice.objects.get(person=administrator).words.startswith(
        "Letters do not leave: Login"
    )


def test_a_mailbox_taken_from_the_application_keeps_letters_back(
    issue, by_graph, graph
):
    issue()
    graph.denied.add(BOX)
    run_jobs(SEND_LETTER, on=ON)

    assert graph.sent == []
    assert "may not use the mailbox" in Sender.objects.get().failure


def test_a_busy_service_is_tried_again(issue, by_graph, graph):
    letter = issue()
    graph.busy = [(429, "600")]
    run_jobs(SEND_LETTER, on=ON)
    assert letter.dispatches.get().begun_at is None
    carrying._away.clear()
    Job.objects.update(due_at=AT)
    run_jobs(SEND_LETTER, on=ON)

    assert len(graph.sent) == 1


def test_e_mails_to_colleagues_leave_so_where_chosen(by_graph, graph, officer):
    enqueue_email(to=officer, subject="Due", text="It.", idempotency_key="due")
    Sender.objects.update(carries_notices=True)
    run_jobs(SEND_EMAIL)

    _, message = sent_by(graph)
    assert message["To"] == officer.email
    assert mail.outbox == []
