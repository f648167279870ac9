"""Views to bring messages as files: to the queue, or to a request."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts import policy
from mail.queue.forms import BringForm
from mail.taking.services import READ_MAIL, bring
from requests_app.files.views.uploading import FileUploadMixin
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.pages.request_mixin import RequestMixin
from requests_app.refusals import Refusal
from requests_app.service_views import ServiceFormView


class _Bring(ServiceFormView):
    form_class = BringForm
    template_name = "mail/queue/bring.html"
    foi_request = None

    def get_context_data(self, **kwargs):
        return super().get_context_data(foi_request=self.foi_request, **kwargs)

    def act(self, form):
        user, taken = self.request.user, 0
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
                messages.warning(self.request, f"{file.name}: {refusal}")
        start_jobs_on_commit(READ_MAIL)
        many = "message was" if taken == 1 else "messages were"
        self.done = f"{taken} {many} taken in, and will be here in a moment."
        return taken


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
