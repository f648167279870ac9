"""Preview a letter while drafting, beside the draft or as a PDF marked as a draft."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from accounts import policy
from requests_app.due import due_status
from requests_app.files.downloads import file_response
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.models import Job
from requests_app.pages.request_mixin import RequestMixin
from responses.clearance.draft_pdf import (
    MAKE_DRAFT_PDF,
    ask_for_draft_pdf,
    draft_pdf_job_key,
    read_draft_pdf,
)
from responses.drafting.citations import citable
from responses.drafting.facts import shareable
from responses.drafting.forms.citations import CiteExemptionForm
from responses.drafting.forms.draft import AnswerQuestionForm, SaveStatementForm
from responses.drafting.permitted import DraftingRefused
from responses.drafting.statements import STATEMENT_SAYS
from responses.letters.composing import compose
from responses.letters.pages import article_of, page_of
from responses.letters.unsaved import Unsaved
from responses.refusals import DocumentDamaged
from statute import facts as law

# The size limit of the preview pane, in bytes. A longer letter shows only this many
# items before and after the question, fewer if they are too large.
MOST_BYTES = 100_000
_WHOLE_UP_TO = 24
_AROUND = (8, 3, 1, 0)


class PreviewPane(RequestMixin, View):
    """Show the letter with the unsaved text of the page; save nothing."""

    permission_required = policy.DRAFT_RESPONSE
    http_method_names = ["get", "post", "head", "options"]

    def get(self, request, *args, **kwargs):
        return self.show(Unsaved(question_id=self.question_id))

    def post(self, request, *args, **kwargs):
        posted = request.POST
        return self.show(
            Unsaved(
                question_id=self.question_id,
                answer=_given(posted, "text", "outcome"),
                answer_facts=self.get_facts(posted),
                letter_text=_given(posted, "opening", "ending", "what_changed"),
                **self.get_citation(posted),
                **self.get_statement(posted),
            )
        )

    def get_facts(self, posted):
        """Return the unsaved facts of the answer, as stored."""
        if "outcome" not in posted:
            return {}
        form = AnswerQuestionForm.while_typing(posted, self.foi_request)
        form.is_valid()
        return law.keep(form.stated())

    def get_citation(self, posted):
        """Return the provision being cited, and its unsaved fields."""
        try:
            key = self.request.GET.get("provision", "")
            provision = citable(key, self.foi_request) if key else None
        except DraftingRefused:
            provision = None
        if provision is None:
            return {}
        found = (
            shareable(self.foi_request, key, besides=None)
            if posted.get("same_as")
            else ()
        )
        form = CiteExemptionForm(
            posted,
            provision=provision,
            initial=posted.dict(),
            shareable=[(one, "") for one in found],
        )
        form.is_valid()
        said = form.said()
        said["facts"] = law.keep(said["facts"])
        return {"provision_key": key, "citation": said}

    def get_statement(self, posted):
        """Return the unsaved statement, with its provisions."""
        if "scope" not in posted:
            return {}
        form = SaveStatementForm(
            posted,
            foi_request=self.foi_request,
            provision_keys=dict.fromkeys(posted.getlist("provision")),
        )
        form.is_valid()
        said = form.cleaned_data
        return {
            "statement": {name: said[name] for name in STATEMENT_SAYS if name in said},
            "reasons": {
                key: said[form.reason_name(key)] for key in form.provision_keys
            },
            "stated": {key: law.keep(facts) for key, facts in form.stated().items()},
        }

    @property
    def question_id(self):
        key = self.request.GET.get("question", "")
        return int(key) if key.isdecimal() and len(key) < 18 else None

    def show(self, unsaved):
        content = compose(self.foi_request, on=timezone.localdate(), unsaved=unsaved)
        at, anchor = _place(content, self.question_id)
        if unsaved.statement:
            anchor = "letter-other-information"
        article, is_whole = _fitting(content, at)
        return render(
            self.request,
            "responses/clearance/preview_pane.html",
            {
                "foi_request": self.foi_request,
                "article": article,
                "anchor": anchor,
                "is_whole": is_whole,
            },
        )


def _given(posted, *names):
    return {name: posted[name] for name in names if name in posted}


def _place(content, question_id):
    """Return the index of the letter's item for a question, and its anchor."""
    for at, item in enumerate(content.items):
        asked = getattr(item, "asked", ())
        if any(one.question_id == question_id for one in asked):
            return at, f"letter-{item.anchor}"
    return 0, ""


def _fitting(content, at):
    """Return the letter, or as much around an item as fits; and whether all of it."""
    if len(content.items) <= _WHOLE_UP_TO:
        article = article_of(page_of(content))
        if len(article.encode()) <= MOST_BYTES:
            return article, True
    for around in _AROUND:
        near = content.items[max(at - around, 0) : at + around + 1]
        part = replace(content, items=near, annex=(), summary=())
        article = article_of(page_of(part))
        if len(article.encode()) <= MOST_BYTES:
            return article, False
    return "", False


class AskForDraftPDF(RequestMixin, View):
    """Make the PDF of a response as it stands."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        draft = ask_for_draft_pdf(
            foi_request=self.foi_request,
            content=compose(self.foi_request, on=timezone.localdate()),
            by=request.user,
        )
        start_jobs_on_commit(MAKE_DRAFT_PDF, key=draft_pdf_job_key(draft))
        return redirect(
            "draft-pdf", reference=self.foi_request.reference, draft_pdf=draft.pk
        )


class DraftPDFMixin(RequestMixin):
    @cached_property
    def draft_pdf(self):
        made = self.foi_request.draft_pdfs.select_related("asked_by").defer("html")
        return get_object_or_404(made, pk=self.kwargs["draft_pdf"])


class DraftPDFPage(DraftPDFMixin, TemplateView):
    template_name = "responses/clearance/draft_pdf.html"

    def get_template_names(self):
        if self.request.htmx and not self.request.htmx.boosted:
            if "posted" in self.request.GET:
                return ["responses/clearance/proof.html"]
            return ["responses/clearance/draft_pdf_state.html"]
        return [self.template_name]

    def get_context_data(self, **kwargs):
        key = draft_pdf_job_key(self.draft_pdf)
        today = timezone.localdate()
        return {
            **super().get_context_data(**kwargs),
            "foi_request": self.foi_request,
            "due": due_status(self.foi_request, on=today),
            "draft_pdf": self.draft_pdf,
            "job": Job.objects.filter(idempotency_key=key).first(),
        }


class DraftPDFFile(DraftPDFMixin, View):
    def get(self, request, *args, **kwargs):
        draft = self.draft_pdf
        if not draft.file:
            return redirect(
                "draft-pdf", reference=self.foi_request.reference, draft_pdf=draft.pk
            )
        try:
            content = read_draft_pdf(draft)
        except DocumentDamaged as reason:
            messages.error(request, str(reason))
            return redirect("preview-response", reference=self.foi_request.reference)
        name = f"DRAFT {self.foi_request.reference} not issued.pdf"
        return file_response(content, name=name, is_to_keep=False)
