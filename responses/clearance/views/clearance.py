"""Pages to read a letter before issue, for its officer and its approver."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from accounts import policy
from requests_app.due import due_status
from requests_app.pages.company import TellsWhoIsHere
from requests_app.pages.request_mixin import RequestMixin
from requests_app.service_views import ServiceFormView
from responses.checks.checklist import checklist_of
from responses.checks.services import ResponseNotReady
from responses.clearance.actions import response_actions_open_to
from responses.clearance.blocking import blocked_by
from responses.clearance.choosing import choose, routes_of
from responses.clearance.forms.deciding import (
    RecallFromClearanceForm,
    SendForClearanceForm,
)
from responses.clearance.panel import panel_of
from responses.clearance.services import (
    recall_from_clearance,
    send_for_clearance,
)
from responses.drafting.views.room import RoomMixin
from responses.letters.composing import compose
from responses.letters.pages import article_of, page_of, sha256_of_words


class DraftLetterMixin(TellsWhoIsHere, RequestMixin, FormView):
    """A page showing the letter as if issued today."""

    page = "preview-response"

    def get_page_url(self):
        """Return the address of the page with this letter."""
        at = {"reference": self.foi_request.reference}
        return reverse(self.page, kwargs=at)

    @cached_property
    def content(self):
        """The letter as composed from the record."""
        return compose(self.foi_request, on=timezone.localdate())

    def as_printed(self, form):
        """Return the letter as it will be printed."""
        return self.content

    def get_context_data(self, **kwargs):
        foi_request, today = self.foi_request, timezone.localdate()
        content = self.content
        form = kwargs.pop("form", None) or self.get_form()
        open_to = set(response_actions_open_to(self.request.user, foi_request))
        may_draft = "send-for-clearance" in open_to
        kwargs.setdefault("planned", choose(foi_request) if may_draft else None)
        return super().get_context_data(
            foi_request=foi_request,
            due=due_status(foi_request, on=today),
            draft=getattr(foi_request, "response_draft", None),
            content=content,
            files=foi_request.enclosures.filter(letter__isnull=True).select_related(
                "accepted_by"
            ),
            form=form,
            letter=article_of(page_of(self.as_printed(form))),
            words_sha256=sha256_of_words(content),
            checklist=checklist_of(
                foi_request,
                content,
                user=self.request.user,
                back=self.get_page_url(),
                may_fix=may_draft,
            ),
            panel=panel_of(foi_request, self.request.user, on=today, at=timezone.now()),
            may_draft=may_draft,
            may_clear="clear-response" in open_to,
            may_issue="issue-response" in open_to,
            may_recall="recall-from-clearance" in open_to,
            **kwargs,
        )


class DraftLetterActionView(DraftLetterMixin, ServiceFormView):
    """A page with one action on the letter.

    Attributes:
        service: The service that acts; it raises its refusals.
    """

    service: Callable[..., object]

    def get_arguments(self, form):
        """Return the service's arguments."""
        return {
            "foi_request": self.foi_request,
            "by": self.request.user,
            "on": timezone.localdate(),
            **form.cleaned_data,
        }

    def act(self, form):
        return self.service(**self.get_arguments(form))

    def refused(self, form, refusal):
        self.foi_request.refresh_from_db()
        self.__dict__.pop("content", None)
        return super().refused(form, refusal)

    def get_success_url(self):
        return self.foi_request.get_absolute_url()


class PreviewResponse(DraftLetterMixin):
    http_method_names = ["get", "head", "options"]
    form_class = SendForClearanceForm
    template_name = "responses/clearance/preview_response.html"


class SendForClearance(RoomMixin, ServiceFormView):
    """Send the draft, or show in the room what stands in the way."""

    form_class = SendForClearanceForm
    template_name = "responses/clearance/send_for_clearance.html"
    done = "Sent for clearance. An approver other than you will read it."

    @property
    def preview_url(self):
        return reverse("preview-response", args=[self.foi_request.reference])

    def get(self, request, *args, **kwargs):
        if self.foi_request.is_review:
            return redirect(self.preview_url)
        return super().get(request, *args, **kwargs)

    @cached_property
    def checklist(self):
        return checklist_of(
            self.foi_request,
            compose(self.foi_request, on=timezone.localdate()),
            user=self.request.user,
            back=self.request.path,
            may_fix=self.is_open,
        )

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "checks": self.checklist.advised,
            "is_blocked": bool(self.checklist.must),
            "routes": self.routes,
        }

    @cached_property
    def routes(self):
        return routes_of(self.foi_request.authority_id)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            checklist=self.checklist,
            planned=choose(self.foi_request, self.routes) if self.is_open else None,
            blocked=blocked_by(self.foi_request) if self.is_open else (),
            **kwargs,
        )

    def tell(self):
        """Say which route the response takes, and who reads first."""
        panel = panel_of(
            self.made, self.request.user, on=timezone.localdate(), at=timezone.now()
        )
        if panel is None or panel.is_plain:
            return super().tell()
        route = panel.clearance.route_name
        messages.success(
            self.request, f"Sent for clearance: {route}. Waits for {panel.waits_for}."
        )
        return None

    def act(self, form):
        return send_for_clearance(
            foi_request=self.foi_request,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.said(),
        )

    def refused(self, form, refusal):
        if self.foi_request.is_review:
            messages.warning(self.request, str(refusal))
            return redirect(f"{self.preview_url}#checklist")
        if isinstance(refusal, ResponseNotReady):
            return self.form_invalid(form)  # the page says it all
        self.foi_request.refresh_from_db()
        return super().refused(form, refusal)

    def get_success_url(self):
        if self.foi_request.is_review:
            return self.foi_request.get_absolute_url()
        return reverse("draft-response", args=[self.foi_request.reference])


class RecallFromClearance(DraftLetterActionView):
    """Ask for confirmation, because recalling a response voids its clearance."""

    service = staticmethod(recall_from_clearance)
    permission_required = policy.DRAFT_RESPONSE
    form_class = RecallFromClearanceForm
    template_name = "responses/clearance/recall_from_clearance.html"
    done = "Response recalled. You can change it again."
