"""Lock an enquiry for a change."""

from requests_app.history.steps import lock
from requests_app.models import Enquiry


def lock_enquiry(enquiry: Enquiry) -> Enquiry:
    """Lock the request, as everywhere, then read the enquiry again."""
    lock(enquiry.foi_request)
    return (
        Enquiry.objects.select_for_update(of=("self",), no_key=True)
        .select_related("foi_request__officer", "department", "asked_by")
        .get(pk=enquiry.pk)
    )
