"""Pages of time spent."""

from uuid import uuid4

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from accounts import policy
from requests_app.pages.action_view import RequestActionView
from requests_app.pages.request_mixin import RequestMixin
from requests_app.service_views import ServiceFormView
from requests_app.time_spent.forms import ChangeTimeForm, RecordTimeForm
from requests_app.time_spent.services import change_time, record_time


class RecordTime(RequestActionView):
    form_class = RecordTimeForm
    service = staticmethod(record_time)
    explanation = (
        "Record your own time on this request, each day and kind of work by itself. "
        "Which work counts towards a limit on cost follows from the law."
    )
    done = "Time recorded."

    def get_initial(self):
        return {**super().get_initial(), "form_key": uuid4()}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}


class ChangeTime(RequestMixin, ServiceFormView):
    permission_required = policy.CHANGE_REQUEST
    form_class = ChangeTimeForm
    template_name = "requests_app/time_spent/change_time.html"
    done = "Time saved."

    @cached_property
    def time_spent(self):
        found = self.foi_request.times_spent.select_related("person", "foi_request")
        return get_object_or_404(found, pk=self.kwargs["time"])

    def get_foi_request(self):
        self.foi_request = super().get_foi_request()
        # A record of another request is a 404 before the permission is checked.
        assert self.time_spent  # noqa: S101 - looks it up
        return self.foi_request

    def get_initial(self):
        names = ("minutes", "work", "on", "note", "version")
        return {name: getattr(self.time_spent, name) for name in names}

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "foi_request": self.foi_request,
            "chosen": self.time_spent.work,
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request, time_spent=self.time_spent, **kwargs
        )

    def act(self, form):
        return change_time(
            time_spent=self.time_spent,
            by=self.request.user,
            today=timezone.localdate(),
            **form.cleaned_data,
        )

    def get_success_url(self):
        return self.foi_request.get_absolute_url()
