"""Compose the outcome of a review from its records."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from accounts.models import User
from requests_app.calendars.subject_access import subject_access_due
from requests_app.clock.decisions import decisions_of
from requests_app.law_in_force import regulator_on
from requests_app.models import FOIRequest, Question
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import Path, paths_of
from requests_app.separation_of_duties import deciders_of
from responses.letters import prose
from responses.letters.answered import Answered, Asked
from responses.letters.enclosures import enclosed_with
from responses.letters.facts import OwnDataDays
from responses.letters.layout import Joining, Layout, called
from responses.letters.parties import addressee_of, letterhead_of, sender_of
from responses.letters.reviews.content import Point, ReviewContent, Reviewed
from responses.letters.wording.letter_wording import LetterWording
from responses.letters.wording.loading import wording_for
from responses.models import Answer, ResponseDraft, ReviewPoint
from responses.models.answers import AnsweredQuestion
from statute.notices import LetterType
from statute.regimes import Regime


def compose_review(review: FOIRequest, *, on: date) -> ReviewContent:
    """Return the outcome of a review as if issued on the day `on`.

    Args:
        review: The review; its rows are read afresh.
        on: The day of issue.
    """
    original = FOIRequest.objects.get(reviews=review)
    questions = list(review.questions.all())
    answers = list(review.answers.prefetch_related("answered_questions", "citations"))
    paths = paths_of(questions)
    wording = wording_for(review)
    letterhead = letterhead_of(review.authority)
    layout = Layout(
        questions,
        answers,
        paths,
        wording,
        has_headings=letterhead.has_headings,
        reference=review.reference or "",
    )
    # The month for the requester's own data runs from the request under review.
    layout.citing.own_data = OwnDataDays(
        letter_on=on, access_by=partial(subject_access_due, original)
    )
    items = tuple(item for item in layout.items() if _is_given(item))
    said = _said_before(questions)
    draft = ResponseDraft.objects.filter(foi_request=review).first()
    points = _points(review, questions, paths, items, said, wording)
    people = User.objects.filter(pk__in=deciders_of(original)).order_by("pk")
    return ReviewContent(
        type=LetterType.REVIEW_OUTCOME,
        regime=Regime(review.regime),
        reference=review.reference or "",
        subject=review.subject,
        sender=sender_of(review, letterhead),
        addressee=addressee_of(review),
        received_on=review.received_on,
        clarified_on=None,
        due_on=review.due_on,
        issued_on=on,
        earlier=None,
        opening=prose.set_rich_text(draft.opening if draft else ""),
        ending=prose.set_rich_text(draft.ending if draft else ""),
        summary=(),
        items=items,
        other_information=None,
        annex=layout.citing.annex(),
        wording=wording,
        regulator=regulator_on(Regime(review.regime), on),
        review=None,
        enclosures=(*enclosed_with(review), *layout.tables.enclosed),
        authority_kind=review.authority.kind,
        reviewed=Reviewed(
            reference=original.reference or "",
            received_on=original.received_on,
            due_on=original.due_on,
            answered_on=_answered_on(original),
        ),
        points=tuple(points),
        reviewer=str(review.officer) if review.officer else "",
        deciders=tuple(str(person) for person in people),
        relied_before=frozenset(
            citation.provision_key
            for answer in said.values()
            for citation in answer.citations.all()
        ),
    )


def _is_given(item: object) -> bool:
    return isinstance(item, Answered) and bool(item.outcome or item.words)


def _said_before(questions: list[Question]) -> dict[int, Answer]:
    """Return the answers under review, by the keys of the review's own questions."""
    before = {one.asked_before_id: one.pk for one in questions if one.asked_before_id}
    ties = AnsweredQuestion.objects.filter(question__in=before)
    ties = ties.select_related("answer").prefetch_related("answer__citations")
    return {before[tie.question_id]: tie.answer for tie in ties}


def _answered_on(original: FOIRequest) -> date | None:
    """Return the date of the latest answer given; else when the request was closed."""
    told = decisions_of(original)
    return told[-1].dated_on if told else original.closed_on


def _points(
    review: FOIRequest,
    questions: list[Question],
    paths: Mapping[int, Path],
    items: tuple[object, ...],
    said: Mapping[int, Answer],
    wording: LetterWording,
) -> Iterator[Point]:
    decided = {row.question_id: row for row in review.review_points.all()}
    given = {
        asked.question_id: item
        for item in items
        if isinstance(item, Answered)
        for asked in item.asked
    }
    for question in questions:
        path = paths[question.pk]
        answer = said.get(question.pk)
        asked = Asked(
            question_id=question.pk,
            path=path,
            is_numbered=path.is_numbered,
            words=prose.paragraphs(question.text),
        )
        yield _point(
            decided.get(question.pk),
            anchor=f"point-{question.order}",
            heading=(
                cite(paths, [question.pk], Joining(wording))
                if path.is_numbered
                else called([question], paths, wording)
            ),
            asked=asked,
            answer=given.get(question.pk),
            said=answer,
        )
    yield _point(
        decided.get(None),
        anchor="handling",
        heading=wording.text("review.handling"),
        asked=None,
        answer=None,
        said=None,
    )


def _point(
    row: ReviewPoint | None,
    *,
    anchor: str,
    heading: str,
    asked: Asked | None,
    answer: Answered | None,
    said: Answer | None,
) -> Point:
    reasons = row.reasons if row else ""
    return Point(
        anchor=anchor,
        heading=heading,
        asked=asked,
        said=said.outcome if said else "",
        said_grounds=(
            tuple(citation.provision for citation in said.citations.all())
            if said
            else ()
        ),
        decision=row.decision if row else "",
        reasons=prose.set_rich_text(reasons),
        words=prose.plain(reasons) if reasons else "",
        remedy=" ".join(row.remedy.split()).rstrip(".") if row else "",
        remedy_by=row.remedy_by if row else None,
        answer=answer,
    )
