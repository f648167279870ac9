"""Addresses of the pages of past requests."""

from django.urls import path

from requests_app.past_requests import views

_PAST = "administration/past-requests"
_ONE = f"{_PAST}/<int:past_import>"

urlpatterns = [
    path(f"{_PAST}/", views.PastRequests.as_view(), name="past-requests"),
    path(
        f"{_PAST}/template.<str:ending>",
        views.Template.as_view(),
        name="past-requests-template",
    ),
    path(f"{_ONE}/", views.PastImportPage.as_view(), name="past-import"),
    path(f"{_ONE}/import/", views.BeginImport.as_view(), name="begin-past-import"),
    path(f"{_ONE}/stop/", views.StopImport.as_view(), name="stop-past-import"),
    path(f"{_ONE}/go-on/", views.GoOn.as_view(), name="continue-past-import"),
    path(f"{_ONE}/rejected.csv", views.Rejected.as_view(), name="rejected-rows"),
    path(f"{_ONE}/notes.csv", views.Noted.as_view(), name="noted-rows"),
]
