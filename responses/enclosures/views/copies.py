"""Safe copies of a file: offered, looked at, used, and taken back."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from documents.safe.ways import ways_for
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.service_views import ServiceButton, ServiceFormView
from responses.drafting.views.mixins import DraftMixin
from responses.enclosures.copying import COPY_ENCLOSURE, ask_for_copy, copy_job_key
from responses.enclosures.forms import FileShownForm
from responses.enclosures.using import use_copy, use_original
from responses.enclosures.views.draft import EnclosureMixin
from responses.enclosures.views.file import GivesFile
from responses.enclosures.ways import offer_of
from responses.models import SafeCopy, SafeCopyFile


class SafeCopyMixin(EnclosureMixin):
    """A page about a safe copy of a file, in one of the ways fit for the file."""

    @cached_property
    def offer(self):
        if self.kwargs["way"] not in ways_for(self.enclosure.name):
            raise Http404("No such copy of this file.")
        return offer_of(self.kwargs["way"])

    @cached_property
    def copy(self):
        """The copy of this file as it stands; None if none was asked for."""
        return (
            SafeCopy.objects.filter(
                enclosure=self.enclosure,
                way=self.offer.way,
                sha256=self.enclosure.sha256,
            )
            .prefetch_related("files")
            .first()
        )

    def get_file_url(self, name, **more):
        """Return the address of a page about the file."""
        named = {
            "reference": self.foi_request.reference,
            "enclosure": self.enclosure.pk,
        }
        return reverse(name, kwargs={**named, **more})


class SafeCopyPage(SafeCopyMixin, ServiceFormView):
    """Explain a copy; make the copy; show the file and the copy side by side."""

    form_class = FileShownForm
    template_name = "responses/enclosures/safe_copy.html"

    def get_template_names(self):
        if self.request.htmx and not self.request.htmx.boosted:
            return ["responses/enclosures/safe_copy_made.html"]
        return [self.template_name]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.enclosure}

    def act(self, form):
        made = ask_for_copy(
            enclosure=self.enclosure,
            way=self.offer.way,
            by=self.request.user,
            **form.cleaned_data,
        )
        start_jobs_on_commit(COPY_ENCLOSURE, key=copy_job_key(made))
        return made

    def get_success_url(self):
        return self.get_file_url("safe-copy", way=self.offer.way)

    def get_context_data(self, **kwargs):
        return super().get_context_data(offer=self.offer, copy=self.copy, **kwargs)


class UseSafeCopy(SafeCopyMixin, ServiceButton):
    """Put the copy in place of the file."""

    def act(self):
        return use_copy(
            enclosure=self.enclosure,
            way=self.offer.way,
            sha256=self.request.POST.get("sha256", ""),
            by=self.request.user,
            on=timezone.localdate(),
        )

    def get_refused_url(self):
        return self.get_file_url("rename-enclosure")

    def get_success_url(self):
        if len(self.made) > 1:
            return super().get_success_url()
        return self.get_file_url("rename-enclosure")

    @property
    def done(self):
        names = ", ".join(one.name for one in self.made)
        return f"Safe copy in use: {names}. The original is kept, and not sent."


class UseOriginal(EnclosureMixin, ServiceButton):
    """Put the original back in place of its safe copy."""

    def act(self):
        return use_original(
            enclosure=self.enclosure,
            sha256=self.request.POST.get("sha256", ""),
            by=self.request.user,
            on=timezone.localdate(),
        )

    @property
    def done(self):
        return f"The original is with the letter again: {self.made.name}."


class SafeCopyFilePage(SafeCopyMixin, GivesFile):
    """Serve a file of a copy, for the officer to look at before it is used."""

    def get_file(self):
        return get_object_or_404(
            SafeCopyFile,
            copy__enclosure=self.enclosure,
            copy__way=self.offer.way,
            position=self.kwargs["position"],
        )


class OriginalFileOfCopy(DraftMixin, GivesFile):
    """Serve the original of a safe copy, to users with access to the draft."""

    def get_file(self):
        enclosure = get_object_or_404(
            self.foi_request.enclosures.select_related("original"),
            pk=self.kwargs["enclosure"],
            original__isnull=False,
        )
        return enclosure.original
