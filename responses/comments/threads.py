"""The threads of a request's comments, and how many are open at each place."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, QuerySet

from requests_app.models import FOIRequest
from responses.comments.passages import Passages
from responses.comments.places import Places, places_of
from responses.models import Comment
from responses.models.answers import AnsweredQuestion


@dataclass(frozen=True, slots=True)
class About:
    """A part of a draft, for showing its comments.

    Attributes:
        part: One of `Comment.Part`.
        keys: For an answer: its questions, the one on the page first.
    """

    part: str
    keys: tuple[int, ...] = ()

    @property
    def choice(self) -> str:
        """The value of a form's field for this part: "answer-12"."""
        return choice_of(self.part, self.keys[0] if self.keys else None)


def choice_of(part: str, question_key: int | None) -> str:
    """Return the value of a form's field for a part of the draft."""
    return part if question_key is None else f"{part}-{question_key}"


def with_shared(question_key: int) -> About:
    """Return the part of a question's answer, with the questions sharing it."""
    ties = AnsweredQuestion.objects.filter(
        answer__answered_questions__question=question_key
    )
    shared = set(ties.values_list("question_id", flat=True)) - {question_key}
    return About(Comment.Part.ANSWER, (question_key, *sorted(shared)))


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its replies.

    Attributes:
        comment: The comment.
        replies: The replies, oldest first.
        place: What it is about, for a sentence.
        is_gone: Whether its question is no longer asked.
        is_beside: Whether it is about another question with the answer shown.
        is_changed: Whether the passage it quotes has been changed since.
    """

    comment: Comment
    replies: Sequence[Comment]
    place: str
    is_gone: bool
    is_beside: bool
    is_changed: bool


class Threads:
    """The threads of a request, or of one part of its draft."""

    def __init__(
        self,
        foi_request: FOIRequest,
        about: About | None = None,
        *,
        places: Places | None = None,
    ) -> None:
        """Prepare the threads.

        Args:
            foi_request: The request.
            about: The part shown; None for all threads of the request.
            places: The places of comments, where the page has read them.
        """
        self.foi_request = foi_request
        self.about = about
        self.places = places or places_of(foi_request)

    @property
    def counted(self) -> str:
        """How many are open: "2 comments, 1 task"."""
        tasks = sum(one.comment.assigned_to_id is not None for one in self.open)
        return _told(len(self.open), tasks)

    @property
    def query(self) -> str:
        """What an address needs to show the same threads again."""
        return f"?about={self.about.choice}" if self.about else ""

    @cached_property
    def open(self) -> list[Thread]:
        """The open threads, oldest first."""
        return [one for one in self._threads if one.comment.is_open]

    @cached_property
    def resolved(self) -> list[Thread]:
        """The resolved threads, the last one resolved first."""
        found = [one for one in self._threads if not one.comment.is_open]
        return sorted(found, key=lambda one: str(one.comment.resolved_at), reverse=True)

    @cached_property
    def _threads(self) -> list[Thread]:
        return list(self._read())

    def _read(self) -> Iterator[Thread]:
        passages = Passages(self.foi_request)
        beside = self.about.keys[1:] if self.about else ()
        for comment in self._first:
            yield Thread(
                comment=comment,
                replies=list(comment.replies.all()),
                place=self.places.name_of(comment),
                is_gone=self.places.is_gone(comment),
                is_beside=comment.question_key in beside,
                is_changed=passages.has_changed(comment),
            )

    @property
    def _first(self) -> QuerySet[Comment]:
        found = self.foi_request.comments.filter(reply_to=None)
        if self.about is not None:
            found = found.filter(part=self.about.part)
            if self.about.keys:
                found = found.filter(question_key__in=self.about.keys)
        people = found.select_related("by", "assigned_to", "resolved_by")
        return people.prefetch_related("replies__by")


class OpenComments:
    """How many threads of a request are open, and how many of these are tasks."""

    def __init__(self, foi_request: FOIRequest) -> None:
        found = foi_request.comments.filter(reply_to=None, resolved_at=None)
        self._rows = list(
            found.order_by()
            .values_list("part", "question_key")
            .annotate(all=Count("pk"), tasks=Count("assigned_to"))
        )

    @property
    def in_all(self) -> int:
        """How many threads of the request are open."""
        return sum(one[2] for one in self._rows)

    def on(self, about: About) -> int:
        """Return how many threads about a part are open."""
        return sum(
            count
            for part, key, count, _ in self._rows
            if part == about.part and (not about.keys or key in about.keys)
        )

    def told_of(self, questions: Collection[int]) -> str:
        """Return what is open on the answer to some questions: "2 comments, 1 task"."""
        rows = [one for one in self._rows if one[1] in questions]
        return _told(sum(one[2] for one in rows), sum(one[3] for one in rows))


def _told(threads: int, tasks: int) -> str:
    told = [_counted(threads - tasks, "comment"), _counted(tasks, "task")]
    return ", ".join(filter(None, told))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''}" if count else ""
