"""The columns of an export: every fact of a request, or of a question."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from django.db.models import Count, Sum

from requests_app.exports.writing import Cell
from requests_app.models import Enquiry, EnquiryReply, Export, FOIRequest, Question

Read = Callable[[Collection[int]], Mapping[int, Sequence[Cell]]]


class Added(NamedTuple):
    """Columns that another subject adds.

    Attributes:
        titles: The titles of the columns.
        read: Returns the cells of rows, by the keys of requests or questions.
    """

    titles: Sequence[str]
    read: Read


_added: Final[dict[str, list[Added]]] = defaultdict(list)


def add_columns(of: Export.Of, titles: Sequence[str], read: Read) -> None:
    """Add columns to each export of a kind; call it in `AppConfig.ready`."""
    if all(each.read is not read for each in _added[of]):
        _added[of].append(Added(titles, read))


REQUESTERS: Final = ("Requester", "Organisation")
# Titles and values of the columns of a request.
_FACTS: Final[Mapping[str, Callable[[Any], Cell]]] = MappingProxyType(
    {
        "Reference": lambda one: one.reference or "",
        "Kind": lambda one: "Internal review" if one.review_of_id else "Request",
        "Review of": lambda one: one.review_of.reference if one.review_of else "",
        "Subject": lambda one: one.subject,
        "Requester": lambda one: one.requester_name,
        "Organisation": lambda one: one.requester_organisation,
        "Kind of requester": lambda one: _named(one.requester_type),
        "Channel": lambda one: one.get_channel_display(),
        "Language": lambda one: one.get_language_display(),
        "Law": lambda one: one.regime,
        "State": lambda one: one.get_state_display(),
        "Flags": lambda one: ", ".join(one.flag_labels),
        "Restricted": lambda one: _yes(one.is_restricted),
        "Routine": lambda one: _yes(one.is_routine),
        "Received": lambda one: one.received_on,
        "Registered": lambda one: one.registered_on,
        "Due before extension": lambda one: one.original_due_on or one.due_on,
        "Due": lambda one: one.due_on,
        "Extension": lambda one: one.get_extension_display(),
        "Extended on": lambda one: one.extended_on,
        "First answered": lambda one: one.answered_on,
        "In time": lambda one: {None: "", True: "yes", False: "no"}[one.was_in_time],
        "Working days taken": lambda one: one.days_taken,
        "Reason for lateness": lambda one: one.get_late_reason_display(),
        "Team of the lateness": lambda one: _named(one.late_team),
        "Closed": lambda one: one.closed_on,
        "Outcome": lambda one: one.get_outcome_display(),
        "Ground of refusal": lambda one: one.get_refusal_reason_display(),
        "Provisions": lambda one: "; ".join(one.provisions),
        "Team": lambda one: _named(one.team),
        "Officer": lambda one: _named(one.officer),
    }
)
_OF_QUESTIONS: Final[Mapping[str, Callable[[Any], Cell]]] = MappingProxyType(
    {
        "Reference": lambda one: one.foi_request.reference or "",
        "Received": lambda one: one.foi_request.received_on,
        "Law": lambda one: one.foi_request.regime,
        "Team": lambda one: _named(one.foi_request.team),
        "Number": lambda one: one.label,
        "Question": lambda one: one.text,
        "Due": lambda one: one.due_on,
        "Answered": lambda one: one.answered_on,
    }
)
_RELATED: Final = (
    "review_of", "requester_type", "team", "late_team", "officer"
)  # fmt: skip


def heading_of(export: Export) -> list[str]:
    """Return the titles of the columns of an export."""
    return [*_facts_of(export), *(t for each in _added_to(export) for t in each.titles)]


def rows_of(export: Export, keys: Sequence[int]) -> Iterable[list[Cell]]:
    """Yield the rows of requests, in the order of their keys.

    The queries are as many for one request as for a thousand.
    """
    if export.of == Export.Of.QUESTIONS:
        found: list[Any] = list(
            Question.objects.filter(foi_request__in=keys, kind=Question.Kind.QUESTION)
            .select_related("foi_request__team")
            .defer("foi_request__received_text")
            .order_by("-foi_request", "order")
        )
    else:
        found = list(
            FOIRequest.objects.filter(pk__in=keys)
            .select_related(*_RELATED)
            .defer("received_text")
            .order_by("-pk")
        )
    facts = _facts_of(export).values()
    more = [
        (each.read([one.pk for one in found]), len(each.titles))
        for each in _added_to(export)
    ]
    for one in found:
        row: list[Cell] = [fact(one) for fact in facts]
        for cells, number in more:
            row += cells.get(one.pk, [None] * number)
        yield row


def _facts_of(export: Export) -> dict[str, Callable[[Any], Cell]]:
    if export.of == Export.Of.QUESTIONS:
        return dict(_OF_QUESTIONS)
    return {
        title: fact
        for title, fact in _FACTS.items()
        if export.has_requesters or title not in REQUESTERS
    }


def _added_to(export: Export) -> list[Added]:
    own = [_COUNTED] if export.of == Export.Of.REQUESTS else []
    return [*own, *_added[export.of]]


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
    ("Questions", "Departments asked", "Minutes of departments"), _counted
)


def _named(thing: Any) -> str:
    return str(thing or "")


def _yes(value: bool) -> str:
    return "yes" if value else "no"
