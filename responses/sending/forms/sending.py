"""The fields for sending a letter, part of every form that issues a letter."""

from crispy_forms_gds.layout import HTML, ConditionalQuestion, ConditionalRadios, Field
from django import forms

from requests_app.forms.helper import ActionForm
from requests_app.forms.plain import PlainForm
from requests_app.forms.postal_address import as_posted
from responses.letters.addressed import printed_address, why_not_printed
from responses.letters.window import is_for_windows
from responses.models import Dispatch
from responses.senders.carrying import sender_of
from responses.sending.limits import posts_by_notify
from responses.sending.queueing import (
    AddressNotUsable,
    Sending,
    posted_to,
    recorded_address,
    undo_window,
)

EMAIL, POST, ELSEWHERE = Dispatch.Channel.values
# Beside radio buttons the label sizes of an action's form are too large.
_PLAIN = {"label_size": "", "legend_size": ""}


class Confirmed(forms.CheckboxInput):
    """A checkbox, never ticked beforehand, for confirming an address or a warning.

    Attributes:
        confirms: What is to be confirmed, posted as the checkbox's value.
    """

    confirms = ""

    def __init__(self):
        super().__init__(attrs={"class": "govuk-checkboxes__input"})
        self.check_test = lambda _: False

    def format_value(self, value):
        return self.confirms

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")


class SendingFields(PlainForm):
    """Ask how a letter is sent; `cleaned_data["sending"]` is the answer.

    An address other than the requester's recorded address must be confirmed. Replies
    sent to the wrong address are the breach that authorities report most.

    A form shows the fields when its layout includes `sending_fields`.

    Args:
        foi_request: The request of the letter.
        why_unfit: Returns why the letter to an address does not fit a window envelope.

    Attributes:
        posted_to: The address that the letter is to be posted to, once given and fit
            for an envelope; "" before, and for any other channel.
    """

    posted_to = ""

    send_by = forms.ChoiceField(
        label="How to send the letter",
        choices=[
            (EMAIL, "By e-mail"),
            (POST, "By post"),
            (ELSEWHERE, "Uploaded or handed over elsewhere"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how to send the letter"},
    )
    send_email = forms.CharField(
        label="E-mail address",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    send_as = forms.ChoiceField(
        label="Content of the e-mail",
        choices=Dispatch.Form.choices,
        initial=Dispatch.Form.PDF,
        required=False,
        widget=forms.RadioSelect,
    )
    send_post = forms.CharField(
        label="Name and postal address",
        help_text="The letter prints this address. The requester’s record does not "
        "change.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )
    send_elsewhere = forms.CharField(
        label="Where",
        help_text="Such as “uploaded to the requests website, message 3”. The "
        "letter is recorded as sent; this system sends nothing.",
        required=False,
        max_length=300,
    )
    # The address of the last warning: a different address causes another warning.
    send_checked = forms.CharField(
        label="I have checked this address, and the letter should go there",
        required=False,
        widget=Confirmed,
    )

    send_unfit = forms.CharField(
        label="Post the letter all the same, in an envelope that fits it",
        required=False,
        widget=Confirmed,
    )

    send_here = forms.BooleanField(
        label="Print and post it here instead of GOV.UK Notify",
        required=False,
    )

    def __init__(self, *args, foi_request, why_unfit, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_by_notify = posts_by_notify(sender_of(foi_request.authority_id))
        if not self.is_by_notify:
            del self.fields["send_here"]
        self.foi_request, self.why_unfit = foi_request, why_unfit
        recorded = {way: recorded_address(foi_request, way) for way in (EMAIL, POST)}
        self.recorded = recorded
        self.initial = {
            "send_by": next((way for way in recorded if recorded[way]), None),
            "send_email": recorded[EMAIL],
            "send_post": recorded[POST],
            **self.initial,
        }
        self.fields["send_by"].help_text = self._how_long_it_waits()
        here = [Field.checkbox("send_here", small=True)] if self.is_by_notify else []
        asked = {
            EMAIL: [
                Field("send_email", context=_PLAIN),
                Field("send_as", context=_PLAIN | {"radios_small": True}),
            ],
            POST: [
                Field("send_post", context=_PLAIN),
                *here,
                HTML('{% include "responses/sending/proof_wanted.html" %}'),
            ],
            ELSEWHERE: [Field("send_elsewhere", context=_PLAIN)],
        }
        self.ways = {
            way: ConditionalQuestion(label, *asked[way])
            for way, label in self.fields["send_by"].choices
        }
        self.sending_fields = ConditionalRadios("send_by", *self.ways.values())

    def _how_long_it_waits(self):
        window = undo_window(self.foi_request.authority)
        minutes = round(window.total_seconds() / 60)
        if not minutes:
            return "E-mail is sent at once and cannot be undone."
        return (
            f"E-mail and post wait {minutes} minute{'' if minutes == 1 else 's'}. "
            "Until then you can undo the sending."
        )

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        named = {
            EMAIL: "send_email",
            POST: "send_post",
            ELSEWHERE: "send_elsewhere",
        }
        channel = cleaned.pop("send_by", None)
        addresses = {way: cleaned.pop(field, "") for way, field in named.items()}
        carries = cleaned.pop("send_as", None) or Dispatch.Form.PDF
        checked = cleaned.pop("send_checked", "")
        unfit = cleaned.pop("send_unfit", "")
        is_printed_here = cleaned.pop("send_here", not self.is_by_notify)
        if channel is None:
            return cleaned
        address = "\n".join(
            line.strip() for line in addresses[channel].splitlines() if line.strip()
        )
        if channel == POST:
            address = as_posted(address)
        try:
            cleaned["sending"] = Sending(
                Dispatch.Channel(channel),
                address,
                Dispatch.Form(carries),
                is_printed_here=is_printed_here,
            )
        except AddressNotUsable as refusal:
            self.add_error(named[channel], str(refusal))
            return cleaned
        reasons = why_not_printed(address) if channel == POST else []
        if reasons:
            self.add_error("send_post", reasons)
            return cleaned
        self.posted_to = posted_to(cleaned["sending"])
        self._check_address(named[channel], channel, address, checked)
        if self.posted_to and not self.is_by_notify:
            self._check_envelope(unfit)
        elif self.posted_to and not is_printed_here:
            self._check_for_notify()
        return cleaned

    def _check_for_notify(self):
        if reasons := self.why_unfit(self.posted_to):
            self.add_error(
                "send_post",
                [
                    *reasons,
                    "GOV.UK Notify would refuse the letter. To print and post it here "
                    "instead, tick the box below.",
                ],
            )

    def _check_address(self, field, channel, address, checked):
        recorded = self.recorded.get(channel)
        if recorded is None or _same(address, recorded) or _same(address, checked):
            return
        self.fields["send_checked"].widget.confirms = address
        self.ways[channel].fields.insert(1, Field.checkbox("send_checked", small=True))
        words = (
            f"This is not the address on record for the requester, which is "
            f"{', '.join(recorded.splitlines())}. "
            if recorded
            else "No such address is on record for the requester. "
        )
        self.add_error(field, f"{words}If the address is right, tick the box below.")

    def _check_envelope(self, unfit):
        """Warn where the letter does not fit; changed reasons cause another warning."""
        reasons = self.why_unfit(self.posted_to)
        told = " ".join(reasons)
        # An address to be confirmed brings the officer back to this page in any case.
        if not reasons or "send_post" in self.errors or _same(told, unfit):
            return
        self.fields["send_unfit"].widget.confirms = told
        self.ways[POST].fields.insert(1, Field.checkbox("send_unfit", small=True))
        self.add_error(
            "send_post",
            [*reasons, "To post the letter all the same, tick the box below."],
        )


def _same(one, other):
    """Whether two addresses are the same except for spaces and capital letters."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


class SendLetterForm(SendingFields, ActionForm):
    """Send an issued letter again, or by another channel.

    Args:
        letter: The letter.
    """

    button = "Send the letter"

    def __init__(self, *args, letter, **kwargs):
        super().__init__(*args, **kwargs)
        lines = printed_address(letter.html)
        if not why_not_printed("\n".join(lines)):
            self.initial["send_post"] = "\n".join(lines)
        printed = ", ".join(lines)
        elsewhere = (
            "a sheet with that address is printed in front of it"
            if is_for_windows(letter.html)
            else "write that address on the envelope"
        )
        self.fields["send_post"].help_text = (
            f"The letter prints the address it was issued with: {printed}. If you post "
            f"the letter to another address, {elsewhere}."
        )
        self.helper.layout.fields[:-1] = [self.sending_fields]


class RecordReturnedForm(ActionForm):
    button = "Record letter as returned"

    reason = forms.CharField(
        label="What the mail server or the post says",
        help_text="Such as “mailbox full”, or “addressee gone away”.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawLetterForm(ActionForm):
    button = "Withdraw letter"
    is_final = True

    reason = forms.CharField(
        label="Reason for withdrawing the letter",
        help_text="Not shown to the requester. Kept in the history.",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asks = forms.CharField(
        label="What the requester should do with the letter (optional)",
        help_text="Such as “Please delete it, and any copies, and tell us that you "
        "have.” A requester who received the letter by e-mail is told by e-mail "
        "at once. Tell other requesters by post.",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CorrectLetterForm(ActionForm):
    button = "Start corrected letter"

    changed = forms.CharField(
        label="What changes, and why",
        help_text="The corrected letter begins with these words; you can change them "
        "in the draft.",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
