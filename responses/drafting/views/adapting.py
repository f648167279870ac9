"""Adapt an earlier answer."""

from responses.drafting.adapting import adapt_answer
from responses.drafting.views.earlier_answers import EarlierAnswerView
from responses.models import PreviousAnswer
from responses.precedents.forms import AdaptAnswerForm


class AdaptAnswer(EarlierAnswerView):
    """Add an earlier answer to this one."""

    form_class = AdaptAnswerForm
    template_name = "responses/drafting/adapt_answer.html"
    title = "Use an earlier answer"
    kept = "The earlier answer is kept"
    done = (
        "The earlier answer was added at the end of your answer. Adapt the text, "
        "then choose the outcome."
    )

    def get_found(self):
        found = PreviousAnswer.objects.visible_to(self.request.user).reusable()
        return found.select_related("previous_response", "letter__foi_request")

    def use(self, **said):
        return adapt_answer(**said)
