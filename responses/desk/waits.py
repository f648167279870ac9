"""What requests wait for in the app of answers: rows of the dashboard, and a filter."""

from typing import Final

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, Now, TruncDate

from accounts.querysets import name_of
from requests_app.dashboard.waits import Holders, Office, Source, Wait
from requests_app.workflow import State
from responses.giving.queries import outstanding_of
from responses.models import Advice, Clearance, ClearanceStep, Dispatch

_REQUEST: Final = "letter__foi_request__"
_CLEARED: Final = "clearance__foi_request__"


def _clearance(office: Office) -> Source:
    waiting = office.requests.filter(state=State.CLEARANCE)
    return Source(waiting, TruncDate("response_draft__submitted_at"))


def _approvers(office: Office) -> Holders:
    steps = ClearanceStep.objects.filter(
        office.of(_CLEARED),
        state=ClearanceStep.State.OPEN,
        clearance__state=Clearance.State.RUNNING,
        clearance__foi_request__closed_on=None,
    )
    name = Coalesce(name_of("people__"), Value("any approver"))
    return Holders(steps, name, _CLEARED)


def _advice(office: Office) -> Source:
    awaited = Advice.objects.filter(
        office.of("foi_request__"),
        received_on=None,
        withdrawn_on=None,
        foi_request__closed_on=None,
    )
    return Source(awaited, F("sent_on"), "foi_request__")


def _post(office: Office) -> Source:
    ready = _by_post(office).filter(due_at__lte=Now())
    return Source(ready, TruncDate("due_at"), _REQUEST)


def _undo(office: Office) -> Source:
    undoable = _by_post(office).filter(due_at__gt=Now())
    return Source(undoable, TruncDate("letter__issued_at"), _REQUEST)


def _by_post(office: Office) -> QuerySet[Dispatch]:
    return Dispatch.objects.waiting().for_print().filter(office.of(_REQUEST))


def _delivery(office: Office) -> Source:
    letters = outstanding_of(office.of("foi_request__"))
    return Source(letters, F("issued_on"), "foi_request__")


WAITS: Final = (
    Wait(
        "clearance",
        "Clearance",
        "sent for clearance",
        _clearance,
        50,
        kept_as="clearance",
        holders=_approvers,
    ),
    Wait("advice", "Advice from outside", "asked", _advice, 60),
    Wait("post", "Printing and posting", "ready", _post, 70, has_closed=True),
    Wait(
        "undo",
        "Nothing: letters issued, not yet sent: the sending can still be undone",
        "issued",
        _undo,
        75,
        has_closed=True,
        is_calm=True,
    ),
    Wait(
        "delivery",
        "A letter that went nowhere: not sent, refused or returned",
        "issued",
        _delivery,
        80,
        has_closed=True,
    ),
)
