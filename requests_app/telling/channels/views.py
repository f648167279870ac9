"""Pages of an administrator: the channels of the own authority."""

from crispy_forms_gds.choices import Choice
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from accounts import policy
from requests_app.models import Channel
from requests_app.service_views import FindsFirst, SectionForm, ServiceButton
from requests_app.telling.channels.forms import AddChannelForm, ChangeChannelForm
from requests_app.telling.channels.queries import rows_of
from requests_app.telling.channels.services import (
    add_channel,
    change_channel,
    remove_channel,
    try_channel,
)
from requests_app.telling.groups import GROUPS

_USUAL = ("letters", "departments")
# Many people read a channel: the page of choices says "you" to a single person.
_LABELS = {"work": "Requests that reach a person"}
_HINTS = {"comments": "Comments that name a person, and tasks."}
_GROUPS = [
    Choice(
        group.name,
        _LABELS.get(group.name, group.label),
        hint=_HINTS.get(group.name, group.hint),
    )
    for group in GROUPS
]


class ChannelMixin(FindsFirst):
    """Look up the channel named in the URL, among those of the user's authority."""

    permission_required = policy.ADMINISTER

    def find(self):
        if "channel" in self.kwargs:
            self.channel = get_object_or_404(
                Channel.objects.select_related("team", "authority"),
                pk=self.kwargs["channel"],
                authority_id=self.request.user.authority_id,
            )

    def has_permission(self):
        has_authority = self.request.user.authority_id is not None
        return has_authority and super().has_permission()

    def get_success_url(self):
        return reverse("channels")


class Channels(ChannelMixin, TemplateView):
    template_name = "requests_app/telling/channels.html"

    def get_context_data(self, **kwargs):
        rows = rows_of(self.request.user.authority)
        return super().get_context_data(rows=rows, **kwargs)


class ChannelForms(ChannelMixin, SectionForm):
    section = ("Messages to Teams or Slack", "channels")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "groups": _GROUPS}


class AddChannel(ChannelForms):
    form_class = AddChannelForm
    title = "Add a channel"
    done = "Channel added. Send a test message to see whether it arrives."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "authority": self.request.user.authority}

    def get_initial(self):
        return {"kind": Channel.Kind.TEAMS, "groups": _USUAL}

    def act(self, form):
        return add_channel(
            authority=self.request.user.authority,
            by=self.request.user,
            **form.cleaned_data,
        )


class ChangeChannel(ChannelForms):
    form_class = ChangeChannelForm
    done = "Channel saved."

    @property
    def title(self):
        return f"Change channel: {self.channel}"

    def get_initial(self):
        names = ("kind", "groups", "is_on")
        return {name: getattr(self.channel, name) for name in names}

    def act(self, form):
        return change_channel(
            channel=self.channel, by=self.request.user, **form.cleaned_data
        )


class TryChannel(ChannelMixin, ServiceButton):
    done = "A test message is on its way. This page shows whether the channel took it."

    def act(self):
        return try_channel(channel=self.channel)


class RemoveChannel(ChannelMixin, ServiceButton):
    done = "Channel removed, with its address."

    def act(self):
        return remove_channel(channel=self.channel, by=self.request.user)
