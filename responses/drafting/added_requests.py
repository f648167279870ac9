"""Requests whose cost is added to that of another (FOIA s.12(4), FOISA s.12(2))."""

from collections.abc import Mapping
from typing import Any, Final

from accounts.models import User
from requests_app.calendars.working_days import calendar_for
from requests_app.models import FOIRequest
from responses.drafting.facts import WrongFact
from statute.money import AGGREGATION_WORKING_DAYS, are_near_enough
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, format_date

_NAMED: Final = "added_requests"


def check_estimate(
    facts: Mapping[str, Any], foi_request: FOIRequest, *, by: User
) -> None:
    """Check that a sample fits its records, and that requests may be added up.

    Args:
        facts: The facts of a citation, as stored.
        foi_request: The request answered.
        by: The officer, who can name only requests that they may see.

    Raises:
        WrongFact: The sample is larger than what it was taken from, or a request named
            cannot be added up with this one.

    Source: SI 2004/3244 reg 5(1) and (2); SSI 2004/467 reg 6.
    """
    records, timed = facts.get("records"), facts.get("records_timed")
    if records and timed and timed > records:
        raise WrongFact(
            f"The sample has {timed:,} records, but only {records:,} are to be looked "
            "through. Correct one of these."
        )
    if named := facts.get(_NAMED):
        _check_added(_found(named, by=by), foi_request, facts.get("added_from", ""))


def _found(references: list[str], *, by: User) -> list[FOIRequest]:
    seen = FOIRequest.objects.visible_to(by).filter(reference__in=references)
    found = {one.reference: one for one in seen}
    for reference in references:
        if reference not in found:
            raise WrongFact(
                f"You see no request {reference}. Check the reference, or leave it out."
            )
    return list(found.values())


def _check_added(
    added: list[FOIRequest], foi_request: FOIRequest, made_by: str
) -> None:
    for one in added:
        if one.pk == foi_request.pk:
            raise WrongFact(f"{one} is this request itself. Leave it out.")
        if one.authority_id != foi_request.authority_id:
            raise WrongFact(
                f"{one} was made to another authority, so its cost does not count."
            )
        if one.regime != foi_request.regime:
            raise WrongFact(
                f"{one} is handled under the {Regime(one.regime).title}, so its cost "
                "does not count here."
            )
        is_same = is_same_person(one, foi_request)
        if Regime(foi_request.regime).is_scottish and is_same:
            raise WrongFact(
                f"{one} was made by the same person. The Scottish regulations add up "
                "only requests by different people."
            )
        if made_by == "same" and not is_same:
            raise WrongFact(
                f"{one} has another name and e-mail address than this request. Leave "
                "it out, or say that other people made the requests."
            )
    if not Regime(foi_request.regime).is_scottish:
        _check_days(added, foi_request)


def is_same_person(one: FOIRequest, other: FOIRequest) -> bool:
    """Whether two requests have the same name or the same e-mail address."""
    names = {each.requester_name.casefold() for each in (one, other)}
    addresses = {each.requester_email.casefold() for each in (one, other)}
    return len(names) == 1 or (len(addresses) == 1 and "" not in addresses)


def _check_days(added: list[FOIRequest], foi_request: FOIRequest) -> None:
    days = [one.received_on for one in (*added, foi_request)]
    try:
        is_near = are_near_enough(days, calendar_for(Regime(foi_request.regime)))
    except CalendarExhausted:
        is_near = False  # further apart than any calendar reaches
    if not is_near:
        raise WrongFact(
            f"These requests came between {format_date(min(days))} and "
            f"{format_date(max(days))}. Only requests within "
            f"{AGGREGATION_WORKING_DAYS} consecutive working days are added up."
        )
