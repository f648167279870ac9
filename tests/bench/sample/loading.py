"""Write made-up requests into the database, a few thousand at a time."""

from collections.abc import Callable, Iterable
from datetime import date
from random import Random

from django.db import connection, transaction

from accounts.models import Authority, make_reference
from requests_app.calendars.working_days import read_once
from requests_app.models import FOIRequest, ReferenceCounter
from tests.bench.sample.imagining import Story, days_of_receipt, imagine
from tests.bench.sample.office import Office
from tests.bench.sample.writing import write

CHUNK = 2000


@read_once()
def load(
    *,
    requests: int,
    open_percent: float,
    authority: Authority,
    today: date,
    seed: int = 0,
    tell: Callable[[int], None] = lambda written: None,
) -> None:
    """Write made-up requests of an authority, with their letters and history.

    Everything is made up from `seed`: the same seed gives the same requests. The rows
    obey the constraints of the database and of the law, but are written without
    services. All letters share one PDF.

    Args:
        requests: The number of requests.
        open_percent: The percentage still open.
        authority: The authority, with at least an officer and an approver.
        today: The London day up to which events have happened.
        seed: The seed of the random numbers.
        tell: Called with the number of requests written so far.
    """
    chance = Random(seed)  # noqa: S311 - made-up people need no cryptography
    still_open = round(requests * open_percent / 100)
    days = [
        *_days(chance, requests - still_open, today, is_open=False),
        *_days(chance, still_open, today, is_open=True),
    ]
    days.sort()
    office = Office.of(authority)
    for start in range(0, len(days), CHUNK):
        chunk = days[start : start + CHUNK]
        stories = [
            imagine(
                chance,
                received_on=day,
                today=today,
                is_open=is_open,
                is_scottish=authority.is_scottish,
                kind=authority.kind,
            )
            for day, is_open in chunk
        ]
        with transaction.atomic():
            write(stories, _references(authority, stories), office, chance)
        tell(start + len(chunk))
    tidy_up()


def tidy_up() -> None:
    """Update the planner's statistics, which are stale after the load."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _days(
    chance: Random, number: int, today: date, *, is_open: bool
) -> Iterable[tuple[date, bool]]:
    days = days_of_receipt(chance, number=number, today=today, is_open=is_open)
    return ((day, is_open) for day in days)


def _references(authority: Authority, stories: list[Story]) -> list[str]:
    """Return the next free references of the authority, one for each request.

    Authorities with the same scheme share one series: numbers already taken are left
    out, as in registering.
    """
    others = FOIRequest.objects.exclude(authority=authority).registered()
    taken = set(others.values_list("reference", flat=True))
    counters: dict[int, ReferenceCounter] = {}
    references = []
    for story in stories:
        year = story.received_on.year
        if year not in counters:
            counters[year], _ = (
                ReferenceCounter.objects.select_for_update().get_or_create(
                    authority=authority, year=year
                )
            )
        counter = counters[year]
        while True:
            counter.last_number += 1
            reference = make_reference(
                authority.reference_scheme, counter.last_number, year
            )
            if reference not in taken:
                break
        references.append(reference)
    for counter in counters.values():
        counter.save(update_fields=["last_number"])
    return references
