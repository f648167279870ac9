"""Pass notices up whose e-mail the mail server refused for good."""

from datetime import date

from django.db import transaction

from requests_app.models import Job, Notice
from requests_app.telling.services import tell


@transaction.atomic
def tell_others(job: Job, on: date) -> bool:
    """Tell other people of the notices in an e-mail, in the place of its recipient.

    The recipient has the notices on the page.

    Args:
        job: The job of the e-mail.
        on: The London day.

    Returns:
        Whether another person knows of each notice now.
    """
    notices = Notice.objects.filter(pk__in=job.payload.get("notices", []))
    told = []
    for notice in notices.select_related("person", "foi_request", "by"):
        tell(
            people=[notice.person],
            kind=notice.kind,
            words=notice.words,
            url=notice.url,
            key=notice.key,
            foi_request=notice.foi_request,
            by=notice.by,
            on=on,
            is_refused=True,
        )
        others = Notice.objects.filter(key=notice.key).exclude(person=notice.person)
        told.append(others.exists())
    return bool(told) and all(told)
