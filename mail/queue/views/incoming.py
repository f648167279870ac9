"""Views of the list of incoming messages."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts import policy
from mail.models.entries import UNDONE_WITHIN
from mail.queue.due import waiting_on
from mail.queue.files import rows_of_files
from mail.queue.forms import FilterForm
from mail.queue.queries import PER_PAGE, ended, rows_of, waiting
from mail.queue.reworded import reworded_beside
from mail.threads.reading import passages_of
from requests_app.intake.law_named import told_of_no_such


class Incoming(PermissionRequiredMixin, TemplateView):
    """The messages that wait, with the chosen one beside them."""

    permission_required = policy.RECORD_REQUEST
    template_name = "mail/queue/incoming.html"

    @cached_property
    def form(self):
        return FilterForm(self.request.GET, authority=self.request.user.authority)

    @cached_property
    def page(self):
        found = self.form.chosen(waiting(self.request.user), self.request.user)
        return Paginator(found, PER_PAGE).get_page(self.request.GET.get("page"))

    def get_template_names(self):
        if self.request.htmx:
            return ["mail/queue/preview.html"]
        return [self.template_name]

    def get_context_data(self, **kwargs):
        page = self.page
        today = timezone.localdate()
        rows = rows_of(list(page), self.request.user, on=today)
        chosen = self.request.GET.get("entry", "")
        row = next((one for one in rows if str(one.entry.pk) == chosen), None)
        if row is None and rows:
            row = rows[0]
        authority = self.request.user.authority
        return super().get_context_data(
            page=page,
            pages=page.paginator.get_elided_page_range(page.number),
            rows=rows,
            today=today,
            overdue=waiting_on(self.request.user, on=today).overdue,
            chosen=row,
            reworded=reworded_beside(row, self.request.user) if row else None,
            told_of_law=list(told_of_no_such(row.entry.text)) if row else [],
            passages=passages_of(row.entry.message, row.entry.text) if row else [],
            files=rows_of_files(row.entry) if row else [],
            form=self.form,
            mailboxes=list(authority.mailboxes.filter(is_on=True)) if authority else [],
            **kwargs,
        )


class Dealt(PermissionRequiredMixin, TemplateView):
    """The messages that were dealt with, and a button to undo each."""

    permission_required = policy.RECORD_REQUEST
    template_name = "mail/queue/dealt.html"

    def get_context_data(self, **kwargs):
        paginator = Paginator(ended(self.request.user), PER_PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page,
            pages=paginator.get_elided_page_range(page.number),
            undone_since=timezone.now() - UNDONE_WITHIN,
            **kwargs,
        )
