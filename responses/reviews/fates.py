"""How each provision of the answer under review fared, by comparing both letters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from requests_app.models import FOIRequest, Question
from responses.models import (
    LetterAnswer,
    LetterStatement,
    ReviewedProvision,
    ReviewPoint,
)
from responses.models.answers import AnsweredQuestion
from statute.exemptions.catalogue import PROVISIONS

_Fate = ReviewedProvision.Fate
_Decision = ReviewPoint.Decision
# What an officer may say of a provision that the answer under review relied on.
CHOICES: Final = (_Fate.UPHELD, _Fate.PARTLY_UPHELD, _Fate.OVERTURNED)


@dataclass(frozen=True, slots=True)
class FateLine:
    """A provision at a review.

    Attributes:
        key: The key of the provision.
        suggested: What both letters tell; "" where the point is not decided yet.
        stated: What an officer said; "" for nothing.
    """

    key: str
    suggested: str
    stated: str = ""

    @property
    def title(self) -> str:
        """The provision as pages name it."""
        known = PROVISIONS.get(self.key)
        return known.short_citation if known else self.key

    @property
    def fate(self) -> str:
        """What counts: the officer's word, or else what the letters tell."""
        return self.stated or self.suggested

    @property
    def words(self) -> str:
        """What counts, in words; "" where nothing is known."""
        return str(_Fate(self.fate).label) if self.fate else ""

    @property
    def is_new(self) -> bool:
        """Whether only the outcome of the review relies on the provision."""
        return self.suggested == _Fate.NEW


def lines_of(review: FOIRequest) -> list[FateLine]:
    """Return the provisions of a review as its draft stands, in five queries."""
    ties = AnsweredQuestion.objects.filter(answer__foi_request=review).prefetch_related(
        "answer__citations"
    )
    now = {
        tie.question_id: {one.provision_key for one in tie.answer.citations.all()}
        for tie in ties
    }
    return _lines(review, now)


def keep_fates(review: FOIRequest) -> None:
    """Keep how each provision fared, once the outcome of a review is given.

    What an officer said stays. Harmless to run twice; nothing that was compared is kept
    while no outcome is given.

    Args:
        review: The review, locked.
    """
    kept = review.reviewed_provisions
    kept.filter(is_stated=False).delete()
    given = LetterAnswer.objects.filter(
        letter__in=review.letters.responses().given()
    ).order_by("letter__number")
    now = {each.question_id: set(each.provisions) for each in given}
    if not review.letters.responses().given().exists():
        return
    kept.bulk_create(
        ReviewedProvision(review=review, provision=line.key, fate=line.suggested)
        for line in _lines(review, now)
        if line.suggested and not line.stated
    )


def _lines(review: FOIRequest, now: Mapping[int, set[str]]) -> list[FateLine]:
    questions = dict(
        review.questions.filter(kind=Question.Kind.QUESTION).values_list(
            "pk", "asked_before"
        )
    )
    decided = dict(
        review.review_points.exclude(question=None).values_list("question", "decision")
    )
    stated = dict(
        review.reviewed_provisions.filter(is_stated=True).values_list(
            "provision", "fate"
        )
    )
    before = _before(review)
    found: dict[str, list[str]] = {}
    for key, earlier in questions.items():
        for provision in sorted(before.get(earlier or 0, ())):
            told = _told(decided.get(key, ""), provision in now.get(key, ()))
            found.setdefault(provision, []).append(told)
    whole = _together(decided.get(key, "") for key in questions)
    for provision in sorted(before.get(None, ())):
        found.setdefault(provision, []).append(
            _Fate.UPHELD if whole == _Decision.UPHELD else ""
        )
    new = {one for keys in now.values() for one in keys} - found.keys()
    lines = [
        FateLine(provision, _together(told), stated.get(provision, ""))
        for provision, told in found.items()
    ]
    return [*lines, *(FateLine(provision, _Fate.NEW) for provision in sorted(new))]


def _before(review: FOIRequest) -> dict[int | None, set[str]]:
    """Return the provisions of the answer under review, by its questions.

    A statement that neither confirms nor denies is under None.
    """
    original = review.review_of
    if original is None:
        return {}
    given = original.letters.responses().filter(given_on__lte=review.received_on)
    found: dict[int | None, set[str]] = {}
    for each in LetterAnswer.objects.filter(letter__in=given).order_by(
        "letter__number"
    ):
        found[each.question_id] = set(each.provisions)
    last = given.order_by("-number").values_list("pk", flat=True).first()
    for statement in LetterStatement.objects.filter(letter=last or 0):
        found[None] = set(statement.provisions)
    return found


def _told(decision: str, is_relied_on: bool) -> str:
    """Return how a provision fared at one question; "" while it is not decided."""
    if not decision:
        return ""
    if decision == _Decision.UPHELD:
        return _Fate.UPHELD
    if not is_relied_on:
        return _Fate.OVERTURNED
    is_partly = decision == _Decision.PARTLY_UPHELD
    return _Fate.PARTLY_UPHELD if is_partly else _Fate.UPHELD


def _together(told: Iterable[str]) -> str:
    """Return what holds of all questions; "" while one is not decided."""
    found = set(told)
    if "" in found or not found:
        return ""
    return found.pop() if len(found) == 1 else _Fate.PARTLY_UPHELD.value
