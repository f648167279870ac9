"""Make a letter ready for the way by which it leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from typing import Any

from requests_app.jobs.carriers import Begin, MessageRefused
from requests_app.jobs.emails import hand_over
from responses.enclosures.reading import read
from responses.letters.addressed import prints
from responses.letters.cover import cover_page
from responses.letters.pdf import pdf_of
from responses.letters.records import attach_pdf, pdf_name, read_pdf
from responses.letters.window import faults_in, is_for_windows
from responses.models import Dispatch, Letter, Sender
from responses.refusals import DocumentDamaged
from responses.senders.carrying import Carrier, Watched
from responses.senders.notify import (
    FILES,
    MESSAGE,
    SUBJECT,
    Notify,
    Taken,
    file_for_link,
)
from responses.sending.limits import NOTIFY_POST, is_pdf, why_too_large
from responses.sending.messages import message_of, notify_text_of

Door = Dispatch.Door
# Hands the letter over, and calls `Begin` just before it leaves.
Leave = Callable[[Begin], Taken | None]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter ready to leave.

    Attributes:
        door: By what it leaves.
        leave: Hands it over. Returns what a service has of it, which can be asked.
    """

    door: Dispatch.Door
    leave: Leave


def parcel_of(dispatch: Dispatch, sender: Sender | None, *, on: date) -> Parcel:
    """Return a letter ready to leave, its files verified again.

    Args:
        dispatch: A dispatch that a worker sends.
        sender: The settings of its authority; None for the usual ways.
        on: The London day.

    Raises:
        DocumentDamaged: A file is missing, or was changed.
        MessageRefused: The letter cannot leave by this way.
    """
    letter = attach_pdf(letter=dispatch.letter, on=on)
    if dispatch.channel == Dispatch.Channel.POST:
        if sender is None:
            raise MessageRefused(f"{NOTIFY_POST} is no longer set up.")
        return Parcel(Door.NOTIFY, partial(_post, dispatch, sender, letter))
    if sender is None or sender.mail_by == Sender.Mail.INSTALLATION:
        return Parcel(Door.USUAL, partial(_mail, dispatch, None, letter))
    if sender.mail_by == Sender.Mail.NOTIFY:
        given = _given_to_template(sender, letter, on)
        return Parcel(Door.NOTIFY, partial(_mail_by_notify, dispatch, sender, given))
    return Parcel(Door(sender.mail_by), partial(_mail, dispatch, sender, letter))


def reference_of(dispatch: Dispatch) -> str:
    """Return the reference under which a service knows a dispatch, at every attempt."""
    return f"foi-dispatch-{dispatch.pk}-{dispatch.message_id.strip('<>')[:36]}"


def find_taken(dispatch: Dispatch, sender: Sender | None) -> Taken | None:
    """Return what GOV.UK Notify has of a dispatch; None for nothing.

    Raises:
        NotCarried: The service could not be asked.
    """
    if sender is None:
        raise MessageRefused("GOV.UK Notify is no longer set up, so it was not asked.")
    with Watched(sender):
        return Notify(sender).found(reference_of(dispatch))


def _mail(
    dispatch: Dispatch, sender: Sender | None, letter: Letter, begin: Begin
) -> None:
    message = message_of(dispatch, letter)
    if sender is None:
        hand_over(message, begin=begin)
    else:
        Carrier(sender)(message, begin=begin)


def _mail_by_notify(
    dispatch: Dispatch, sender: Sender, given: dict[str, Any], begin: Begin
) -> Taken:
    with Watched(sender):
        notify = Notify(sender)
        wanted = [name for name, value in given.items() if value]
        notify.check_template(wanted)
        begin()
        return notify.send_email(
            to=dispatch.address,
            personalisation=given,
            reference=reference_of(dispatch),
        )


def _given_to_template(sender: Sender, letter: Letter, on: date) -> dict[str, Any]:
    """Return what the template of the authority is filled with.

    Raises:
        DocumentDamaged: A file is missing, or was changed.
        MessageRefused: A file is too large.
    """
    files = list(letter.enclosures.order_by("position", "pk"))
    until = on + timedelta(weeks=sender.notify_weeks) if sender.notify_links else None
    subject, text = notify_text_of(letter, until=until)
    given: dict[str, Any] = {
        SUBJECT: subject,
        MESSAGE: text,
        **dict.fromkeys(FILES, ""),
    }
    if not sender.notify_links:
        if files:
            raise MessageRefused(
                "The letter has files, and e-mails by GOV.UK Notify carry none here. "
                "Send it by post, or upload it elsewhere."
            )
        return given
    contents = [(pdf_name(letter), read_pdf(letter))]
    contents += [(file.name, read(file)) for file in files]
    if len(contents) > len(FILES):
        raise MessageRefused(
            f"The letter has {len(files)} files, and {len(FILES) - 1} fit an e-mail by "
            "GOV.UK Notify."
        )
    for place, (name, content) in zip(FILES, contents, strict=False):
        if reason := why_too_large(name, len(content)):
            raise MessageRefused(reason)
        given[place] = file_for_link(content, name, sender)
    return given


def _post(dispatch: Dispatch, sender: Sender, letter: Letter, begin: Begin) -> Taken:
    made = joined_for_post(letter, dispatch.address)
    if reasons := _faults_of(made):
        raise MessageRefused(
            " ".join([f"{NOTIFY_POST} would refuse the letter.", *reasons])
        )
    with Watched(sender):
        notify = Notify(sender)
        begin()
        return notify.send_letter(pdf=made, reference=reference_of(dispatch))


def why_not_posted(letter: Letter, address: str) -> list[str]:
    """Return why GOV.UK Notify would not post a letter to an address.

    Args:
        letter: An issued letter, with its PDF.
        address: The name and the postal address, a line each.
    """
    try:
        return _faults_of(joined_for_post(letter, address))
    except (DocumentDamaged, MessageRefused) as reason:
        return [str(reason)]


def _faults_of(made: bytes) -> list[str]:
    reasons = [str(fault) for fault in faults_in(made)]
    if reason := why_too_large("The letter", len(made)):
        reasons.append(reason)
    return reasons


def joined_for_post(letter: Letter, address: str) -> bytes:
    """Return a letter with its files as one PDF, the address on its first page.

    A letter laid out for no window, or printing another address, lies behind a cover.

    Raises:
        MessageRefused: A file cannot be printed.
    """
    # Imported here: pypdf takes 16 MB, which only such a worker should spend.
    from pypdf import PdfWriter

    files = list(letter.enclosures.order_by("position", "pk"))
    if by_hand := [file.name for file in files if not is_pdf(file.name)]:
        raise MessageRefused(
            f"{NOTIFY_POST} prints PDF only, and {by_hand[0]} is none. Send the letter "
            "by e-mail, or post it from the print queue."
        )
    made = read_pdf(letter)
    is_shown = is_for_windows(letter.html) and prints(letter.html, address)
    if is_shown and not files:
        return made
    parts = [] if is_shown else [pdf_of(cover_page(letter, address))]
    parts += [made, *(read(file) for file in files)]
    writer = PdfWriter()
    for part in parts:
        writer.append(BytesIO(part))
    whole = BytesIO()
    writer.write(whole)
    return whole.getvalue()
