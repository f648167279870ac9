"""Pages that compare an earlier answer with the question asked now."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property

from requests_app.service_views import ServiceFormView
from responses.drafting.answers import AnswerChanged
from responses.drafting.views.mixins import QuestionMixin
from responses.precedents.similar import differing, reviewed


class EarlierAnswerView(QuestionMixin, ServiceFormView):
    """Use an earlier answer, once the officer has compared the questions.

    Attributes:
        title: The title of the page.
        kept: What is kept among the versions where the answer changed meanwhile.
    """

    title = ""
    kept = ""

    def get_found(self):
        """Return the earlier answers that the officer may use."""
        raise NotImplementedError

    def use(self, **said):
        """Use the earlier answer, by its service."""
        raise NotImplementedError

    @cached_property
    def previous(self):
        found = self.get_found().filter(pk=self.kwargs["previous_answer"]).first()
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
        return self.use(
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
            f"{refusal} {self.kept} among the versions. The present answer was not "
            "changed.",
        )
        return redirect(self.get_page_url("answer-versions"))

    def get_success_url(self):
        return self.get_page_url("answer-question")
