"""Views of an authority's interpretations and of school closures."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts import policy
from accounts.models import Authority, SchoolClosure
from requests_app.calendars.forms.interpretations import (
    ChangeInterpretationsForm,
    RecordClosureForm,
    WithdrawClosureForm,
    points_of,
)
from requests_app.calendars.interpretations import (
    change_interpretations,
    record_closure,
    what_differs,
    withdraw_closure,
)
from requests_app.calendars.views.administration import Administer
from requests_app.service_views import FindsFirst


class AuthorityMixin(FindsFirst):
    permission_required = policy.ADMINISTER

    @cached_property
    def authority(self):
        """Return the authority in the address, if the user belongs to it."""
        own = Authority.objects.filter(pk=self.request.user.authority_id)
        return get_object_or_404(own, pk=self.kwargs["authority"])

    def find(self):
        return self.authority

    def get_context_data(self, **kwargs):
        # The URL argument "authority" is a key; the templates need the object.
        return super().get_context_data(**{**kwargs, "authority": self.authority})


class InterpretationsPage(AuthorityMixin, TemplateView):
    template_name = "requests_app/calendars/interpretations.html"

    def get_context_data(self, **kwargs):
        now = self.authority.interpretations
        changes = self.authority.interpretation_changes.select_related(
            "by", "recalculation"
        )
        return super().get_context_data(
            points=[
                {
                    "point": point,
                    "settled": point.say(now.get(point.field, point.default)),
                    "is_statutory": point.field not in now,
                }
                for point in points_of(self.authority)
            ],
            changes=[
                (change, what_differs(change.before, change.after))
                for change in changes
            ],
            **kwargs,
        )


class ChangeInterpretations(AuthorityMixin, Administer):
    form_class = ChangeInterpretationsForm
    service = staticmethod(change_interpretations)
    section = ("How we calculate deadlines", "interpretations")
    explanation = (
        "The first option follows the statute and is the default. Choose another "
        "option only if your authority has decided to. The due dates of open "
        "requests are then recalculated."
    )

    @property
    def title(self):
        return f"How {self.authority} calculates deadlines"

    @property
    def back(self):
        return reverse("interpretations", kwargs={"authority": self.authority.pk})

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "authority": self.authority}

    def arguments(self, form):
        return {
            "authority": self.authority,
            "interpretations": form.interpretations,
            "seen": form.cleaned_data["seen"] or {},
            "reason": form.cleaned_data["reason"],
        }

    def form_invalid(self, form):
        self.authority.refresh_from_db(fields=["interpretations"])
        form.see_again(self.authority.interpretations)
        return super().form_invalid(form)


class Closures(AuthorityMixin, TemplateView):
    template_name = "requests_app/calendars/closures.html"

    def get_context_data(self, **kwargs):
        closures = self.authority.closures.select_related("recorded_by", "withdrawn_by")
        today = timezone.localdate()
        return super().get_context_data(
            coming=closures.filter(withdrawn_on=None, last_on__gte=today),
            past=closures.filter(withdrawn_on=None, last_on__lt=today).reverse(),
            withdrawn=closures.exclude(withdrawn_on=None).reverse(),
            **kwargs,
        )


class RecordClosure(AuthorityMixin, Administer):
    form_class = RecordClosureForm
    service = staticmethod(record_closure)
    section = ("Days without a session", "closures")
    explanation = (
        "The time for answering under FOIA is twenty school days, or sixty working "
        "days if that is sooner. Days without a session do not count as school days."
    )

    @property
    def title(self):
        return f"Add days without a session: {self.authority}"

    @property
    def back(self):
        return reverse("closures", kwargs={"authority": self.authority.pk})

    def arguments(self, form):
        return {"authority": self.authority, **form.cleaned_data}


class WithdrawClosure(FindsFirst, Administer):
    form_class = WithdrawClosureForm
    service = staticmethod(withdraw_closure)
    section = ("Days without a session", "closures")
    explanation = "The days then count as school days again. The entry stays on record."

    def find(self):
        return self.closure

    @cached_property
    def closure(self):
        closures = SchoolClosure.objects.select_related("authority").filter(
            authority_id=self.request.user.authority_id
        )
        return get_object_or_404(closures, pk=self.kwargs["closure"])

    @property
    def title(self):
        return f"Withdraw {self.closure}: {self.closure.authority}"

    @property
    def back(self):
        return reverse("closures", kwargs={"authority": self.closure.authority_id})

    def arguments(self, form):
        return {
            "closure": self.closure,
            "on": timezone.localdate(),
            **form.cleaned_data,
        }
