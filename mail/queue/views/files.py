"""Views of the files of a message that waits: shown, downloaded, scanned again."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from mail.queue.files import EntryFile, files_of
from mail.queue.views.entries import EntryMixin
from requests_app.files.scanning import SCAN_FILE, scan_again
from requests_app.files.views.serving import (
    DownloadView,
    PreviewPageView,
    PreviewView,
)
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.service_views import ServiceButton


class EntryFileMixin(EntryMixin):
    """Look up a file of the entry's message."""

    def find(self):
        super().find()
        return self.row

    @cached_property
    def row(self):
        file = get_object_or_404(files_of(self.entry), pk=self.kwargs["file"])
        return EntryFile(file, self.entry)

    def get_success_url(self):
        return f"{reverse('incoming-message', args=[self.entry.pk])}#files"


class IncomingFile(EntryFileMixin, DownloadView):
    pass


class PreviewIncomingFile(EntryFileMixin, PreviewView):
    template_name = "mail/queue/file.html"

    def page_url(self, number):
        return reverse(
            "incoming-file-page", args=[self.entry.pk, self.row.file.pk, number]
        )

    def get_context_data(self, **kwargs):
        # The key of the entry in the address has the same name.
        return super().get_context_data(**kwargs) | {"entry": self.entry}


class IncomingFilePage(EntryFileMixin, PreviewPageView):
    pass


class ScanIncomingFile(EntryFileMixin, ServiceButton):
    def act(self):
        kept = scan_again(kept=self.row.kept, name=self.row.name)
        start_jobs_on_commit(SCAN_FILE)
        return kept

    @property
    def done(self):
        if self.made.may_be_opened:
            return f"{self.row.name} can be opened now."
        return f"{self.row.name} is being scanned."
