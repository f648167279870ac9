"""The kinds of history entries, registered by the subjects that write them."""

from collections.abc import Iterator
from enum import Flag, StrEnum, auto
from itertools import chain
from typing import Final, Self


class Trait(Flag):
    """What other subjects need to know of a kind without knowing its name."""

    NONE = 0
    # The person had a hand in the words of an answer.
    WRITING = auto()
    # The person decided on an answer that others may have written.
    DECIDING = auto()
    # A person's entries close together are shown as one line.
    GROUPED = auto()
    # A letter, a decision or another step of the request: shown in bold by itself.
    MILESTONE = auto()
    # The requester wrote or paid, or a department replied: a snooze may end.
    FROM_REQUESTER = auto()
    FROM_DEPARTMENT = auto()
    # An adviser outside answered: every snooze ends.
    FROM_ADVISER = auto()


class HistoryKind(StrEnum):
    """The kinds of one subject: a subclass gives each its value, label and traits."""

    label: str
    traits: Trait

    def __new__(cls, value: str, label: str, traits: Trait = Trait.NONE) -> Self:
        """Make a kind.

        Args:
            value: What is stored, at most 40 characters; never changed afterwards.
            label: What the history of a request shows.
            traits: What other subjects need to know.
        """
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.traits = traits
        return member


_registered: Final[dict[str, HistoryKind]] = {}


def register(*subjects: type[HistoryKind]) -> None:
    """Make the kinds of subjects known; call it in `AppConfig.ready`.

    Raises:
        ValueError: Another subject has registered the same value.
    """
    for kind in chain.from_iterable(subjects):
        if _registered.setdefault(kind.value, kind) is not kind:
            raise ValueError(f"The history kind “{kind.value}” is registered twice.")


def registered_kinds() -> Iterator[HistoryKind]:
    """Return every kind registered, in the order of registration."""
    return iter(_registered.values())


def is_registered(kind: str) -> bool:
    """Whether a subject has registered this kind."""
    return kind in _registered


def kinds_with(traits: Trait) -> frozenset[str]:
    """Return the values of the kinds that have any of `traits`."""
    return frozenset(kind.value for kind in registered_kinds() if kind.traits & traits)


def label_of(kind: str) -> str:
    """Return the words shown for a stored kind.

    An entry whose subject has been taken out of the system still shows its value.
    """
    found = _registered.get(kind)
    return kind if found is None else found.label
