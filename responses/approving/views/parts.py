"""Comment on a part of a response, and suggest an amendment to its answer."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property

from accounts import policy
from documents.richtext.running import as_lines, running_text
from requests_app.service_views import ServiceFormView, mark_stored
from responses.approving.forms import CommentOnPartForm, SuggestAmendmentForm
from responses.approving.services import suggest_amendment
from responses.approving.views.desk import DeskMixin
from responses.comments.people import people_of
from responses.comments.services import comment_on


class PartFormView(DeskMixin, ServiceFormView):
    """A form about one part: a page, or a piece of the desk."""

    fragment = ""
    heading = ""

    @cached_property
    def shown(self):
        found = self.desk.shown_of(self.kwargs["part"])
        if found is None:
            raise Http404("The response has no such part.")
        return found

    def get(self, request, *args, **kwargs):
        if not self.is_open:
            return redirect(self.desk_url)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        kind = self.fragment.rpartition("/")[2].removesuffix(".html")
        own = f"{kind}-{self.kwargs['part']}-%s"
        return {**super().get_form_kwargs(), "auto_id": own}

    def get_template_names(self):
        return [self.fragment if self.request.htmx else self.template_name]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            shown=self.shown,
            fragment=self.fragment,
            heading=f"{self.heading} {self.shown.part.called}",
            **{**kwargs, "part": None},
        )

    def form_valid(self, form):
        response = super().form_valid(form)
        if not self.request.htmx or not hasattr(self, "made"):
            return response
        mark_stored(self.request)
        return self.show_parts([self.kwargs["part"]], told=self.said)

    @property
    def done(self):
        return "" if self.request.htmx else self.said

    def form_invalid(self, form):
        if not self.request.htmx:
            return super().form_invalid(form)
        return render(
            self.request, self.fragment, self.get_context_data(form=form), status=422
        )

    def get_success_url(self):
        return self.url_of(self.kwargs["part"])


class CommentOnPart(PartFormView):
    form_class = CommentOnPartForm
    template_name = "responses/approving/part_form.html"
    fragment = "responses/approving/comment.html"
    heading = "Comment on"
    said = "Comment added. The officer sees it at this part."

    def get_permission_required(self):
        return (policy.CLEAR_RESPONSE, policy.COMMENT)

    @property
    def officer(self):
        """The person whose task a comment becomes; None where no person can do it."""
        draft = self.desk.draft.letter_text
        wanted = [
            self.foi_request.officer_id,
            draft.submitted_by_id if draft else None,
        ]
        people = people_of(self.foi_request, policy.DRAFT_RESPONSE)
        found = {one.pk: one for one in people.filter(pk__in=filter(None, wanted))}
        return next((found[key] for key in wanted if key in found), None)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "passages": self.shown.part.passages}

    def get_context_data(self, **kwargs):
        return super().get_context_data(officer=self.officer, **kwargs)

    def act(self, form):
        part, _, key = self.shown.part.about.partition("-")
        question = self.foi_request.questions.filter(pk=key).first() if key else None
        said = form.cleaned_data
        return comment_on(
            foi_request=self.foi_request,
            part=part,
            question=question,
            quoted=said["quoted"],
            words=said["words"],
            assigned_to=self.officer if said["is_task"] else None,
            by=self.request.user,
            on=timezone.localdate(),
        )


class SuggestAmendment(PartFormView):
    form_class = SuggestAmendmentForm
    template_name = "responses/approving/part_form.html"
    fragment = "responses/approving/amend.html"
    heading = "Suggest other words for"
    said = "Amendment kept as a suggestion. The officer decides on it."

    @cached_property
    def shown(self):
        found = self.desk.shown_of(self.kwargs["part"])
        if found is None or found.part.answer is None:
            raise Http404("The response has no such answer.")
        return found

    def get_initial(self):
        answer = self.shown.part.answer
        words = as_lines(running_text(answer.text))
        return {"words": words, "version": answer.version}

    def act(self, form):
        question = self.foi_request.questions.get(pk=self.shown.part.questions[0])
        return suggest_amendment(
            foi_request=self.foi_request,
            question=question,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.cleaned_data,
        )
