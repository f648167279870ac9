"""The page on which an officer says who made a request."""

from django.utils.functional import cached_property

from requests_app.pages.action_view import RequestActionView
from requests_app.requesters.forms import LinkRequesterForm
from requests_app.requesters.offers import offered_for
from requests_app.requesters.services import link_requester


class LinkRequester(RequestActionView):
    template_name = "requests_app/requesters/link_requester.html"
    form_class = LinkRequesterForm
    service = staticmethod(link_requester)
    explanation = (
        "Say who made this request. The request keeps the name and addresses that it "
        "has; the record says which requests come from one person."
    )
    done = "Request linked."

    @cached_property
    def offers(self):
        """The records that may be of the person, without the present one."""
        foi_request = self.foi_request
        found = offered_for(
            foi_request.authority,
            foi_request.requester_name,
            foi_request.requester_email,
            foi_request.requester_address,
            self.request.user,
        )
        return [each for each in found if each.requester.pk != foi_request.requester_id]

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "offers": self.offers,
            "is_linked": self.foi_request.requester_id is not None,
        }

    def get_initial(self):
        return {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            requester=self.foi_request.requester, offers=self.offers, **kwargs
        )
