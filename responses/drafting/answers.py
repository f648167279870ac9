"""Answer a question, and keep every text as a version."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from requests_app.history.record import record
from requests_app.models import EnquiryReply, FOIRequest, Question
from responses.drafting.as_question import (
    AS_QUESTION,
    outcome_referred_to,
    settle_references,
)
from responses.drafting.cited import Cited
from responses.drafting.facts import kept_facts
from responses.drafting.history import DraftingHistory
from responses.drafting.permitted import (
    DraftingRefused,
    answer_reference,
    begin_answer,
    check_open,
    check_questions,
    clean_rich_text,
    current_answer,
    open_draft,
)
from responses.drafting.replies import note_of_replies
from responses.models import Answer, AnswerRevision
from responses.searching.services import index_answers
from statute import facts as law
from statute.notices import Outcome


class AnswerChanged(DraftingRefused):
    """The answer was saved by another page after this text was begun.

    Attributes:
        answer: The answer as it now stands.
        revision: The refused text, kept among the answer's versions as not used.
    """

    def __init__(self, answer: Answer, revision: AnswerRevision, *, by: User) -> None:
        is_own = answer.updated_by_id == by.pk
        whose = "You saved this answer in another window" if is_own else ""
        super().__init__(
            f"{whose or f'{answer.updated_by} saved this answer'} after you opened "
            "this page. Both texts are kept."
        )
        self.answer = answer
        self.revision = revision


def answer_question(
    *,
    foi_request: FOIRequest,
    question: Question,
    text: str,
    outcome: str,
    version: int,
    facts: Mapping[str, Any] = law.NOTHING,
    replies: Iterable[EnquiryReply] = (),
    by: User,
    on: date,
    is_autosave: bool = False,
) -> Answer:
    """Save the answer to a question, and to the questions sharing that answer.

    Every saved text is kept as a version. When another save came first, the text is
    kept among the versions but does not replace the answer.

    Args:
        foi_request: A request in the state "answering".
        question: One of its questions.
        text: Rich text; cleaned here.
        outcome: One of `Outcome`, or "" while undecided. An answer that refers to
            another takes the outcome of that answer.
        version: The version of the answer that the text was begun from; 0 for none.
        facts: The searches, the advice, the question whose answer this is, and the
            like, by `statute.facts`.
        replies: The replies of departments that the page put into the text. History
            says which of them it has.
        by: The author.
        on: The London day.
        is_autosave: Whether the page saved it automatically. History then records
            only the first save, once a day for each person.

    Returns:
        The answer as it stands. Without text and outcome there is nothing to save: a
        new answer comes back unsaved.

    Raises:
        DraftNotOpen: The request is not being answered.
        AnswerChanged: The answer was saved since. This text is kept as a version.
        NotOfThisRequest: The question belongs to another request.
        QuestionGone: The question is no longer asked.
        NotAQuestion: A heading or a note cannot be answered.
        TextNotTaken: The text is too large for a letter.
        WrongFact: A fact cannot have that value.
        CannotRefer: The answer cannot refer to the answer of the question chosen.
    """
    check_questions(foi_request, [question])
    kept, outcome = (
        clean_rich_text(text),
        Outcome(outcome).value if outcome else "",
    )
    stated = kept_facts(facts)
    with transaction.atomic():
        answer = locked_answer(foi_request, question, by=by)
        if AS_QUESTION in stated:
            outcome = outcome_referred_to(
                foi_request, stated[AS_QUESTION], by_answer=answer, of=question
            )
        if answer is None and not kept and not outcome and not stated:
            return Answer(foi_request=foi_request, version=0, updated_by=by)
        if answer is None:
            answer = begin_answer(foi_request, [question], by=by)
        elif (answer.text, answer.outcome, answer.facts) == (kept, outcome, stated):
            return answer if is_autosave else _confirmed(answer, by=by, on=on)
        refused = None
        if answer.version not in {0, version}:
            unused = keep_unused(answer, kept, outcome, by, facts=stated)
            refused = AnswerChanged(answer, unused, by=by)
        else:
            answer.facts = stated
            write(
                answer,
                kept,
                outcome,
                by=by,
                on=on,
                is_autosave=is_autosave,
                note=note_of_replies(replies, before=answer.text, after=kept),
            )
    if refused is not None:
        # Raise after the commit: rolling back would lose the text just kept.
        raise refused
    return answer


def locked_answer(
    foi_request: FOIRequest, question: Question, *, by: User
) -> Answer | None:
    """Return the answer of a question, locked with its request; None for none.

    An existing answer takes one query, because pages save every few seconds. The
    request is locked first, as everywhere, so that two saves cannot deadlock.

    Raises:
        DraftNotOpen: The request is not being answered.
    """
    answer = (
        Answer.objects.select_for_update(of=("foi_request", "self"), no_key=True)
        .select_related("foi_request")
        .filter(answered_questions__question=question)
        .first()
    )
    if answer is not None:
        check_open(answer.foi_request, by=by)
        return answer
    open_draft(foi_request, by=by)
    # Another user may have begun an answer while this waited for the lock.
    return current_answer(question)


def write(
    answer: Answer,
    text: str,
    outcome: str,
    *,
    by: User,
    on: date,
    is_autosave: bool = False,
    note: str = "",
    citations: Sequence[Cited] | None = None,
) -> None:
    """Save the answer's next version, add it to the versions, and record it.

    The answer's facts are saved as they stand.

    Args:
        answer: The answer, locked.
        text: Its new text, clean.
        outcome: Its new outcome.
        by: The author.
        on: The London day.
        is_autosave: As for `answer_question`.
        note: What history says of the save.
        citations: What the answer cites, where that changed with it. A new answer
            cites nothing.
    """
    was, had = answer.version, answer.outcome
    if was == 0:
        citations = ()
    # A person's autosaves on one day are one entry in history.
    is_same_sitting = (
        was > 0
        and answer.updated_by_id == by.pk
        and timezone.localtime(answer.updated_at).date() == on
    )
    answer.text, answer.outcome, answer.updated_by = text, outcome, by
    answer.version += 1
    answer.save()
    answer.revisions.create(
        version=answer.version,
        text=text,
        outcome=outcome,
        facts=answer.facts,
        citations=None if citations is None else list(citations),
        by=by,
        is_autosave=is_autosave,
    )
    if had != outcome:
        settle_references(answer.foi_request)
    if note or not (is_autosave and is_same_sitting and had == outcome):
        _tell(answer, had=had, was=was, by=by, on=on, note=note)
    if not is_autosave:
        index_answers(foi_request=answer.foi_request)


def keep_unused(
    answer: Answer,
    text: str,
    outcome: str,
    by: User,
    *,
    facts: Mapping[str, Any],
) -> AnswerRevision:
    """Keep a refused text as a version, unless the same text is one already."""
    said = {"text": text, "outcome": outcome, "facts": facts}
    kept = answer.revisions.filter(**said).first()
    return kept or answer.revisions.create(
        version=answer.version, by=by, is_unused=True, **said
    )


def _confirmed(answer: Answer, *, by: User, on: date) -> Answer:
    """Record that the user saved an autosaved text; otherwise change nothing.

    The user may press "Save" just after an autosave, with nothing changed since.
    History must still show the text that the user decided to save.
    """
    saved = answer.revisions.filter(version=answer.version, is_unused=False)
    if last := saved.filter(is_autosave=True).first():
        last.is_autosave = False
        last.save(update_fields=["is_autosave"])
        _tell(answer, had=answer.outcome, was=answer.version, by=by, on=on)
        index_answers(foi_request=answer.foi_request)
    return answer


def _tell(
    answer: Answer, *, had: str, was: int, by: User, on: date, note: str = ""
) -> None:
    changes: dict[str, list[object]] = {"version": [was, answer.version]}
    if had != answer.outcome:
        changes["outcome"] = [had, answer.outcome]
    record(
        foi_request=answer.foi_request,
        kind=DraftingHistory.QUESTION_ANSWERED,
        by=by,
        on=on,
        note=": ".join(filter(None, [answer_reference(answer), note])),
        changes=changes,
    )
