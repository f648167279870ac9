"""The page for the kinds of requesters."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts import policy
from requests_app.administration.forms import PartForm
from requests_app.administration.requester_types import (
    add_requester_type,
    bring_back_requester_type,
    rename_requester_type,
    retire_requester_type,
)
from requests_app.administration.views.settling import Settles
from requests_app.models import RequesterType
from requests_app.service_views import FindsFirst, ServiceButton


class RequesterTypes(PermissionRequiredMixin, TemplateView):
    permission_required = policy.ADMINISTER
    template_name = "requests_app/administration/requester_types.html"

    def get_context_data(self, **kwargs):
        kinds = RequesterType.objects.filter(authority=self.request.user.authority_id)
        return super().get_context_data(
            kinds=[kind for kind in kinds if kind.retired_on is None],
            retired=[kind for kind in kinds if kind.retired_on is not None],
            **kwargs,
        )


class OfType(FindsFirst):
    """The kind of requester in the address, of the administrator's authority."""

    permission_required = policy.ADMINISTER

    def find(self):
        return self.requester_type if "requester_type" in self.kwargs else None

    @cached_property
    def requester_type(self):
        own = RequesterType.objects.filter(authority=self.request.user.authority_id)
        return get_object_or_404(own, pk=self.kwargs["requester_type"])

    def get_success_url(self):
        return reverse("requester-types")


class ChangesTypes(OfType, Settles):
    section = ("Kinds of requesters", "requester-types")


class AddRequesterType(ChangesTypes):
    form_class = type("AddRequesterTypeForm", (PartForm,), {"button": "Add kind"})
    service = staticmethod(add_requester_type)
    title = "Add a kind of requester"
    done = "Kind of requester added."

    def has_permission(self):
        return super().has_permission() and self.request.user.authority is not None

    def arguments(self, form):
        return {"authority": self.request.user.authority, **form.cleaned_data}


class RenameRequesterType(ChangesTypes):
    form_class = type("RenameRequesterTypeForm", (PartForm,), {"button": "Rename kind"})
    service = staticmethod(rename_requester_type)
    explanation = "Requests that have this kind show the new name."
    done = "Kind of requester renamed."

    @property
    def title(self):
        return f"Rename {self.requester_type}"

    def get_initial(self):
        return {"name": self.requester_type.name}

    def arguments(self, form):
        return {"requester_type": self.requester_type, **form.cleaned_data}


class RetireRequesterType(OfType, ServiceButton):
    done = "Kind of requester retired. Requests that have it keep it."

    def act(self):
        return retire_requester_type(
            requester_type=self.requester_type,
            by=self.request.user,
            on=timezone.localdate(),
        )


class BringBackRequesterType(OfType, ServiceButton):
    done = "Kind of requester brought back."

    def act(self):
        return bring_back_requester_type(
            requester_type=self.requester_type, by=self.request.user
        )
