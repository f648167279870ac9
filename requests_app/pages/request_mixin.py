"""Look up the request of a page before checking permissions."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404

from accounts import policy
from requests_app.models import FOIRequest


class RequestMixin(PermissionRequiredMixin):
    """Look up the request among those the user may see, before checking permissions.

    A request the user may not see is a 404, never a 403.
    """

    permission_required = policy.VIEW_REQUESTS

    def get_foi_request(self):
        """Return the request by its reference, or by its key before registration."""
        visible = FOIRequest.objects.visible_to(self.request.user)
        if "reference" in self.kwargs:
            named = {"reference": self.kwargs["reference"]}
        else:
            named = {"pk": self.kwargs["foi_request"]}
        return get_object_or_404(
            visible.select_related("authority", "team", "officer"), **named
        )

    def dispatch(self, request, *args, **kwargs):
        self.foi_request = self.get_foi_request()
        return super().dispatch(request, *args, **kwargs)
