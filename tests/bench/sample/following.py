"""Write what followed on made-up requests: enquiries, clearance, letters, notices."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Final

from requests_app.models import Notice
from requests_app.models.notices import Way
from requests_app.workflow import State
from responses.enquiries.history import EnquiriesHistory
from responses.letters.pages import sha256_of
from responses.models import Clearance, ClearanceStep, Dispatch
from statute.notices import LetterType, Outcome
from tests.bench.sample.case import Case, Keys, at
from tests.bench.sample.imagining import Said, Story
from tests.bench.sample.office import page_of
from tests.bench.sample.rows import Rows

_ENQUIRED: Final = 0.4
_NOTICE_DAYS: Final = 90
_DAYS_TO_REPLY: Final = 10


def write_what_followed(rows: Rows, case: Case, keys: Keys, chance: Random) -> None:
    """Write the rows around a request."""
    story = case.story
    if not story.is_handled:
        return
    if case.office.departments and chance.random() < _ENQUIRED:
        _write_enquiry(rows, case, keys, chance)
    _write_clearance(rows, case, keys)
    if story.issued_on:
        _write_letter(rows, case, keys, chance)
    if story.reviewed and story.answered_on:
        _write_points(rows, case)
    is_recent = (case.today - story.received_on).days <= _NOTICE_DAYS
    if is_recent and not story.is_restricted:
        _write_notice(rows, case, chance)


def _write_enquiry(rows: Rows, case: Case, keys: Keys, chance: Random) -> None:
    story = case.story
    department, person = chance.choice(case.office.departments)
    last_on = story.issued_on or story.closed_on or case.today
    asked_on = min(story.received_on + timedelta(days=chance.randint(1, 4)), last_on)
    wanted_by = asked_on + timedelta(days=_DAYS_TO_REPLY)
    replied_on = asked_on + timedelta(days=chance.randint(2, 14))
    has_reply = replied_on <= last_on
    is_closed = story.closed_on is not None
    enquiry = next(keys.enquiries)
    rows.enquiries.add(
        *(enquiry, case.key, department.pk, "", case.officer.pk, asked_on),
        *(at(asked_on), wanted_by, replied_on if has_reply else None),
        at(last_on) if is_closed else None,
        case.officer.pk if is_closed else None,
    )
    rows.history.add(
        *(case.key, EnquiriesHistory.ENQUIRY_MADE, case.officer.pk, asked_on),
        *(at(asked_on), f"{department}.", {}),
    )
    for question in case.questions:
        rows.enquired.add(enquiry, question)
    if has_reply:
        reply = next(keys.replies)
        moment = at(replied_on, 13)
        rows.replies.add(
            *(reply, enquiry, person.pk, str(person), "See below."),
            *(chance.randint(1, 30) * 10, moment, moment, replied_on),
        )
        for question, asked in zip(case.questions, story.asked, strict=True):
            rows.parts.add(reply, question, f"Our figures on this: {asked.text}")


def _write_clearance(rows: Rows, case: Case, keys: Keys) -> None:
    story, key = case.story, case.key
    if story.state == State.CLEARANCE:
        began = at(case.sent_on, 15)
        rows.drafts.add(key, case.officer.pk, began)
        number = next(keys.rounds)
        rows.rounds.add(number, key, Clearance.State.RUNNING, began, None)
        rows.steps.add(
            *(number, "An approver", True, ClearanceStep.State.OPEN, began),
            *(None, None, "", ""),
        )
    elif story.said:
        rows.drafts.add(key, None, None)
    if story.issued_on:
        began, ended = at(story.issued_on, 12), at(story.issued_on, 14)
        number = next(keys.rounds)
        rows.rounds.add(number, key, Clearance.State.CLEARED, began, ended)
        rows.steps.add(
            *(number, "An approver", True, ClearanceStep.State.CLEARED, began),
            *(case.approver.pk, ended, _sha256(case.reference), ""),
        )


def _write_letter(rows: Rows, case: Case, keys: Keys, chance: Random) -> None:
    story, office = case.story, case.office
    day = story.issued_on
    assert day is not None
    page = page_of(
        office.authority,
        case.reference,
        story.requester,
        story.subject,
        "\n".join(_answered(story, said) for said in story.said),
        story.received_on,
        day,
    )
    letter = next(keys.letters)
    kind = LetterType.REVIEW_OUTCOME if story.reviewed else _letter_type(story.said)
    rows.letters.add(
        *(letter, case.key, 1, kind, page, sha256_of(page)),
        *(office.pdf, office.pdf_sha256, case.approver.pk, case.officer.pk),
        *(day, at(day, 15), story.answered_on),
    )
    for said in story.said:
        cited = [said.provision] if said.provision else []
        for place in said.to:
            question = case.questions[place]
            rows.said.add(letter, question, said.outcome, cited, _sha256(said.text))
    is_given = story.answered_on is not None
    by_post = not is_given or chance.random() < 0.1
    asked_at, sent_at = at(day, 15), at(day, 16)
    is_printed = by_post and (is_given or chance.random() < 0.5)
    rows.dispatches.add(
        letter,
        Dispatch.Channel.POST if by_post else Dispatch.Channel.EMAIL,
        "1 High Street" if by_post else "requester@requester.example",
        *(case.officer.pk, asked_at, asked_at),
        sent_at if is_printed else None,
        *((None, None, None) if not is_given else (sent_at, sent_at, day)),
    )


def _write_points(rows: Rows, case: Case) -> None:
    story = case.story
    assert story.answered_on is not None
    for question in (*case.questions, None):
        decision = story.decision if question else "upheld"
        rows.points.add(
            *(case.key, question, decision, "<p>As the answer says.</p>"),
            *(case.officer.pk, at(story.answered_on, 11)),
        )


def _write_notice(rows: Rows, case: Case, chance: Random) -> None:
    story = case.story
    is_read = story.closed_on is not None or chance.random() < 0.7
    moment = at(story.received_on)
    rows.notices.add(
        *(case.officer.pk, Notice.Kind.ASSIGNED, case.key),
        f"{case.reference} is yours.",
        f"/requests/{case.reference}/",
        *(f"assigned-{case.key}", story.received_on, moment),
        *(moment if is_read else None, Way.NONE),
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


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
