"""The time that departments say they spent on requests."""

from datetime import date

from django.db.models import QuerySet, Sum

from requests_app.models import EnquiryReply, FOIRequest


def minutes_spent(foi_request: FOIRequest) -> int:
    """Return the time that departments say they spent on a request, in minutes."""
    return _total(EnquiryReply.objects.filter(enquiry__foi_request=foi_request))


def minutes_spent_since(first: date, foi_requests: QuerySet[FOIRequest]) -> int:
    """Return the time told in replies on requests since a day, in minutes.

    Args:
        first: The first London day of the replies counted.
        foi_requests: The requests.
    """
    return _total(
        EnquiryReply.objects.filter(
            sent_on__gte=first,
            time_spent_minutes__gt=0,
            enquiry__foi_request__in=foi_requests.order_by().values("pk"),
        )
    )


def time_in_words(minutes: int) -> str:
    """Return a time spent in words: "2 hours 15 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [
        f"{number:,} {unit}{'s' if number != 1 else ''}"
        for number, unit in ((hours, "hour"), (rest, "minute"))
        if number
    ]
    return " ".join(parts) or "0 minutes"


def _total(replies: QuerySet[EnquiryReply]) -> int:
    sent = replies.filter(sent_at__isnull=False)
    return sent.aggregate(minutes=Sum("time_spent_minutes"))["minutes"] or 0
