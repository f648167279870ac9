"""Base views: find the object, call a service, show its refusal."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView, View

from requests_app.refusals import Refusal


def mark_stored(request):
    """Note that what this form brought is stored, so that the browser drops its copy.

    `foi.middleware.TypedText` passes the word on.
    """
    request.is_typed_text_stored = True


class FindsFirst(PermissionRequiredMixin):
    """Look up the object of the address before the permission is checked.

    An object outside of what the user may see is a 404 for every user. A page that the
    user's roles do not open is a 403. So no answer tells of objects elsewhere.

    A subclass defines `find`, which raises `Http404`.
    """

    def find(self):
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        self.find()
        return super().dispatch(request, *args, **kwargs)


class ServiceFormView(FormView):
    """A page with a form: call its service, then redirect.

    A subclass defines `act`, which calls the service with the form's data. A refusal is
    shown on the form, with the user's input kept.

    Attributes:
        done: The message shown after success.
        made: The result of `act`.
        refused_at: The field that shows a refusal with no field of its own; None for
            the top of the form.
    """

    done = ""
    refused_at: str | None = None

    @property
    def missing(self) -> Sequence[str]:
        """What is still to be done about what was saved, as tasks."""
        return ()

    def form_valid(self, form):
        try:
            self.made = self.act(form)
        except Refusal as refusal:
            if refusal.go_to is not None:
                messages.info(self.request, str(refusal))
                return redirect(refusal.go_to)
            return self.refused(form, refusal)
        mark_stored(self.request)
        self.tell()
        return redirect(self.get_success_url())

    def refused(self, form, refusal):
        """Show the form again, with the reason for the refusal."""
        is_of_form = refusal.field in form.fields
        form.add_error(refusal.field if is_of_form else self.refused_at, str(refusal))
        return self.form_invalid(form)

    def tell(self):
        """Show the result, if there is one: a success only where nothing is missing."""
        if missing := self.missing:
            left = "; ".join(missing)
            messages.info(self.request, f"{self.done} Still to do: {left}.")
        elif self.done:
            messages.success(self.request, self.done)


class SectionForm(ServiceFormView):
    """A form for an administrator, and the way back to the page above.

    Attributes:
        title: The name of the action.
        explanation: What the action does, shown to the administrator before they act.
        section: The title and the URL name of the page above.
    """

    template_name = "requests_app/administration/section_form.html"
    title = ""
    explanation = ""
    section = ("", "administration")

    @property
    def back(self):
        """The URL of the page above."""
        return reverse(self.section[1])

    def get_success_url(self):
        return self.back

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title,
            explanation=self.explanation,
            section=self.section[0],
            back=self.back,
            **kwargs,
        )


class ServiceButton(View):
    """A button: call its service, then redirect to a page with the result.

    A subclass defines `act`, which calls the service, and `get_success_url`.

    Attributes:
        done: The message shown after success.
        made: The result of `act`.
    """

    http_method_names = ["post"]
    done = ""

    def post(self, request, *args, **kwargs):
        try:
            self.made = self.act()
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(self.get_refused_url())
        mark_stored(request)
        messages.success(request, self.done)
        return redirect(self.get_success_url())

    def get_refused_url(self):
        return self.get_success_url()


def refused_as_json(message, *, status):
    """Answer a script of the page, such as autosave, with the sentence to show."""
    return JsonResponse({"message": message}, status=status)
