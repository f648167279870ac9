"""The groups of notices: how each is usually mailed, and whether it waits for work."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from requests_app.models import Notice, Way

_Kind = Notice.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Kinds of notices for which a person makes one choice.

    Attributes:
        name: What is stored; never changed afterwards.
        label: What the page of choices calls the group.
        hint: The events of the group, in a few words.
        kinds: The kinds.
        usual: The way of a person without a choice.
    """

    name: str
    label: str
    hint: str
    kinds: frozenset[Notice.Kind]
    usual: Way


GROUPS: Final = (
    Group(
        name="work",
        label="Requests that reach you",
        hint=(
            "Assigned, in the queue of your team, passed on, given back, handed over, "
            "priority asked for, internal reviews."
        ),
        kinds=frozenset(
            {
                _Kind.ASSIGNED,
                _Kind.PASSED_ON,
                _Kind.GIVEN_BACK,
                _Kind.HANDED_OVER,
                _Kind.PRIORITY,
                _Kind.REVIEW,
            }
        ),
        usual=Way.AT_ONCE,
    ),
    Group(
        name="clearance",
        label="Clearance",
        hint="Sent for clearance, returned, cleared, clearance due.",
        kinds=frozenset(
            {
                _Kind.SENT_FOR_CLEARANCE,
                _Kind.RETURNED,
                _Kind.CLEARED,
                _Kind.CLEARANCE_DUE,
            }
        ),
        usual=Way.AT_ONCE,
    ),
    Group(
        name="departments",
        label="Departments and advice",
        hint="Questions to a department, replies, late replies, advice.",
        kinds=frozenset(
            {
                _Kind.ASKED,
                _Kind.REPLIED,
                _Kind.DECLINED,
                _Kind.REPLY_LATE,
                _Kind.ADVICE,
            }
        ),
        usual=Way.AT_ONCE,
    ),
    Group(
        name="comments",
        label="Comments",
        hint="Comments that name you, and tasks.",
        kinds=frozenset({_Kind.MENTIONED, _Kind.TASK}),
        usual=Way.AT_ONCE,
    ),
    Group(
        name="letters",
        label="Letters and messages",
        hint="Letters not delivered, not posted or kept back, and messages received.",
        kinds=frozenset({_Kind.BOUNCED, _Kind.UNPOSTED, _Kind.OUTGOING, _Kind.MAIL}),
        usual=Way.AT_ONCE,
    ),
    Group(
        name="dates",
        label="Due dates",
        hint="Reminders, and due dates that moved.",
        kinds=frozenset({_Kind.REMINDER, _Kind.DATE_MOVED}),
        usual=Way.DIGEST,
    ),
    Group(
        name="office",
        label="The office",
        hint="Leave, requests taken from the queue, and wording to review.",
        kinds=frozenset({_Kind.LEAVE, _Kind.TAKEN, _Kind.WORDING}),
        usual=Way.DIGEST,
    ),
    Group(
        name="mailboxes",
        label="Mailboxes",
        hint="Mailboxes that cannot be read, and mailboxes that are read again.",
        kinds=frozenset({_Kind.MAILBOX}),
        usual=Way.AT_ONCE,
    ),
    Group(
        name="exports",
        label="Your exports",
        hint="Files that are ready, and files that could not be made.",
        kinds=frozenset({_Kind.EXPORT}),
        usual=Way.AT_ONCE,
    ),
    Group(
        name="files",
        label="Files",
        hint="Files with a virus, and files that could not be scanned.",
        kinds=frozenset({_Kind.FILE}),
        usual=Way.AT_ONCE,
    ),
)
# The kinds for knowledge only. Every other kind waits for the person told.
FOR_KNOWLEDGE: Final = frozenset(
    {_Kind.TAKEN, _Kind.DATE_MOVED, _Kind.LEAVE, _Kind.EXPORT}
)
# The kinds about a person's own things. Nobody is told in that person's place.
PERSONAL: Final = frozenset({_Kind.EXPORT, _Kind.OUTGOING})
_GROUP_OF: Final[Mapping[str, Group]] = MappingProxyType(
    {kind.value: group for group in GROUPS for kind in group.kinds}
)


def group_of(kind: str) -> Group:
    """Return the group of a kind of notice."""
    return _GROUP_OF[kind]


def way_of(kind: str, chosen: Mapping[str, str]) -> Way:
    """Return how a notice is mailed to a person.

    Args:
        kind: One of `Notice.Kind`.
        chosen: The person's choices, as `NoticeChoices.ways` has them.
    """
    group = _GROUP_OF[kind]
    way = chosen.get(group.name, group.usual)
    return Way(way) if way in Way.values else group.usual
