"""What every action has in common: a form or a button, a service, and on to a page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from requests_app.models import FOIRequest
from requests_app.reading import actions
from requests_app.reading.due import due_of
from requests_app.refusals import Refusal
from requests_app.views.about import AboutRequest


class ServiceFormView(FormView):
    """A form, one call of its service, and on to the next page.

    Each has an `act`, which calls the service with what the form holds. What the
    service refuses stands on the form, which comes back as it was filled in.

    Attributes:
        done: What to say when it is done.
        made: What `act` returned.
        refused_at: The field that shows a refusal of no field of its own; None for the
            top of the form.
    """

    done = ""
    refused_at: str | None = None

    def form_valid(self, form):
        try:
            self.made = self.act(form)
        except Refusal as refusal:
            if refusal.go_to is not None:
                messages.info(self.request, str(refusal))
                return redirect(refusal.go_to)
            return self.refused(form, refusal)
        self.tell()
        return redirect(self.get_success_url())

    def refused(self, form, refusal):
        """Answer with the form and why it was refused."""
        is_of_form = refusal.field in form.fields
        form.add_error(refusal.field if is_of_form else self.refused_at, str(refusal))
        return self.form_invalid(form)

    def tell(self):
        """Say what was done, on the next page."""
        messages.success(self.request, self.done)


class ServiceButton(View):
    """A button: one call of its service, and on to a page that says what became of it.

    Each has an `act`, which calls the service, and a `get_success_url`.

    Attributes:
        done: What to say when it is done.
        made: What `act` returned.
    """

    http_method_names = ["post"]
    done = ""

    def post(self, request, *args, **kwargs):
        try:
            self.made = self.act()
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(self.get_refused_url())
        messages.success(request, self.done)
        return redirect(self.get_success_url())

    def get_refused_url(self):
        return self.get_success_url()


class Act(AboutRequest, ServiceFormView):
    """One action: its form, one call of its service, and back to the request.

    Attributes:
        service: The service; it is given the request, who acts, the day and the
            form's data.
        explanation: What the action does, for whoever is about to do it.
    """

    template_name = "requests_app/act.html"
    service: Callable[..., Any]
    explanation = ""

    @property
    def action(self):
        return actions.ACTIONS[self.request.resolver_match.url_name]

    def get_permission_required(self):
        return (self.action.permission,)

    def get_initial(self):
        return {"on": timezone.localdate()}

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(
            foi_request=self.foi_request,
            due=due_of(self.foi_request, on=today),
            action=self.action,
            explanation=self.explanation,
            refusal=self.action.refusal(self.foi_request),
            **kwargs,
        )

    def act(self, form):
        today = timezone.localdate()
        days = {"today": today} if "on" in form.fields else {"on": today}
        return self.service(
            foi_request=self.foi_request,
            by=self.request.user,
            **days,
            **form.cleaned_data,
        )

    def get_success_url(self):
        # Whoever restricts a request may shut themselves out.
        visible = FOIRequest.objects.visible_to(self.request.user)
        found = visible.filter(pk=self.foi_request.pk).first()
        return found.get_absolute_url() if found else reverse("home")
