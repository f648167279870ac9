"""The pages for the details and the references of an authority."""

from django.urls import reverse
from django.utils import timezone

from requests_app.administration.authorities import (
    change_details,
    change_reference_scheme,
    details_of,
    next_reference,
    shared_with,
    sharing_series,
)
from requests_app.administration.forms import DetailsForm, ReferenceSchemeForm
from requests_app.administration.views.settling import Settles
from requests_app.calendars.views.confirming import ConfirmsFirst
from requests_app.calendars.views.interpretations import AuthorityMixin


class OfAuthority(AuthorityMixin, Settles):
    """An administrator's action on their authority, without due dates to move."""


class ChangeAuthority(OfAuthority):
    form_class = DetailsForm
    service = staticmethod(change_details)
    title = "Name, address and contacts"
    explanation = (
        "Letters and pages show these details. Letters already issued keep theirs."
    )
    done = "Details saved."

    def get_initial(self):
        details = details_of(self.authority)
        return {**details, "seen": details}

    def arguments(self, form):
        return {
            "authority": self.authority,
            "details": form.details,
            "seen": form.cleaned_data["seen"] or None,
        }


class ChangeReferenceScheme(ConfirmsFirst, OfAuthority):
    form_class = ReferenceSchemeForm
    service = staticmethod(change_reference_scheme)
    title = "References"
    done = "Reference scheme changed."
    confirm = "Confirm the new references"

    @property
    def explanation(self):
        following = next_reference(
            self.authority, self.authority.reference_scheme, on=timezone.localdate()
        )
        return f"The next request registered becomes {following}."

    def get_initial(self):
        return {"reference_scheme": self.authority.reference_scheme}

    def choice(self, form):
        scheme = form.cleaned_data["reference_scheme"]
        others = sharing_series(scheme, other_than=self.authority)
        return " ".join([scheme, *(str(other.pk) for other in others)])

    def consequences(self, form):
        scheme = form.cleaned_data["reference_scheme"]
        if scheme == self.authority.reference_scheme:
            return []
        following = next_reference(self.authority, scheme, on=timezone.localdate())
        told = [
            f"The next request registered becomes {following}.",
            "Requests that have a reference keep it, and are found by it.",
        ]
        if others := sharing_series(scheme, other_than=self.authority):
            told += [
                shared_with(others),
                "If you agree to share: each number is given once, so the numbers of "
                "each authority have gaps, and a reference alone does not say whose "
                "request it is.",
            ]
        return told

    def arguments(self, form):
        return {
            "authority": self.authority,
            "reference_scheme": form.cleaned_data["reference_scheme"],
            # The administrator has read whose numbers these are.
            "is_shared": True,
        }

    def get_success_url(self):
        return reverse("administration")
