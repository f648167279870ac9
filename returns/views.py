"""Pages of returns: the index, a return, its requests, snapshots, and tables."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from accounts import policy
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.service_views import FindsFirst, ServiceFormView
from returns import publishing
from returns.asking import enquiries_in
from returns.comparing import compared
from returns.counting import TOTAL, count, counts_enquiries, requests_of
from returns.document import document_of
from returns.finding import TABLE, find_report, find_table, reports_for
from returns.forms import ChooseRowsForm, PeriodForm, SaveTableForm, TableForm
from returns.models import SavedTable, Snapshot
from returns.periods import last_quarter, last_year, usual_spans
from returns.population import Period
from returns.reports import COUNT, PERCENT, WHOLE
from returns.services import choose_rows, delete_table, keep_snapshot, save_table
from returns.suppressing import suppressed

PAGE_SIZE = 50
SNAPSHOTS_SHOWN = 50
# By the ending of a file: how the file is written, and its type.
FORMS = {
    "csv": (publishing.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        publishing.as_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "html": (publishing.as_web_page, "text/html; charset=utf-8"),
    "json": (publishing.as_json, "application/json"),
}


class SeesReturns(PermissionRequiredMixin):
    permission_required = policy.VIEW_RETURNS

    def get_authority(self):
        if self.request.user.authority is None:
            raise Http404
        return self.request.user.authority


class OfPeriod(SeesReturns):
    """Read the return and the period in the address."""

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def sent(self):
        """What the address has, or the form."""
        return self.request.GET if self.request.method == "GET" else self.request.POST

    def sent_but(self, left_out):
        """Return the names and values sent, without some, to be sent again."""
        return [
            (name, value)
            for name in self.sent
            if name not in left_out
            for value in self.sent.getlist(name)
        ]

    @cached_property
    def period_form(self):
        return PeriodForm(self.sent, today=self.today)

    @cached_property
    def period(self):
        wanted = self.period_form.wanted
        span = last_quarter(self.today)
        if self.kwargs.get("key") == "co-review":
            span = last_year(self.today)
        first, last = wanted.get("first"), wanted.get("last")
        if first is None or last is None:
            first, last = span.first, span.last
        on = wanted.get("on") or self.today
        if last < self.today and on <= last:
            self.period_form.add_error(
                "on", "“Counted at the end of” is not after the period"
            )
            on = self.today
        return Period(first, last, on, self.today)

    @property
    def shown_form(self):
        """The form of the period, with the days shown where none were chosen."""
        if self.period_form.errors or self.period_form.wanted:
            return self.period_form
        return PeriodForm(QueryDict(urlencode(self.days())), today=self.today)

    @cached_property
    def table_form(self):
        return TableForm(self.sent, authority=self.get_authority())

    @cached_property
    def report(self):
        key = self.kwargs["key"]
        definition = self.table_form.definition if key == TABLE else None
        found = find_report(key, self.get_authority(), self.period, definition)
        if found is None:
            raise Http404
        return found

    def days(self):
        """Return the period as it stands in addresses."""
        return {
            "first": self.period.first.isoformat(),
            "last": self.period.last.isoformat(),
            "on": self.period.on.isoformat(),
        }

    def query(self, **more):
        """Return the period, the table that is built, and more, for an address."""
        pairs = list({**self.days(), **more}.items())
        if self.kwargs.get("key") == TABLE:
            kept = ("of", "rows", "columns", "sections")
            pairs += [
                (name, value)
                for name, value in self.sent_but(())
                if name in kept or name.startswith("only_")
            ]
        return urlencode(pairs)


class Returns(SeesReturns, TemplateView):
    template_name = "returns/returns.html"

    def get_context_data(self, **kwargs):
        authority = self.get_authority()
        kept = Snapshot.objects.filter(authority=authority).defer("document")
        return super().get_context_data(
            reports=reports_for(authority),
            tables=SavedTable.objects.filter(authority=authority),
            snapshots=kept.select_related("kept_by")[:SNAPSHOTS_SHOWN],
            may_keep=policy.KEEP_RETURNS in self.request.user.role_permissions,
            quarter=last_quarter(timezone.localdate()),
            **kwargs,
        )


class ReturnPage(OfPeriod, TemplateView):
    template_name = "returns/return.html"

    def get_context_data(self, **kwargs):
        authority, report = self.get_authority(), self.report
        table = count(report, authority, self.period)
        document = document_of(table, authority, self.period)
        user = self.request.user
        return super().get_context_data(
            report=report,
            period=self.period,
            form=self.shown_form,
            hidden=self.hidden_fields(),
            document=document,
            columns=publishing.columns_of(document),
            rows=list(self.rows(document)),
            definitions=publishing.definitions_of(document),
            spans=[
                (span, self.query(first=span.first, last=span.last, on=self.today))
                for span in usual_spans(self.today)
            ],
            query=self.query(),
            is_personal=report.is_personal,
            counts="times asked" if counts_enquiries(report) else "requests",
            is_own=report.key not in {each.key for each in reports_for(authority)},
            is_unsaved=report.key == TABLE,
            may_keep=policy.KEEP_RETURNS in user.role_permissions
            and not self.period_form.errors,
            kept=self.snapshots(),
            **kwargs,
        )

    def hidden_fields(self):
        """Return the table of one's own, to go with the form of the period."""
        if self.report.key != TABLE:
            return []
        return self.sent_but({"first", "last", "on"})

    def snapshots(self):
        return (
            Snapshot.objects.filter(
                authority=self.get_authority(),
                report=self.report.key,
                first_on=self.period.first,
                last_on=self.period.last,
            )
            .select_related("kept_by")
            .defer("document")
        )

    def rows(self, document):
        """Yield each row with its figures, and the address of their requests."""
        here = reverse("counted-requests", kwargs={"key": self.report.key})
        for row, words, place in publishing.rows_of(document):
            cells = []
            for column, cell, says in zip(
                document["columns"], row["cells"], words, strict=True
            ):
                kind = publishing.kind_of(row, column)
                is_linked = kind in {COUNT, PERCENT} and self.report.is_listed(
                    column["key"]
                )
                number = cell["numerator"] if kind == PERCENT else cell["value"]
                query = self.query(row=row["key"], column=column["key"])
                url = f"{here}?{query}" if is_linked and number else ""
                cells.append((column, says, url))
            yield row, cells, place


class CountedRequests(OfPeriod, TemplateView):
    """The requests of a figure, as far as the user may see them."""

    template_name = "returns/counted_requests.html"

    def get(self, request, *args, **kwargs):
        if "row" not in request.GET:
            here = reverse("return", kwargs={"key": self.report.key})
            return redirect(f"{here}?{self.query()}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        report, user = self.report, self.request.user
        row = report.row(self.request.GET.get("row", ""))
        column = self.request.GET.get("column", WHOLE)
        if row is None or not self.has_list(row, column):
            raise Http404
        every = FOIRequest.objects.of_authority(user)
        seen = FOIRequest.objects.visible_to(user)
        counted = self.behind(row, column, every).count()
        found = self.behind(row, column, seen)
        if counts_enquiries(report):
            found = found.select_related("foi_request", "department")
            found = found.order_by("-asked_on", "-pk")
        elif report.counted_by == "hours":
            found = found.select_related(None).order_by("-minutes_told", "-pk")
        else:
            found = found.select_related(None).order_by("-received_on", "-pk")
        paginator = Paginator(found, PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            report=report,
            row=row,
            column=report.measure(column),
            is_of_enquiries=counts_enquiries(report),
            has_time=report.counted_by == "hours",
            period=self.period,
            counted=counted,
            not_listed=counted - paginator.count,
            page=page,
            pages=list(paginator.get_elided_page_range(page.number, on_ends=1)),
            back=f"{reverse('return', kwargs={'key': report.key})}?{self.query()}",
            **kwargs,
        )

    def has_list(self, row, column):
        """Whether a list of the counted requests can be made."""
        report = self.report
        if report.kind_of(row, column) not in {COUNT, PERCENT}:
            return False
        if report.measures:
            return report.is_listed(column)
        return bool(report.split) or column in {WHOLE, TOTAL}

    def behind(self, row, column, foi_requests):
        """Return what the figure counts, among the given requests."""
        report, authority = self.report, self.get_authority()
        if counts_enquiries(report):
            return enquiries_in(row, column, foi_requests, self.period)
        return requests_of(
            report, row, column, foi_requests, self.period, authority=authority
        )


class ReturnFile(OfPeriod, View):
    def get(self, request, key, ending):
        if ending not in FORMS:
            raise Http404
        authority = self.get_authority()
        table = count(self.report, authority, self.period)
        # A page to publish never has the small numbers.
        is_public = ending == "html" or request.GET.get("version") == "public"
        if is_public:
            table = suppressed(table)
        document = document_of(table, authority, self.period, is_public=is_public)
        return _file(document, ending)


class ReturnSchema(SeesReturns, View):
    def get(self, request):
        return JsonResponse(publishing.schema())


class KeepSnapshot(OfPeriod, View):
    permission_required = policy.KEEP_RETURNS
    http_method_names = ["post"]

    def post(self, request, key):
        try:
            snapshot, is_new = keep_snapshot(
                report=self.report,
                authority=self.get_authority(),
                period=self.period,
                by=request.user,
            )
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            here = reverse("return", kwargs={"key": key})
            return redirect(f"{here}?{self.query()}")
        if is_new:
            messages.success(request, "The figures are kept.")
        else:
            messages.info(request, "These figures were kept before, as they are now.")
        return redirect(snapshot)


class OfSnapshot(FindsFirst, SeesReturns):
    def find(self):
        user = self.request.user
        found = Snapshot.objects.filter(
            authority_id=getattr(user, "authority_id", None),
            pk=self.kwargs["pk"],
        )
        self.snapshot = found.select_related("kept_by").first()
        if self.snapshot is None:
            raise Http404

    def find_report(self, on=None):
        """Return the return that was kept; None for a table since deleted.

        Args:
            on: The day of counting; None for that of the snapshot.
        """
        snapshot, today = self.snapshot, timezone.localdate()
        on = on or snapshot.counted_on
        self.period = Period(snapshot.first_on, snapshot.last_on, on, today)
        return find_report(snapshot.report, snapshot.authority, self.period)


class SnapshotPage(OfSnapshot, TemplateView):
    template_name = "returns/snapshot.html"

    def get_context_data(self, **kwargs):
        document = self.snapshot.document
        return super().get_context_data(
            snapshot=self.snapshot,
            document=document,
            is_there=self.find_report() is not None,
            has_measures=publishing.has_measures(document),
            columns=publishing.columns_of(document),
            # The requests behind old figures are no longer known.
            rows=[
                (
                    row,
                    [
                        (column, says, "")
                        for column, says in zip(document["columns"], words, strict=True)
                    ],
                    place,
                )
                for row, words, place in publishing.rows_of(document)
            ],
            definitions=publishing.definitions_of(document),
            about=list(publishing.about_lines(document)),
            **kwargs,
        )


class CompareSnapshot(OfSnapshot, TemplateView):
    """The present figures of the same period against what was kept."""

    template_name = "returns/compare.html"

    def get_context_data(self, **kwargs):
        snapshot, today = self.snapshot, timezone.localdate()
        is_today = self.request.GET.get("counted") == "today"
        on = today if is_today else snapshot.counted_on
        report = self.find_report(on)
        found = []
        if report is not None:
            table = suppressed(count(report, snapshot.authority, self.period))
            now = document_of(table, snapshot.authority, self.period, is_public=True)
            found = compared(snapshot.document, now)
        return super().get_context_data(
            snapshot=snapshot,
            is_today=is_today,
            on=on,
            compared=found,
            has_columns=len({each.column for each in found}) > 1,
            changed=sum(each.is_changed for each in found),
            is_gone=report is None,
            **kwargs,
        )


class SnapshotFile(OfSnapshot, View):
    def get(self, request, pk, ending):
        if ending not in FORMS:
            raise Http404
        return _file(self.snapshot.document, ending)


class BuildTable(OfPeriod, TemplateView):
    """Choose rows, columns and filters; then show the table."""

    template_name = "returns/build.html"

    def get(self, request, *args, **kwargs):
        if "rows" not in request.GET:
            self.form = TableForm(
                request.GET or request.GET.copy(), authority=self.get_authority()
            )
            self.form.is_bound = False
            return super().get(request, *args, **kwargs)
        self.form = self.table_form
        if self.form.definition is not None:
            here = reverse("return", kwargs={"key": TABLE})
            return redirect(f"{here}?{request.GET.urlencode()}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=self.form, **kwargs)


class SaveTable(OfPeriod, ServiceFormView):
    permission_required = policy.KEEP_RETURNS
    form_class = SaveTableForm
    template_name = "returns/save_table.html"
    done = "The table is saved."

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            hidden=self.sent_but({"name", "csrfmiddlewaretoken"}),
            definition=self.table_form.definition,
            **kwargs,
        )

    def act(self, form):
        definition = self.table_form.definition
        if definition is None:
            raise Refusal("Build the table first: choose its rows.")
        return save_table(
            authority=self.get_authority(),
            name=form.cleaned_data["name"],
            definition=definition,
            by=self.request.user,
        )

    def get_success_url(self):
        return self.made.get_absolute_url()


class DeleteTable(FindsFirst, SeesReturns, TemplateView):
    permission_required = policy.KEEP_RETURNS
    template_name = "returns/delete_table.html"

    def find(self):
        user = self.request.user
        self.table = find_table(self.kwargs["key"], user.authority)
        if self.table is None:
            raise Http404

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=self.table, **kwargs)

    def post(self, request, key):
        delete_table(table=self.table, by=request.user)
        messages.success(request, "The table is deleted.")
        return redirect("returns")


class ChooseRows(OfPeriod, ServiceFormView):
    permission_required = policy.KEEP_RETURNS
    form_class = ChooseRowsForm
    template_name = "returns/choose_rows.html"
    done = "The rows are chosen."

    def get_initial(self):
        return {"rows": [row.key for row in self.report.shown]}

    def get_form_kwargs(self):
        if not self.report.may_choose:
            raise Http404
        return super().get_form_kwargs() | {"report": self.report}

    def get_context_data(self, **kwargs):
        form = kwargs.get("form") or self.get_form()
        ticked = set(form["rows"].value() or ())
        shown = [row.key for row in self.report.shown]
        order = sorted(
            self.report.rows,
            key=lambda row: shown.index(row.key) if row.key in shown else 999,
        )
        return super().get_context_data(
            report=self.report,
            rows=[(row, form[f"place_{row.key}"], row.key in ticked) for row in order],
            **kwargs,
        )

    def act(self, form):
        return choose_rows(
            report=self.report,
            authority=self.get_authority(),
            rows=form.chosen,
            by=self.request.user,
        )

    def get_success_url(self):
        return reverse("return", kwargs={"key": self.report.key})


def _file(document, ending):
    write, content_type = FORMS[ending]
    days = "-to-".join(document["period"][name] for name in ("first", "last"))
    name = f"{document['report']}-{days}.{ending}"
    return HttpResponse(
        write(document),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
