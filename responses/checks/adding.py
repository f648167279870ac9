"""Whether the cost of other requests counts (FOIA s.12(4), FOISA s.12(2))."""

from collections.abc import Iterator, Sequence
from typing import Final

from requests_app.calendars.working_days import calendar_for
from requests_app.models import FOIRequest
from responses.letters.content import LetterContent
from statute.money import AGGREGATION_WORKING_DAYS, are_near_enough
from statute.notices import Finding, block
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, format_date

NAMED: Final = "added_requests"
_SOURCE: Final = "FOIA s.12(4) and SI 2004/3244 reg 5; FOISA s.12(2) and SSI 2004/467"


def why_not_added(
    added: Sequence[FOIRequest], foi_request: FOIRequest, made_by: str
) -> str:
    """Return why requests cannot be added up with another; "" where they can.

    Args:
        added: The requests named.
        foi_request: The request answered.
        made_by: Who made them: "same" or "together"; "" if not said.

    Source: SI 2004/3244 reg 5(1) and (2); SSI 2004/467 reg 6.
    """
    reasons = (_why_not(one, foi_request, made_by) for one in added)
    if reason := next(filter(None, reasons), ""):
        return reason
    if Regime(foi_request.regime).is_scottish or are_close(added, foi_request):
        return ""
    days = [one.received_on for one in (*added, foi_request)]
    return (
        f"These requests came between {format_date(min(days))} and "
        f"{format_date(max(days))}. Only requests within "
        f"{AGGREGATION_WORKING_DAYS} consecutive working days are added up."
    )


def _why_not(one: FOIRequest, foi_request: FOIRequest, made_by: str) -> str:
    if one.pk == foi_request.pk:
        return f"{one} is this request itself. Leave it out."
    if one.authority_id != foi_request.authority_id:
        return f"{one} was made to another authority, so its cost does not count."
    if one.regime != foi_request.regime:
        return (
            f"{one} is handled under the {Regime(one.regime).title}, so its cost "
            "does not count here."
        )
    is_same = is_same_person(one, foi_request)
    if Regime(foi_request.regime).is_scottish and is_same:
        return (
            f"{one} was made by the same person. The Scottish regulations add up "
            "only requests by different people."
        )
    if made_by == "same" and not is_same:
        return (
            f"{one} has another name and e-mail address than this request. Leave "
            "it out, or say that other people made the requests."
        )
    return ""


def is_same_person(one: FOIRequest, other: FOIRequest) -> bool:
    """Whether two requests have one record, the same name or the same address."""
    if one.requester_id is not None and one.requester_id == other.requester_id:
        return True
    names = {each.requester_name.casefold() for each in (one, other)}
    addresses = {each.requester_email.casefold() for each in (one, other)}
    return len(names) == 1 or (len(addresses) == 1 and "" not in addresses)


def are_close(added: Sequence[FOIRequest], foi_request: FOIRequest) -> bool:
    """Whether all the requests came within sixty consecutive working days."""
    days = [one.received_on for one in (*added, foi_request)]
    try:
        return are_near_enough(days, calendar_for(Regime(foi_request.regime)))
    except CalendarExhausted:
        return False  # further apart than any calendar reaches


def not_added_up(foi_request: FOIRequest, content: LetterContent) -> Iterator[Finding]:
    """Block requests added up against the law, as their details now stand.

    The details may have been corrected since the officer named the requests.
    """
    naming = [
        ground
        for answer in content.answers
        for ground in answer.grounds
        if ground.facts.get(NAMED)
    ]
    if not naming:
        return
    wanted = {reference for ground in naming for reference in ground.facts[NAMED]}
    on_record = {
        one.reference: one
        for one in FOIRequest.objects.filter(
            authority_id=foi_request.authority_id, reference__in=wanted
        )
    }
    for ground in naming:
        named = ground.facts[NAMED]
        gone = [reference for reference in named if reference not in on_record]
        reason = (
            f"There is no request {gone[0]} on record. Correct the reference."
            if gone
            else why_not_added(
                [on_record[reference] for reference in named],
                foi_request,
                ground.facts.get("added_from", ""),
            )
        )
        if reason:
            yield block("not_added_up", reason, _SOURCE, ground.provision.key)
