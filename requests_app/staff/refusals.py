"""The base of refusals that belong to a field of a form."""

from requests_app.refusals import Refusal


class FieldRefusal(Refusal):
    """A refusal that may name the field concerned."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
