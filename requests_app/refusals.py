"""What a person is told when something asked for cannot be done."""

from typing import Protocol


class HasPage(Protocol):
    """Anything with a page of its own."""

    def get_absolute_url(self) -> str:
        """Return the address of the page."""


class Refusal(Exception):
    """Something was asked for that cannot be done; says why, in a sentence.

    Every exception that a person may meet descends from this class: the page of an
    action shows the sentence on its form, and `foi.middleware.Refusals` shows what no
    page has caught.

    Attributes:
        field: The form's field that is wrong, by its name; None where no single field
            is.
        go_to: What the person wanted and is there already; None where the person stays
            on the page.
    """

    field: str | None = None
    go_to: HasPage | None = None
