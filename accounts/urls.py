"""Map the addresses for signing in and out, and for a person's keys."""

from django.contrib.auth import views as auth
from django.urls import path

from accounts import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", auth.LogoutView.as_view(), name="sign-out"),
    path("keys/", views.ChooseKeys.as_view(), name="choose-keys"),
]
