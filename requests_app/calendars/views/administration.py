"""The base view of an administrator's actions."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin

from accounts import policy
from requests_app.models import Recalculation
from requests_app.service_views import SectionForm


class Administer(PermissionRequiredMixin, SectionForm):
    """An action of an administrator: a form and one service call.

    Attributes:
        done: The message after success without a recalculation.
    """

    permission_required = policy.ADMINISTER
    service: Callable[..., Any]

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
            return super().get_success_url()
        return self.made.get_absolute_url()
