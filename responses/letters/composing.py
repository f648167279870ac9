"""Compose the content of a response from the records of its request."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from requests_app.models import FOIRequest, Question
from requests_app.questions.numbering.paths import Path, paths_of
from responses.letters import prose
from responses.letters.content import (
    Answered,
    Earlier,
    LetterContent,
    MoreTime,
    OtherInformation,
    Told,
)
from responses.letters.costing import limit_of
from responses.letters.enclosures import enclosed_with
from responses.letters.grounds import Citing
from responses.letters.layout import Layout, called, in_sentence
from responses.letters.parties import (
    addressee_of,
    clarified_on,
    letterhead_of,
    sender_of,
)
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
    foi_request: FOIRequest, *, on: date | None, unsaved: Unsaved | None = None
) -> LetterContent:
    """Return the content of a request's letter as if issued on the day `on`.

    Args:
        foi_request: The request; its rows are read afresh.
        on: The day of issue; None for the words alone, which are the same on any day.
        unsaved: Text an officer is typing, used in place of the saved text.
    """
    if foi_request.is_review:
        return compose_review(foi_request, on=on)
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
    earlier = _earlier(foi_request)
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
    layout.citing.limit = limit_of(foi_request)
    items = tuple(layout.items())
    other = _other_information(statement, layout.citing, wording) if statement else None
    given = tuple(item for item in items if isinstance(item, Answered))
    regime = Regime(foi_request.regime)
    return LetterContent(
        type=type_of(regime, given, has_statement=other is not None, earlier=earlier),
        regime=regime,
        reference=foi_request.reference or "",
        subject=foi_request.subject,
        sender=sender_of(foi_request, letterhead),
        addressee=addressee_of(foi_request),
        received_on=foi_request.received_on,
        clarified_on=clarified_on(foi_request),
        due_on=foi_request.due_on,
        issued_on=on,
        earlier=earlier,
        more_time=_more_time(foi_request, since=earlier),
        opening=prose.set_rich_text(draft.opening if draft else ""),
        ending=prose.set_rich_text(draft.ending if draft else ""),
        what_changed=prose.set_plain_text(draft.what_changed if draft else ""),
        authority_kind=foi_request.authority.kind,
        summary=tuple(_summary(given, questions, paths, layout, wording)),
        items=items,
        other_information=other,
        annex=layout.citing.annex(),
        wording=wording,
        request=(
            tuple(layout.request())
            if letterhead.layout == Letterhead.Layout.REQUEST_FIRST
            else ()
        ),
        enclosures=(*enclosed_with(foi_request), *layout.tables.enclosed),
    )


def without_date(content: LetterContent) -> LetterContent:
    """Return the letter's content without its day of issue."""
    return replace(content, issued_on=None)


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
            keys = {
                one.question_id
                for answer in answers
                if (answer.told, answer.held) == (told, held)
                for one in answer.asked
            }
            these = [question for question in asked if question.pk in keys]
            is_all = len(said) == 1 and len(these) == len(asked)
            heading = called(these, paths, wording)
            yield Told(
                outcome=told,
                questions="" if is_all else in_sentence(heading),
                held=held,
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


def _more_time(foi_request: FOIRequest, *, since: Earlier | None) -> MoreTime | None:
    """Return the latest extension or notice of delay since the last response."""
    told = ProceduralDraft.objects.filter(
        letter__foi_request=foi_request, letter__type__in=_MORE_TIME
    )
    last = told.select_related("letter").defer("letter__html").last()
    if last is None or last.letter is None:
        return None
    if since is not None and last.letter.issued_on < since.issued_on:
        return None
    until = last.details.get("until")
    return MoreTime(
        told_on=last.letter.issued_on,
        until=date.fromisoformat(until) if until else None,
    )


def _earlier(foi_request: FOIRequest) -> Earlier | None:
    last = (
        foi_request.letters.responses()
        .order_by("-number")
        .only("issued_on", "type", "number")
        .first()
    )
    if last is None:
        return None
    return Earlier(issued_on=last.issued_on, is_interim=last.type == LetterType.INTERIM)
