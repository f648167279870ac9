"""Compose the e-mail for a letter and its enclosures, without personal data."""

from email.utils import formataddr
from typing import Final, NamedTuple

from django.core.mail import EmailMessage

from requests_app.models import FOIRequest
from responses.enclosures.reading import read
from responses.letters.records import pdf_name, read_pdf
from responses.letters.text import text_of
from responses.models import Dispatch, Letter
from responses.sending.queueing import sends_from


class _Said(NamedTuple):
    """The fixed sentences of the e-mail in one language."""

    subject: str
    one_file: str
    more_files: str
    trouble: str


_SAID: Final = {
    FOIRequest.Language.ENGLISH: _Said(
        "Your request for information, our reference {reference}",
        "Our letter about your request for information is attached.",
        "Our letter about your request for information is attached, with the files "
        "that it names.",
        "If you cannot open it, or need it in another form, reply to this message.",
    ),
    FOIRequest.Language.WELSH: _Said(
        "Eich cais am wybodaeth, ein cyfeirnod {reference}",
        "Atodir ein llythyr ynghylch eich cais am wybodaeth.",
        "Atodir ein llythyr ynghylch eich cais am wybodaeth, ynghyd â'r ffeiliau y "
        "mae'n eu henwi.",
        "Os na allwch ei agor, neu os oes ei angen arnoch ar ffurf arall, atebwch y "
        "neges hon.",
    ),
}


def message_of(dispatch: Dispatch, letter: Letter) -> EmailMessage:
    """Return the e-mail of a dispatch, after verifying its files again.

    Args:
        dispatch: A dispatch by e-mail.
        letter: Its letter, with its PDF.

    Raises:
        DocumentDamaged: A file is missing, or was changed.
    """
    authority = letter.foi_request.authority
    enclosures = list(letter.enclosures.order_by("position", "pk"))
    said = _SAID[FOIRequest.Language(letter.language)]
    sender = sends_from(authority)
    message = EmailMessage(
        subject=said.subject.format(reference=letter.foi_request.reference),
        body=_body(dispatch, letter, said, has_enclosures=bool(enclosures)),
        from_email=sender if "<" in sender else formataddr((authority.name, sender)),
        to=[dispatch.address],
        reply_to=[authority.email],
        headers={"Message-ID": dispatch.message_id},
    )
    message.attach(pdf_name(letter), read_pdf(letter), "application/pdf")
    for enclosure in enclosures:
        message.attach(enclosure.name, read(enclosure), "application/octet-stream")
    return message


def _body(
    dispatch: Dispatch, letter: Letter, said: _Said, *, has_enclosures: bool
) -> str:
    authority = letter.foi_request.authority
    attached = said.more_files if has_enclosures else said.one_file
    closing = f"{authority.signatory}\n{authority.name}\n"
    about = f"{attached}\n\n{said.trouble}\n\n{closing}"
    if dispatch.form == Dispatch.Form.TEXT_AND_PDF:
        return f"{text_of(letter.html)}\n-- \n{about}"
    return about
