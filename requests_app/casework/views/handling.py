"""Views to assign a request, restrict access and add notes."""

from requests_app.casework.forms.handling import (
    AddNoteForm,
    AssignRequestForm,
    RestrictRequestForm,
    UnrestrictRequestForm,
)
from requests_app.casework.handling import (
    add_note,
    assign_request,
    restrict_request,
    unrestrict_request,
)
from requests_app.pages.action_view import RequestActionView


class AssignRequest(RequestActionView):
    form_class = AssignRequestForm
    service = staticmethod(assign_request)
    explanation = (
        "Reminders go to the officer. The team’s managers see the request in their "
        "lists."
    )
    done = "Request assigned."

    def get_initial(self):
        return {"officer": self.foi_request.officer, "team": self.foi_request.team}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "foi_request": self.foi_request}


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
