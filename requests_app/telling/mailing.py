"""Mail notices: wanted at once, in one e-mail each minute; else in one each morning.

A person with accounts at several authorities gets one e-mail for all of them.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Min, QuerySet
from django.db.models.functions import Now

from accounts.models import User
from requests_app.jobs.emails import enqueue_email
from requests_app.models import Digest, Notice, Way
from requests_app.telling.places import open_among
from requests_app.telling.services import tell
from requests_app.telling.wording import Mailed, digest_of, message_of

logger = logging.getLogger(__name__)

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
    return _for_each(people, lambda accounts: _send_digest(accounts, on))


def _people_waiting(way: Way) -> QuerySet[User]:
    waiting = Notice.objects.filter(way=way, mailed_at__isnull=True)
    people = User.objects.filter(pk__in=waiting.values("person"))
    return people.select_related("authority").order_by("pk")


def _for_each(people: Iterable[User], mail: Callable[[list[User]], bool]) -> int:
    """Mail each person, with all accounts that wait; return the number of e-mails."""
    accounts: dict[object, list[User]] = defaultdict(list)
    for person in people:
        accounts[person.person_key or person.pk].append(person)
    mailed = 0
    for group in accounts.values():
        try:
            mailed += mail(group)
        except Exception:
            # Continue with the other people. The next run tries this person again.
            logger.exception("Could not mail the notices of person %s", group[0].pk)
    return mailed


@transaction.atomic
def _mail_at_once(accounts: list[User]) -> bool:
    found = _found(accounts, Way.AT_ONCE)
    if not found:
        return False
    notices = [notice for each in found for notice in each.notices]
    subject, text = message_of(found)
    enqueue_email(
        to=found[0].account,
        subject=subject,
        text=text,
        idempotency_key=f"notices-{notices[0].pk}",
        foi_request=notices[0].foi_request if len(notices) == 1 else None,
        is_automatic=True,
        kept={"notices": [notice.pk for notice in notices]},
    )
    return True


@transaction.atomic
def _send_digest(accounts: list[User], on: date) -> bool:
    # One row for all accounts of a person, those without notices too.
    first = accounts[0]
    key = first.pk
    if first.person_key is not None:
        joined = User.objects.filter(person_key=first.person_key)
        key = joined.aggregate(first=Min("pk"))["first"]
    _, is_new = Digest.objects.get_or_create(person_id=key, on=on)
    if not is_new:
        return False
    found = _found(accounts, Way.DIGEST)
    if not found:
        return False
    subject, text = digest_of(found)
    enqueue_email(
        to=found[0].account,
        subject=subject,
        text=text,
        idempotency_key=f"digest-{key}-{on.isoformat()}",
        is_automatic=True,
        kept={"notices": [n.pk for each in found for n in each.notices]},
    )
    return True


def _found(accounts: Sequence[User], way: Way) -> list[Mailed]:
    """Take the notices of each account, and leave out accounts without any."""
    found = [Mailed(each, _to_mail(each, _take(each, way))) for each in accounts]
    return [each for each in found if each.notices]


def _take(person: User, way: Way) -> list[Notice]:
    """Take the notices to mail now, oldest first; leave out what the person has read.

    The rows stay locked until the e-mail is queued, or nothing is.
    """
    waiting = (
        Notice.objects.filter(person=person, way=way, mailed_at__isnull=True)
        .select_for_update(of=("self",))
        .select_related("foi_request", "by")
        .order_by("pk")
    )
    notices = list(waiting)
    Notice.objects.filter(pk__in=[each.pk for each in notices]).update(mailed_at=Now())
    return [each for each in notices if each.read_at is None]


def _to_mail(person: User, notices: Sequence[Notice]) -> list[Notice]:
    """Return the notices that an e-mail can bring; tell other people of the others.

    The person may have left, or lost the address or a role, since the notices were
    written. Nothing more is said of a request restricted meanwhile to other people.
    """
    opened = open_among(person, notices)
    for notice in notices:
        if notice.pk in opened:
            is_to_be_told = not person.email
        else:
            is_hidden = notice.foi_request is not None and (
                notice.foi_request.is_restricted and person.sees_requests
            )
            is_to_be_told = not (person.is_active and is_hidden)
        if is_to_be_told:
            tell(
                people=[person],
                kind=notice.kind,
                words=notice.words,
                url=notice.url,
                key=notice.key,
                foi_request=notice.foi_request,
                by=notice.by,
                on=notice.on,
            )
    return [notice for notice in notices if notice.pk in opened and person.email]
