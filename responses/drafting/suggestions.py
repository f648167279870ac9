"""Suggest changes to an answer, accept them and refuse them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from documents.richtext.rewording import Change, changes_between
from documents.richtext.running import (
    NotInOnePlace,
    as_lines,
    reworded,
    running_text,
)
from requests_app.history.record import record
from requests_app.models import FOIRequest, Question
from responses.drafting.answers import write
from responses.drafting.history import DraftingHistory
from responses.drafting.permitted import (
    DraftingRefused,
    answer_reference,
    check_questions,
    clean_rich_text,
    current_answer,
    open_draft,
)
from responses.drafting.suggested import placed_in
from responses.models import Answer, Suggestion, WordReturn


class SuggestionGone(DraftingRefused):
    """The suggestion was decided meanwhile, or belongs to another answer."""


class WordsChanged(DraftingRefused):
    """The words to be changed are no longer in the answer."""


class NothingSuggested(DraftingRefused):
    """The suggested text is the answer's own, or there is no answer to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposed change.

    Attributes:
        change: The change to the words as the author read them.
        author: The author's account, if there is one.
        author_name: The author's name as the document has it.
        is_tracked: Whether the document names the author of the change.
        written_at: The moment, if it is known.
    """

    change: Change
    author: User | None = None
    author_name: str = ""
    is_tracked: bool = True
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many suggestions were accepted, and how many could not be."""

    number: int
    left: int


def keep_suggestions(
    answer: Answer,
    proposed: Iterable[Proposed],
    *,
    version: int,
    words: str,
    came_with: WordReturn | None = None,
) -> list[Suggestion]:
    """Keep proposed changes as suggestions, each once; call it under the lock.

    Args:
        answer: The answer.
        proposed: The changes.
        version: The version of the answer read by the authors.
        words: Its running text.
        came_with: The Word document with the changes.

    Returns:
        The new suggestions.
    """
    base = answer.suggestion_bases.filter(version=version, words=words).first()
    if base is None:
        base = answer.suggestion_bases.create(version=version, words=words)
    made = [
        Suggestion(
            base=base,
            start=one.change.start,
            end=one.change.end,
            words=one.change.words,
            author=one.author,
            author_name=one.author_name,
            is_tracked=one.is_tracked,
            written_at=one.written_at,
            came_with=came_with,
        )
        for one in proposed
    ]
    known = {_told_apart_by(one) for one in base.suggestions.select_related("author")}
    new = [one for one in made if _told_apart_by(one) not in known]
    return Suggestion.objects.bulk_create(new)


@transaction.atomic
def suggest_change(
    *,
    foi_request: FOIRequest,
    question: Question,
    words: str,
    version: int,
    by: User,
    on: date,
    at: datetime,
) -> list[Suggestion]:
    """Keep the differences between an answer and other words as suggestions.

    Args:
        foi_request: A request in the state "answering".
        question: One of its questions, with an answer.
        words: The whole text as the author would have it, a line for each paragraph.
        version: The version of the answer read by the author.
        by: The author.
        on: The London day.
        at: The moment.

    Raises:
        DraftNotOpen: The request is not being answered.
        NotOfThisRequest: The question belongs to another request.
        NotAQuestion: A heading or a note cannot be answered.
        NothingSuggested: There is no answer, or nothing differs.
        WordsChanged: The answer was saved since.
    """
    check_questions(foi_request, [question])
    open_draft(foi_request, by=by)
    answer = current_answer(question)
    if answer is None:
        raise NothingSuggested("There is no answer yet. Write the answer instead.")
    if answer.version != version:
        raise WordsChanged(
            f"{answer.updated_by} saved this answer after you opened the page. Your "
            "text is below. Compare it with the answer, and suggest it again."
        )
    base = running_text(answer.text)
    changes = changes_between(as_lines(base), words.replace("\r\n", "\n").strip())
    if not changes:
        raise NothingSuggested("Nothing was changed. Change the text to suggest it.")
    proposed = [Proposed(change=one, author=by, written_at=at) for one in changes]
    made = keep_suggestions(answer, proposed, version=version, words=base)
    record(
        foi_request=answer.foi_request,
        kind=DraftingHistory.SUGGESTION_MADE,
        by=by,
        on=on,
        note=answer_reference(answer),
    )
    return made


@transaction.atomic
def accept_suggestions(
    *,
    foi_request: FOIRequest,
    answer: Answer,
    keys: Collection[int] | None,
    by: User,
    on: date,
) -> Accepted:
    """Make suggested changes in an answer, as its next version.

    A change to words no longer in the answer stays open.

    Args:
        foi_request: A request in the state "answering".
        answer: One of its answers.
        keys: The keys of the suggestions; None for all open suggestions.
        by: The deciding officer.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        SuggestionGone: A suggestion was decided meanwhile.
        WordsChanged: None of the changes can be made.
        TextNotTaken: The answer would be too large for a letter.
    """
    answer, chosen = _chosen(foi_request, answer, keys, by=by)
    placed, _ = placed_in(answer.text, chosen)
    text = answer.text
    accepted: list[Suggestion] = []
    refusal = "The answer no longer has the words that this would change."
    # From the last to the first: a change moves only what comes after.
    for one in reversed(placed):
        try:
            text = reworded(text, one.change)
        except NotInOnePlace as reason:
            refusal = str(reason)
        else:
            accepted.append(one.suggestion)
    if not accepted:
        raise WordsChanged(f"{refusal} The suggestion is still open.")
    write(
        answer,
        clean_rich_text(text),
        answer.outcome,
        by=by,
        on=on,
        note=_told(accepted, "accepted"),
    )
    _decide(accepted, Suggestion.State.ACCEPTED, by=by)
    return Accepted(len(accepted), len(chosen) - len(accepted))


@transaction.atomic
def refuse_suggestions(
    *,
    foi_request: FOIRequest,
    answer: Answer,
    keys: Collection[int] | None,
    by: User,
    on: date,
) -> int:
    """Refuse suggested changes, and leave the answer as it is.

    Args:
        foi_request: A request in the state "answering".
        answer: One of its answers.
        keys: The keys of the suggestions; None for all open suggestions.
        by: The deciding officer.
        on: The London day.

    Returns:
        How many were refused.

    Raises:
        DraftNotOpen: The request is not being answered.
        SuggestionGone: A suggestion was decided meanwhile.
    """
    answer, chosen = _chosen(foi_request, answer, keys, by=by)
    _decide(chosen, Suggestion.State.REFUSED, by=by)
    record(
        foi_request=answer.foi_request,
        kind=DraftingHistory.SUGGESTION_REFUSED,
        by=by,
        on=on,
        note=f"{answer_reference(answer)}: {_told(chosen, 'refused')}",
    )
    return len(chosen)


def _chosen(
    foi_request: FOIRequest, answer: Answer, keys: Collection[int] | None, *, by: User
) -> tuple[Answer, list[Suggestion]]:
    """Return the answer as it stands, locked, and the open suggestions chosen."""
    foi_request = open_draft(foi_request, by=by)
    fresh = Answer.objects.filter(foi_request=foi_request, pk=answer.pk).first()
    if fresh is None:
        raise SuggestionGone("This answer was joined with another. Open it again.")
    found = Suggestion.objects.open_for(answer=fresh.pk)
    chosen = list(found if keys is None else found.filter(pk__in=keys))
    if not chosen or (keys is not None and len(chosen) < len(keys)):
        raise SuggestionGone("This suggestion was accepted or refused meanwhile.")
    return fresh, chosen


def _told_apart_by(one: Suggestion) -> tuple[int, int, str, str]:
    return one.start, one.end, one.words, one.called


def _decide(
    suggestions: Sequence[Suggestion], state: Suggestion.State, *, by: User
) -> None:
    keys = [one.pk for one in suggestions]
    Suggestion.objects.filter(pk__in=keys).update(
        state=state, decided_by=by, decided_at=Now()
    )


def _told(suggestions: Sequence[Suggestion], what: str) -> str:
    """Return a line of history: "2 suggestions by Kim Lee accepted"."""
    number = len(suggestions)
    names = ", ".join(sorted({one.called for one in suggestions}))
    noun = "suggestion" if number == 1 else "suggestions"
    return f"{number} {noun} by {names} {what}"
