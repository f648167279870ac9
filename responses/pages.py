"""Mixins shared by pages of several subjects."""

from django.http import Http404
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


class FoundMixin:
    """Answer 404 where the file of the page is missing.

    Name this mixin after the one that checks the permission: a user without the
    permission is refused first, and learns nothing about the file.

    A subclass defines `is_there`.
    """

    def dispatch(self, request, *args, **kwargs):
        if not self.is_there():
            raise Http404("There is no such file.")
        return super().dispatch(request, *args, **kwargs)
