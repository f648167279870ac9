"""Read the record of changes, in words."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from requests_app.models import AdministrationEntry
from requests_app.models.administration import AdministrationEntryQuerySet

NOTHING: Final = "nothing"


class Changed(NamedTuple):
    """A field of an entry, with its values in words."""

    field: str
    before: str
    after: str


def find_changes(user: User, wanted: Mapping[str, Any]) -> AdministrationEntryQuerySet:
    """Return the changes that the person may read and that match, newest first.

    Args:
        user: The reader.
        wanted: The filters: words `q`, person `by`, London days `from_on` and `to_on`,
            both included.
    """
    found = AdministrationEntry.objects.visible_to(user).select_related("by")
    for word in wanted.get("q", "").split():
        found = found.filter(Q(subject__icontains=word) | Q(what__icontains=word))
    if by := wanted.get("by"):
        found = found.filter(by_id=by)
    if first := wanted.get("from_on"):
        found = found.filter(at__gte=_midnight(first))
    if last := wanted.get("to_on"):
        found = found.filter(at__lt=_midnight(last + timedelta(days=1)))
    return found


def changes_in_words(entry: AdministrationEntry) -> Iterator[Changed]:
    """Yield each field of an entry, with what stood before and after.

    A field that was empty and stays empty is left out.
    """
    for field, (before, after) in entry.changes.items():
        if in_words(before) == in_words(after) == NOTHING:
            continue
        name = field.replace("_", " ")
        yield Changed(
            f"{name[:1].upper()}{name[1:]}", in_words(before), in_words(after)
        )


def in_words(value: Any) -> str:
    """Return a recorded value as a person reads it."""
    match value:
        case None | "" | [] | {}:
            return NOTHING
        case True:
            return "yes"
        case False:
            return "no"
        case list():
            return ", ".join(in_words(each) for each in value)
        case dict():
            return "; ".join(f"{key}: {in_words(each)}" for key, each in value.items())
    return str(value)


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
