"""Tell owners once of a review date of a paragraph in the past."""

from datetime import date

from django.db import transaction

from requests_app.models import Notice
from requests_app.telling.services import tell
from responses.models import Paragraph
from statute.working_days import format_date


@transaction.atomic
def tell_owners_to_review(*, on: date) -> int:
    """Tell each owner of the paragraphs newly past their review date.

    Harmless to run twice, and in two places at once. In the place of an owner who has
    left, managers are told.

    Args:
        on: The London day.

    Returns:
        The number of owners told of.
    """
    waiting = (
        Paragraph.objects.past_review(on)
        .not_told()
        .filter(owner__isnull=False)
        .select_related("owner")
        .select_for_update(of=("self",))
    )
    told = list(waiting)
    for paragraph in told:
        tell(
            people=[paragraph.owner],
            kind=Notice.Kind.WORDING,
            words=(
                f"Wording to review: {paragraph.topic} "
                f"({paragraph.get_kind_display()}), by "
                f"{format_date(paragraph.review_on)}. Owner: {paragraph.owner}."
            ),
            url=paragraph.get_absolute_url(),
            key=f"paragraph-{paragraph.pk}-{paragraph.review_on}-{paragraph.owner_id}",
            on=on,
        )
        paragraph.told_past = paragraph.review_on
        paragraph.save(update_fields=["told_past"])
    return len({paragraph.owner_id for paragraph in told})
