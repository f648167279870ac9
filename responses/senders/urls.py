"""Addresses of the pages of outgoing e-mail and post."""

from django.urls import path

from responses.senders.views import ChangeSender, Outgoing, TrySender

_OUTGOING = "administration/outgoing/"

urlpatterns = [
    path(_OUTGOING, Outgoing.as_view(), name="outgoing"),
    path(f"{_OUTGOING}change/", ChangeSender.as_view(), name="change-sender"),
    path(f"{_OUTGOING}try/", TrySender.as_view(), name="try-sender"),
]
