"""The page of an action on a request: a form and one service call."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils import timezone

from requests_app.actions.table import ACTIONS
from requests_app.due import due_status
from requests_app.models import FOIRequest
from requests_app.pages.request_mixin import RequestMixin
from requests_app.service_views import ServiceFormView


class RequestActionView(RequestMixin, ServiceFormView):
    """An action on a request: its form, one service call, then back to the request.

    Attributes:
        service: The service; called with the request, the user, the day and the form's
            data.
        explanation: What the action does, shown to the user before they act.
    """

    template_name = "requests_app/pages/act.html"
    service: Callable[..., Any]
    explanation = ""

    @property
    def action(self):
        return ACTIONS[self.request.resolver_match.url_name]

    def get_permission_required(self):
        return (self.action.permission,)

    def get_initial(self):
        return {"on": timezone.localdate()}

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(
            foi_request=self.foi_request,
            due=due_status(self.foi_request, on=today),
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
        # After restricting a request the user may no longer be able to see it.
        visible = FOIRequest.objects.visible_to(self.request.user)
        found = visible.filter(pk=self.foi_request.pk).first()
        if found is None:
            return resolve_url(settings.LOGIN_REDIRECT_URL)
        return found.get_absolute_url()
