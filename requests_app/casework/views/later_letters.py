"""The view to record a later letter."""

from django.urls import reverse

from requests_app.actions.table import ACTIONS
from requests_app.casework.forms.later_letters import RecordLaterLetterForm
from requests_app.casework.later_letters import record_later_letter
from requests_app.pages.action_view import RequestActionView


class RecordLaterLetter(RequestActionView):
    form_class = RecordLaterLetterForm
    service = staticmethod(record_later_letter)
    explanation = (
        "For a letter or e-mail that the requester sent without being asked. What it "
        "asks for the first time has its own time for answering, from the day it "
        "arrived. What was asked before keeps its due date."
    )

    @property
    def can_correct(self):
        """Whether the questions can be corrected now."""
        return not ACTIONS["correct-questions"].refusal(self.made)

    @property
    def done(self):
        if self.can_correct:
            return (
                "Letter recorded. Now put what the requester wrote into the questions."
            )
        return (
            "Letter recorded. Recall the response to put what the requester wrote into "
            "the questions."
        )

    def get_success_url(self):
        if self.can_correct:
            return reverse("correct-questions", args=[self.made.reference])
        return super().get_success_url()
