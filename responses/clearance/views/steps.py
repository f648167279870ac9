"""The queue of clearance, and the pages that take, name for and bypass steps."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView

from accounts import policy
from requests_app.calendars.working_days import read_once
from requests_app.due import due_status
from requests_app.left import left_in
from requests_app.models import FOIRequest
from requests_app.pages.request_mixin import RequestMixin
from requests_app.presence.queries import people_in
from requests_app.service_views import ServiceButton, ServiceFormView
from responses.clearance.forms.deciding import BypassStepForm, NameForStepForm
from responses.clearance.queries import in_clearance, queue_of, to_clear
from responses.clearance.steps import (
    bypass_step,
    claim_response,
    name_for_step,
    nameable,
    release_response,
)
from responses.models import Clearance, ClearanceStep


class ClearanceQueue(PermissionRequiredMixin, ListView):
    permission_required = policy.VIEW_CLEARANCE
    template_name = "responses/clearance/clearance_queue.html"
    paginate_by = 50

    @property
    def clears(self):
        return policy.CLEAR_RESPONSE in self.request.user.role_permissions

    @property
    def shows_all(self):
        return not self.clears or "all" in self.request.GET

    def get_queryset(self):
        visible = FOIRequest.objects.visible_to(self.request.user)
        if self.shows_all:
            return in_clearance(visible)
        return to_clear(visible, self.request.user, on=timezone.localdate())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today, user = timezone.localdate(), self.request.user
        page = context["page_obj"]
        requests = list(page.object_list)
        left, here = left_in(requests), people_in(requests, user=user)
        rows = queue_of(requests, user, on=today, at=timezone.now())
        with read_once():
            waiting = [
                (
                    row,
                    due_status(
                        row.foi_request, on=today, left=left.get(row.foi_request.pk)
                    ),
                    here.get(row.foi_request.pk, ""),
                )
                for row in rows
            ]
        pages = list(page.paginator.get_elided_page_range(page.number, on_ends=1))
        return {
            **context,
            "waiting": waiting,
            "count": page.paginator.count,
            "page": page,
            "pages": pages,
            "clears": self.clears,
            "shows_all": self.shows_all,
        }


class ClaimResponse(RequestMixin, ServiceButton):
    """Take the response, or take it over from another approver."""

    permission_required = policy.CLEAR_RESPONSE
    done = "You have taken this response. Other approvers see this for a day."

    def act(self):
        return claim_response(
            foi_request=self.foi_request,
            takes_over="takes_over" in self.request.POST,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )

    def get_success_url(self):
        return reverse("clearance-desk", args=[self.foi_request.reference])


class ReleaseResponse(RequestMixin, ServiceButton):
    permission_required = policy.CLEAR_RESPONSE
    done = "Given back. Another approver can take the response."

    def act(self):
        return release_response(foi_request=self.foi_request, by=self.request.user)

    def get_success_url(self):
        return reverse("clearance-queue")


class StepAction(RequestMixin, ServiceFormView):
    """An action of a manager on a step of the running round."""

    permission_required = policy.BYPASS_CLEARANCE
    template_name = "responses/clearance/step_action.html"
    title = ""
    explanation = ""

    @cached_property
    def step(self):
        steps = ClearanceStep.objects.filter(
            clearance__foi_request=self.foi_request,
            clearance__state=Clearance.State.RUNNING,
            state__in=[ClearanceStep.State.OPEN, ClearanceStep.State.WAITING],
        )
        if self.request.method == "POST":
            # A step decided meanwhile is refused in a sentence.
            steps = ClearanceStep.objects.filter(
                clearance__foi_request=self.foi_request
            )
        return get_object_or_404(steps, pk=self.kwargs["step"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request,
            due=due_status(self.foi_request, on=timezone.localdate()),
            step=self.step,
            title=f"{self.title}: {self.step}",
            explanation=self.explanation,
            **kwargs,
        )

    def act(self, form):
        return self.service(
            foi_request=self.foi_request,
            clearance_step=self.step.pk,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )

    def get_success_url(self):
        return reverse("preview-response", args=[self.foi_request.reference])


class NameForStep(StepAction):
    form_class = NameForStepForm
    service = staticmethod(name_for_step)
    title = "Name people for this step"
    explanation = (
        "The people you choose may clear this step too. They are told at once."
    )
    done = "People named. The step waits for them."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "nameable": nameable(self.foi_request)}


class BypassStep(StepAction):
    form_class = BypassStepForm
    service = staticmethod(bypass_step)
    title = "Bypass this step"
    explanation = (
        "The response goes on without this step. If no other step is left, the "
        "response is cleared, and you answer for it unless an approver cleared before."
    )
    done = "Step bypassed."
