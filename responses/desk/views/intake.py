"""Record a request in the letterhead's language; register it, and draft at once."""

from django.urls import reverse

from requests_app.intake.views import intake
from responses.letters.parties import letterhead_of


class RecordRequest(intake.RecordRequest):
    def get_initial(self):
        letterhead = letterhead_of(self.request.user.authority)
        return {**super().get_initial(), "language": letterhead.language}


class RegisterRequest(intake.RegisterRequest):
    """Register the request; the second button leads straight to its draft."""

    def get_registered_url(self, foi_request):
        if "draft" in self.request.POST:
            return reverse("draft-response", args=[foi_request.reference])
        return super().get_registered_url(foi_request)
