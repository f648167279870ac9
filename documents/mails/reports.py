"""Read reports about mails of ours: not delivered, late, delivered, read."""

import re
from collections.abc import Iterator, Sequence
from email.message import Message
from typing import Final

from documents.mails.addresses import addresses, addresses_in
from documents.mails.characters import on_one_line
from documents.mails.headers import every, first
from documents.mails.mail import Bounce
from documents.mails.message_ids import message_ids_in
from documents.mails.parts import Parts

_LONGEST: Final = 1_000  # characters of a server's words
_LOOKED_AT: Final = 20_000  # characters of a report's text
_FIELD: Final = re.compile(
    r"^(final-recipient|original-recipient|action|status|diagnostic-code|"
    r"original-message-id|message-id|disposition|x-display-name)[ \t]*:"
    r"((?:[^\r\n]|\r?\n[ \t])*)",
    re.IGNORECASE | re.MULTILINE,
)
_STATUS: Final = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE: Final = re.compile(r"(?<![\d.])([45])\d\d[ -](?=\S)")
_ID_LINE: Final = re.compile(
    r"^[ \t>]*message-id[ \t]*:[ \t]*(<[^<>\s]{3,300}>)", re.I | re.M
)
_DAEMONS: Final = re.compile(
    r"(?:mailer-?daemon|postmaster|mail-?delivery|mdaemon|microsoftexchange\w*|"
    r"bounces?|noreply-bounce)(?:[+._-][^@]*)?@",
    re.IGNORECASE,
)
_DAEMON_NAMES: Final = re.compile(
    r"mail delivery (?:sub)?system|mailer-?daemon|microsoft outlook|postmaster|"
    r"mail administrator|system administrator",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"undeliver(?:able|ed)|deliver(?:y|ies)(?: has| status)?[ -](?:notification|status|"
    r"incomplete|delayed|failure|failed)|returned (?:mail|to sender)|failure notice|"
    r"(?:mail|message) (?:delivery (?:failed|failure|delayed)|not delivered|"
    r"could not be delivered|you sent .{0,40} blocked)|non-?delivery|"
    r"could not be delivered|address not found|methu(?:wyd)? (?:â )?(?:danfon|anfon)|"
    r"heb ei (?:danfon|chyflwyno)|nid (?:oedd modd|ellid) (?:danfon|cyflwyno)",
    re.IGNORECASE,
)
_LATE: Final = re.compile(
    r"delay|incomplete|will (?:keep|continue to) (?:be )?(?:retr|try)|"
    r"not yet been delivered|not been delivered yet|is not required|oedi",
    re.IGNORECASE,
)
_GAVE_UP: Final = re.compile(
    r"permanent|gave up|giving up|return(?:ed|ing) (?:mail|message|to sender)|"
    r"undeliver|deliver\w* (?:\w+ )?\(?fail|failure|timeout exceeded|"
    r"couldn'?t be delivered|"
    r"could not be delivered|wasn'?t delivered|failed to deliver|address not found|"
    r"user unknown|does not exist|no such|rejected",
    re.IGNORECASE,
)


def bounce_of(message: Message, parts: Parts, subject: str, text: str) -> Bounce | None:
    """Return the report about a letter not delivered, or None.

    Either a report by the standard, or one of the forms that Exchange, Gmail and
    Postfix write. A person's mail about undelivered mail is no report.
    """
    reports = [said for kind, said in parts.reports if "delivery-status" in kind]
    fields = dict(_fields("\n".join(reports)))
    ids = _ids(message, parts, text)
    if fields.get("action") or fields.get("status"):
        action = fields.get("action", "").lower()
        if action.startswith(("delivered", "relayed", "expanded")):
            return None
        status = _status(fields.get("status", "")) or _status(
            fields.get("diagnostic-code", "")
        )
        is_late = action.startswith("delayed") or (not action and status[:1] == "4")
        return Bounce(
            recipient=_recipient(message, fields, text),
            status=status,
            diagnostic=_said(fields.get("diagnostic-code", "")) or _line_said(text),
            is_permanent=not is_late,
            message_ids=ids,
        )
    if not _is_written_by_a_server(message, subject):
        return None
    head = text[:_LOOKED_AT]
    code = _REPLY_CODE.search(head)
    status = _status(head)
    first_digit = (status or (code[1] if code else ""))[:1]
    has_given_up = first_digit == "5" or any(map(_GAVE_UP.search, (subject, head)))
    is_late = _LATE.search(subject) is not None or (
        not has_given_up and (first_digit == "4" or _LATE.search(head) is not None)
    )
    return Bounce(
        recipient=_recipient(message, fields, head),
        status=status,
        diagnostic=_line_said(head),
        is_permanent=not is_late,
        message_ids=ids,
    )


def receipt_ids(message: Message, parts: Parts) -> tuple[str, ...] | None:
    """Return the ids of the mails in a receipt; None for no receipt."""
    dispositions = [said for kind, said in parts.reports if "disposition" in kind]
    deliveries = [said for kind, said in parts.reports if "delivery-status" in kind]
    fields = dict(_fields("\n".join([*dispositions, *deliveries])))
    if not dispositions and not fields.get("action"):
        return None
    named = message_ids_in(fields.get("original-message-id", ""))
    return tuple(dict.fromkeys([*named, *_ids(message, parts, "")]))


def _fields(report: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of a report; of several recipients, those of the first."""
    seen = set()
    for found in _FIELD.finditer(report[:_LOOKED_AT]):
        name = found[1].lower()
        if name not in seen:
            seen.add(name)
            yield name, on_one_line(found[2], _LONGEST)


def _ids(message: Message, parts: Parts, text: str) -> tuple[str, ...]:
    """Return the ids of the returned mail, the surest first."""
    found: list[str] = []
    for inner in parts.inner:
        found += message_ids_in(first(inner, "Message-ID"))
    for kind, said in parts.reports:
        if "headers" in kind or "status" in kind:
            for one in _ID_LINE.findall(said[: _LOOKED_AT * 5]):
                found += message_ids_in(one)
    for one in _ID_LINE.findall(text[: _LOOKED_AT * 5]):
        found += message_ids_in(one)
    for name in ("In-Reply-To", "References", "X-Original-Message-ID"):
        found += message_ids_in(first(message, name))
    return tuple(dict.fromkeys(found))


def _is_written_by_a_server(message: Message, subject: str) -> bool:
    if first(message, "X-Failed-Recipients"):
        return True
    path = first(message, "Return-Path").strip()
    senders = addresses(message, "From")
    is_daemon = path == "<>" or any(
        _DAEMONS.match(one.address) or _DAEMON_NAMES.fullmatch(one.name)
        for one in senders
    )
    return is_daemon and _SUBJECT.search(subject) is not None


def _recipient(message: Message, fields: dict[str, str], text: str) -> str:
    """Return the address not reached, from the surest place."""
    written = [
        *every(message, "X-Failed-Recipients", 1),
        fields.get("original-recipient", "").partition(";")[2],
        fields.get("final-recipient", "").partition(";")[2],
    ]
    for raw in written:
        for one in addresses_in(raw):
            if one.address:
                return one.address
    return _first_address(text, [one.address for one in addresses(message, "To")])


def _first_address(text: str, ours: Sequence[str]) -> str:
    for word in text[:_LOOKED_AT].split():
        if "@" not in word:
            continue
        for one in addresses_in(word.strip("<>()[]\"'.,;:")):
            if (
                one.address
                and one.address not in ours
                and not _DAEMONS.match(one.address)
            ):
                return one.address
    return ""


def _status(text: str) -> str:
    found = _STATUS.search(text)
    return found[1] if found else ""


def _said(diagnostic: str) -> str:
    """Return the words of a server, without the name of the protocol."""
    kind, mark, said = diagnostic.partition(";")
    return said.strip() if mark and " " not in kind.strip() else diagnostic


def _line_said(text: str) -> str:
    """Return the line of a report with the server's code."""
    for line in text[:_LOOKED_AT].split("\n"):
        if _STATUS.search(line) or _REPLY_CODE.search(line):
            return on_one_line(line, _LONGEST)
    return ""
