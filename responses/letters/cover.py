"""A sheet for the window, before a letter posted to an address it does not print."""

from dataclasses import dataclass, replace
from datetime import date

from django.template.loader import render_to_string

from responses.letters.content import Addressee, Sender
from responses.letters.direction import directed
from responses.letters.fonts import drawable
from responses.letters.parties import addressee_of, lines, sender_of
from responses.letters.wording.letter_wording import LetterWording
from responses.letters.wording.loading import wording_in
from responses.models import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The content of the sheet; `written_on` is the day of the letter behind."""

    reference: str
    subject: str
    sender: Sender
    addressee: Addressee
    received_on: date
    written_on: date
    wording: LetterWording
    is_review: bool
    clarified_on: None = None
    issued_on: None = None

    @property
    def title(self) -> str:
        """Heading of the sheet."""
        return self.wording.text("cover.title", day=self.written_on)


def cover_page(letter: Letter, address: str) -> str:
    """Return the page of the sheet for a letter, addressed as the letter is posted.

    The letter itself is frozen, and stays as it was issued.
    """
    foi_request = letter.foi_request
    cover = Cover(
        reference=foi_request.reference or "",
        subject=foi_request.subject,
        sender=sender_of(foi_request),
        addressee=replace(addressee_of(foi_request), posted_to=lines(address)),
        received_on=foi_request.received_on,
        written_on=letter.issued_on,
        wording=wording_in(letter.language, authority_id=foi_request.authority_id),
        is_review=foi_request.is_review,
    )
    page = render_to_string("letters/cover.html", {"content": cover})
    return directed(drawable(page))
