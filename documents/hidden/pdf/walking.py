"""Walk the objects of a PDF, whatever leads to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

_FAILURES = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    OSError,
    NotImplementedError,
)


@dataclass
class Walk:
    """Every dictionary that the trailer leads to.

    Attributes:
        reached: The numbers of the objects reached.
        met: The dictionaries, those within others included, each with the number of the
            object it is or lies in.
    """

    reached: set[int] = field(default_factory=set)
    met: list[tuple[int, DictionaryObject]] = field(default_factory=list)


def walk(reader: PdfReader) -> Walk:
    """Return everything the trailer of a file leads to."""
    made = Walk()
    pending: list[tuple[int, Any]] = [(0, one) for one in reader.trailer.values()]
    while pending:
        number, one = pending.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in made.reached:
                continue
            made.reached.add(one.idnum)
            number, one = one.idnum, resolved(one)
        if isinstance(one, DictionaryObject):
            made.met.append((number, one))
            pending += [(number, dict.__getitem__(one, key)) for key in one]
        elif isinstance(one, ArrayObject):
            pending += [(number, list.__getitem__(one, at)) for at in range(len(one))]
    return made


def resolved(one: object) -> PdfObject | None:
    """Return what a reference leads to; None if it leads nowhere."""
    try:
        return one.get_object() if isinstance(one, IndirectObject) else None
    except _FAILURES:
        return None


def value(holder: DictionaryObject, key: str) -> Any:
    """Return an entry of a dictionary; None if it cannot be read."""
    try:
        return holder.get(key)
    except _FAILURES:
        return None


def dictionary(one: object) -> DictionaryObject:
    """Return a dictionary; an empty one for anything else."""
    found = resolved(one) if isinstance(one, IndirectObject) else one
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def array(one: object) -> list[Any]:
    """Return the members of an array; none for anything else."""
    found = resolved(one) if isinstance(one, IndirectObject) else one
    return list(found) if isinstance(found, ArrayObject) else []


def data_of(one: object) -> bytes:
    """Return what a stream holds; b"" if it cannot be read, or is none."""
    found = resolved(one) if isinstance(one, IndirectObject) else one
    try:
        return bytes(found.get_data()) if isinstance(found, StreamObject) else b""
    except _FAILURES:
        return b""


def words_of(one: object) -> str:
    """Return a text, of a string or of a stream; "" for anything else."""
    found = resolved(one) if isinstance(one, IndirectObject) else one
    if isinstance(found, StreamObject):
        return data_of(found).decode("utf-8", "replace")
    if isinstance(found, bytes):
        return found.decode("utf-8", "replace")
    if isinstance(found, str) and not found.startswith("/"):
        return " ".join(str(found).split())
    return ""


def named(tree: object) -> Iterator[tuple[str, Any]]:
    """Yield the names of a name tree with what they stand for, each branch once."""
    pending, seen = [tree], set()
    while pending:
        one = pending.pop()
        number = one.idnum if isinstance(one, IndirectObject) else id(one)
        if number in seen:
            continue
        seen.add(number)
        holder = dictionary(one)
        entries = array(value(holder, "/Names"))
        for name, meant in zip(entries[::2], entries[1::2], strict=False):
            yield str(name), meant
        pending += array(value(holder, "/Kids"))
