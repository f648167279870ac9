"""The draft as a list of tasks, and questions answered together."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from requests_app.service_views import ServiceButton, ServiceFormView
from responses.drafting.forms.draft import ShareAnswerForm
from responses.drafting.sharing import share_answer, unshare_all, unshare_answer
from responses.drafting.views.answers import AnswerQuestion
from responses.drafting.views.mixins import QuestionMixin
from responses.drafting.views.room import RoomMixin


class DraftResponse(RoomMixin, TemplateView):
    """The room, at the first question that still needs an answer."""

    template_name = "responses/drafting/draft_response.html"

    def get(self, request, *args, **kwargs):
        if self.foi_request.is_review:  # a review is decided point by point
            return redirect("draft-review", reference=self.foi_request.reference)
        first = next(iter(self.draft.unsettled or self.draft.asked), None)
        if first is None:
            return super().get(request, *args, **kwargs)
        page = AnswerQuestion()
        page.setup(request, *args, question=first.question.pk, **kwargs)
        page.foi_request, page.draft = self.foi_request, self.draft
        # Words of a question that is no longer asked have no other page.
        page.put_aside_here = self.put_aside_here
        return page.get(request)


class ShareAnswer(RoomMixin, ServiceFormView):
    """Answer the chosen questions together."""

    form_class = ShareAnswerForm
    template_name = "responses/drafting/draft_response.html"
    http_method_names = ["post"]
    refused_at = "questions"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}

    def act(self, form):
        return share_answer(
            foi_request=self.foi_request,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    @cached_property
    def first(self):
        """The first of the questions with the shared answer."""
        return next(line for line in self.draft.lines if line.answer == self.made)

    @property
    def done(self):
        together = self.draft.cite(
            [one.question.pk for one in self.draft.lines_with(self.first)]
        )
        return f"{together} now have one answer."

    def get_success_url(self):
        named = {
            "reference": self.foi_request.reference,
            "question": self.first.question.pk,
        }
        return reverse("answer-question", kwargs=named)


class PartingButton(QuestionMixin, ServiceButton):
    """Part questions from a shared answer."""

    def get_said(self):
        """Return the arguments of the service."""
        return {
            "foi_request": self.foi_request,
            "question": self.line.question,
            "by": self.request.user,
            "on": timezone.localdate(),
        }

    def get_success_url(self):
        return self.get_page_url("answer-question")


class UnshareAnswer(PartingButton):
    """Give a question its own answer again."""

    def act(self):
        return unshare_answer(**self.get_said())

    @property
    def done(self):
        return (
            f"{self.line.title} now has an answer of its own. The answer begins with "
            "the shared text. Choose its outcome."
        )


class UnshareAll(PartingButton):
    """Give every question of a shared answer its own answer again."""

    def act(self):
        return unshare_all(**self.get_said())

    @property
    def done(self):
        return (
            f"{self.called} are answered separately. The first keeps the answer; the "
            "others begin with its text. Choose their outcomes."
        )
