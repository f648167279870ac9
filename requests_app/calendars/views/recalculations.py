"""Views of recalculations: progress, and the due dates moved."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView

from accounts import policy
from requests_app.calendars.forms.holidays import RequestRecalculationForm
from requests_app.calendars.progress import (
    dates_of,
    distances_of,
    progress_of,
    words_for_date,
)
from requests_app.calendars.recalculating import (
    request_recalculation,
    retry_recalculation,
)
from requests_app.calendars.views.administration import Administer
from requests_app.models import FOIRequest, Recalculation
from requests_app.service_views import FindsFirst, ServiceButton

DATES_A_PAGE = 50


class SeenByManagers(PermissionRequiredMixin):
    """Allow access to administrators, managers of requests, and the owner.

    A recalculation of another authority is not found.
    """

    def has_permission(self):
        user = self.request.user
        return any(
            user.has_perm(permission)
            for permission in (
                policy.OWN_INSTALLATION,
                policy.ADMINISTER,
                policy.VIEW_DASHBOARD,
            )
        )

    def get_queryset(self):
        """Return the recalculations that the user may know of."""
        found = Recalculation.objects.select_related("by", "authority")
        user = self.request.user
        if user.has_perm(policy.OWN_INSTALLATION):
            return found
        return found.filter(Q(authority=None) | Q(authority_id=user.authority_id))


class Recalculations(SeenByManagers, ListView):
    template_name = "requests_app/calendars/recalculations.html"
    context_object_name = "recalculations"
    paginate_by = 30

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        pages = page.paginator.get_elided_page_range(page.number)
        return {**context, "page": page, "pages": list(pages)}


class OneRecalculation(FindsFirst, SeenByManagers):
    @cached_property
    def recalculation(self):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["recalculation"])

    def find(self):
        return self.recalculation


class RecalculationPage(OneRecalculation, TemplateView):
    """What changed, the progress, and the due dates moved.

    While the recalculation runs, the page refreshes its middle part every few seconds.
    """

    template_name = "requests_app/calendars/recalculation.html"

    def get_template_names(self):
        if self.request.htmx:
            return ["components/recalculation_state.html"]
        return super().get_template_names()

    def get_context_data(self, **kwargs):
        recalculation = self.recalculation
        visible = FOIRequest.objects.visible_to(self.request.user)
        dates = dates_of(recalculation, visible)
        page = Paginator(dates, DATES_A_PAGE).get_page(self.request.GET.get("page"))
        seen = page.paginator.count
        return {
            **super().get_context_data(**kwargs),
            "recalculation": recalculation,
            "may_retry": may_retry(self.request.user, recalculation),
            "progress": progress_of(recalculation),
            "distances": distances_of(recalculation),
            "page": page,
            "dates": [(date, words_for_date(date)) for date in page],
            "pages": list(page.paginator.get_elided_page_range(page.number)),
            "unseen": recalculation.moved + recalculation.kept - seen,
        }


def may_retry(user, recalculation):
    """Whether the user rules what the recalculation concerns."""
    if recalculation.authority_id is None:
        return user.has_perm(policy.OWN_INSTALLATION)
    is_own = recalculation.authority_id == user.authority_id
    return is_own and user.has_perm(policy.ADMINISTER)


class RetryRecalculation(OneRecalculation, ServiceButton):
    def has_permission(self):
        return super().has_permission() and may_retry(
            self.request.user, self.recalculation
        )

    def act(self):
        return retry_recalculation(
            recalculation=self.recalculation, by=self.request.user
        )

    def get_success_url(self):
        return self.recalculation.get_absolute_url()


class RequestRecalculation(Administer):
    permission_required = policy.OWN_INSTALLATION
    form_class = RequestRecalculationForm
    service = staticmethod(request_recalculation)
    title = "Recalculate all due dates"
    explanation = (
        "Due dates are recalculated automatically when a bank holiday, an "
        "interpretation or a school’s closures change. Recalculate them yourself "
        "after installing a new release, or after correcting the kind of an "
        "authority."
    )
    section = ("Recalculated due dates", "recalculations")
