"""The dashboard, with the undelivered letters."""

from requests_app.lists.views import dashboard
from requests_app.models import FOIRequest
from responses.sending.queries import undelivered


class Dashboard(dashboard.Dashboard):
    def get_context_data(self, **kwargs):
        visible = FOIRequest.objects.visible_to(self.request.user)
        return super().get_context_data(
            undelivered=undelivered(visible).count(), **kwargs
        )
