"""Signing in, and pages for when something does not go as asked."""

from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.forms import SignInForm


class SignIn(LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old to be taken, and how not to lose what it held."""
    return render(request, "stale_form.html", status=403)
