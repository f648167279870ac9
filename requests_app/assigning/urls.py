"""Addresses of the pages of assigning."""

from django.urls import path

from requests_app.assigning.views import AssignRequest

_RECEIVED = "intake/<int:foi_request>"
_REQUEST = "requests/<reference:reference>"

urlpatterns = [
    path(f"{_REQUEST}/assign-request/", AssignRequest.as_view(), name="assign-request"),
    path(
        f"{_RECEIVED}/assign-request/", AssignRequest.as_view(), name="assign-request"
    ),
]
