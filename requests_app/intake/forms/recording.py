"""The form to record a pasted request."""

import uuid
from itertools import zip_longest

from crispy_forms_gds.layout import Button, Div, Field, Fieldset, Layout
from django import forms
from django.core import signing
from django.forms.utils import ErrorDict

from requests_app.casework.pairs import words_of_original
from requests_app.forms.helper import KEY
from requests_app.intake.forms.details import SMALL_RADIOS
from requests_app.intake.forms.new_request import NewRequestForm
from requests_app.intake.forms.received_text import ReceivedTextField
from requests_app.intake.proposals import (
    alike_to_text,
    as_typed,
    digest_of,
    has_welsh_record,
    propose,
)
from requests_app.models import FOIRequest
from requests_app.requesters.forms import NEW
from requests_app.requesters.same_person import seems_another

# The name of the button that has a pasted text read.
READ = "read_text"
_READ_SALT = "requests_app.text-read"
_DAY_PARTS = ("received_on_0", "received_on_1", "received_on_2")


class ChoiceOfOriginal(forms.ChoiceField):
    """Whether a request has arrived before: a request with its words, or none."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Has this request arrived before?")
        kwargs.setdefault("widget", forms.RadioSelect)
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "error_messages",
            {
                "required": "Choose whether this is a double or a request of its own",
                "invalid_choice": "Choose one of the requests, or a request of its own",
            },
        )
        super().__init__(**kwargs)
        self.offer([])

    def offer(self, alike, *, sender="", name=""):
        """Offer requests alike, the most alike first, and a request of its own.

        A request of its own comes before the requests of other people than the sender.
        """
        self.required = bool(alike)
        self.offered = {str(one.foi_request.pk): one.foi_request for one in alike}
        own, others = [], []
        for one in alike:
            is_of_another = bool(sender) and seems_another(
                one.foi_request, address=sender, name=name
            )
            choice = (str(one.foi_request.pk), _words_of(one, is_of_another))
            (others if is_of_another else own).append(choice)
        anew = (NEW, "No, record it as a request of its own")
        self.choices = [*own, anew, *others]

    def clean(self, value):
        """Return the original of a double; None for a request of its own."""
        return self.offered.get(super().clean(value))


def _words_of(alike, is_of_another):
    same = "The same words" if alike.share == 1 else "Nearly the same words"
    if is_of_another:
        return (
            "Another person has asked with "
            f"{same.lower()}: {words_of_original(alike.foi_request)} Only if it is "
            "the same person after all, put it on that file."
        )
    return (
        f"Yes, from the same person: put it on the file of "
        f"{words_of_original(alike.foi_request)} {same}."
    )


class RecordRequestForm(NewRequestForm):
    """A pasted request. Details told by its text are filled in, to be checked.

    The form is shown again, not yet judged, once the text was read for the first time
    and something was filled in. Words typed by the officer stay.

    Attributes:
        is_shown_first: Whether the form is to be shown again, without errors.
        told: The findings in the text, in sentences.
    """

    button = "Continue"
    field_order = ("received_text", "requester_name", "requester_email")

    received_text = ReceivedTextField(
        label="Text of the request",
        help_text="Paste the whole message, with its headers, greeting and signature. "
        "The text is kept exactly as you paste it. As soon as you paste it, the page "
        "is loaded again with what the text says filled in.",
        error_messages={"required": "Paste the text of the request"},
    )
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # The text last read, and what was filled in from it.
    text_read = forms.CharField(required=False, widget=forms.HiddenInput)
    original = ChoiceOfOriginal(
        help_text="Another person who asks the same has a request of their own."
    )

    def __init__(self, *args, authority, today, user, known=None, **kwargs):
        super().__init__(*args, authority=authority, today=today, **kwargs)
        self.authority, self.user, self.today = authority, user, today
        self.is_shown_first, self.told = False, []
        is_typed = self.is_bound and not self._is_sent_again()
        if is_typed:
            self._read_text()
        details = self.typed_details() if is_typed else []
        self.offer_records(authority, user, details=details, known=known)
        self.fields["form_key"].initial = uuid.uuid4
        # Pasting the text is what the page is for.
        if not self.is_bound:
            self.fields["received_text"].widget.attrs["autofocus"] = True
        self._lay_out()

    def _lay_out(self):
        asked = [
            Field.radios(name, **SMALL_RADIOS)
            for name, field in (
                ("original", self.fields["original"]),
                ("requester", self.fields["requester"]),
            )
            if field.required
        ]
        self.helper.attrs = {"data-read-pasted": READ}
        self.helper.layout = Layout(
            *asked,
            Div(
                Div("received_text", css_class="foi-paste__text"),
                Div(
                    Fieldset(
                        "requester_name",
                        "requester_email",
                        "requester_organisation",
                        "requester_address",
                        "requester_type",
                        legend="Requester",
                        legend_size="m",
                    ),
                    Fieldset(
                        *self.when,
                        Field.radios("channel", **SMALL_RADIOS),
                        Field.radios("regime", **SMALL_RADIOS),
                        legend="Receipt",
                        legend_size="m",
                    ),
                    Fieldset(
                        "subject",
                        Field.radios("language", inline=True, **SMALL_RADIOS),
                        "officer",
                        "team",
                        legend="Who handles the request",
                        legend_size="m",
                    ),
                    css_class="foi-paste__details",
                ),
                css_class="foi-paste",
            ),
            "form_key",
            "text_read",
            # The first button is pressed by Enter in a box.
            Div(
                Button.primary("act", self.button, **KEY),
                Button.secondary(READ, "Read the text", formnovalidate=True),
                css_class="govuk-button-group",
            ),
        )

    def _read_text(self):
        """Fill in details told by the text, where the officer has typed nothing."""
        text = self.fields["received_text"].to_python(
            self.data.get("received_text", "")
        )
        found = propose(text, self.authority, today=self.today)
        # The sender of another text, read before, is not the sender of this one.
        read, digest = self._last_read(), digest_of(text)
        typed = self._typed("requester_email")
        is_left = typed == read.get("requester_email", "")
        sender = found.email if is_left or not typed else typed
        name = self._typed("requester_name") or found.name
        alike, told = alike_to_text(text, self.user, sender=sender, name=name)
        self.told = [*found.told, *told]
        self.fields["original"].offer(alike, sender=sender, name=name)
        self.fields["regime"].help_text = found.why
        is_new = read.get("text") != digest
        wanted = as_typed(
            {
                "requester_name": found.name,
                "requester_email": found.email,
                "received_on": self._day(found),
                "received_at": found.received_at,
                "regime": found.regime,
                "language": self._language(found, sender),
            }
        )
        self.is_shown_first = READ in self.data
        if is_new:
            # The law alone is no reason to show the form again: the page of the
            # questions suggests the law too.
            details = {**wanted}
            law = details.pop("regime")
            self.is_shown_first |= self._fill_in(details, read) or bool(told)
            if self.is_shown_first:
                self._fill_in({"regime": law}, read)
            self.data = self.data.copy()
            self.data["text_read"] = signing.dumps(
                {"text": digest, **wanted}, salt=_READ_SALT
            )

    def _day(self, found):
        """Return the day of the headers; None where they have none that can be right.

        The time for answering runs from that day: an officer enters it.
        """
        if found.is_day_open:
            self.fields["received_on"].help_text = (
                "The headers of the text have no day that can be right. Enter the day "
                "on which the request reached the authority. For example, 27 3 2026"
            )
            return None
        return found.received_on or self.today

    def _language(self, found, sender):
        """Return the language told by the text or the record, and say what tells."""
        why = found.language_why
        if not why and has_welsh_record(sender, self.user):
            why = "A record with this e-mail address says “Letters in Welsh”."
        if not why:
            return FOIRequest.Language.ENGLISH.value
        self.fields["language"].help_text = f"Suggested: Welsh. {why}"
        return FOIRequest.Language.WELSH.value

    def _last_read(self):
        try:
            return signing.loads(self.data.get("text_read", ""), salt=_READ_SALT)
        except signing.BadSignature:
            return {}

    def _fill_in(self, wanted, read):
        """Fill in values; keep words typed by officers. Return whether any changed."""
        usual = as_typed(
            {
                "received_on": self.today,
                "regime": self.fields["regime"].initial,
                "language": FOIRequest.Language.ENGLISH.value,
            }
        )
        data = self.data.copy()
        is_changed = False
        for name, value in wanted.items():
            if name not in self.fields:
                continue
            typed = self._typed(name)
            is_untouched = typed in {"", read.get(name, ""), usual.get(name, "")}
            # A field left empty is not filled in with what it usually begins with.
            is_usual = not typed and value == usual.get(name, "")
            if not is_untouched or is_usual or typed == value:
                continue
            is_changed = True
            parts = _DAY_PARTS if name == "received_on" else (name,)
            values = value.split("-") if name == "received_on" else (value,)
            for part, each in zip_longest(parts, values, fillvalue=""):
                data[part] = each
        self.data = data
        return is_changed

    def _typed(self, name):
        if name != "received_on":
            return self.data.get(name, "").strip()
        parts = (self.data.get(part, "").strip().lstrip("0") for part in _DAY_PARTS)
        return "-".join(parts).strip("-")

    def full_clean(self):
        """Judge nothing while the form is shown to be checked first."""
        if self.is_shown_first:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def _is_sent_again(self):
        """Whether this form has made its request already."""
        try:
            key = self.fields["form_key"].clean(self.data.get("form_key"))
        except forms.ValidationError:
            return False
        return key is not None and FOIRequest.objects.filter(form_key=key).exists()

    def clean(self):
        """Leave out what is only for the page."""
        cleaned = super().clean()
        cleaned.pop("text_read", None)
        return cleaned
