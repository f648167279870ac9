"""The base view of an administrator's actions."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.urls import reverse

from accounts import policy
from requests_app.models import Recalculation
from requests_app.service_views import ServiceFormView


class Administer(PermissionRequiredMixin, ServiceFormView):
    """An action of an administrator: a form and one service call.

    Attributes:
        title: The name of the action.
        explanation: What the action does, shown to the administrator before they act.
        done: The message after success without a recalculation.
        section: The title and the URL name of the page above.
    """

    permission_required = policy.ADMINISTER
    template_name = "requests_app/calendars/administer.html"
    title = ""
    explanation = ""
    section = ("", "administration")
    service: Callable[..., Any]

    @property
    def back(self):
        """The URL of the page above."""
        return reverse(self.section[1])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title,
            explanation=self.explanation,
            section=self.section[0],
            back=self.back,
            **kwargs,
        )

    def arguments(self, form):
        """Return the arguments of the service, apart from `by`."""
        return form.cleaned_data

    def act(self, form):
        """Call the service; return the recalculation begun, or None."""
        made = self.service(by=self.request.user, **self.arguments(form))
        return made if isinstance(made, Recalculation) else made.recalculation

    def tell(self):
        if self.made is None:
            super().tell()

    def get_success_url(self):
        if self.made is None:
            return self.back
        return self.made.get_absolute_url()
