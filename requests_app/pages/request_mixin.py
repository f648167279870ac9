"""Look up the request of a page before checking permissions, and lose no typed word."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property

from accounts import policy
from requests_app.forms.typed import typed_words
from requests_app.models import FOIRequest
from requests_app.pages.former_deputies import request_of_former_deputy
from requests_app.put_aside.queries import Fate, fate_of, put_aside_of
from requests_app.put_aside.services import put_aside
from requests_app.put_aside.still_asked import QuestionGone
from requests_app.service_views import mark_stored

_GONE = 410
_NO_LONGER_DEPUTY = (
    "The leave for which you were deputy has ended, so you may not act on this request "
    "any more. Text that you sent is kept on the page of the request, for the people "
    "named there."
)
_KEPT = (
    "Your text could not be saved there. It is kept: see “Text put aside” on the page "
    "of the request."
)


class RequestMixin(PermissionRequiredMixin):
    """Look up the request among those the user may see, before checking permissions.

    A request the user may not see is a 404, never a 403. Words sent to a page whose
    subject has gone meanwhile are put aside.
    """

    permission_required = policy.VIEW_REQUESTS

    def get_foi_request(self):
        """Return the request by its reference, or by its key before registration."""
        visible = FOIRequest.objects.visible_to(self.request.user)
        return get_object_or_404(
            visible.select_related(
                "authority", "team", "officer", "requester_type", "requester"
            ),
            **self.named_request,
        )

    @property
    def named_request(self):
        """The request of the address, as a condition."""
        if "reference" in self.kwargs:
            return {"reference": self.kwargs["reference"]}
        return {"pk": self.kwargs["foi_request"]}

    def dispatch(self, request, *args, **kwargs):
        try:
            self.foi_request = self.get_foi_request()
        except Http404:
            if request.method == "POST" and (kept := self.keep_of_former_deputy()):
                return kept
            raise
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if request.method != "POST" or not self.has_permission():
                raise
            fate = self.get_fate()
            aside = fate and self.put_aside(fate)
            if not aside:
                raise
            return self.tell_put_aside(aside)

    def keep_of_former_deputy(self):
        """Keep what a deputy typed whose time ended; return None for other users."""
        user = self.request.user
        if not user.is_authenticated or not self.has_permission():
            return None
        found = request_of_former_deputy(user, self.named_request)
        if found is None:
            return None
        self.foi_request = found
        self.put_aside(Fate(_NO_LONGER_DEPUTY))
        if not self.request.accepts("text/html"):
            return JsonResponse({"message": _NO_LONGER_DEPUTY}, status=_GONE)
        messages.warning(self.request, _NO_LONGER_DEPUTY)
        return redirect("home")

    @cached_property
    def put_aside_here(self):
        """The words put aside for this request that still wait for a person."""
        return list(put_aside_of(self.foi_request))

    def get_fate(self):
        """Return what became of the page's subject; None if it never was here."""
        key = self.kwargs.get("question")
        return None if key is None else fate_of(self.foi_request, key)

    def get_aside_url(self, aside):
        """Return the address of the page that shows words put aside."""
        return self.foi_request.get_absolute_url()

    def put_aside(self, fate, form=None):
        """Put the typed words aside; return None where there is nothing to keep."""
        if form is None:
            form_class = getattr(self, "form_class", None)
            fields = getattr(form_class, "base_fields", {})
        else:
            fields = form.fields
        words = typed_words(self.request.POST, fields)
        if not words:
            return None
        aside = put_aside(
            foi_request=self.foi_request,
            words=words,
            page=self.request.path.removesuffix("autosave/")[:300],
            fate=fate,
            by=self.request.user,
            on=timezone.localdate(),
        )
        mark_stored(self.request)
        return aside

    def tell_put_aside(self, aside):
        """Lead to the words put aside, or tell the page's script about them."""
        told = f"{aside.reason} Your text could not be saved there. It is kept"
        if not self.request.accepts("text/html"):
            message = f"{told} on the page of the request."
            return JsonResponse({"message": message}, status=_GONE)
        messages.warning(self.request, f"{told}: see “Text put aside” below.")
        return redirect(self.get_aside_url(aside))

    def refused(self, form, refusal):
        """Put the words aside where sending them again would be refused again."""
        if isinstance(refusal, QuestionGone) and (fate := self.get_fate()):
            if aside := self.put_aside(fate, form):
                return self.tell_put_aside(aside)
        elif refusal.keeps_words and self.put_aside(Fate(str(refusal)), form):
            messages.info(self.request, _KEPT)
        return super().refused(form, refusal)
