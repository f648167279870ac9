"""Tell administrators of ways by which nothing leaves."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.policy import Role
from requests_app.models import Notice
from requests_app.telling.services import tell
from responses.models import Sender


def tell_of_broken(*, on: date) -> int:
    """Tell the administrators of each way out of order, once. Harmless to run twice.

    Args:
        on: The London day.

    Returns:
        The number of notices written now.
    """
    broken = Sender.objects.filter(broken_since__isnull=False)
    return sum(_tell(sender, on) for sender in broken.order_by("pk"))


@transaction.atomic
def _tell(sender: Sender, on: date) -> int:
    assert sender.broken_since is not None  # noqa: S101 - asked of those alone
    administrators = User.objects.filter(
        authority_id=sender.authority_id,
        roles__contains=[Role.ADMINISTRATOR],
        is_active=True,
    )
    told = tell(
        people=administrators.order_by("pk"),
        kind=Notice.Kind.OUTGOING,
        words=(
            f"Letters do not leave: {sender.failure} They wait until you change the "
            "settings of outgoing e-mail and post."
        ),
        url=reverse("outgoing"),
        key=f"sender-{sender.pk}-{sender.broken_since.isoformat()}",
        on=on,
    )
    return len(told)
