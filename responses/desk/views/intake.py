"""Record a request, with the language of the authority's letterhead preset."""

from requests_app.intake.views import intake
from responses.letters.parties import letterhead_of


class RecordRequest(intake.RecordRequest):
    def get_initial(self):
        letterhead = letterhead_of(self.request.user.authority)
        return {**super().get_initial(), "language": letterhead.language}
