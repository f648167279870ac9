"""Write history entries, in the transaction of the service that makes the change."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from accounts.models import User
from requests_app.history.kinds import HistoryKind, is_registered
from requests_app.models import FOIRequest, HistoryEntry


def record(
    *,
    foi_request: FOIRequest,
    kind: HistoryKind,
    by: User | None,
    on: date,
    note: str = "",
    changes: dict[str, list[Any]] | None = None,
) -> HistoryEntry:
    """Append an entry; `changes` has [before, after] for each field changed."""
    if not connection.in_atomic_block:
        raise RuntimeError("Write history in the transaction of what it records.")
    if not is_registered(kind):
        raise ValueError(f"No subject has registered the history kind “{kind}”.")
    return HistoryEntry.objects.create(
        foi_request=foi_request,
        kind=kind,
        by=by,
        on=on,
        note=note,
        changes=changes or {},
    )


def changes_between(
    before: Mapping[str, str], after: Mapping[str, str]
) -> dict[str, list[Any]]:
    """Return [before, after] for each field that differs; a field left out is ""."""
    return {
        field: [before.get(field, ""), after.get(field, "")]
        for field in dict.fromkeys((*before, *after))
        if before.get(field, "") != after.get(field, "")
    }
