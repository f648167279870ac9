"""Compose the e-mail for a letter and its enclosures, without personal data."""

from datetime import date
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.utils import formataddr
from typing import Final, NamedTuple
from urllib.parse import quote

from django.core.mail import EmailMessage
from django.utils.formats import date_format
from django.utils.translation import override

from requests_app.models import FOIRequest
from responses.enclosures.reading import read
from responses.letters.records import pdf_name, read_pdf
from responses.letters.text import text_of
from responses.models import Dispatch, Letter
from responses.senders.replies import reply_address
from responses.sending.queueing import sends_from
from responses.sending.threads import headers_of

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
# By ending. A message within a message may not be encoded: an .eml has no such type.
_TYPES: Final = {
    "csv": "text/csv",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
_UNKNOWN: Final = "application/octet-stream"
_LONGEST_PIECE: Final = 50  # characters, so that a line stays below 78


class _Said(NamedTuple):
    """The fixed sentences of the e-mail in one language."""

    subject: str
    one_file: str
    more_files: str
    trouble: str
    link: str
    trouble_of_text: str


_SAID: Final = {
    FOIRequest.Language.ENGLISH: _Said(
        "Your request for information, our reference {reference}",
        "Our letter about your request for information is attached.",
        "Our letter about your request for information is attached, with the files "
        "that it names.",
        "If you cannot open it, or need it in another form, reply to this message.",
        "You can also download the letter as a PDF, with any files that it names, "
        "until {until}.",
        "If you need this letter in another form, reply to this message.",
    ),
    FOIRequest.Language.WELSH: _Said(
        "Eich cais am wybodaeth, ein cyfeirnod {reference}",
        "Atodir ein llythyr ynghylch eich cais am wybodaeth.",
        "Atodir ein llythyr ynghylch eich cais am wybodaeth, ynghyd â'r ffeiliau y "
        "mae'n eu henwi.",
        "Os na allwch ei agor, neu os oes ei angen arnoch ar ffurf arall, atebwch y "
        "neges hon.",
        "Gallwch hefyd lawrlwytho'r llythyr fel PDF, ynghyd ag unrhyw ffeiliau y mae'n "
        "eu henwi, tan {until}.",
        "Os oes angen y llythyr hwn arnoch ar ffurf arall, atebwch y neges hon.",
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
        reply_to=[reply_address(letter.foi_request)],
        headers=headers_of(dispatch, letter),
    )
    message.attach(pdf_name(letter), read_pdf(letter), "application/pdf")
    for enclosure in enclosures:
        message.attach(_part(enclosure.name, read(enclosure)))
    return message


def notify_text_of(letter: Letter, *, until: date | None) -> tuple[str, str]:
    """Return the subject and the text of a letter that leaves as text alone.

    Args:
        letter: The letter.
        until: The last day on which its files can be downloaded; None without links.
    """
    said = _SAID[FOIRequest.Language(letter.language)]
    parts = [text_of(letter.html)]
    if until is not None:
        with override(letter.language):
            day = date_format(until, "j F Y")
        parts.append(said.link.format(until=day))
    parts.append(said.trouble_of_text)
    subject = said.subject.format(reference=letter.foi_request.reference)
    return subject, "\n\n".join(parts)


def _part(name: str, content: bytes) -> MIMEBase:
    """Return a file as a part of a message: byte for byte, and under its true type.

    Python writes a long name that is not ASCII as one parameter, on a line longer than
    mail servers take. So the name is cut into numbered pieces (RFC 2231, section 3).
    """
    ending = name.rpartition(".")[2].lower()
    part = MIMEBase(*_TYPES.get(ending, _UNKNOWN).split("/"))
    part.set_payload(content)
    encode_base64(part)
    if name.isascii():
        part.add_header("Content-Disposition", "attachment", filename=name)
        return part
    pieces = [""]
    for char in name:
        coded = quote(char, safe="")
        if len(pieces[-1]) + len(coded) > _LONGEST_PIECE:
            pieces.append("")
        pieces[-1] += coded
    pieces[0] = f"utf-8''{pieces[0]}"
    named = "; ".join(f"filename*{n}*={piece}" for n, piece in enumerate(pieces))
    part["Content-Disposition"] = f"attachment; {named}"
    return part


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
