"""Put a department's reply into the answer."""

from django.contrib import messages

from requests_app.forms.fields import whole_number
from responses.drafting.replies import replies_to, words_of_reply
from responses.drafting.views.room import DEPARTMENTS
from responses.drafting.views.wording import added


class PutsReplies:
    """A page with the answer's form beside the replies of departments.

    With scripts a button puts the reply into the editor. Without scripts the button
    posts the form under the name "put_reply", and the page comes back with the reply
    after the words typed. Nothing is saved before the officer saves the answer.
    """

    @property
    def panel(self):
        return DEPARTMENTS if self.is_reply_asked else super().panel

    @property
    def is_reply_asked(self):
        """Whether the page is posted for a department's reply."""
        return self.is_open and bool(self.request.POST.get("put_reply"))

    def post(self, request, *args, **kwargs):
        if self.is_reply_asked:
            return self.with_reply(whole_number(request.POST["put_reply"]))
        return super().post(request, *args, **kwargs)

    def with_reply(self, key):
        """Show the form as typed, with a reply after the words of the answer."""
        form = self.get_form()
        own = [one.question.pk for one in self.draft.lines_with(self.line)]
        replies = replies_to(self.foi_request).filter(enquiry__questions__in=own)
        reply = replies.filter(pk=key).first()
        if reply is None:
            messages.info(self.request, "That reply is not there any more.")
        else:
            form.data = form.data.copy()
            form.data["text"] = added(form, "text", words_of_reply(reply, own))
            form.data["replies"] = f"{form.data.get('replies', '')} {key}".strip()
        return self.render_to_response(self.get_context_data(form=form))
