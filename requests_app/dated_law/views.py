"""Views of the dated facts of the law."""

from dataclasses import dataclass

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts import policy
from requests_app.calendars.views.administration import Administer
from requests_app.dated_law.forms import AddDatedEntryForm, WithdrawDatedEntryForm
from requests_app.dated_law.services import add_dated_entry, withdraw_dated_entry
from requests_app.law_in_force import own_entries
from requests_app.models import DatedEntry
from requests_app.service_views import FindsFirst
from statute.dated import Entry, Fact, in_force, released


@dataclass(frozen=True)
class Listed:
    """A fact on the page: what holds today, and its entries, the latest first."""

    fact: Fact
    now: Entry
    coming: list[DatedEntry]
    past: list[DatedEntry]
    withdrawn: list[DatedEntry]
    released: list[Entry]


class DatedLaw(PermissionRequiredMixin, TemplateView):
    permission_required = policy.OWN_INSTALLATION
    template_name = "requests_app/dated_law/dated_law.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        rows = list(DatedEntry.objects.select_related("by", "withdrawn_by"))
        return super().get_context_data(
            today=today, facts=[_listed(fact, rows, today) for fact in Fact], **kwargs
        )


def _listed(fact, rows, today):
    ours = [row for row in rows if row.fact == fact]
    standing = [row for row in ours if row.withdrawn_on is None]
    in_order = sorted(standing, key=lambda row: row.pk)
    return Listed(
        fact=fact,
        now=in_force(fact, today, [row.as_entry() for row in in_order]),
        coming=[row for row in standing if row.from_on > today],
        past=[row for row in standing if row.from_on <= today],
        withdrawn=[row for row in ours if row.withdrawn_on is not None],
        released=[entry for entry in reversed(released()) if entry.fact is fact],
    )


class ChangeDatedLaw(Administer):
    permission_required = policy.OWN_INSTALLATION
    section = ("Regulators, limits and fees", "dated-law")

    def act(self, form):
        """Call the service. No due date rests on these facts."""
        today = timezone.localdate()
        self.service(by=self.request.user, on=today, **self.arguments(form))


class AddDatedEntry(FindsFirst, ChangeDatedLaw):
    form_class = AddDatedEntryForm
    service = staticmethod(add_dated_entry)
    explanation = (
        "The fields show what holds today: change what is different. Letters dated "
        "before the first day stay as they are."
    )
    done = "Entry added."

    def find(self):
        if self.kwargs["fact"] not in list(Fact):
            raise Http404

    @cached_property
    def fact(self):
        return Fact(self.kwargs["fact"])

    @property
    def title(self):
        return f"Add an entry: {self.fact.label}"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "fact": self.fact}

    def get_initial(self):
        now = in_force(self.fact, timezone.localdate(), own_entries())
        return {**now.values, "unverified": sorted(now.unverified)}

    def arguments(self, form):
        names = ("from_on", "unverified", "source", "reason")
        return {
            "fact": self.fact,
            "values": form.values,
            **{name: form.cleaned_data[name] for name in names},
        }


class WithdrawDatedEntry(FindsFirst, ChangeDatedLaw):
    form_class = WithdrawDatedEntryForm
    service = staticmethod(withdraw_dated_entry)
    explanation = "What held before then holds again. The entry stays on record."
    done = "Entry withdrawn."

    def find(self):
        return self.entry

    @cached_property
    def entry(self):
        return get_object_or_404(DatedEntry, pk=self.kwargs["entry"])

    @property
    def title(self):
        return f"Withdraw an entry: {self.entry}"

    def arguments(self, form):
        return {"entry": self.entry, **form.cleaned_data}
