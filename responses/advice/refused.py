"""Tell the officer of an e-mail that the mail server of an adviser refused for good."""

from datetime import date

from django.db import transaction

from requests_app.models import Job, Notice
from requests_app.telling.services import tell
from responses.models import Advice


@transaction.atomic
def tell_of_refused_advice(job: Job, on: date) -> bool:
    """Tell the officer that an adviser did not get an e-mail.

    Args:
        job: The job of the e-mail.
        on: The London day.

    Returns:
        Whether a person knows now. False for an e-mail to others.
    """
    advice = (
        Advice.objects.filter(pk=job.payload.get("advice"))
        .select_related("foi_request__officer", "sent_by")
        .first()
    )
    if advice is None:
        return False
    foi_request, key = advice.foi_request, f"advice-refused-{job.pk}"
    tell(
        people=[foi_request.officer or advice.sent_by],
        kind=Notice.Kind.BOUNCED,
        words=(
            f"The e-mail to {advice.adviser} on request {foi_request} came back: "
            f"{job.payload['to']} takes no mail."
        ),
        url=f"{foi_request.get_absolute_url()}#advice",
        key=key,
        foi_request=foi_request,
        on=on,
    )
    return Notice.objects.filter(key=key).exists()
