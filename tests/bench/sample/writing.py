"""Write made-up requests as rows."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from accounts.models import User
from requests_app.assigning.history import AssigningHistory
from requests_app.casework.history import CaseworkHistory
from requests_app.clock.history import ClockHistory
from requests_app.intake.history import IntakeHistory
from requests_app.models import FOIRequest, Question
from requests_app.workflow import State
from responses.clearance.history import ClearanceHistory
from responses.drafting.history import DraftingHistory
from responses.giving.history import GivingHistory
from responses.issuing.history import IssuingHistory
from responses.letters.history import LettersHistory
from responses.letters.pages import sha256_of
from responses.models import Answer
from statute.deadlines import Event
from statute.notices import LetterType, Outcome
from statute.working_days import format_date
from tests.bench.sample.copying import keys_for
from tests.bench.sample.imagining import Said, Story, texts
from tests.bench.sample.office import Office, page_of
from tests.bench.sample.rows import Rows

_TAG: Final = re.compile(r"<[^>]*>")
_LONDON: Final = ZoneInfo("Europe/London")

# The kind of history entry for each event of a clock.
_TOLD: Final = {
    "clarification_sent": ClockHistory.CLARIFICATION_SOUGHT,
    "clarification_received": ClockHistory.CLARIFICATION_RECEIVED,
    "fees_notice": ClockHistory.FEE_REQUESTED,
    "advance_payment_notice": ClockHistory.FEE_REQUESTED,
    "eir_extension_notice": ClockHistory.TIME_EXTENDED,
}
_ENDED: Final = {
    State.LAPSED: CaseworkHistory.REQUEST_LAPSED,
    State.WITHDRAWN: CaseworkHistory.REQUEST_WITHDRAWN,
    State.NOT_VALID: IntakeHistory.REQUEST_NOT_VALID,
}


def write(
    stories: Sequence[Story], references: Sequence[str], office: Office, chance: Random
) -> None:
    """Write requests with all their related rows, in one transaction."""
    rows = Rows()
    request_keys = keys_for(FOIRequest, len(stories))
    question_keys = iter(keys_for(Question, sum(len(s.asked) for s in stories)))
    answer_keys = iter(keys_for(Answer, sum(len(s.said) for s in stories)))
    for story, reference, key in zip(stories, references, request_keys, strict=True):
        officer = chance.choice(office.officers)
        approver = chance.choice(office.approvers)
        _write_request(rows, story, reference, key, office, officer, chance)
        questions = list(_write_questions(rows, story, key, question_keys))
        _write_answers(rows, story, key, questions, officer, answer_keys)
        _write_clearance(rows, story, key, officer)
        if story.state == State.ANSWERED:
            _write_letter(rows, story, reference, key, office, officer, approver)
        _write_history(rows, story, reference, key, officer, approver)
    rows.flush()


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), _LONDON)


def _registered_on(story: Story) -> date | None:
    if story.state in {State.RECEIVED, State.NOT_VALID}:
        return None
    return story.received_on


def _write_request(
    rows: Rows,
    story: Story,
    reference: str,
    key: int,
    office: Office,
    officer: User,
    chance: Random,
) -> None:
    registered_on = _registered_on(story)
    name = story.requester
    email = f"{name.lower().replace(' ', '.').replace('’', '')}@requester.example"
    team = officer.team_id or (chance.choice(office.teams).pk if office.teams else None)
    is_handled = registered_on is not None
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
        officer.pk if is_handled else None,
        story.due_on,
        registered_on,
        story.closed_on,
        story.answered_on,
        story.was_in_time,
        _at(story.received_on),
        f"{reference if is_handled else ''} {story.subject}",
        f"{name} {story.organisation} {email}",
        "\n".join(f"{each.label} {each.text}" for each in story.asked),
        f"{story.preamble}\n{story.closing}",
        _TAG.sub(" ", "\n".join(said.text for said in story.said)),
    )
    for event in story.events:
        rows.events.add(key, event.name, event.on, event.value or "")


def _write_questions(
    rows: Rows, story: Story, key: int, keys: Iterator[int]
) -> Iterator[int]:
    written: list[int] = []
    for place, asked in enumerate(story.asked):
        question = next(keys)
        parent = None if asked.under is None else written[asked.under]
        rows.questions.add(question, key, parent, place, asked.label, asked.text)
        written.append(question)
        yield question


def _write_answers(
    rows: Rows,
    story: Story,
    key: int,
    questions: Sequence[int],
    officer: User,
    keys: Iterator[int],
) -> None:
    at = _at(story.closed_on or story.received_on, 11)
    for said in story.said:
        answer = next(keys)
        rows.answers.add(answer, key, said.text, said.outcome, officer.pk, at)
        rows.revisions.add(answer, 1, said.text, said.outcome, officer.pk, at)
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


def _write_clearance(rows: Rows, story: Story, key: int, officer: User) -> None:
    if story.state == State.CLEARANCE:
        at = _at(story.received_on + timedelta(days=1), 15)
        rows.drafts.add(key, officer.pk, at)
    elif story.said:
        rows.drafts.add(key, None, None)


def _write_letter(
    rows: Rows,
    story: Story,
    reference: str,
    key: int,
    office: Office,
    officer: User,
    approver: User,
) -> None:
    day = story.closed_on or story.received_on
    page = page_of(
        office.authority,
        reference,
        story.requester,
        story.subject,
        "\n".join(_answered(story, said) for said in story.said),
        story.received_on,
        day,
    )
    rows.letters.add(
        key,
        1,
        _letter_type(story.said),
        page,
        sha256_of(page),
        office.pdf,
        office.pdf_sha256,
        approver.pk,
        officer.pk,
        day,
        _at(day, 15),
        day,
    )


def _answered(story: Story, said: Said) -> str:
    asked = " ".join(story.asked[place].text for place in said.to)
    return f"<h2>{asked}</h2>\n{said.text}"


def _letter_type(said: Sequence[Said]) -> str:
    outcomes = {each.outcome for each in said}
    if outcomes == {Outcome.DISCLOSED}:
        return LetterType.FULL_DISCLOSURE
    if outcomes == {Outcome.NOT_HELD}:
        return LetterType.NOT_HELD
    if outcomes == {Outcome.WITHHELD}:
        return LetterType.FULL_REFUSAL
    return LetterType.PARTIAL_DISCLOSURE


def _write_history(
    rows: Rows, story: Story, reference: str, key: int, officer: User, approver: User
) -> None:
    def tell(
        kind: str,
        on: date,
        by: User | None = officer,
        note: str = "",
        hour: int = 10,
        **changes: list[Any],
    ) -> None:
        pk = by.pk if by else None
        rows.history.add(key, kind, pk, on, _at(on, hour), note, changes)

    received, closed = story.received_on, story.closed_on
    tell(
        IntakeHistory.REQUEST_RECORDED,
        received,
        note=f"Received on {format_date(received)}.",
    )
    if _registered_on(story):
        due = f", due {format_date(story.due_on)}" if story.due_on else ""
        moved = [State.RECEIVED, State.ANSWERING]
        tell(
            IntakeHistory.REQUEST_REGISTERED,
            received,
            note=f"As {reference}{due}.",
            state=moved,
        )
        tell(AssigningHistory.REQUEST_ASSIGNED, received, officer=["", str(officer)])
    for event in story.events:
        tell(_TOLD[event.name], _day_of(event), note="As recorded with the request.")
    for _ in story.said:
        tell(DraftingHistory.QUESTION_ANSWERED, closed or received, hour=11)
    if story.state == State.CLEARANCE:
        tell(ClearanceHistory.SENT_FOR_CLEARANCE, received + timedelta(days=1), hour=15)
    if closed and story.state == State.ANSWERED:
        tell(ClearanceHistory.SENT_FOR_CLEARANCE, closed, hour=12)
        tell(ClearanceHistory.RESPONSE_CLEARED, closed, approver, hour=14)
        tell(
            IssuingHistory.RESPONSE_ISSUED,
            closed,
            note="Letter 1",
            hour=15,
            state=[State.CLEARED, State.ISSUED],
        )
        tell(
            GivingHistory.REQUEST_ANSWERED,
            closed,
            None,
            hour=15,
            state=[State.ISSUED, State.ANSWERED],
        )
        tell(LettersHistory.PDF_ATTACHED, closed, None, note="Letter 1", hour=15)
    elif closed:
        moved = [State.ANSWERING, State(story.state)]
        tell(_ENDED[State(story.state)], closed, note="Made up.", state=moved)


def _day_of(event: Event) -> date:
    if event.on is None:
        raise ValueError(f"{event.name} has no day.")
    return event.on
