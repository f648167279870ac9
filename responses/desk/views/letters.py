"""The letters issued and not received by the requester."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.views.generic import ListView

from accounts import policy
from requests_app.models import FOIRequest
from responses.giving.queries import journeys_of, outstanding


class LettersNotGiven(PermissionRequiredMixin, ListView):
    permission_required = policy.ISSUE_RESPONSE
    template_name = "responses/desk/letters_not_given.html"
    paginate_by = 50

    def get_queryset(self):
        return outstanding(FOIRequest.objects.visible_to(self.request.user))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        pages = list(page.paginator.get_elided_page_range(page.number, on_ends=1))
        return {
            **context,
            "journeys": journeys_of(page.object_list),
            "page": page,
            "pages": pages,
        }
