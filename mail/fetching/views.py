"""Pages of mailboxes: how they are, and for administrators how they are set up."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from mail.fetching.forms import MailboxForm
from mail.fetching.queries import rows_of
from mail.fetching.services import (
    Choices,
    add_mailbox,
    change_mailbox,
    fetch_again,
    remove_mailbox,
    switch_mailbox,
    try_mailbox,
)
from mail.fetching.trials import TRY_MAILBOX
from mail.models import Mailbox
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.service_views import FindsFirst, SectionForm, ServiceButton


class MailboxMixin(FindsFirst):
    """Look up the mailbox named in the URL, among those of the user's authority."""

    permission_required = policy.ADMINISTER

    def find(self):
        if "mailbox" in self.kwargs:
            self.mailbox = get_object_or_404(
                Mailbox.objects.select_related("authority", "login"),
                pk=self.kwargs["mailbox"],
                authority_id=self.request.user.authority_id,
            )

    def has_permission(self):
        has_authority = self.request.user.authority_id is not None
        return has_authority and super().has_permission()

    def get_success_url(self):
        return reverse("mailboxes")


class Mailboxes(MailboxMixin, TemplateView):
    permission_required = policy.VIEW_MAILBOXES

    def get_template_names(self):
        part = "mailboxes_list" if self.request.htmx else "mailboxes"
        return [f"mail/fetching/{part}.html"]

    def get_context_data(self, **kwargs):
        rows = rows_of(self.request.user.authority, at=timezone.now())
        return super().get_context_data(
            rows=rows,
            is_under_way=any(row.is_under_way for row in rows),
            may_change=self.request.user.has_perm(policy.ADMINISTER),
            **kwargs,
        )


class MailboxForms(MailboxMixin, SectionForm):
    section = ("Mailboxes", "mailboxes")
    form_class = MailboxForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "authority": self.request.user.authority}


class AddMailbox(MailboxForms):
    title = "Add a mailbox"
    done = "Mailbox added. Try it, and switch it on once the right mail is shown."

    def get_initial(self):
        return {
            "kind": Mailbox.Kind.GRAPH,
            "folder": "INBOX",
            "since": timezone.localdate(),
        }

    def act(self, form):
        return add_mailbox(
            authority=self.request.user.authority,
            choices=Choices(**form.cleaned_data),
            by=self.request.user,
        )


class ChangeMailbox(MailboxForms):
    done = "Mailbox saved."

    @property
    def title(self):
        return f"Change mailbox: {self.mailbox}"

    def get_initial(self):
        return {name: getattr(self.mailbox, name) for name in Choices.__slots__}

    def act(self, form):
        return change_mailbox(
            mailbox=self.mailbox,
            choices=Choices(**form.cleaned_data),
            by=self.request.user,
        )


class SwitchMailboxOn(MailboxMixin, ServiceButton):
    done = "Mailbox switched on. It is read every minute."

    def act(self):
        return switch_mailbox(mailbox=self.mailbox, is_on=True, by=self.request.user)


class SwitchMailboxOff(MailboxMixin, ServiceButton):
    done = "Mailbox switched off. What was kept stays."

    def act(self):
        return switch_mailbox(mailbox=self.mailbox, is_on=False, by=self.request.user)


class TryMailbox(MailboxMixin, ServiceButton):
    done = "The mailbox is being tried. This page shows whose mail is read."

    def act(self):
        job = try_mailbox(mailbox=self.mailbox)
        start_jobs_on_commit(TRY_MAILBOX, key=job.idempotency_key)
        return job


class FetchAgain(MailboxMixin, ServiceButton):
    done = "The messages are tried again with the next fetch."

    def act(self):
        return fetch_again(mailbox=self.mailbox)


class RemoveMailbox(MailboxMixin, ServiceButton):
    done = "Mailbox removed."

    def act(self):
        return remove_mailbox(mailbox=self.mailbox, by=self.request.user)
