"""Refer to an earlier answer of the authority in place of answering again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from requests_app.service_views import ServiceFormView
from responses.drafting.answers import AnswerChanged
from responses.drafting.forms.referring import ReferToEarlierForm
from responses.drafting.referring import (
    CannotBeReferredTo,
    given_answers,
    given_to_requester,
    refer_to_earlier,
    referral_to,
    words_for,
)
from responses.drafting.views.mixins import QuestionMixin
from responses.precedents.similar import differing, reviewed


class ChooseReferral(QuestionMixin, TemplateView):
    """Earlier answers of our letters to this requester."""

    template_name = "responses/drafting/choose_referral.html"

    def get_context_data(self, **kwargs):
        found = given_to_requester(self.foi_request, to=self.request.user)
        return super().get_context_data(found=found, **kwargs)


class ReferToEarlier(QuestionMixin, ServiceFormView):
    """Refer to an earlier answer, once the officer has compared the questions."""

    form_class = ReferToEarlierForm
    template_name = "responses/drafting/refer_to_earlier.html"
    done = "The answer refers to the earlier answer. Check its reasons."

    @cached_property
    def previous(self):
        found = given_answers(self.request.user)
        previous = found.filter(pk=self.kwargs["previous_answer"]).first()
        if previous is None:
            raise Http404("No such answer.")
        return previous

    @cached_property
    def referral(self):
        """The ground for referring to the answer; None where there is none."""
        try:
            return referral_to(self.previous, self.foi_request)
        except CannotBeReferredTo as refusal:
            self.no_ground = str(refusal)
            return None

    def get_initial(self):
        initial = {"version": self.answer.version if self.answer else 0}
        if self.referral is not None:
            words = words_for(self.referral, self.foi_request)
            initial["text"], initial["why_applies"] = words
        return initial

    def get_form_kwargs(self):
        is_repeated = self.referral is not None and self.referral.is_repeated
        return {**super().get_form_kwargs(), "is_repeated": is_repeated}

    def get_context_data(self, **kwargs):
        previous = self.previous
        return super().get_context_data(
            previous=previous,
            referral=self.referral,
            no_ground=getattr(self, "no_ground", ""),
            reviewed=reviewed([previous], self.request.user).get(previous.pk),
            differs=differing(previous, self.line.question, self.lead_in),
            **kwargs,
        )

    def act(self, form):
        return refer_to_earlier(
            foi_request=self.foi_request,
            question=self.line.question,
            previous=self.previous,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    def refused(self, form, refusal):
        if not isinstance(refusal, AnswerChanged):
            return super().refused(form, refusal)
        messages.error(
            self.request,
            f"{refusal} The words you typed are kept among the versions. The present "
            "answer was not changed.",
        )
        return redirect(self.get_page_url("answer-versions"))

    def get_success_url(self):
        return self.get_page_url("answer-question")
