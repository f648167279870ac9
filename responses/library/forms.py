"""The filters of the library, and the form for a paragraph."""

import re

from django import forms

from accounts import policy
from accounts.models import User
from requests_app.forms.fields import DayField
from requests_app.forms.filters import FilterForm
from requests_app.forms.helper import ActionForm
from requests_app.models.requests import REGIME_LABELS
from responses.library.services import Said
from responses.models.library import KIND_LABELS
from statute.paragraphs import ParagraphKind
from statute.regimes import Regime

_STATUSES = (
    ("", "In use"),
    ("past_review", "Review date past"),
    ("mine", "Yours"),
    ("own", "Your authority’s"),
    ("released", "Supplied with this system"),
    ("retired", "Retired"),
)


class FindParagraphsForm(FilterForm):
    """The filters of the list, taken from the address."""

    q = forms.CharField(required=False, max_length=200)
    provision = forms.CharField(required=False, max_length=60)
    kind = forms.ChoiceField(
        required=False, choices=[("", "Any"), *KIND_LABELS.items()]
    )
    regime = forms.ChoiceField(
        required=False, choices=[("", "Any"), *REGIME_LABELS.items()]
    )
    status = forms.ChoiceField(required=False, choices=_STATUSES)


class ParagraphForm(ActionForm):
    button = "Save paragraph"

    regime = forms.ChoiceField(label="Law", choices=list(REGIME_LABELS.items()))
    provisions = forms.CharField(
        label="Provisions (optional)",
        required=False,
        max_length=1000,
        help_text=(
            "With commas between them, such as 31(1)(a), 36(2). A section stands for "
            "everything in it. Leave empty for any answer under this law."
        ),
    )
    kind = forms.ChoiceField(
        label="Use", choices=list(KIND_LABELS.items()), initial=ParagraphKind.REASON
    )
    topic = forms.CharField(
        label="Topic",
        max_length=80,
        help_text="What the words are about, such as “Body-worn video”.",
    )
    text = forms.CharField(
        label="Words",
        max_length=10_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=(
            "In plain English, for the requester. Put what only the officer can say "
            "in square brackets, such as [add why]. One public interest factor per "
            "line."
        ),
    )
    owner = forms.ModelChoiceField(
        label="Owner",
        queryset=User.objects.none(),
        empty_label=None,
        help_text="Reads the words again by the review date.",
    )
    review_on = DayField(label="Review date")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, authority_id, owner_id=None, **kwargs):
        """Prepare the form.

        Args:
            args: As for any form.
            authority_id: The authority whose people may own a paragraph.
            owner_id: The owner as it stands, offered even after leaving.
            kwargs: As for any form.
        """
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners(authority_id, owner_id)

    def said(self):
        """Return what the paragraph is to say, for the service."""
        told = dict(self.cleaned_data)
        del told["version"]
        return Said(
            **{
                **told,
                "regime": Regime(told["regime"]),
                "kind": ParagraphKind(told["kind"]),
                "provisions": re.split(r"[,;\n]+", told["provisions"]),
            }
        )


def owners(authority_id, owner_id):
    """Return the people who may own a paragraph."""
    roles = [
        role
        for role, allowed in policy.ROLE_PERMISSIONS.items()
        if policy.USE_LIBRARY in allowed
    ]
    active = User.objects.filter(
        authority_id=authority_id, is_active=True, roles__overlap=roles
    )
    now = User.objects.filter(pk=owner_id, authority_id=authority_id)
    return (active | now).order_by("last_name", "first_name", "username")
