"""Pages of the own account, and of links to an account."""

from django.contrib import messages
from django.contrib.auth import authenticate, login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from accounts.models import User
from accounts.sign_in import client_address, remember_browser
from requests_app.models import AccountLink
from requests_app.service_views import ServiceButton, ServiceFormView
from requests_app.staff.details import has_password
from requests_app.staff.forms.account import (
    ChangeAddressForm,
    ChangePasswordForm,
    ForgottenForm,
    JoinForm,
    NewPasswordForm,
)
from requests_app.staff.invitations import CannotJoin, accept_invitation, join_accounts
from requests_app.staff.links import LinkEnded, find_link
from requests_app.staff.passwords import (
    ask_for_password,
    change_own_address,
    change_password,
    check_password_of,
    choose_password,
    sign_out_elsewhere,
)
from requests_app.staff.queries import labels_of

BACKEND = "accounts.backends.RoleBackend"
_TOKEN = "account-link"  # noqa: S105 - the key of the session


class Account(TemplateView):
    template_name = "requests_app/staff/account.html"

    def get_context_data(self, **kwargs):
        accounts = [one for one in self.request.user.accounts() if one.is_active]
        return super().get_context_data(
            accounts=[(one, labels_of(one.roles)) for one in accounts],
            is_joined=len(accounts) > 1,
            roles=labels_of(self.request.user.roles),
            **kwargs,
        )


class AccountForm(ServiceFormView):
    template_name = "requests_app/staff/account_form.html"
    success_url = reverse_lazy("account")
    title = ""
    explanation = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title, explanation=self.explanation, **kwargs
        )

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "request": self.request,
            "account": self.request.user,
        }


class ChangePassword(AccountForm):
    form_class = ChangePasswordForm
    title = "Change your password"
    explanation = "Other browsers in which you are signed in are signed out."
    done = "Password changed. Other browsers are signed out."

    def act(self, form):
        person = change_password(
            person=self.request.user, password=form.cleaned_data["password"]
        )
        update_session_auth_hash(self.request, person)


class ChangeAddress(AccountForm):
    form_class = ChangeAddressForm
    title = "Change your e-mail address"
    explanation = "Notices and links to choose a new password go to this address."
    done = "E-mail address changed."

    def get_initial(self):
        return {"email": self.request.user.email}

    def act(self, form):
        return change_own_address(
            person=self.request.user, email=form.cleaned_data["email"]
        )


class SignOutElsewhere(ServiceButton):
    done = "All your other browsers are signed out."

    def act(self):
        person = sign_out_elsewhere(person=self.request.user)
        update_session_auth_hash(self.request, person)

    def get_success_url(self):
        return reverse("account")


class WorkFor(View):
    """Go on with the person's account at another authority."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        wanted = request.POST.get("account", "")
        for account in request.user.accounts():
            if str(account.pk) == wanted and account.is_active:
                login(request, account, backend=BACKEND)
                return redirect("landing")
        raise Http404


@method_decorator((never_cache, login_not_required), name="dispatch")
class Forgotten(ServiceFormView):
    """Ask for a new password: the same answer whether there is an account or not."""

    template_name = "requests_app/staff/forgotten.html"
    form_class = ForgottenForm

    def act(self, form):
        ask_for_password(
            address=form.cleaned_data["address"],
            place=client_address(self.request),
            at=timezone.now(),
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_sent="sent" in self.request.GET, **kwargs)

    def get_success_url(self):
        return f"{reverse('forgotten-password')}?sent=yes"


@method_decorator((never_cache, login_not_required), name="dispatch")
class OpenAccountLink(View):
    """Keep the token in the session, and in no address afterwards."""

    http_method_names = ["get"]

    def get(self, request, *args, **kwargs):
        request.session[_TOKEN] = self.kwargs["token"]
        return redirect("use-account-link")


@method_decorator((never_cache, login_not_required), name="dispatch")
class UseAccountLink(ServiceFormView):
    """Choose a password, or join accounts, by a link from an e-mail."""

    template_name = "requests_app/staff/use_link.html"

    def dispatch(self, request, *args, **kwargs):
        try:
            self.link = find_link(token=self.token, at=timezone.now())
        except LinkEnded as ended:
            return render(
                request, "requests_app/staff/link_ended.html", {"ended": str(ended)}
            )
        return super().dispatch(request, *args, **kwargs)

    @property
    def token(self):
        return self.request.session.get(_TOKEN, "")

    @property
    def is_invitation(self):
        return self.link.purpose == AccountLink.Purpose.INVITATION

    @cached_property
    def has_account(self):
        """Whether the invited person has an account at another authority."""
        others = User.objects.filter(
            email__iexact=self.link.person.email, is_active=True
        ).exclude(authority=self.link.person.authority)
        return self.is_invitation and any(map(has_password, others))

    def get_form_class(self):
        return JoinForm if self.has_account else NewPasswordForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            person=self.link.person,
            is_invitation=self.is_invitation,
            has_account=self.has_account,
            **kwargs,
        )

    def act(self, form):
        now = timezone.now()
        if self.has_account:
            return self._join(form, now)
        password = form.cleaned_data["password"]
        check_password_of(self.link.person, password)
        choose = accept_invitation if self.is_invitation else choose_password
        return choose(token=self.token, password=password, at=now)

    def _join(self, form, now):
        account = authenticate(
            self.request,
            username=self.link.person.email.lower(),
            password=form.cleaned_data["present"],
        )
        if account is None:
            raise CannotJoin("This is not the password of your account.")
        return join_accounts(token=self.token, account=account, at=now)

    def form_valid(self, form):
        response = super().form_valid(form)
        if form.is_valid() and getattr(self, "made", None):
            remember_browser(self.request, response, self.made)
        return response

    def tell(self):
        self.request.session.pop(_TOKEN, None)
        login(self.request, self.made, backend=BACKEND)
        authority = self.made.authority
        messages.success(
            self.request,
            f"Welcome. You work for {authority} now."
            if self.is_invitation
            else "Password changed. You are signed in.",
        )

    def get_success_url(self):
        return reverse("landing")
