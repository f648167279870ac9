"""The base of refusals about a field of a form."""

from requests_app.refusals import Refusal


class FieldRefusal(Refusal):
    """A refusal with the name of the field concerned."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
