"""The rules of reminders of an authority: read, check and set them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from django.db import transaction

from accounts.models import Authority, User
from requests_app.history.administration import changed, record_change
from requests_app.models import ReminderRules
from requests_app.refusals import Refusal

MOST_DAYS: Final = 60  # working days
MOST_REMINDERS: Final = 5  # before the due date


class RulesNotPossible(Refusal):
    """The rules contradict each other, or name a person who cannot be told.

    Args:
        sentence: Says why.
        field: The field of the form.
    """


def rules_of(authority: Authority) -> ReminderRules:
    """Return the rules of an authority; the usual rules, unsaved, if it set none."""
    found = ReminderRules.objects.filter(authority=authority).select_related("head")
    return found.first() or ReminderRules(authority=authority)


def rules_by_authority(authorities: Iterable[int]) -> dict[int, ReminderRules]:
    """Return the rules of authorities, by the key of the authority."""
    keys = set(authorities)
    own = {
        rules.authority_id: rules
        for rules in ReminderRules.objects.filter(authority__in=keys)
    }
    return {key: own.get(key) or ReminderRules(authority_id=key) for key in keys}


@transaction.atomic
def set_reminder_rules(
    *,
    authority: Authority,
    days_before: Collection[int],
    is_on_the_day: bool,
    overdue_every_days: int | None,
    managers_after_days: int | None,
    head_after_days: int | None,
    head: User | None,
    unposted_after_days: int | None,
    by: User,
) -> ReminderRules:
    """Set when an authority reminds of due dates, and to whom it escalates.

    Args:
        authority: The authority of `by`.
        days_before: Reminders before the due date, each in working days.
        is_on_the_day: Whether to remind on the due date.
        overdue_every_days: Working days between reminders of an overdue request; None
            for one reminder.
        managers_after_days: Working days overdue until managers are told; None: never.
        head_after_days: Working days overdue until the head is told; None: never.
        head: The person told last.
        unposted_after_days: Working days that a letter may wait for the post; None: no
            limit.
        by: The administrator.

    Raises:
        RulesNotPossible: A number is out of bounds, or the head cannot be told.
    """
    _check_days(days_before)
    for field, days in (
        ("overdue_every_days", overdue_every_days),
        ("managers_after_days", managers_after_days),
        ("head_after_days", head_after_days),
        ("unposted_after_days", unposted_after_days),
    ):
        if days is not None and not 1 <= days <= MOST_DAYS:
            raise RulesNotPossible(
                f"Enter between 1 and {MOST_DAYS} working days, or leave the box "
                "empty.",
                field,
            )
    _check_head(authority, head, head_after_days, managers_after_days)
    Authority.objects.select_for_update().get(pk=authority.pk)
    before = _shown(rules_of(authority))
    rules, _ = ReminderRules.objects.update_or_create(
        authority=authority,
        defaults={
            "days_before": sorted(set(days_before), reverse=True),
            "is_on_the_day": is_on_the_day,
            "overdue_every_days": overdue_every_days,
            "managers_after_days": managers_after_days,
            "head_after_days": head_after_days,
            "head": head,
            "unposted_after_days": unposted_after_days,
        },
    )
    if differences := changed(before, _shown(rules)):
        record_change(
            authority=authority,
            by=by,
            subject="Reminder rules",
            what="Changed",
            changes=differences,
        )
    return rules


def _check_days(days_before: Collection[int]) -> None:
    if len(set(days_before)) > MOST_REMINDERS or not all(
        1 <= days <= MOST_DAYS for days in days_before
    ):
        raise RulesNotPossible(
            f"Enter at most {MOST_REMINDERS} numbers between 1 and {MOST_DAYS}.",
            "days_before",
        )


def _check_head(
    authority: Authority,
    head: User | None,
    head_after_days: int | None,
    managers_after_days: int | None,
) -> None:
    if head_after_days is None:
        return
    if head is None:
        raise RulesNotPossible("Choose the person to tell.", "head")
    if (
        head.authority_id != authority.pk
        or not head.is_active
        or not head.email
        or not head.sees_requests
    ):
        raise RulesNotPossible(
            f"{head} cannot be told: the person needs a role that sees the requests of "
            "this authority, and an e-mail address.",
            "head",
        )
    if managers_after_days is not None and head_after_days <= managers_after_days:
        raise RulesNotPossible(
            "Enter more working days than for managers, so that managers are told "
            "first.",
            "head_after_days",
        )


def _shown(rules: ReminderRules) -> dict[str, object]:
    return {
        "Working days before": _in_words(rules.days_before),
        "On the day": "Yes" if rules.is_on_the_day else "No",
        "Again while overdue": rules.overdue_every_days,
        "Managers after": rules.managers_after_days,
        "Head after": rules.head_after_days,
        "Head": str(rules.head) if rules.head else "",
        "Letters not posted after": rules.unposted_after_days,
    }


def _in_words(days: Sequence[int]) -> str:
    return ", ".join(str(each) for each in days)
