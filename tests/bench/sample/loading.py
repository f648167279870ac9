"""Write made-up requests into the database, a few thousand at a time."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from multiprocessing import get_context
from random import Random

from django.db import connection, connections, transaction

from accounts.models import Authority, make_reference
from requests_app.calendars.working_days import read_once
from requests_app.models import FOIRequest, ReferenceCounter
from tests.bench.sample.imagining import (
    Story,
    day_of_receipt,
    days_back,
    imagine,
    imagine_review,
)
from tests.bench.sample.office import Office
from tests.bench.sample.writing import write

CHUNK = 2000
# Closed requests came between so many days ago.
_NEWEST, _OLDEST = 45, 2 * 365
# How many answers are reviewed, and how many open requests are reviews.
_REVIEWED, _OPEN_REVIEWS = 0.04, 0.03


@dataclass(frozen=True)
class Chunk:
    """A part of the load: so many requests, received in one stretch of time."""

    seed: str
    closed: int
    still_open: int
    first_back: int
    last_back: int

    @property
    def requests(self) -> int:
        return self.closed + self.still_open


def load(
    *,
    requests: int,
    open_percent: float,
    authority: Authority,
    today: date,
    seed: int = 0,
    workers: int = 1,
    is_tidied: bool = True,
    tell: Callable[[int], None] = lambda written: None,
) -> None:
    """Write made-up requests of an authority, with their letters and history.

    Everything is made up from `seed`: the same seed gives the same requests. The rows
    obey the constraints of the database and of the law, but are written without
    services. All letters share one PDF. However many requests there are, memory holds
    a chunk for each worker.

    Args:
        requests: The number of requests, with their reviews.
        open_percent: The percentage still open.
        authority: The authority, with at least an officer and an approver.
        today: The London day up to which events have happened.
        seed: The seed of the random numbers.
        workers: The number of processes. The transaction of a test needs a single one.
        is_tidied: Whether to vacuum and analyse at the end.
        tell: Called with the number of requests written so far.
    """
    still_open = round(requests * open_percent / 100)
    chunks = _chunks(requests - still_open, still_open, seed)
    write_one = partial(_write_chunk, Office.of(authority), today)
    written = 0
    for done in (
        map(write_one, chunks) if workers < 2 else _share(write_one, chunks, workers)
    ):
        written += done
        tell(written)
    if is_tidied:
        tidy_up()


def tidy_up() -> None:
    """Update the planner's statistics, which are stale after the load."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _share(
    write_one: Callable[[Chunk], int], chunks: Iterator[Chunk], workers: int
) -> Iterator[int]:
    """Let processes write the chunks, each with a connection of its own."""
    connections.close_all()
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        running = {pool.submit(write_one, chunk) for chunk in islice(chunks, workers)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for chunk in islice(chunks, len(done)):
                running.add(pool.submit(write_one, chunk))
            yield sum(each.result() for each in done)


def _chunks(closed: int, still_open: int, seed: int) -> Iterator[Chunk]:
    """Yield the chunks, the oldest requests first."""
    parts = -(-closed // CHUNK)
    # Open reviews are of answers given lately.
    reviews = round(still_open * _OPEN_REVIEWS) if closed else 0
    for part in range(parts):
        share = closed // parts + (part < closed % parts)
        yield Chunk(
            f"{seed}-{part}",
            share,
            reviews if part == parts - 1 else 0,
            _OLDEST - (_OLDEST - _NEWEST) * part // parts,
            _OLDEST - (_OLDEST - _NEWEST) * (part + 1) // parts,
        )
    for start in range(0, still_open - reviews, CHUNK):
        number = min(CHUNK, still_open - reviews - start)
        yield Chunk(f"{seed}-open-{start}", 0, number, 0, 0)


@read_once()
def _write_chunk(office: Office, today: date, chunk: Chunk) -> int:
    chance = Random(chunk.seed)  # noqa: S311 - made-up people need no cryptography
    stories = _stories(chance, chunk, office.authority, today)
    with transaction.atomic():
        references = _references(office.authority, stories)
    with transaction.atomic():
        write(stories, references, office, chance, today)
    return chunk.requests


def _stories(
    chance: Random, chunk: Chunk, authority: Authority, today: date
) -> list[Story]:
    """Make up the requests of a chunk, each review after its request."""
    kind = authority.kind
    stories: list[Story] = []

    def make(back: int, *, is_open: bool) -> Story:
        story = imagine(
            chance,
            received_on=day_of_receipt(chance, today=today, back=back),
            today=today,
            is_open=is_open,
            is_scottish=authority.is_scottish,
            kind=kind,
        )
        stories.append(story)
        return story

    def review(story: Story, *, is_open: bool) -> bool:
        made = imagine_review(chance, story, today=today, is_open=is_open, kind=kind)
        stories.extend([made] if made else [])
        return made is not None

    backs = sorted(
        (
            chance.randint(chunk.last_back, max(chunk.first_back, chunk.last_back))
            for _ in range(chunk.closed)
        ),
        reverse=True,
    )
    closed, still_open = chunk.closed, chunk.still_open
    for back in backs:
        if not closed:
            break
        story = make(back, is_open=False)
        closed -= 1
        if still_open and review(story, is_open=True):
            still_open -= 1
        elif closed and chance.random() < _REVIEWED:
            closed -= review(story, is_open=False)
    for back in sorted((days_back(chance) for _ in range(still_open)), reverse=True):
        make(back, is_open=True)
    return stories


def _references(authority: Authority, stories: list[Story]) -> list[str]:
    """Return the next free references of the authority, one for each request.

    Authorities with the same scheme share one series: numbers already taken are left
    out, as in registering. A review has the reference of its request, with a suffix.
    """
    wanted: dict[int, int] = {}
    for story in stories:
        if story.reviewed is None:
            year = story.received_on.year
            wanted[year] = wanted.get(year, 0) + 1
    free = {
        year: iter(_free_references(authority, year, number))
        for year, number in wanted.items()
    }
    references: dict[int, str] = {}
    for story in stories:
        if story.reviewed is not None:
            references[id(story)] = f"{references[id(story.reviewed)]}/R1"
        else:
            references[id(story)] = next(free[story.received_on.year])
    return [references[id(story)] for story in stories]


def _free_references(authority: Authority, year: int, number: int) -> list[str]:
    """Take this many references of a year that no request has."""
    counter, _ = ReferenceCounter.objects.select_for_update().get_or_create(
        authority=authority, year=year
    )
    scheme = authority.reference_scheme
    sharing = ReferenceCounter.objects.filter(
        authority__reference_scheme=scheme, year=year
    )
    # Where authorities share a series, all before the highest number may be taken.
    last = max(sharing.values_list("last_number", flat=True))
    found: list[str] = []
    while len(found) < number:
        first, last = last + 1, last + number - len(found)
        numbers = range(first, last + 1)
        references = [make_reference(scheme, each, year) for each in numbers]
        taken = set(
            FOIRequest.objects.filter(reference__in=references).values_list(
                "reference", flat=True
            )
        )
        found += [reference for reference in references if reference not in taken]
    counter.last_number = last
    counter.save(update_fields=["last_number"])
    return found
