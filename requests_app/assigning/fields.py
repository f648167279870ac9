"""Choose a colleague, with the workload and the leave of each beside the name."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from accounts import policy
from accounts.models import User
from requests_app.assigning.absences import absences_of
from requests_app.assigning.workload import NOTHING, workloads_in
from requests_app.forms.people import people_who
from requests_app.models import FOIRequest
from requests_app.separation_of_duties import deciders_of


class _Officers(forms.ModelChoiceField):
    """Offer officers of the authority. `offer` says who, before the form is shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(User.objects.none(), **kwargs)
        self.words: dict[int, str] = {}

    def label_from_instance(self, person: Any) -> str:
        """Return the name with the workload, and with the leave if there is any."""
        words = self.words.get(person.pk)
        return f"{person} ({words})" if words else str(person)

    def offer(
        self, foi_request: FOIRequest, *, on: date, now: User | None = None
    ) -> None:
        """Offer the people who may handle a request.

        Args:
            foi_request: The request, or an unsaved one of the same authority.
            on: The London day, for leave and due dates.
            now: The officer of the request. An officer who is no longer a choice stays
                in the list and is marked, so that no other choice takes their place.
        """
        people = people_who(policy.DRAFT_RESPONSE, foi_request)
        if foi_request.review_of is not None:
            people = people.exclude(pk__in=deciders_of(foi_request.review_of))
        keys = set(people.values_list("pk", flat=True))
        if now is not None:
            everyone = User.objects.filter(Q(pk__in=keys) | Q(pk=now.pk))
            people = everyone.order_by("last_name", "first_name", "username")
        self.queryset = people
        loads = workloads_in(foi_request.authority_id, on=on)
        away = absences_of(people, on=on)
        for person in people:
            words = [loads.get(person.pk, NOTHING).words]
            if person.pk in away:
                words.append(away[person.pk][:1].lower() + away[person.pk][1:])
            elif person.pk not in keys:
                words.append("can no longer handle this request")
            self.words[person.pk] = "; ".join(words)


class OfficerField(_Officers):
    """One officer."""


class OfficersField(_Officers, forms.ModelMultipleChoiceField):
    """One officer or several."""

    widget = forms.CheckboxSelectMultiple
