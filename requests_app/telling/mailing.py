"""Mail notices: wanted at once, in one e-mail each minute; else in one each morning."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from requests_app.jobs.emails import enqueue_email
from requests_app.models import Digest, Notice, Way
from requests_app.telling.groups import FOR_KNOWLEDGE
from requests_app.telling.queries import may_be_read_by
from requests_app.telling.services import tell

logger = logging.getLogger(__name__)

# Notices listed in one e-mail; the page has the rest.
MOST_LISTED = 60
_LONGEST_SUBJECT = 120
_SATURDAY = 5


def mail_notices() -> int:
    """Mail the notices wanted at once: one e-mail for each person.

    Notices that were read on the page meanwhile are not mailed. Harmless to run twice,
    and in two places at once.

    Returns:
        The number of e-mails queued.
    """
    return _for_each(_people_waiting(Way.AT_ONCE), _mail_at_once)


def send_digests(*, on: date) -> int:
    """Mail each person the notices that wait for their digest: one e-mail a day.

    Not on Saturdays and Sundays. Notices of days without a digest are in the next. A
    failure for one person leaves that person's notices to the next run. Harmless to run
    twice, and in two places at once.

    Args:
        on: The London day.

    Returns:
        The number of e-mails queued.
    """
    if on.weekday() >= _SATURDAY:
        return 0
    people = _people_waiting(Way.DIGEST).exclude(digests__on=on)
    return _for_each(people, lambda person: _send_digest(person, on))


def _people_waiting(way: Way) -> QuerySet[User]:
    waiting = Notice.objects.filter(way=way, mailed_at__isnull=True)
    return User.objects.filter(pk__in=waiting.values("person")).order_by("pk")


def _for_each(people: Iterable[User], mail: Callable[[User], bool]) -> int:
    mailed = 0
    for person in people:
        try:
            mailed += mail(person)
        except Exception:
            # Continue with the other people. The next run tries this person again.
            logger.exception("Could not mail the notices of person %s", person.pk)
    return mailed


@transaction.atomic
def _mail_at_once(person: User) -> bool:
    notices = _take(person, Way.AT_ONCE)
    if not notices or not _can_be_mailed(person, notices):
        return False
    if len(notices) == 1:
        subject = _subject(notices[0].words)
        text = f"{_line(notices[0])}\n"
    else:
        subject = f"{len(notices)} notices"
        text = "\n".join(_listed(notices))
    enqueue_email(
        to=person,
        subject=subject,
        text=f"{text}\n{_footer()}",
        idempotency_key=f"notices-{notices[0].pk}",
        foi_request=notices[0].foi_request if len(notices) == 1 else None,
    )
    return True


@transaction.atomic
def _send_digest(person: User, on: date) -> bool:
    _, is_new = Digest.objects.get_or_create(person=person, on=on)
    if not is_new:
        return False
    notices = _take(person, Way.DIGEST)
    if not notices or not _can_be_mailed(person, notices):
        return False
    enqueue_email(
        to=person,
        subject=f"Your morning digest: {_counted(notices)}",
        text=_digest(notices),
        idempotency_key=f"digest-{person.pk}-{on.isoformat()}",
    )
    return True


def _take(person: User, way: Way) -> list[Notice]:
    """Take the notices to mail now, oldest first.

    Left out is what the person has read, or may no longer see: after a loss of roles
    other people are told instead. The rows stay locked until the e-mail is queued, or
    nothing is.
    """
    waiting = (
        Notice.objects.filter(person=person, way=way, mailed_at__isnull=True)
        .select_for_update(of=("self",))
        .select_related("foi_request", "by", "person")
        .order_by("pk")
    )
    notices = list(waiting)
    Notice.objects.filter(pk__in=[each.pk for each in notices]).update(mailed_at=Now())
    unread = [each for each in notices if each.read_at is None]
    if not unread or not person.is_active:
        return unread
    own = Notice.objects.filter(may_be_read_by(person), pk__in=[n.pk for n in unread])
    may_be_read = set(own.values_list("pk", flat=True))
    # Nothing more is said of a request restricted meanwhile.
    _pass_up(
        each
        for each in unread
        if each.pk not in may_be_read
        and each.foi_request is not None
        and not each.foi_request.is_restricted
    )
    return [each for each in unread if each.pk in may_be_read]


def _can_be_mailed(person: User, notices: Sequence[Notice]) -> bool:
    """Whether an e-mail can reach the person; if not, tell other people instead.

    The person may have left, or lost the address, since the notices were written.
    """
    if person.is_active and person.email:
        return True
    _pass_up(notices)
    return False


def _pass_up(notices: Iterable[Notice]) -> None:
    """Tell other people in the place of those who can no longer act."""
    for notice in notices:
        tell(
            people=[notice.person],
            kind=notice.kind,
            words=notice.words,
            url=notice.url,
            key=notice.key,
            foi_request=notice.foi_request,
            by=notice.by,
            on=notice.on,
        )


def _digest(notices: Sequence[Notice]) -> str:
    parts = []
    for title, group in (
        ("Waits for you", [n for n in notices if n.kind not in FOR_KNOWLEDGE]),
        ("For your knowledge", [n for n in notices if n.kind in FOR_KNOWLEDGE]),
    ):
        if group:
            lines = "\n".join(_listed(group))
            parts.append(f"{title} ({len(group)})\n\n{lines}")
    parts.append(_footer())
    return "\n".join(parts)


def _listed(notices: Sequence[Notice]) -> list[str]:
    lines = [f"{_line(notice)}\n" for notice in notices[:MOST_LISTED]]
    if (left := len(notices) - MOST_LISTED) > 0:
        lines.append(f"And {left:,} more on the page of your notices.\n")
    return lines


def _line(notice: Notice) -> str:
    return f"- {notice.words}\n  {settings.SITE_URL}{notice.url}"


def _subject(words: str) -> str:
    line = " ".join(words.split()).rstrip(".")
    if len(line) <= _LONGEST_SUBJECT:
        return line
    return f"{line[: _LONGEST_SUBJECT - 1]}…"


def _counted(notices: Sequence[Notice]) -> str:
    waiting = sum(notice.kind not in FOR_KNOWLEDGE for notice in notices)
    known = len(notices) - waiting
    said = [f"{waiting:,} to do"] if waiting else []
    if known:
        said.append(f"{known:,} to know")
    return ", ".join(said)


def _footer() -> str:
    return (
        f"All your notices: {settings.SITE_URL}{reverse('notices')}\n"
        f"Choose what is mailed, and when: "
        f"{settings.SITE_URL}{reverse('notice-settings')}\n"
    )
