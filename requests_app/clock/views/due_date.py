"""The working of a due date, day by day, and the effect of each next step."""

from django.utils import timezone
from django.views.generic import TemplateView

from requests_app.calendars.working_days import calendar_for
from requests_app.clock.events import DateNotWorkedOut, working_out_dates
from requests_app.clock.facts import facts_recorded
from requests_app.clock.month_view import WEEKDAYS, months_of
from requests_app.clock.timeline import chain_of
from requests_app.due import due_status
from requests_app.pages.request_mixin import RequestMixin
from statute.deadlines import working
from statute.deadlines.next_steps import next_steps
from statute.regimes import Regime


class DueDate(RequestMixin, TemplateView):
    template_name = "requests_app/clock/due_date.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(
            foi_request=self.foi_request,
            regime=Regime(self.foi_request.regime),
            due=due_status(self.foi_request, on=today),
            today=today,
            weekdays=WEEKDAYS,
            chain=chain_of(self.foi_request, on=today),
            facts=facts_recorded(self.foi_request),
            **self.get_working(today),
            **kwargs,
        )

    def get_working(self, today):
        """Return the working, or why there is none."""
        clock = self.foi_request.clock
        calendar = calendar_for(clock.regime)
        steps = ()
        try:
            with working_out_dates():
                shown = working(clock, calendar)
                if self.foi_request.is_open:
                    steps = next_steps(clock, on=today, calendar=calendar)
        except DateNotWorkedOut as refusal:
            return {"refusal": str(refusal)}
        return {
            "working": shown,
            "months": months_of(
                shown, received_on=self.foi_request.received_on, on=today
            ),
            "steps": steps,
        }
