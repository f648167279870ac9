"""The record of changes, and its export as CSV."""

import csv
from collections.abc import Iterator

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts import policy
from documents.cells import without_formula
from requests_app.administration.forms import FindChangesForm
from requests_app.administration.queries import (
    NOTHING,
    Changed,
    changes_in_words,
    find_changes,
)
from requests_app.models.administration import AdministrationEntryQuerySet

PAGE_SIZE = 50
# Characters of a value that the page shows; the export has all.
MOST_SHOWN = 300


class FindsChanges(PermissionRequiredMixin):
    """Find the changes that the filters in the address name."""

    permission_required = policy.VIEW_CHANGES

    def find(self):
        self.form = FindChangesForm(self.request.GET, user=self.request.user)
        self.wanted = self.form.wanted
        return find_changes(self.request.user, self.wanted)


class Changes(FindsChanges, TemplateView):
    template_name = "requests_app/administration/changes.html"

    def get_context_data(self, **kwargs):
        page = Paginator(self.find(), PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=self.form,
            wanted=self.wanted,
            page=page,
            pages=list(page.paginator.get_elided_page_range(page.number, on_ends=1)),
            entries=[_shown(entry) for entry in page],
            most_shown=MOST_SHOWN,
            **kwargs,
        )


def _shown(entry):
    """Return an entry, its fields, and whether all of them are first values."""
    changes = list(changes_in_words(entry))
    is_new = len(changes) > 1 and all(each.before == NOTHING for each in changes)
    return entry, changes, is_new


class ExportChanges(FindsChanges, View):
    def get(self, request):
        return StreamingHttpResponse(
            _rows(self.find()),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="changes.csv"'},
        )


class _Line:
    """A file-like object for `csv.writer` that returns each line."""

    def write(self, line):
        return line


def _rows(found: AdministrationEntryQuerySet) -> Iterator[str]:
    write = csv.writer(_Line()).writerow
    # Excel reads a file as UTF-8 only if it begins with this byte order mark.
    yield "\ufeff" + write(
        ["When", "By", "Changed", "What", "Field", "Before", "After"]
    )
    for entry in found.iterator(chunk_size=500):
        told = [
            timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
            without_formula(str(entry.by) if entry.by else "The system"),
            without_formula(entry.subject),
            without_formula(entry.what),
        ]
        rows = list(changes_in_words(entry)) or [Changed("", "", "")]
        for row in rows:
            yield write([*told, *map(without_formula, row)])
