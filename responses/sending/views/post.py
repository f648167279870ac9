"""Pages for letters that go by post."""

import logging

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from accounts import policy
from requests_app.files.downloads import file_response
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.service_views import FindsFirst
from responses.models import PrintRun
from responses.refusals import DocumentDamaged
from responses.sending import post
from responses.sending.forms.post import ChooseForPostForm, MarkPostedForm
from responses.sending.queries import for_post

logger = logging.getLogger(__name__)
MOST_SHOWN = 200


class PostQueue(PermissionRequiredMixin, TemplateView):
    """The letters to post, to be printed and then recorded as posted."""

    permission_required = policy.ISSUE_RESPONSE
    template_name = "responses/sending/post.html"
    form = None

    @property
    def visible(self):
        return FOIRequest.objects.visible_to(self.request.user)

    @cached_property
    def waiting(self):
        return post.waiting_for_post(self.visible, at=timezone.now())

    def get_context_data(self, **kwargs):
        shown = list(self.waiting[: MOST_SHOWN + 1])
        form = self.form or MarkPostedForm(
            initial={"on": timezone.localdate()}, dispatches=self.waiting
        )
        chosen = set(self.request.POST.getlist("chosen"))
        return super().get_context_data(
            form=form,
            dispatches=[
                (one, not chosen or str(one.pk) in chosen) for one in shown[:MOST_SHOWN]
            ],
            not_yet_sent=for_post(self.visible, at=timezone.now()).not_yet_sent,
            is_cut_short=len(shown) > MOST_SHOWN,
            runs=PrintRun.objects.filter(
                authority_id=self.request.user.authority_id
            ).select_related("by")[:10],
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        is_posted = "posted" in request.POST
        form_class = MarkPostedForm if is_posted else ChooseForPostForm
        form = form_class(request.POST, dispatches=self.waiting)
        if form.is_valid():
            try:
                return self.record(form) if is_posted else self.print(form)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
        self.form = form if is_posted else self.with_day(form)
        return self.render_to_response(self.get_context_data(), status=422)

    def with_day(self, form):
        """Return the whole form, with the errors of the part just posted."""
        whole = MarkPostedForm(self.request.POST, dispatches=self.waiting)
        whole.full_clean()
        whole.errors.clear()
        whole.errors.update(form.errors)
        return whole

    def print(self, form):
        run = post.print_letters(
            dispatches=form.cleaned_data["chosen"].order_by("due_at", "pk"),
            by=self.request.user,
            at=timezone.now(),
            form_key=form.cleaned_data["form_key"],
        )
        start_jobs_on_commit(post.PRINT_LETTERS)
        return redirect("print-run", print_run=run.pk)

    def record(self, form):
        number = post.mark_posted(
            dispatches=form.cleaned_data["chosen"],
            by=self.request.user,
            on=form.cleaned_data["on"],
            today=timezone.localdate(),
        )
        letters = "letter is" if number == 1 else "letters are"
        messages.success(self.request, f"{number} {letters} recorded as posted.")
        return redirect(reverse("post"))


class PrintRunMixin(FindsFirst):
    """A print run, for a user who may see every letter inside."""

    permission_required = policy.ISSUE_RESPONSE

    @cached_property
    def run(self):
        run = get_object_or_404(
            PrintRun.objects.select_related("by"),
            pk=self.kwargs["print_run"],
            authority_id=self.request.user.authority_id,
        )
        visible = FOIRequest.objects.visible_to(self.request.user)
        if run.dispatches.exclude(letter__foi_request__in=visible).exists():
            raise Http404("There is no such file.")
        return run

    def find(self):
        return self.run


class PrintRunPage(PrintRunMixin, TemplateView):
    template_name = "responses/sending/print_run.html"

    def get_template_names(self):
        if self.request.htmx:
            return ["components/print_run_state.html"]
        return super().get_template_names()

    def get_context_data(self, **kwargs):
        total = self.run.dispatches.count()
        return super().get_context_data(
            run=self.run,
            total=total,
            percent=100 * self.run.joined // total if total else 100,
            **kwargs,
        )


class PrintRunFile(PrintRunMixin, View):
    def find(self):
        if not self.run.file:
            raise Http404("There is no such file.")

    def get(self, request, *args, **kwargs):
        try:
            content = post.read_print(self.run)
        except DocumentDamaged as reason:
            logger.exception("The file of print run %s is damaged", self.run.pk)
            messages.error(request, str(reason))
            return redirect("print-run", print_run=self.run.pk)
        name = f"post-{self.run.asked_at:%Y-%m-%d-%H%M}.pdf"
        return file_response(content, name=name)
