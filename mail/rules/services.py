"""Apply rules to a message, try a rule on earlier ones, and keep rules."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from accounts.models import Authority, Team, User
from mail.models import Entry, IncomingRule, Message
from requests_app.history.administration import changed, record_change
from requests_app.refusals import Refusal

TRIED_ON: Final = timedelta(days=30)
_MOST_TRIED: Final = 5_000
_MOST_READ: Final = 20_000  # characters of a text


class RuleNotPossible(Refusal):
    """The rule has no words, does nothing, or names a team of elsewhere."""

    field = "words"


def apply_rules(entry: Entry) -> None:
    """Mark an entry by the rules of its authority that are on; the caller saves."""
    rules = entry.authority.incoming_rules.filter(is_on=True).select_related("team")
    flags: dict[str, None] = dict.fromkeys(entry.flags)
    for rule in rules:
        if not fits(rule, entry.message):
            continue
        entry.team = entry.team or rule.team
        flags |= dict.fromkeys(rule.flags)
    entry.flags = list(flags)


def fits(rule: IncomingRule, message: Message) -> bool:
    """Whether a message has one of the words of a rule, as whole words."""
    if rule.where == IncomingRule.Where.SENDER:
        return any(each in message.sender_address.casefold() for each in rule.phrases)
    text = message.subject
    if rule.where == IncomingRule.Where.ANYWHERE:
        text = f"{text}\n{message.text[:_MOST_READ]}"
    words = " ".join(text.casefold().split())
    return any(
        re.search(rf"(?<!\w){re.escape(each)}(?!\w)", words) for each in rule.phrases
    )


def tried(rule: IncomingRule, *, at: datetime) -> tuple[list[Message], int]:
    """Return the messages of the last thirty days that a rule fits, and of how many.

    Args:
        rule: A rule, saved or not.
        at: The moment.
    """
    recent = Message.objects.filter(
        authority=rule.authority,
        direction=Message.Direction.RECEIVED,
        received_at__gte=at - TRIED_ON,
    ).order_by("-received_at", "-pk")
    looked_at = list(recent[:_MOST_TRIED])
    return [one for one in looked_at if fits(rule, one)], len(looked_at)


@transaction.atomic
def save_incoming_rule(
    *,
    authority: Authority,
    rule: IncomingRule | None = None,
    where: str,
    words: str,
    team: Team | None,
    flags: Sequence[str],
    is_on: bool,
    by: User,
) -> IncomingRule:
    """Add or change a rule for incoming messages.

    Args:
        authority: The authority.
        rule: The rule to change; None for a new one.
        where: One of `IncomingRule.Where`.
        words: Words and phrases with commas between.
        team: The team that the messages are for; None for none.
        flags: Values of `FOIRequest.Flag`.
        is_on: Whether the rule acts. A rule that is off can be tried.
        by: The administrator.

    Raises:
        RuleNotPossible: Says why.
    """
    kept = rule or IncomingRule(authority=authority)
    before = _told(kept) if rule else {}
    kept.where, kept.words, kept.team = where, words.strip(), team
    kept.flags, kept.is_on = list(flags), is_on
    for problem in _problems(kept):
        raise problem
    kept.save()
    record_change(
        authority=authority,
        by=by,
        subject="Rule for incoming messages",
        what="Changed" if rule else "Added",
        changes=changed(before, _told(kept)),
    )
    return kept


@transaction.atomic
def delete_incoming_rule(*, rule: IncomingRule, by: User) -> None:
    """Delete a rule. Messages already marked stay marked."""
    record_change(
        authority=rule.authority,
        by=by,
        subject="Rule for incoming messages",
        what="Deleted",
        changes=changed(_told(rule), {}),
    )
    rule.delete()


def _problems(rule: IncomingRule) -> Iterator[RuleNotPossible]:
    if not rule.phrases:
        yield RuleNotPossible("Enter at least one word.")
    if rule.team is None and not rule.flags:
        yield RuleNotPossible(
            "Choose a team or a flag, so that the rule does something."
        )
    if rule.team is not None and rule.team.authority_id != rule.authority_id:
        yield RuleNotPossible(f"{rule.team} is a team of another authority.")


def _told(rule: IncomingRule) -> dict[str, Any]:
    return {"rule": str(rule), "is on": rule.is_on}
