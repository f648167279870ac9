"""The view to undo a dated fact of the clock."""

from requests_app.clock.forms.undoing import UndoClockFactForm
from requests_app.clock.undoing import undo_clock_fact
from requests_app.pages.action_view import RequestActionView


class UndoClockFact(RequestActionView):
    form_class = UndoClockFactForm
    service = staticmethod(undo_clock_fact)
    explanation = (
        "Use this only for what did not happen, or not on that day: a notice never "
        "given extends nothing. The due date is worked out again without the event. "
        "The event stays on record with your reason."
    )
    done = "Event undone. The due date has been recalculated."

    def get_initial(self):
        return {}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}
