"""The requests of a desk, read with the facts for their steps."""

from collections.abc import Collection
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    CharField,
    Count,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from requests_app.models import (
    Enquiry,
    FOIRequest,
    HistoryEntry,
    Question,
)
from requests_app.prepared import among_keys
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

_FACTS: Final = (
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
)


def read(desk: Desk, keys: Collection[int]) -> list[Any]:
    """Return the requests visible to the person, with the facts for their steps."""
    # A person who has lost the roles for requests may have put some off.
    if not keys or not desk.user.sees_requests:
        return []
    rows = run(desk, "rows", _built, keys=list(keys))
    found = []
    for row in rows:
        foi_request: Any = FOIRequest.from_db("default", _FIELDS, row[: len(_FIELDS)])
        for name, value in zip(_FACTS, row[len(_FIELDS) :], strict=True):
            setattr(foi_request, name.rpartition("__")[2], value)
        found.append(foi_request)
    return found


def _built(desk: Desk) -> QuerySet:
    asked = Question.objects.filter(foi_request=OuterRef("pk"), kind="question")
    open_questions = undecided(foi_request=OuterRef("pk"))
    enquiries = Enquiry.objects.unanswered().filter(foi_request=OuterRef("pk"))
    out = open_questions.filter(enquiries__replied_on=None, enquiries__isnull=False)
    turned = HistoryEntry.objects.filter(
        Q(changes__has_key="state") | Q(changes__has_key="officer"),
        foi_request=OuterRef("pk"),
    )
    return (
        with_issued_letter(desk.visible.filter(among_keys(F("pk"))))
        .order_by()
        .annotate(
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
        .values_list(*_FIELDS, *_FACTS)
    )


def _count(rows: Any) -> Coalesce:
    counted = (
        rows.order_by().values("foi_request").annotate(n=Count("pk", distinct=True))
    )
    return Coalesce(Subquery(counted.values("n")), 0)
