"""Views of internal reviews."""

from django.utils import timezone

from requests_app.clock.timeline import explanation_of
from requests_app.pages.action_view import RequestActionView
from requests_app.reviews.forms import ExtendReviewForm, RequestReviewForm
from requests_app.reviews.services import extend_review, request_review


class RequestReview(RequestActionView):
    form_class = RequestReviewForm
    service = staticmethod(request_review)
    done = "The review is recorded. Its own clock is running."

    @property
    def explanation(self):
        return explanation_of(self.foi_request)

    def get_initial(self):
        return {**super().get_initial(), "channel": self.foi_request.channel}

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "foi_request": self.foi_request,
            "today": timezone.localdate(),
        }

    def get_success_url(self):
        return self.made.get_absolute_url()


class ExtendReview(RequestActionView):
    form_class = ExtendReviewForm
    service = staticmethod(extend_review)
    explanation = (
        "Use this only in an exceptional case: a review takes twenty working days, "
        "and forty at the very most (section 45 Code of Practice). The requester is "
        "told why, and when to expect the outcome."
    )
    done = "Extension recorded. The review has a new due date."
