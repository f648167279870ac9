"""Compose the content of a response from the records of its request."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from requests_app.calendars.subject_access import subject_access_due
from requests_app.calendars.working_days import calendar_for
from requests_app.law_in_force import regulator_on
from requests_app.models import ClockEvent, FOIRequest, Question
from requests_app.questions.numbering.paths import Path, paths_of
from responses.letters import prose
from responses.letters.answered import Answered
from responses.letters.columns import in_print
from responses.letters.content import (
    AnsweredBefore,
    Earlier,
    Follows,
    LetterContent,
    MoreTime,
    OtherInformation,
    Told,
)
from responses.letters.costing import limit_of, rate_of
from responses.letters.enclosures import enclosed_with
from responses.letters.facts import OwnDataDays
from responses.letters.grounds import Citing
from responses.letters.layout import Layout, called_within
from responses.letters.parties import (
    addressee_of,
    letterhead_of,
    sender_of,
    wrote_later,
)
from responses.letters.review_window import review_window
from responses.letters.reviews.composing import compose_review
from responses.letters.unsaved import Unsaved
from responses.letters.wording.letter_wording import LetterWording
from responses.letters.wording.loading import wording_for
from responses.models import (
    Letterhead,
    NCNDStatement,
    ProceduralDraft,
    ResponseDraft,
)
from statute.notices import EXTENSIONS, LetterType, Outcome, letter_type_for
from statute.regimes import Regime
from statute.regulators import regulator_of

_MORE_TIME = EXTENSIONS | {LetterType.DELAY_NOTICE}
# The order of outcomes in the summary.
_TOLD_FIRST = (
    Outcome.DISCLOSED,
    Outcome.PARTLY_DISCLOSED,
    Outcome.ACCESSIBLE,
    Outcome.WITHHELD,
    "own_data",
    Outcome.COST,
    Outcome.VEXATIOUS,
    Outcome.REPEATED,
    Outcome.NOT_HELD,
    Outcome.NCND,
    Outcome.TO_FOLLOW,
)


def compose(
    foi_request: FOIRequest, *, on: date, unsaved: Unsaved | None = None
) -> LetterContent:
    """Return the content of a request's letter as if issued on the day `on`.

    Args:
        foi_request: The request; its rows are read afresh.
        on: The day of issue.
        unsaved: Text an officer is typing, used in place of the saved text.
    """
    with in_print(is_large=foi_request.has_large_print):
        if foi_request.is_review:
            return compose_review(foi_request, on=on)
        return _composed(foi_request, on=on, unsaved=unsaved)


def _composed(
    foi_request: FOIRequest, *, on: date, unsaved: Unsaved | None
) -> LetterContent:
    questions = list(foi_request.questions.all())
    answers = list(
        foi_request.answers.prefetch_related("answered_questions", "citations")
    )
    statement = (
        NCNDStatement.objects.filter(foi_request=foi_request)
        .prefetch_related("citations")
        .first()
    )
    draft = ResponseDraft.objects.filter(foi_request=foi_request).first()
    if unsaved is not None:
        answers = unsaved.in_answers(answers, questions, foi_request)
        draft = unsaved.in_draft(draft)
        statement = unsaved.in_statement(statement)
    earlier = _earlier(foi_request, questions)
    paths = paths_of(questions)
    wording = wording_for(foi_request)
    letterhead = letterhead_of(foi_request.authority)
    layout = Layout(
        questions,
        answers,
        paths,
        wording,
        has_headings=letterhead.has_headings,
        reference=foi_request.reference or "",
    )
    limit = layout.citing.limit = limit_of(foi_request)
    layout.citing.rate_pence = rate_of(foi_request, limit)
    layout.citing.own_data = OwnDataDays(
        letter_on=on, access_by=partial(subject_access_due, foi_request)
    )
    items = tuple(layout.items())
    other = _other_information(statement, layout.citing, wording) if statement else None
    given = tuple(item for item in items if isinstance(item, Answered))
    regime = Regime(foi_request.regime)
    wrote = wrote_later(foi_request)
    return LetterContent(
        type=type_of(regime, given, has_statement=other is not None, earlier=earlier),
        regime=regime,
        reference=foi_request.reference or "",
        subject=foi_request.subject,
        sender=sender_of(foi_request, letterhead),
        addressee=addressee_of(foi_request),
        received_on=foi_request.received_on,
        clarified_on=wrote.clarified_on,
        asked_later_on=wrote.asked_later_on,
        dates_of_questions=tuple(each.due_on for each in questions if each.due_on),
        due_on=foi_request.due_on,
        issued_on=on,
        earlier=earlier,
        more_time=_more_time(foi_request, questions, wording, since=earlier),
        follows=tuple(_follows(foi_request, questions, paths, layout, wording)),
        opening=prose.set_rich_text(draft.opening if draft else ""),
        ending=prose.set_rich_text(draft.ending if draft else ""),
        what_changed=prose.set_plain_text(draft.what_changed if draft else ""),
        authority_kind=foi_request.authority.kind,
        summary=tuple(_summary(given, questions, paths, layout, wording)),
        items=items,
        other_information=other,
        annex=layout.citing.annex(),
        wording=wording,
        regulator=regulator_on(regime, on),
        limit=limit,
        review=review_window(foi_request.clock, calendar_for(regime), on=on),
        request=(
            tuple(layout.request())
            if letterhead.layout == Letterhead.Layout.REQUEST_FIRST
            else ()
        ),
        enclosures=(*enclosed_with(foi_request), *layout.tables.enclosed),
    )


def without_date(content: LetterContent) -> LetterContent:
    """Return the letter's content without its day of issue and what follows from it.

    The regulator is the one of the day of receipt: a letter cleared before the
    regulator's name changes is issued after it, with the new name.
    """
    return replace(
        content,
        issued_on=None,
        review=content.review.without_day() if content.review else None,
        regulator=regulator_of(content.regime, content.received_on),
    )


def type_of(
    regime: Regime,
    answers: Iterable[Answered],
    *,
    has_statement: bool,
    earlier: Earlier | None,
) -> LetterType:
    """Return the letter's type in law, from the outcome of each question.

    A letter with an answer still to follow is an interim reply. A letter after another
    is supplementary. Otherwise the statute decides. A letter without any answer yet
    counts as a full disclosure, but cannot be issued.
    """
    outcomes = {answer.outcome for answer in answers if answer.outcome}
    if Outcome.TO_FOLLOW in outcomes:
        return LetterType.INTERIM
    if earlier is not None:
        return LetterType.SUPPLEMENTARY
    if not outcomes and not has_statement:
        return LetterType.FULL_DISCLOSURE
    return letter_type_for(outcomes, has_ncnd_statement=has_statement, regime=regime)


def _summary(
    answers: Sequence[Answered],
    questions: Sequence[Question],
    paths: Mapping[int, Path],
    layout: Layout,
    wording: LetterWording,
) -> Iterator[Told]:
    """Yield the outcomes of the questions, one line for each outcome."""
    said = {(answer.told, answer.held) for answer in answers}
    asked = [one for one in questions if layout.answer_of(one) is not None]
    for outcome in _TOLD_FIRST:
        for told, held in sorted(said):
            if told != outcome:
                continue
            alike = [each for each in answers if (each.told, each.held) == (told, held)]
            keys = {one.question_id for answer in alike for one in answer.asked}
            these = [question for question in asked if question.pk in keys]
            is_all = len(said) == 1 and len(these) == len(asked)
            yield Told(
                outcome=told,
                questions="" if is_all else called_within(these, paths, wording),
                held=held,
                grounds=frozenset().union(*(answer.ground_keys for answer in alike)),
            )


def _other_information(
    statement: NCNDStatement, citing: Citing, wording: LetterWording
) -> OtherInformation:
    under = wording.text("ground.other_information")
    return OtherInformation(
        scope=" ".join(statement.scope.split()),
        grounds=citing.grounds(statement.citations.all(), under),
        harm=prose.set_plain_text(statement.harm),
        factors_for=prose.set_points(statement.factors_for),
        factors_against=prose.set_points(statement.factors_against),
        balance=prose.set_plain_text(statement.balance),
        no_inference=prose.set_plain_text(statement.no_inference),
        words="\n".join(
            [statement.scope, statement.harm, statement.balance, statement.no_inference]
        ),
    )


def _follows(
    foi_request: FOIRequest,
    questions: Sequence[Question],
    paths: Mapping[int, Path],
    layout: Layout,
    wording: LetterWording,
) -> Iterator[Follows]:
    """Yield the answers that are to follow, the earliest first, by their own dates."""
    by_day: dict[date | None, list[Question]] = {}
    for question in questions:
        answer = layout.answer_of(question)
        if answer is not None and answer.outcome == Outcome.TO_FOLLOW:
            # Where the whole request waits or stands still, no question has a date.
            due_on = question.due_on if foi_request.due_on else None
            by_day.setdefault(due_on, []).append(question)
    for due_on in sorted(by_day, key=lambda day: day or date.max):
        about = called_within(by_day[due_on], paths, wording)
        yield Follows(questions="" if len(by_day) == 1 else about, due_on=due_on)


def _more_time(
    foi_request: FOIRequest,
    questions: Sequence[Question],
    wording: LetterWording,
    *,
    since: Earlier | None,
) -> MoreTime | None:
    """Return the latest extension or notice of delay given since the last response."""
    told = ProceduralDraft.objects.filter(
        letter__foi_request=foi_request,
        letter__type__in=_MORE_TIME,
        letter__given_on__isnull=False,
        # A notice whose event was recorded in error told the requester of nothing.
        clock_event__undone_on__isnull=True,
    )
    last = told.select_related("letter", "clock_event").defer("letter__html").last()
    if last is None or last.letter is None:
        return None
    if since is not None and last.letter.issued_on < since.issued_on:
        return None
    until = last.details.get("until")
    return MoreTime(
        told_on=last.letter.issued_on,
        until=date.fromisoformat(until) if until else None,
        questions=_extended(last.clock_event, questions, wording),
    )


def _extended(
    event: ClockEvent | None, questions: Sequence[Question], wording: LetterWording
) -> str:
    """Return the questions that a notice gave more time for; "" for all."""
    if event is None or not event.is_partial:
        return ""
    about = {question.pk for question in event.questions.all()}
    these = [question for question in questions if question.pk in about]
    return called_within(these, paths_of(questions), wording) if these else ""


def _earlier(foi_request: FOIRequest, questions: list[Question]) -> Earlier | None:
    last = (
        foi_request.letters.responses()
        .standing()
        .order_by("-number")
        .only("issued_on", "type", "number", "html")
        .first()
    )
    if last is None:
        return None
    asked = {question.order: question.pk for question in questions}
    answers = last.previous_answers.values_list("order", "outcome")
    return Earlier(
        issued_on=last.issued_on,
        is_interim=last.type == LetterType.INTERIM,
        answers=tuple(
            AnsweredBefore(question_id=asked[order], outcome=outcome)
            for order, outcome in answers
            if order in asked
        ),
        page=last.html,
    )
