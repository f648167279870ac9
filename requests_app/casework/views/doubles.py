"""Views to mark a request as a double of another one, and to undo that."""

from requests_app.casework.doubles import mark_double, title_of, undo_double
from requests_app.casework.forms.doubles import MarkDoubleForm, UndoDoubleForm
from requests_app.casework.pairs import offered_as_original
from requests_app.models import FOIRequest
from requests_app.pages.action_view import RequestActionView


class MarkDouble(RequestActionView):
    form_class = MarkDoubleForm
    service = staticmethod(mark_double)
    explanation = (
        "Use this when the same person’s request has arrived twice. This one is "
        "closed without an answer of its own and leaves every figure and list. Its "
        "words and files stay readable, and its messages go on the file of the other "
        "request. What is asked only here must be added to the other request: read "
        "both first. You can undo this for 30 days."
    )

    def get_form_kwargs(self):
        visible = FOIRequest.objects.visible_to(self.request.user)
        return {
            **super().get_form_kwargs(),
            "offered": offered_as_original(self.foi_request, self.request.user),
            "visible": visible.filter(authority=self.foi_request.authority_id),
        }

    def refused(self, form, refusal):
        """Show a refusal about a request typed by its reference beside that field."""
        if refusal.field == "original" and "original" not in form.fields:
            refusal.field = "reference"
        return super().refused(form, refusal)

    def act(self, form):
        made = super().act(form)
        self.done = (
            f"Marked as a double. It is on the file of {title_of(made.double_of)}."
        )
        return made

    def get_success_url(self):
        return self.made.double_of.get_absolute_url()


class UndoDouble(RequestActionView):
    form_class = UndoDoubleForm
    service = staticmethod(undo_double)
    explanation = (
        "The request is open again and counts in every figure, and the time for "
        "answering runs as if the request had never been closed. Messages that came "
        "for it go back on its own file."
    )
    done = "The double is undone. The request is open again."
