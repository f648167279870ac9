"""The pages of authorities, for the owner of the installation."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Count, Q
from django.urls import reverse
from django.views.generic import TemplateView

from accounts import policy
from accounts.models import Authority
from accounts.policy import Role
from requests_app.administration.forms import FoundAuthorityForm
from requests_app.administration.founding import found_authority
from requests_app.administration.views.settling import Settles


class Authorities(PermissionRequiredMixin, TemplateView):
    """The authorities of the installation, without anything of their requests."""

    permission_required = policy.OWN_INSTALLATION
    template_name = "requests_app/administration/authorities.html"

    def get_context_data(self, **kwargs):
        rules = Q(people__is_active=True, people__roles__contains=[Role.ADMINISTRATOR])
        authorities = Authority.objects.annotate(
            administrators=Count("people", filter=rules)
        )
        return super().get_context_data(authorities=authorities, **kwargs)


class FoundAuthority(Settles):
    """Add an authority, then invite its first administrator."""

    permission_required = policy.OWN_INSTALLATION
    form_class = FoundAuthorityForm
    service = staticmethod(found_authority)
    section = ("Authorities", "authorities")
    title = "Add an authority"
    explanation = "You then invite its first administrator, who adds teams and people."
    done = "Authority added. Invite its first administrator."

    def arguments(self, form):
        return {"details": form.details}

    def get_success_url(self):
        return reverse("invite-first-administrator", args=[self.made.pk])
