"""Tell owners once of a review date of a paragraph in the past."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from requests_app.jobs.emails import enqueue_email
from responses.models import Paragraph
from statute.working_days import format_date


@transaction.atomic
def tell_owners_to_review(*, on: date) -> int:
    """Write to each owner about all paragraphs newly past their review date.

    Harmless to run twice, and in two places at once. An owner who has left, or has no
    address, is not written to; managers see the paragraphs in the library.

    Args:
        on: The London day.

    Returns:
        The number of owners written to.
    """
    waiting = (
        Paragraph.objects.past_review(on)
        .not_told()
        .filter(owner__is_active=True)
        .exclude(owner__email="")
        .select_related("owner")
        .select_for_update(of=("self",))
    )
    by_owner: dict[User, list[Paragraph]] = defaultdict(list)
    for paragraph in waiting:
        by_owner[paragraph.owner].append(paragraph)
    for owner, paragraphs in by_owner.items():
        _tell(owner, paragraphs)
    return len(by_owner)


def _tell(owner: User, paragraphs: Iterable[Paragraph]) -> None:
    named = sorted(paragraphs, key=lambda one: one.pk)
    first = named[0]
    lines = "\n".join(
        f"- {one.topic} ({one.get_kind_display()}), to review by "
        f"{format_date(one.review_on)}: {settings.SITE_URL}{one.get_absolute_url()}"
        for one in named
    )
    count = "A paragraph" if len(named) == 1 else f"{len(named)} paragraphs"
    are = "is" if len(named) == 1 else "are"
    enqueue_email(
        to=owner,
        subject=f"{count} of the wording library {are} to be reviewed",
        text=(
            f"You own wording whose review date is past:\n\n{lines}\n\n"
            "Read the words against the law, correct them where needed, and set a new "
            "review date. Until then officers are warned when they use the words. The "
            f"whole list: {settings.SITE_URL}{reverse('library')}?status=past_review\n"
        ),
        idempotency_key=f"paragraph-{first.pk}-{first.review_on}-{owner.pk}",
    )
    for paragraph in named:
        paragraph.told_past = paragraph.review_on
        paragraph.save(update_fields=["told_past"])
