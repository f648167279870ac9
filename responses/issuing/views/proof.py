"""Show a letter as it will be posted, and check it for the envelope before issue."""

from django.shortcuts import render

from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.models import Job
from responses.clearance.draft_pdf import (
    MAKE_DRAFT_PDF,
    ask_for_draft_pdf,
    draft_pdf_job_key,
)
from responses.letters.addressed import addressed_to

STILL_CHECKED = (
    "The letter is still being checked for the envelope. Wait a few seconds, then try "
    "again."
)


class ProofMixin:
    """A page that issues a letter: the letter is proofed with its postal address.

    The PDF of the draft is the proof. A worker makes it while the officer reads, and
    makes it once for each address.

    The page has `content`, the letter as composed from the record.
    """

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "foi_request": self.foi_request,
            "why_unfit": self.why_unfit,
        }

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        content = context.get("content")
        context["wants_proof"] = bool(content and content.sender.is_for_windows)
        return context

    def post(self, request, *args, **kwargs):
        if "proof" in request.POST:
            return self.show_proof()
        return super().post(request, *args, **kwargs)

    def as_printed(self, form):
        """Return the letter with the address that it is to be posted to."""
        return addressed_to(self.content, form.posted_to)

    def why_unfit(self, address):
        """Return why the letter to an address does not fit a window envelope."""
        if not self.content.sender.is_for_windows:
            return []
        proof = self.proof_for(address)
        return proof.faults if proof.file else [STILL_CHECKED]

    def proof_for(self, address):
        """Return the proof of the letter to an address, and have it made."""
        proof = ask_for_draft_pdf(
            foi_request=self.foi_request,
            content=addressed_to(self.content, address),
            by=self.request.user,
        )
        if not proof.file:
            start_jobs_on_commit(MAKE_DRAFT_PDF, key=draft_pdf_job_key(proof))
        return proof

    def show_proof(self):
        """Show what is known of the proof for the address typed so far."""
        form = self.get_form()
        form.is_valid()
        proof = self.proof_for(form.posted_to) if form.posted_to else None
        key = draft_pdf_job_key(proof) if proof else ""
        return render(
            self.request,
            "responses/clearance/proof.html",
            {
                "foi_request": self.foi_request,
                "draft_pdf": proof,
                "job": Job.objects.filter(idempotency_key=key).first(),
            },
        )
