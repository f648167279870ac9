"""Record a request, with the language of the authority's letterhead preset."""

from requests_app.intake.views.intake import RecordRequest as RecordRequestBare
from responses.letters.parties import letterhead_of


class RecordRequest(RecordRequestBare):
    def get_initial(self):
        letterhead = letterhead_of(self.request.user.authority)
        return {**super().get_initial(), "language": letterhead.language}
