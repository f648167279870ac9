"""One view per page or action."""

from responses.views.home import Home
from responses.views.requests import FOIRequestPage

__all__ = ["FOIRequestPage", "Home"]
