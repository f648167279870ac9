"""Clear a response, clear it with amendments, and return it."""

from django.shortcuts import redirect
from django.utils import timezone

from requests_app.service_views import ServiceFormView
from requests_app.workflow import State
from responses.approving.forms import (
    ClearResponseForm,
    ClearWithAmendmentsForm,
    ReturnResponseForm,
)
from responses.approving.services import (
    clear_whole_response,
    clear_with_amendments,
    named,
    return_with_comments,
)
from responses.approving.views.desk import DeskMixin
from responses.checks.checklist import checklist_of
from responses.letters.pages import sha256_of_words


class DecideMixin(DeskMixin, ServiceFormView):
    """A decision on the response. The desk then offers the next response."""

    def get(self, request, *args, **kwargs):
        if not self.is_open:
            return redirect(self.desk_url)
        return super().get(request, *args, **kwargs)

    def refused(self, form, refusal):
        self.forget()
        return super().refused(form, refusal)

    def handle_no_permission(self):
        """Keep the words of a person who may not decide any more."""
        if self.request.method != "POST" or not self.request.user.is_authenticated:
            return super().handle_no_permission()
        form = self.get_form()
        form.is_valid()
        form.add_error(
            None,
            "You may not clear or return responses any more, so nothing was done. "
            "Your text is below: copy it for the person who decides now.",
        )
        return self.render_to_response(self.get_context_data(form=form), status=403)

    def get_success_url(self):
        return self.desk_url


class ClearResponse(DecideMixin):
    form_class = ClearResponseForm
    template_name = "responses/approving/clear_response.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            words_sha256=sha256_of_words(self.content),
            checklist=checklist_of(
                self.foi_request,
                self.content,
                user=self.request.user,
                back=self.request.path,
                may_fix=False,
            ),
            **kwargs,
        )

    def act(self, form):
        return clear_whole_response(
            foi_request=self.foi_request,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.said(),
        )

    @property
    def done(self):
        if self.made.state == State.CLEARED:
            return "Response cleared. The officer can issue the letter."
        return "You have cleared the response. Others must clear it too."


class ClearWithAmendments(DecideMixin):
    form_class = ClearWithAmendmentsForm
    template_name = "responses/approving/clear_with_amendments.html"
    done = "Cleared with your amendments. The officer makes them and sends it again."

    def act(self, form):
        return clear_with_amendments(
            foi_request=self.foi_request,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.said(),
        )


class ReturnResponse(DecideMixin):
    form_class = ReturnResponseForm
    template_name = "responses/approving/return_response.html"
    done = "Response returned. The officer sees what you want changed."

    @property
    def commented(self):
        return [one.part for one in self.desk.commented]

    def get_form_kwargs(self):
        commented = self.commented
        return {
            **super().get_form_kwargs(),
            "parts": self.desk.parts,
            "commented": named(commented, is_first=False) if commented else "",
        }

    def get_initial(self):
        return {"parts": [one.key for one in self.commented]}

    def act(self, form):
        chosen = form.cleaned_data["parts"]
        return return_with_comments(
            foi_request=self.foi_request,
            reasons=form.cleaned_data["reasons"],
            parts=[*chosen, *(one.key for one in self.commented)],
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
