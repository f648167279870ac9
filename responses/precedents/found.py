"""Questions found by meaning, as a page shows these to a person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from accounts.models import User
from requests_app.models import FOIRequest, Question
from responses.models import MeaningSearch, PreviousAnswer
from responses.models.meaning import NEAR_SAME

MOST_SHOWN: Final = 20
# From these scores on, in words.
_VERY_ALIKE: Final = 0.65
_ALIKE: Final = 0.5


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question near the words looked for.

    Attributes:
        name: The reference of the request, or the name of an imported letter.
        url: The page with the question.
        subject: The subject of the request, "" where it is not on record.
        lead_in: What leads into the question.
        question: The question.
        answer: The answer given, "" for none so far.
        outcome: Its outcome in words.
        on: The day of the answer, or of receipt where there is none.
        score: How near.
        others: How many more requests ask the same in the same words, not answered yet.
    """

    name: str
    url: str
    subject: str
    lead_in: str
    question: str
    answer: str
    outcome: str
    on: date | None
    score: float
    others: int = 0

    @property
    def likeness(self) -> str:
        """How near the question is, in words."""
        if self.score >= NEAR_SAME:
            return "Asks nearly the same"
        if self.score >= _VERY_ALIKE:
            return "Very alike"
        return "Alike" if self.score >= _ALIKE else "Somewhat alike"


def found_by_meaning(
    search: MeaningSearch, user: User, *, apart_from: FOIRequest | None = None
) -> list[FoundQuestion]:
    """Return the nearest questions that a person may see, the nearest first.

    A question of an open request that was answered already is shown once, and so are
    questions in the same words that are not answered yet.

    Args:
        search: What a worker found.
        user: The person.
        apart_from: A request whose own questions are left out.
    """
    apart = apart_from.pk if apart_from else 0
    found: dict[tuple[int | str, str], FoundQuestion] = {}
    for key, one in (*_answered(search, user, apart), *_asked(search, user, apart)):
        found.setdefault(key, one)
    shown: dict[str, FoundQuestion] = {}
    for number, ((_, words), one) in enumerate(found.items()):
        is_open = not (one.answer or one.outcome)
        same = shown.get(words) if is_open else None
        if same is None:
            shown[words if is_open else f"answered {number}"] = one
        else:
            shown[words] = replace(same, others=same.others + 1)
    return sorted(shown.values(), key=lambda one: -one.score)[:MOST_SHOWN]


def _answered(
    search: MeaningSearch, user: User, apart: int
) -> Iterator[tuple[tuple[int | str, str], FoundQuestion]]:
    scores = dict(search.answers)
    visible = (
        PreviousAnswer.objects.visible_to(user)
        .reusable()
        .filter(pk__in=scores)
        .exclude(foi_request=apart)
        .select_related("foi_request", "letter__foi_request", "previous_response")
        .defer(
            *("html", "letter__html", "foi_request__received_text"),
            *("letter__foi_request__received_text",),
            *("previous_response__text", "previous_response__reading"),
        )
    )
    for one in visible:
        of = one.foi_request
        yield (
            (
                of.pk if of else f"letter {one.previous_response_id}",
                _plain(one.question),
            ),
            FoundQuestion(
                name=one.reference or str(of or one.previous_response or "Letter"),
                url=one.get_absolute_url(),
                subject=of.subject if of else "",
                lead_in=one.lead_in,
                question=one.question,
                answer=one.answer,
                outcome=one.get_outcome_display(),
                on=one.answered_on,
                score=scores[one.pk],
            ),
        )


def _asked(
    search: MeaningSearch, user: User, apart: int
) -> Iterator[tuple[tuple[int | str, str], FoundQuestion]]:
    scores = dict(search.questions)
    visible = FOIRequest.objects.visible_to(user).exclude(pk=apart)
    questions = Question.objects.filter(
        pk__in=scores, foi_request__in=visible
    ).select_related("foi_request", "parent__parent")
    for one in questions.defer("foi_request__received_text"):
        of = one.foi_request
        above = [one.parent.parent, one.parent] if one.parent else []
        yield (
            (of.pk, _plain(one.text)),
            FoundQuestion(
                name=str(of),
                url=f"{of.get_absolute_url()}#questions",
                subject=of.subject,
                lead_in=" ".join(each.text for each in above if each),
                question=one.text,
                answer="",
                outcome="",
                on=of.received_on,
                score=scores[one.pk],
            ),
        )


def _plain(question: str) -> str:
    return " ".join(question.split()).casefold()
