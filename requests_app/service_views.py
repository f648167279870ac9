"""Views of one service: a form or a button, one call, and its refusal shown."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import FormView, View

from requests_app.refusals import Refusal


class ServiceFormView(FormView):
    """A form, one call of its service, and on to the next page.

    Each has an `act`, which calls the service with what the form holds. What the
    service refuses stands on the form, which comes back as it was filled in.

    Attributes:
        done: What to say when it is done.
        made: What `act` returned.
        refused_at: The field that shows a refusal of no field of its own; None for the
            top of the form.
    """

    done = ""
    refused_at: str | None = None

    def form_valid(self, form):
        try:
            self.made = self.act(form)
        except Refusal as refusal:
            if refusal.go_to is not None:
                messages.info(self.request, str(refusal))
                return redirect(refusal.go_to)
            return self.refused(form, refusal)
        self.tell()
        return redirect(self.get_success_url())

    def refused(self, form, refusal):
        """Answer with the form and why it was refused."""
        is_of_form = refusal.field in form.fields
        form.add_error(refusal.field if is_of_form else self.refused_at, str(refusal))
        return self.form_invalid(form)

    def tell(self):
        """Say what was done, on the next page."""
        messages.success(self.request, self.done)


class ServiceButton(View):
    """A button: one call of its service, and on to a page that says what became of it.

    Each has an `act`, which calls the service, and a `get_success_url`.

    Attributes:
        done: What to say when it is done.
        made: What `act` returned.
    """

    http_method_names = ["post"]
    done = ""

    def post(self, request, *args, **kwargs):
        try:
            self.made = self.act()
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(self.get_refused_url())
        messages.success(request, self.done)
        return redirect(self.get_success_url())

    def get_refused_url(self):
        return self.get_success_url()
