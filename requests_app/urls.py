"""Addresses of pages about what was asked."""

from datetime import date
from typing import Any

from django.urls import path, register_converter

from requests_app import views


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
    "add-note": views.AddNote,
    "assign-request": views.AssignRequest,
    "change-details": views.ChangeDetails,
    "find-not-valid": views.FindNotValid,
    "reopen-request": views.ReopenRequest,
    "restrict-request": views.RestrictRequest,
    "unrestrict-request": views.UnrestrictRequest,
}
_OF_REGISTERED: dict[str, Any] = {
    "due-date": views.DueDate,
    "extend-review": views.ExtendReview,
    "extend-time": views.ExtendTime,
    "lapse-request": views.LapseRequest,
    "make-enquiry": views.MakeEnquiry,
    "receive-clarification": views.ReceiveClarification,
    "receive-fee": views.ReceiveFee,
    "received-text": views.ReceivedText,
    "received-text-file": views.ReceivedTextFile,
    "record-clock-fact": views.RecordClockFact,
    "request-fee": views.RequestFee,
    "request-review": views.RequestReview,
    "seek-clarification": views.SeekClarification,
    "transfer-request": views.TransferRequest,
    "withdraw-request": views.WithdrawRequest,
}

_OF_RECEIVED: dict[str, Any] = {
    "correct-questions": views.CorrectQuestions,
    "register-request": views.RegisterRequest,
}

_ADMINISTRATION: dict[str, tuple[str, Any]] = {
    "administration": ("", views.Administration),
    "holidays": ("holidays/", views.Holidays),
    "add-holiday": ("holidays/add/", views.AddHoliday),
    "strike-out-holiday": ("holidays/<day:on>/strike-out/", views.StrikeOutHoliday),
    "put-back-holiday": ("holidays/<day:on>/put-back/", views.PutBackHoliday),
    "complete-year": ("holidays/<int:year>/complete/", views.CompleteYear),
    "recomputations": ("due-dates/", views.Recomputations),
    "ask-for-recomputation": ("due-dates/afresh/", views.AskForRecomputation),
    "recomputation": ("due-dates/<int:recalculation>/", views.RecomputationPage),
    "retry-recomputation": (
        "due-dates/<int:recalculation>/retry/",
        views.RetryRecomputation,
    ),
    "readings": ("authorities/<int:authority>/readings/", views.ReadingsPage),
    "change-readings": (
        "authorities/<int:authority>/readings/change/",
        views.ChangeReadings,
    ),
    "closures": ("authorities/<int:authority>/closures/", views.Closures),
    "record-closure": (
        "authorities/<int:authority>/closures/add/",
        views.RecordClosure,
    ),
    "withdraw-closure": ("closures/<int:closure>/withdraw/", views.WithdrawClosure),
}

urlpatterns = [
    path("intake/<int:foi_request>/", views.ReadRequest.as_view(), name="read-request"),
    path("requests/", views.FOIRequests.as_view(), name="foi-requests"),
    path("requests.csv", views.ExportRequests.as_view(), name="export-requests"),
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
    path("enquiries/", views.Enquiries.as_view(), name="enquiries"),
    path(
        "enquiries/<int:enquiry>/", views.AnswerEnquiry.as_view(), name="answer-enquiry"
    ),
    path("errands/", views.Errands.as_view(), name="errands"),
    path("errands/<int:job>/retry/", views.RetryErrand.as_view(), name="retry-errand"),
    path(
        "errands/<int:job>/dismiss/",
        views.DismissErrand.as_view(),
        name="dismiss-errand",
    ),
    path("health/", views.Health.as_view(), name="health"),
]
