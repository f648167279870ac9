"""What staff may do with requests: the only writers."""

from requests_app.services import errands, history

__all__ = ["errands", "history"]
