"""Pages on which a letter is sent, held back, found out about, or taken back."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from accounts import policy
from requests_app.service_views import ServiceButton, ServiceFormView
from responses.pages import AboutIssued
from responses.sending.forms.sending import (
    CameBackForm,
    CorrectLetterForm,
    RetractLetterForm,
    SendLetterForm,
)
from responses.sending.outcomes import (
    find_it_arrived,
    note_it_came_back,
    send_after_doubt,
)
from responses.sending.queries import sendings_of
from responses.sending.queueing import hold_back, send_letter, sending_of
from responses.sending.withdrawing import correct_letter, retract_letter


class ActsOnLetter(AboutIssued, ServiceFormView):
    """A page with one form about a letter that was issued."""

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


class SendLetter(ActsOnLetter):
    form_class = SendLetterForm
    template_name = "responses/sending/send_letter.html"
    done = "The letter will be sent."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}

    def act(self, form):
        send_letter(
            letter=self.letter,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )


class RetractLetter(ActsOnLetter):
    form_class = RetractLetterForm
    template_name = "responses/sending/retract_letter.html"
    done = "The letter is taken back, and marked as such wherever it shows."

    def act(self, form):
        retract_letter(
            letter=self.letter,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )


class CorrectLetter(ActsOnLetter):
    form_class = CorrectLetterForm
    template_name = "responses/sending/correct_letter.html"
    done = "The request is open again. Change the answers, then send for clearance."

    def act(self, form):
        correct_letter(
            letter=self.letter,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    def get_success_url(self):
        return self.foi_request.get_absolute_url()


class AboutDispatch(AboutIssued):
    """Find the sending that the address names, of a letter one may see."""

    permission_required = policy.ISSUE_RESPONSE

    @cached_property
    def dispatched(self):
        found = self.letter.dispatches.select_related("letter__foi_request__authority")
        return get_object_or_404(found, pk=self.kwargs["dispatch"])


class DecidesOnDispatch(AboutDispatch, ServiceButton):
    """A button of the letter's page."""

    def get_success_url(self):
        return self.letter.get_absolute_url()


class HoldBack(DecidesOnDispatch):
    done = "The letter is held back: nothing was sent."

    def act(self):
        hold_back(
            dispatch=self.dispatched,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )


class FindItArrived(DecidesOnDispatch):
    done = "Recorded: the letter has arrived."

    def act(self):
        find_it_arrived(
            dispatch=self.dispatched, by=self.request.user, on=timezone.localdate()
        )


class SendAfterDoubt(DecidesOnDispatch):
    done = "The letter is sent again within a minute."

    def act(self):
        send_after_doubt(
            dispatch=self.dispatched, by=self.request.user, on=timezone.localdate()
        )


class NoteItCameBack(AboutDispatch, ActsOnLetter):
    form_class = CameBackForm
    template_name = "responses/sending/note_it_came_back.html"
    done = "Recorded. Now decide how the letter is to reach the requester."

    def get_context_data(self, **kwargs):
        return super().get_context_data(way=sending_of(self.dispatched).words, **kwargs)

    def act(self, form):
        note_it_came_back(
            dispatch=self.dispatched,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )
