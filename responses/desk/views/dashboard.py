"""The dashboard, with letters not given and drafts in clearance."""

from django.db.models import Count, Min
from django.utils import timezone

from requests_app.lists.dashboard import span_up_to
from requests_app.lists.views import dashboard
from requests_app.models import FOIRequest
from requests_app.workflow import State
from responses.clearance.figures import count_bypassed
from responses.clearance.queries import stuck_steps
from responses.drafting.time_spent import minutes_spent_since
from responses.enquiries.queries import counts_out
from responses.giving.queries import outstanding
from responses.models import ResponseDraft
from responses.sending.queries import for_post


class Dashboard(dashboard.Dashboard):
    def get_context_data(self, **kwargs):
        everyone = FOIRequest.objects.of_authority(self.request.user)
        return super().get_context_data(
            letters_stuck=outstanding(everyone).count(),
            for_post=for_post(everyone, at=timezone.now()),
            clearance=self.get_clearance(everyone),
            clearance_stuck=len(stuck_steps(everyone, on=timezone.localdate())),
            bypassed=self.get_bypassed(),
            departments=self.get_departments(everyone),
            **kwargs,
        )

    def get_departments(self, everyone):
        """Return how much is out with departments, late, and the time they spent."""
        today = timezone.localdate()
        first, _ = span_up_to(today)
        return {
            **counts_out(everyone, on=today, at=timezone.now()),
            "minutes": minutes_spent_since(first, everyone),
        }

    def get_bypassed(self):
        """Return how many steps were bypassed in the last three months."""
        first, last = span_up_to(timezone.localdate())
        return count_bypassed(self.request.user, first=first, last=last)

    def get_clearance(self, everyone):
        """Return how many drafts wait for clearance, and since when the oldest."""
        waiting = everyone.filter(state=State.CLEARANCE)
        drafts = ResponseDraft.objects.filter(foi_request__in=waiting.values("pk"))
        return drafts.aggregate(count=Count("pk"), since=Min("submitted_at"))
