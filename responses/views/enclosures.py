"""Files that go with letters, for whoever may see the request."""

import logging

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.generic import View

from requests_app.views import AboutRequest
from responses import services

logger = logging.getLogger(__name__)


class EnclosureFile(AboutRequest, View):
    """Give a file out as it was added: to be kept, never to be opened here."""

    def get(self, request, *args, **kwargs):
        enclosure = get_object_or_404(
            self.foi_request.enclosures, pk=self.kwargs["enclosure"]
        )
        try:
            content = services.enclosures.read(enclosure)
        except services.DocumentDamaged as reason:
            logger.exception("Enclosure %s cannot be given out", enclosure.pk)
            messages.error(request, str(reason))
            return redirect(self.foi_request)
        disposition = content_disposition_header(
            as_attachment=True, filename=enclosure.name
        )
        return HttpResponse(
            content,
            content_type="application/octet-stream",
            headers={
                "Content-Disposition": disposition,
                "Cache-Control": "private, no-store",
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "sandbox; default-src 'none'",
            },
        )
