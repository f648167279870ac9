"""Addresses of pages about what the authority says."""

from django.urls import path

from responses import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path(
        "requests/<reference:reference>/",
        views.FOIRequestPage.as_view(),
        name="foi-request",
    ),
]
