"""Due dates worked out afresh: how far that is, and which of them moved."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView

from accounts import policy
from requests_app.calendars.forms.holidays import AskForRecomputationForm
from requests_app.calendars.progress import (
    dates_of,
    distances_of,
    progress_of,
    words_for_date,
)
from requests_app.calendars.recalculating import (
    ask_for_recomputation,
    retry_recomputation,
)
from requests_app.calendars.views.administration import Administer
from requests_app.models import FOIRequest, Recomputation
from requests_app.service_views import ServiceButton

DATES_A_PAGE = 50


class SeenByManagers(PermissionRequiredMixin):
    """For those who look after calendars, and those who look after requests."""

    def has_permission(self):
        user = self.request.user
        return any(
            user.has_perm(permission)
            for permission in (policy.ADMINISTER, policy.VIEW_DASHBOARD)
        )


class Recomputations(SeenByManagers, ListView):
    template_name = "requests_app/calendars/recomputations.html"
    queryset = Recomputation.objects.select_related("by", "authority")
    context_object_name = "recomputations"
    paginate_by = 30

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        pages = page.paginator.get_elided_page_range(page.number)
        return {**context, "page": page, "pages": list(pages)}


class RecomputationPage(SeenByManagers, TemplateView):
    """What changed, how far the work is, and the dates that moved.

    While the work goes on, the page asks for its middle again every few seconds.
    """

    template_name = "requests_app/calendars/recomputation.html"

    def get_template_names(self):
        if self.request.htmx:
            return ["components/recomputation_state.html"]
        return super().get_template_names()

    def get_context_data(self, **kwargs):
        recomputation = get_object_or_404(
            Recomputation.objects.select_related("by", "authority"),
            pk=self.kwargs["recalculation"],
        )
        visible = FOIRequest.objects.visible_to(self.request.user)
        dates = dates_of(recomputation, visible)
        page = Paginator(dates, DATES_A_PAGE).get_page(self.request.GET.get("page"))
        seen = page.paginator.count
        return {
            **super().get_context_data(**kwargs),
            "recomputation": recomputation,
            "progress": progress_of(recomputation),
            "distances": distances_of(recomputation),
            "page": page,
            "dates": [(date, words_for_date(date)) for date in page],
            "pages": list(page.paginator.get_elided_page_range(page.number)),
            "unseen": recomputation.moved + recomputation.kept - seen,
        }


class RetryRecomputation(PermissionRequiredMixin, ServiceButton):
    permission_required = policy.ADMINISTER

    @cached_property
    def recomputation(self):
        return get_object_or_404(Recomputation, pk=self.kwargs["recalculation"])

    def act(self):
        return retry_recomputation(
            recomputation=self.recomputation, by=self.request.user
        )

    def get_success_url(self):
        return self.recomputation.get_absolute_url()


class AskForRecomputation(Administer):
    form_class = AskForRecomputationForm
    service = staticmethod(ask_for_recomputation)
    title = "Work out every due date afresh"
    explanation = (
        "Changing a bank holiday, a disputed point or a school’s closures does this by "
        "itself. Ask for it after installing a new release, or after correcting what "
        "kind of authority answers."
    )
    section = ("Due dates worked out afresh", "recomputations")
