"""The base class of refusals: an action is not possible, with the reason."""

from typing import Protocol


class HasPage(Protocol):
    """An object with a page of its own."""

    def get_absolute_url(self) -> str:
        """Return the URL of the page."""


class Refusal(Exception):
    """An action is refused. The message tells the user why, in a sentence.

    Every exception a user may meet descends from this class. The page of an action
    shows the message on its form; `foi.middleware.Refusals` shows the rest.

    Attributes:
        field: The name of the form field with the error; None where the error belongs
            to no single field.
        go_to: The object to show instead, where the requested result exists already;
            None where the user stays on the page.
        keeps_words: Whether the page puts the typed words aside, because sending them
            again from the same page would be refused again.
    """

    field: str | None = None
    go_to: HasPage | None = None
    keeps_words: bool = False

    def __init__(self, message: str = "", field: str | None = None) -> None:
        """Refuse with a sentence, perhaps about a field of the form."""
        super().__init__(message)
        if field is not None:
            self.field = field
