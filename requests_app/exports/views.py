"""Ask for an export; the person's exports and their files."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import FileResponse, Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts import policy
from requests_app.exports.columns import titles_of_list
from requests_app.exports.forms import ExportForm
from requests_app.exports.services import (
    KEPT,
    MAKE_EXPORT,
    ask_for_export,
    cancel_export,
    export_choices,
    record_download,
)
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.lists.columns import chosen_columns, known_columns
from requests_app.lists.filters_in_words import in_words
from requests_app.lists.forms import FindRequestsForm
from requests_app.models import Job
from requests_app.service_views import FindsFirst, ServiceFormView
from requests_app.telling.reading import mark_read_at

_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class AskForExport(PermissionRequiredMixin, ServiceFormView):
    """Choose what the file of a list has."""

    permission_required = policy.VIEW_REQUESTS
    template_name = "requests_app/exports/ask_for_export.html"
    form_class = ExportForm

    def get_query(self):
        """Return the filters of the address, without the place within the list."""
        query = self.request.GET.copy()
        for name in ("page", "after", "before", "columns", "sort", "view"):
            query.pop(name, None)
        return query.urlencode(safe=",")

    def get_form_kwargs(self):
        """Offer the columns of the address, as the list has them, or the person's."""
        user = self.request.user
        columns = known_columns(self.request.GET.get("columns", "").split(","))
        return {
            **super().get_form_kwargs(),
            "choices": export_choices(user),
            "titles_of_list": titles_of_list(columns or chosen_columns(user)),
        }

    def get_context_data(self, **kwargs):
        query = self.get_query()
        found = FindRequestsForm(QueryDict(query), user=self.request.user)
        return super().get_context_data(
            filters=list(in_words(found)), query=query, **kwargs
        )

    def act(self, form):
        data = form.cleaned_data
        made = ask_for_export(
            query=self.get_query(),
            of=data["of"],
            file_format=data["format"],
            has_requesters=data["has_requesters"],
            which=data["which"],
            titles=form.titles,
            by=self.request.user,
        )
        start_jobs_on_commit(MAKE_EXPORT, key=made.job_key)
        return made

    def get_success_url(self):
        return self.made.get_absolute_url()


class Exports(PermissionRequiredMixin, TemplateView):
    """The person's exports. While one is made, the list refreshes itself."""

    permission_required = policy.VIEW_REQUESTS

    def get_template_names(self):
        name = "exports_list" if self.request.htmx else "exports"
        return [f"requests_app/exports/{name}.html"]

    def get_context_data(self, **kwargs):
        user = self.request.user
        if self.request.htmx:
            # The person still looks: a file just made needs no e-mail.
            mark_read_at(person=user, path=self.request.path)
        exports = list(user.exports.all()[:50])
        keys = {each.job_key: each for each in exports}
        stuck = Job.objects.filter(
            idempotency_key__in=keys, needs_attention=True, done_at=None
        ).values_list("idempotency_key", flat=True)
        stuck_keys = {keys[key].pk for key in stuck}
        return super().get_context_data(
            exports=[
                (each, each.pk in stuck_keys, each.asked_at + KEPT) for each in exports
            ],
            is_under_way=any(
                each.is_under_way and each.pk not in stuck_keys for each in exports
            ),
            **kwargs,
        )


class OwnExport(FindsFirst, PermissionRequiredMixin, View):
    """An export of the person: another person's is not found."""

    permission_required = policy.VIEW_REQUESTS

    def find(self):
        own = self.request.user.exports
        self.export = get_object_or_404(own, pk=self.kwargs["export"])


class ExportFile(OwnExport):
    def get(self, request, *args, **kwargs):
        export = self.export
        if not export.file or export.asked_at + KEPT < timezone.now():
            raise Http404("The file is not there.")
        record_download(export=export, by=request.user)
        name = export.file.name.rpartition("/")[2]
        return FileResponse(
            export.file.open("rb"),
            as_attachment=True,
            filename=name,
            content_type=_KINDS[export.format],
            headers={"Cache-Control": "private, no-store"},
        )


class CancelExport(OwnExport):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        cancel_export(export=self.export)
        return redirect("exports")
