"""Find the other people in a request, and name them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import Now
from django.utils.text import get_text_list

from accounts.models import User
from accounts.querysets import name_of
from requests_app.models import FOIRequest, Presence

# A page tells the server every 12 seconds that it is open (`static/js/presence.js`). A
# person whose page has missed two of these beats has gone.
GONE_AFTER: Final = timedelta(seconds=30)
# The parts of a draft apart from its answers, as `Presence.place` names them. The place
# of an answer is the key of its first question.
STATEMENT, LETTER_TEXT = "statement", "letter_text"
_CALLED: Final = {STATEMENT: "this statement", LETTER_TEXT: "this text"}
_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Company:
    """The other people in a request.

    Attributes:
        people: Where each of them is.
        place: The part of the draft that the reader has open; "" for none.
    """

    people: Sequence[Presence]
    place: str = ""

    @property
    def here(self) -> str:
        """The people in the request: "Aled Rees and Kim Lee are here"."""
        return _who(_names(self.people), "here")

    @property
    def beside(self) -> str:
        """The people in the reader's part: "Aled Rees is typing in this answer"."""
        if not self.place:
            return ""
        called = _CALLED.get(self.place, "this answer")
        typing = self._who_at(self.place, f"typing in {called}", is_typing=True)
        reading = self._who_at(self.place, f"in {called}", is_typing=False)
        return ". ".join(filter(None, [typing, reading]))

    @property
    def rows(self) -> dict[str, str]:
        """The people in each part, by the part: "Aled Rees is typing"."""
        return {one.place: self._row(one.place) for one in self.people if one.place}

    def _who_at(self, place: str, does: str, *, is_typing: bool) -> str:
        there = [one for one in self.people if one.place == place]
        return _who(_names(one for one in there if one.is_typing is is_typing), does)

    def _row(self, place: str) -> str:
        typing = self._who_at(place, "typing", is_typing=True)
        reading = self._who_at(place, "here", is_typing=False)
        return ", ".join(filter(None, [typing, reading]))


def company_in(foi_request: FOIRequest, *, user: User, place: str) -> Company:
    """Return the people in a request apart from the reader.

    Args:
        foi_request: A request that the reader may see.
        user: The reader.
        place: The part of the draft that the reader has open; "" for none.
    """
    others = _now_here().filter(foi_request=foi_request).exclude(user=user)
    return Company(list(others), place)


def people_in(foi_requests: Iterable[FOIRequest], *, user: User) -> dict[int, str]:
    """Name the people in each request apart from the reader: "Aled Rees is here".

    Args:
        foi_requests: Requests that the reader may see.
        user: The reader.
    """
    people = defaultdict(list)
    for one in _now_here().filter(foi_request__in=foi_requests).exclude(user=user):
        people[one.foi_request_id].append(one)
    return {key: Company(each).here for key, each in people.items()}


def names_here(user: int) -> ArraySubquery:
    """Return the expression for the names of people in a request, apart from a user.

    Args:
        user: The key of the user.
    """
    here = _now_here().filter(foi_request=OuterRef("pk")).exclude(user=user)
    return ArraySubquery(here.values(name=name_of("user__")))


def who_is_here(names: list[str]) -> str:
    """Return "Aled Rees and Kim Lee are here" for their names; "" for none."""
    return _who(names, "here")


def _now_here() -> QuerySet[Presence]:
    # The clock of the database alone counts: a browser's may be wrong by a year.
    here = Presence.objects.filter(seen_at__gt=Now() - GONE_AFTER)
    return here.select_related("user").order_by("user__first_name", "user_id")


def _names(people: Iterable[Presence]) -> list[str]:
    return [str(one.user) for one in people]


def _who(names: list[str], does: str) -> str:
    """Return "Aled Rees is here" or "Aled Rees, Kim Lee and 3 others are here"."""
    if not names:
        return ""
    verb = "is" if len(names) == 1 else "are"
    if len(names) > _MOST_NAMED:
        names = [*names[:2], f"{len(names) - 2} others"]
    return f"{get_text_list(names, 'and')} {verb} {does}"
