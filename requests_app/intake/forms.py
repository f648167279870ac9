"""Forms for the intake of requests."""

import uuid
from datetime import date, time

from crispy_forms_gds.layout import Button, Div, Field, Fieldset, Layout
from django import forms
from django.core import signing
from django.db.models import Model

from accounts.models import Team
from requests_app.assigning.fields import OfficerField
from requests_app.forms.fields import DayField, EmailAddressField, HourField
from requests_app.forms.helper import ActionForm
from requests_app.intake.details import DETAILS
from requests_app.intake.suggested_type import suggest_type
from requests_app.models import FOIRequest, RequesterType
from requests_app.models.requests import REGIME_LABELS
from requests_app.requesters.forms import AsksWhoAsked, ChoiceOfRequester
from statute.deadlines.interpretations import AfterHoursReceipt
from statute.regimes import Regime
from statute.working_days import format_date

_SEEN_SALT = "requests_app.details-seen"


class ReceivedTextField(forms.CharField):
    """A text as received: keep all white space; remove NUL, which cannot be stored.

    Browsers send line ends as two characters; convert them to one.
    """

    widget = forms.Textarea(attrs={"rows": 22, "spellcheck": "false"})

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


class RequestDetailsForm(ActionForm):
    """The details of a request, apart from its text."""

    requester_name = forms.CharField(
        label="Requester’s name",
        max_length=200,
        error_messages={"required": "Enter the name of the person who asked"},
    )
    requester_organisation = forms.CharField(
        label="Organisation (optional)", max_length=200, required=False
    )
    requester_email = EmailAddressField(
        label="E-mail address (optional)", required=False
    )
    requester_address = forms.CharField(
        label="Postal address (optional)",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    requester_type = forms.ModelChoiceField(
        RequesterType.objects.none(),
        label="Kind of requester (optional)",
        required=False,
        empty_label="Not stated",
        error_messages={"invalid_choice": "Choose a kind of requester from the list"},
        help_text="For figures. The answer is the same for every requester.",
    )
    received_on = DayField(
        label="Date received",
        help_text="The day the request reached the authority: in any mailbox, a spam "
        "folder or a colleague’s among them, on an evening or a weekend too. Not the "
        "day it reached you. For example, 27 3 2026",
    )
    received_at = HourField(
        label="Time received (optional)",
        required=False,
        help_text="For example, 17:45. Needed only if mail after office hours counts "
        "as received on the next working day.",
    )
    channel = forms.ChoiceField(
        label="How the request arrived",
        choices=FOIRequest.Channel.choices,
        widget=forms.RadioSelect,
        initial=FOIRequest.Channel.EMAIL,
    )
    regime = forms.ChoiceField(label="Law that applies", widget=forms.RadioSelect)
    subject = forms.CharField(
        label="Subject (optional)",
        max_length=200,
        required=False,
        help_text=(
            "A short title for lists. If you leave this empty, the title is taken "
            "from the text."
        ),
    )

    language = forms.ChoiceField(
        label="Language of our letters",
        choices=FOIRequest.Language.choices,
        widget=forms.RadioSelect,
        initial=FOIRequest.Language.ENGLISH,
        required=False,
    )

    def __init__(self, *args, authority, regime="", **kwargs):
        super().__init__(*args, **kwargs)
        regimes = [
            (value, label)
            for value, label in REGIME_LABELS.items()
            if Regime(value).is_scottish == authority.is_scottish or value == regime
        ]
        self.fields["regime"].choices = regimes
        self.fields["regime"].initial = regime or regimes[0][0]
        self.fields["requester_type"].queryset = authority.requester_types.filter(
            retired_on__isnull=True
        )
        interpretation = authority.clock_interpretation
        if interpretation.after_hours_receipt == AfterHoursReceipt.CALENDAR_DAY:
            del self.fields["received_at"]

    def clean_language(self):
        """Keep the earlier language where the form was sent without the field."""
        chosen = self.cleaned_data["language"]
        return chosen or self.get_initial_for_field(self.fields["language"], "language")

    @property
    def when(self):
        """The names of the fields for day and time of receipt."""
        return [name for name in ("received_on", "received_at") if name in self.fields]


SMALL_RADIOS = {"legend_size": "s", "small": True}


class RecordRequestForm(AsksWhoAsked, RequestDetailsForm):
    button = "Continue"
    field_order = ("received_text", "requester_name", "requester_email")

    received_text = ReceivedTextField(
        label="Text of the request",
        help_text="Paste the whole message, with its greeting and signature. The text "
        "is kept exactly as you paste it.",
        error_messages={"required": "Paste the text of the request"},
    )
    officer = OfficerField(
        label="Officer (optional)", required=False, empty_label="Unassigned"
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Team (optional)",
        required=False,
        empty_label="The officer’s team, or no team",
    )
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    requester = ChoiceOfRequester(
        required=False,
        help_text="People with one name are often different people. Choose a record "
        "only if you know that it is the same person.",
    )

    def __init__(self, *args, authority, today, user, known=None, **kwargs):
        super().__init__(*args, authority=authority, **kwargs)
        is_typed = self.is_bound and not self._is_sent_again()
        details = self.typed_details() if is_typed else []
        self.offer_records(authority, user, details=details, known=known)
        self.fields["officer"].offer(FOIRequest(authority=authority), on=today)
        self.fields["team"].queryset = authority.teams.all()
        self.fields["form_key"].initial = uuid.uuid4
        # Pasting the text is what the page is for.
        self.fields["received_text"].widget.attrs["autofocus"] = True
        asked = (
            [Field.radios("requester", **SMALL_RADIOS)] if self.is_choice_asked else []
        )
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
            Button.primary("act", self.button),
        )

    def _is_sent_again(self):
        """Whether this form has made its request already."""
        try:
            key = self.fields["form_key"].clean(self.data.get("form_key"))
        except forms.ValidationError:
            return False
        return key is not None and FOIRequest.objects.filter(form_key=key).exists()


class ChangeDetailsForm(RequestDetailsForm):
    """The details to correct, and their values when the page was opened."""

    button = "Save details"

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, foi_request, chosen_type="", **kwargs):
        self.foi_request = foi_request
        details = {name: getattr(foi_request, name) for name in DETAILS}
        known = {name: value for name, value in details.items() if value is not None}
        kwargs["initial"] = {**known, "seen": sealed(details)}
        super().__init__(
            *args, authority=foi_request.authority, regime=foi_request.regime, **kwargs
        )
        self._offer_types(chosen_type)
        self.fields["subject"].required = True
        self.fields["subject"].label = "Subject"
        self.fields["subject"].help_text = "A short title for lists."
        self.fields["subject"].error_messages["required"] = "Enter the subject"
        self.helper.layout = Layout(
            "subject",
            "requester_name",
            "requester_email",
            "requester_organisation",
            "requester_address",
            "requester_type",
            *self.when,
            Field.radios("channel", **SMALL_RADIOS),
            Field.radios("regime", **SMALL_RADIOS),
            Field.radios("language", inline=True, **SMALL_RADIOS),
            "seen",
            Button.primary("act", self.button),
        )

    def _offer_types(self, chosen):
        """Offer the kinds in use and the present one, and say what is suggested."""
        field, foi_request = self.fields["requester_type"], self.foi_request
        field.queryset |= foi_request.authority.requester_types.filter(
            pk=foi_request.requester_type_id
        )
        suggested = suggest_type(foi_request)
        if suggested is None:
            return
        field.help_text += f" {suggested.in_words}"
        if str(suggested.requester_type.pk) == chosen:
            self.initial["requester_type"] = suggested.requester_type

    def clean_requester_type(self):
        """Keep the kind where the form was sent without the field."""
        if self.add_prefix("requester_type") not in self.data:
            return self.foi_request.requester_type
        return self.cleaned_data["requester_type"]

    def clean_seen(self):
        seen = unsealed(self.cleaned_data["seen"])
        kinds = self.foi_request.authority.requester_types
        key = seen.get("requester_type")
        return {**seen, "requester_type": kinds.filter(pk=key).first()}

    def contest(self, changed):
        """Show another user's changes, and let the officer save over them."""
        self.add_error(None, str(changed))
        seen = {**self.cleaned_data["seen"], **changed.fields}
        for name, value in changed.fields.items():
            label = value
            if not isinstance(value, Model):
                known = dict(getattr(self.fields[name], "choices", ()))
                label = known.get(value, value)
            label = format_date(value) if isinstance(value, date) else label
            self.add_error(name, f"Now: {label or 'nothing'}")
        self.data = self.data.copy()
        self.data["seen"] = sealed(seen)


class MarkNotValidForm(ActionForm):
    button = "Mark as not valid"
    is_final = True

    on = DayField(label="Date the request was found not valid")
    reason = forms.CharField(
        label="What the request lacks",
        help_text="For example, a name, an address for an answer, or a description of "
        "the information wanted.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def sealed(details):
    """Sign details for a hidden field, to detect any change by the browser."""
    plain = {name: _plain(value) for name, value in details.items()}
    return signing.dumps(plain, salt=_SEEN_SALT)


def _plain(value):
    if isinstance(value, date | time):
        return value.isoformat()
    return value.pk if isinstance(value, Model) else value


def unsealed(seen):
    """Return the details given to `sealed`; a kind of requester as its key.

    Raises:
        forms.ValidationError: The value was tampered with.
    """
    try:
        plain = signing.loads(seen, salt=_SEEN_SALT)
    except signing.BadSignature:
        raise forms.ValidationError(
            "This page did not arrive complete. Open the page again and repeat "
            "your change."
        ) from None
    received_on = date.fromisoformat(plain["received_on"])
    at = plain["received_at"]
    received_at = None if at is None else time.fromisoformat(at)
    return {**plain, "received_on": received_on, "received_at": received_at}
