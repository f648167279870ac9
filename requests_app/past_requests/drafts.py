"""Make a request of a row, checked like one that an officer records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError

from accounts.models import Authority, Team, User
from documents.requests.reader import UnreadableRequest, parse
from requests_app.forms.fields import check_email_address
from requests_app.intake.details import DetailsNotPossible, check_details
from requests_app.intake.recording import subject_of
from requests_app.models import FOIRequest, RequesterType
from requests_app.past_requests import values
from requests_app.past_requests.columns import TITLES, plain
from requests_app.past_requests.dates import Dates, Given, dates_of
from requests_app.past_requests.provisions import read_provisions
from requests_app.past_requests.tables import as_reference
from requests_app.past_requests.values import NotRead, read_day, read_word
from requests_app.questions.outline.nodes import Outline, from_parsed
from requests_app.workflow import State
from statute.regimes import Regime

_LONGEST: Final = {
    "reference": 60,
    "requester_name": 200,
    "requester_organisation": 200,
    "requester_email": 254,
}
_LONGEST_SUBJECT: Final = 200
# What only an answered request has.
_OF_ANSWERS: Final = ("outcome", "refusal_reason", "provisions", "late_reason")
_WITH_REASON: Final = {
    FOIRequest.Outcome.PARTLY_REFUSED,
    FOIRequest.Outcome.REFUSED,
    FOIRequest.Outcome.ACCESSIBLE,
}
_Found = TypeVar("_Found", Team, User, RequesterType)


@dataclass(frozen=True, slots=True)
class Draft:
    """A request to be made.

    Attributes:
        line: Its first line in the file.
        foi_request: The request, not saved yet.
        outline: Its questions; None without a text.
        dates: What follows from its dates.
        note: The note for its history.
        notes: What a reader of the import must know.
    """

    line: int
    foi_request: FOIRequest
    outline: Outline | None
    dates: Dates
    note: str
    notes: tuple[str, ...]


class Office:
    """The records of an authority that rows name, read once for many rows.

    Args:
        authority: The authority.
        month_leads: The columns of days in which a month stands before a day.
        on: The London day.
    """

    def __init__(self, authority: Authority, month_leads: set[str], on: date) -> None:
        self.authority = authority
        self.month_leads = month_leads
        self.on = on
        self.teams = {team.name.casefold(): team for team in authority.teams.all()}
        kinds = authority.requester_types.order_by("-retired_on")
        self.types = {kind.name.casefold(): kind for kind in kinds}
        people = User.objects.filter(authority=authority).exclude(email="")
        self.people = {
            person.email.casefold(): person
            for person in people.order_by("is_active", "pk")
        }


class _Cells:
    """The cells of a row, read one by one; the reasons against them add up."""

    def __init__(self, said: Mapping[str, str], office: Office) -> None:
        self.said = said
        self.office = office
        self.problems: list[str] = []

    def text(self, key: str, *, is_needed: bool = False) -> str:
        text = " ".join(self.said.get(key, "").replace("\0", "").split())
        if is_needed and not text:
            self.problems.append(f"“{TITLES[key]}” is empty.")
        if len(text) > _LONGEST.get(key, len(text)):
            self.problems.append(
                f"“{TITLES[key]}” is longer than {_LONGEST[key]} letters."
            )
        return text

    def lines(self, key: str) -> str:
        text = self.said.get(key, "").replace("\0", "")
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()

    def day(self, key: str, *, is_needed: bool = False) -> date | None:
        cell = self.text(key, is_needed=is_needed)
        if not cell:
            return None
        month_may_lead = key in self.office.month_leads
        day: date | None = self._read(
            key, lambda: read_day(cell, month_may_lead=month_may_lead)
        )
        return day

    def word(self, key: str, known: Mapping[str, str]) -> str:
        cell = self.text(key)
        if not cell:
            return ""
        return self._read(key, lambda: read_word(cell, known, "word")) or ""

    def one_of(
        self, key: str, known: Mapping[str, _Found], missing: str
    ) -> _Found | None:
        cell = self.text(key)
        if cell and cell.casefold() not in known:
            self.problems.append(missing.format(f"“{cell[:80]}”"))
        return known.get(cell.casefold())

    def _read(self, key: str, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except NotRead as refusal:
            self.problems.append(f"{TITLES[key]}: {refusal}")
            return None


def draft_of(line: int, said: Mapping[str, str], office: Office) -> Draft:
    """Return the request of a row.

    Args:
        line: The first line of the row in the file.
        said: The cells by the key of their column.
        office: The records of the authority.

    Raises:
        NotRead: The row is rejected; the message gives every reason.
    """
    cells = _Cells(said, office)
    text = cells.lines("text")
    regime = cells.word("regime", values.REGIMES) or (
        "FOISA" if office.authority.is_scottish else "FOIA"
    )
    foi_request = FOIRequest(
        authority=office.authority,
        reference=as_reference(cells.text("reference", is_needed=True)),
        regime=regime,
        language=cells.word("language", values.LANGUAGES)
        or FOIRequest.Language.ENGLISH,
        received_text=text,
        requester_name=cells.text("requester_name", is_needed=True),
        requester_email=_email(cells),
        requester_address=_address(cells),
        requester_organisation=cells.text("requester_organisation"),
        requester_type=cells.one_of(
            "requester_type",
            office.types,
            "There is no kind of requester {}. Administrators keep the kinds.",
        ),
        team=cells.one_of("team", office.teams, "There is no team {}."),
        officer=cells.one_of(
            "officer", office.people, "There is no account with the address {}."
        ),
    )
    foi_request.channel = cells.word("channel", values.CHANNELS) or (
        FOIRequest.Channel.POST
        if foi_request.requester_address and not foi_request.requester_email
        else FOIRequest.Channel.EMAIL
    )
    received_on = cells.day("received_on", is_needed=True)
    notes: list[str] = []
    outline = _questions(cells, foi_request, notes)
    dates = Dates()
    given = _read_state(cells, foi_request, received_on)
    _read_answer(cells, foi_request)
    if received_on is not None:
        foi_request.received_on = foi_request.registered_on = received_on
        _check_days(cells, foi_request)
        if not cells.problems and given is not None:
            try:
                dates = dates_of(given, office.authority)
            except NotRead as refusal:
                cells.problems.append(str(refusal))
    _check_reference(cells, foi_request)
    if cells.problems:
        raise NotRead(" ".join(dict.fromkeys(cells.problems)))
    notes += dates.notes
    _keep_dates(foi_request, dates, notes)
    return Draft(line, foi_request, outline, dates, cells.lines("note"), tuple(notes))


def _check_reference(cells: _Cells, foi_request: FOIRequest) -> None:
    reference = foi_request.reference or ""
    if "~" in reference or not reference.isprintable():
        cells.problems.append(
            "The reference has a character that no reference may have."
        )


def _email(cells: _Cells) -> str:
    address = cells.text("requester_email")
    if address:
        try:
            check_email_address(address)
        except ValidationError:
            cells.problems.append(f"“{address[:80]}” is no e-mail address.")
    return address


def _address(cells: _Cells) -> str:
    address = cells.lines("requester_address")
    lines = address.split("\n") if "\n" in address else address.split(",")
    return "\n".join(line.strip() for line in lines if line.strip())


def _questions(
    cells: _Cells, foi_request: FOIRequest, notes: list[str]
) -> Outline | None:
    """Read the questions of the text, and settle the subject."""
    subject, outline = cells.text("subject"), None
    if foi_request.received_text:
        try:
            outline = from_parsed(parse(foi_request.received_text))
        except UnreadableRequest as refusal:
            cells.problems.append(f"Text: {refusal}")
        else:
            foi_request.preamble, foi_request.closing = (
                outline.preamble,
                outline.closing,
            )
            subject = subject or subject_of(outline)
    elif not subject:
        cells.problems.append("The row has neither a subject nor a text.")
    if len(subject) > _LONGEST_SUBJECT:
        notes.append(f"The subject was cut to {_LONGEST_SUBJECT} letters.")
        subject = f"{subject[: _LONGEST_SUBJECT - 1].rstrip()}…"
    foi_request.subject = subject
    return outline


def _read_state(
    cells: _Cells, foi_request: FOIRequest, received_on: date | None
) -> Given | None:
    """Settle the state and the days of the request; return its dated facts."""
    answered_on, closed_on = cells.day("answered_on"), cells.day("closed_on")
    due_on, extended_on = cells.day("due_on"), cells.day("extended_on")
    ground = cells.word("extension", values.EXTENSIONS)
    state = _state(cells, answered_on)
    if state is None:
        return None
    # Even without a day of receipt: what only answered requests have is judged by this.
    foi_request.state = state
    if received_on is None:
        return None
    if state == State.ANSWERED:
        if answered_on is None:
            cells.problems.append("An answered request needs the day of its answer.")
        foi_request.answered_on = answered_on
        foi_request.closed_on = closed_on or answered_on
    elif answered_on is not None:
        label = state.label.lower()
        cells.problems.append(
            f"The request is “{label}”, so “Answered on” must be empty."
        )
    elif state == State.ANSWERING:
        if closed_on is not None:
            cells.problems.append(
                "The request is “answering”, so “Closed on” must be empty."
            )
    else:
        if closed_on is None:
            cells.problems.append(f"A request “{state.label}” needs “Closed on”.")
        foi_request.closed_on = closed_on
    return Given(
        regime=Regime(foi_request.regime),
        received_on=received_on,
        answered_on=answered_on,
        due_on=due_on,
        extended_on=extended_on,
        ground=ground,
    )


def _state(cells: _Cells, answered_on: date | None) -> State | None:
    word = cells.text("state")
    if not word:
        if answered_on is not None:
            return State.ANSWERED
        cells.problems.append("“State” is empty, and there is no day of an answer.")
        return None
    found = values.STATES.get(plain(word))
    if found is None:
        cells.problems.append(
            f"“{word[:40]}” is no state that can be imported. These are: answered, "
            "withdrawn, not valid, transferred, lapsed and answering."
        )
        return None
    return State(found)


def _read_answer(cells: _Cells, foi_request: FOIRequest) -> None:
    """Settle what the answer said, of an answered request only."""
    if foi_request.state != State.ANSWERED:
        cells.problems += [
            f"Only an answered request has “{TITLES[key]}”."
            for key in _OF_ANSWERS
            if cells.text(key)
        ]
        return
    foi_request.outcome = cells.word("outcome", values.OUTCOMES)
    reason = cells.word("refusal_reason", values.REFUSAL_REASONS)
    if reason and foi_request.outcome not in _WITH_REASON:
        cells.problems.append(
            "A reason for refusal needs an outcome that is refused, granted in part or "
            "already accessible."
        )
    foi_request.refusal_reason = reason
    if provisions := cells.lines("provisions"):
        try:
            foi_request.provisions = read_provisions(
                provisions, Regime(foi_request.regime)
            )
        except NotRead as refusal:
            cells.problems.append(str(refusal))
    foi_request.late_reason = cells.word("late_reason", values.LATE_REASONS)


def _check_days(cells: _Cells, foi_request: FOIRequest) -> None:
    """Check the details like those of any request, and the order of the days."""
    office, received_on = cells.office, foi_request.received_on
    if Regime(foi_request.regime).is_scottish != office.authority.is_scottish:
        cells.problems.append(
            f"The {foi_request.regime} is not the law of this authority."
        )
    try:
        if foi_request.requester_name:
            check_details(foi_request, on=office.on)
    except DetailsNotPossible as refusal:
        cells.problems.append(str(refusal))
    first, last = foi_request.answered_on, foi_request.closed_on
    # Without a cell of its own, the day of closing is that of the answer.
    named = {"answered_on": first, "closed_on": last if last != first else None}
    for key, day in named.items():
        if day is None:
            continue
        if day < received_on:
            cells.problems.append(f"“{TITLES[key]}” is before the day of receipt.")
        if day > office.on:
            cells.problems.append(f"“{TITLES[key]}” is in the future.")
    if first and last and last < first:
        cells.problems.append("“Closed on” is before the answer.")
    officer = foi_request.officer
    if (
        foi_request.state == State.ANSWERING
        and officer is not None
        and not (officer.is_active and officer.sees_requests)
    ):
        cells.problems.append(f"{officer} cannot have open requests.")


def _keep_dates(foi_request: FOIRequest, dates: Dates, notes: list[str]) -> None:
    foi_request.due_on = dates.due_on
    foi_request.original_due_on = dates.original_due_on
    foi_request.extension = dates.extension
    foi_request.extended_on = dates.extended_on
    foi_request.days_taken = dates.days_taken
    foi_request.was_in_time = dates.was_in_time
    if foi_request.late_reason:
        if dates.was_in_time is False:
            foi_request.late_team = foi_request.team
        else:
            foi_request.late_reason = ""
            notes.append("The answer was in time, so the late reason is left out.")
