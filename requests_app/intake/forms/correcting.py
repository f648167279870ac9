"""The form to correct the details of a request."""

from datetime import date, time
from types import MappingProxyType

from crispy_forms_gds.layout import Button, Field, Layout
from django import forms
from django.core import signing
from django.db.models import Model

from requests_app.intake.details import DETAILS
from requests_app.intake.forms.details import SMALL_RADIOS, RequestDetailsForm
from requests_app.intake.suggested_regime import other_regime
from requests_app.intake.suggested_type import suggest_type
from statute.working_days import format_date

_SEEN_SALT = "requests_app.details-seen"


class ChangeDetailsForm(RequestDetailsForm):
    """The details to correct, and their values when the page was opened.

    Args:
        chosen: Suggestions that the officer accepted: values by the name of the field.
    """

    button = "Save details"

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, foi_request, chosen=MappingProxyType({}), **kwargs):
        self.foi_request = foi_request
        details = {name: getattr(foi_request, name) for name in DETAILS}
        known = {name: value for name, value in details.items() if value is not None}
        kwargs["initial"] = {**known, "seen": sealed(details)}
        super().__init__(
            *args, authority=foi_request.authority, regime=foi_request.regime, **kwargs
        )
        self._offer_types(chosen.get("requester_type", ""))
        self._offer_law(chosen.get("regime", ""))
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

    def _offer_law(self, chosen):
        """Say which other law the words tell of."""
        suggested = other_regime(self.foi_request)
        if suggested is None:
            return
        self.fields["regime"].help_text = suggested.in_words
        if suggested.regime.value == chosen:
            self.initial["regime"] = chosen

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
