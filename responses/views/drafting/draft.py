"""The draft as a list of what is to be done, and questions answered together."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from responses import services
from responses.forms import ShareAnswerForm
from responses.views.drafting.about import AboutDraft, AboutQuestion


class DraftResponse(AboutDraft, TemplateView):
    template_name = "responses/draft_response.html"

    def get(self, request, *args, **kwargs):
        if self.foi_request.is_review:  # which is decided point by point
            return redirect("draft-review", reference=self.foi_request.reference)
        return super().get(request, *args, **kwargs)


class ShareAnswer(AboutDraft, FormView):
    """Answer the questions chosen in the list together."""

    form_class = ShareAnswerForm
    template_name = "responses/draft_response.html"
    http_method_names = ["post"]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}

    def form_valid(self, form):
        try:
            answer = services.share_answer(
                foi_request=self.foi_request,
                by=self.request.user,
                on=timezone.localdate(),
                **form.cleaned_data,
            )
        except services.DraftingRefused as refusal:
            form.add_error("questions", str(refusal))
            return self.form_invalid(form)
        first, *_ = (line for line in self.draft.lines if line.answer == answer)
        together = self.draft.cite(
            [one.question.pk for one in self.draft.lines_with(first)]
        )
        messages.success(self.request, f"{together} now have one answer.")
        return redirect(
            "answer-question",
            reference=self.foi_request.reference,
            pk=first.question.pk,
        )


class UnshareAnswer(AboutQuestion, View):
    """Answer one question apart from those it shares its answer with."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            services.unshare_answer(
                foi_request=self.foi_request,
                question=self.line.question,
                by=request.user,
                on=timezone.localdate(),
            )
        except services.DraftingRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                f"{self.line.title} now has an answer of its own. It begins with what "
                "was shared; choose its outcome.",
            )
        return redirect(
            "answer-question",
            reference=self.foi_request.reference,
            pk=self.line.question.pk,
        )
