"""Views to restrict access and add notes."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts import policy
from requests_app.casework.forms.handling import (
    AddNoteForm,
    RestrictRequestForm,
    UnrestrictRequestForm,
)
from requests_app.casework.handling import (
    add_note,
    restrict_request,
    unrestrict_request,
)
from requests_app.pages.action_view import RequestActionView
from requests_app.pages.request_mixin import RequestMixin
from requests_app.put_aside.services import deal_with_put_aside
from requests_app.service_views import ServiceButton


class RestrictRequest(RequestActionView):
    form_class = RestrictRequestForm
    service = staticmethod(restrict_request)
    explanation = (
        "Other users will not see this request in lists, searches or dashboard figures."
    )
    done = "Access restricted to the people you chose."

    def get_initial(self):
        named = set(self.foi_request.named_people.all())
        people = named or {self.request.user, self.foi_request.officer} - {None}
        return {"people": [person.pk for person in people]}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}


class UnrestrictRequest(RequestActionView):
    form_class = UnrestrictRequestForm
    service = staticmethod(unrestrict_request)
    explanation = (
        "Everyone who can see your authority’s requests will see this request."
    )
    done = "Restriction lifted."


class AddNote(RequestActionView):
    form_class = AddNoteForm
    service = staticmethod(add_note)
    done = "Note added to the history."


class DealWithPutAside(RequestMixin, ServiceButton):
    """Note that words put aside were used, or are not needed."""

    permission_required = policy.CHANGE_REQUEST
    done = "Text marked as dealt with. It stays stored."

    def act(self):
        return deal_with_put_aside(
            aside=get_object_or_404(
                self.foi_request.put_aside, pk=self.kwargs["aside"]
            ),
            by=self.request.user,
            on=timezone.localdate(),
        )

    def get_success_url(self):
        return self.foi_request.get_absolute_url()
