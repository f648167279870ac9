"""Find earlier answers to similar questions, and list previous responses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from documents.meaning.differences import differences
from documents.meaning.words import LEAST_ALIKE, share, stem, stems_of, telling_words
from requests_app.models import FOIRequest, Question
from responses.models import Neighbour, PreviousAnswer, PreviousResponse, ReviewPoint
from statute import exemptions
from statute.notices import Outcome

MOST_SHOWN: Final = 5
# In answers. Of the answers that share a word with the question, only this many of the
# newest are ranked. Answers that share all its words are searched first, so that old
# answers are found too.
_MOST_RANKED = 2_000
_MOST_COMPARED = 40
_MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Similar:
    """An earlier answer, with the similarity of its question.

    Attributes:
        previous: The earlier answer.
        share: The share of words common to both questions, 0 to 1.
    """

    previous: PreviousAnswer
    share: float


@dataclass(frozen=True, slots=True)
class AnsweredBefore:
    """An earlier answer to a question that may ask the same.

    Attributes:
        previous: The earlier answer.
        differs: What differs between the questions, as "2023 → 2024".
        reviewed: The decision of an internal review on this answer, "" for none.
    """

    previous: PreviousAnswer
    differs: list[str]
    reviewed: str


def answered_before(
    *, question: Question, lead_in: str, user: User, apart_from: FOIRequest
) -> list[AnsweredBefore]:
    """Return earlier answers to questions that may ask the same, the nearest first.

    Copies are found by their words at once, and other words of the same meaning as soon
    as a worker has compared the question.

    Args:
        question: The question asked now.
        lead_in: What leads into the question.
        user: The user asking. Only answers visible to this user are returned.
        apart_from: The request whose own answers are left out.
    """
    found: dict[int, tuple[float, PreviousAnswer]] = {}
    for one in similar_answers(
        question.text, lead_in=lead_in, user=user, apart_from=apart_from
    ):
        found[one.previous.pk] = one.share, one.previous
    near = {
        one.previous_answer_id: one.score
        for one in Neighbour.objects.filter(
            question=question,
            previous_answer__in=_usable(user, apart_from),
        ).order_by("-score", "-previous_answer")[: 2 * MOST_SHOWN]
    }
    missing = near.keys() - found.keys()
    for previous in _with_letters(PreviousAnswer.objects.filter(pk__in=missing)):
        found[previous.pk] = near[previous.pk], previous
    best = sorted(
        found.values(),
        key=lambda pair: (-max(pair[0], near.get(pair[1].pk, 0)), -pair[1].pk),
    )[:MOST_SHOWN]
    shown = [previous for _, previous in best]
    reviews = reviewed(shown, user)
    return [
        AnsweredBefore(
            previous,
            differing(previous, question, lead_in),
            reviews.get(previous.pk, ""),
        )
        for previous in shown
    ]


def neither_before(foi_request: FOIRequest, *, user: User) -> list[AnsweredBefore]:
    """Return earlier answers neither confirming nor denying, the nearest first.

    Args:
        foi_request: The request; its questions may ask the same as the earlier ones.
        user: The user asking. Only answers visible to this user are returned.
    """
    near = Neighbour.objects.filter(
        question__foi_request=foi_request,
        previous_answer__in=_usable(user, foi_request).filter(outcome=Outcome.NCND),
    )
    scores = near.values("previous_answer").annotate(best=Max("score"))
    best = [one["previous_answer"] for one in scores.order_by("-best")[:MOST_SHOWN]]
    found = {
        one.pk: one for one in _with_letters(PreviousAnswer.objects.filter(pk__in=best))
    }
    return [AnsweredBefore(found[pk], [], "") for pk in best]


def differing(previous: PreviousAnswer, question: Question, lead_in: str) -> list[str]:
    """Return what differs between an earlier question and this, as "2023 → 2024"."""
    return differences(
        previous.whole_question, f"{lead_in} {question.text} {question.after}"
    )


def reviewed(answers: list[PreviousAnswer], user: User) -> dict[int, str]:
    """Return what internal reviews decided on earlier answers, by the answers' keys.

    Only of reviews that the user may see, and that were given to the requester.
    """
    points = (
        ReviewPoint.objects.filter(
            review__in=FOIRequest.objects.visible_to(user),
            review__review_of__in={one.foi_request_id for one in answers if one.letter},
            review__letters__given_on__isnull=False,
            question__asked_before__isnull=False,
        )
        .exclude(decision="")
        .order_by("pk")
        .select_related("review", "question__asked_before")
    )
    decided = {
        (
            point.review.review_of_id,
            point.question.asked_before.order,  # type: ignore[union-attr]
        ): point.get_decision_display()
        for point in points
    }
    keys = {one.pk: (one.foi_request_id, one.order) for one in answers}
    return {pk: decided[key] for pk, key in keys.items() if key in decided}


def similar_answers(
    text: str, *, lead_in: str = "", user: User, apart_from: FOIRequest
) -> list[Similar]:
    """Return earlier answers to similar questions, the most similar first.

    Args:
        text: The words of the question.
        lead_in: What leads into the question: parts of the same words below other
            lead-ins are no copies.
        user: The user asking. Only answers visible to this user are searched.
        apart_from: The request whose own answers are left out.
    """
    words = list(dict.fromkeys(telling_words(text)))[:_MOST_WORDS]
    if not words:
        return []
    usable = _usable(user, apart_from)
    found: dict[int, PreviousAnswer] = {}
    for query in (_asking(words, " & "), _asking(words, " | ")):
        newest = (
            usable.filter(question_words=query)
            .order_by("-answered_on", "-pk")
            .values("pk")[:_MOST_RANKED]
        )
        ranked = _with_letters(
            PreviousAnswer.objects.filter(pk__in=newest)
            .annotate(rank=SearchRank(F("question_words"), query))
            .order_by("-rank", "-answered_on", "-pk")
        )
        for previous in ranked[:_MOST_COMPARED]:
            found.setdefault(previous.pk, previous)
    wanted, whole = frozenset(map(stem, words)), stems_of(f"{lead_in} {text}")
    alike = [
        Similar(
            previous,
            min(
                share(wanted, stems_of(previous.question)),
                share(whole, stems_of(previous.whole_question))
                if lead_in and previous.lead_in
                else 1,
            ),
        )
        for previous in found.values()
    ]
    alike = [one for one in alike if one.share >= LEAST_ALIKE]
    alike.sort(key=lambda one: (-one.share, -_day(one.previous), -one.previous.pk))
    return alike[:MOST_SHOWN]


def _usable(user: User, apart_from: FOIRequest) -> QuerySet[PreviousAnswer]:
    return (
        PreviousAnswer.objects.visible_to(user)
        .reusable()
        .exclude(question="")
        .exclude(answer="")
        .exclude(foi_request=apart_from)
    )


def _with_letters(found: QuerySet[PreviousAnswer]) -> QuerySet[PreviousAnswer]:
    return found.select_related(
        "previous_response", "letter", "foi_request", "letter__foi_request"
    ).defer("previous_response__text", "previous_response__reading", "letter__html")


def letters_found(user: User, wanted: Mapping[str, Any]) -> QuerySet[PreviousResponse]:
    """Return the previous responses that match the filters, newest first.

    Args:
        user: The user asking. Only letters visible to this user are searched.
        wanted: Any of "q" for words of questions and answers, "provision" for a
            provision cited, "outcome", and "standing".
    """
    found = PreviousResponse.objects.visible_to(user)
    answers = Q()
    if words := wanted.get("q"):
        answers &= Q(
            words=SearchQuery(words, search_type="websearch", config="english")
        )
    if provision := wanted.get("provision"):
        answers &= Q(provisions__overlap=_keys_named(provision))
    if outcome := wanted.get("outcome"):
        answers &= Q(outcome=outcome)
    if answers:
        within = PreviousAnswer.objects.filter(answers, previous_response__isnull=False)
        named = Q(pk__in=within.values("previous_response"))
        if words and not (provision or outcome):
            named |= Q(reference__iexact=words.strip())
        found = found.filter(named)
    standings = {
        "waiting": Q(read_at__isnull=True, error=""),
        "unreadable": Q(read_at__isnull=True) & ~Q(error=""),
        "read": Q(read_at__isnull=False, confirmed_at__isnull=True),
        "confirmed": Q(confirmed_at__isnull=False),
    }
    if standing := wanted.get("standing"):
        found = found.filter(standings[standing])
    return (
        found.annotate(answered=_count_of_answers())
        .order_by("-imported_at", "-pk")
        .select_related("foi_request", "imported_by")
        .defer("text", "reading")
    )


def _count_of_answers() -> Coalesce:
    """Return a letter's number of answers, as a subquery.

    PostgreSQL counts only for the letters on the page.
    """
    of_letter = PreviousAnswer.objects.filter(
        previous_response=OuterRef("pk")
    ).order_by()
    counted = of_letter.values("previous_response").values(count=Count("pk"))
    return Coalesce(Subquery(counted), 0)


def _keys_named(typed: str) -> list[str]:
    """Return the keys of the provisions named: "40" means all limbs of section 40."""
    number = re.sub(
        r"(?i)\b(?:section|regulation|reg|s|foia|eir|foisa|eisr)\b\.?", "", typed
    )
    number = "".join(number.split())
    keys = [
        provision.key
        for provision in exemptions.PROVISIONS.values()
        if re.match(rf"{re.escape(number)}(?:\(|\Z)", provision.key.partition(" ")[2])
    ]
    law = re.search(r"(?i)\b(foia|eir|foisa|eisr)\b", typed)
    named = [key for key in keys if not law or key.startswith(f"{law[1].upper()} ")]
    return named or [typed]


def _asking(words: list[str], joint: str) -> SearchQuery:
    return SearchQuery(joint.join(words), search_type="raw", config="english")


def _day(previous: PreviousAnswer) -> int:
    return previous.answered_on.toordinal() if previous.answered_on else 0
