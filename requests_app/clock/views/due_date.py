"""The working of a due date, day by day, and the effect of each next step."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from requests_app.calendars.question_dates import stored_parts
from requests_app.calendars.working_days import calendar_for
from requests_app.clock.events import DateNotWorkedOut, working_out_dates
from requests_app.clock.facts import facts_recorded
from requests_app.clock.month_view import WEEKDAYS, months_of
from requests_app.clock.timeline import chain_of
from requests_app.due import due_status
from requests_app.pages.request_mixin import RequestMixin
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import paths_of
from statute.deadlines import working
from statute.deadlines.answering import internal_targets
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
        """Return the working of each part of the request, or why there is none."""
        foi_request = self.foi_request
        calendar = calendar_for(Regime(foi_request.regime))
        steps = ()
        try:
            with working_out_dates():
                parts = stored_parts(foi_request)
                workings = [self.shown(part, parts, calendar, today) for part in parts]
                if foi_request.is_open:
                    steps = next_steps(parts[0].clock, on=today, calendar=calendar)
        except DateNotWorkedOut as refusal:
            return {"refusal": str(refusal)}
        return {"workings": workings, "steps": steps}

    @cached_property
    def questions(self):
        return list(self.foi_request.questions.all())

    def shown(self, part, parts, calendar, today):
        """Return the working of a part, day by day."""
        answered = {each.pk: each.answered_on for each in self.questions}
        found = working(part.clock, calendar)
        received_on = self.foi_request.received_on
        return {
            "working": found,
            "milestones": internal_targets(part.clock, calendar),
            "called": cite(paths_of(self.questions), part.questions),
            "months": months_of(found, received_on=received_on, on=today),
            "is_owed": part.is_owed and self.foi_request.is_open,
            "is_first": part is parts[0],
            "answered_on": answered[part.questions[0]] if part.questions else None,
        }
