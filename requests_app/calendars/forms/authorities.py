"""The form for the kind and the nation of an authority."""

from django import forms

from accounts.models import Authority
from requests_app.forms.helper import ActionForm

_LAWS = [
    ("uk", "UK law: the Freedom of Information Act 2000 and the EIR"),
    ("scotland", "Scottish law: FOISA and the EISR"),
]


class ChangeKindForm(ActionForm):
    button = "Continue"

    kind = forms.ChoiceField(
        choices=Authority.Kind.choices,
        label="Kind of authority",
        help_text="The kind decides school days, cost limits and longer times.",
    )
    law = forms.ChoiceField(
        choices=_LAWS,
        label="Law for new requests",
        help_text="Requests already recorded keep their law.",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason for the change",
        help_text="For example: became an academy on 1 September. The reason is kept "
        "with the recalculation.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # What the administrator has read about.
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def arguments(self):
        """The arguments of `change_kind`, apart from authority and person."""
        return {
            "kind": self.cleaned_data["kind"],
            "is_scottish": self.cleaned_data["law"] == "scotland",
            "reason": self.cleaned_data["reason"],
        }
