"""Override a warning about a letter, and remove the override."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme

from accounts import policy
from requests_app.due import due_status
from requests_app.pages.request_mixin import RequestMixin
from requests_app.service_views import ServiceButton, ServiceFormView
from responses.checks.forms import OverrideWarningForm
from responses.checks.services import (
    RESPONSE,
    findings,
    override_warning,
    remove_override,
)
from responses.letters.composing import compose
from responses.procedural.kinds.catalogue import KINDS
from responses.procedural.services import procedural_content


class WarningMixin(RequestMixin):
    """Look up the warning named in the address, if the letter still has it."""

    permission_required = policy.DRAFT_RESPONSE

    @cached_property
    def content(self):
        """The draft letter, as it would be issued today."""
        draft, today = self.kwargs["draft"], timezone.localdate()
        if draft == RESPONSE:
            return compose(self.foi_request, on=today)
        if draft in KINDS:
            return procedural_content(self.foi_request, draft, on=today)
        raise Http404("There is no such draft letter.")

    @cached_property
    def found(self):
        fingerprint = self.kwargs["fingerprint"]
        found = findings(self.foi_request, self.content)
        return next((one for one in found if one.fingerprint == fingerprint), None)

    @property
    def back(self):
        """The page with the checklist, by default the preview of the response."""
        asked = self.request.POST.get("back") or self.request.GET.get("back", "")
        if asked.startswith("/") and url_has_allowed_host_and_scheme(
            asked, allowed_hosts=None
        ):
            return asked
        at = {"reference": self.foi_request.reference}
        return reverse("preview-response", kwargs=at)

    def get_success_url(self):
        return f"{self.back}#checklist"


class OverrideWarning(WarningMixin, ServiceFormView):
    form_class = OverrideWarningForm
    template_name = "responses/desk/override_warning.html"

    def get_initial(self):
        is_decided = self.found and self.found.override
        return {"reason": self.found.override.reason} if is_decided else {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request,
            due=due_status(self.foi_request, on=timezone.localdate()),
            found=self.found,
            back=self.back,
            **kwargs,
        )

    def act(self, form):
        return override_warning(
            foi_request=self.foi_request,
            content=self.content,
            fingerprint=self.kwargs["fingerprint"],
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )

    @property
    def done(self):
        return f"Warning overridden: {self.made.message}"


class RemoveOverride(WarningMixin, ServiceButton):
    def post(self, request, *args, **kwargs):
        if self.found is None or self.found.override is None:
            messages.info(request, "That warning is not overridden.")
            return redirect(self.get_success_url())
        return super().post(request, *args, **kwargs)

    def act(self):
        remove_override(
            override=self.found.override,
            by=self.request.user,
            on=timezone.localdate(),
        )

    @property
    def done(self):
        return f"Override removed: {self.found.finding.message}"
