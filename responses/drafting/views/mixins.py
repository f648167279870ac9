"""Mixins for the pages of a draft."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts import policy
from requests_app.due import due_status
from requests_app.left import left_of
from requests_app.pages.company import TellsWhoIsHere
from requests_app.pages.request_mixin import RequestMixin
from requests_app.put_aside.queries import put_aside_of
from requests_app.workflow import DRAFTING_STATES
from responses.drafting.draft import Draft
from responses.precedents.lead_ins import lead_in


class DraftMixin(TellsWhoIsHere, RequestMixin):
    """A page about the draft of a response."""

    permission_required = policy.DRAFT_RESPONSE

    @cached_property
    def draft(self):
        return Draft(self.foi_request)

    def get_aside_url(self, aside):
        """Return the page of the question beside which the words are, or the draft's.

        A review shows its points in place of its answers.
        """
        named = {"reference": self.foi_request.reference}
        names = ("draft-response", "answer-question")
        if self.foi_request.is_review:
            names = ("draft-review", "decide-review-point")
        if aside.question_id is None:
            return reverse(names[0], kwargs=named)
        return reverse(names[1], kwargs={**named, "question": aside.question_id})

    @property
    def is_open(self):
        return self.foi_request.state in DRAFTING_STATES

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            foi_request=self.foi_request,
            due=due_status(
                self.foi_request,
                on=timezone.localdate(),
                left=left_of(self.foi_request),
            ),
            is_open=self.is_open,
            draft=self.draft,
            **kwargs,
        )


class QuestionMixin(DraftMixin):
    """A page about one question of a draft."""

    @cached_property
    def line(self):
        for line in self.draft.lines:
            if line.question.pk == self.kwargs["question"] and line.is_asked:
                return line
        raise Http404("No such question.")

    @property
    def answer(self):
        return self.line.answer

    @cached_property
    def put_aside_here(self):
        """The words put aside beside this question, or beside one answered with it."""
        here = {one.question.pk for one in self.draft.lines_with(self.line)}
        return [
            one for one in put_aside_of(self.foi_request) if one.question_id in here
        ]

    @property
    def called(self):
        """Every question that has the answer: "Questions 1(b) to 1(f)"."""
        together = self.draft.lines_with(self.line)
        return self.draft.cite([one.question.pk for one in together])

    @property
    def lead_in(self):
        """What leads into the question."""
        return lead_in([one.question.text for one in self.draft.above(self.line)])

    def get_page_url(self, name):
        """Return the address of a page about the question, by the page's name."""
        named = {
            "reference": self.foi_request.reference,
            "question": self.line.question.pk,
        }
        return reverse(name, kwargs=named)

    def get_context_data(self, **kwargs):
        before, after = self.draft.around(self.line)
        return super().get_context_data(
            line=self.line,
            called=self.called,
            asked=self.draft.lines_with(self.line),
            above=self.draft.above(self.line),
            before=before,
            after=after,
            **kwargs,
        )
