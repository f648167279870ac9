"""Correct the questions of a registered request, and move their answers along."""

from django.utils import timezone

from requests_app.actions.table import ACTIONS
from requests_app.due import due_status
from requests_app.questions import views
from requests_app.questions.outline.nodes import CLOSING, PREAMBLE
from requests_app.questions.stored_outline import outline_of
from responses.drafting.answers_after_correction import follow_questions


class CorrectQuestions(views.CorrectQuestions):
    page = "responses/drafting/correct_questions.html"
    follow = staticmethod(follow_questions)

    def get(self, request, *args, **kwargs):
        outline = outline_of(self.foi_request)
        keys = {str(key): key for key in (*outline.by_id, PREAMBLE, CLOSING)}
        node = keys.get(request.GET.get("node", ""))
        return self.show(self.get_editor(outline, node=node))

    def get_context(self, editor):
        closed = ACTIONS["correct-questions"].refusal(self.foi_request)
        return {
            **editor,
            "due": due_status(self.foi_request, on=timezone.localdate()),
            "can_correct": not closed,
            "closed": closed,
        }
