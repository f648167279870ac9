"""Pages to check and import a table of past requests."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView, View

from accounts import policy
from requests_app.calendars.views.administration import Administer
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.models import Job, PastImport
from requests_app.past_requests.columns import COLUMNS, template_csv, template_xlsx
from requests_app.past_requests.forms import UploadTableForm
from requests_app.past_requests.records import IMPORT_REQUESTS, ImportNotPossible
from requests_app.past_requests.rejected import noted_csv, rejected_csv
from requests_app.past_requests.services import (
    begin_import,
    go_on,
    keep_table,
    stop_import,
)
from requests_app.service_views import FindsFirst, ServiceButton, ServiceFormView

_SHOWN = 50
_TEMPLATES = {
    "csv": ("text/csv; charset=utf-8", template_csv),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        template_xlsx,
    ),
}


class Template(PermissionRequiredMixin, View):
    """The columns of the table with an example, as CSV or as a workbook."""

    permission_required = policy.ADMINISTER

    def get(self, request, *args, **kwargs):
        ending = self.kwargs["ending"]
        if ending not in _TEMPLATES:
            raise Http404("There is no such template.")
        content_type, make = _TEMPLATES[ending]
        return HttpResponse(
            make(),
            content_type=content_type,
            headers={
                "Content-Disposition": f'attachment; filename="past-requests.{ending}"'
            },
        )


class PastRequests(Administer):
    """The form for a table, and the imports before."""

    form_class = UploadTableForm
    template_name = "requests_app/past_requests/past_requests.html"
    title = "Past requests"
    refused_at = "file"

    def get_context_data(self, **kwargs):
        authority = self.request.user.authority
        every = PastImport.objects.filter(authority=authority) if authority else []
        return super().get_context_data(columns=COLUMNS, imports=every[:20], **kwargs)

    def act(self, form):
        user = self.request.user
        if user.authority is None:
            raise ImportNotPossible("Your account belongs to no authority.")
        file = form.cleaned_data["file"]
        made = keep_table(
            authority=user.authority, file=file.file, name=file.name, by=user
        )
        start_jobs_on_commit(IMPORT_REQUESTS, key=made.job_key)
        return made

    def tell(self):
        ServiceFormView.tell(self)

    def get_success_url(self):
        return self.made.get_absolute_url()


class FindsImport(FindsFirst):
    """Find the import among those of the administrator's authority."""

    permission_required = policy.ADMINISTER

    def find(self):
        user = self.request.user
        if not user.is_authenticated:
            raise Http404
        own = PastImport.objects.filter(authority_id=user.authority_id)
        self.past_import = get_object_or_404(
            own.select_related("authority", "by"), pk=self.kwargs["past_import"]
        )


class PastImportPage(FindsImport, TemplateView):
    """How far an import is, and its result; refreshes itself while under way."""

    def get_template_names(self):
        name = "state" if self.request.htmx else "past_import"
        return [f"requests_app/past_requests/{name}.html"]

    def get_context_data(self, **kwargs):
        one = self.past_import
        rejected = list(one.findings.filter(is_rejected=True)[:_SHOWN])
        noted = list(one.findings.filter(is_rejected=False)[:_SHOWN])
        return super().get_context_data(
            one=one,
            rejected=rejected,
            more_rejected=max(0, one.rejected - len(rejected)) if rejected else 0,
            noted=noted,
            more_noted=max(0, one.noted - len(noted)) if noted else 0,
            is_stuck=one.is_running
            and Job.objects.filter(
                idempotency_key=one.job_key, needs_attention=True
            ).exists(),
            **kwargs,
        )


class ImportButton(FindsImport, ServiceButton):
    """A button of the page of an import."""

    def get_success_url(self):
        return self.past_import.get_absolute_url()

    def started(self, made):
        start_jobs_on_commit(IMPORT_REQUESTS, key=made.job_key)
        return made


class BeginImport(ImportButton):
    done = "The import was started."

    def act(self):
        return self.started(
            begin_import(past_import=self.past_import, by=self.request.user)
        )


class GoOn(ImportButton):
    done = "Started again."

    def act(self):
        return self.started(go_on(past_import=self.past_import, by=self.request.user))


class StopImport(ImportButton):
    done = "Stopped. What is imported stays."

    def act(self):
        return stop_import(past_import=self.past_import, by=self.request.user)


class Rejected(FindsImport, View):
    """The rejected rows as a file."""

    make = staticmethod(rejected_csv)
    what = "rejected"

    def get(self, request, *args, **kwargs):
        stem = "".join(
            letter if letter.isalnum() and letter.isascii() else "-"
            for letter in self.past_import.name.rpartition(".")[0][:80]
        )
        return StreamingHttpResponse(
            self.make(self.past_import),
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="{stem}.{self.what}.csv"',
                "Cache-Control": "private, no-store",
            },
        )


class Noted(Rejected):
    """What was noted of rows that were not rejected, as a file."""

    make = staticmethod(noted_csv)
    what = "notes"
