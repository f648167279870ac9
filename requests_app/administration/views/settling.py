"""The base view of an administrator's action that moves no due date."""

from requests_app.calendars.views.administration import Administer
from requests_app.service_views import ServiceFormView


class Settles(Administer):
    """A form, a service and a sentence, then the page above."""

    def act(self, form):
        return self.service(by=self.request.user, **self.arguments(form))

    def tell(self):
        ServiceFormView.tell(self)

    def get_success_url(self):
        return self.back
