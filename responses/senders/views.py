"""Pages of an administrator: by what e-mail and post of the own authority leave."""

from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts import policy
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.service_views import SectionForm, ServiceButton
from responses.senders.forms import SaveSenderForm
from responses.senders.queries import kept_sender, latest_trial
from responses.senders.services import save_sender
from responses.senders.trying import TRY_SENDER, ask_for_trial

_SETTINGS = (
    "mail_by",
    "address",
    "smtp_host",
    "smtp_encryption",
    "smtp_port",
    "smtp_user",
    "reply_pattern",
    "carries_notices",
    "login",
    "notify_template",
    "notify_links",
    "notify_weeks",
    "notify_confirms",
    "post_by",
    "postage",
)

_SECRETS = ("smtp_password", "notify_key", "receipts_token")


def receipts_url():
    """Return the address to which GOV.UK Notify reports."""
    return f"{settings.SITE_URL}{reverse('notify-receipts')}"


class SenderMixin(PermissionRequiredMixin):
    """A page about the user's own authority."""

    permission_required = policy.ADMINISTER

    @property
    def authority(self):
        return self.request.user.authority

    @cached_property
    def sender(self):
        return kept_sender(self.authority)

    def has_permission(self):
        has_authority = self.request.user.authority_id is not None
        return has_authority and super().has_permission()

    def get_success_url(self):
        return reverse("outgoing")


class Outgoing(SenderMixin, TemplateView):
    template_name = "responses/senders/outgoing.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            authority=self.authority,
            sender=self.sender,
            trial=latest_trial(self.authority),
            receipts_url=receipts_url(),
            **kwargs,
        )


class ChangeSender(SenderMixin, SectionForm):
    template_name = "responses/senders/change_sender.html"
    title = "Change outgoing e-mail and post"
    section = ("Outgoing e-mail and post", "outgoing")
    form_class = SaveSenderForm
    done = "Saved. Send yourself a test message to see whether it arrives."

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "sender": self.sender,
            "receipts_url": receipts_url(),
        }

    def get_initial(self):
        kept = {name: getattr(self.sender, name) for name in _SETTINGS}
        return kept | {"mailbox": self.sender.address}

    def act(self, form):
        given = form.cleaned_data
        return save_sender(
            authority=self.authority,
            settings={name: given[name] for name in _SETTINGS},
            **{name: given[name] for name in _SECRETS},
            by=self.request.user,
        )


class TrySender(SenderMixin, ServiceButton):
    done = "A test message to you is on its way. This page shows whether it left."

    def act(self):
        job = ask_for_trial(authority=self.authority, by=self.request.user)
        start_jobs_on_commit(TRY_SENDER, key=job.idempotency_key)
        return job
