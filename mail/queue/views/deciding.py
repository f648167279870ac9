"""Views of what an officer decides about an incoming message."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from mail.models import Entry
from mail.models.raw import raw_storage
from mail.queue.forms import AttachForm, DayOfArrivalForm, NoteForm
from mail.queue.services import (
    attach_entry,
    change_day_of_arrival,
    claim_entry,
    end_entry,
    release_entry,
    undo_end,
)
from mail.queue.views.entries import EntryMixin
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.service_views import ServiceButton, ServiceFormView


class RequestNotFound(Refusal):
    """No request visible to the person has the reference typed."""

    field = "reference"


class EntryAction(EntryMixin, ServiceFormView):
    """A form about an entry, then back to the queue."""

    template_name = "mail/queue/act.html"
    title = ""
    explanation = ""

    def get_success_url(self):
        return reverse("incoming")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            entry=self.entry,
            title=self.title,
            explanation=self.explanation,
            **kwargs,
        )


class ChangeDayOfArrival(EntryAction):
    form_class = DayOfArrivalForm
    title = "Change the date received"
    explanation = (
        "The time for answering starts on the day the message reached the authority, "
        "not on the day somebody opened it."
    )
    done = "Date changed."

    def get_initial(self):
        return {"received_on": self.entry.received_on}

    def act(self, form):
        return change_day_of_arrival(
            entry=self.entry, on=timezone.localdate(), **form.cleaned_data
        )

    def get_success_url(self):
        return reverse("incoming-message", args=[self.entry.pk])


class AttachIncoming(EntryAction):
    form_class = AttachForm
    title = "Attach to a request"
    explanation = (
        "The message goes on the file of the request and leaves the queue. You can "
        "undo this for 30 days."
    )

    def get_initial(self):
        named = self.request.GET.get("reference", "")
        known = self.entry.named.reference if self.entry.named else ""
        return {"reference": named or known}

    def act(self, form):
        reference = form.cleaned_data["reference"].strip()
        visible = FOIRequest.objects.visible_to(self.request.user)
        found = visible.filter(
            authority=self.entry.authority, reference__iexact=reference
        ).first()
        if found is None:
            raise RequestNotFound(
                f"There is no request {reference} that you may see. Check the "
                "reference."
            )
        self.done = f"Attached to {found}."
        return attach_entry(
            entry=self.entry,
            foi_request=found,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )


class EndIncoming(EntryAction):
    """An end that only needs a note."""

    form_class = NoteForm
    ended_as = ""

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.button = self.title
        form.helper = form.make_helper()
        return form

    def act(self, form):
        return end_entry(
            entry=self.entry,
            ended_as=self.ended_as,
            note=form.cleaned_data["note"],
            by=self.request.user,
            at=timezone.now(),
        )


class NotARequest(EndIncoming):
    title = "Not a request"
    ended_as = Entry.End.NOT_A_REQUEST
    explanation = (
        "Use this for a message that asks for no information: thanks, an advertisement "
        "of a meeting, a copy for knowledge. You can undo this for 30 days."
    )
    done = "Marked as not a request."


class Spam(EndIncoming):
    title = "Spam"
    ended_as = Entry.End.SPAM
    explanation = (
        "Spam is kept for 30 days and then deleted. Until then you can undo this. A "
        "rude request is no spam."
    )
    done = "Marked as spam. It is deleted after 30 days."


class EntryButton(EntryMixin, ServiceButton):
    """A button about an entry."""

    def get_success_url(self):
        return reverse("incoming-message", args=[self.entry.pk])


class ClaimIncoming(EntryButton):
    done = "This message is yours. Colleagues see that you have it open."

    def act(self):
        return claim_entry(
            entry=self.entry,
            by=self.request.user,
            at=timezone.now(),
            is_over="over" in self.request.POST,
        )

    def post(self, request, *args, **kwargs):
        if "quietly" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            self.act()
        except Refusal as refusal:
            return HttpResponse(str(refusal), status=409, content_type="text/plain")
        return HttpResponse(status=204)


class ReleaseIncoming(EntryButton):
    done = "Left to your colleagues."

    def act(self):
        return release_entry(entry=self.entry, by=self.request.user)

    def get_success_url(self):
        return reverse("incoming")


class UndoIncoming(EntryButton):
    done = "Back in the queue."

    def act(self):
        return undo_end(
            entry=self.entry,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )

    def get_refused_url(self):
        return reverse("incoming-dealt")


class RawIncoming(EntryMixin, View):
    """The message byte for byte, as a download."""

    def get(self, request, *args, **kwargs):
        raw = self.entry.message.raw_mails.order_by("pk").first()
        if raw is None or not raw_storage().exists(raw.file.name):
            messages.warning(request, "The original of this message is not kept.")
            return redirect("incoming-message", entry=self.entry.pk)
        if self.entry.ended_as == Entry.End.SPAM:
            raise Http404
        return FileResponse(
            raw_storage().open(raw.file.name, "rb"),
            as_attachment=True,
            filename=f"message-{self.entry.pk}.eml",
            content_type="application/octet-stream",
        )
