"""Mixins shared by pages of several subjects."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from requests_app.pages.request_mixin import RequestMixin


class IssuedLetterMixin(RequestMixin):
    """Look up the letter in the address, for a request the user may see."""

    @cached_property
    def letter(self):
        issued = self.foi_request.letters.select_related(
            "issued_by",
            "cleared_by",
            "supersedes",
            "superseded_by",
            "withdrawal__by",
            "procedural_draft",
            "foi_request__authority",
        )
        issued = issued.prefetch_related("enclosures__accepted_by")
        return get_object_or_404(issued, number=self.kwargs["number"])
