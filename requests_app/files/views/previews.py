"""The preview of a file of a request, and the pictures of its pages."""

from requests_app.files.addresses import address_in
from requests_app.files.views.files import FileMixin
from requests_app.files.views.serving import PreviewPageView, PreviewView


class PreviewRequestFile(FileMixin, PreviewView):
    template_name = "requests_app/files/preview.html"

    def page_url(self, number):
        return address_in(
            self.foi_request, "request-file-page", file=self.file.pk, number=number
        )


class RequestFilePage(FileMixin, PreviewPageView):
    pass
