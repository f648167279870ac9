"""Addresses of a person's own notices."""

from django.urls import path

from requests_app.telling import views

urlpatterns = [
    path("notices/", views.Notices.as_view(), name="notices"),
    path("notices/<int:notice>/", views.OpenNotice.as_view(), name="open-notice"),
    path("notices/read/", views.MarkNoticesRead.as_view(), name="mark-notices-read"),
    path("notices/settings/", views.NoticeSettings.as_view(), name="notice-settings"),
]
