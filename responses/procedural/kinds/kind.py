"""A kind of letter: when it can be written, what it asks for, says and does."""

from abc import ABC, abstractmethod
from datetime import date
from typing import Any, ClassVar

from accounts.models import User
from requests_app.models import FOIRequest
from responses.letters.procedural_content import ProceduralContent
from responses.models import Letter
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Field, Provisions, Said, Words


class ProceduralKind(ABC):
    """One kind of letter that moves a request, or tells of it, without answering.

    Its page is `templates/letters/procedural/<type>.html`; its sentences have names
    that begin with its type.

    Attributes:
        content: What its letters say.
        type: What its letters are.
        action: What an officer does by writing one.
        about: When it is the right letter, for whoever is about to write it.
        effect: What follows from issuing it.
        recorded_by: The page that records that the requester was told another way; ""
            where there is none.
        is_of_review: Whether it is about an internal review.
    """

    content: ClassVar[type[ProceduralContent]]
    type: ClassVar[Letter.Type]
    action: ClassVar[str]
    about: ClassVar[str] = ""
    effect: ClassVar[str] = ""
    recorded_by: ClassVar[str] = ""
    is_of_review: ClassVar[bool] = False

    def is_offered(self, case: Case) -> bool:
        """Whether the letter can be written about a request on a day."""
        is_review = case.foi_request.is_review
        return is_review == self.is_of_review and self.is_possible(case)

    @abstractmethod
    def is_possible(self, case: Case) -> bool:
        """Whether state, law and day allow the letter."""

    @abstractmethod
    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return what its form asks for, with what is offered."""

    @abstractmethod
    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return what the letter says besides what every letter says."""

    def compose(self, case: Case, said: Said) -> ProceduralContent:
        """Return the letter as it would be if issued on the day of the case."""
        return self.content(
            type=self.type,
            typed=tuple(_typed(self.fields(case), said)),
            **case.common(),
            **self.says(case, said),
        )

    def move(  # noqa: B027 - to move nothing is what most kinds do
        self, foi_request: FOIRequest, content: Any, said: Said, *, by: User, on: date
    ) -> None:
        """Move the request as the law says; most letters do not.

        Called within the transaction that issues the letter; it may raise what the
        service of that step raises.
        """


def _typed(fields: tuple[Field, ...], said: Said) -> list[str]:
    """Return the words that officers typed."""
    words: list[str] = []
    for field in fields:
        if isinstance(field, Provisions):
            words += (text for one in said[field.name] for text in (one.about, one.why))
        elif isinstance(field, Words) or type(field) is Field:
            words.append(said[field.name])
    return words
