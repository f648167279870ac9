"""Keep the index of a request's words."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from django.db import connection, transaction

from documents.finding.tokens import compounds_of, words_of
from requests_app.models import FOIRequest, SearchEntry
from requests_app.search.marks import marks_of, welsh_marks
from requests_app.search.sources import Part, passages_of
from requests_app.search.spelling import learn

# Raised after each change of the index: entries of an older version are written again
# in the background.
VERSION: Final = 2
# Entries of an older version have no marks of days.
VERSION_WITH_DAYS: Final = 2
# Of one part of a request. PostgreSQL allows a megabyte for all words of an entry.
MOST_INDEXED_CHARACTERS: Final = 150_000
_WELSH: Final = "cy"
_WEIGHTS: Final = ("A", "B", "C", "D")
_VECTOR: Final = " || ".join(
    f"setweight(to_tsvector('english', %s), '{weight}')" for weight in _WEIGHTS
)


def index_request(foi_request: FOIRequest, *parts: Part) -> None:
    """Index a request as it stands.

    Every service with a change of words calls this, in its transaction.

    Args:
        foi_request: The request.
        parts: The parts with changed words; none for `ASKED`.
    """
    index_requests([foi_request], parts or (Part.ASKED,))


def index_requests(
    foi_requests: Sequence[FOIRequest], parts: Sequence[Part] = tuple(Part)
) -> None:
    """Index parts of several requests.

    Args:
        foi_requests: The requests.
        parts: The parts to write. With all parts, an entry is of the present version.
    """
    is_welsh = {one.pk: one.language == _WELSH for one in foi_requests}
    words: dict[tuple[int, Part], dict[str, list[str]]] = defaultdict(
        lambda: {weight: [] for weight in _WEIGHTS}
    )
    left: dict[tuple[int, Part], int] = defaultdict(lambda: MOST_INDEXED_CHARACTERS)
    learnt: dict[int, set[str]] = {one.authority_id: set() for one in foi_requests}
    authority_of = {one.pk: one.authority_id for one in foi_requests}
    for part in parts:
        for passage in passages_of(list(is_welsh), [part]):
            key = passage.foi_request
            text = passage.text[: left[key, part]]
            left[key, part] -= len(text)
            read = words_of(text)
            found = [*read, *compounds_of(text), *passage.marks]
            if is_welsh[key]:
                found += welsh_marks(read)
            words[key, part][passage.weight] += found
            learnt[authority_of[key]].update(read)
    for one in foi_requests:
        if Part.ASKED in parts:
            words[one.pk, Part.ASKED]["D"] += marks_of(
                one.authority_id, one.received_on
            )
    _write(
        [
            [one.pk, one.authority_id, one.received_on, VERSION]
            + [
                " ".join(words[one.pk, part][weight])
                for part in parts
                for weight in _WEIGHTS
            ]
            for one in sorted(foi_requests, key=lambda one: one.pk)
        ],
        parts,
    )
    for authority, new in sorted(learnt.items()):
        transaction.on_commit(partial(learn, authority, new), robust=True)


def _write(rows: list[list[Any]], parts: Sequence[Part]) -> None:
    table = SearchEntry._meta.db_table
    columns = ", ".join(parts)
    changed = ["received_on", *parts, *(["version"] if set(parts) == set(Part) else [])]
    # All names in this statement are this module's own.
    statement = (
        f"INSERT INTO {table}"  # noqa: S608
        f" (foi_request_id, authority_id, received_on, version, {columns})"
        f" VALUES (%s, %s, %s, %s, {', '.join([_VECTOR] * len(parts))})"
        " ON CONFLICT (foi_request_id) DO UPDATE SET "
        + ", ".join(f"{column} = EXCLUDED.{column}" for column in changed)
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
