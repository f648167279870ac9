"""Limits of the public form, without any service from outside.

A browser with JavaScript solves a puzzle that costs a second. What comes without its
answer is taken too, but less of it. No limit depends on cookies.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import salted_hmac

from accounts.models import Authority
from mail.models import Submission
from requests_app.refusals import Refusal

WITHIN: Final = timedelta(hours=1)
# Of a network address: an office, a school or a library may share an address.
MOST_OF_A_CLIENT: Final = 20
MOST_OF_A_CLIENT_UNSOLVED: Final = 5
# Of all together, for one authority.
MOST_OF_ALL: Final = 300
MOST_OF_ALL_UNSOLVED: Final = 60
# Mails of confirmation to an address within a day: no flood comes from us.
MOST_MAILS: Final = 3
MAILS_WITHIN: Final = timedelta(days=1)
# The first bits of the digest that are zero: some 30,000 tries.
BITS: Final = 15
_PUZZLE_LASTS: Final = timedelta(hours=12)
_CLIENT_KEPT: Final = timedelta(days=1)
_SALT: Final = "mail.asking.limits"
_LONGEST_ANSWER: Final = 20


class TooMany(Refusal):
    """More requests came by the form than it takes within the hour."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a form, as far as limits need it.

    Attributes:
        client: A keyed hash of the network address.
        proof: What identifies the solved puzzle; "" where none was solved.
    """

    client: str
    proof: str


def puzzle_for(authority: Authority) -> str:
    """Return a puzzle for a browser to solve."""
    return TimestampSigner(salt=_SALT).sign(str(authority.pk))


def proof_of(puzzle: str, answer: str, authority: Authority) -> str:
    """Return the identity of a solved puzzle; "" if it is not solved, or too old."""
    try:
        key = TimestampSigner(salt=_SALT).unsign(puzzle, max_age=_PUZZLE_LASTS)
    except BadSignature:
        return ""
    if key != str(authority.pk) or not answer.isascii() or not answer.isdigit():
        return ""
    if len(answer) > _LONGEST_ANSWER:
        return ""
    digest = sha256(f"{puzzle}:{answer}".encode()).digest()
    is_solved = int.from_bytes(digest[:4]) >> (32 - BITS) == 0
    # One puzzle counts once, with whatever answer.
    return sha256(puzzle.encode()).hexdigest() if is_solved else ""


def client_of(address: str) -> str:
    """Return a code of a network address, kept in place of the address."""
    return salted_hmac(_SALT, address, algorithm="sha256").hexdigest()


def check_limits(authority: Authority, sender: Sender, *, at: datetime) -> None:
    """Refuse a form where too many came before it.

    Raises:
        TooMany: Within the hour from this network address, or to this authority.
    """
    since = at - WITHIN
    mine = Submission.objects.filter(client=sender.client, at__gt=since)
    everybody = Submission.objects.filter(authority=authority, at__gt=since)
    is_over = mine.count() >= MOST_OF_A_CLIENT or everybody.count() >= MOST_OF_ALL
    if not sender.proof:
        is_over = (
            is_over
            or mine.filter(proof="").count() >= MOST_OF_A_CLIENT_UNSOLVED
            or everybody.filter(proof="").count() >= MOST_OF_ALL_UNSOLVED
        )
    if is_over:
        raise TooMany("The form takes no more requests within this hour.")


def may_be_mailed(address: str, *, at: datetime) -> bool:
    """Whether an address may get one more confirmation today."""
    recent = Submission.objects.filter(
        message__sender_address__iexact=address, at__gt=at - MAILS_WITHIN
    )
    return recent.count() <= MOST_MAILS


def forget_clients(*, at: datetime) -> None:
    """Empty what is kept of network addresses after a day."""
    Submission.objects.filter(at__lt=at - _CLIENT_KEPT).exclude(client="").update(
        client=""
    )
