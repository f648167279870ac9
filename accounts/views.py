"""Show the sign-in page, and the page for an expired form."""

from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.forms import SignInForm


class SignIn(LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain that a form has expired, and how to keep its contents."""
    return render(request, "stale_form.html", status=403)
