"""The columns of an export: every fact of a request, a question or a letter."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from django.db.models import Count, Sum
from django.utils import timezone

from requests_app.calendars.working_days import read_once
from requests_app.exports.writing import Cell
from requests_app.lists.reading import read_found
from requests_app.lists.rows import rows_of_list
from requests_app.lists.sorting import read_orders
from requests_app.models import Enquiry, EnquiryReply, Export, FOIRequest, Question

Facts = Mapping[str, Callable[[Any], Cell]]
Read = Callable[[Collection[int]], Mapping[int, Sequence[Cell]]]


class Rows(NamedTuple):
    """What the rows of a kind of export are.

    Attributes:
        groups: The titles of the columns and how each is read from a row, by the title
            of their group.
        find: Returns the rows of some requests, by the keys of the requests, the newest
            request first.
    """

    groups: Mapping[str, Facts]
    find: Callable[[Collection[int]], list[Any]]


class Added(NamedTuple):
    """Columns read for many rows at a time.

    Attributes:
        group: The title of their group.
        titles: The titles of the columns.
        read: Returns the cells of rows, by the keys of requests, questions or letters.
    """

    group: str
    titles: Sequence[str]
    read: Read


_rows: Final[dict[str, Rows]] = {}
_added: Final[dict[str, list[Added]]] = defaultdict(list)


def add_rows(of: Export.Of, rows: Rows) -> None:
    """Make a kind of row known; call it in `AppConfig.ready`."""
    _rows[of] = rows


def add_columns(of: Export.Of, group: str, titles: Sequence[str], read: Read) -> None:
    """Add columns to each export of a kind; call it in `AppConfig.ready`."""
    if all(each.read is not read for each in _added[of]):
        _added[of].append(Added(group, titles, read))


REQUESTERS: Final = ("Requester", "Organisation")
# What each column of a list is in a file. The list's first has two.
OF_LISTS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "": ("Reference", "Subject"),
        "requester": ("Requester",),
        "organisation": ("Organisation",),
        "requester_type": ("Kind of requester",),
        "state": ("State",),
        "turn": ("Whose turn", "Next step", "Since"),
        "due": ("Due",),
        "original_due": ("Due before extension",),
        "extension": ("Extension",),
        "officer": ("Officer",),
        "team": ("Team",),
        "regime": ("Law",),
        "channel": ("Channel",),
        "language": ("Language",),
        "flags": ("Flags",),
        "priority": ("Priority",),
        "received": ("Received",),
        "registered": ("Registered",),
        "answered": ("First answered",),
        "days_taken": ("Working days taken",),
        "outcome": ("Outcome",),
        "provisions": ("Provisions",),
        "late_reason": ("Reason for lateness",),
        "complaint": (
            "Complaint to the regulator",
            "Complaint outcome",
            "Appeal to the tribunal",
        ),
        "closed": ("Closed",),
    }
)
_RELATED: Final = (
    "review_of", "requester_type", "team", "late_team", "officer"
)  # fmt: skip


def groups_of(of: str) -> dict[str, list[str]]:
    """Return the titles of the columns that a person may choose, by their group."""
    found = {
        group: [title for title in facts if title not in REQUESTERS]
        for group, facts in _rows[of].groups.items()
    }
    for group, titles, _ in _added_to(of):
        found.setdefault(group, []).extend(titles)
    return found


def may_name_requesters(of: str) -> bool:
    """Return whether rows of a kind have columns of requesters at all."""
    every = _rows[of].groups.values()
    return any(title in facts for facts in every for title in REQUESTERS)


def titles_of_list(columns: Iterable[str]) -> list[str]:
    """Return the titles of the columns of a list, in the order of a file.

    The requester's are left out: these are asked for apart.
    """
    wanted = {title for name in ("", *columns) for title in OF_LISTS[name]}
    every = groups_of(Export.Of.REQUESTS).values()
    return [title for titles in every for title in titles if title in wanted]


def heading_of(export: Export) -> list[str]:
    """Return the titles of the columns of an export."""
    more = (each.titles[place] for each, places in _more_of(export) for place in places)
    return [*_facts_of(export), *more]


def rows_of(export: Export, keys: Sequence[int]) -> Iterable[list[Cell]]:
    """Yield the rows of requests, in the order of their keys.

    The queries are as many for one request as for a thousand. Columns left out are not
    read.
    """
    found = _rows[export.of].find(keys)
    facts = _facts_of(export).values()
    more = [
        (each.read([one.pk for one in found]), places)
        for each, places in _more_of(export)
    ]
    for one in found:
        row: list[Cell] = [fact(one) for fact in facts]
        for cells, places in more:
            told = cells.get(one.pk)
            row += [None if told is None else told[place] for place in places]
        yield row


def _facts_of(export: Export) -> Facts:
    return {
        title: fact
        for facts in _rows[export.of].groups.values()
        for title, fact in facts.items()
        if (
            export.has_requesters
            if title in REQUESTERS
            else not export.columns or title in export.columns
        )
    }


def _more_of(export: Export) -> list[tuple[Added, list[int]]]:
    """Return the columns read for many rows, with the places of those chosen."""
    found = [
        (
            each,
            [
                place
                for place, title in enumerate(each.titles)
                if not export.columns or title in export.columns
            ],
        )
        for each in _added_to(export.of, export)
    ]
    return [(each, places) for each, places in found if places]


def _added_to(of: str, export: Export | None = None) -> list[Added]:
    if of != Export.Of.REQUESTS:
        return _added[of]
    turns = Added("Whose turn", OF_LISTS["turn"], partial(_turns, export))
    return [_COUNTED, *_added[of], turns]


def _turns(
    export: Export | None, keys: Collection[int]
) -> Mapping[int, Sequence[Cell]]:
    """Return whose turn each open request is, as lists tell the person."""
    if export is None:
        return {}
    is_open = FOIRequest.objects.filter(pk__in=keys, closed_on__isnull=True)
    with read_once():
        found = read_found(
            is_open.values("pk"),
            orders=read_orders("-received"),
            size=len(keys),
            columns={"turn"},
            user=export.by,
            on=timezone.localtime(export.asked_at).date(),
            path="",
        )
        rows = rows_of_list(
            found, found.foi_requests, user=export.by, at=export.asked_at
        )
    own = str(export.by)
    return {
        row.foi_request.pk: [
            own if row.turn.whose == "You" else row.turn.whose,
            row.turn.words,
            row.turn.since,
        ]
        for row in rows
        if row.turn
    }


def _counted(keys: Collection[int]) -> dict[int, list[Cell]]:
    """Return how many questions, which departments, and their hours."""
    questions = dict(
        Question.objects.filter(foi_request__in=keys, kind=Question.Kind.QUESTION)
        .order_by()
        .values("foi_request")
        .annotate(number=Count("pk"))
        .values_list("foi_request", "number")
    )
    asked: dict[int, dict[str, None]] = defaultdict(dict)
    for key, name in (
        Enquiry.objects.filter(foi_request__in=keys, withdrawn_at=None)
        .order_by("pk")
        .values_list("foi_request", "department__name")
    ):
        asked[key][name] = None
    minutes = dict(
        EnquiryReply.objects.filter(
            enquiry__foi_request__in=keys, sent_at__isnull=False
        )
        .order_by()
        .values("enquiry__foi_request")
        .annotate(spent=Sum("time_spent_minutes"))
        .values_list("enquiry__foi_request", "spent")
    )
    return {
        key: [questions.get(key, 0), ", ".join(asked[key]), minutes.get(key)]
        for key in keys
    }


_COUNTED: Final = Added(
    "Questions and departments",
    ("Questions", "Departments asked", "Minutes of departments"),
    _counted,
)


def _named(thing: Any) -> str:
    return str(thing or "")


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _requests(keys: Collection[int]) -> list[FOIRequest]:
    found = FOIRequest.objects.filter(pk__in=keys).select_related(*_RELATED)
    return list(found.defer("received_text").order_by("-pk"))


_rows.update(
    {
        Export.Of.REQUESTS: Rows(
            {
                "The request": {
                    "Reference": lambda one: one.reference or "",
                    "Kind": lambda one: (
                        "Internal review" if one.review_of_id else "Request"
                    ),
                    "Review of": lambda one: (
                        one.review_of.reference if one.review_of else ""
                    ),
                    "Subject": lambda one: one.subject,
                },
                "Who asked": {
                    "Requester": lambda one: one.requester_name,
                    "Organisation": lambda one: one.requester_organisation,
                    "Kind of requester": lambda one: _named(one.requester_type),
                    "Channel": lambda one: one.get_channel_display(),
                    "Language": lambda one: one.get_language_display(),
                },
                "How it is handled": {
                    "Law": lambda one: one.regime,
                    "State": lambda one: one.get_state_display(),
                    "Flags": lambda one: ", ".join(one.flag_labels),
                    "Restricted": lambda one: _yes(one.is_restricted),
                    "Routine": lambda one: _yes(one.is_routine),
                },
                "Dates and time": {
                    "Received": lambda one: one.received_on,
                    "Registered": lambda one: one.registered_on,
                    "Due before extension": lambda one: (
                        one.original_due_on or one.due_on
                    ),
                    "Due": lambda one: one.due_on,
                    "Extension": lambda one: one.get_extension_display(),
                    "Extended on": lambda one: one.extended_on,
                    "First answered": lambda one: one.answered_on,
                    "In time": lambda one: (
                        "" if one.was_in_time is None else _yes(one.was_in_time)
                    ),
                    "Working days taken": lambda one: one.days_taken,
                    "Reason for lateness": lambda one: one.get_late_reason_display(),
                    "Team of the lateness": lambda one: _named(one.late_team),
                    "Closed": lambda one: one.closed_on,
                },
                "The answer": {
                    "Outcome": lambda one: one.get_outcome_display(),
                    "Ground of refusal": lambda one: one.get_refusal_reason_display(),
                    "Provisions": lambda one: "; ".join(one.provisions),
                },
                "Who has it": {
                    "Team": lambda one: _named(one.team),
                    "Officer": lambda one: _named(one.officer),
                },
            },
            _requests,
        ),
    }
)
