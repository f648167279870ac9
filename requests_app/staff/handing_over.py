"""Lead to the page on which the requests of a person are handed over."""

from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User


def hand_over_url(person: User) -> str:
    """Return the list of the person's open requests."""
    return f"{reverse('foi-requests')}?{urlencode({'officer': person.pk})}"
