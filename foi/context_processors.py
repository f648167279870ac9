"""What the page frame needs to know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Say whether this is the demonstration, for the banner on every page."""
    return {"is_demonstration": settings.IS_DEMONSTRATION}
