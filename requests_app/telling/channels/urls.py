"""Addresses of the pages of channels."""

from django.urls import path

from requests_app.telling.channels import views

_CHANNELS = "administration/channels/"

urlpatterns = [
    path(_CHANNELS, views.Channels.as_view(), name="channels"),
    path(f"{_CHANNELS}add/", views.AddChannel.as_view(), name="add-channel"),
    path(
        f"{_CHANNELS}<int:channel>/",
        views.ChangeChannel.as_view(),
        name="change-channel",
    ),
    path(
        f"{_CHANNELS}<int:channel>/try/", views.TryChannel.as_view(), name="try-channel"
    ),
    path(
        f"{_CHANNELS}<int:channel>/remove/",
        views.RemoveChannel.as_view(),
        name="remove-channel",
    ),
]
