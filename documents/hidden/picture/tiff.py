"""Find bytes of a TIFF that belong to none of its pictures."""

import struct
from collections.abc import Iterator

from documents.hidden.findings import Finding, block, counted

# Of each type of value, the bytes. Source: TIFF 6.0, section 2.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_SIZES |= {13: 4}
_PLACES = {273: 279, 324: 325, 513: 514}  # strips, tiles, a preview: where, how long
_INNER = {330, 34665, 34853, 40965}  # tags that lead to further directories
_MOST_DIRECTORIES = 1_000
_MOST_VALUES = 1_000_000
_LEAST_BYTES = 16


def look_at_rest(content: bytes) -> Iterator[Finding]:
    """Yield the bytes after all that the directories of a TIFF lead to."""
    try:
        end = _end(content)
    except (struct.error, IndexError, ValueError):
        return
    rest = content[end:].strip(b"\0\r\n ") if end else b""
    if len(rest) >= _LEAST_BYTES:
        yield block(
            "data_after_end",
            "",
            f"{counted(len(rest), 'byte')} follow its end. Save it afresh.",
        )


def _end(content: bytes) -> int:
    """Return where the last of its pieces ends; 0 if that cannot be told."""
    order = {b"II": "<", b"MM": ">"}.get(content[:2])
    if order is None or struct.unpack(f"{order}H", content[2:4])[0] != 42:
        return 0
    (first,) = struct.unpack(f"{order}I", content[4:8])
    pending, seen, end = [first], set[int](), 8
    while pending:
        at = pending.pop()
        if not at or at in seen:
            continue
        seen.add(at)
        if len(seen) > _MOST_DIRECTORIES:
            return 0
        (many,) = struct.unpack_from(f"{order}H", content, at)
        found: dict[int, list[int]] = {}
        for number in range(many):
            place = at + 2 + 12 * number
            tag, kind, count = struct.unpack_from(f"{order}HHI", content, place)
            size = _SIZES.get(kind, 0) * count
            begin = place + 8
            if size > 4:
                (begin,) = struct.unpack_from(f"{order}I", content, place + 8)
            end = max(end, begin + size)
            wanted = tag in _INNER or tag in _PLACES or tag in _PLACES.values()
            if wanted and kind in {3, 4, 13} and count < _MOST_VALUES:
                letter = "H" if kind == 3 else "I"
                found[tag] = list(
                    struct.unpack_from(f"{order}{count}{letter}", content, begin)
                )
        end = max(end, at + 2 + 12 * many + 4)
        pending += struct.unpack_from(f"{order}I", content, at + 2 + 12 * many)
        for tag in _INNER & found.keys():
            pending += found[tag]
        for tag, length in _PLACES.items():
            for place, size in zip(
                found.get(tag, ()), found.get(length, ()), strict=False
            ):
                end = max(end, place + size)
    return end
