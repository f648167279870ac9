"""The preview of a file, and the pictures of its pages."""

from django.contrib import messages
from django.core.files.storage import Storage
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView, View

from requests_app.files.addresses import address_in
from requests_app.files.downloads import file_response
from requests_app.files.previewing import PREVIEW_FILE, ask_for_preview, is_given_up
from requests_app.files.reading import FileNotOpen, check_opens
from requests_app.files.views.files import FileMixin
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.models import PreviewPage
from requests_app.models.files import file_storage


class PreviewRequestFile(FileMixin, TemplateView):
    """Show a file. While the preview is made, the page refreshes itself."""

    def get_template_names(self):
        is_part = self.request.htmx and not self.request.htmx.boosted
        name = "preview_body" if is_part else "preview"
        return [f"requests_app/files/{name}.html"]

    def get(self, request, *args, **kwargs):
        try:
            check_opens(self.file.kept_file, self.file.name)
        except FileNotOpen as refusal:
            messages.error(request, str(refusal))
            return redirect(self.get_success_url())
        self.preview, is_new = ask_for_preview(file=self.file)
        if is_new:
            start_jobs_on_commit(PREVIEW_FILE)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        preview = self.preview
        pages = [
            (
                page.number,
                address_in(
                    self.foi_request,
                    "request-file-page",
                    file=self.file.pk,
                    number=page.number,
                ),
            )
            for page in preview.pages.all()
        ]
        is_made = preview.made_at is not None
        kwargs |= {
            "preview": preview,
            "pages": pages,
            "is_given_up": not is_made and is_given_up(preview),
        }
        return super().get_context_data(**kwargs)


class RequestFilePage(FileMixin, View):
    """Serve the picture of a page, which was drawn here."""

    def get(self, request, *args, **kwargs):
        file = self.file
        if not file.kept_file.may_be_opened:
            raise Http404("The file cannot be opened.")
        page = get_object_or_404(
            PreviewPage,
            preview__kept_file=file.kept_file_id,
            number=self.kwargs["number"],
        )
        return file_response(
            _content_of(file_storage(), page.file.name),
            name=f"page-{page.number}.jpg",
            media_type="image/jpeg",
            is_to_keep=False,
            headers={"Content-Security-Policy": "sandbox; default-src 'none'"},
        )


def _content_of(storage: Storage, name: str) -> bytes:
    try:
        with storage.open(name, "rb") as stored:
            content: bytes = stored.read()
    except OSError:
        raise Http404("The picture is not there.") from None
    return content
