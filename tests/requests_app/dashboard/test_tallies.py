"""Counts of closed requests stay right whatever happens to the requests."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Sum

from requests_app.dashboard.tallies import join_tallies
from requests_app.models import FOIRequest, Tally
from tests.factories import AuthorityFactory, FOIRequestFactory, TeamFactory

pytestmark = pytest.mark.django_db


def counted():
    """Return what the rows add up to, without what adds up to nought."""
    keys = (
        *("authority_key", "team_key", "is_restricted", "is_review"),
        *("span", "fact", "on"),
    )
    rows = Tally.objects.order_by().values_list(*keys).annotate(Sum("number"))
    return {tuple(key): number for *key, number in rows if number}


def looked_at():
    """Return the same by looking at each request."""
    found = Counter()
    for each in FOIRequest.objects.all():
        facts = {
            "received": each.received_on,
            "closed": each.closed_on,
            "extended": each.extended_on,
        }
        if each.was_in_time is not None:
            facts["in_time" if each.was_in_time else "late"] = each.answered_on
        if each.was_in_time is False and each.late_reason:
            facts[f"why_{each.late_reason}"] = each.answered_on
        for fact, on in facts.items():
            if on is None:
                continue
            key = (
                each.authority_id,
                each.team_id,
                each.is_restricted,
                each.review_of_id is not None,
            )
            found[*key, "d", fact, on] += 1
            found[*key, "m", fact, on.replace(day=1)] += 1
    return dict(found)


def test_every_change_of_a_request_is_counted():
    chance = random.Random(3)  # noqa: S311 - the same changes each time
    authorities = [AuthorityFactory() for _ in range(2)]
    teams = [None, *(TeamFactory(authority=authorities[0]) for _ in range(2))]
    day = date(2026, 1, 20)

    def values():
        closed_on = day + timedelta(days=chance.randint(10, 60))
        state = chance.choice(["answered", "withdrawn", "answering"])
        was_in_time = chance.choice([True, False])
        return {
            "authority": chance.choice(authorities),
            "team": chance.choice(teams),
            "state": state,
            "received_on": day + timedelta(days=chance.randint(0, 9)),
            "closed_on": None if state == "answering" else closed_on,
            "answered_on": closed_on if state == "answered" else None,
            "was_in_time": was_in_time if state == "answered" else None,
            "late_reason": chance.choice(["", "search", "received_late"]),
            "is_restricted": chance.random() < 0.2,
        }

    made = [FOIRequestFactory(**values()) for _ in range(30)]
    FOIRequest.objects.bulk_create(
        FOIRequestFactory.build(**values()) for _ in range(9)
    )
    assert counted() == looked_at()

    for each in made[:20]:
        for name, value in values().items():
            setattr(each, name, value)
        each.save()
    made[21].review_of = made[20]
    made[21].save(update_fields=["review_of"])
    FOIRequest.objects.filter(pk=made[22].pk).update(
        extension="complex", extended_on=day, original_due_on=day
    )
    FOIRequest.objects.update(team=teams[1])
    teams[1].delete()
    made[25].delete()
    assert counted() == looked_at()
    assert Tally.objects.filter(fact="why_search").exists()


def test_joining_the_rows_changes_no_count():
    for number in range(12):
        FOIRequestFactory(received_on=date(2026, 3, 1 + number % 3))
    FOIRequest.objects.update(authority=AuthorityFactory())
    before, rows = counted(), Tally.objects.count()

    join_tallies()

    assert counted() == before == looked_at()
    assert Tally.objects.count() == len(before) < rows
    join_tallies()
    assert Tally.objects.count() == len(before)


def test_what_is_undone_is_not_counted():
    with transaction.atomic():
        FOIRequestFactory()
        transaction.set_rollback(True)

    assert counted() == {}


def test_a_change_of_other_columns_writes_no_row():
    foi_request = FOIRequestFactory()
    rows = Tally.objects.count()

    foi_request.subject = "Other words"
    foi_request.due_on = date(2026, 5, 1)
    foi_request.save()

    assert Tally.objects.count() == rows
