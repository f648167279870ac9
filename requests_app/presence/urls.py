"""Address of the beat of an open page."""

from django.urls import path

from requests_app.presence.views import Beat

urlpatterns = [
    path("requests/<reference:reference>/presence/", Beat.as_view(), name="beat"),
]
