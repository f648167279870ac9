"""Accept and refuse suggested changes to an answer, and suggest a change."""

from django.utils import timezone

from documents.richtext.running import as_lines, running_text
from requests_app.forms.fields import whole_number
from requests_app.service_views import ServiceButton, ServiceFormView
from responses.drafting.forms.suggestions import SuggestChangeForm
from responses.drafting.suggestions import (
    NothingSuggested,
    accept_suggestions,
    refuse_suggestions,
    suggest_change,
)
from responses.drafting.views.mixins import QuestionMixin
from responses.drafting.views.room import QuestionRoomMixin


class DecideSuggestions(QuestionMixin, ServiceButton):
    """Accept or refuse a suggestion, or all open suggestions."""

    def act(self):
        if self.answer is None:
            raise NothingSuggested("There is no answer yet.")
        is_accepting = "accept" in self.request.POST
        chosen = self.request.POST.get("accept" if is_accepting else "refuse", "")
        decide = accept_suggestions if is_accepting else refuse_suggestions
        return decide(
            foi_request=self.foi_request,
            answer=self.answer,
            keys=None if chosen == "all" else {whole_number(chosen)},
            by=self.request.user,
            on=timezone.localdate(),
        )

    @property
    def done(self):
        """The number of suggestions decided, and of those left."""
        if isinstance(self.made, int):
            return f"{_counted(self.made)} refused."
        left = f" {self.made.left} could not be made." if self.made.left else ""
        return f"{_counted(self.made.number)} accepted.{left}"

    def get_success_url(self):
        return self.get_page_url("answer-question")


class SuggestChange(QuestionRoomMixin, ServiceFormView):
    form_class = SuggestChangeForm
    template_name = "responses/drafting/suggest_change.html"

    def get_initial(self):
        if self.answer is None:
            return {}
        words = as_lines(running_text(self.answer.text))
        return {"words": words, "version": self.answer.version}

    def act(self, form):
        return suggest_change(
            foi_request=self.foi_request,
            question=self.line.question,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )

    @property
    def done(self):
        return f"{_counted(len(self.made))} kept with the answer."

    def get_success_url(self):
        return self.get_page_url("answer-question")


def _counted(number):
    return "1 suggestion" if number == 1 else f"{number} suggestions"
