"""Comment on a draft, reply, resolve, and open a thread again."""

from collections.abc import Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.text import Truncator, capfirst

from accounts.models import User
from documents.richtext.cleaning import without_control_characters
from requests_app.history.steps import lock
from requests_app.models import FOIRequest, Question
from requests_app.put_aside.still_asked import check_still_asked
from requests_app.refusals import Refusal
from responses.comments.assigning import check_can_take
from responses.comments.history import CommentsHistory, record_comment
from responses.comments.passages import Passages
from responses.comments.people import named_in, people_of
from responses.comments.places import places_of
from responses.comments.telling import tell_assigned, tell_mentioned
from responses.models import Comment, Mention

MOST_WORDS: Final = 10_000  # characters of a comment
MOST_QUOTED: Final = 1_000  # characters of a passage; the rest of a longer one is cut
_LONGEST_NAME: Final = 200


class CommentRefused(Refusal):
    """The comment has no words, or too many."""

    field = "words"


@transaction.atomic
def comment_on(
    *,
    foi_request: FOIRequest,
    part: str = Comment.Part.ANSWER,
    question: Question | None = None,
    quoted: str = "",
    words: str,
    assigned_to: User | None = None,
    wanted_by: date | None = None,
    said_by: str = "",
    by: User,
    on: date,
) -> Comment:
    """Comment on part of a draft, and tell the people named in the comment.

    A repeat, such as by a double click or a document brought in twice, is not added
    again.

    Args:
        foi_request: A registered request, in any state.
        part: One of `Comment.Part`.
        question: For an answer: its question, or the first of several sharing it.
        quoted: The passage meant, as plain text; "" for the whole part.
        words: The comment, as plain text.
        assigned_to: The person to do it as a task; None for no task.
        wanted_by: The last London day for the task.
        said_by: The author's name, where `by` brings the comment of a person without
            an account in from a document. Such a comment names no person by "@".
        by: The user.
        on: The London day.

    Returns:
        The comment; where it is a repeat, the earlier comment.

    Raises:
        CommentRefused: There are no words, or too many.
        MayNotSee: A person named may not see the request.
        TaskNotPossible: The person cannot take the task, or the day has passed.
        QuestionGone: The question is no longer asked.
    """
    locked = lock(foi_request)
    if question is not None:
        check_still_asked(locked, [question])
    comment = Comment(
        foi_request=locked,
        part=part,
        question_key=question.pk if question else None,
        quoted=_plain(quoted)[:MOST_QUOTED].strip(),
        words=_checked(words),
        said_by=_plain(said_by)[:_LONGEST_NAME],
        by=by,
    )
    if (same := _same_as(comment)) is not None:
        return same
    people = _named_in(comment)
    if assigned_to is not None:
        check_can_take(assigned_to, locked, wanted_by=wanted_by, on=on)
        comment.assigned_to, comment.wanted_by = assigned_to, wanted_by
    places = places_of(locked)
    if question is not None:
        comment.question_was = _question_was(places.name_of(comment), question)
    comment.is_from_text = bool(comment.quoted) and Passages(locked).has(comment)
    comment.save()
    place = places.name_of(comment)
    entry = record_comment(
        comment, CommentsHistory.COMMENTED, comment.words, place=place, by=by, on=on
    )
    _name(comment, {*people} - {assigned_to}, place=place, on=on)
    tell_assigned(comment, by=by, place=place, key=str(entry.pk), on=on)
    return comment


@transaction.atomic
def reply_to_comment(
    *, comment: Comment, words: str, said_by: str = "", by: User, on: date
) -> Comment:
    """Add a reply to a thread, and tell the thread's author and the people named.

    Args:
        comment: Any comment of the thread, open or resolved.
        words: The reply, as plain text.
        said_by: As in `comment_on`.
        by: The user.
        on: The London day.

    Returns:
        The reply; where it is a repeat, the earlier reply.

    Raises:
        CommentRefused: There are no words, or too many.
        MayNotSee: A person named may not see the request.
    """
    first = comment.reply_to or comment
    locked = lock(first.foi_request)
    reply = Comment(
        foi_request=locked,
        reply_to=first,
        part=first.part,
        question_key=first.question_key,
        words=_checked(words),
        said_by=_plain(said_by)[:_LONGEST_NAME],
        by=by,
    )
    if (same := _same_as(reply)) is not None:
        return same
    people = {*_named_in(reply), *people_of(locked).filter(pk=first.by_id)}
    reply.save()
    read_mentions(comment=first, by=by)
    place = places_of(locked).name_of(reply)
    record_comment(
        reply, CommentsHistory.COMMENT_ANSWERED, reply.words, place=place, by=by, on=on
    )
    _name(reply, people, place=place, on=on)
    return reply


@transaction.atomic
def resolve_comment(*, comment: Comment, by: User, on: date, at: datetime) -> Comment:
    """Resolve a comment's thread; a task is then done. Harmless to do twice."""
    locked = lock(comment.foi_request)
    comment.refresh_from_db()
    if comment.is_open:
        comment.resolved_by, comment.resolved_at = by, at
        comment.save(update_fields=["resolved_by", "resolved_at"])
        _record_alone(comment, CommentsHistory.COMMENT_RESOLVED, locked, by=by, on=on)
    return comment


@transaction.atomic
def reopen_comment(*, comment: Comment, by: User, on: date) -> Comment:
    """Open a resolved thread again. Harmless to do twice."""
    locked = lock(comment.foi_request)
    comment.refresh_from_db()
    if not comment.is_open:
        comment.resolved_by = comment.resolved_at = None
        comment.save(update_fields=["resolved_by", "resolved_at"])
        _record_alone(comment, CommentsHistory.COMMENT_REOPENED, locked, by=by, on=on)
    return comment


def read_mentions(*, comment: Comment, by: User) -> None:
    """Note that a person has read a thread naming them. Harmless to do twice."""
    thread = comment.reply_to_id or comment.pk
    Mention.objects.filter(
        Q(comment=thread) | Q(comment__reply_to=thread),
        person=by,
        read_at__isnull=True,
    ).update(read_at=Now())


def _checked(words: str) -> str:
    words = _plain(words)
    if not words:
        raise CommentRefused("Enter a comment")
    if len(words) > MOST_WORDS:
        raise CommentRefused(f"Enter a comment of at most {MOST_WORDS:,} characters")
    return words


def _plain(text: str) -> str:
    return without_control_characters(text.replace("\r\n", "\n")).strip()


def _same_as(comment: Comment) -> Comment | None:
    """Return an earlier comment with the same words on the same passage, or None."""
    same = Comment.objects.filter(
        foi_request=comment.foi_request,
        reply_to=comment.reply_to,
        part=comment.part,
        question_key=comment.question_key,
        quoted=comment.quoted,
        words=comment.words,
        said_by=comment.said_by,
    )
    if not comment.said_by:
        same = same.filter(by=comment.by, resolved_at__isnull=True)
    if comment.reply_to is not None and not comment.said_by:
        newest = comment.reply_to.replies.order_by("-pk").values("pk")[:1]
        same = same.filter(pk__in=newest)
    return same.first()


def _named_in(comment: Comment) -> list[User]:
    """Return the people named, but for words written where names were not offered."""
    return [] if comment.said_by else named_in(comment.words, comment.foi_request)


def _question_was(place: str, question: Question) -> str:
    words = " ".join(question.text.split())
    return Truncator(f"{capfirst(place)}: {words}").chars(200)


def _name(comment: Comment, people: Iterable[User], *, place: str, on: date) -> None:
    """Note the people named in a comment, but for its author, and tell them."""
    named = sorted({*people} - {comment.by}, key=attrgetter("pk"))
    Mention.objects.bulk_create(
        [Mention(comment=comment, person=person) for person in named]
    )
    tell_mentioned(comment, named, place=place, on=on)


def _record_alone(
    comment: Comment,
    kind: CommentsHistory,
    foi_request: FOIRequest,
    *,
    by: User,
    on: date,
) -> None:
    """Record a step without words of its own."""
    place = places_of(foi_request).name_of(comment)
    record_comment(comment, kind, "", place=place, by=by, on=on)
