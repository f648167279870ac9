"""Find the entry of a page among those of the person's authority."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from accounts import policy
from mail.queue.queries import entries_of
from requests_app.service_views import FindsFirst


class EntryMixin(FindsFirst):
    """Look up the entry before the permission is checked."""

    permission_required = policy.RECORD_REQUEST

    def find(self):
        if not self.request.user.is_authenticated:
            raise Http404
        return self.entry

    @cached_property
    def entry(self):
        return get_object_or_404(
            entries_of(self.request.user).select_related(
                "message",
                "authority",
                "claimed_by",
                "answered_by",
                "ended_by",
                "team",
                "foi_request",
            ),
            pk=self.kwargs["entry"],
        )
