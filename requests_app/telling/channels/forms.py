"""Forms of channels."""

from django import forms

from accounts.models import Team
from requests_app.forms.helper import ActionForm
from requests_app.models import Channel


class _AddressField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(
            label="Address of the incoming webhook",
            max_length=2000,
            # The address is never shown again, not even after a refusal.
            widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
            **kwargs,
        )


class ChannelForm(ActionForm):
    """What is posted where; the groups are given by the view."""

    kind = forms.ChoiceField(
        label="Programme", choices=Channel.Kind.choices, widget=forms.RadioSelect
    )
    groups = forms.MultipleChoiceField(
        label="Notices to post",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_on = forms.BooleanField(label="Post notices from now on", required=False)

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = groups


class AddChannelForm(ChannelForm):
    button = "Add channel"

    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="For the requests of",
        required=False,
        empty_label="All teams without a channel",
    )
    address = _AddressField(
        help_text="Teams or Slack gives the address. It begins with https://."
    )

    field_order = ("team", "kind", "address", "groups", "is_on")

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(authority=authority)


class ChangeChannelForm(ChannelForm):
    button = "Save channel"

    address = _AddressField(
        required=False, help_text="Leave empty to keep the present address."
    )

    field_order = ("kind", "address", "groups", "is_on")
