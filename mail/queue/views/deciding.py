"""Views of what an officer decides about an incoming message."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from mail.models import Entry
from mail.models.raw import raw_storage
from mail.queue.dividing import join_entries, split_entry, undo_join, undo_split
from mail.queue.forms import (
    AttachForm,
    DayOfArrivalForm,
    HandOnForm,
    JoinForm,
    NoteForm,
    ReplyForm,
    SplitForm,
    called,
)
from mail.queue.queries import joinable
from mail.queue.replying import hand_on_subject_access, reply_as_business
from mail.queue.services import (
    attach_entry,
    change_day_of_arrival,
    claim_entry,
    end_entry,
    release_entry,
    undo_end,
)
from mail.queue.views.entries import EntryMixin
from mail.threads.reading import passages_of
from requests_app.calendars.subject_access import subject_access_due_from
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.requesters.same_person import is_another
from requests_app.service_views import ServiceButton, ServiceFormView
from responses.library.queries import entries_for
from statute.working_days import format_date

_MOST = 8  # paragraphs of the library offered beside a reply


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
            passages=passages_of(self.entry.message, self.entry.text),
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
        return {"reference": self.request.GET.get("reference", "")}

    def get_form_kwargs(self):
        message = self.entry.message
        sent = self.request.POST or self.request.GET
        found = self.find_request(sent.get("reference", ""))
        is_of_another = found is not None and is_another(
            found, address=message.sender_address, name=message.sender_name
        )
        return {
            **super().get_form_kwargs(),
            "sender": message.sender,
            "another": found if is_of_another else None,
        }

    def find_request(self, reference):
        """Return the visible request with a reference; None for none."""
        visible = FOIRequest.objects.visible_to(self.request.user)
        return (
            visible.filter(
                authority=self.entry.authority, reference__iexact=reference.strip()
            )
            .select_related("requester")
            .first()
        )

    def act(self, form):
        reference = form.cleaned_data["reference"].strip()
        found = self.find_request(reference)
        if found is None:
            raise RequestNotFound(
                f"There is no request {reference} that you may see. Check the "
                "reference."
            )
        self.done = f"Attached to {found}."
        return attach_entry(
            entry=self.entry,
            foi_request=found,
            is_same_person=form.cleaned_data.get("is_same_person", False),
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
        "Spam is kept for 30 days. Then its words, its files and the original are "
        "deleted, and the same message is never taken in again. Until then you can "
        "undo this. A rude request is no spam."
    )
    done = "Marked as spam. It is deleted after 30 days, unless you undo this."


class SplitIncoming(EntryAction):
    form_class = SplitForm
    title = "Split into two"
    explanation = (
        "For one message that asks two things. Each part waits in the queue by itself. "
        "The message stays whole, and you can undo this for 30 days."
    )
    done = "Split into two. Both parts wait in the queue."

    def get_initial(self):
        return {"first": self.entry.text}

    def act(self, form):
        return split_entry(
            entry=self.entry,
            by=self.request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )


class JoinIncoming(EntryAction):
    form_class = JoinForm
    title = "Join with another message"
    explanation = (
        "For two messages that make one request. This one leaves the queue; its words "
        "are added to the other. You can undo this for 30 days."
    )
    done = "Joined."
    template_name = "mail/queue/join.html"

    def get_form_kwargs(self):
        offered = joinable(self.entry, self.request.user)
        return {**super().get_form_kwargs(), "offered": offered}

    def get_context_data(self, **kwargs):
        return super().get_context_data(called=called(self.entry), **kwargs)

    def act(self, form):
        return join_entries(
            entry=self.entry,
            by=self.request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )


class ReplyToIncoming(EntryAction):
    form_class = ReplyForm
    title = "Answer as business as usual"
    explanation = (
        "For what the authority answers every day anyway. The reply leaves by e-mail, "
        "and nothing is registered. Register instead where the sender asks for "
        "recorded information that is not at hand."
    )
    done = "The reply is being sent."
    template_name = "mail/queue/reply.html"

    def get_initial(self):
        subject = self.entry.subject
        is_reply = subject.lower().startswith("re:")
        return {
            "subject": subject if is_reply else f"Re: {subject or 'your message'}",
        }

    def post(self, request, *args, **kwargs):
        if "wording" in request.POST:
            return self.add_wording(request.POST)
        return super().post(request, *args, **kwargs)

    def add_wording(self, sent):
        """Show what was typed, with a paragraph of the library below."""
        chosen = sent["wording"]
        added = [one.text for one in self.get_entries() if str(one.key) == chosen]
        words = [sent.get("text", "").strip(), *added]
        form = ReplyForm(
            initial={
                "subject": sent.get("subject", ""),
                "text": "\n\n".join(filter(None, words)),
            }
        )
        form.helper.attrs["data-carried"] = "yes"
        return self.render_to_response(self.get_context_data(form=form))

    def get_entries(self):
        wanted = {"q": self.request.GET.get("q", ""), "status": "own"}
        return entries_for(self.request.user, wanted, timezone.localdate())

    def get_context_data(self, **kwargs):
        return super().get_context_data(library=self.get_entries()[:_MOST], **kwargs)

    def act(self, form):
        return reply_as_business(
            entry=self.entry,
            by=self.request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )


class HandOnIncoming(EntryAction):
    form_class = HandOnForm
    title = "Subject access request"

    @property
    def explanation(self):
        due = subject_access_due_from(
            self.entry.authority,
            received_on=self.entry.received_on,
            received_at=self.entry.received_at,
        )
        until = f" by {format_date(due)}" if due else ""
        return (
            "The sender asks for data about themselves. That is a right under the UK "
            f"GDPR with its own time: the answer is due{until}. The colleague is told "
            "at once, with a way to the message."
        )

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "authority": self.entry.authority}

    def act(self, form):
        self.done = f"Handed on to {form.cleaned_data['person']}."
        return hand_on_subject_access(
            entry=self.entry,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )


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
        entry, by, at = self.entry, self.request.user, timezone.now()
        if entry.ended_as == Entry.End.SPLIT:
            return undo_split(entry=entry, by=by, at=at)
        if entry.ended_as == Entry.End.JOINED:
            return undo_join(entry=entry)
        return undo_end(entry=entry, by=by, on=timezone.localdate(), at=at)

    def get_refused_url(self):
        return reverse("incoming-dealt")


class RawIncoming(EntryMixin, View):
    """The message byte for byte, as a download."""

    def get(self, request, *args, **kwargs):
        raw = self.entry.message.raw_mails.order_by("pk").first()
        if self.entry.ended_as == Entry.End.SPAM:
            raise Http404
        if raw is None or not raw.file or not raw_storage().exists(raw.file.name):
            messages.warning(request, "The original of this message is not kept.")
            return redirect("incoming-message", entry=self.entry.pk)
        return FileResponse(
            raw_storage().open(raw.file.name, "rb"),
            as_attachment=True,
            filename=f"message-{self.entry.pk}.eml",
            content_type="application/octet-stream",
        )
