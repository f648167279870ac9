"""Fill in the details of a request from the message that makes it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from accounts.models import User
from mail.models import Entry, Message, Submission
from mail.queue.outline import outline_of_entry
from mail.queue.signed_address import address_in
from mail.threads.reading import passages_of
from requests_app.intake.recording import subject_of
from requests_app.intake.suggested_type import suggest_type
from requests_app.models import FOIRequest

# What mail programs put before a subject, in English and Welsh.
_BEFORE: Final = re.compile(r"^(?:\s*(?:re|fw|fwd|ateb|ymlaen)\s*:\s*)+", re.IGNORECASE)
# Subjects without a word on the matter asked about.
_EMPTY: Final = re.compile(
    r"^(?:(?:a )?(?:freedom of information|foi|foia|eir)(?: act)?(?: 2000)?"
    r"(?: requests?)?(?: for information)?|(?:new |information )?requests?"
    r"|cais(?: rhyddid gwybodaeth)?|enquiry|question|urgent|)[\s.:\-–]*$",
    re.IGNORECASE,
)
_ORGANISATION: Final = re.compile(
    r"\b(?:ltd|limited|plc|llp|council|university|trust|news|union|charity|society"
    r"|association|foundation|group|media|solicitors)\b",
    re.IGNORECASE,
)

_FORMAT: Final = re.compile(
    r"\b(?:large[ -]print|print bras|plain[ -]text|braille|easy[ -]read|sign language"
    r"|audio (?:version|format|cd|tape|file))\b",
    re.IGNORECASE,
)
# A word cut in two at the beginning or the end.
_CUT_BEFORE: Final = re.compile(r"\A\S+")
_CUT_AFTER: Final = re.compile(r"\S+\Z")
_AROUND: Final = 40  # characters shown before and after such words


@dataclass(frozen=True, slots=True)
class Filled:
    """The details of a request, as a message tells them.

    Attributes:
        details: The details, by field.
        why: A sentence on what tells of a detail, by field.
    """

    details: Mapping[str, Any]
    why: Mapping[str, str]


def prefilled(entry: Entry, user: User) -> Filled:
    """Return the details told by a message, for the form to register it.

    Args:
        entry: The entry.
        user: The officer who registers it.
    """
    message = entry.message
    name = message.sender_name.strip() or _signed(entry)
    details: dict[str, Any] = {
        "requester_name": name,
        "requester_email": message.sender_address,
        "subject": subject_for(entry),
        "regime": entry.regime,
        "language": entry.language,
        "channel": (
            FOIRequest.Channel.WEB
            if message.kind == Message.Kind.FORM
            else FOIRequest.Channel.EMAIL
        ),
        "team": entry.team_id,
    }
    if sent := _submission_of(message):
        details["requester_organisation"] = sent.organisation
        details["requester_address"] = sent.address
    elif _ORGANISATION.search(name):
        details["requester_organisation"] = name
    signed = ""
    if not details.get("requester_address"):
        signed = address_in(_own_words(entry), name=name)
        details["requester_address"] = signed
    if not entry.team_id and not entry.authority.assignment_rules.exists():
        details |= {"officer": user.pk, "team": user.team_id}
    suggested = suggest_type(
        FOIRequest(
            authority=entry.authority,
            requester_organisation=details.get("requester_organisation", ""),
            requester_email=message.sender_address,
        )
    )
    if suggested is not None:
        details["requester_type"] = suggested.requester_type
    why = {
        "requester_address": "From the signature of the message." if signed else "",
        "requester_type": suggested.in_words if suggested else "",
        "regime": f"{entry.regime_reason}." if entry.regime_reason else "",
        "language": (
            "The message is in Welsh."
            if entry.language == FOIRequest.Language.WELSH
            else ""
        ),
        "format_needs": format_named(entry.text),
    }
    return Filled(details, {name: said for name, said in why.items() if said})


def format_named(text: str) -> str:
    """Return where a message names a format of letters, in a sentence; "" if nowhere.

    The words may be part of a question, so that nothing is chosen by them.
    """
    if not (found := _FORMAT.search(text)):
        return ""
    begin, end = max(0, found.start() - _AROUND), found.end() + _AROUND
    before, after = text[begin : found.start()], text[found.end() : end]
    if begin and not text[begin - 1].isspace():
        before = _CUT_BEFORE.sub("", before)
    if end < len(text) and not text[end].isspace():
        after = _CUT_AFTER.sub("", after)
    words = " ".join(f"{before}{found[0]}{after}".split())
    opening = "… " if text[:begin].strip() else ""
    closing = " …" if text[end:].strip() else ""
    return f"The message says “{opening}{words}{closing}”."


def _own_words(entry: Entry) -> str:
    """Return the words of an entry without quoted history."""
    passages = passages_of(entry.message, entry.text)
    return "".join(one.text for one in passages if not one.is_folded)


def _submission_of(message: Message) -> Submission | None:
    """Return what the sender filled in beside the words of the public form."""
    if message.kind != Message.Kind.FORM:
        return None
    return Submission.objects.filter(message=message).first()


def subject_for(entry: Entry) -> str:
    """Return a few words on what is asked: the subject of the mail if it says so."""
    subject = _BEFORE.sub("", entry.subject).strip()
    if subject and not _EMPTY.match(subject):
        return subject[:200]
    return subject_of(outline_of_entry(entry))


def _signed(entry: Entry) -> str:
    """Return the name under the message, where its last line looks like a name."""
    lines = [line.strip() for line in entry.text.splitlines() if line.strip()]
    last = lines[-1] if lines else ""
    words = last.split()
    is_name = 1 < len(words) <= 4 and all(word[:1].isupper() for word in words)
    return last if is_name and not any(char.isdigit() for char in last) else ""
