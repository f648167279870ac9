"""Issue a letter, read a letter, and download its PDF."""

import logging

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts import policy
from requests_app.files.downloads import file_response
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.models import Job
from responses.clearance.views.clearance import DraftLetterActionView
from responses.giving.effects import effect_of
from responses.giving.queries import journeys_of
from responses.issuing.forms import IssueResponseForm
from responses.issuing.services import issue_response, pdf_job_key
from responses.issuing.views.proof import ProofMixin
from responses.letters.pages import article_of
from responses.letters.records import MAKE_PDF, pdf_name, read_pdf
from responses.models import Letter
from responses.pages import IssuedLetterMixin
from responses.refusals import DocumentDamaged
from responses.sending.queries import sendings_of

logger = logging.getLogger(__name__)


class IssueResponse(ProofMixin, DraftLetterActionView):
    permission_required = policy.ISSUE_RESPONSE
    form_class = IssueResponseForm
    template_name = "responses/issuing/issue_response.html"
    page = "issue-response"
    done = "The letter is issued."

    def get_initial(self):
        last = self.foi_request.letters.order_by("-number").only("number").first()
        return {"number": last.number + 1 if last else 1}

    def act(self, form):
        letter = issue_response(
            foi_request=self.foi_request,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )
        start_jobs_on_commit(MAKE_PDF, key=pdf_job_key(letter))
        return letter

    def get_success_url(self):
        return self.made.get_absolute_url()


class LetterPage(IssuedLetterMixin, TemplateView):
    template_name = "responses/issuing/letter.html"

    def get_template_names(self):
        if self.request.htmx and not self.request.htmx.boosted:
            return ["responses/issuing/letter_pdf.html"]
        return [self.template_name]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request,
            letter=self.letter,
            article=article_of(self.letter.html),
            job=self.get_job(),
            sendings=sendings_of(self.letter),
            journey=self.get_journey(),
            notice=effect_of(self.letter).in_words(self.letter),
            withdrawal=getattr(self.letter, "withdrawal", None),
            may_send=policy.ISSUE_RESPONSE in self.request.user.role_permissions,
            **kwargs,
        )

    def get_journey(self):
        (journey,) = journeys_of(Letter.objects.filter(pk=self.letter.pk))
        return journey

    def get_job(self):
        if self.letter.pdf:
            return None
        key = pdf_job_key(self.letter)
        return Job.objects.filter(idempotency_key=key).first()


class LetterPDF(IssuedLetterMixin, View):
    def get(self, request, *args, **kwargs):
        letter = self.letter
        if not letter.pdf:
            return redirect(letter)
        try:
            content = read_pdf(letter)
        except DocumentDamaged as reason:
            logger.exception("The PDF of letter %s cannot be given out", letter.pk)
            messages.error(request, str(reason))
            return redirect(letter)
        return file_response(content, name=pdf_name(letter))
