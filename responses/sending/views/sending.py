"""Pages to send, undo, withdraw and correct letters, and to record delivery."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from accounts import policy
from requests_app.service_views import ServiceButton, ServiceFormView
from responses.letters.records import read_pdf
from responses.pages import IssuedLetterMixin
from responses.senders.carrying import sender_of
from responses.sending.forms.sending import (
    CorrectLetterForm,
    RecordReturnedForm,
    SendLetterForm,
    WithdrawLetterForm,
)
from responses.sending.limits import posts_by_notify
from responses.sending.outcomes import (
    confirm_delivered,
    record_returned,
    resend_unconfirmed,
)
from responses.sending.parcels import why_not_posted
from responses.sending.post import why_unfit
from responses.sending.queries import sendings_of
from responses.sending.queueing import send_letter, sending_of, undo_send
from responses.sending.withdrawing import correct_letter, withdraw_letter


class IssuedLetterActionView(IssuedLetterMixin, ServiceFormView):
    """A page with one form about an issued letter."""

    permission_required = policy.ISSUE_RESPONSE

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request,
            letter=self.letter,
            sendings=sendings_of(self.letter),
            **kwargs,
        )

    def get_success_url(self):
        return self.letter.get_absolute_url()


class SendLetter(IssuedLetterActionView):
    form_class = SendLetterForm
    template_name = "responses/sending/send_letter.html"
    done = "The letter will be sent."

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "foi_request": self.foi_request,
            "letter": self.letter,
            "why_unfit": self.why_unfit,
        }

    def why_unfit(self, address):
        """Return why the letter does not fit; nothing while its PDF is being made."""
        letter = self.letter
        if not letter.pdf:
            return []
        if posts_by_notify(sender_of(letter.foi_request.authority_id)):
            return why_not_posted(letter, address)
        return why_unfit(letter, read_pdf(letter), address)

    def act(self, form):
        send_letter(
            letter=self.letter,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )


class WithdrawLetter(IssuedLetterActionView):
    form_class = WithdrawLetterForm
    template_name = "responses/sending/withdraw_letter.html"
    done = "Letter withdrawn. It is marked as withdrawn wherever it appears."

    def act(self, form):
        withdraw_letter(
            letter=self.letter,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )


class CorrectLetter(IssuedLetterActionView):
    form_class = CorrectLetterForm
    template_name = "responses/sending/correct_letter.html"
    done = "Request reopened. Change the answers, then send for clearance."

    def act(self, form):
        correct_letter(
            letter=self.letter,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    def get_success_url(self):
        return self.foi_request.get_absolute_url()


class DispatchMixin(IssuedLetterMixin):
    """Look up a sending among the letters that the user may see."""

    permission_required = policy.ISSUE_RESPONSE

    @cached_property
    def dispatched(self):
        found = self.letter.dispatches.select_related("letter__foi_request__authority")
        return get_object_or_404(found, pk=self.kwargs["dispatch"])


class DispatchActionView(DispatchMixin, ServiceButton):
    """A button of the letter's page."""

    def get_success_url(self):
        return self.letter.get_absolute_url()


class UndoSend(DispatchActionView):
    done = (
        "Sending undone: nothing was sent. Send the letter another way, or withdraw it "
        "to change it."
    )

    def act(self):
        undo_send(
            dispatch=self.dispatched,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )


class ConfirmDelivered(DispatchActionView):
    done = "Recorded: the letter has arrived."

    def act(self):
        confirm_delivered(
            dispatch=self.dispatched, by=self.request.user, on=timezone.localdate()
        )


class ResendUnconfirmed(DispatchActionView):
    done = "The letter will be sent again within a minute."

    def act(self):
        resend_unconfirmed(
            dispatch=self.dispatched, by=self.request.user, on=timezone.localdate()
        )


class RecordReturned(DispatchMixin, IssuedLetterActionView):
    form_class = RecordReturnedForm
    template_name = "responses/sending/record_returned.html"
    done = (
        "Recorded: the letter was not given. Now decide how it is to reach the "
        "requester."
    )

    def get_context_data(self, **kwargs):
        return super().get_context_data(way=sending_of(self.dispatched).words, **kwargs)

    def act(self, form):
        record_returned(
            dispatch=self.dispatched,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )
