"""What a letter may weigh and carry by the way it leaves, checked before sending."""

from collections.abc import Iterator
from typing import Final

from django.conf import settings

from requests_app.refusals import Refusal
from responses.models import Dispatch, Letter, Sender
from responses.senders.carrying import sender_of
from responses.senders.graph import MOST_MB as MOST_MB_BY_GRAPH
from responses.senders.notify import FILES, MOST_BYTES

NOTIFY_POST: Final = "Printing and posting by GOV.UK Notify"
# What GOV.UK Notify takes to be downloaded by a link.
_DOWNLOADS: Final = frozenset(
    {"csv", "doc", "docx", "jpeg", "jpg", "json", "odt", "pdf", "png", "rtf", "txt"}
    | {"xlsx"}
)
_GROWS_BY: Final = 78 / 57  # in an e-mail, 57 bytes become a line of 78 characters
_LETTER_MB: Final = 1
_MB: Final = 1_000_000


class MessageTooLarge(Refusal):
    """The mail server would not take a message of this size."""

    field = "send_by"


class FilesNotCarried(Refusal):
    """The files of the letter do not go with it by this way."""

    field = "send_by"


def check_files(letter: Letter, channel: str, *, is_printed_here: bool) -> None:
    """Refuse a sending whose files the service would send back.

    The PDF of a letter just issued is not made yet; the limit leaves room for it.

    Args:
        letter: The letter.
        channel: The channel.
        is_printed_here: Whether post leaves by the print queue, whatever is set.

    Raises:
        MessageTooLarge: The files are too large.
        FilesNotCarried: There are too many files, or files of another kind.
    """
    sender = sender_of(letter.foi_request.authority_id)
    if channel == Dispatch.Channel.POST:
        is_posted = posts_by_notify(sender) and not is_printed_here
        reasons = list(why_not_posted_by_notify(letter)) if is_posted else []
        if reasons:
            raise FilesNotCarried(" ".join(reasons))
        return
    if channel != Dispatch.Channel.EMAIL:
        return
    mail_by = sender.mail_by if sender is not None else Sender.Mail.INSTALLATION
    if sender is not None and mail_by == Sender.Mail.NOTIFY:
        _check_links(letter, sender)
        return
    by_graph = mail_by == Sender.Mail.GRAPH
    most_mb = settings.MOST_MB_PER_MESSAGE
    if by_graph:
        most_mb = min(most_mb, MOST_MB_BY_GRAPH)
    files = sum(letter.enclosures.values_list("size_bytes", flat=True))
    message_mb = files * _GROWS_BY / _MB + (0 if by_graph and not files else _LETTER_MB)
    if message_mb > most_mb:
        server = "Microsoft 365" if by_graph else "the mail server"
        raise MessageTooLarge(
            f"With its files the letter makes an e-mail of about {message_mb:.0f} MB, "
            f"and {server} takes {most_mb} MB. Send the "
            "letter by post, upload it elsewhere, or take files out."
        )


def posts_by_notify(sender: Sender | None) -> bool:
    """Whether letters of an authority are printed and posted by GOV.UK Notify."""
    return sender is not None and sender.post_by == Sender.Post.NOTIFY


def why_not_posted_by_notify(letter: Letter) -> Iterator[str]:
    """Yield why the files of a letter cannot be posted by GOV.UK Notify."""
    files = list(letter.enclosures.order_by("position", "pk"))
    for file in files:
        if not is_pdf(file.name):
            yield (
                f"{NOTIFY_POST} prints PDF only, and {file.name} is none. Send the "
                "letter by e-mail, or print and post it here."
            )
    if reason := why_too_large("The files", sum(file.size_bytes for file in files)):
        yield reason


def _check_links(letter: Letter, sender: Sender) -> None:
    files = list(letter.enclosures.order_by("position", "pk"))
    if files and not sender.notify_links:
        raise FilesNotCarried(
            "The letter has files, and e-mails by GOV.UK Notify carry none here. Send "
            "it by post, or upload it elsewhere."
        )
    if len(files) >= len(FILES):
        raise FilesNotCarried(
            f"The letter has {len(files)} files, and {len(FILES) - 1} fit an e-mail by "
            "GOV.UK Notify. Send it by post, upload it elsewhere, or take files out."
        )
    for file in files:
        ending = file.name.rpartition(".")[2].lower()
        if ending not in _DOWNLOADS:
            raise FilesNotCarried(
                f"GOV.UK Notify takes no files such as {file.name}. Send the letter by "
                "post, upload it elsewhere, or save the file in another form."
            )
        if reason := why_too_large(file.name, file.size_bytes):
            raise MessageTooLarge(reason)


def why_too_large(name: str, size_bytes: int) -> str:
    """Return why GOV.UK Notify does not take a file; "" where it does."""
    if size_bytes <= MOST_BYTES:
        return ""
    return (
        f"{name} has {size_bytes / 1024 / 1024:.1f} MB, and GOV.UK Notify takes "
        f"{MOST_BYTES // 1024 // 1024} MB. Send the letter another way, or make the "
        "file smaller."
    )


def is_pdf(name: str) -> bool:
    """Whether a file is a PDF, by its name."""
    return name.lower().endswith(".pdf")
