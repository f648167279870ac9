"""Pages of priority."""

from accounts import policy
from requests_app.pages.action_view import RequestActionView
from requests_app.priority.forms import (
    AskForPriorityForm,
    DecidePriorityForm,
    WithdrawPriorityForm,
)
from requests_app.priority.queries import priority_of
from requests_app.priority.services import (
    ask_for_priority,
    decide_priority,
    withdraw_priority,
)


class AskForPriority(RequestActionView):
    form_class = AskForPriorityForm
    service = staticmethod(ask_for_priority)
    done = "Priority asked for."

    @property
    def explanation(self):
        marked = (
            "The request is marked in every list and goes first on My day, in its band "
            "of due dates. The due date stays as it is."
        )
        if policy.ASSIGN_REQUEST in self.request.user.role_permissions:
            return f"You grant the priority at once: the officer is told. {marked}"
        return f"A manager decides. If granted: {marked[:1].lower()}{marked[1:]}"


class DecidePriority(RequestActionView):
    template_name = "requests_app/priority/decide_priority.html"
    form_class = DecidePriorityForm
    service = staticmethod(decide_priority)
    explanation = (
        "Granted, the request is marked in every list and goes first on My day, in its "
        "band of due dates; its officer is told. The due date stays as it is."
    )
    done = "Decision saved."

    def get_context_data(self, **kwargs):
        return super().get_context_data(asked=priority_of(self.foi_request), **kwargs)


class WithdrawPriority(RequestActionView):
    template_name = "requests_app/priority/decide_priority.html"
    form_class = WithdrawPriorityForm
    service = staticmethod(withdraw_priority)
    explanation = "The mark goes. The person who asked and the officer are told."
    done = "Priority withdrawn."

    def get_context_data(self, **kwargs):
        return super().get_context_data(asked=priority_of(self.foi_request), **kwargs)
