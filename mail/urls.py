"""Addresses of pages about messages."""

from django.urls import include, path

urlpatterns = [
    path("", include("mail.asking.urls")),
    path("", include("mail.queue.urls")),
    path("", include("mail.fetching.urls")),
    path("", include("mail.threads.urls")),
    path("", include("mail.rules.urls")),
]
