"""The requests of a desk, read with the facts for their steps."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat

from requests_app.lists.unclear import clarification_asked_on
from requests_app.models import (
    Enquiry,
    FOIRequest,
    HistoryEntry,
    Question,
)
from requests_app.prepared import among_keys
from requests_app.workflow import State
from responses.approving.returned import returned_question
from responses.desk.desk import Desk, run
from responses.desk.in_clearance import open_steps_of_request
from responses.desk.sources import undecided
from responses.giving.queries import with_issued_letter

_SHOWN: Final = frozenset(
    {
        "id",
        "reference",
        "subject",
        "state",
        "regime",
        "review_of_id",
        "priority",
        "is_restricted",
        "officer_id",
        "due_on",
        "registered_on",
        "received_on",
        "answered_on",
        "was_in_time",
        "closed_on",
    }
)

# In the order of the model, as `from_db` reads them.
_FIELDS: Final = [
    field.attname
    for field in FOIRequest._meta.concrete_fields
    if field.attname in _SHOWN
]

FACTS: Final = (
    "asked",
    "undecided",
    "out",
    "turned_on",
    "departments",
    "open_steps",
    "issued_number",
    "issued_whereabouts",
    "response_draft__return_reason",
    "response_draft__submitted_by_id",
    "returned_question",
    "clarification_asked_on",
)


def read(desk: Desk, keys: Collection[int]) -> list[Any]:
    """Return the requests visible to the person, with the facts for their steps."""
    # A person who has lost the roles for requests may have put some off.
    if not keys or not desk.user.sees_requests:
        return []
    rows = run(desk, "rows", _built, keys=list(keys))
    found = []
    for row in rows:
        foi_request = FOIRequest.from_db("default", _FIELDS, row[: len(_FIELDS)])
        found.append(with_read_facts(foi_request, row[len(_FIELDS) :]))
    return found


def with_read_facts(foi_request: FOIRequest, facts: Sequence[Any]) -> Any:
    """Return a request with the facts of `with_facts`, in the order of `FACTS`."""
    for name, value in zip(FACTS, facts, strict=True):
        setattr(foi_request, name.rpartition("__")[2], value)
    return foi_request


def _built(desk: Desk) -> QuerySet:
    found = desk.visible.filter(among_keys(F("pk"))).order_by()
    return with_facts(found).values_list(*_FIELDS, *FACTS)


def with_facts(found: Any) -> QuerySet:
    """Return requests annotated with the facts for their next steps."""
    asked = Question.objects.filter(foi_request=OuterRef("pk"), kind="question")
    open_questions = undecided(foi_request=OuterRef("pk"))
    enquiries = Enquiry.objects.unanswered().filter(foi_request=OuterRef("pk"))
    out = open_questions.filter(enquiries__replied_on=None, enquiries__isnull=False)
    turned = HistoryEntry.objects.filter(
        Q(changes__has_key="state") | Q(changes__has_key="officer"),
        foi_request=OuterRef("pk"),
    )
    annotated: QuerySet = with_issued_letter(found).annotate(
        asked=_count(asked),
        undecided=_count(open_questions),
        out=_count(out),
        turned_on=Subquery(
            turned.order_by()
            .values("foi_request")
            .annotate(last=Max("on"))
            .values("last")
        ),
        returned_question=returned_question(),
        clarification_asked_on=Case(
            When(state=State.AWAITING_CLARIFICATION, then=clarification_asked_on()),
            default=None,
        ),
        open_steps=open_steps_of_request(),
        departments=ArraySubquery(
            enquiries.order_by("wanted_by", "pk").values(
                told=Concat(
                    Cast("wanted_by", CharField()),
                    Value(" "),
                    Cast("pk", CharField()),
                    Value(" "),
                    "department__name",
                )
            )
        ),
    )
    return annotated


def _count(rows: Any) -> Coalesce:
    counted = (
        rows.order_by().values("foi_request").annotate(n=Count("pk", distinct=True))
    )
    return Coalesce(Subquery(counted.values("n")), 0)
