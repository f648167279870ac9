"""Download an enclosure."""

import logging

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View

from requests_app.pages.request_mixin import RequestMixin
from responses.enclosures.reading import read
from responses.letters.downloads import file_response
from responses.refusals import DocumentDamaged

logger = logging.getLogger(__name__)


class GivesFile(View):
    """Serve a stored file, for download only: never shown in the browser."""

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
            media_type="application/octet-stream",
            headers={"Content-Security-Policy": "sandbox; default-src 'none'"},
        )


class EnclosureFile(RequestMixin, GivesFile):
    """Serve a file as it was added."""

    def get_file(self):
        return get_object_or_404(
            self.foi_request.enclosures, pk=self.kwargs["enclosure"]
        )
