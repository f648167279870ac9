"""Download an enclosure."""

import logging

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View

from requests_app.files.downloads import file_response
from requests_app.pages.request_mixin import RequestMixin
from responses.enclosures.reading import read
from responses.refusals import DocumentDamaged

logger = logging.getLogger(__name__)


class GivesFile(View):
    """Serve a stored file, for download only: never shown in the browser.

    Attributes:
        media_type: The media type of the file.
        is_to_keep: Whether the browser must save the file. Only pictures that were
            drawn here may be shown.
    """

    media_type = "application/octet-stream"
    is_to_keep = True

    def get_file(self):
        """Return the row of the file."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        file = self.get_file()
        try:
            content = read(file)
        except DocumentDamaged as reason:
            logger.exception("%s %s cannot be given out", type(file).__name__, file.pk)
            messages.error(request, str(reason))
            return redirect(self.foi_request)
        return file_response(
            content,
            name=file.name,
            media_type=self.media_type,
            is_to_keep=self.is_to_keep,
            headers={"Content-Security-Policy": "sandbox; default-src 'none'"},
        )


class EnclosureFile(RequestMixin, GivesFile):
    """Serve a file as it was added."""

    def get_file(self):
        return get_object_or_404(
            self.foi_request.enclosures, pk=self.kwargs["enclosure"]
        )
