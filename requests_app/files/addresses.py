"""Give the addresses of pages of files, of a request with or without a reference."""

from django.urls import reverse

from requests_app.models import FOIRequest


def address_in(foi_request: FOIRequest, url_name: str, **named: int) -> str:
    """Return the address of a page within a request.

    Args:
        foi_request: The request.
        url_name: The name of the page.
        named: Further parts of the address, such as the key of a file.
    """
    if foi_request.reference is None:
        return reverse(url_name, kwargs={"foi_request": foi_request.pk, **named})
    return reverse(url_name, kwargs={"reference": foi_request.reference, **named})
