"""What the giving of a letter does, registered by the subjects that write letters."""

from collections.abc import Iterable
from datetime import date
from typing import Final, Protocol

from accounts.models import User
from requests_app.models import FOIRequest
from responses.models import Letter
from statute.notices import LetterType


class Effect(Protocol):
    """What the giving of a letter does to its request, within the same transaction."""

    def in_words(self, letter: Letter) -> str:
        """Say what has not happened for want of giving; "" where all has."""

    def given(
        self, foi_request: FOIRequest, letter: Letter, *, by: User | None, on: date
    ) -> None:
        """Take effect: the letter was given on `letter.given_on`.

        Called again where that day changes.

        Args:
            foi_request: The request, locked and as it stands.
            letter: The letter, with its day of giving.
            by: The person who recorded it; None for the system.
            on: The London day of recording.
        """

    def not_given(
        self, foi_request: FOIRequest, letter: Letter, *, by: User | None, on: date
    ) -> None:
        """Undo the effect: the letter was not given after all."""


_effects: Final[dict[LetterType, Effect]] = {}


def register(types: Iterable[LetterType], effect: Effect) -> None:
    """Make an effect known; call it in `AppConfig.ready`.

    Raises:
        ValueError: Letters of one of these types have another effect already.
    """
    for each in types:
        if _effects.setdefault(each, effect) is not effect:
            raise ValueError(f"Two effects are registered for “{each}”.")


def effect_of(letter: Letter) -> Effect:
    """Return the effect of a letter's giving."""
    return _effects[LetterType(letter.type)]
