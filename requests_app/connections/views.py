"""Pages of an administrator: the logins of the own authority."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from accounts import policy
from requests_app.connections.forms import AddLoginForm, ChangeLoginForm
from requests_app.connections.queries import rows_of
from requests_app.connections.services import add_login, change_login, remove_login
from requests_app.connections.trials import TRY_LOGIN, try_login
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.models import Login
from requests_app.service_views import FindsFirst, SectionForm, ServiceButton


class LoginMixin(FindsFirst):
    """Look up the login named in the URL, among those of the user's authority."""

    permission_required = policy.ADMINISTER

    def find(self):
        if "login" in self.kwargs:
            self.login = get_object_or_404(
                Login.objects.select_related("authority"),
                pk=self.kwargs["login"],
                authority_id=self.request.user.authority_id,
            )

    def has_permission(self):
        has_authority = self.request.user.authority_id is not None
        return has_authority and super().has_permission()

    def get_success_url(self):
        return reverse("logins")


class Logins(LoginMixin, TemplateView):
    def get_template_names(self):
        part = "logins_list" if self.request.htmx else "logins"
        return [f"requests_app/connections/{part}.html"]

    def get_context_data(self, **kwargs):
        rows = rows_of(self.request.user.authority)
        return super().get_context_data(
            rows=rows, is_under_way=any(row.is_under_way for row in rows), **kwargs
        )


class LoginForms(LoginMixin, SectionForm):
    section = ("Logins of mail services", "logins")


class AddLogin(LoginForms):
    form_class = AddLoginForm
    title = "Add a login"
    done = "Login added."

    def act(self, form):
        return add_login(
            authority=self.request.user.authority,
            by=self.request.user,
            **form.cleaned_data,
        )


class ChangeLogin(LoginForms):
    form_class = ChangeLoginForm
    done = "Login saved."

    @property
    def title(self):
        return f"Change login: {self.login}"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "kind": self.login.kind}

    def get_initial(self):
        names = ("name", "username", "tenant", "client_id")
        return {name: getattr(self.login, name) for name in names}

    def act(self, form):
        return change_login(login=self.login, by=self.request.user, **form.cleaned_data)


class TryLogin(LoginMixin, ServiceButton):
    done = "The login is being tried. This page shows whether it succeeds."

    def act(self):
        job = try_login(login=self.login)
        start_jobs_on_commit(TRY_LOGIN, key=job.idempotency_key)
        return job


class RemoveLogin(LoginMixin, ServiceButton):
    done = "Login removed, with its secret."

    def act(self):
        return remove_login(login=self.login, by=self.request.user)
