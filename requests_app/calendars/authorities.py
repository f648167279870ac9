"""Change the kind and the nation of an authority."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from accounts.models import Authority, User
from requests_app.calendars.locking import hold_calendars_to_change_them
from requests_app.calendars.recalculating import (
    Foretold,
    begin_recalculation,
    foretell,
)
from requests_app.history.administration import record_change
from requests_app.law_in_force import cost_limit
from requests_app.models import Recalculation
from requests_app.refusals import Refusal
from statute.regimes import Regime


class KindNotChanged(Refusal):
    """The authority is of this kind already."""


@transaction.atomic
def change_kind(
    *, authority: Authority, kind: str, is_scottish: bool, reason: str, by: User
) -> Recalculation:
    """Change what an authority is, and recalculate the due dates that follow from it.

    The kind decides school days and cost limits. The nation decides the laws offered
    for new requests; recorded requests keep their law.

    Args:
        authority: The authority.
        kind: Its right kind.
        is_scottish: Whether it answers under FOISA and the EISR.
        reason: Why, kept with the recalculation.
        by: The administrator.

    Returns:
        The recalculation of its open requests.

    Raises:
        KindNotChanged: Nothing would change.

    Source: SI 2004/3364 reg 3; SI 2004/3244 reg 3; FOISA 2002 sch 1.
    """
    hold_calendars_to_change_them()
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    before = _described(authority)
    authority.kind, authority.is_scottish = Authority.Kind(kind), is_scottish
    after = _described(authority)
    if after == before:
        raise KindNotChanged(
            f"{authority} is recorded like this already: {before}. Nothing was changed."
        )
    authority.save(update_fields=["kind", "is_scottish"])
    record_change(
        authority=authority,
        by=by,
        subject="Kind and nation",
        what="Changed",
        changes={"kind and nation": [before, after], "reason": ["", reason]},
    )
    return begin_recalculation(
        cause=Recalculation.Cause.KIND,
        what=f"{authority} changed from {before} to {after}"[:300],
        reason=reason,
        by=by,
        authority=authority,
    )


def follows_from_kind(
    *, authority: Authority, kind: str, is_scottish: bool, on: date
) -> Iterator[str]:
    """Yield what would follow from another kind or nation, in sentences.

    Args:
        authority: The authority as it is.
        kind: The kind it would have.
        is_scottish: Whether it would answer under FOISA and the EISR.
        on: The London day; the cost limit is of this day.
    """
    if (kind, is_scottish) == (authority.kind, authority.is_scottish):
        return
    would_be = Authority.objects.get(pk=authority.pk)
    would_be.kind, would_be.is_scottish = kind, is_scottish
    yield from _moves(foretell(would_be))
    if would_be.is_school != authority.is_school:
        days = "school days" if would_be.is_school else "working days"
        yield f"Time under FOIA will be counted in {days}."
    if is_scottish != authority.is_scottish:
        laws = "FOISA and the EISR" if is_scottish else "FOIA and the EIR"
        yield (
            f"New requests will be under {laws}. Requests already recorded keep their "
            "law."
        )
    regime = Regime.FOISA if is_scottish else Regime.FOIA
    before = cost_limit(
        Regime.FOISA if authority.is_scottish else Regime.FOIA, authority.kind, on
    )
    after = cost_limit(regime, kind, on)
    if before.limit_pence != after.limit_pence:
        yield (
            f"The cost limit of new requests will be £{after.limit_pence // 100:,}. "
            f"It is £{before.limit_pence // 100:,} now."
        )


def _moves(foretold: Foretold) -> Iterator[str]:
    """Say how many due dates would move."""
    if not foretold.total:
        yield "No request is open, so no due date moves."
        return
    told = f"Open requests that get another due date: {foretold.moved:,} of"
    if foretold.counted < foretold.total:
        yield (
            f"{told} the {foretold.counted:,} oldest. The others are calculated after "
            f"the change: {foretold.total - foretold.counted:,}."
        )
    else:
        yield f"{told} {foretold.total:,}."
    if foretold.kept:
        yield f"Due dates that cannot be calculated, and stay: {foretold.kept:,}."
    if foretold.moved:
        yield (
            "After the change you see each due date that moved, and the history of "
            "each request says why."
        )


def _described(authority: Authority) -> str:
    nation = "Scottish law" if authority.is_scottish else "UK law"
    return f"“{authority.get_kind_display()}, {nation}”"
