"""Views to extend the time and to record other clock facts."""

from django.utils import timezone

from requests_app.clock.consequences import explanation_of
from requests_app.clock.extensions import extend_time, record_clock_fact
from requests_app.clock.forms.extensions import ExtendTimeForm, RecordClockFactForm
from requests_app.clock.views.remarking import RemarkingView
from requests_app.pages.action_view import RequestActionView
from statute.working_days import format_date


class ExtendTime(RemarkingView):
    form_class = ExtendTimeForm
    service = staticmethod(extend_time)

    @property
    def done(self):
        if self.made.due_on == self.foi_request.due_on:
            return (
                "Extension recorded. The other questions are still due by "
                f"{format_date(self.made.due_on)}."
            )
        return "Extension recorded. The request has a new due date."

    @property
    def explanation(self):
        return explanation_of(self.foi_request, on=timezone.localdate())

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}

    def act(self, form):
        form.cleaned_data.setdefault("until", None)
        return super().act(form)


class RecordClockFact(RequestActionView):
    form_class = RecordClockFactForm
    service = staticmethod(record_clock_fact)
    explanation = (
        "Record an event that affects the due date and that no other action "
        "records. The page that explains the due date shows the effect of each "
        "event."
    )
    done = "Event recorded. The due date has been recalculated."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}
