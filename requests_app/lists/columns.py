"""The columns of a list of requests, and each person's choice of them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from typing import Any, Final, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list

from accounts.models import User
from requests_app.due import Due
from requests_app.lists.markup import (
    due_cell,
    officer_cell,
    request_cell,
    short_day,
    state_cell,
    turn_cell,
)
from requests_app.lists.turns import WhoseTurn
from requests_app.models import FOIRequest, ListColumns
from requests_app.refusals import Refusal


class Row(NamedTuple):
    """A request of a list.

    Attributes:
        foi_request: The request.
        due: Its due date, in words.
        here: The other people in the request, in words; "" for none.
        away: Until when its officer is away, in words; "" otherwise.
        turn: Whose turn the request is; None where nothing is left to do.
        complaint: Where its latest complaint stands, in words; "" for none.
    """

    foi_request: FOIRequest
    due: Due
    here: str
    away: str
    turn: WhoseTurn | None = None
    complaint: str = ""


class UnknownColumns(Refusal):
    """A column was chosen that lists do not have, or none was chosen."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list.

    Attributes:
        title: Its title.
        cell: What a row says in it, as text or HTML.
        sort: The key in `SORTS` of its order; "" for none.
        is_usual: Whether people see it who chose no columns.
    """

    title: str
    cell: Callable[[Row], str]
    sort: str = ""
    is_usual: bool = False


def _day(name: str) -> Callable[[Row], str]:
    def shown(row: Row) -> str:
        day: date | None = getattr(row.foi_request, name)
        return short_day(day) if day else "–"

    return shown


def _words(name: str) -> Callable[[Row], str]:
    return lambda row: str(getattr(row.foi_request, name) or "–")


def _label(name: str) -> Callable[[Row], str]:
    method = f"get_{name}_display"
    return lambda row: str(getattr(row.foi_request, method)() or "–")


def _number(name: str) -> Callable[[Row], str]:
    def shown(row: Row) -> str:
        number: int | None = getattr(row.foi_request, name)
        return "–" if number is None else f"{number:,}"

    return shown


_CELL: Final = '<td role="cell" data-title="{}">'
# In the order of the page. The request itself stands before them all.
COLUMNS: Final[Mapping[str, Column]] = {
    "requester": Column(
        "Requester", _words("requester_name"), sort="requester", is_usual=True
    ),
    "organisation": Column("Organisation", _words("requester_organisation")),
    "requester_type": Column("Kind of requester", _words("requester_type")),
    "state": Column(
        "State", lambda row: state_cell(row.foi_request), sort="state", is_usual=True
    ),
    "turn": Column("Whose turn", lambda row: turn_cell(row.turn), is_usual=True),
    "due": Column("Due", lambda row: due_cell(row.due), sort="due", is_usual=True),
    "original_due": Column("Due before extension", _day("original_due_on")),
    "extension": Column("Extension", _label("extension")),
    "officer": Column(
        "Officer",
        lambda row: officer_cell(str(row.foi_request.officer or ""), row.away),
        sort="officer",
        is_usual=True,
    ),
    "team": Column("Team", _words("team"), sort="team"),
    "regime": Column("Regime", _words("regime")),
    "channel": Column("Channel", _label("channel")),
    "language": Column("Language", _label("language")),
    "flags": Column("Flags", lambda row: ", ".join(row.foi_request.flag_labels) or "–"),
    "priority": Column("Priority", _label("priority")),
    "received": Column("Received", _day("received_on"), sort="received", is_usual=True),
    "registered": Column("Registered", _day("registered_on")),
    "answered": Column("First answered", _day("answered_on"), sort="answered"),
    "days_taken": Column("Working days taken", _number("days_taken")),
    "outcome": Column("Outcome", _label("outcome")),
    "provisions": Column(
        "Provisions", lambda row: ", ".join(row.foi_request.provisions) or "–"
    ),
    "late_reason": Column("Reason for lateness", _label("late_reason")),
    "complaint": Column("Complaint", lambda row: row.complaint or "–"),
    "closed": Column("Closed", _day("closed_on"), sort="closed", is_usual=True),
}
USUAL: Final = tuple(name for name, column in COLUMNS.items() if column.is_usual)


def known_columns(names: Iterable[str]) -> tuple[str, ...]:
    """Return the known columns among some names, in the order of the page."""
    given = set(names)
    return tuple(name for name in COLUMNS if name in given)


def has_unknown_columns(names: Iterable[str]) -> bool:
    """Return whether some names are of no column."""
    return not COLUMNS.keys() >= {*filter(None, names)}


def rows_in_html(rows: Iterable[Row], columns: Sequence[str]) -> SafeString:
    """Return the rows of a list in some columns, as HTML."""
    shown = [(_opening(name), COLUMNS[name].cell) for name in columns]
    is_marked = "state" not in columns
    return SafeString("".join(_row_in_html(row, shown, is_marked) for row in rows))


def _row_in_html(
    row: Row, shown: Sequence[tuple[str, Callable[[Row], str]]], is_marked: bool
) -> str:
    first = request_cell(
        row.foi_request,
        here=row.here,
        is_marked=is_marked,
        url=row.foi_request.get_absolute_url(),
    )
    cells = "".join(f"{opening}{_escaped(cell(row))}</td>" for opening, cell in shown)
    return f'<tr role="row">{first}{cells}</tr>'


def _escaped(cell: str) -> str:
    return cell if isinstance(cell, SafeString) else escape(cell)


@cache
def _opening(name: str) -> str:
    return format_html(_CELL, COLUMNS[name].title)


def choose_columns(*, columns: Collection[str], by: User) -> None:
    """Keep the columns that a person wants to see in every list.

    Args:
        columns: Keys of `COLUMNS`, in any order.
        by: The person.

    Raises:
        UnknownColumns: None was chosen, or lists do not have them.
    """
    chosen = known_columns(columns)
    if unknown := set(columns).difference(chosen):
        names = get_text_list(sorted(unknown), "and")
        raise UnknownColumns(f"Lists have no column “{names}”.")
    if not chosen:
        raise UnknownColumns("Choose at least one column.")
    ListColumns.objects.update_or_create(person=by, defaults={"columns": list(chosen)})


def forget_columns(*, by: User) -> None:
    """Let a person see the usual columns again."""
    ListColumns.objects.filter(person=by).delete()


def chosen_columns(user: User) -> tuple[str, ...]:
    """Return the columns that a person sees in lists."""
    found: Any = ListColumns.objects.filter(person=user)
    kept = found.values_list("columns", flat=True).first()
    return known_columns(kept or ()) or USUAL
