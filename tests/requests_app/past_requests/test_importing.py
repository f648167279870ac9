"""Imported requests: whole, once, dated by statute, counted."""

from datetime import date

import pytest
from django.db.models import Sum

from requests_app.models import (
    ClockEvent,
    FOIRequest,
    HistoryEntry,
    PastImport,
    Question,
    Requester,
    RequesterType,
    Tally,
)
from requests_app.past_requests import carrying
from requests_app.past_requests.records import ImportNotPossible
from requests_app.search.services import index_some_old_entries
from requests_app.workflow import State
from tests.factories import FOIRequestFactory, TeamFactory, UserFactory
from tests.requests_app.past_requests.tables import as_csv, row

pytestmark = pytest.mark.django_db


def test_a_row_becomes_a_whole_request(run, authority):
    team = TeamFactory(authority=authority, name="Roads")
    officer = UserFactory(authority=authority, email="Officer@northmoor.example")
    media = RequesterType.objects.create(authority=authority, name="Press")
    done = run(
        as_csv(
            row(
                postal_address="1 High Street, Northmoor",
                organisation="The Gazette",
                kind_of_requester="press",
                channel="Web form",
                language="Welsh",
                outcome="Granted in part",
                refusal_reason="exemption",
                provisions="s.40(2); Section 43 (2)",
                team="roads",
                officer="officer@NORTHMOOR.example",
                note="Box 12 of the archive.",
            )
        )
    )

    assert (done.made, done.there, done.rejected) == (1, 0, 0)
    made = FOIRequest.objects.get(reference="OLD/1")
    assert made.authority == authority
    assert made.state == State.ANSWERED
    assert made.received_on == made.registered_on == date(2019, 3, 4)
    assert made.answered_on == made.closed_on == date(2019, 3, 20)
    assert made.due_on == date(2019, 4, 2)
    assert made.was_in_time is True
    assert made.days_taken == 11
    assert (made.outcome, made.refusal_reason) == ("partly_refused", "exemption")
    assert made.provisions == ["FOIA 40(2)", "FOIA 43(2)"]
    assert (made.regime, made.channel, made.language) == ("FOIA", "web", "cy")
    assert (made.team, made.officer, made.requester_type) == (team, officer, media)
    assert made.requester_address == "1 High Street\nNorthmoor"
    assert made.requester.name == "Ada Example"
    assert made.requester.emails == ["ada@requester.example"]
    texts = made.questions.filter(kind="question").values_list("text", "answered_on")
    assert [text for text, _ in texts] == [
        "How many fines were issued?",
        "How many were paid?",
    ]
    assert {day for _, day in texts} == {date(2019, 3, 20)}
    [entry] = HistoryEntry.objects.filter(foi_request=made)
    assert entry.kind == "request_imported"
    assert entry.note == "Imported from log.csv, line 2.\nNote: Box 12 of the archive."


def test_questions_keep_their_tree(run):
    text = "Please tell me:\n1. For each year:\n(a) fines\n(b) appeals\n2. The total?"
    run(as_csv(row(text=text)))

    labels = {one.label: one for one in Question.objects.all()}
    assert labels["a"].parent == labels["b"].parent == labels["1"]
    assert labels["2"].parent is None


def test_a_row_needs_no_text(run):
    run(as_csv(row(text=None)))

    made = FOIRequest.objects.get()
    assert made.received_text == ""
    assert not made.questions.exists()
    assert not hasattr(made, "fingerprint")


@pytest.mark.parametrize(
    ("state", "stored"),
    [
        ("Withdrawn", State.WITHDRAWN),
        ("not valid", State.NOT_VALID),
        ("TRANSFERRED", State.TRANSFERRED),
        ("lapsed", State.LAPSED),
    ],
)
def test_a_request_may_have_ended_without_an_answer(run, state, stored):
    run(as_csv(row(state=state, answered_on="", outcome="", closed_on="5/3/2019")))

    made = FOIRequest.objects.get()
    assert (made.state, made.closed_on) == (stored, date(2019, 3, 5))
    assert made.answered_on is made.was_in_time is None


def test_a_request_still_being_answered_waits_in_the_queue(run):
    run(as_csv(row(received_on="2026-02-10", state="answering", answered_on="",
                   outcome="")))  # fmt: skip

    made = FOIRequest.objects.get()
    assert made.state == State.ANSWERING
    assert made.closed_on is None
    assert made.due_on == date(2026, 3, 10)


def test_a_wrong_due_date_is_not_believed_and_said(run):
    done = run(as_csv(row(due_on="2019-04-08")))

    assert FOIRequest.objects.get().due_on == date(2019, 4, 2)
    [note] = done.findings.filter(is_rejected=False)
    assert "8 April 2019" in note.says
    assert "2 April 2019" in note.says


def test_an_extension_moves_the_due_date(run):
    run(as_csv(row(due_on="2019-04-29", extended_on="2019-03-29",
                   answered_on="2019-04-26")))  # fmt: skip

    made = FOIRequest.objects.get()
    assert made.due_on == date(2019, 4, 29)
    assert made.original_due_on == date(2019, 4, 2)
    assert (made.extension, made.extended_on) == ("public_interest", date(2019, 3, 29))
    assert made.was_in_time is True
    assert ClockEvent.objects.get().until == date(2019, 4, 29)


def test_an_extension_notified_too_late_extends_nothing(run):
    done = run(as_csv(row(due_on="2019-04-29", extended_on="2019-04-04",
                          answered_on="2019-04-26")))  # fmt: skip

    made = FOIRequest.objects.get()
    assert (made.due_on, made.extension) == (date(2019, 4, 2), "")
    assert made.was_in_time is False
    assert any("extends nothing" in one.says for one in done.findings.all())


def test_environmental_requests_are_extended_to_forty_days(run):
    run(as_csv(row(law="EIR", extended_on="2019-03-29", answered_on="2019-04-30")))

    made = FOIRequest.objects.get()
    assert made.extension == "complex"
    assert made.due_on == date(2019, 5, 2)


def test_a_late_reason_is_kept_of_a_late_answer_alone(run):
    done = run(
        as_csv(
            row(answered_on="2019-04-03", late_reason="Clearance took longer"),
            row(reference="OLD/2", late_reason="clearance"),
        )
    )

    late, timely = FOIRequest.objects.order_by("reference")
    assert (late.was_in_time, late.late_reason) == (False, "clearance")
    assert timely.late_reason == ""
    assert done.noted == 1


def test_before_the_known_holidays_the_table_is_believed(run):
    run(as_csv(row(received_on="2006-03-01", due_on="2006-03-29",
                   answered_on="2006-03-20")))  # fmt: skip

    made = FOIRequest.objects.get()
    assert made.due_on == date(2006, 3, 29)
    assert made.was_in_time is True


def test_nothing_is_made_twice(run):
    content = as_csv(row(), row(reference="OLD/2"))
    run(content)
    again = run(content)

    assert (again.made, again.there, again.rejected) == (0, 2, 0)
    assert FOIRequest.objects.count() == 2


def test_the_same_reference_with_other_content_is_rejected(run, says):
    run(as_csv(row()))

    said = says(as_csv(row(subject="Something else")))
    assert said == "There is a request OLD/1 already, and it differs in: Subject."


def test_a_reference_of_another_authority_is_rejected(says):
    FOIRequestFactory(reference="OLD/1")

    assert "another authority" in says(as_csv(row()))


def test_a_check_says_what_the_import_does(run):
    run(as_csv(row(reference="OLD/9", subject="Here")))
    content = as_csv(
        row(),
        row(reference="OLD/2", answered_on="1999-01-01"),
        row(reference="OLD/9", subject="Here"),
        row(),
    )

    checked = run(content, step="check")
    assert FOIRequest.objects.count() == 1
    assert not Requester.objects.filter(foi_requests=None).exists()
    imported = run(content)

    numbers = ("rows", "made", "there", "rejected", "noted", "last_row")
    assert [getattr(checked, name) for name in numbers] == [
        getattr(imported, name) for name in numbers
    ]
    assert (imported.made, imported.there, imported.rejected) == (1, 1, 2)
    said = [
        list(one.findings.values_list("line", "says")) for one in (checked, imported)
    ]
    assert said[0] == said[1]


class Killed(Exception):
    """The process was killed."""


def test_a_run_that_is_killed_goes_on_and_makes_nothing_twice(run, monkeypatch):
    monkeypatch.setattr(carrying, "BATCH", 3)
    content = as_csv(
        *(row(reference=f"OLD/{n}", subject=f"About {n}") for n in range(10)),
        row(reference="OLD/bad", received_on="never"),
    )

    def kill(past_import):
        raise Killed

    for expected in (3, 6, 9):
        with pytest.raises(Killed):
            run(content, tell=kill)
        assert FOIRequest.objects.count() == expected
    done = run(content)

    assert FOIRequest.objects.count() == 10
    assert (done.made, done.rejected, done.last_row) == (10, 1, 11)
    assert done.findings.count() == 1
    assert Requester.objects.count() == HistoryEntry.objects.count() == 10


def test_a_batch_that_fails_leaves_nothing(run, monkeypatch):
    monkeypatch.setattr(carrying, "BATCH", 2)

    def fail(*args):
        raise Killed

    monkeypatch.setattr(carrying, "_keep_findings", fail)
    with pytest.raises(Killed):
        run(as_csv(row()))

    assert not FOIRequest.objects.exists()
    assert not Requester.objects.exists()


def test_two_processes_do_not_import_the_same_rows(run, monkeypatch):
    monkeypatch.setattr(carrying, "BATCH", 1)
    content = as_csv(row(), row(reference="OLD/2"), row(reference="OLD/3"))
    other = []

    def begin_elsewhere(past_import):
        if not other:
            other.append(run(content))

    with pytest.raises(ImportNotPossible, match="another process"):
        run(content, tell=begin_elsewhere)

    assert FOIRequest.objects.count() == 3
    assert other[0].made == 3


def test_another_table_waits(run, authority):
    PastImport.objects.create(
        authority=authority, name="first.csv", sha256="x", step="import"
    )

    with pytest.raises(ImportNotPossible, match=r"first\.csv.*under way"):
        run(as_csv(row()))


def test_imported_requests_are_found_and_counted(run, authority):
    run(as_csv(row(), row(reference="OLD/2", answered_on="2019-04-03")))

    assert index_some_old_entries()
    made = FOIRequest.objects.get(reference="OLD/1")
    assert "park" in str(made.search_entry.asked)
    of_day = Tally.objects.filter(authority_key=authority.pk, span="d").values("fact")
    counts = {one["fact"]: one["n"] for one in of_day.annotate(n=Sum("number"))}
    assert counts == {"received": 2, "closed": 2, "in_time": 1, "late": 1}
