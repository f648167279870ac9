"""Keep what the letters given say of a request as a whole, for lists and returns."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from requests_app.models import FOIRequest
from responses.models import Citation, LetterAnswer, LetterStatement
from responses.models.answers import AnsweredQuestion
from responses.outcome import RequestOutcome, roll_up
from responses.querysets import LetterQuerySet
from responses.reviews.fates import keep_fates
from statute.notices import LetterType, Outcome

_REASONS: Final = FOIRequest.RefusalReason
# The ground a request counts under is the first of these that any question has.
_GROUNDS: Final[tuple[tuple[Collection[str], FOIRequest.RefusalReason], ...]] = (
    ({Outcome.WITHHELD, Outcome.PARTLY_DISCLOSED}, _REASONS.EXEMPTION),
    ({Outcome.NCND}, _REASONS.NCND),
    ({Outcome.COST}, _REASONS.COST),
    ({Outcome.VEXATIOUS}, _REASONS.VEXATIOUS),
    ({Outcome.REPEATED}, _REASONS.REPEATED),
)


def cited_by(citations: Iterable[Citation]) -> list[str]:
    """Return the keys of the provisions cited, each once."""
    return sorted({citation.provision_key for citation in citations})


def keep_outcome(foi_request: FOIRequest) -> None:
    """Keep outcome, ground of refusal and provisions of a request.

    They are those of the letters given: of each question, as the latest letter given
    says. Harmless to run twice. Call this whenever the giving of a response changed.

    Args:
        foi_request: The request, locked.

    Source: the Cabinet Office's statistics on FOI in central government.
    """
    kept = outcome_in_letters(foi_request)
    FOIRequest.objects.filter(pk=foi_request.pk).update(**kept)
    for name, value in kept.items():
        setattr(foi_request, name, value)
    if foi_request.is_review:
        keep_fates(foi_request)


def outcome_in_letters(foi_request: FOIRequest) -> dict[str, Any]:
    """Return the fields of a request that `keep_outcome` keeps, from its letters."""
    given = foi_request.letters.responses().given()
    latest: dict[int, LetterAnswer] = {}
    for each in LetterAnswer.objects.filter(letter__in=given).order_by(
        "letter__number"
    ):
        latest[each.question_id] = each
    # A statement stands where the last letter given makes one.
    last = given.order_by("number").values("pk").last()
    statement = LetterStatement.objects.filter(letter=last["pk"] if last else None)
    stated = next(iter(statement.values_list("provisions", flat=True)), None)
    outcomes = [each.outcome for each in latest.values()]
    is_stated = stated is not None
    outcome = roll_up(outcomes, has_statement=is_stated).outcome
    if outcome is not RequestOutcome.UNDECIDED and not _is_final(given):
        outcome = RequestOutcome.TO_FOLLOW
    provisions = {key for each in latest.values() for key in each.provisions}
    return {
        "outcome": "" if outcome is RequestOutcome.UNDECIDED else outcome.value,
        "refusal_reason": _ground(outcome, outcomes, is_stated=is_stated),
        "provisions": sorted(provisions.union(stated or ())),
    }


def _is_final(given: LetterQuerySet) -> bool:
    """Whether a letter given answers the whole request."""
    return given.exclude(type=LetterType.INTERIM).exists()


def _ground(
    outcome: RequestOutcome, outcomes: Iterable[str], *, is_stated: bool
) -> str:
    if outcome is RequestOutcome.ACCESSIBLE:
        return _REASONS.ACCESSIBLE.value
    if outcome not in {RequestOutcome.REFUSED, RequestOutcome.PARTLY_REFUSED}:
        return ""
    found = {*outcomes, *([Outcome.NCND] if is_stated else [])}
    return next((why.value for these, why in _GROUNDS if found & set(these)), "")


def fill_in_provisions(foi_request: FOIRequest) -> None:
    """Keep what letters cite where the letters are older than this being kept.

    The answers as they stand tell, as far as they are known: an answer changed since
    its letter went cites what it cites now.
    """
    ties = AnsweredQuestion.objects.filter(
        answer__foi_request=foi_request
    ).prefetch_related("answer__citations")
    cited = {tie.question_id: cited_by(tie.answer.citations.all()) for tie in ties}
    without = LetterAnswer.objects.filter(
        letter__foi_request=foi_request, provisions=[], question__in=cited
    )
    for each in without:
        if cited[each.question_id]:
            LetterAnswer.objects.filter(pk=each.pk).update(
                provisions=cited[each.question_id]
            )
