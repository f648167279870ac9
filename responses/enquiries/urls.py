"""Addresses of the pages of questions to departments."""

from django.urls import path

from responses.enquiries.views.answering import (
    AnswerEnquiry,
    Enquiries,
    MaterialByLink,
    MaterialOfEnquiry,
    ReplyByLink,
)
from responses.enquiries.views.asking import (
    AskBack,
    AskSuggested,
    ChangeDay,
    DealWithEnquiry,
    EncloseFile,
    EndLink,
    FileOfEnquiry,
    MakeEnquiry,
    SendLink,
    WithdrawEnquiry,
)
from responses.enquiries.views.out import EnquiriesOut

_REQUEST = "requests/<reference:reference>"
_ENQUIRY = f"{_REQUEST}/enquiries/<int:enquiry>"

urlpatterns = [
    path(f"{_REQUEST}/make-enquiry/", MakeEnquiry.as_view(), name="make-enquiry"),
    path(f"{_ENQUIRY}/ask-back/", AskBack.as_view(), name="ask-back"),
    path(f"{_ENQUIRY}/day/", ChangeDay.as_view(), name="change-enquiry-day"),
    path(
        f"{_ENQUIRY}/dealt-with/", DealWithEnquiry.as_view(), name="deal-with-enquiry"
    ),
    path(f"{_ENQUIRY}/withdraw/", WithdrawEnquiry.as_view(), name="withdraw-enquiry"),
    path(f"{_ENQUIRY}/send-link/", SendLink.as_view(), name="send-enquiry-link"),
    path(
        f"{_ENQUIRY}/links/<int:link>/end/",
        EndLink.as_view(),
        name="end-enquiry-link",
    ),
    path(f"{_ENQUIRY}/ask-suggested/", AskSuggested.as_view(), name="ask-suggested"),
    path(f"{_ENQUIRY}/files/<int:file>/", FileOfEnquiry.as_view(), name="enquiry-file"),
    path(
        f"{_ENQUIRY}/files/<int:file>/enclose/",
        EncloseFile.as_view(),
        name="enclose-enquiry-file",
    ),
    path("enquiries/", Enquiries.as_view(), name="enquiries"),
    path("enquiries/out/", EnquiriesOut.as_view(), name="enquiries-out"),
    path("enquiries/<int:enquiry>/", AnswerEnquiry.as_view(), name="answer-enquiry"),
    path(
        "enquiries/<int:enquiry>/files/<int:file>/",
        MaterialOfEnquiry.as_view(),
        name="material-of-enquiry",
    ),
    path("reply/<str:token>/", ReplyByLink.as_view(), name="reply-by-link"),
    path(
        "reply/<str:token>/files/<int:file>/",
        MaterialByLink.as_view(),
        name="material-by-link",
    ),
]
