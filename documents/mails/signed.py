"""Take the words out of the signature around them (CMS, RFC 5652)."""

from typing import Final

_SIGNED_DATA: Final = bytes.fromhex("2a864886f70d010702")
_SEQUENCE, _NAME, _WHOLE, _IN_PIECES, _FIRST = 0x30, 0x06, 0x04, 0x24, 0xA0
_DEEPEST: Final = 12


def signed_content(data: bytes) -> bytes | None:
    """Return the mail inside of a signed packet; None if there is none.

    The signature is not checked.
    """
    try:
        outer = _inside(data, 0, _SEQUENCE)
        name = _element(data, outer, 0)
        if data[outer] != _NAME or data[name[0] : name[1]] != _SIGNED_DATA:
            return None
        signed = _inside(data, _inside(data, name[2], _FIRST), _SEQUENCE)
        version = _element(data, signed, 0)
        digests = _element(data, version[2], 0)
        wrapped = _inside(data, digests[2], _SEQUENCE)
        kind = _element(data, wrapped, 0)
        return _octets(data, _inside(data, kind[2], _FIRST))
    except (IndexError, ValueError):
        return None


def _inside(data: bytes, at: int, tag: int) -> int:
    """Return where the content of an element begins."""
    if data[at] != tag:
        raise ValueError("Another element stands here.")
    return _element(data, at, 0)[0]


def _element(data: bytes, at: int, depth: int) -> tuple[int, int, int]:
    """Return where an element's content begins and ends, and where the next begins."""
    if depth > _DEEPEST:
        raise ValueError("Elements lie too deep in each other.")
    size = data[at + 1]
    if size < 0x80:
        return at + 2, at + 2 + size, at + 2 + size
    start = at + 2 + (size & 0x7F)
    if size == 0x80:
        end = start
        while data[end] or data[end + 1]:
            end = _element(data, end, depth + 1)[2]
        return start, end, end + 2
    if start > len(data) or size > 0x84:
        raise ValueError("The length has no sense.")
    end = start + int.from_bytes(data[at + 2 : start], "big")
    return start, end, end


def _octets(data: bytes, at: int) -> bytes:
    """Return a string of bytes, joined where it comes in pieces."""
    start, end, _ = _element(data, at, 0)
    if data[at] == _WHOLE:
        return data[start:end]
    if data[at] != _IN_PIECES:
        raise ValueError("Another element stands here.")
    pieces = []
    while start < end:
        begin, stop, following = _element(data, start, 0)
        pieces.append(data[begin:stop])
        start = following
    return b"".join(pieces)
