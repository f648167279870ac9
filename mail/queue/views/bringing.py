"""Views to bring messages as files: to the queue, or to a request."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from accounts import policy
from mail.queue.forms import BringForm
from mail.queue.known import known_messages
from mail.taking.services import READ_MAIL, bring
from requests_app.files.views.uploading import FileUploadMixin
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.pages.request_mixin import RequestMixin
from requests_app.refusals import Refusal
from requests_app.service_views import ServiceFormView

_MOST_NAMED = 5  # messages taken in before


class NothingBrought(Refusal):
    """No file chosen has a message."""

    field = "chosen"


class _Bring(ServiceFormView):
    form_class = BringForm
    template_name = "mail/queue/bring.html"
    foi_request = None

    def get_context_data(self, **kwargs):
        return super().get_context_data(foi_request=self.foi_request, **kwargs)

    def act(self, form):
        user, taken, refused = self.request.user, [], []
        for file in form.cleaned_data["chosen"]:
            try:
                taken += bring(
                    file.read(),
                    authority=user.authority,
                    dropped_on=self.foi_request,
                    by=user,
                    at=timezone.now(),
                )
            except Refusal as refusal:
                refused.append(f"{file.name}: {refusal}")
        if not taken:
            raise NothingBrought(" ".join(refused) or "There is no message in it.")
        for reason in refused:
            messages.warning(self.request, reason)
        start_jobs_on_commit(READ_MAIL)
        known = {one.raw.message_id for one in taken if one.raw.message_id}
        self.tell_known(known)
        new = len({one.raw_id for one in taken if not one.raw.message_id})
        many = "message was" if new == 1 else "messages were"
        if new:
            self.done = f"{new} {many} taken in, and will be here in a moment."
        return taken

    def tell_known(self, keys):
        """Say which of the messages were taken in before, and where they are."""
        for one in known_messages(keys, self.request.user)[:_MOST_NAMED]:
            link = '<a class="govuk-notification-banner__link" href="{}">“{}”</a>: {}.'
            told = format_html(link, one.url, one.name, one.where) if one.url else ""
            messages.info(
                self.request,
                format_html("Taken in before: {}", told or f"{one.name}."),
            )
        if (more := len(keys) - _MOST_NAMED) > 0:
            messages.info(self.request, f"Taken in before: {more} more.")


# The limit of uploads comes first: the CSRF check would read the files before.
class BringToQueue(FileUploadMixin, PermissionRequiredMixin, _Bring):
    permission_required = policy.RECORD_REQUEST

    def dispatch_protected(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.authority is None:
            raise PermissionDenied
        return super().dispatch_protected(request, *args, **kwargs)

    def get_success_url(self):
        return reverse("incoming")


class BringToRequest(FileUploadMixin, RequestMixin, _Bring):
    permission_required = policy.CHANGE_REQUEST

    def get_success_url(self):
        return reverse("messages", args=[self.foi_request.reference])
