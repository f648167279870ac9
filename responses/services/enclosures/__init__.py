"""Files that go with a letter: keep, look through, enclose and read them."""

from responses.services.enclosures.adding import (
    MOST_IN_A_DRAFT,
    EnclosureRefused,
    add_enclosure,
    replace_enclosure,
    too_large,
)
from responses.services.enclosures.changing import (
    accept_enclosure,
    move_enclosure,
    remove_enclosure,
    rename_enclosure,
)
from responses.services.enclosures.enclosing import enclose
from responses.services.enclosures.looking import (
    errand_key,
    scan_enclosure,
    scan_waiting,
)
from responses.services.enclosures.names import kind_refused, safe_name, title_from
from responses.services.enclosures.reading import check, read, sweep_unfinished

__all__ = [
    "MOST_IN_A_DRAFT",
    "EnclosureRefused",
    "accept_enclosure",
    "add_enclosure",
    "check",
    "enclose",
    "errand_key",
    "kind_refused",
    "move_enclosure",
    "read",
    "remove_enclosure",
    "rename_enclosure",
    "replace_enclosure",
    "safe_name",
    "scan_enclosure",
    "scan_waiting",
    "sweep_unfinished",
    "title_from",
    "too_large",
]
