"""A kind of procedural letter: its conditions, fields, content and effect."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from accounts.models import User
from requests_app.actions.table import ACTIONS
from requests_app.models import FOIRequest
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Field, Provisions, Said, Words
from statute.exemptions import PROVISIONS
from statute.notices import LetterType, Place, Typed


class ProceduralKind(ABC):
    """A kind of procedural letter.

    The letter moves a request, or informs the requester, without answering. Its
    template is `templates/letters/procedural/<type>.html`; the keys of its sentences
    begin with its type.

    Attributes:
        content: The class of the letter's content.
        type: The type of the letter.
        action: The name of the officer's action.
        about: When to use this letter, as advice for the officer.
        effect: The effect of the letter, once it is given.
        recorded_by: The page to record that the requester was told another way; ""
            where there is none.
        is_of_review: Whether the letter is about an internal review.
    """

    content: ClassVar[type[ProceduralContent]]
    type: ClassVar[LetterType]
    action: ClassVar[str]
    about: ClassVar[str] = ""
    effect: ClassVar[str] = ""
    recorded_by: ClassVar[str] = ""
    is_of_review: ClassVar[bool] = False

    def is_offered(self, case: Case) -> bool:
        """Whether the letter is possible for a request on a day.

        A letter that takes a step of the request is possible where the page of that
        step, `recorded_by`, can be used. The same letter is not written twice while
        the first is still to be given.
        """
        if case.foi_request.is_review != self.is_of_review:
            return False
        if self.type in case.on_their_way:
            return False
        action = ACTIONS.get(self.recorded_by)
        is_refused = action is not None and action.refusal(case.foi_request)
        return not is_refused and self.is_possible(case)

    def is_possible(self, case: Case) -> bool:
        """Whether law, day and earlier letters allow it, beyond `recorded_by`."""
        return True

    @abstractmethod
    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return the fields of its form, with their defaults."""

    @abstractmethod
    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return the letter's own content, beside the content common to all letters."""

    def slips(self, case: Case, said: Said) -> Iterator[tuple[str, str]]:
        """Yield values that cannot be right together, by field, with a sentence."""
        yield from ()

    def compose(self, case: Case, said: Said) -> ProceduralContent:
        """Return the letter as if issued on the day of the case."""
        return self.content(
            type=self.type,
            typed=tuple(one for one in _typed(self.fields(case), said) if one.words),
            **case.common(),
            **self.says(case, said),
        )

    def move(  # noqa: B027 - to move nothing is what most kinds do
        self, foi_request: FOIRequest, content: Any, said: Said, *, by: User, on: date
    ) -> None:
        """Move the request as the law requires; most letters do not move it.

        Called within the transaction that gives the letter, and tried when it is
        issued. May raise the refusals of the service called.
        """

    @property
    def moves_requests(self) -> bool:
        """Whether the letter moves a request, once it is given."""
        return type(self).move is not ProceduralKind.move


def _typed(fields: tuple[Field, ...], said: Said) -> Iterator[Typed]:
    """Yield the words typed by officers, each with its field."""
    is_ncnd = _is_ncnd(fields, said)
    for field in fields:
        if isinstance(field, Provisions):
            for one in said[field.name]:
                yield _in_field(field, one.why, provision=one.key, is_ncnd=is_ncnd)
        elif isinstance(field, Words) or type(field) is Field:
            yield _in_field(field, said[field.name], is_ncnd=is_ncnd)


def _is_ncnd(fields: tuple[Field, ...], said: Said) -> bool:
    """Whether every provision named leaves open whether information is held."""
    named = [
        PROVISIONS.get(one.key)
        for field in fields
        if isinstance(field, Provisions)
        for one in said[field.name]
    ]
    return bool(named) and all(one is not None and one.is_ncnd for one in named)


def _in_field(field: Field, words: str, *, provision: str = "", is_ncnd: bool) -> Typed:
    return Typed(
        place=Place.FIELD,
        about=provision,
        where=f"“{field.label}”",
        words=words or "",
        provision=provision,
        part=field.name,
        is_ncnd=is_ncnd,
    )
