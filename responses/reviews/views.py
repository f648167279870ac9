"""Pages of a review: the list of points, and a page for each point."""

from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from requests_app.put_aside.still_asked import QuestionGone
from requests_app.refusals import Refusal
from requests_app.service_views import ServiceFormView, refused_as_json
from responses.drafting.changed_fields import changed_fields
from responses.drafting.views.mixins import DraftMixin
from responses.drafting.views.pasting import TellsOfLeftOut
from responses.reviews.fates import lines_of
from responses.reviews.forms import DecideProvisionsForm, DecideReviewPointForm
from responses.reviews.queries import ReviewDraft
from responses.reviews.services import (
    PointChanged,
    decide_provisions,
    decide_review_point,
)


class ReviewMixin(DraftMixin):
    """Look up the review in the address; 404 for a request that is no review."""

    def get_foi_request(self):
        foi_request = super().get_foi_request()
        if not foi_request.is_review:
            raise Http404("This request is not a review.")
        return foi_request

    @cached_property
    def review(self):
        return ReviewDraft(self.foi_request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            review=self.review, original=self.foi_request.review_of, **kwargs
        )


class ReviewPointMixin(ReviewMixin):
    """Look up one point by the question's key. Without a key: the handling."""

    @cached_property
    def line(self):
        line = self.review.line_of(self.kwargs.get("question"))
        if line is None:
            raise Http404("No such question.")
        return line

    def get_initial(self):
        point = self.line.point
        return {
            "decision": point.decision if point else "",
            "reasons": point.reasons if point else "",
            "remedy": point.remedy if point else "",
            "remedy_by": point.remedy_by if point else None,
            "version": point.version if point else 0,
        }

    def decide(self, form, *, is_autosave=False):
        """Save the decision. Refusals are raised to the caller."""
        return decide_review_point(
            foi_request=self.foi_request,
            question=self.line.question,
            by=self.request.user,
            on=timezone.localdate(),
            is_autosave=is_autosave,
            **form.cleaned_data,
        )


class DraftReview(ReviewMixin, TemplateView):
    template_name = "responses/reviews/draft_review.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(fates=lines_of(self.foi_request), **kwargs)


class DecideProvisions(ReviewMixin, ServiceFormView):
    form_class = DecideProvisionsForm
    template_name = "responses/reviews/decide_provisions.html"
    done = "Saved how the provisions fared."

    @cached_property
    def lines(self):
        return lines_of(self.foi_request)

    def get_form_kwargs(self):
        old = [line for line in self.lines if not line.is_new]
        return {**super().get_form_kwargs(), "lines": old}

    def get_context_data(self, **kwargs):
        return super().get_context_data(lines=self.lines, **kwargs)

    def act(self, form):
        return decide_provisions(
            foi_request=self.foi_request,
            fates=form.fates,
            by=self.request.user,
            on=timezone.localdate(),
        )

    def get_success_url(self):
        return reverse("draft-review", args=[self.foi_request.reference])


class DecideReviewPoint(ReviewPointMixin, TellsOfLeftOut, ServiceFormView):
    form_class = DecideReviewPointForm
    template_name = "responses/reviews/decide_review_point.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "choices": self.line.choices}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            line=self.line, after=self.review.after(self.line), **kwargs
        )

    def act(self, form):
        return self.decide(form)

    @property
    def done(self):
        return f"{self.line.title} saved."

    @property
    def missing(self):
        return (
            ReviewDraft(self.foi_request).line_of(self.kwargs.get("question")).missing
        )

    def refused(self, form, refusal):
        if isinstance(refusal, PointChanged):
            return self.show_both(form, refusal)
        return super().refused(form, refusal)

    def get_success_url(self):
        """Return the page the button leads to: an answer, a point or the list."""
        named = {"reference": self.foi_request.reference}
        posted, after = self.request.POST, self.review.after(self.line)
        if "answer" in posted and self.line.question:
            named["question"] = self.line.question.pk
            return reverse("answer-question", kwargs=named)
        if "next" in posted and after:
            if after.question is None:
                return reverse("decide-review-handling", kwargs=named)
            named["question"] = after.question.pk
            return reverse("decide-review-point", kwargs=named)
        return reverse("draft-review", kwargs=named)

    def show_both(self, form, refusal):
        """Show the user's text beside the stored text.

        Saving again keeps the user's text.
        """
        form.add_error(None, str(refusal))
        form.data = form.data.copy()
        form.data["version"] = refusal.point.version
        stands = {"reasons": refusal.point.reasons, "remedy": refusal.point.remedy}
        changed = changed_fields(form, stands, rich=stands)
        context = self.get_context_data(form=form, changed=changed, stands=refusal)
        return self.render_to_response(context, status=409)


class AutosaveReviewPoint(ReviewPointMixin, View):
    """Save the text while the officer types, at the page's own request."""

    form_class = DecideReviewPointForm
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        form = DecideReviewPointForm(
            request.POST, initial=self.get_initial(), choices=self.line.choices
        )
        if not form.is_valid():
            message = "Something on this page cannot be saved: choose “Save” to see it."
            return refused_as_json(message, status=422)
        try:
            point = self.decide(form, is_autosave=True)
        except QuestionGone as gone:
            raise Http404("The question is no longer asked.") from gone
        except PointChanged as refusal:
            message = f"{refusal} Choose “Save” to see both and decide."
            return refused_as_json(message, status=409)
        except Refusal as refusal:
            return refused_as_json(str(refusal), status=422)
        now = timezone.localtime()
        return JsonResponse({"version": point.version, "saved_at": f"{now:%H:%M}"})
