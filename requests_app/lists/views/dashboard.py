"""The dashboard: due, late and coming work, and jobs needing attention."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from requests_app.calendars import working_days
from requests_app.lists import dashboard
from requests_app.models import FOIRequest, Job
from requests_app.querysets import DueBand


class Dashboard(PermissionRequiredMixin, TemplateView):
    permission_required = policy.VIEW_DASHBOARD
    template_name = "requests_app/lists/dashboard.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        visible = FOIRequest.objects.visible_to(self.request.user)
        months = dashboard.answered_lately(visible, on=today)
        jobs = Job.objects.of(visible).needing_attention(at=timezone.now())
        return super().get_context_data(
            today=today,
            open=dashboard.open_requests(visible, on=today),
            bands=DueBand,
            months=months,
            on_time_rate=dashboard.on_time_rate(months),
            needing_attention=jobs.count(),
            shortfall=working_days.shortfall(on=today),
            **kwargs,
        )
