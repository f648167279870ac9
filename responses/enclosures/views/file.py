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


class EnclosureFile(RequestMixin, View):
    """Serve a file as it was added, for download only: never shown in the browser."""

    def get(self, request, *args, **kwargs):
        enclosure = get_object_or_404(
            self.foi_request.enclosures, pk=self.kwargs["enclosure"]
        )
        try:
            content = read(enclosure)
        except DocumentDamaged as reason:
            logger.exception("Enclosure %s cannot be given out", enclosure.pk)
            messages.error(request, str(reason))
            return redirect(self.foi_request)
        return file_response(
            content,
            name=enclosure.name,
            media_type="application/octet-stream",
            headers={"Content-Security-Policy": "sandbox; default-src 'none'"},
        )
