"""Put a request off one's own desk, and bring the request back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from requests_app.due import due_status
from requests_app.pages.request_mixin import RequestMixin
from requests_app.service_views import ServiceFormView
from requests_app.snoozing.forms import DAY, SnoozeRequestForm
from requests_app.snoozing.queries import last_day_for
from requests_app.snoozing.services import bring_back, snooze_request


class SnoozeRequest(RequestMixin, ServiceFormView):
    template_name = "requests_app/snoozing/snooze_request.html"
    form_class = SnoozeRequestForm
    done = "Snoozed: the request comes back to your desk by itself."

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request,
            due=due_status(self.foi_request, on=timezone.localdate()),
            last=last_day_for(self.foi_request),
            snooze=self.request.user.snoozes.filter(
                foi_request=self.foi_request
            ).first(),
            **kwargs,
        )

    def act(self, form):
        until = form.cleaned_data["until"]
        is_day = until == DAY
        return snooze_request(
            foi_request=self.foi_request,
            until_on=form.cleaned_data["until_on"] if is_day else None,
            event="" if is_day else until,
            by=self.request.user,
            on=timezone.localdate(),
        )

    def get_success_url(self):
        return reverse("home")


class BringBack(RequestMixin, View):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        bring_back(foi_request=self.foi_request, by=request.user)
        messages.success(request, f"{self.foi_request} is back on your desk.")
        return redirect("home")
