"""Pages of figures."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from accounts.models import Team
from requests_app.calendars import working_days
from requests_app.dashboard.counting import count
from requests_app.dashboard.forecast import check_of, stages_of
from requests_app.dashboard.load import loads
from requests_app.dashboard.periods import rates
from requests_app.dashboard.scope import scope_of
from requests_app.dashboard.summary import (
    extended_in,
    open_requests,
    reasons_for_lateness,
)
from requests_app.dashboard.waits import waiting_in
from requests_app.dashboard.weeks import HEIGHT, WIDTH, chart_of, months_of, weeks_up_to
from requests_app.lists.queries import REQUESTS, REVIEWS


class Dashboard(PermissionRequiredMixin, TemplateView):
    """What is late, stuck and coming; asked for again by the open page."""

    permission_required = policy.VIEW_DASHBOARD

    def get_template_names(self):
        part = "dashboard_parts" if self.request.htmx else "dashboard"
        return [f"requests_app/dashboard/{part}.html"]

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        scope = scope_of(user, self.request.GET.get("team", ""))
        counted = count(scope, on=today)
        found = rates(scope, counted)
        months = months_of(scope, counted)
        return super().get_context_data(
            today=today,
            scope=scope,
            teams=counted.teams,
            target=user.authority.answer_target if user.authority else None,
            open=open_requests(scope, counted),
            waiting=waiting_in(scope, on=today),
            requests_in_time=found[REQUESTS],
            reviews_in_time=found[REVIEWS],
            late=reasons_for_lateness(scope, counted),
            extended=extended_in(scope, counted),
            months=months,
            chart=chart_of(months),
            width=WIDTH,
            height=HEIGHT,
            stages=stages_of(counted),
            checks=check_of(counted),
            is_worked_out=counted.check is not None,
            shortfall=working_days.shortfall(on=today),
            **kwargs,
        )


class OverTime(PermissionRequiredMixin, TemplateView):
    permission_required = policy.VIEW_DASHBOARD
    template_name = "requests_app/dashboard/over_time.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        scope = scope_of(user, self.request.GET.get("team", ""))
        weeks = weeks_up_to(scope, on=today)
        teams = Team.objects.filter(authority=user.authority_id, closed_on=None)
        return super().get_context_data(
            today=today,
            scope=scope,
            teams=list(teams.values_list("pk", "name")),
            weeks=weeks,
            chart=chart_of(weeks),
            width=WIDTH,
            height=HEIGHT,
            loads=loads(scope, on=today),
            **kwargs,
        )
