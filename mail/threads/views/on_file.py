"""Views of the messages on the file of a request."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from accounts import policy
from mail.models.raw import raw_storage
from mail.threads.queries import files_of, messages_of
from mail.threads.reading import passages_of
from mail.threads.services import mark_read, move_to_queue
from requests_app.actions.clarifications import awaiting_clarification
from requests_app.actions.table import ACTIONS
from requests_app.clock.views.events import ReceiveClarification
from requests_app.pages.request_mixin import RequestMixin
from requests_app.service_views import ServiceButton


class Messages(RequestMixin, TemplateView):
    """All messages of a request."""

    template_name = "mail/threads/messages.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request,
            messages_of_request=messages_of(self.foi_request),
            **kwargs,
        )


class MessageMixin(RequestMixin):
    """Look up a message on the file of the request."""

    @cached_property
    def message(self):
        found = self.foi_request.messages.select_related("read_by", "dispatch__letter")
        return get_object_or_404(found, pk=self.kwargs["message"])


class MessagePage(MessageMixin, TemplateView):
    """One message, word for word, with what can be done about it."""

    template_name = "mail/threads/message.html"

    def get_context_data(self, **kwargs):
        message, user = self.message, self.request.user
        may_change = policy.CHANGE_REQUEST in user.role_permissions
        # The key of the message in the address has the same name.
        return super().get_context_data(**kwargs) | {
            "foi_request": self.foi_request,
            "message": message,
            "passages": passages_of(message),
            "files": files_of(message),
            "may_change": may_change,
            "may_clarify": may_change
            and message.direction == "received"
            and bool(awaiting_clarification(self.foi_request)),
        }


class MarkMessageRead(MessageMixin, ServiceButton):
    permission_required = policy.CHANGE_REQUEST
    done = "Marked as read."

    def act(self):
        return mark_read(
            message=self.message,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )

    def get_success_url(self):
        return f"{self.foi_request.get_absolute_url()}#messages"


class MoveMessage(MessageMixin, ServiceButton):
    """Put a message that is not about the request into the queue."""

    permission_required = policy.CHANGE_REQUEST
    done = "The message is in the queue of incoming messages."

    def act(self):
        return move_to_queue(
            message=self.message, by=self.request.user, on=timezone.localdate()
        )

    def get_success_url(self):
        return f"{self.foi_request.get_absolute_url()}#messages"


class ClarificationFromMessage(MessageMixin, ReceiveClarification):
    """Record a clarification, with its words and its day filled in."""

    @property
    def action(self):
        return ACTIONS["receive-clarification"]

    def get_initial(self):
        message = self.message
        own = [one.text for one in passages_of(message) if not one.is_folded]
        return {
            "on": timezone.localtime(message.received_at).date(),
            "clarification": "\n".join(own).strip(),
        }

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if any(one.has_no_end for one in passages_of(self.message)):
            field = form.fields["clarification"]
            field.help_text = (
                f"{field.help_text} The earlier messages that this one quotes are left "
                "out. Add words that the sender typed among their lines, or below."
            ).strip()
        return form

    def act(self, form):
        made = super().act(form)
        if self.message.read_at is None:
            mark_read(
                message=self.message,
                by=self.request.user,
                on=timezone.localdate(),
                at=timezone.now(),
            )
        return made

    def get_success_url(self):
        return reverse("correct-questions", args=[self.foi_request.reference])


class MessageOriginal(MessageMixin, View):
    """A message byte for byte, as a download."""

    def get(self, request, *args, **kwargs):
        raw = self.message.raw_mails.order_by("pk").first()
        if raw is None or not raw.file or not raw_storage().exists(raw.file.name):
            messages.warning(request, "The original of this message is not kept.")
            return redirect("message", self.foi_request.reference, self.message.pk)
        return FileResponse(
            raw_storage().open(raw.file.name, "rb"),
            as_attachment=True,
            filename=f"message-{self.message.pk}.eml",
            content_type="application/octet-stream",
        )
