"""Write made-up requests as rows."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from random import Random
from typing import Any, Final

from django.db import transaction

from accounts.models import User
from documents.finding.tokens import words_of
from requests_app.assigning.history import AssigningHistory
from requests_app.calendars.working_days import calendar_for
from requests_app.casework.history import CaseworkHistory
from requests_app.clock.history import ClockHistory
from requests_app.intake.history import IntakeHistory
from requests_app.models import FOIRequest, Question
from requests_app.reviews.history import ReviewRequestsHistory
from requests_app.search.marks import marks_of, outcome_marks, provision_marks
from requests_app.search.spelling import learn
from requests_app.workflow import State
from responses.clearance.history import ClearanceHistory
from responses.drafting.history import DraftingHistory
from responses.giving.history import GivingHistory
from responses.issuing.history import IssuingHistory
from responses.letters.history import LettersHistory
from responses.models import Answer
from responses.outcome import roll_up
from statute.deadlines import Event, EventName
from statute.working_days import format_date
from tests.bench.sample.case import Case, Keys, at
from tests.bench.sample.copying import keys_for
from tests.bench.sample.following import write_what_followed
from tests.bench.sample.imagining import Story, texts
from tests.bench.sample.office import Office
from tests.bench.sample.rows import FACTS, Rows

_TAG: Final = re.compile(r"<[^>]*>")

# The kind of history entry for each event of a clock.
_TOLD: Final = {
    "clarification_sent": ClockHistory.CLARIFICATION_SOUGHT,
    "clarification_received": ClockHistory.CLARIFICATION_RECEIVED,
    "fees_notice": ClockHistory.FEE_REQUESTED,
    "advance_payment_notice": ClockHistory.FEE_REQUESTED,
    "eir_extension_notice": ClockHistory.TIME_EXTENDED,
    "pit_extension_notice": ClockHistory.TIME_EXTENDED,
}
_ENDED: Final = {
    State.LAPSED: CaseworkHistory.REQUEST_LAPSED,
    State.WITHDRAWN: CaseworkHistory.REQUEST_WITHDRAWN,
    State.NOT_VALID: IntakeHistory.REQUEST_NOT_VALID,
}


def write(
    stories: Sequence[Story],
    references: Sequence[str],
    office: Office,
    chance: Random,
    today: date,
) -> None:
    """Write requests with all their related rows, in one transaction.

    Each review follows its request.
    """
    rows = Rows()
    request_keys = keys_for(FOIRequest, len(stories))
    question_keys = iter(keys_for(Question, sum(len(s.asked) for s in stories)))
    answer_keys = iter(keys_for(Answer, sum(len(s.said) for s in stories)))
    keys = Keys(len(stories))
    cases: dict[int, Case] = {}
    for story, reference, key in zip(stories, references, request_keys, strict=True):
        case = Case(
            story,
            reference,
            key,
            office,
            chance.choice(office.officers),
            chance.choice(office.approvers),
            today,
            reviewed=cases[id(story.reviewed)] if story.reviewed else None,
        )
        cases[id(story)] = case
        _write_request(rows, case, chance)
        case.questions = list(_write_questions(rows, case, question_keys))
        _write_answers(rows, case, answer_keys)
        _write_history(rows, case)
        write_what_followed(rows, case, keys, chance)
    rows.flush()
    transaction.on_commit(partial(learn, office.authority.pk, rows.learnt))


def _write_request(rows: Rows, case: Case, chance: Random) -> None:
    story, office, officer = case.story, case.office, case.officer
    name, key, reference = story.requester, case.key, case.reference
    email = f"{name.lower().replace(' ', '.').replace('’', '')}@requester.example"
    team = officer.team_id or (chance.choice(office.teams).pk if office.teams else None)
    is_handled = story.is_handled
    # A few wait in the queue.
    is_assigned = is_handled and (story.closed_on or chance.random() > 0.02)
    words = list(words_found(case, reference if is_handled else "", email))
    rows.learnt.update(word for text in words for word in text.split())
    rows.requests.add(
        key,
        office.authority.pk,
        reference if is_handled else None,
        story.state,
        story.regime,
        chance.choices(FOIRequest.Channel.values[:3], (80, 8, 12))[0],
        story.subject,
        name,
        story.organisation,
        email,
        story.received_on,
        story.received_text,
        story.preamble,
        story.closing,
        team if is_handled else None,
        officer.pk if is_assigned else None,
        story.due_on,
        story.received_on if is_handled else None,
        story.closed_on,
        story.answered_on,
        story.was_in_time,
        at(story.received_on),
        case.reviewed.key if case.reviewed else None,
        story.is_restricted,
        *facts_of(case, team),
        *words,
    )
    for event in story.events:
        rows.events.add(key, event.name, event.on, event.value or "", event.until)


def words_found(case: Case, reference: str, email: str) -> Iterator[str]:
    """Yield the words of each weight, then those of answers, as search keeps them."""
    story = case.story
    marks = marks_of(case.office.authority.pk, story.received_on)
    for said in story.said:
        marks += outcome_marks(said.outcome)
        marks += provision_marks(said.provision) if said.provision else ()
    for text in (
        f"{reference} {story.subject}",
        f"{story.requester} {story.organisation} {email}",
        "\n".join(each.text for each in story.asked),
        f"{story.preamble}\n{story.closing}",
    ):
        yield " ".join(words_of(text))
    said_of = _TAG.sub(" ", "\n".join(said.text for said in story.said))
    yield " ".join([*words_of(said_of), *marks])


def facts_of(case: Case, team: int | None) -> Iterator[Any]:
    """Yield the value of each column in `FACTS`."""
    story = case.story
    outcome = _outcome(story)
    calendar = calendar_for(story.regime)
    is_late = story.was_in_time is False
    extended = story.extension
    values = {
        "outcome": outcome,
        "refusal_reason": "exemption" if "refused" in outcome else "",
        "provisions": sorted({said.provision for said in story.said if said.provision})
        if outcome
        else [],
        "original_due_on": story.original_due_on if extended else None,
        "extension": ""
        if extended is None
        else "public_interest"
        if extended.name == EventName.PIT_EXTENSION_NOTICE
        else "complex",
        "extended_on": extended.on if extended else None,
        "days_taken": calendar.working_days_between(
            story.received_on, story.answered_on
        )
        if story.answered_on
        else None,
        "late_reason": story.late_reason,
        "late_team": team if is_late else None,
    }
    for name in FACTS:
        yield values[name]


def _outcome(story: Story) -> str:
    if story.answered_on is None:
        return ""
    said = [each.outcome for each in story.said]
    return roll_up(said, has_statement=False).outcome.value


def _write_questions(rows: Rows, case: Case, keys: Iterator[int]) -> Iterator[int]:
    story, written = case.story, list[int]()
    before = case.reviewed.questions if case.reviewed else []
    for place, asked in enumerate(story.asked):
        question = next(keys)
        parent = None if asked.under is None else written[asked.under]
        rows.questions.add(
            *(question, case.key, parent, place, asked.label, asked.text),
            before[place] if before else None,
            *(story.due_on, story.answered_on),
        )
        written.append(question)
        yield question


def _write_answers(rows: Rows, case: Case, keys: Iterator[int]) -> None:
    story, key, questions, officer = (
        *(case.story, case.key, case.questions, case.officer),
    )
    wrote_at = at(story.issued_on or story.received_on, 11)
    for said in story.said:
        answer = next(keys)
        said_so = (said.text, said.outcome, officer.pk, wrote_at)
        rows.answers.add(answer, key, *said_so)
        rows.revisions.add(answer, 1, *said_so)
        for place in said.to:
            rows.answered.add(questions[place], answer)
        if said.provision:
            told, thing = texts(), story.topic["things"][0]
            rows.citations.add(
                answer,
                said.provision,
                f"The information concerns {thing}.",
                told["factors_for"].format(thing=thing),
                told["factors_against"].format(thing=thing),
                told["balance"].format(thing=thing),
            )


def _write_history(rows: Rows, case: Case) -> None:
    story, officer = case.story, case.officer

    def tell(
        kind: str,
        on: date,
        by: User | None = officer,
        note: str = "",
        hour: int = 10,
        **changes: list[Any],
    ) -> None:
        pk = by.pk if by else None
        rows.history.add(case.key, kind, pk, on, at(on, hour), note, changes)

    received, issued = story.received_on, story.issued_on
    if case.reviewed:
        tell(
            ReviewRequestsHistory.REVIEW_REQUESTED,
            received,
            note="About the handling.",
        )
    else:
        tell(
            IntakeHistory.REQUEST_RECORDED,
            received,
            note=f"Received on {format_date(received)}.",
        )
    if story.is_handled and not case.reviewed:
        due = f", due {format_date(story.due_on)}" if story.due_on else ""
        moved = [State.RECEIVED, State.ANSWERING]
        tell(
            IntakeHistory.REQUEST_REGISTERED,
            received,
            note=f"As {case.reference}{due}.",
            state=moved,
        )
        tell(AssigningHistory.REQUEST_ASSIGNED, received, officer=["", str(officer)])
    for event in story.events:
        tell(_TOLD[event.name], _day_of(event), note="As recorded with the request.")
    for _ in story.said:
        tell(DraftingHistory.QUESTION_ANSWERED, issued or received, hour=11)
    moved = [State.ANSWERING, State.CLEARANCE]
    if story.state == State.CLEARANCE:
        on = case.sent_on
        tell(ClearanceHistory.SENT_FOR_CLEARANCE, on, hour=15, state=moved)
    if issued:
        tell(ClearanceHistory.SENT_FOR_CLEARANCE, issued, hour=12, state=moved)
        tell(
            ClearanceHistory.RESPONSE_CLEARED,
            issued,
            case.approver,
            hour=14,
            state=[State.CLEARANCE, State.CLEARED],
        )
        tell(
            IssuingHistory.RESPONSE_ISSUED,
            issued,
            note="Letter 1",
            hour=15,
            state=[State.CLEARED, State.ISSUED],
        )
        tell(LettersHistory.PDF_ATTACHED, issued, None, note="Letter 1", hour=15)
    if story.answered_on:
        tell(
            GivingHistory.REQUEST_ANSWERED,
            story.answered_on,
            None,
            hour=15,
            state=[State.ISSUED, State.ANSWERED],
        )
    if story.reopened_on:
        moved = [State.ANSWERED, State.ANSWERING]
        tell(
            CaseworkHistory.REQUEST_REOPENED,
            story.reopened_on,
            note="More was found.",
            hour=16,
            state=moved,
        )
    if story.closed_on and not issued:
        moved = [
            State.RECEIVED if story.state == State.NOT_VALID else State.ANSWERING,
            State(story.state),
        ]
        on = story.closed_on
        tell(_ENDED[State(story.state)], on, note="Made up.", state=moved)


def _day_of(event: Event) -> date:
    if event.on is None:
        raise ValueError(f"{event.name} has no day.")
    return event.on
