"""Sketches of previous answers' questions, held in a worker's memory.

A search of a million takes milliseconds in memory, and a second where the sketches must
be read first. So a worker reads those of an authority once, then only the new.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from django.db import connection

from documents.meaning.sketches import Sketches

# Sketches of 48 bytes with their keys: 112 MB at most, or a single larger authority.
MOST_HELD: Final = 2_000_000
_SLICE: Final = 131_072
# Two values, not two a row: a driver reads rows far more slowly than bytes.
_READ: Final = """
    SELECT string_agg(int8send(id), ''::bytea ORDER BY id),
           string_agg(sketch, ''::bytea ORDER BY id)
    FROM (
        SELECT id, sketch FROM responses_answermeaning
        WHERE authority_id = %s AND model = %s AND id > %s AND id <= %s
        ORDER BY id LIMIT %s
    ) AS slice
"""

_held: OrderedDict[tuple[int, str], Sketches] = OrderedDict()


def sketches_held(*, authority_id: int, mark: str, upto: int) -> Sketches:
    """Return the sketches of an authority, with those that were stored meanwhile.

    Keys grow in the order in which they are committed, so that none is passed over. The
    sketch of an answer that was removed stays: what it finds is not there any more.

    Args:
        authority_id: The authority.
        mark: The mark of the model.
        upto: The newest key.
    """
    held = _held.pop((authority_id, mark), None)
    if held is None or held.newest > upto:  # another database was restored
        held = Sketches()
    _read(held, authority_id, mark, upto)
    _held[authority_id, mark] = held
    while len(_held) > 1 and sum(map(len, _held.values())) > MOST_HELD:
        _held.popitem(last=False)
    return held


def _read(held: Sketches, authority_id: int, mark: str, upto: int) -> None:
    import numpy as np

    while held.newest < upto:
        with connection.cursor() as cursor:
            cursor.execute(_READ, [authority_id, mark, held.newest, upto, _SLICE])
            keys, sketches = cursor.fetchone()
        if keys is None:
            return
        read = np.frombuffer(keys, dtype=">i8").astype(np.int64)
        rows = np.frombuffer(sketches, dtype=np.uint8).reshape(len(read), -1)
        held.add(read, rows)
