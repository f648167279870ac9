"""Find the record of a page, among those the user may know of."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property

from accounts import policy
from requests_app.models import Requester
from requests_app.service_views import FindsFirst


class OfRequester(FindsFirst):
    """The record in the address. A merged record leads to the one it went into."""

    permission_required = policy.VIEW_REQUESTS

    def find(self):
        return self.requester

    @cached_property
    def requester(self):
        visible = Requester.objects.visible_to(self.request.user)
        found = get_object_or_404(
            visible.select_related("authority", "requester_type"),
            pk=self.kwargs["requester"],
        )
        self.is_moved = found.merged_into_id is not None
        seen = {found.pk}
        while found.merged_into_id is not None and found.merged_into_id not in seen:
            seen.add(found.merged_into_id)
            found = get_object_or_404(
                visible.select_related("authority", "requester_type"),
                pk=found.merged_into_id,
            )
        return found

    def get(self, request, *args, **kwargs):
        if self.is_moved:
            return redirect(self.requester)
        return super().get(request, *args, **kwargs)

    def get_success_url(self):
        return self.requester.get_absolute_url()


class ChangesRequester(OfRequester):
    """A page that changes a record in use."""

    permission_required = policy.CHANGE_REQUEST

    def find(self):
        found = super().find()
        if found.erased_on is not None and self.request.user.is_authenticated:
            raise Http404
        return found

    def post(self, request, *args, **kwargs):
        if self.is_moved:
            messages.warning(
                request,
                "The record was merged into this one meanwhile. Nothing was changed.",
            )
            return redirect(self.requester)
        return super().post(request, *args, **kwargs)
