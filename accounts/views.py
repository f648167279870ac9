"""Show the sign-in page and the page for an expired form; switch keys on and off."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from accounts.forms import SignInForm
from accounts.keys import choose_keys
from accounts.sign_in import remember_browser


class SignIn(LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form):
        response = super().form_valid(form)
        remember_browser(self.request, response, form.get_user())
        return response


class ChooseKeys(View):
    """Switch the keys of a single character on or off; called by the list of keys."""

    http_method_names = ["post"]

    def post(self, request):
        choose_keys(user=request.user, is_without=request.POST.get("keys") == "off")
        return HttpResponse(status=HTTPStatus.NO_CONTENT)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain that a form has expired, and how its contents come back.

    A view for people without an account shows its own page: `show_stale`.
    """
    match = request.resolver_match
    view = getattr(match.func, "view_class", None) if match else None
    show = getattr(view, "show_stale", None)
    if match and show is not None:
        own: HttpResponse = show(request, **match.kwargs)
        return own
    referrer = urlsplit(request.headers.get("Referer", ""))
    is_ours = referrer.netloc == request.get_host()
    page = referrer._replace(scheme="", netloc="").geturl() if is_ours else request.path
    return render(request, "stale_form.html", {"page": page}, status=403)
