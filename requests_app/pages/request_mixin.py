"""Pages about one request: found before anything else, or not there."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404

from accounts import policy
from requests_app.models import FOIRequest


class RequestMixin(PermissionRequiredMixin):
    """Find the request that the address names, among those the person may see.

    That comes before the permission, so that what one may not see is not there,
    whatever one would be allowed to do with it.
    """

    permission_required = policy.VIEW_REQUESTS

    def get_foi_request(self):
        """Look it up by its reference, or by its key while it has none."""
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
