"""Find the request, and the letter, that a message belongs to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Final

from accounts.models import Authority
from documents.mails.mail import Mail
from mail.models import Message
from requests_app.models import FOIRequest
from responses.models import Dispatch
from responses.senders.replies import request_of_address
from responses.sending.queueing import sends_from
from responses.sending.threads import dispatch_of

_MOST_READ: Final = 4_000  # characters of a text in which references are looked for
_MOST_REFERENCES: Final = 40
_LIKE_A_REFERENCE: Final = re.compile(r"[A-Za-z0-9][\w/.\-]*\d[\w/.\-]*")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a message belongs.

    Attributes:
        foi_request: The request; None for none.
        matched_by: One of `Message.MatchedBy`; "" without a request.
        dispatch: The sending of a letter of ours that it answers or returns.
        is_ours: Whether it is a message that this installation sent.
        named: A request that it names without being matched: its sender is unknown
            there.
    """

    foi_request: FOIRequest | None = None
    matched_by: str = ""
    dispatch: Dispatch | None = None
    is_ours: bool = False
    named: FOIRequest | None = None


def match(mail: Mail, authority: Authority) -> Match:
    """Return where a message belongs.

    First by the address of a request, then by the messages that it answers. A
    reference counts only if the sender is the requester of that request. A subject
    alone never counts.

    Args:
        mail: The message as read.
        authority: The authority that got it.
    """
    ours = _ours(authority)
    own = dispatch_of(*_bracketed([mail.message_id]), authority_id=authority.pk)
    if own is not None:
        # Every reader of our letter knows its id: the sender is looked at too.
        is_ours = mail.sender is not None and mail.sender.address in ours
        by = Message.MatchedBy.MESSAGE_ID
        return Match(own.letter.foi_request, by, dispatch=own, is_ours=is_ours)
    ids = _answered_ids(mail)
    dispatch = dispatch_of(*_bracketed(ids), authority_id=authority.pk)
    sent_to = (*mail.delivered_to, *(one.address for one in (*mail.to, *mail.cc)))
    if foi_request := request_of_address(*sent_to, authority_id=authority.pk, own=ours):
        return Match(foi_request, Message.MatchedBy.ADDRESS, dispatch=dispatch)
    if dispatch is not None:
        found = dispatch.letter.foi_request
        return Match(found, Message.MatchedBy.MESSAGE_ID, dispatch=dispatch)
    if foi_request := _by_earlier_message(ids, authority):
        return Match(foi_request, Message.MatchedBy.MESSAGE_ID)
    named = _by_reference(mail, authority)
    if named is not None and _is_from_requester(mail, named):
        return Match(named, Message.MatchedBy.REFERENCE)
    return Match(named=named)


def _answered_ids(mail: Mail) -> tuple[str, ...]:
    """Return the ids of messages that it answers or returns, the nearest first."""
    returned = mail.bounce.message_ids if mail.bounce else ()
    ids = (*returned, *mail.in_reply_to, *reversed(mail.references))
    return tuple(dict.fromkeys(filter(None, ids)))


def _bracketed(ids: Iterable[str]) -> list[str]:
    return [f"<{one}>" for one in ids if one]


def _by_earlier_message(
    ids: tuple[str, ...], authority: Authority
) -> FOIRequest | None:
    if not ids:
        return None
    earlier = Message.objects.filter(
        authority=authority, message_id__in=ids, foi_request__isnull=False
    ).select_related("foi_request__officer")
    by_id = {one.message_id: one.foi_request for one in earlier}
    return next((by_id[one] for one in ids if one in by_id), None)


def _ours(authority: Authority) -> set[str]:
    """Return the addresses that messages of the authority come from and go to."""
    boxes = authority.mailboxes.exclude(address="").values_list("address", flat=True)
    _, sender = parseaddr(sends_from(authority))
    return {one.lower() for one in (authority.email, sender, *boxes)}


def _by_reference(mail: Mail, authority: Authority) -> FOIRequest | None:
    read = f"{mail.subject}\n{mail.text[:_MOST_READ]}"
    written = (one[0].rstrip(".-/") for one in _LIKE_A_REFERENCE.finditer(read))
    looked_for = list(dict.fromkeys(written))[:_MOST_REFERENCES]
    if not looked_for:
        return None
    spelt = {one for each in looked_for for one in (each, each.upper())}
    found = FOIRequest.objects.filter(
        authority=authority, reference__in=spelt
    ).select_related("officer")
    by_reference = {str(one.reference).upper(): one for one in found}
    upper = (each.upper() for each in looked_for)
    return next((by_reference[each] for each in upper if each in by_reference), None)


def _is_from_requester(mail: Mail, foi_request: FOIRequest) -> bool:
    own = foi_request.requester_email.lower()
    return bool(own and mail.sender and mail.sender.address.lower() == own)
