"""Adapt an earlier answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property

from requests_app.service_views import ServiceFormView
from responses.drafting.adapting import adapt_answer
from responses.drafting.answers import AnswerChanged
from responses.drafting.views.mixins import QuestionMixin
from responses.models import PreviousAnswer
from responses.precedents.forms import AdaptAnswerForm
from responses.precedents.similar import differing, reviewed


class AdaptAnswer(QuestionMixin, ServiceFormView):
    """Add an earlier answer to this one, after the officer has compared the facts."""

    form_class = AdaptAnswerForm
    template_name = "responses/drafting/adapt_answer.html"
    done = (
        "The earlier answer was added at the end of your answer. Adapt the text, "
        "then choose the outcome."
    )

    @cached_property
    def previous(self):
        found = (
            PreviousAnswer.objects.visible_to(self.request.user)
            .reusable()
            .select_related("previous_response", "letter__foi_request")
            .filter(pk=self.kwargs["previous_answer"])
            .first()
        )
        if found is None:
            raise Http404("No such answer.")
        return found

    def get_initial(self):
        return {"version": self.answer.version if self.answer else 0}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            previous=self.previous,
            reviewed=reviewed([self.previous], self.request.user).get(self.previous.pk),
            differs=differing(self.previous, self.line.question, self.lead_in),
            **kwargs,
        )

    def act(self, form):
        return adapt_answer(
            foi_request=self.foi_request,
            question=self.line.question,
            previous=self.previous,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    def refused(self, form, refusal):
        if not isinstance(refusal, AnswerChanged):
            return super().refused(form, refusal)
        messages.error(
            self.request,
            f"{refusal} The earlier answer is kept among the versions. The "
            "present answer was not changed.",
        )
        return redirect(self.get_page_url("answer-versions"))

    def get_success_url(self):
        return self.get_page_url("answer-question")
