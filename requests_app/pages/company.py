"""Pages that tell who else has the request open."""

from django.utils.functional import cached_property

from requests_app.presence.services import be_here


class TellsWhoIsHere:
    """Note that the user has the page's request open, and show who else has.

    Attributes:
        place: The part of the draft that the page is about; "" for none.
    """

    place = ""

    @cached_property
    def company(self):
        return be_here(
            foi_request=self.foi_request, user=self.request.user, place=self.place
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(company=self.company, **kwargs)
