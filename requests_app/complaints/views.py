"""Pages of complaints to the regulator."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from accounts import policy
from requests_app.complaints.forms import ChangeComplaintForm, RecordComplaintForm
from requests_app.complaints.services import change_complaint, record_complaint
from requests_app.pages.action_view import RequestActionView
from requests_app.pages.request_mixin import RequestMixin
from requests_app.service_views import ServiceFormView


class RecordComplaint(RequestActionView):
    form_class = RecordComplaintForm
    service = staticmethod(record_complaint)
    explanation = (
        "Record that the requester complained to the regulator, once you hear of it. "
        "Record the decision and an appeal later, on the page of the complaint."
    )
    done = "Complaint recorded."


class ChangeComplaint(RequestMixin, ServiceFormView):
    permission_required = policy.CHANGE_REQUEST
    form_class = ChangeComplaintForm
    template_name = "requests_app/complaints/change_complaint.html"
    done = "Complaint saved."

    @cached_property
    def complaint(self):
        found = self.foi_request.complaints.select_related("foi_request")
        return get_object_or_404(found, pk=self.kwargs["complaint"])

    def get_foi_request(self):
        self.foi_request = super().get_foi_request()
        # A complaint of another request is a 404 before the permission is checked.
        assert self.complaint  # noqa: S101 - looks it up
        return self.foi_request

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "complaint": self.complaint}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request, complaint=self.complaint, **kwargs
        )

    def act(self, form):
        return change_complaint(
            complaint=self.complaint,
            by=self.request.user,
            on=timezone.localdate(),
            **form.facts,
        )

    def get_success_url(self):
        return self.foi_request.get_absolute_url()
