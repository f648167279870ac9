"""The dashboard: due, late and coming work, and jobs needing attention."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from requests_app.calendars import working_days
from requests_app.calendars.views.recalculations import SeenByManagers
from requests_app.lists import dashboard
from requests_app.lists.figures import FIGURES
from requests_app.lists.queries import REQUESTS, REVIEWS
from requests_app.models import Job


class Dashboard(PermissionRequiredMixin, TemplateView):
    permission_required = policy.VIEW_DASHBOARD
    template_name = "requests_app/lists/dashboard.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        jobs = Job.objects.visible_to(user).needing_attention(at=timezone.now())
        answered = dashboard.answered_lately(user, on=today)
        return super().get_context_data(
            today=today,
            open=dashboard.open_requests(user, on=today),
            answered=answered[REQUESTS],
            reviewed=answered[REVIEWS],
            unheld=dashboard.held_by_nobody(user, on=today),
            restricted=dashboard.counted_and_not_listed(user, on=today),
            needing_attention=jobs.count(),
            shortfall=working_days.shortfall(on=today),
            **kwargs,
        )


class Figures(SeenByManagers, TemplateView):
    """How the figures are counted, for the people who read them or answer for them."""

    template_name = "requests_app/lists/figures.html"
    extra_context = {"figures": FIGURES}
