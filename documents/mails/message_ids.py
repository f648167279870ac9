"""Read the ids of mails in headers."""

import re
from typing import Final

from documents.mails.characters import on_one_line
from documents.mails.limits import LONGEST_ID, MOST_IDS

_ANGLED: Final = re.compile(r"<([^<>]{1,2000})>")
_BARE: Final = re.compile(r"[^\s<>,;()\"]+")


def message_ids_in(header: str) -> tuple[str, ...]:
    """Return the ids in a header such as References, in order, each once.

    Ids without angle brackets are found too. Where there are far too many, the first
    and the last are kept: they are the thread's beginning and the mail answered.
    """
    text = header.replace("\r", "").replace("\n", " ")
    found = _ANGLED.findall(text) or [one for one in _BARE.findall(text) if "@" in one]
    ids = list(dict.fromkeys(filter(None, map(normal_id, found))))
    if len(ids) > MOST_IDS:
        ids = [ids[0], *ids[1 - MOST_IDS :]]
    return tuple(ids)


def normal_id(written: str) -> str:
    """Return one id without brackets, spaces and control characters, for comparing.

    Folding may have put spaces into a long id. The part after the "@" is the name of a
    server, so its case says nothing.
    """
    bare = on_one_line(written.strip().strip("<>"), LONGEST_ID).replace(" ", "")
    left, at, server = bare.rpartition("@")
    return f"{left}@{server.lower()}" if at else bare
