"""What exports say of letters, answers and reviews, for many rows at a time."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from responses.models import (
    Dispatch,
    Letter,
    LetterAnswer,
    ReviewedProvision,
    ReviewPoint,
)
from statute.notices import RESPONSES

Cells = Sequence[str | int | date | None]

OF_REQUESTS: Final = (
    "Letters given",
    "Responses given",
    "Last letter given",
    "Last letter given by",
    "Points of the review",
    "Provisions at review",
)
OF_QUESTIONS: Final = (
    "Outcome",
    "Provisions",
    "Said in letter",
    "Letter given",
    "Decision of the review",
)


def of_requests(keys: Collection[int]) -> Mapping[int, Cells]:
    """Return the cells of requests, by their keys, in four queries."""
    given: dict[int, list[Letter]] = defaultdict(list)
    for letter in (
        Letter.objects.given()
        .filter(foi_request__in=keys)
        .only("foi_request_id", "type", "given_on", "number")
        .order_by("given_on", "number")
    ):
        given[letter.foi_request_id].append(letter)
    last = {key: letters[-1] for key, letters in given.items()}
    ways: dict[int, str] = {}
    for dispatch in Dispatch.objects.filter(
        letter__in=[letter.pk for letter in last.values()],
        sent_on__isnull=False,
        stopped_at=None,
        failed_at=None,
    ).order_by("sent_on", "pk"):
        ways.setdefault(dispatch.letter_id, str(dispatch.get_channel_display()))
    points: dict[int, list[str]] = defaultdict(list)
    for point in (
        ReviewPoint.objects.filter(review__in=last)
        .exclude(decision="")
        .select_related("question")
        .order_by("question__order", "pk")
    ):
        about = f"question {point.question.label}" if point.question else "handling"
        points[point.review_id].append(
            f"{about.strip()}: {point.get_decision_display().lower()}"
        )
    fates: dict[int, list[str]] = defaultdict(list)
    for each in ReviewedProvision.objects.filter(review__in=last).order_by("provision"):
        fates[each.review_id].append(
            f"{each.provision}: {each.get_fate_display().lower()}"
        )
    return {
        key: [
            len(letters),
            sum(letter.type in RESPONSES for letter in letters),
            last[key].given_on,
            ways.get(last[key].pk, ""),
            "; ".join(points[key]),
            "; ".join(fates[key]),
        ]
        for key, letters in given.items()
    }


def of_questions(keys: Collection[int]) -> Mapping[int, Cells]:
    """Return the cells of questions, by their keys, in two queries.

    Of the letters given, the latest that speaks of the question counts.
    """
    said: dict[int, LetterAnswer] = {}
    for each in (
        LetterAnswer.objects.filter(question__in=keys, letter__given_on__isnull=False)
        .select_related("letter")
        .defer("letter__html", "letter__html_for_publication")
        .order_by("letter__number")
    ):
        said[each.question_id] = each
    decided = {
        point.question_id or 0: str(point.get_decision_display())
        for point in ReviewPoint.objects.filter(question__in=keys).exclude(decision="")
    }
    found: dict[int, Cells] = {}
    for key in {*said, *decided}:
        one = said.get(key)
        cells: list[str | int | date | None] = ["", "", None, None]
        if one is not None:
            cells = [
                str(one.get_outcome_display()),
                "; ".join(one.provisions),
                one.letter.number,
                one.letter.given_on,
            ]
        found[key] = [*cells, decided.get(key, "")]
    return found
