"""The files of a request: list, add, remove, put back, scan again, download."""

from functools import cached_property

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from accounts import policy
from requests_app.files.adding import add_uploaded_file
from requests_app.files.addresses import address_in
from requests_app.files.forms import AddFilesForm, RemoveFileForm
from requests_app.files.queries import Row, rows_of
from requests_app.files.removing import remove_file, restore_file
from requests_app.files.scanning import SCAN_FILE, scan_again
from requests_app.files.views.serving import DownloadView
from requests_app.files.views.uploading import FileUploadMixin
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.models import RequestFile
from requests_app.pages.request_mixin import RequestMixin
from requests_app.refusals import Refusal
from requests_app.service_views import ServiceButton, ServiceFormView, mark_stored


class FilesPage(RequestMixin):
    """The list of files, with the form to add some."""

    @property
    def files_url(self):
        """The address of the list."""
        return address_in(self.foi_request, "request-files")

    def get_template_names(self):
        if self.request.htmx and not self.request.htmx.boosted:
            return ["requests_app/files/files_list.html"]
        return ["requests_app/files/files.html"]

    def get_initial(self):
        is_new = self.foi_request.reference is None
        Source = RequestFile.Source  # noqa: N806 - it is a class
        return {"source": Source.WITH_REQUEST if is_new else Source.ADDED}

    def get_context_data(self, **kwargs):
        rows = list(rows_of(self.foi_request))
        can_change = policy.CHANGE_REQUEST in self.request.user.role_permissions
        if can_change:
            kwargs.setdefault("form", AddFilesForm(initial=self.get_initial()))
            add_url = address_in(self.foi_request, "add-request-files")
            kwargs["form"].helper.form_action = add_url
        kwargs |= {
            "foi_request": self.foi_request,
            "rows": rows,
            "removed": list(rows_of(self.foi_request, is_removed=True)),
            "is_waiting": any(row.is_waiting for row in rows),
            "can_change": can_change,
            "files_url": self.files_url,
        }
        return super().get_context_data(**kwargs)


class RequestFiles(FilesPage, TemplateView):
    pass


class AddRequestFiles(FileUploadMixin, FilesPage, FormView):
    permission_required = policy.CHANGE_REQUEST
    form_class = AddFilesForm

    def form_valid(self, form):
        data = form.cleaned_data
        added = []
        for file in data["chosen"]:
            try:
                added.append(
                    add_uploaded_file(
                        foi_request=self.foi_request,
                        chunks=file.chunks(),
                        name=file.name,
                        source=data["source"],
                        note=data["note"],
                        by=self.request.user,
                        on=timezone.localdate(),
                    )
                )
            except Refusal as refusal:
                form.add_error("chosen", str(refusal))
        if added:
            start_jobs_on_commit(SCAN_FILE)
            names = ", ".join(one.name for one in added)
            messages.success(self.request, f"Added: {names}.")
        if form.errors:
            return self.form_invalid(form)
        mark_stored(self.request)
        return redirect(self.files_url)


class FileMixin(RequestMixin):
    """A page about one file of the request.

    Attributes:
        is_removed: Whether the page is about a file that was removed.
    """

    is_removed = False

    @cached_property
    def file(self):
        files = self.foi_request.files.filter(removed_on__isnull=not self.is_removed)
        return get_object_or_404(
            files.select_related("kept_file", "added_by", "removed_by"),
            pk=self.kwargs["file"],
        )

    @property
    def row(self):
        return Row(self.file, self.foi_request)

    def get_success_url(self):
        return address_in(self.foi_request, "request-files")

    def get_context_data(self, **kwargs):
        kwargs |= {
            "foi_request": self.foi_request,
            "row": self.row,
            "files_url": self.get_success_url(),
        }
        return super().get_context_data(**kwargs)


class RequestFileDownload(FileMixin, DownloadView):
    pass


class RemoveRequestFile(FileMixin, ServiceFormView):
    permission_required = policy.CHANGE_REQUEST
    form_class = RemoveFileForm
    template_name = "requests_app/files/remove_file.html"

    def act(self, form):
        return remove_file(
            file=self.file,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    @property
    def done(self):
        return f"{self.file.name} removed. It is kept for the record."


class RestoreRequestFile(FileMixin, ServiceButton):
    permission_required = policy.CHANGE_REQUEST
    is_removed = True

    def act(self):
        return restore_file(
            file=self.file, by=self.request.user, on=timezone.localdate()
        )

    @property
    def done(self):
        return f"{self.file.name} is with the request again."


class ScanRequestFile(FileMixin, ServiceButton):
    permission_required = policy.CHANGE_REQUEST

    def act(self):
        kept = scan_again(kept=self.file.kept_file, name=self.file.name)
        start_jobs_on_commit(SCAN_FILE)
        return kept

    @property
    def done(self):
        if self.made.may_be_opened:
            return f"{self.file.name} can be opened now."
        return f"{self.file.name} is being scanned."
