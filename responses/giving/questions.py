"""Which questions a letter answers, kept at issue and noted once it is given."""

from datetime import date

from accounts.models import User
from requests_app.clock.answered import note_answered
from requests_app.history.steps import step
from requests_app.models import FOIRequest, Question
from responses.giving.history import GivingHistory
from responses.giving.kept import cited_by
from responses.models import (
    Letter,
    LetterAnswer,
    LetterStatement,
    NCNDStatement,
)
from responses.standing.progress import promised_by
from responses.standing.said import sha256_of_answer
from statute.notices import LetterType, Outcome


def keep_outcomes(*, letter: Letter) -> None:
    """Keep what a letter just issued says of each question.

    Call this in the transaction that issues the letter.
    """
    answers = letter.foi_request.answers.exclude(outcome="").prefetch_related(
        "answered_questions__question", "citations"
    )
    LetterAnswer.objects.bulk_create(
        LetterAnswer(
            letter=letter,
            question=tie.question,
            outcome=answer.outcome,
            provisions=cited_by(answer.citations.all()),
            follows_by=promised_by(answer, tie.question),
            sha256=sha256_of_answer(answer),
        )
        for answer in answers
        for tie in answer.answered_questions.all()
    )
    statement = NCNDStatement.objects.filter(foi_request=letter.foi_request).first()
    if statement is not None and not letter.foi_request.is_review:
        LetterStatement.objects.create(
            letter=letter, provisions=cited_by(statement.citations.all())
        )


def note_questions_answered(
    foi_request: FOIRequest, letter: Letter, *, by: User | None, on: date
) -> None:
    """Note which questions letters have answered, after the giving of one changed.

    The request then owes what is left, by its own dates.

    Args:
        foi_request: The request, locked.
        letter: The response that was given, or turned out not to have been.
        by: The person who recorded it; None for the system.
        on: The London day of recording.
    """
    days = _days_answered(foi_request)
    if letter.type != LetterType.INTERIM:
        # History says of a final answer that the request was answered.
        note_answered(foi_request=foi_request, days=days)
        foi_request.save(update_fields=["due_on"])
        return
    kind = (
        GivingHistory.PART_ANSWERED
        if letter.given_on
        else GivingHistory.PART_NOT_ANSWERED
    )
    with step(
        foi_request,
        kind=kind,
        by=by,
        on=letter.given_on or on,
        note=f"Letter {letter.number}",
    ) as locked:
        note_answered(foi_request=locked, days=days)


def _days_answered(foi_request: FOIRequest) -> dict[int, date]:
    """Return the day on which each question was first answered by a letter given.

    A final letter from before outcomes were kept, and the outcome of a review, answer
    every question.
    """
    given = list(foi_request.letters.responses().given().only("type", "given_on"))
    kept: dict[int, list[int]] = {letter.pk: [] for letter in given}
    for each in LetterAnswer.objects.filter(letter__in=kept):
        kept[each.letter_id].append(
            0 if each.outcome == Outcome.TO_FOLLOW else each.question_id
        )
    every = list(
        foi_request.questions.filter(kind=Question.Kind.QUESTION).values_list(
            "pk", flat=True
        )
    )
    days: dict[int, date] = {}
    for letter in given:
        answered = kept[letter.pk]
        if not answered and letter.type != LetterType.INTERIM:
            answered = every
        for key in answered:
            first = days.get(key)
            if letter.given_on and (first is None or letter.given_on < first):
                days[key] = letter.given_on
    return days
