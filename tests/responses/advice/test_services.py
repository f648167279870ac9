"""Advice from outside: sought, chased, received, and followed or not."""

from datetime import date
from smtplib import SMTPRecipientsRefused

import pytest

from requests_app.actions.table import ActionNotPossible
from requests_app.jobs.emails import SEND_EMAIL
from requests_app.models import Job, Notice
from requests_app.workflow import State
from responses.advice.history import AdviceHistory
from responses.advice.services import (
    AdviceNotPossible,
    RequesterNamed,
    chase_advice,
    decide_advice,
    receive_advice,
    seek_advice,
    withdraw_advice,
)
from responses.models import Advice, AdviceSource
from tests.factories import FOIRequestFactory, QuestionFactory
from tests.jobs import run_jobs

TODAY = date(2026, 3, 16)
WANTED = date(2026, 3, 20)
LATER = date(2026, 3, 25)
MB = 1_000_000


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(
        authority=officer.authority,
        reference="77-26",
        requester_name="Ada Asker",
        received_text="How many patrols?",
    )


@pytest.fixture
def question(foi_request):
    return QuestionFactory(foi_request=foi_request, text="How many patrols a week?")


def seek(foi_request, by, **changes):
    arguments = {
        "foi_request": foi_request,
        "source": AdviceSource.REFERRAL_UNIT,
        "adviser": "Central Referral Unit",
        "email": "referrals@unit.example",
        "questions": [],
        "asked": "Would the number of patrols tell offenders too much?",
        "wanted_by": WANTED,
        "is_mailed": False,
        "by": by,
        "on": TODAY,
    }
    return seek_advice(**(arguments | changes))


def receive(advice, by, **changes):
    arguments = {
        "advice": advice,
        "received_on": TODAY,
        "received": "Neither confirm nor deny.",
        "most_bytes": MB,
        "by": by,
        "on": TODAY,
    }
    return receive_advice(**(arguments | changes))


def kinds_of(foi_request):
    return list(foi_request.history.order_by("pk").values_list("kind", flat=True))


def test_advice_is_sought_by_e_mail_with_the_questions(foi_request, question, officer):
    advice = seek(foi_request, officer, questions=[question], is_mailed=True)

    payload = Job.objects.get().payload
    assert payload["to"] == "referrals@unit.example"
    assert payload["reply_to"] == officer.authority.email
    assert "77-26" in payload["subject"]
    assert "How many patrols a week?" in payload["text"]
    assert "by 20 March 2026" in payload["text"]
    assert "Asker" not in str(payload)
    assert list(advice.questions.all()) == [question]
    assert kinds_of(foi_request) == [AdviceHistory.ADVICE_SOUGHT]


def test_advice_sought_another_way_is_recorded_without_an_e_mail(foi_request, officer):
    seek(foi_request, officer, email="")

    assert not Job.objects.exists()
    assert foi_request.advice.get().is_awaited


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"wanted_by": date(2026, 3, 15)}, "15 March 2026 has passed"),
        ({"is_mailed": True, "email": ""}, "Enter the e-mail address"),
    ],
)
def test_advice_is_not_sought(foi_request, officer, changes, sentence):
    with pytest.raises(AdviceNotPossible, match=sentence):
        seek(foi_request, officer, **changes)

    assert not Advice.objects.exists()


def test_the_same_advice_is_sought_once(foi_request, officer):
    seek(foi_request, officer, is_mailed=True)

    with pytest.raises(AdviceNotPossible, match="asked the same already"):
        seek(foi_request, officer, is_mailed=True)

    assert Job.objects.count() == 1


def test_a_question_of_another_request_is_refused(foi_request, officer):
    with pytest.raises(AdviceNotPossible, match="questions of this request"):
        seek(foi_request, officer, questions=[QuestionFactory()])


def test_an_adviser_is_told_who_asked_only_with_a_reason(foi_request, officer):
    asked = "Ada Asker wants the number of patrols."
    with pytest.raises(RequesterNamed):
        seek(foi_request, officer, asked=asked)

    seek(foi_request, officer, asked=asked, reason="She is their client.")

    assert "She is their client." in foi_request.history.get().note


def test_no_advice_is_sought_on_a_closed_request(officer):
    closed = FOIRequestFactory(
        authority=officer.authority, state=State.WITHDRAWN, closed_on=TODAY
    )

    with pytest.raises(ActionNotPossible):
        seek(closed, officer)


def test_an_adviser_is_reminded_once_a_day(foi_request, officer):
    advice = seek(foi_request, officer)
    again = {"advice": advice, "wanted_by": LATER, "by": officer, "on": TODAY}

    chase_advice(note="Please hurry.", is_mailed=True, **again)

    assert "Please hurry." in Job.objects.get().payload["text"]
    advice.refresh_from_db()
    assert advice.wanted_by == LATER
    with pytest.raises(AdviceNotPossible, match="reminded today already"):
        chase_advice(note="", is_mailed=True, **again)
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "changes", "sentence"),
    [
        ("", {"is_mailed": True}, "No e-mail address"),
        ("a@b.example", {"wanted_by": date(2026, 3, 1)}, "1 March 2026 has passed"),
    ],
)
def test_an_adviser_is_not_reminded(foi_request, officer, email, changes, sentence):
    advice = seek(foi_request, officer, email=email)
    arguments = {"note": "", "wanted_by": LATER, "is_mailed": False} | changes

    with pytest.raises(AdviceNotPossible, match=sentence):
        chase_advice(advice=advice, by=officer, on=TODAY, **arguments)

    assert not advice.chases.exists()


def test_a_reminder_does_not_tell_who_asked(foi_request, officer):
    advice = seek(foi_request, officer)

    with pytest.raises(RequesterNamed):
        chase_advice(
            advice=advice,
            note="Ada Asker is waiting.",
            wanted_by=LATER,
            is_mailed=True,
            by=officer,
            on=TODAY,
        )


def test_an_answer_is_kept_with_its_file(foi_request, officer):
    advice = receive(
        seek(foi_request, officer),
        officer,
        chunks=[b"%PDF-", b"1.7"],
        name="C:\\advice\\Advice: final?.pdf",
    )

    assert advice.name == "Advice- final-.pdf"
    assert advice.size_bytes == 8
    with advice.file.open("rb") as file:
        assert file.read() == b"%PDF-1.7"
    assert advice.is_open
    assert not advice.is_awaited


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"received": " "}, "Enter what the answer says"),
        ({"received_on": date(2026, 3, 15)}, "from 16 March 2026"),
        ({"received_on": date(2026, 3, 17)}, "to today, 16 March 2026"),
        ({"chunks": [], "name": "a.pdf"}, "a.pdf is empty"),
        ({"chunks": [b"12345"], "name": "a.pdf", "most_bytes": 4}, "larger than"),
    ],
)
def test_an_answer_is_not_kept(foi_request, officer, changes, sentence):
    advice = seek(foi_request, officer)

    with pytest.raises(AdviceNotPossible, match=sentence):
        receive(advice, officer, **changes)

    advice.refresh_from_db()
    assert advice.is_awaited
    assert not advice.file


def test_an_answer_is_recorded_once(foi_request, officer):
    advice = seek(foi_request, officer)
    receive(advice, officer)

    with pytest.raises(AdviceNotPossible, match="on record already"):
        receive(advice, officer, received="Another.")

    advice.refresh_from_db()
    assert advice.received == "Neither confirm nor deny."


def test_a_third_party_says_what_it_thinks_of_disclosure(foi_request, officer):
    advice = seek(foi_request, officer, source=AdviceSource.THIRD_PARTY)
    with pytest.raises(AdviceNotPossible, match="what the third party thinks"):
        receive(advice, officer)

    receive(advice, officer, view=Advice.View.OBJECTS)

    assert foi_request.history.first().note.endswith(": Objects")


def test_advice_is_followed_or_not_with_the_reason(foi_request, officer):
    advice = receive(seek(foi_request, officer), officer)
    arguments = {"advice": advice, "by": officer, "on": TODAY}
    with pytest.raises(AdviceNotPossible, match="Say why"):
        decide_advice(decision=Advice.Decision.NOT_FOLLOWED, reason="", **arguments)

    decide_advice(
        decision=Advice.Decision.NOT_FOLLOWED, reason="The figure is old.", **arguments
    )
    advice.refresh_from_db()
    assert not advice.is_open
    with pytest.raises(AdviceNotPossible, match="same was decided"):
        decide_advice(
            decision=Advice.Decision.NOT_FOLLOWED,
            reason="The figure is old.",
            **arguments,
        )

    decide_advice(decision=Advice.Decision.FOLLOWED, reason="", **arguments)

    assert kinds_of(foi_request).count(AdviceHistory.ADVICE_DECIDED) == 2


def test_nothing_is_decided_before_the_answer(foi_request, officer):
    with pytest.raises(AdviceNotPossible, match="Record the answer first"):
        decide_advice(
            advice=seek(foi_request, officer),
            decision=Advice.Decision.FOLLOWED,
            reason="",
            by=officer,
            on=TODAY,
        )


def test_advice_no_longer_needed_ends(foi_request, officer):
    advice = seek(foi_request, officer)
    withdraw_advice(advice=advice, reason="Withdrawn.", by=officer, on=TODAY)

    with pytest.raises(AdviceNotPossible, match="no longer needed on 16 March 2026"):
        receive(advice, officer)
    with pytest.raises(AdviceNotPossible, match="no longer needed"):
        withdraw_advice(advice=advice, reason="Again.", by=officer, on=TODAY)


@pytest.mark.parametrize(("code", "is_told"), [(550, True), (450, False)])
def test_an_adviser_whose_address_is_refused_is_told_of(
    foi_request, officer, monkeypatch, code, is_told
):
    def refuse(message, **_):
        raise SMTPRecipientsRefused({message.to[0]: (code, b"No such box")})

    monkeypatch.setattr("requests_app.jobs.emails.hand_over", refuse)
    seek(foi_request, officer, is_mailed=True)

    run_jobs(SEND_EMAIL, on=TODAY)

    told = Notice.objects.filter(person=officer, kind=Notice.Kind.BOUNCED)
    assert [one.words for one in told] == [
        "The e-mail to Central Referral Unit on request 77-26 came back: "
        "referrals@unit.example takes no mail."
    ] * is_told
    assert (Job.objects.get(kind=SEND_EMAIL.name).done_at is not None) == is_told
