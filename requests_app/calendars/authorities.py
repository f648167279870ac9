"""Change the kind and the nation of an authority."""

from django.db import transaction

from accounts.models import Authority, User
from requests_app.calendars.locking import hold_calendars_to_change_them
from requests_app.calendars.recalculating import begin_recalculation
from requests_app.history.administration import record_change
from requests_app.models import Recalculation
from requests_app.refusals import Refusal


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


def _described(authority: Authority) -> str:
    nation = "Scottish law" if authority.is_scottish else "UK law"
    return f"“{authority.get_kind_display()}, {nation}”"
