"""The index of administration."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from requests_app.administration.founding import is_without_officers
from requests_app.administration.places import places_for, registered
from requests_app.calendars import working_days


class Administration(PermissionRequiredMixin, TemplateView):
    template_name = "requests_app/administration/administration.html"

    def has_permission(self):
        allowed = self.request.user.role_permissions
        return any(place.permissions & allowed for place in registered())

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            shortfall=working_days.shortfall(on=timezone.localdate()),
            is_new=user.authority is not None
            and policy.ADMINISTER in user.role_permissions
            and is_without_officers(user.authority),
            groups=places_for(user),
            **kwargs,
        )
