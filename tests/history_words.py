"""Hold every history entry that a test writes to the words of the interface."""

import re

from requests_app.models import HistoryEntry
from responses.desk.history_words import WORDING

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_RAW_VALUE = re.compile(r"[a-z]+(?:_[a-z]+)+|True|False|None|\d{4}-\d\d-\d\d.*")
# In a note, names of files and addresses are words of their own.
_RAW_WORD = re.compile(
    r"(?<![\w./@“-])(?:[a-z]+(?:_[a-z]+)+|True|False|None|\d{4}-\d\d-\d\d)(?![\w@”-]|\.\w)"
)
# A correction of questions names them by their numbers, such as "a".
_NAMED_BY_NUMBER = {"questions_corrected"}


def raw_words_of(entry: HistoryEntry) -> list[str]:
    """Return what an entry would show that is not in words."""
    found = _RAW_WORD.findall(entry.note)
    for name in entry.changes:
        field = name.rpartition(": ")[2]
        if (
            entry.kind not in _NAMED_BY_NUMBER
            and name not in WORDING.unsaid
            and _NAME.fullmatch(field)
            and field not in WORDING.titles
        ):
            found.append(name)
    changes = WORDING.changes_of(entry)
    for change in (*changes.short, *changes.long):
        found += [
            value
            for value in (change.before, change.after)
            if _RAW_VALUE.fullmatch(value)
        ]
    return found


def saved_in_words(save):
    """Return `HistoryEntry.save` that fails a test which writes a raw name or value."""

    def checked(entry, *given, **named):
        raw = raw_words_of(entry)
        assert not raw, f"History of the kind “{entry.kind}” shows {raw}."
        return save(entry, *given, **named)

    return checked
