"""Addresses of pages about what was asked."""

from django.urls import path, register_converter

from requests_app import views


class ReferenceConverter:
    """A reference in an address, its slashes written as tildes."""

    regex = r"[^/]+"

    def to_python(self, value: str) -> str:
        return value.replace("~", "/")

    def to_url(self, value: str) -> str:
        return value.replace("/", "~")


register_converter(ReferenceConverter, "reference")

# What can be done with a request before it has its reference, too.
_HANDLING = {
    "add-note": views.AddNote,
    "assign-request": views.AssignRequest,
    "change-details": views.ChangeDetails,
    "find-not-valid": views.FindNotValid,
    "reopen-request": views.ReopenRequest,
    "restrict-request": views.RestrictRequest,
    "unrestrict-request": views.UnrestrictRequest,
}
_OF_REGISTERED = {
    "due-date": views.DueDate,
    "lapse-request": views.LapseRequest,
    "make-enquiry": views.MakeEnquiry,
    "receive-clarification": views.ReceiveClarification,
    "receive-fee": views.ReceiveFee,
    "request-fee": views.RequestFee,
    "seek-clarification": views.SeekClarification,
    "transfer-request": views.TransferRequest,
    "withdraw-request": views.WithdrawRequest,
}

_OF_RECEIVED = {
    "correct-questions": views.CorrectQuestions,
    "register-request": views.RegisterRequest,
}

urlpatterns = [
    path("intake/", views.RecordRequest.as_view(), name="record-request"),
    path("intake/<int:pk>/", views.ReadRequest.as_view(), name="read-request"),
    path("requests/", views.FOIRequests.as_view(), name="foi-requests"),
    path("requests.csv", views.ExportRequests.as_view(), name="export-requests"),
    *(
        path(f"requests/<reference:reference>/{name}/", view.as_view(), name=name)
        for name, view in (_HANDLING | _OF_REGISTERED).items()
    ),
    *(
        path(f"intake/<int:pk>/{name}/", view.as_view(), name=name)
        for name, view in (_HANDLING | _OF_RECEIVED).items()
    ),
    path("dashboard/", views.Dashboard.as_view(), name="dashboard"),
    path("enquiries/", views.Enquiries.as_view(), name="enquiries"),
    path("enquiries/<int:pk>/", views.AnswerEnquiry.as_view(), name="answer-enquiry"),
    path("errands/", views.Errands.as_view(), name="errands"),
    path("errands/<int:pk>/retry/", views.RetryErrand.as_view(), name="retry-errand"),
    path(
        "errands/<int:pk>/dismiss/",
        views.DismissErrand.as_view(),
        name="dismiss-errand",
    ),
    path("health/", views.Health.as_view(), name="health"),
]
