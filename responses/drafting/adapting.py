"""Begin an answer with an earlier answer to a similar question."""

from datetime import date

from django.db import transaction

from accounts.models import User
from documents.richtext.plain import from_plain
from requests_app.models import FOIRequest, Question
from responses.drafting.answers import AnswerChanged, keep_unused, locked_answer, write
from responses.drafting.permitted import (
    DraftingRefused,
    begin_answer,
    check_questions,
    clean_rich_text,
)
from responses.models import Answer, PreviousAnswer
from statute.working_days import format_date


class NotChecked(DraftingRefused):
    """The officer has not confirmed that the earlier answer still fits."""


class NotReusable(DraftingRefused):
    """The earlier answer's letter was withdrawn, or has not been confirmed."""


def adapt_answer(
    *,
    foi_request: FOIRequest,
    question: Question,
    previous: PreviousAnswer,
    version: int,
    is_period_checked: bool,
    is_holding_checked: bool,
    by: User,
    on: date,
) -> Answer:
    """Append an earlier answer to a question's answer, for the officer to adapt.

    Only the text is copied. The officer chooses outcome and provisions afresh. History
    records the source, and that the officer compared the period and the holding.

    Args:
        foi_request: A request in the state "answering".
        question: One of its questions.
        previous: The earlier answer.
        version: The version of the answer shown on the page; 0 for none.
        is_period_checked: Whether the earlier answer covers the dates asked about now.
        is_holding_checked: Whether the authority still holds what the answer says.
        by: The officer who uses it.
        on: The London day.

    Raises:
        NotChecked: Period or holding has not been confirmed.
        NotReusable: The earlier answer may not be used.
        DraftNotOpen: The request is not being answered.
        AnswerChanged: The answer was saved since. The new text is kept as a version.
        NotOfThisRequest: The question belongs to another request.
        QuestionGone: The question is no longer asked.
        NotAQuestion: A heading or a note cannot be answered.
        TextNotTaken: Together the texts are too large for a letter.
    """
    if not (is_period_checked and is_holding_checked):
        raise NotChecked(
            "Confirm that the dates fit and that what is held has not changed. Only "
            "then can you use an earlier answer."
        )
    if not PreviousAnswer.objects.reusable().filter(pk=previous.pk).exists():
        raise NotReusable(
            "That answer can no longer be used: its letter was withdrawn, or has "
            "not been confirmed."
        )
    check_questions(foi_request, [question])
    words = previous.html or from_plain(previous.answer)
    with transaction.atomic():
        answer = locked_answer(foi_request, question, by=by)
        if answer is None:
            answer = begin_answer(foi_request, [question], by=by)
        text = clean_rich_text(f"{answer.text}{words}")
        refused = None
        if answer.version not in {0, version}:
            unused = keep_unused(answer, text, answer.outcome, by, facts=answer.facts)
            refused = AnswerChanged(answer, unused, by=by)
        else:
            write(answer, text, answer.outcome, by=by, on=on, note=_note(previous))
    if refused is not None:
        # Raise after the commit: rolling back would lose the text just kept.
        raise refused
    return answer


def _note(previous: PreviousAnswer) -> str:
    """Return the history note: the source of an answer, and what was confirmed."""
    when = f" of {format_date(previous.answered_on)}" if previous.answered_on else ""
    where = f"{previous.reference or 'a previous response'}{when}"
    which = f", {previous.label}" if previous.label else ""
    return f"adapted from {where}{which}; dates and what is held confirmed to fit"
