"""Querysets of authorities and of leave."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import (
    Coalesce,
    Concat,
    Now,
    NullIf,
    Trim,
    TruncDate,
)

from accounts import policy

# The present London day, as the database tells it: what a person may see follows
# leave on every page without a further query.
TODAY = TruncDate(Now())


def name_of(person: str) -> Any:
    """Return the expression for the name of a person; `person` is the path to them."""
    full = Concat(f"{person}first_name", Value(" "), f"{person}last_name")
    return Coalesce(NullIf(Trim(full), Value("")), F(f"{person}username"))


class AuthorityQuerySet(models.QuerySet):
    """Filters of authorities."""

    def visible_to(self, user: Any) -> Self:
        """The authority of the person; every authority for the owner."""
        if policy.OWN_INSTALLATION in user.role_permissions:
            return self
        return self.filter(pk=user.authority_id)


class LeaveQuerySet(models.QuerySet):
    """Filters of leave."""

    def on(self, day: date | Combinable) -> Self:
        """Leave that covers the day, first and last days included."""
        return self.filter(
            first_on__lte=day, last_on__gte=day, withdrawn_on__isnull=True
        )

    def overlapping(self, first_on: date, last_on: date) -> Self:
        """Leave that shares a day with the days from `first_on` to `last_on`."""
        return self.filter(
            first_on__lte=last_on, last_on__gte=first_on, withdrawn_on__isnull=True
        )

    def covered(self, day: date | Combinable) -> Self:
        """Leave on the day with a deputy who works here and is not on leave as well."""
        away = self._every().on(day).filter(person_id=OuterRef("deputy_id"))
        return self.on(day).filter(
            ~Exists(away),
            deputy__is_active=True,
            deputy__authority_id=F("person__authority_id"),
        )

    def uncovered(self, day: date | Combinable) -> Self:
        """Leave on the day without such a deputy."""
        found = self.on(day)
        return found.exclude(pk__in=self._every().covered(day).values("pk"))

    def _every(self) -> Self:
        return type(self)(self.model)
