"""Pages for bulk letters."""

import logging

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView, View

from accounts import policy
from requests_app.files.downloads import file_response
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.models import FOIRequest
from requests_app.questions.forms import EVERY
from requests_app.refusals import Refusal
from requests_app.service_views import FindsFirst, ServiceButton, ServiceFormView
from responses.batches.forms import (
    SENT,
    ChooseRequestsForm,
    ReprintForm,
    WriteToManyForm,
)
from responses.batches.printing import read_file
from responses.batches.queries import (
    MOST_OFFERED,
    items_seen_by,
    offered_to,
    progress_of,
    with_progress,
)
from responses.batches.queueing import (
    BATCH_KINDS,
    MOST_IN_A_BATCH,
    RUN_BATCH,
    BatchNotPossible,
    reprint_letters,
    stop_batch,
    try_failed_again,
    write_letters,
)
from responses.letters.pages import article_of, page_of
from responses.models import Batch, Letter
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Part, values_of
from responses.refusals import DocumentDamaged
from statute.notices import LetterType
from statute.working_days import format_date

logger = logging.getLogger(__name__)
ITEMS_A_PAGE = 100


class BatchesMixin(PermissionRequiredMixin):
    permission_required = policy.ISSUE_RESPONSE

    def get_batches(self):
        own = Batch.objects.filter(authority_id=self.request.user.authority_id)
        return with_progress(own)


class Batches(BatchesMixin, ListView):
    template_name = "responses/batches/batches.html"
    paginate_by = 30

    def get_queryset(self):
        return self.get_batches()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        return {
            **context,
            "page": page,
            "pages": list(page.paginator.get_elided_page_range(page.number)),
            "batches": [(one, progress_of(one)) for one in page],
        }


class BatchMixin(FindsFirst, BatchesMixin):
    @cached_property
    def batch(self):
        return get_object_or_404(self.get_batches(), pk=self.kwargs["batch"])

    def find(self):
        return self.batch


class BatchPage(BatchMixin, TemplateView):
    """The progress of a batch. The page refreshes itself until the batch is over."""

    template_name = "responses/batches/batch.html"

    def get_template_names(self):
        if self.request.htmx:
            return ["components/batch_state.html"]
        return super().get_template_names()

    def get_context_data(self, **kwargs):
        items = items_seen_by(self.request.user, self.batch)
        # Failed items come first, because the officer must look at them.
        items = items.order_by("-error", "position")
        page = Paginator(items, ITEMS_A_PAGE).get_page(self.request.GET.get("page"))
        return {
            **super().get_context_data(**kwargs),
            "batch": self.batch,
            "progress": progress_of(self.batch),
            "page": page,
            "pages": list(page.paginator.get_elided_page_range(page.number)),
            "unseen": self.batch.total - page.paginator.count,
        }


class _ChangeBatch(BatchMixin, ServiceButton):
    """An action on a batch that leads back to its page."""

    def get_success_url(self):
        return self.batch.get_absolute_url()


class StopBatch(_ChangeBatch):
    done = "Batch stopped. Letters already finished are kept."

    def act(self):
        stop_batch(batch=self.batch, at=timezone.now())


class TryBatchAgain(_ChangeBatch):
    def act(self):
        try_failed_again(batch=self.batch)
        start_jobs_on_commit(RUN_BATCH)


class BatchFile(BatchMixin, View):
    def find(self):
        # A user who may not see every letter may not have the file.
        seen = items_seen_by(self.request.user, self.batch).count()
        if not self.batch.file or seen != self.batch.total:
            raise Http404("There is no such file.")

    def get(self, request, *args, **kwargs):
        batch = self.batch
        try:
            content = read_file(batch)
        except DocumentDamaged as reason:
            logger.exception("The file of batch %s is damaged", batch.pk)
            messages.error(request, str(reason))
            return redirect(batch)
        return file_response(content, name=f"{batch.title}.pdf")


class WriteToMany(BatchesMixin, TemplateView):
    """Choose a letter and the requests; then write the letter once for all."""

    template_name = "responses/batches/write_to_many.html"

    @cached_property
    def kind(self):
        asked = self.request.POST.get("kind") or self.request.GET.get("kind")
        return BATCH_KINDS.get(asked) or BATCH_KINDS[LetterType.ACKNOWLEDGEMENT]

    @cached_property
    def words(self):
        return self.request.GET.get("q", "")[:200].strip()

    @cached_property
    def asked_for(self):
        """The keys of the requests that a list led here with."""
        typed = self.request.GET.get("chosen", "").split(",")[:MOST_IN_A_BATCH]
        return [
            int(key)
            for key in typed
            if key.isascii() and key.isdecimal() and len(key) < 19
        ]

    def get_context_data(self, **kwargs):
        found = offered_to(
            self.request.user,
            kind=self.kind.type,
            words=self.words,
            on=timezone.localdate(),
        )
        if self.asked_for:
            found = found.filter(pk__in=self.asked_for)
        offered = list(found.select_related("officer")[: MOST_OFFERED + 1])
        return super().get_context_data(
            kind=self.kind,
            kinds=BATCH_KINDS.values(),
            words=self.words,
            offered=offered[:MOST_OFFERED],
            is_cut_short=len(offered) > MOST_OFFERED,
            chosen=self.request.POST.getlist("chosen"),
            asked_for=len(self.asked_for),
            not_offered=max(0, len(self.asked_for) - len(offered)),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        visible = FOIRequest.objects.visible_to(request.user).filter(
            reference__isnull=False
        )
        choice = ChooseRequestsForm(request.POST, foi_requests=visible)
        if not choice.is_valid():
            context = self.get_context_data(choice=choice)
            return self.render_to_response(context, status=422)
        self.chosen = list(choice.cleaned_data["chosen"].order_by("received_on", "pk"))
        is_begun = "begin" in request.POST
        is_written = is_begun or "look" in request.POST
        case = Case(self.chosen[0], on=timezone.localdate())
        # Questions differ from request to request: the letter is about all of them.
        self.asked = tuple(
            field for field in self.kind.fields(case) if not isinstance(field, Part)
        )
        form = self.get_form(request.POST if is_written else None)
        if is_begun and form.is_valid():
            return self.begin(form)
        return self.show(case, form)

    def get_form(self, data):
        offered = values_of(self.asked, {})
        return WriteToManyForm(
            data, initial={**offered, "version": 0}, fields=self.asked
        )

    def begin(self, form):
        try:
            batch = write_letters(
                foi_requests=self.chosen,
                kind=self.kind.type,
                said=self.said(form),
                is_sent=form.cleaned_data["send"] == SENT,
                by=self.request.user,
                at=timezone.now(),
                form_key=form.cleaned_data["form_key"],
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.show(None, form)
        start_jobs_on_commit(RUN_BATCH)
        return redirect(batch)

    def said(self, form):
        """Return the content of the letter, about all the questions of each request."""
        if self.kind.type != LetterType.CLARIFICATION:
            return form.details()
        return {**form.details(), "questions": [EVERY]}

    def show(self, case, form):
        """Show the form, with the first letter as an example."""
        case = case or Case(self.chosen[0], on=timezone.localdate())
        is_given = form.is_bound and form.is_valid()
        kept = self.said(form) if is_given else {}
        is_offered = self.kind.is_offered(case)
        context = {
            "kind": self.kind,
            "form": form,
            "chosen": self.chosen,
            "first": self.chosen[0],
        }
        if is_offered:
            fields = self.kind.fields(case)
            content = self.kind.compose(case, values_of(fields, kept))
            context |= {"content": content, "letter": article_of(page_of(content))}
        self.template_name = "responses/batches/write_to_many_letter.html"
        status = 422 if form.errors else 200
        return self.render_to_response(
            super().get_context_data(**context), status=status
        )


class ReprintLetters(BatchesMixin, ServiceFormView):
    form_class = ReprintForm
    template_name = "responses/batches/reprint_letters.html"

    def act(self, form):
        first_on, last_on = form.cleaned_data["first_on"], form.cleaned_data["last_on"]
        most = MOST_IN_A_BATCH
        batch = reprint_letters(
            letters=self.found(form).order_by("issued_at", "pk")[: most + 1],
            title=f"Letters of {format_date(first_on)} to {format_date(last_on)}",
            by=self.request.user,
            at=timezone.now(),
            form_key=form.cleaned_data["form_key"],
        )
        start_jobs_on_commit(RUN_BATCH)
        return batch

    def found(self, form):
        """Return the letters of the chosen days that the user may see."""
        days = form.cleaned_data["first_on"], form.cleaned_data["last_on"]
        return Letter.objects.filter(
            foi_request__in=FOIRequest.objects.visible_to(self.request.user),
            issued_on__range=days,
        ).defer("html", "html_for_publication")

    def refused(self, form, refusal):
        if not isinstance(refusal, BatchNotPossible):
            return super().refused(form, refusal)
        # The form asks for days, so the error speaks of days.
        form.add_error(
            None,
            f"More than {MOST_IN_A_BATCH} letters were issued in that "
            "time. Choose fewer days."
            if self.found(form).exists()
            else "No letter that you may see was issued in that time.",
        )
        return self.form_invalid(form)

    def get_success_url(self):
        return self.made.get_absolute_url()
