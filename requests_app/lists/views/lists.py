"""The list of requests, and its export as CSV."""

import csv
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.generic import ListView, View

from accounts import policy
from documents.cells import without_formula
from requests_app.assigning.absences import absences_of
from requests_app.due import due_status
from requests_app.left import left_in
from requests_app.lists.forms import FindRequestsForm
from requests_app.lists.queries import (
    ALL,
    OPEN,
    CappedPaginator,
    is_cut_short,
    narrow,
    sort,
    usual_sort,
)
from requests_app.models import FOIRequest
from requests_app.presence.queries import people_in
from requests_app.querysets import FOIRequestQuerySet
from statute.working_days import format_date

MOST_EXPORTED = 20_000
_CHUNK = 2000
COLUMNS = (
    ("Request", ""),
    ("Requester", "requester"),
    ("State", ""),
    ("Due", "due"),
    ("Officer", ""),
    ("Received", "received"),
    ("Closed", "closed"),
)


class Column(NamedTuple):
    """A column's heading, and the sort order of the link in the heading."""

    title: str
    sort_by: str = ""
    aria_sort: str = "none"


class FindsRequests(PermissionRequiredMixin):
    """Find the requests for the filters in the URL, among those the user may see."""

    permission_required = policy.VIEW_REQUESTS

    def find(self):
        self.form = FindRequestsForm(self.request.GET, user=self.request.user)
        wanted = self.wanted = self.form.wanted
        self.words = wanted.get("q", "")
        self.is_of_open = wanted.get("state") == OPEN
        self.sorted_by = wanted.get("sort") or usual_sort(wanted)
        visible = FOIRequest.objects.visible_to(self.request.user)
        found = narrow(visible, wanted, on=timezone.localdate())
        found = sort(found, by=self.sorted_by, words=self.words)
        return found.select_related("officer", "team")


class FOIRequests(FindsRequests, ListView):
    template_name = "requests_app/lists/foi_requests.html"
    context_object_name = "foi_requests"

    def get_queryset(self):
        return self.find()

    def get_context_data(self, **kwargs):
        paginator = CappedPaginator(self.object_list)
        page = paginator.get_page(self.request.GET.get("page"))
        today = timezone.localdate()
        left = left_in(page.object_list)
        here = people_in(page.object_list, user=self.request.user)
        away = absences_of((each.officer for each in page.object_list), on=today)
        return super().get_context_data(
            object_list=[
                (
                    each,
                    due_status(each, on=today, left=left.get(each.pk)),
                    here.get(each.pk, ""),
                    away.get(each.officer_id, ""),
                )
                for each in page
            ],
            page=page,
            count=paginator.counts,
            pages=list(paginator.get_elided_page_range(page.number, on_ends=1)),
            form=self.form,
            words=self.words,
            is_of_open=self.is_of_open,
            is_cut_short=is_cut_short(self.words, paginator.count),
            columns=list(self.get_columns()),
            chosen=list(self.get_chosen()),
            **kwargs,
        )

    def get_columns(self):
        for title, name in COLUMNS:
            if name == "closed" and self.is_of_open:
                continue
            if not name:
                yield Column(title)
            elif self.sorted_by == name:
                yield Column(title, f"-{name}", "ascending")
            elif self.sorted_by == f"-{name}":
                yield Column(title, name, "descending")
            else:
                yield Column(title, name)

    def get_chosen(self):
        """Yield each filter in use, with the URL of the list without it."""
        for name, value in self.wanted.items():
            field = self.form.fields[name]
            if field.widget.is_hidden or value in {OPEN, ALL}:
                continue
            choices = dict(getattr(field, "choices", ()))
            words = choices.get(value) or (
                format_date(value) if isinstance(value, date) else str(value)
            )
            others = self.request.GET.copy()
            others.pop("page", None)
            others[name] = ALL if name == "state" else ""
            yield {
                "words": f"{self.form[name].label}: {words}",
                "url": f"?{others.urlencode()}",
            }


class ExportRequests(FindsRequests, View):
    def get(self, request):
        found = self.find()[:MOST_EXPORTED]
        return StreamingHttpResponse(
            _rows(found),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="requests.csv"'},
        )


class _Line:
    """A file-like object for `csv.writer` that returns each line."""

    def write(self, line):
        return line


def _rows(found: FOIRequestQuerySet) -> Iterator[str]:
    write = csv.writer(_Line()).writerow
    # Excel reads a file as UTF-8 only if it begins with this byte order mark.
    yield "\ufeff" + write(
        ["Reference", "Subject", "Requester", "State", "Kind", "Regime", "Received",
         "Due", "First answered", "In time", "Closed", "Team", "Officer",
         "What is left"]
    )  # fmt: skip
    requests = found.iterator(chunk_size=_CHUNK)
    while some := list(islice(requests, _CHUNK)):
        left = left_in(some)
        for each in some:
            yield write(
                [
                    without_formula(each.reference or ""),
                    without_formula(each.subject),
                    without_formula(each.requester_name),
                    each.get_state_display(),
                    "Internal review" if each.is_review else "Request",
                    each.regime,
                    each.received_on,
                    each.due_on or "",
                    each.answered_on or "",
                    {None: "", True: "yes", False: "no"}[each.was_in_time],
                    each.closed_on or "",
                    without_formula(str(each.team or "")),
                    without_formula(str(each.officer or "")),
                    left[each.pk].words if each.pk in left else "",
                ]
            )
