"""Live answers to nearly the same question, with other outcomes or provisions."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts import policy
from accounts.models import User
from documents.meaning.differences import differences
from requests_app.refusals import Refusal
from responses.models import KeptDifference, Neighbour, PreviousAnswer
from responses.models.meaning import NEAR_SAME

# Of the pairs, the nearest.
MOST_LISTED: Final = 200
_MOST_TYPED: Final = 2_000


class DifferenceRefused(Refusal):
    """The difference cannot be kept; the message says why."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two live answers to nearly the same question, not the same.

    Attributes:
        first: The answer kept first.
        second: The other.
        differs: What differs between the questions, as "2023 → 2024".
    """

    first: PreviousAnswer
    second: PreviousAnswer
    differs: list[str]

    @property
    def in_what(self) -> str:
        """What differs between the answers, in words."""
        found = []
        if self.first.outcome != self.second.outcome:
            found.append("outcome")
        if set(self.first.provisions) != set(self.second.provisions):
            found.append("provisions")
        return " and ".join(found)


def disagreements(user: User) -> list[Disagreement]:
    """Return the pairs of disagreeing answers, the nearest first; two queries.

    The nearness of the questions was stored by a worker. A pair kept with a reason is
    left out.

    Args:
        user: The user asking, who sees both answers of each pair.
    """
    keys = _pairs(user, ~Q(_is_kept()))
    found = _whole(user, {one for pair in keys for one in pair})
    return [_disagreement(found[first], found[second]) for first, second in keys]


def disagreement(user: User, first: int, second: int) -> Disagreement | None:
    """Return a pair of disagreeing answers, by their keys; None for no such pair."""
    keys = (min(first, second), max(first, second))
    if keys not in _pairs(user, Q(previous_answer__in=keys)):
        return None
    found = _whole(user, {*keys})
    return _disagreement(found[keys[0]], found[keys[1]])


@transaction.atomic
def keep_difference(*, pair: Disagreement, reason: str, by: User) -> KeptDifference:
    """Keep two answers as they are, although they differ. Harmless to do twice.

    Args:
        pair: The two answers.
        reason: Why they differ.
        by: The user who decides.

    Raises:
        DifferenceRefused: The user keeps no library, or there is no reason.
    """
    if policy.KEEP_LIBRARY not in by.role_permissions:
        raise DifferenceRefused("Only managers decide whether a difference stays.")
    reason = " ".join(reason.split())
    if not reason:
        raise DifferenceRefused("Say why the answers differ.")
    if len(reason) > _MOST_TYPED:
        raise DifferenceRefused(f"Use at most {_MOST_TYPED:,} characters.")
    kept, _ = KeptDifference.objects.update_or_create(
        first=pair.first, second=pair.second, defaults={"reason": reason, "by": by}
    )
    return kept


def kept_with(pair: Disagreement) -> KeptDifference | None:
    """Return the decision to keep a pair as it is; None for none."""
    found = KeptDifference.objects.filter(first=pair.first, second=pair.second)
    return found.select_related("by").first()


def _live(user: User) -> QuerySet[PreviousAnswer]:
    """Return the standing answers a user may see: none withdrawn or replaced."""
    return PreviousAnswer.objects.visible_to(user).reusable().exclude(outcome="")


def _whole(user: User, keys: Set[int]) -> dict[int, PreviousAnswer]:
    """Return answers by their keys, with what their addresses need."""
    found = _live(user).select_related(
        "letter__foi_request", "previous_response", "foi_request"
    )
    return found.defer(
        "previous_response__text", "previous_response__reading", "letter__html"
    ).in_bulk(keys)


def _pairs(user: User, among: Q) -> list[tuple[int, int]]:
    """Return the keys of disagreeing answers, each pair once, the nearest first.

    The answer to a question of ours is the one kept from its letter.

    Args:
        user: The user, who sees both.
        among: The neighbours looked at.
    """
    live = _live(user)
    own = live.filter(
        letter__isnull=False,
        foi_request=OuterRef("question__foi_request"),
        order=OuterRef("question__order"),
    )
    rows = (
        Neighbour.objects.filter(score__gte=NEAR_SAME, previous_answer__in=live)
        .exclude(previous_answer__foi_request=F("question__foi_request"))
        .annotate(
            own=Subquery(own.values("pk")[:1]),
            own_outcome=Subquery(own.values("outcome")[:1]),
            own_provisions=Subquery(own.values("provisions")[:1]),
        )
        .filter(_differs(), among, own__isnull=False)
        .order_by("-score", "pk")
        .values_list("own", "previous_answer")[:MOST_LISTED]
    )
    return list(dict.fromkeys((min(pair), max(pair)) for pair in rows))


def _differs() -> Q:
    return ~Q(previous_answer__outcome=F("own_outcome")) | ~Q(
        previous_answer__provisions__contains=F("own_provisions"),
        previous_answer__provisions__contained_by=F("own_provisions"),
    )


def _is_kept() -> Exists:
    pair = (OuterRef("own"), OuterRef("previous_answer"))
    return Exists(
        KeptDifference.objects.filter(
            Q(first=pair[0], second=pair[1]) | Q(first=pair[1], second=pair[0])
        )
    )


def _disagreement(first: PreviousAnswer, second: PreviousAnswer) -> Disagreement:
    return Disagreement(
        first, second, differences(first.whole_question, second.whole_question)
    )
