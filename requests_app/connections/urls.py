"""Addresses of the pages of logins."""

from django.urls import path

from requests_app.connections import views

_LOGINS = "administration/logins/"

urlpatterns = [
    path(_LOGINS, views.Logins.as_view(), name="logins"),
    path(f"{_LOGINS}add/", views.AddLogin.as_view(), name="add-login"),
    path(f"{_LOGINS}<int:login>/", views.ChangeLogin.as_view(), name="change-login"),
    path(f"{_LOGINS}<int:login>/try/", views.TryLogin.as_view(), name="try-login"),
    path(
        f"{_LOGINS}<int:login>/remove/",
        views.RemoveLogin.as_view(),
        name="remove-login",
    ),
]
