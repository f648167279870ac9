"""Propose the details of a request from its pasted text. The officer decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from hashlib import sha256

from accounts.models import Authority, User
from documents.likeness.asked import own_words
from documents.likeness.fingerprints import fingerprint
from documents.mails.pasted import Head, heads_in
from requests_app.alike.queries import AlikeRequest, requests_alike
from requests_app.intake.law_named import told_of_no_such
from requests_app.intake.suggested_language import why_welsh
from requests_app.intake.suggested_regime import suggest_regime
from requests_app.intake.waiting import told_of_waiting
from requests_app.models import FOIRequest, Requester
from requests_app.models.requests import FIRST_DAY_OF_THE_ACT
from requests_app.requesters.keeping import words_of
from requests_app.requesters.same_person import seems_another
from statute.working_days import format_date

MOST_OFFERED = 5
_MOST_COMPARED = 100_000  # characters
_LONGEST_NAME = 200
_LONGEST_DATE = 60


@dataclass(frozen=True, slots=True)
class Proposals:
    """The details of a request as told by its pasted text.

    Attributes:
        regime: The law that its words tell of.
        why: What tells of that law, in sentences; "" for the usual law.
        name: The name of its sender; "" where no header tells.
        email: The address of its sender; "" where no header tells.
        received_on: The London day in its headers; None where none is possible.
        is_day_open: Whether its headers have a date, and no day that can be right.
        received_at: The London time in its headers; None for none.
        language_why: What tells of Welsh, as a sentence; "" for English.
        told: What was read, and what was left out and why, in sentences.
    """

    regime: str
    why: str = ""
    name: str = ""
    email: str = ""
    received_on: date | None = None
    is_day_open: bool = False
    received_at: time | None = None
    language_why: str = ""
    told: Sequence[str] = field(default_factory=list)


def propose(text: str, authority: Authority, *, today: date) -> Proposals:
    """Return proposals for the details of a request, from its text as pasted.

    The sender and the date are from the headers at the top. Of a message sent on by a
    colleague, the earlier message counts: the request reached the authority when the
    colleague received it.

    Args:
        text: The text as pasted, with or without the headers of a mail.
        authority: The authority asked.
        today: The London day; no later day is proposed.

    Source: FOIA 2000 s.10(1) and (6): the day of receipt by the authority.
    """
    suggested = suggest_regime(text, authority)
    regime, why = suggested.regime.value, suggested.in_words
    language_why = why_welsh(text)
    of_law = list(told_of_no_such(text))
    heads = heads_in(text)
    if not heads:
        return Proposals(regime, why, language_why=language_why, told=of_law)
    own = f"@{authority.email.rpartition('@')[2].lower()}"
    head = next((each for each in heads if not each.email.endswith(own)), heads[0])
    told = [_read(head)]
    if head is not heads[0]:
        sender = heads[0].name or heads[0].email
        told.append(
            f"{sender} of your authority sent the message on. Sender and date are "
            "those of the earlier message."
        )
    on = head.on
    if on is not None and not FIRST_DAY_OF_THE_ACT <= on <= today:
        on = None
    is_day_open = bool(head.dated) and on is None
    if is_day_open:
        told.append(_why_open(head))
    return Proposals(
        regime,
        why,
        name=head.name[:_LONGEST_NAME],
        email=head.email,
        received_on=on,
        is_day_open=is_day_open,
        received_at=None if on is None else head.at,
        language_why=language_why,
        told=[*told, *of_law],
    )


def alike_to_text(
    text: str, user: User, *, sender: str, name: str
) -> tuple[Sequence[AlikeRequest], Sequence[str]]:
    """Return the requests with the same or nearly the same words as a text.

    Args:
        text: The text of a request not yet recorded.
        user: The person, who is told only of visible requests.
        sender: The e-mail address of its sender; "" where unknown.
        name: The name of its sender; "" where unknown.

    Returns:
        The requests most alike, without reviews and doubles, those of the sender
        first; and sentences about messages alike in the queue, and about other
        authorities.
    """
    words = own_words(text[:_MOST_COMPARED])
    if not words.strip():
        return [], []
    compared = fingerprint(words)
    found, elsewhere = requests_alike({0: compared}, user)
    asked = [one for one in found.get(0, []) if not one.foi_request.is_review]
    if sender:
        asked.sort(
            key=lambda one: seems_another(one.foi_request, address=sender, name=name)
        )
    told = [*told_of_waiting(compared, sender, user)]
    if number := elsewhere.get(0, 0):
        many = "y has" if number == 1 else "ies have"
        told.append(f"{number:,} other authorit{many} a request like this.")
    return asked[:MOST_OFFERED], told


def has_welsh_record(sender: str, user: User) -> bool:
    """Whether a record with the address of a sender says "Letters in Welsh".

    Args:
        sender: The e-mail address; "" where unknown.
        user: The person, who learns only of records that they may know of.
    """
    if not sender:
        return False
    records = Requester.objects.visible_to(user).in_use()
    return records.filter(
        known_by__contains=[words_of(sender)], language=FOIRequest.Language.WELSH
    ).exists()


def digest_of(text: str) -> str:
    """Return a short sum of a text, to notice any change of its words."""
    return sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()


def as_typed(values: Mapping[str, object]) -> dict[str, str]:
    """Return proposed values as a person would type them into the form."""
    return {name: _typed(value) for name, value in values.items()}


def _typed(value: object) -> str:
    if isinstance(value, date):
        return f"{value.day}-{value.month}-{value.year}"
    if isinstance(value, time):
        return value.isoformat("minutes")
    return "" if value is None else str(value)


def _read(head: Head) -> str:
    parts = [f"from {sender}" for sender in [_sender(head)] if sender]
    if head.on is not None:
        at = f" at {head.at.isoformat('minutes')}" if head.at else ""
        parts.append(f"sent on {format_date(head.on)}{at}")
    return f"The headers say: {', '.join(parts) or 'neither sender nor date'}."


def _why_open(head: Head) -> str:
    if head.on is None:
        said = f"The headers say “{head.dated[:_LONGEST_DATE]}”, which was not read as"
        return f"{said} a day. The date received is left empty: enter the day."
    return (
        f"The headers say {format_date(head.on)}, which cannot be the day. The date "
        "received is left empty: enter the day."
    )


def _sender(head: Head) -> str:
    if head.name and head.email:
        return f"{head.name} ({head.email})"
    return head.name or head.email
