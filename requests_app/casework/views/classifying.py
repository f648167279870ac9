"""The pages to flag a request, and to say why an answer was late."""

from requests_app.casework.classifying import classify_request, explain_lateness
from requests_app.casework.forms.classifying import (
    ClassifyRequestForm,
    ExplainLatenessForm,
)
from requests_app.pages.action_view import RequestActionView


class ClassifyRequest(RequestActionView):
    form_class = ClassifyRequestForm
    service = staticmethod(classify_request)
    explanation = (
        "Colleagues see the flags on the request’s page. Routes of clearance may "
        "depend on them."
    )
    done = "Flags saved."

    def get_initial(self):
        return {
            "flags": self.foi_request.flags,
            "requester_type": self.foi_request.requester_type,
            "is_routine": self.foi_request.is_routine,
        }

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}


class ExplainLateness(RequestActionView):
    form_class = ExplainLatenessForm
    service = staticmethod(explain_lateness)
    explanation = "Returns and lists count the reasons; letters do not tell them."
    done = "Reason saved."

    def get_initial(self):
        return {
            "reason": self.foi_request.late_reason,
            "team": self.foi_request.late_team,
        }

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}
