"""Note a person as present in a request."""

from django.db.models.functions import Now

from accounts.models import User
from requests_app.models import FOIRequest, Presence
from requests_app.presence.queries import Company, company_in


def be_here(
    *, foi_request: FOIRequest, user: User, place: str = "", is_typing: bool = False
) -> Company:
    """Note a person as present in a request, and return the others there.

    Pages call this when they open, and every few seconds after: it takes no lock and
    writes no history. The last page of a person counts.

    Args:
        foi_request: A request that the person may see.
        user: The person.
        place: The part of the draft that the person has open; "" for none.
        is_typing: Whether the person typed there a moment ago.
    """
    Presence.objects.bulk_create(
        [
            Presence(
                foi_request=foi_request,
                user=user,
                place=place,
                is_typing=is_typing,
                seen_at=Now(),
            )
        ],
        update_conflicts=True,
        unique_fields=["foi_request", "user"],
        update_fields=["place", "is_typing", "seen_at"],
    )
    return company_in(foi_request, user=user, place=place)
