"""Serve a file, its preview and its drawn pages, whatever the file came with.

A view below names its file by `row`, and where a refusal leads by `get_success_url`.
"""

from django.contrib import messages
from django.core.files.storage import Storage
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView, View

from requests_app.files.downloads import file_response
from requests_app.files.media_types import media_type_of
from requests_app.files.names import safe_name
from requests_app.files.previewing import PREVIEW_FILE, ask_for_preview, is_given_up
from requests_app.files.reading import FileNotOpen, check_opens, read_file
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.models import PreviewPage
from requests_app.models.files import file_storage

# A file from outside runs nothing, wherever a browser opens it.
_HARMLESS = {"Content-Security-Policy": "sandbox; default-src 'none'"}


class DownloadView(View):
    """Serve a file, for download only: never shown in the browser."""

    def get(self, request, *args, **kwargs):
        kept, name = self.row.kept, safe_name(self.row.name)
        try:
            content = read_file(kept, name)
        except FileNotOpen as refusal:
            messages.error(request, str(refusal))
            return redirect(self.get_success_url())
        return file_response(
            content,
            name=name,
            media_type=media_type_of(kept.content_kind, name),
            headers=_HARMLESS,
        )


class PreviewView(TemplateView):
    """Show a file. While the preview is made, the page refreshes itself.

    Attributes:
        template_name: The template of the page.
    """

    def get_template_names(self):
        is_part = self.request.htmx and not self.request.htmx.boosted
        return [
            "requests_app/files/preview_body.html" if is_part else self.template_name
        ]

    def page_url(self, number):
        """Return the address of the picture of a page."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        row = self.row
        try:
            check_opens(row.kept, row.name)
        except FileNotOpen as refusal:
            messages.error(request, str(refusal))
            return redirect(self.get_success_url())
        self.preview, is_new = ask_for_preview(kept=row.kept, name=row.name)
        if is_new:
            start_jobs_on_commit(PREVIEW_FILE)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        preview = self.preview
        pages = [
            (page.number, self.page_url(page.number)) for page in preview.pages.all()
        ]
        is_made = preview.made_at is not None
        kwargs |= {
            "row": self.row,
            "preview": preview,
            "pages": pages,
            "is_given_up": not is_made and is_given_up(preview),
        }
        return super().get_context_data(**kwargs)


class PreviewPageView(View):
    """Serve the picture of a page, which was drawn here."""

    def get(self, request, *args, **kwargs):
        kept = self.row.kept
        if not kept.may_be_opened:
            raise Http404("The file cannot be opened.")
        page = get_object_or_404(
            PreviewPage, preview__kept_file=kept, number=self.kwargs["number"]
        )
        return file_response(
            _content_of(file_storage(), page.file.name),
            name=f"page-{page.number}.jpg",
            media_type="image/jpeg",
            is_to_keep=False,
            headers=_HARMLESS,
        )


def _content_of(storage: Storage, name: str) -> bytes:
    try:
        with storage.open(name, "rb") as stored:
            content: bytes = stored.read()
    except OSError:
        raise Http404("The picture is not there.") from None
    return content
