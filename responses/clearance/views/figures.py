"""Figures of clearance for a period, and the steps bypassed as CSV."""

import csv
from collections.abc import Iterator

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts import policy
from documents.cells import without_formula
from requests_app.assigning.handing_over import hand_over_url
from requests_app.lists.dashboard import span_up_to
from requests_app.models import FOIRequest
from responses.clearance.figures import (
    figures_of,
    steps_bypassed,
    steps_naming_leavers,
)
from responses.clearance.forms.figures import PeriodForm
from responses.clearance.queries import stuck_steps
from responses.models import ClearanceStep

PAGE_SIZE = 50
MOST_LISTED = 100


class OfPeriod(PermissionRequiredMixin):
    """Read the period in the address: the last three months where none is given."""

    permission_required = policy.VIEW_DASHBOARD

    def read_period(self):
        today = timezone.localdate()
        self.form = PeriodForm(self.request.GET)
        wanted = self.form.wanted
        last = min(wanted.get("last", today), today)
        first = wanted.get("first") or span_up_to(last)[0]
        self.period = {"first": first, "last": last}
        return steps_bypassed(self.request.user, **self.period)


class ClearanceFigures(OfPeriod, TemplateView):
    template_name = "responses/clearance/figures.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        paginator = Paginator(self.read_period(), PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("page"))
        figures = figures_of(user, **self.period)
        stuck, hidden = self.get_stuck(user, today)
        return super().get_context_data(
            form=self.form,
            page=page,
            pages=list(paginator.get_elided_page_range(page.number, on_ends=1)),
            figures=figures,
            not_listed=sum(each.steps for each in figures) - paginator.count,
            stuck=stuck[:MOST_LISTED],
            stuck_left_out=max(len(stuck) - MOST_LISTED, 0),
            stuck_not_listed=hidden,
            most_listed=MOST_LISTED,
            leavers=[
                (each, hand_over_url(each.person))
                for each in steps_naming_leavers(user)
            ],
            **self.period,
            **kwargs,
        )

    def get_stuck(self, user, today):
        """Return the stuck steps that the user may see, and how many others."""
        found = stuck_steps(FOIRequest.objects.of_authority(user), on=today)
        keys = {step.clearance.foi_request_id for step, _ in found}
        visible = FOIRequest.objects.visible_to(user).filter(pk__in=keys)
        seen = set(visible.values_list("pk", flat=True))
        shown = [each for each in found if each[0].clearance.foi_request_id in seen]
        return shown, len(found) - len(shown)


class ExportBypassed(OfPeriod, View):
    def get(self, request):
        return StreamingHttpResponse(
            _rows(self.read_period()),
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": 'attachment; filename="steps-bypassed.csv"'
            },
        )


class _Line:
    """A file-like object for `csv.writer` that returns each line."""

    def write(self, line):
        return line


def _rows(found: QuerySet[ClearanceStep]) -> Iterator[str]:
    write = csv.writer(_Line()).writerow
    # Excel reads a file as UTF-8 only if it begins with this byte order mark.
    yield "\ufeff" + write(
        ["Reference", "Subject", "Kind", "Route", "Step", "Bypassed", "By", "Reason"]
    )
    for step in found.iterator(chunk_size=500):
        foi_request = step.clearance.foi_request
        yield write(
            [
                without_formula(foi_request.reference or ""),
                without_formula(foi_request.subject),
                "Internal review" if foi_request.is_review else "Request",
                without_formula(step.clearance.route_name),
                without_formula(step.name),
                timezone.localtime(step.at).strftime("%Y-%m-%d %H:%M"),
                without_formula(str(step.by)),
                without_formula(step.reason),
            ]
        )
