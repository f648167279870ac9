"""Content of a procedural letter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from responses.letters.answered import Answered, Item, Stem
from responses.letters.content import Addressee, LetterContent, Sender
from responses.letters.enclosures import Enclosed
from responses.letters.review_window import ReviewWindow
from responses.letters.wording.letter_wording import LetterWording
from statute.notices import Finding, LetterType, NoticeDraft, Typed
from statute.regimes import Regime
from statute.regulators import Regulator


@dataclass(frozen=True, kw_only=True)
class ProceduralContent:
    """The content common to all procedural letters.

    Attributes:
        items: The request in the requester's own words.
        typed: Every text typed by officers, for the checks to read.
        regulator: The regulator as it is on the day of the letter.
        review: The time to ask for a review.
        has_rights: Whether the letter explains how to complain.
        enclosures: Always empty: enclosures belong to responses.
        no_such: Provisions that the request names and the law does not have, where the
            letter tells of them.
    """

    type: LetterType
    regime: Regime
    reference: str
    subject: str
    sender: Sender
    addressee: Addressee
    received_on: date
    clarified_on: date | None
    due_on: date | None
    issued_on: date | None
    items: tuple[Item, ...]
    typed: tuple[Typed, ...]
    wording: LetterWording
    regulator: Regulator
    review: ReviewWindow
    has_rights: bool = False
    enclosures: tuple[Enclosed, ...] = ()
    no_such: tuple[str, ...] = ()

    @property
    def no_such_quoted(self) -> str:
        """The provisions told of: “section 47B” and “section 99”."""
        return self.wording.listed([f"“{each}”" for each in self.no_such])

    @property
    def template(self) -> str:
        """Template of the letter's page."""
        return f"letters/procedural/{self.type}.html"

    @property
    def title(self) -> str:
        """Heading of the letter; with the reference, the title of the document."""
        return self.wording.text(f"{self.type}.title")

    @property
    def is_late(self) -> bool:
        """Whether the letter is issued after the last day for the answer."""
        return bool(self.issued_on and self.due_on and self.issued_on > self.due_on)

    @property
    def promised_on(self) -> date | None:
        """Day promised for an answer or a decision."""
        return getattr(self, "until", None)

    @property
    def is_before_answer(self) -> bool:
        """Always true: the request stays unanswered, so the letter is no response."""
        return True

    @property
    def rights_template(self) -> str:
        """Template of the requester's rights to complain."""
        return f"letters/rights/{self.regime.lower()}.html"

    def parts(self) -> Iterator[str]:
        """Yield the parts of a notice specific to this kind of letter."""
        yield from ()

    def facts(self) -> Mapping[str, Any]:
        """Return facts specific to this kind, for the statute's checks."""
        return {}

    def further_findings(self) -> Iterator[Finding]:
        """Yield findings specific to this kind of letter."""
        yield from ()

    def as_draft(self) -> NoticeDraft:
        """Return the letter in the form for the statute's checks."""
        return NoticeDraft(
            letter_type=self.type,
            regime=self.regime,
            letter_on=self.issued_on,
            received_on=self.received_on,
            parts=frozenset((*self._common_parts(), *self.parts())),
            typed=self.typed,
            also_asked=tuple(
                asked.path
                for item in self.items
                if isinstance(item, Answered)
                for asked in item.asked
            ),
            other_due=frozenset(
                day for day in (self.due_on, self.promised_on) if day is not None
            ),
            **self.facts(),
        )

    def printed(self) -> Iterator[str]:
        """Yield all text that differs from letter to letter."""
        yield from (self.addressee.name, self.addressee.organisation, self.subject)
        yield from (*self.addressee.address, *self.sender.address)
        for item in self.items:
            if isinstance(item, Answered):
                yield from (words for asked in item.asked for words in asked.words)
            elif isinstance(item, Stem):
                yield from (item.heading, *item.words)
        yield from (typed.words for typed in self.typed)
        yield from self.no_such

    def _common_parts(self) -> Iterator[str]:
        told = {
            "authority_identity": self.sender.name and self.sender.address,
            "reference": self.reference,
            "letter_date": self.issued_on,
            "received_date": self.received_on,
            "regime": self.regime,
            "requester_name": self.addressee.name,
            "request_quoted": self.items,
            "sign_off": self.sender.signatory,
            "internal_review": self.has_rights and self.sender.review_contact,
            "regulator_right": self.has_rights,
            "foisa_review_right": self.has_rights and self.regime.is_scottish,
            "review_first_warning": self.has_rights and self.regime.is_scottish,
        }
        yield from (part for part, is_told in told.items() if is_told)


# The content of any letter, a response or a procedural letter.
AnyContent: TypeAlias = LetterContent | ProceduralContent
