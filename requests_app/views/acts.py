"""What every action on a request has in common: a form, a service, and back again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView

from requests_app import services
from requests_app.models import FOIRequest
from requests_app.reading import actions
from requests_app.reading.due import due_of
from requests_app.views.about import AboutRequest
from requests_app.workflow import TransitionNotAllowed
from statute.deadlines import ClockError
from statute.working_days import CalendarExhausted

# What a service may answer instead of acting, in words for the officer.
REFUSALS = (
    TransitionNotAllowed,
    CalendarExhausted,
    ClockError,
    services.AssignmentNotPossible,
    services.DayNotPossible,
    services.EnquiryNotPossible,
    services.ExtensionNotPossible,
    services.FactNotPossible,
    services.FeeTooLate,
    services.RestrictionNotPossible,
    services.ReviewNotPossible,
    services.TimeToPayRunning,
)


class Act(AboutRequest, FormView):
    """One action: its form, one call of its service, and back to the request.

    Attributes:
        service: The service; it is given the request, who acts, the day and the
            form's data.
        explanation: What the action does, for whoever is about to do it.
        done: What to say when it is done.
    """

    template_name = "requests_app/act.html"
    service: Callable[..., Any]
    explanation = ""
    done = ""

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

    def form_valid(self, form):
        today = timezone.localdate()
        days = {"today": today} if "on" in form.fields else {"on": today}
        try:
            self.service(
                foi_request=self.foi_request,
                by=self.request.user,
                **days,
                **form.cleaned_data,
            )
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        # Whoever restricts a request may shut themselves out.
        visible = FOIRequest.objects.visible_to(self.request.user)
        return redirect(visible.filter(pk=self.foi_request.pk).first() or "home")
