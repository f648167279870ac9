"""The details of a request that its forms share."""

from django import forms

from requests_app.forms.fields import DayField, EmailAddressField, HourField
from requests_app.forms.helper import ActionForm
from requests_app.models import FOIRequest, RequesterType
from requests_app.models.requests import REGIME_LABELS
from statute.deadlines.interpretations import AfterHoursReceipt
from statute.regimes import Regime

SMALL_RADIOS = {"legend_size": "s", "small": True}


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
