"""The list of requesters, the page of one, and the change of details."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from requests_app.calendars.working_days import read_once
from requests_app.due import due_status
from requests_app.forms.postal_address import as_posted, why_not_posted
from requests_app.left import left_in
from requests_app.requesters.carrying import changed_on_record, concerned
from requests_app.requesters.facts import Beside, facts_of
from requests_app.requesters.forms import ChangeRequesterForm, FindRequestersForm
from requests_app.requesters.keeping import DETAILS, RequesterChanged
from requests_app.requesters.queries import asked_by, find_requesters, requests_of
from requests_app.requesters.services import change_requester
from requests_app.requesters.views.finding import ChangesRequester, OfRequester
from requests_app.requesters.wording import told
from requests_app.service_views import ServiceFormView

PAGE_SIZE = 50
# The newest steps shown of a record's history.
MOST_STEPS = 50


class Requesters(PermissionRequiredMixin, TemplateView):
    permission_required = policy.VIEW_REQUESTS
    template_name = "requests_app/requesters/requesters.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        form = FindRequestersForm(self.request.GET)
        words = form.wanted.get("q", "")
        found = find_requesters(user, words).select_related("requester_type")
        page = Paginator(found, PAGE_SIZE).get_page(self.request.GET.get("page"))
        shown = list(page.object_list)
        asked = asked_by([each.pk for each in shown], user)
        return super().get_context_data(
            form=form,
            words=words,
            page=page,
            pages=list(page.paginator.get_elided_page_range(page.number, on_ends=1)),
            rows=[(each, asked[each.pk]) for each in shown],
            **kwargs,
        )


class RequesterPage(OfRequester, TemplateView):
    template_name = "requests_app/requesters/requester.html"

    def get_context_data(self, **kwargs):
        requester, user = self.requester, self.request.user
        today = timezone.localdate()
        found = requests_of(requester, user)
        listed = found.select_related("authority").order_by("-received_on", "-pk")
        page = Paginator(listed, PAGE_SIZE).get_page(self.request.GET.get("page"))
        shown = list(page.object_list)
        left = left_in(shown)
        with read_once():
            facts = facts_of(found)
            rows = [
                (
                    each,
                    due_status(each, on=today, left=left.get(each.pk)),
                    facts.beside.get(each.pk, Beside()),
                )
                for each in shown
            ]
        return super().get_context_data(
            asked=asked_by([requester.pk], user)[requester.pk],
            facts=facts,
            page=page,
            pages=list(page.paginator.get_elided_page_range(page.number, on_ends=1)),
            rows=rows,
            steps=told(requester, MOST_STEPS),
            can_change=policy.CHANGE_REQUEST in user.role_permissions
            and requester.erased_on is None,
            **{**kwargs, "requester": requester},
        )


class ChangeRequester(ChangesRequester, ServiceFormView):
    template_name = "requests_app/requesters/act.html"
    form_class = ChangeRequesterForm
    done = "Record saved."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "requester": self.requester}

    def get_initial(self):
        initial = {name: getattr(self.requester, name) for name in DETAILS}
        return {**initial, "version": self.requester.version}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            requester=self.requester,
            title="Change the record",
            explanation="Letters already made and requests on file keep what they say.",
            **kwargs,
        )

    def act(self, form):
        return change_requester(
            requester=self.requester,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    def refused(self, form, refusal):
        if isinstance(refusal, RequesterChanged):
            form.contest(refusal)
            return self.form_invalid(form)
        return super().refused(form, refusal)

    def tell(self):
        super().tell()
        if self.made.address:
            lines = f"{self.made.name}\n{as_posted(self.made.address)}"
            if reasons := why_not_posted(lines):
                said = ["A letter cannot be posted to this requester yet.", *reasons]
                messages.warning(self.request, " ".join(said))

    def get_success_url(self):
        entry = self.made.entries.first()
        if entry is not None and self.made.version > self.requester.version:
            addresses = changed_on_record(entry)
            if concerned(self.made, addresses, self.request.user):
                named = {"requester": self.made.pk, "entry": entry.pk}
                return reverse("carry-address-of-record", kwargs=named)
        return reverse("requester", kwargs={"requester": self.made.pk})
