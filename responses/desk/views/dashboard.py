"""Figures over time, with steps of clearance and the time of departments."""

from django.utils import timezone

from requests_app.dashboard import views
from requests_app.lists.dashboard import span_up_to
from requests_app.models import FOIRequest
from requests_app.time_spent.queries import officers_minutes_since
from responses.clearance.figures import count_bypassed
from responses.clearance.queries import stuck_steps
from responses.drafting.time_spent import minutes_spent_since


class OverTime(views.OverTime):
    template_name = "responses/desk/over_time.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        everyone = FOIRequest.objects.of_authority(user)
        first, last = span_up_to(today)
        return super().get_context_data(
            clearance_stuck=len(stuck_steps(everyone, on=today)),
            bypassed=count_bypassed(user, first=first, last=last),
            minutes=minutes_spent_since(first, everyone),
            officers_minutes=officers_minutes_since(first, everyone),
            **kwargs,
        )
