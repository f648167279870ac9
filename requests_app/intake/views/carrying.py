"""Pages that ask which open requests a new address of a person concerns."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from accounts import policy
from requests_app.forms.helper import ActionForm
from requests_app.intake.carrying import carry_address
from requests_app.intake.history import IntakeHistory
from requests_app.models import FOIRequest, RequesterEntry
from requests_app.pages.request_mixin import RequestMixin
from requests_app.requesters.carrying import (
    changed_on_record,
    changed_on_request,
    concerned,
    unknown_to,
)
from requests_app.requesters.views.finding import ChangesRequester
from requests_app.service_views import ServiceFormView


class CarryAddressForm(ActionForm):
    button = "Use the new address there"

    chosen = forms.ModelMultipleChoiceField(
        FOIRequest.objects.none(),
        label="Open requests with the old address",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_kept = forms.BooleanField(
        label="Make it the current address on the record of the requester",
        required=False,
    )

    def __init__(self, *args, found, may_keep, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [each.pk for each in found]
        chosen = self.fields["chosen"]
        chosen.queryset = FOIRequest.objects.filter(pk__in=keys)
        chosen.label_from_instance = lambda each: f"{each}: {each.subject}"
        self.initial = {"chosen": keys, "is_kept": True}
        if not found:
            del self.fields["chosen"]
        if not may_keep:
            del self.fields["is_kept"]
        self.helper = self.make_helper()


class Carries(ServiceFormView):
    """Ask which requests get a new address, all being ticked.

    A subclass defines `requester`, `addresses` and `here`, the request or record of
    the change.
    """

    form_class = CarryAddressForm
    template_name = "requests_app/intake/carry_address.html"

    @cached_property
    def found(self):
        every = concerned(self.requester, self.addresses, self.request.user)
        return [each for each in every if each != self.here]

    # Whether the record has yet to take the new address.
    may_keep = False

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "found": self.found,
            "may_keep": self.may_keep,
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            requester=self.requester,
            addresses=self.addresses,
            here=self.here,
            is_asked=bool(self.found) or self.may_keep,
            **kwargs,
        )

    def act(self, form):
        return carry_address(
            requester=self.requester,
            addresses=self.addresses,
            foi_requests=list(form.cleaned_data.get("chosen", ())),
            is_kept=form.cleaned_data.get("is_kept", False),
            by=self.request.user,
            on=timezone.localdate(),
        )

    def tell(self):
        number = len(self.made.changed)
        said = []
        if number:
            names = ", ".join(map(str, self.made.changed))
            said.append(f"New address used in {names}.")
        if self.made.is_on_record:
            said.append("The record has the new address.")
        messages.success(self.request, " ".join(said) or "Nothing else was changed.")
        for sentence in self.made.refused:
            messages.warning(self.request, sentence)

    def get_success_url(self):
        return self.here.get_absolute_url()


class CarryAddress(RequestMixin, Carries):
    """After a correction of a request: carry the address to the record and others."""

    permission_required = policy.CHANGE_REQUEST

    @property
    def here(self):
        return self.foi_request

    @cached_property
    def may_keep(self):
        # More people may read the record than a restricted request.
        is_shared = not self.foi_request.is_restricted
        return is_shared and bool(unknown_to(self.requester, self.addresses))

    @cached_property
    def requester(self):
        if self.foi_request.requester is None:
            raise Http404
        return self.foi_request.requester

    @cached_property
    def addresses(self):
        entry = get_object_or_404(
            self.foi_request.history.filter(kind=IntakeHistory.DETAILS_CHANGED),
            pk=self.kwargs["entry"],
        )
        if not (found := changed_on_request(entry)):
            raise Http404
        return found


class CarryAddressOfRecord(ChangesRequester, Carries):
    """After a change of a record: carry the address to the open requests."""

    @property
    def here(self):
        return self.requester

    @cached_property
    def addresses(self):
        entry = get_object_or_404(
            RequesterEntry.objects.filter(requester=self.requester),
            pk=self.kwargs["entry"],
        )
        if not (found := changed_on_record(entry)):
            raise Http404
        return found

    def get_success_url(self):
        return self.requester.get_absolute_url()
