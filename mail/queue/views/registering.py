"""Views of one incoming message: read it, correct its questions, register it."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.generic import View

from mail.models import Entry
from mail.queue.files import rows_of_files
from mail.queue.forms import RegisterEntryForm
from mail.queue.outline import (
    correct_entry,
    outline_of_entry,
    step_entry,
    steps_of_entry,
)
from mail.queue.places import from_the_sender
from mail.queue.prefilled import prefilled
from mail.queue.queries import groups_alike, rows_of
from mail.queue.refused import EntryDecided
from mail.queue.registering import register_entry
from mail.queue.reworded import reworded_beside
from mail.queue.views.entries import EntryMixin
from mail.threads.reading import passages_of
from requests_app.intake.law_named import no_such_in, told_of_no_such
from requests_app.intake.views.intake import warn_of_address
from requests_app.models import FOIRequest
from requests_app.questions.editor import editor_context, next_to
from requests_app.questions.forms import CorrectQuestionsForm
from requests_app.questions.outline.placing import place
from requests_app.questions.outline.tree_edits import CorrectionNotPossible
from requests_app.refusals import Refusal
from requests_app.service_views import mark_stored
from statute.notices import LetterType
from statute.working_days import format_date

# The pages of the other ends of a message.
ENDS = (
    ("attach-incoming", "Attach to a request"),
    ("reply-to-incoming", "Business as usual"),
    ("hand-on-incoming", "Subject access"),
    ("split-incoming", "Split"),
    ("join-incoming", "Join"),
    ("not-a-request", "Not a request"),
    ("spam", "Spam"),
)


# The end of an entry registered for the sake of a letter.
ENDS_BY_LETTER = {
    LetterType.TRANSFER.value: Entry.End.TRANSFERRED,
    LetterType.INVALID_REQUEST.value: Entry.End.NOT_VALID,
}


class EntryEditor(EntryMixin):
    """The base of the pages with the details and the questions of an entry."""

    @property
    def page_url(self):
        return reverse("incoming-message", args=[self.entry.pk])

    @property
    def received(self):
        """The request that the entry would become."""
        return FOIRequest(authority=self.entry.authority, received_text=self.entry.text)

    @cached_property
    def no_such(self):
        """Provisions that the message names and the law does not have."""
        return no_such_in(self.entry.text)

    @cached_property
    def editor_form(self):
        form = CorrectQuestionsForm(self.request.POST, foi_request=self.received)
        if not form.is_valid():
            raise BadRequest
        return form

    @cached_property
    def row(self):
        today = timezone.localdate()
        return rows_of([self.entry], self.request.user, on=today)[0]

    def get_details_form(self, data=None):
        return RegisterEntryForm(
            data,
            groups=groups_alike(self.row.alike_requests),
            authority=self.entry.authority,
            today=timezone.localdate(),
            user=self.request.user,
            regime=self.entry.regime,
            filled=prefilled(self.entry, self.request.user),
            no_such=self.no_such,
        )

    def get_editor(self, shown, *, node=None, refusal="", said=""):
        return {
            **editor_context(shown, self.entry.text, node=node),
            "foi_request": self.received,
            "version": self.entry.version,
            "caret": None,
            "proposals": (),
            "steps": steps_of_entry(self.entry),
            "action_url": reverse("correct-incoming", args=[self.entry.pk]),
            "register_url": reverse("register-incoming", args=[self.entry.pk]),
            "is_entry": True,
            "keep_at": self.page_url,
            "refusal": refusal,
            "said": said,
        }

    def show(self, editor, *, details=None):
        if self.request.htmx:
            return render(self.request, "components/question_editor.html", editor)
        entry, user = self.entry, self.request.user
        row = self.row
        context = {
            **editor,
            "reworded": reworded_beside(row, user),
            "view": self,
            "entry": entry,
            "row": row,
            "details": details or self.get_details_form(),
            "is_sent": details is not None,
            "passages": passages_of(entry.message, entry.text),
            "senders": from_the_sender(entry, user, row.alike_requests),
            "ends": [(reverse(name, args=[entry.pk]), title) for name, title in ENDS],
            "files": rows_of_files(entry),
            "told_of_law": list(told_of_no_such(entry.text)),
        }
        return render(self.request, "mail/queue/message.html", context)


class IncomingMessage(EntryEditor, View):
    """The page of an entry."""

    def get(self, request, *args, **kwargs):
        return self.show(self.get_editor(outline_of_entry(self.entry)))


class CorrectIncoming(EntryEditor, View):
    """Carry out one action of the question editor."""

    def get(self, request, *args, **kwargs):
        return redirect(self.page_url)

    def post(self, request, *args, **kwargs):
        begun = outline_of_entry(self.entry)
        form = self.editor_form
        given, node = form.cleaned_data, form.cleaned_data["node"]
        try:
            typed = form.typed(begun)
        except CorrectionNotPossible as refusal:
            return self.again(begun, node, refusal)
        action, version = given["action"], given["version"]
        if action == "look":
            context = {"placing": place(self.entry.text, typed)}
            return render(request, "components/received_text.html", context)
        try:
            if action in ("undo", "redo"):
                self.entry = step_entry(
                    entry=self.entry,
                    version=version,
                    by_steps=-1 if action == "undo" else 1,
                )
            else:
                self.entry = correct_entry(
                    entry=self.entry, version=version, outline=form.done(typed)
                )
        except Refusal as refusal:
            return self.again(typed, node, refusal)
        after = outline_of_entry(self.entry)
        if request.htmx:
            return self.show(self.get_editor(after, node=next_to(begun, after, node)))
        return self.show(
            self.get_editor(after, node=next_to(begun, after, node)),
            details=self.get_details_form(request.POST),
        )

    def again(self, shown, node, refusal):
        """Show why the action was refused. The texts as typed stay on the page."""
        editor = self.get_editor(shown, node=node, refusal=str(refusal))
        return self.show(editor, details=self.get_details_form(self.request.POST))


class RegisterIncoming(EntryEditor, View):
    """Register the request, and acknowledge it if the button says so."""

    def get(self, request, *args, **kwargs):
        return redirect(self.page_url)

    def tell_decided(self, decided):
        """Say who dealt with the message, before anything about the form."""
        messages.info(self.request, str(decided))
        return redirect(decided.entry.foi_request or "incoming")

    def post(self, request, *args, **kwargs):
        if self.entry.ended_as:
            return self.tell_decided(EntryDecided(self.entry))
        details = self.get_details_form(request.POST)
        then = request.POST.get("then", "")
        typed = outline_of_entry(self.entry)
        try:
            typed = self.editor_form.typed(typed)
            if not details.is_valid():
                return self.show(self.get_editor(typed), details=details)
            made = register_entry(
                entry=self.entry,
                outline=typed,
                is_acknowledged="acknowledge" in request.POST,
                ended_as=ENDS_BY_LETTER.get(then, Entry.End.REGISTERED),
                received_on=self.entry.received_on,
                received_at=self.entry.received_at,
                by=request.user,
                on=timezone.localdate(),
                at=timezone.now(),
                **details.cleaned_data,
            )
        except EntryDecided as decided:
            return self.tell_decided(decided)
        except Refusal as refusal:
            if refusal.field in details.fields:
                details.add_error(refusal.field, str(refusal))
                return self.show(self.get_editor(typed), details=details)
            editor = self.get_editor(typed, refusal=str(refusal))
            return self.show(editor, details=details)
        mark_stored(request)
        done = " and acknowledged" if "acknowledge" in request.POST else ""
        messages.success(
            request,
            format_html(
                'Registered{} as <a class="govuk-notification-banner__link" '
                'href="{}">{}</a>. Due {}.',
                done,
                made.get_absolute_url(),
                made.reference,
                format_date(made.due_on),
            ),
        )
        warn_of_address(request, made)
        if made.requester is not None and made.requester.format_wanted:
            messages.info(request, f"{made.requester.format_wanted} by this requester.")
        if then in ENDS_BY_LETTER:
            return redirect("save-procedural-letter", made.reference, then)
        return redirect("incoming")
