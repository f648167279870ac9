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
        """Return each working of the request's dates, or why there is none."""
        foi_request = self.foi_request
        calendar = calendar_for(Regime(foi_request.regime))
        steps = ()
        try:
            with working_out_dates():
                parts = stored_parts(foi_request)
                workings = [
                    self.shown(same, parts, calendar, today)
                    for same in _alike(parts, calendar)
                ]
                if foi_request.is_open:
                    steps = next_steps(parts[0].clock, on=today, calendar=calendar)
        except DateNotWorkedOut as refusal:
            return {"refusal": str(refusal)}
        return {"workings": workings, "steps": steps}

    @cached_property
    def questions(self):
        return list(self.foi_request.questions.all())

    def shown(self, same, parts, calendar, today):
        """Return the working of parts with the same days, day by day."""
        paths = paths_of(self.questions)
        answered = {each.pk: each.answered_on for each in self.questions}
        found = working(same[0].clock, calendar)
        days = [
            (cite(paths, part.questions), answered[part.questions[0]])
            for part in same
            if part.questions and answered[part.questions[0]]
        ]
        is_one_day = len(days) == len(same) and len({day for _, day in days}) == 1
        return {
            "working": found,
            "milestones": internal_targets(same[0].clock, calendar),
            "called": cite(paths, [key for part in same for key in part.questions]),
            "months": months_of(
                found, received_on=self.foi_request.received_on, on=today
            ),
            "is_owed": any(part.is_owed for part in same) and self.foi_request.is_open,
            "is_first": parts[0] in same,
            # The day of the answer to all of these questions, or to some of them.
            "answered_on": days[0][1] if is_one_day else None,
            "answered": [] if is_one_day else days,
        }


def _alike(parts, calendar):
    """Return the parts in groups whose working is the same, in order."""
    groups = {}
    for part in parts:
        key = (working(part.clock, calendar), *internal_targets(part.clock, calendar))
        groups.setdefault(key, []).append(part)
    return list(groups.values())
