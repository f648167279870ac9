"""Check the headers of an e-mail message."""

import re
from collections.abc import Iterator
from email.message import EmailMessage

from documents.hidden.findings import Finding, counted, never, quoted, warn
from documents.hidden.words import Seen, says_something

_SHOWN = ("From", "To", "Cc", "Subject", "Date")
# Headers by machines for machines: they name no person.
_FORMAL = re.compile(
    r"(?:mime-version|content-.*|dkim-.*|arc-.*|authentication-.*|received-spf|"
    r"x-(?:ms|microsoft|forefront|exchange|google|gm|spam|virus|mimecast|proofpoint|"
    r"barracuda|amazon|ses|sg|mailgun|priority|msmail|mimeole|tm|cmae|antiabuse|"
    r"incomingtopheader|eop|clx|bess|ironport|scanned|ham)-?.*|importance|priority|"
    r"sensitivity|precedence|auto-submitted|list-.*|feedback-id|thread-index|"
    r"accept-language|user-agent|x-mailer|from|to|cc|subject|date|bcc|resent-bcc|"
    r"received|autocrypt|message-id|in-reply-to|references|delivered-to|"
    r"x-auto-response-suppress|x-tmn|x-feedback-id|x-message-flag)",
    re.IGNORECASE,
)
_TRACES = {
    "x-originating-ip",
    "x-sender",
    "x-authenticated-user",
    "x-ms-exchange-organization-authsource",
    "sender",
    "return-path",
    "delivered-to",
    "x-original-to",
    "x-mimecast-originator",
    "x-google-original-from",
}
_IDS = ("In-Reply-To", "References")


def look_at_headers(
    message: EmailMessage, place: str = "its headers"
) -> Iterator[Finding]:
    """Yield what the headers say beyond what a mail program shows."""
    for name in ("Bcc", "Resent-Bcc"):
        if hidden := message.get(name):
            yield never(
                "hidden_receivers",
                place,
                f"They name receivers hidden from the others: {quoted(str(hidden))}.",
            )
    servers = len(message.get_all("Received") or ())
    if servers:
        yield warn(
            "route",
            place,
            f"They name {counted(servers, 'machine')} on its way, with addresses. "
            "Print it to a PDF.",
        )
    shown = Seen(str(message.get(name) or "") for name in _SHOWN)
    told: dict[str, None] = {}
    for name, held in message.items():
        text = " ".join(str(held).split())
        is_trace = name.lower() in _TRACES
        if _FORMAL.fullmatch(name) and not is_trace:
            continue
        if is_trace or (says_something(text) and shown.lacks(text)):
            told[f"{name} says {quoted(text)}"] = None
    if told:
        more = f", and {len(told) - 6} more" if len(told) > 6 else ""
        yield warn(
            "traces", place, f"{'; '.join(list(told)[:6])}{more}. Print it to a PDF."
        )
    if any(message.get(name) for name in _IDS):
        yield warn(
            "earlier_messages",
            place,
            "They name the messages that this one answers. Print it to a PDF.",
        )
