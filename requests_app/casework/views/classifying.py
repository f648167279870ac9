"""The page to flag a request."""

from requests_app.casework.classifying import classify_request
from requests_app.casework.forms.classifying import ClassifyRequestForm
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
        }

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}
