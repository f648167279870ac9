"""What is out with departments, for the lists of officers and managers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q, QuerySet

from accounts.models import User
from requests_app.models import Enquiry, FOIRequest
from requests_app.models.enquiries import TO_ACCEPT
from requests_app.querysets import FOIRequestQuerySet

ALL, LATE, UNACCEPTED, DECLINED, MORE_TIME, REPLIED = (
    *("all", "late", "unaccepted", "declined", "more-time"),
    "replied",
)
SHOWN: Final[dict[str, str]] = {
    ALL: "All that wait",
    LATE: "Late",
    UNACCEPTED: "Not accepted within 48 hours",
    MORE_TIME: "More time asked for",
    DECLINED: "Not theirs",
    REPLIED: "Replied, to deal with",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the list is asked to show.

    Attributes:
        shown: A key of `SHOWN`.
        department: The key of a department; None for all.
        officer: The key of an officer; None for all.
    """

    shown: str = ALL
    department: int | None = None
    officer: int | None = None

    @property
    def is_everything(self) -> bool:
        """Whether all that waits is shown."""
        return self == Choice()


def out_with_departments(
    user: User, choice: Choice, *, on: date, at: datetime
) -> QuerySet[Enquiry]:
    """Return the enquiries of requests that the user may see, by the day wanted.

    Args:
        user: The officer or manager.
        choice: What to show.
        on: The London day.
        at: The moment.
    """
    return out_among(FOIRequest.objects.visible_to(user), choice, on=on, at=at)


def out_among(
    foi_requests: FOIRequestQuerySet, choice: Choice, *, on: date, at: datetime
) -> QuerySet[Enquiry]:
    """Return the enquiries of some requests, by the day wanted, such as for a count."""
    still_open = foi_requests.filter(closed_on__isnull=True).order_by()
    found = Enquiry.objects.filter(foi_request__in=still_open.values("pk"))
    if choice.shown in {DECLINED, REPLIED}:
        found = found.filter(
            dealt_with_at__isnull=True,
            withdrawn_at__isnull=True,
            declined_at__isnull=choice.shown != DECLINED,
            replied_on__isnull=choice.shown != REPLIED,
        )
    else:
        found = found.unanswered().filter(_which(choice.shown, on=on, at=at))
    if choice.department is not None:
        found = found.filter(department=choice.department)
    if choice.officer is not None:
        found = found.filter(
            Q(foi_request__officer=choice.officer)
            | Q(foi_request__officer__isnull=True, asked_by=choice.officer)
        )
    return found.order_by("wanted_by", "pk")


def _which(shown: str, *, on: date, at: datetime) -> Q:
    match shown:
        case "late":
            return Q(wanted_by__lt=on)
        case "unaccepted":
            return Q(accepted_at__isnull=True, asked_at__lte=at - TO_ACCEPT)
        case "more-time":
            return Q(more_time_until__isnull=False)
    return Q()
