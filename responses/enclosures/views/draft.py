"""Enclosures of a draft: add, order, rename, replace, accept, remove."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from requests_app.files.views.uploading import FileUploadMixin
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.put_aside.queries import fate_by_history
from requests_app.refusals import Refusal
from requests_app.service_views import ServiceButton, ServiceFormView
from responses.drafting.views.mixins import DraftMixin
from responses.enclosures.adding import add_enclosure, replace_enclosure
from responses.enclosures.answered_tables import tables_of
from responses.enclosures.changing import (
    accept_enclosure,
    move_enclosure,
    remove_enclosure,
    rename_enclosure,
)
from responses.enclosures.forms import (
    AcceptEnclosureForm,
    AddEnclosureForm,
    RenameEnclosureForm,
    ReplaceEnclosureForm,
)
from responses.enclosures.history import EnclosuresHistory
from responses.enclosures.looking import SCAN_ENCLOSURE
from responses.enclosures.ways import offers_for
from responses.models import Enclosure


class AddEnclosure(FileUploadMixin, DraftMixin, FormView):
    form_class = AddEnclosureForm
    template_name = "responses/enclosures/add_enclosure.html"

    def get_template_names(self):
        if self.request.htmx and not self.request.htmx.boosted:
            return ["responses/enclosures/enclosures.html"]
        return [self.template_name]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            enclosures=self.draft.enclosures,
            tables=tables_of(self.foi_request),
            most_mb=settings.MOST_BYTES_PER_FILE // 1_000_000,
            **kwargs,
        )

    def form_valid(self, form):
        files = form.cleaned_data["chosen"]
        title = form.cleaned_data["title"] if len(files) == 1 else ""
        added = []
        for file in files:
            try:
                added.append(
                    add_enclosure(
                        foi_request=self.foi_request,
                        chunks=file.chunks(),
                        name=file.name,
                        title=title,
                        most_bytes=settings.MOST_BYTES_PER_FILE,
                        by=self.request.user,
                        on=timezone.localdate(),
                    )
                )
            except Refusal as refusal:
                form.add_error("chosen", str(refusal))
        if added:
            start_jobs_on_commit(SCAN_ENCLOSURE)
            names = ", ".join(one.name for one in added)
            messages.success(self.request, f"Added: {names}.")
        if form.errors:
            return self.form_invalid(form)
        return redirect("add-enclosure", reference=self.foi_request.reference)


class EnclosureMixin(DraftMixin):
    """A page about one file of a draft."""

    def get_success_url(self):
        at = {"reference": self.foi_request.reference}
        return reverse("add-enclosure", kwargs=at)

    @cached_property
    def enclosure(self):
        files = self.foi_request.enclosures.filter(letter__isnull=True)
        return get_object_or_404(
            files.select_related(
                "added_by", "accepted_by", "foi_request", "original__replaced_by"
            ),
            pk=self.kwargs["enclosure"],
        )

    def get_fate(self):
        """Return who removed the file; None for a file of another request."""
        if Enclosure.objects.filter(pk=self.kwargs["enclosure"]).exists():
            return None
        return fate_by_history(self.foi_request, EnclosuresHistory.ENCLOSURE_REMOVED)

    def get_aside_url(self, aside):
        return self.get_success_url()

    def get_context_data(self, **kwargs):
        kwargs.setdefault("rename_form", RenameEnclosureForm(instance=self.enclosure))
        kwargs.setdefault("replace_form", ReplaceEnclosureForm())
        kwargs.setdefault("accept_form", AcceptEnclosureForm(instance=self.enclosure))
        kwargs["enclosure"] = self.enclosure
        kwargs["offers"] = offers_for(self.enclosure) if self.is_open else []
        return super().get_context_data(**kwargs)


class ActOnEnclosure(EnclosureMixin, ServiceFormView):
    """An action on a file, with its form on the file's page.

    Attributes:
        form_name: The name of the form in the page's context.
    """

    template_name = "responses/enclosures/enclosure.html"
    form_name = ""

    def get_context_data(self, **kwargs):
        if "form" not in kwargs and self.request.method == "POST":
            kwargs["form"] = self.get_form()
        if form := kwargs.get("form"):
            kwargs[self.form_name] = form
        kwargs.setdefault("form", None)
        return super().get_context_data(**kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.enclosure}


class RenameEnclosure(ActOnEnclosure):
    form_class, form_name = RenameEnclosureForm, "rename_form"
    refused_at = "title"
    done = "Title saved."

    def get_template_names(self):
        if self.request.htmx and not self.request.htmx.boosted:
            return ["responses/enclosures/enclosure_found.html"]
        return [self.template_name]

    def act(self, form):
        rename_enclosure(
            enclosure=self.enclosure,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )


class ReplaceEnclosure(FileUploadMixin, ActOnEnclosure):
    form_class, form_name = ReplaceEnclosureForm, "replace_form"
    refused_at = "file"

    def act(self, form):
        file = form.cleaned_data["file"]
        replaced = replace_enclosure(
            enclosure=self.enclosure,
            chunks=file.chunks(),
            name=file.name,
            most_bytes=settings.MOST_BYTES_PER_FILE,
            by=self.request.user,
            on=timezone.localdate(),
        )
        start_jobs_on_commit(SCAN_ENCLOSURE)
        return replaced

    @property
    def done(self):
        return f"Replaced by {self.made.name}."


class AcceptEnclosure(ActOnEnclosure):
    form_class, form_name = AcceptEnclosureForm, "accept_form"
    refused_at = "reason"

    def act(self, form):
        accept_enclosure(
            enclosure=self.enclosure,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    @property
    def done(self):
        return f"{self.enclosure.name} accepted as it is."


class MoveEnclosure(EnclosureMixin, ServiceButton):
    """Move a file up or down in the letter's list."""

    def act(self):
        move_enclosure(
            enclosure=self.enclosure,
            places=-1 if self.request.POST.get("to") == "up" else 1,
            by=self.request.user,
        )


class RemoveEnclosure(EnclosureMixin, ServiceButton, TemplateView):
    template_name = "responses/enclosures/remove_enclosure.html"
    http_method_names = ["get", "head", "post", "options"]

    def act(self):
        remove_enclosure(
            enclosure=self.enclosure,
            by=self.request.user,
            on=timezone.localdate(),
        )

    @property
    def done(self):
        return f"{self.enclosure.name} removed and deleted."
