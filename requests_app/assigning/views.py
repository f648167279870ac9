"""Views to assign requests."""

from requests_app.assigning.forms import AssignRequestForm
from requests_app.assigning.services import assign_request
from requests_app.pages.action_view import RequestActionView


class AssignRequest(RequestActionView):
    form_class = AssignRequestForm
    service = staticmethod(assign_request)
    explanation = (
        "Reminders go to the officer. The team’s managers see the request in their "
        "lists."
    )
    done = "Request assigned."

    def get_initial(self):
        return {"officer": self.foi_request.officer, "team": self.foi_request.team}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}
