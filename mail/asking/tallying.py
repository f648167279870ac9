"""Count how often published answers were shown, and whether they told enough."""

from datetime import date

from django.db.models import F

from accounts.models import Authority
from mail.models import AnswerTally


def count_shown(*, authority: Authority, on: date) -> None:
    """Count that answers were shown to one person."""
    _count(authority, "shown", on)


def count_answer(*, authority: Authority, is_enough: bool, on: date) -> None:
    """Count what a person says to “Did this answer your question?”."""
    _count(authority, "told_enough" if is_enough else "not_enough", on)


def _count(authority: Authority, name: str, on: date) -> None:
    tally, _ = AnswerTally.objects.get_or_create(authority=authority, on=on)
    AnswerTally.objects.filter(pk=tally.pk).update(**{name: F(name) + 1})
