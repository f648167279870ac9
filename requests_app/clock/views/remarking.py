"""The base of views that record an event which may come too late."""

from django.contrib import messages

from requests_app.clock.consequences import remarks_on_newest
from requests_app.pages.action_view import RequestActionView


class RemarkingView(RequestActionView):
    """An action on the clock that warns of an event without its usual effect."""

    def tell(self):
        super().tell()
        for remark in remarks_on_newest(self.made):
            messages.warning(self.request, remark)
