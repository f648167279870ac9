"""Record a request in the letterhead's language; register it, and go on at once."""

from django.urls import reverse

from requests_app.intake.views import intake
from responses.letters.parties import letterhead_of
from statute.notices import LetterType


class RecordRequest(intake.RecordRequest):
    def get_initial(self):
        letterhead = letterhead_of(self.request.user.authority)
        return {"language": letterhead.language, **super().get_initial()}


class RegisterRequest(intake.RegisterRequest):
    """Register the request; other buttons lead on to acknowledging or drafting it."""

    def get_registered_url(self, foi_request):
        if "draft" in self.request.POST:
            return reverse("draft-response", args=[foi_request.reference])
        if "acknowledge" in self.request.POST:
            letter = [foi_request.reference, LetterType.ACKNOWLEDGEMENT]
            return f"{reverse('issue-procedural-letter', args=letter)}?then=draft"
        return super().get_registered_url(foi_request)
