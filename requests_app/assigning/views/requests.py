"""Views to assign requests, of the queue, and of giving requests back."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from requests_app.actions.table import ACTIONS
from requests_app.assigning.forms import (
    AssignRequestForm,
    GiveBackRequestForm,
    PassOnRequestForm,
    TakeRequestForm,
)
from requests_app.assigning.queries import to_take
from requests_app.assigning.services import (
    assign_request,
    colleague_to_return_to,
    give_back_request,
    pass_on_request,
    take_request,
)
from requests_app.due import due_status
from requests_app.left import left_in
from requests_app.pages.action_view import RequestActionView

PAGE_SIZE = 50


class _ChoosesOfficer(RequestActionView):
    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "foi_request": self.foi_request,
            "on": timezone.localdate(),
        }


class AssignRequest(_ChoosesOfficer):
    form_class = AssignRequestForm
    service = staticmethod(assign_request)
    explanation = (
        "Reminders go to the officer. The team’s managers see the request in their "
        "lists."
    )
    done = "Request assigned."

    def get_initial(self):
        return {"officer": self.foi_request.officer, "team": self.foi_request.team}


class TakeRequest(RequestActionView):
    """Take a request, from its page or from a row of the queue."""

    form_class = TakeRequestForm
    service = staticmethod(take_request)
    explanation = (
        "You become the officer of this request: its reminders come to you. You can "
        "give it back."
    )
    done = "The request is yours. You can give it back from its page."

    def get_initial(self):
        return {}

    def refused(self, form, refusal):
        if "from_queue" in self.request.POST:
            told = f"{self.foi_request}: {refusal}"
            messages.warning(self.request, told)
            return redirect("queue")
        return super().refused(form, refusal)


class PassOnRequest(_ChoosesOfficer):
    form_class = PassOnRequestForm
    service = staticmethod(pass_on_request)
    done = "Request passed on."

    def get_initial(self):
        return {}


class GiveBackRequest(RequestActionView):
    form_class = GiveBackRequestForm
    service = staticmethod(give_back_request)
    done = "Request given back."

    def get_initial(self):
        return {}

    @property
    def explanation(self):
        back_to = colleague_to_return_to(self.foi_request)
        if back_to is not None:
            return f"{back_to} passed this request on, and gets it back."
        if self.foi_request.team is not None:
            return f"The request goes back to the queue of {self.foi_request.team}."
        return "The request goes back to the queue, where every officer can take it."


class Queue(PermissionRequiredMixin, TemplateView):
    """The requests without an officer that the user may take."""

    permission_required = policy.DRAFT_RESPONSE
    template_name = "requests_app/assigning/queue.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        found = to_take(self.request.user).select_related("team")
        paginator = Paginator(found, PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("page"))
        left = left_in(page.object_list)
        return super().get_context_data(
            is_of_every_team=policy.ASSIGN_REQUEST
            in self.request.user.role_permissions,
            page=page,
            pages=list(paginator.get_elided_page_range(page.number, on_ends=1)),
            rows=[
                (
                    each,
                    due_status(each, on=today, left=left.get(each.pk)),
                    ACTIONS["take-request"].url(each),
                )
                for each in page
            ],
            **kwargs,
        )
