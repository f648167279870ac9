"""Pages of figures."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from accounts.models import Team
from requests_app.dashboard.late import late_by_band
from requests_app.dashboard.load import loads
from requests_app.dashboard.periods import rates
from requests_app.dashboard.scope import scope_of
from requests_app.dashboard.weeks import HEIGHT, WIDTH, chart_of, weeks_up_to
from requests_app.lists.queries import REQUESTS, REVIEWS


class OverTime(PermissionRequiredMixin, TemplateView):
    permission_required = policy.VIEW_DASHBOARD
    template_name = "requests_app/dashboard/over_time.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        scope = scope_of(user, self.request.GET.get("team", ""))
        found = rates(scope, on=today)
        weeks = weeks_up_to(scope, on=today)
        return super().get_context_data(
            today=today,
            scope=scope,
            teams=Team.objects.filter(authority=user.authority_id, closed_on=None),
            target=user.authority.answer_target,
            kinds=[
                ("requests_by_period", "Requests answered in time", found[REQUESTS]),
                (
                    "reviews_by_period",
                    "Internal reviews decided in time",
                    found[REVIEWS],
                ),
            ],
            late=late_by_band(scope, on=today),
            weeks=weeks,
            chart=chart_of(weeks),
            width=WIDTH,
            height=HEIGHT,
            loads=loads(scope, on=today),
            **kwargs,
        )
