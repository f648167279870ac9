"""The e-mails of notices: subject and text."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from requests_app.models import Notice
from requests_app.telling.groups import FOR_KNOWLEDGE, group_of

# Notices listed in one e-mail; the page has the rest.
MOST_LISTED: Final = 60
_LONGEST_SUBJECT: Final = 120
_REFERENCES: Final = 3  # in a subject


class Mailed(NamedTuple):
    """An account of a person, and its notices in an e-mail."""

    account: User
    notices: list[Notice]


def message_of(mailed: Sequence[Mailed]) -> tuple[str, str]:
    """Return the subject and the text of an e-mail with notices wanted at once.

    Args:
        mailed: The accounts of one person, each with a notice at least.
    """
    notices = [notice for each in mailed for notice in each.notices]
    subject = _one_line(notices[0].words) if len(notices) == 1 else _many(notices)
    groups = sorted({group_of(notice.kind).label for notice in notices})
    why = f"You chose to get these notices at once: {', '.join(groups)}."
    return subject, _text(mailed, why)


def digest_of(mailed: Sequence[Mailed]) -> tuple[str, str]:
    """Return the subject and the text of a morning digest.

    Args:
        mailed: As for `message_of`.
    """
    notices = [notice for each in mailed for notice in each.notices]
    waiting = sum(notice.kind not in FOR_KNOWLEDGE for notice in notices)
    known = len(notices) - waiting
    counts = [f"{waiting:,} to do"] if waiting else []
    counts += [f"{known:,} to know"] if known else []
    why = "You get this digest on working mornings when there is news."
    return f"Your morning digest: {', '.join(counts)}", _text(
        mailed, why, is_in_parts=True
    )


def _text(mailed: Sequence[Mailed], why: str, *, is_in_parts: bool = False) -> str:
    parts = []
    for account, notices in mailed:
        has_others = len(account.accounts()) > 1
        if has_others:
            # A link opens for the account of its authority alone.
            parts.append(f"{account.authority}\n{'=' * len(str(account.authority))}\n")
        if is_in_parts:
            parts += _parts(notices, has_others=has_others)
        else:
            parts += _listed(notices, has_others=has_others)
    return "\n".join([*parts, _footer(why)])


def _parts(notices: Sequence[Notice], *, has_others: bool) -> Iterable[str]:
    """Yield the notices that wait for the person, then the others, by due date."""
    for title, group in (
        ("Waits for you", [n for n in notices if n.kind not in FOR_KNOWLEDGE]),
        ("For your knowledge", [n for n in notices if n.kind in FOR_KNOWLEDGE]),
    ):
        if group:
            group.sort(key=_urgency)
            yield f"{title} ({len(group):,})\n"
            yield from _listed(group, has_others=has_others)


def _urgency(notice: Notice) -> tuple[date, int, int]:
    """Sort by the due date of the request; keep the notices of a request together."""
    foi_request = notice.foi_request
    due_on = foi_request.due_on if foi_request is not None else None
    return (due_on or date.max, notice.foi_request_id or 0, notice.pk)


def _listed(notices: Sequence[Notice], *, has_others: bool) -> Iterable[str]:
    for notice in notices[:MOST_LISTED]:
        place = reverse("open-notice", args=[notice.pk]) if has_others else notice.url
        yield f"- {notice.words}\n  {settings.SITE_URL}{place}\n"
    if (left := len(notices) - MOST_LISTED) > 0:
        yield f"And {left:,} more on the page of your notices.\n"


def _footer(why: str) -> str:
    return (
        "-- \n"
        f"{why}\n"
        f"All your notices: {settings.SITE_URL}{reverse('notices')}\n"
        f"Choose what is mailed, and when: "
        f"{settings.SITE_URL}{reverse('notice-settings')}\n"
        "This e-mail was sent by a program. A reply is not read.\n"
    )


def _many(notices: Sequence[Notice]) -> str:
    # A person of a department does not read the reference.
    references = list(
        dict.fromkeys(
            each.foi_request.reference
            for each in notices
            if each.foi_request is not None
            and each.foi_request.reference
            and each.foi_request.reference in each.words
        )
    )
    subject = f"{len(notices):,} notices"
    if not references:
        return subject
    named = ", ".join(references[:_REFERENCES])
    more = len(references) - _REFERENCES
    noun = "request" if len(references) == 1 else "requests"
    return f"{subject}: {noun} {named}{f' and {more:,} more' if more > 0 else ''}"


def _one_line(words: str) -> str:
    line = " ".join(words.split()).rstrip(".")
    if len(line) <= _LONGEST_SUBJECT:
        return line
    return f"{line[: _LONGEST_SUBJECT - 1]}…"
