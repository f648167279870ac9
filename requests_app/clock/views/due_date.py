"""The working of a due date, day by day, and the effect of each next step."""

from dataclasses import replace

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
from statute.deadlines import EventName, working
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
        dates = {shown["working"].due_on for shown in workings}
        return {"workings": workings, "steps": steps, "has_dates": len(dates) > 1}

    @cached_property
    def questions(self):
        return list(self.foi_request.questions.all())

    def shown(self, same, parts, calendar, today):
        """Return the working of parts with the same days, day by day."""
        found = working(same[0].clock, calendar)
        letter_on = same[0].clock.last(EventName.ASKED_LATER)
        days = self.told(
            same,
            lambda part: filter(
                None, (self.answered.get(key) for key in part.questions[:1])
            ),
        )
        return {
            "working": found,
            "remarks": self.told(
                same, lambda part: working(part.clock, calendar).remarks
            ),
            "milestones": internal_targets(same[0].clock, calendar),
            "called": self.cite(same),
            "months": months_of(
                found,
                received_on=letter_on or self.foi_request.received_on,
                received="Letter received" if letter_on else "Request received",
                on=today,
            ),
            "is_owed": any(part.is_owed for part in same) and self.foi_request.is_open,
            "is_first": parts[0] in same,
            "answered": days,
        }

    @cached_property
    def answered(self):
        """The day on which each question was answered."""
        return {each.pk: each.answered_on for each in self.questions}

    def cite(self, parts):
        paths = paths_of(self.questions)
        return cite(paths, [key for part in parts for key in part.questions])

    def told(self, same, say):
        """Return what `say` tells of each part, and the questions it is true of.

        The questions are "" where it is true of all.
        """
        found = {}
        for part in same:
            for each in say(part):
                found.setdefault(each, []).append(part)
        return [
            ("" if len(about) == len(same) else self.cite(about), each)
            for each, about in found.items()
        ]


def _alike(parts, calendar):
    """Return the parts in groups that are counted alike, in order."""
    groups = {}
    for part in parts:
        counted = replace(working(part.clock, calendar), remarks=())
        key = (counted, *internal_targets(part.clock, calendar))
        groups.setdefault(key, []).append(part)
    return list(groups.values())
