"""Addresses of pages about what was asked."""

from datetime import date
from typing import Any

from django.urls import path, register_converter

from requests_app.calendars.views.administration import Administration
from requests_app.calendars.views.holidays import (
    AddHoliday,
    CompleteYear,
    Holidays,
    RemoveHoliday,
    RestoreHoliday,
)
from requests_app.calendars.views.interpretations import (
    ChangeInterpretations,
    Closures,
    InterpretationsPage,
    RecordClosure,
    WithdrawClosure,
)
from requests_app.calendars.views.recalculations import (
    RecalculationPage,
    Recalculations,
    RequestRecalculation,
    RetryRecalculation,
)
from requests_app.casework.views.closing import (
    LapseRequest,
    ReopenRequest,
    TransferRequest,
    WithdrawRequest,
)
from requests_app.casework.views.enquiries import AnswerEnquiry, Enquiries, MakeEnquiry
from requests_app.casework.views.handling import (
    AddNote,
    AssignRequest,
    RestrictRequest,
    UnrestrictRequest,
)
from requests_app.clock.views.due_date import DueDate
from requests_app.clock.views.events import (
    ReceiveClarification,
    ReceiveFee,
    RequestFee,
    SeekClarification,
)
from requests_app.clock.views.extensions import ExtendTime, RecordClockFact
from requests_app.intake.views.intake import (
    ChangeDetails,
    MarkNotValid,
    ReadRequest,
    RegisterRequest,
)
from requests_app.intake.views.received_text import ReceivedText, ReceivedTextFile
from requests_app.jobs.views import CancelJob, Health, Jobs, RetryJob
from requests_app.lists.views.lists import ExportRequests, FOIRequests
from requests_app.questions.views import CorrectQuestions
from requests_app.reviews.views import ExtendReview, RequestReview


class ReferenceConverter:
    """A reference in an address, its slashes written as tildes."""

    regex = r"[^/]+"

    def to_python(self, value: str) -> str:
        return value.replace("~", "/")

    def to_url(self, value: str) -> str:
        return value.replace("/", "~")


class DayConverter:
    """A day in an address, such as 2026-06-15."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(ReferenceConverter, "reference")
register_converter(DayConverter, "day")

# What can be done with a request before it has its reference, too.
_HANDLING: dict[str, Any] = {
    "add-note": AddNote,
    "assign-request": AssignRequest,
    "change-details": ChangeDetails,
    "mark-not-valid": MarkNotValid,
    "reopen-request": ReopenRequest,
    "restrict-request": RestrictRequest,
    "unrestrict-request": UnrestrictRequest,
}
_OF_REGISTERED: dict[str, Any] = {
    "due-date": DueDate,
    "extend-review": ExtendReview,
    "extend-time": ExtendTime,
    "lapse-request": LapseRequest,
    "make-enquiry": MakeEnquiry,
    "receive-clarification": ReceiveClarification,
    "receive-fee": ReceiveFee,
    "received-text": ReceivedText,
    "received-text-file": ReceivedTextFile,
    "record-clock-fact": RecordClockFact,
    "request-fee": RequestFee,
    "request-review": RequestReview,
    "seek-clarification": SeekClarification,
    "transfer-request": TransferRequest,
    "withdraw-request": WithdrawRequest,
}

_OF_RECEIVED: dict[str, Any] = {
    "correct-questions": CorrectQuestions,
    "register-request": RegisterRequest,
}

_ADMINISTRATION: dict[str, tuple[str, Any]] = {
    "administration": ("", Administration),
    "holidays": ("holidays/", Holidays),
    "add-holiday": ("holidays/add/", AddHoliday),
    "remove-holiday": ("holidays/<day:on>/strike-out/", RemoveHoliday),
    "restore-holiday": ("holidays/<day:on>/put-back/", RestoreHoliday),
    "complete-year": ("holidays/<int:year>/complete/", CompleteYear),
    "recalculations": ("due-dates/", Recalculations),
    "request-recalculation": ("due-dates/afresh/", RequestRecalculation),
    "recalculation": ("due-dates/<int:recalculation>/", RecalculationPage),
    "retry-recalculation": (
        "due-dates/<int:recalculation>/retry/",
        RetryRecalculation,
    ),
    "interpretations": ("authorities/<int:authority>/readings/", InterpretationsPage),
    "change-interpretations": (
        "authorities/<int:authority>/readings/change/",
        ChangeInterpretations,
    ),
    "closures": ("authorities/<int:authority>/closures/", Closures),
    "record-closure": (
        "authorities/<int:authority>/closures/add/",
        RecordClosure,
    ),
    "withdraw-closure": ("closures/<int:closure>/withdraw/", WithdrawClosure),
}

urlpatterns = [
    path("intake/<int:foi_request>/", ReadRequest.as_view(), name="read-request"),
    path("requests/", FOIRequests.as_view(), name="foi-requests"),
    path("requests.csv", ExportRequests.as_view(), name="export-requests"),
    *(
        path(f"requests/<reference:reference>/{name}/", view.as_view(), name=name)
        for name, view in (_HANDLING | _OF_REGISTERED).items()
    ),
    *(
        path(f"intake/<int:foi_request>/{name}/", view.as_view(), name=name)
        for name, view in (_HANDLING | _OF_RECEIVED).items()
    ),
    *(
        path(f"administration/{address}", view.as_view(), name=name)
        for name, (address, view) in _ADMINISTRATION.items()
    ),
    path("enquiries/", Enquiries.as_view(), name="enquiries"),
    path("enquiries/<int:enquiry>/", AnswerEnquiry.as_view(), name="answer-enquiry"),
    path("errands/", Jobs.as_view(), name="jobs"),
    path("errands/<int:job>/retry/", RetryJob.as_view(), name="retry-job"),
    path(
        "errands/<int:job>/dismiss/",
        CancelJob.as_view(),
        name="cancel-job",
    ),
    path("health/", Health.as_view(), name="health"),
]
