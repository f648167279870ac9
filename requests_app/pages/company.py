"""Pages telling of other people in the request."""

from django.utils.functional import cached_property

from requests_app.presence.services import be_here


class TellsWhoIsHere:
    """Note the user as present in the page's request, and name the others there.

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
