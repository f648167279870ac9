"""Refer to an earlier answer of the authority in place of answering again."""

from django.utils.functional import cached_property
from django.views.generic import TemplateView

from responses.drafting.forms.referring import ReferToEarlierForm
from responses.drafting.referring import (
    CannotBeReferredTo,
    given_answers,
    given_to_requester,
    refer_to_earlier,
    referral_to,
    words_for,
)
from responses.drafting.views.earlier_answers import EarlierAnswerView
from responses.drafting.views.mixins import QuestionMixin


class ChooseReferral(QuestionMixin, TemplateView):
    """Earlier answers of our letters to this requester."""

    template_name = "responses/drafting/choose_referral.html"

    def get_context_data(self, **kwargs):
        found = given_to_requester(self.foi_request, to=self.request.user)
        return super().get_context_data(found=found, **kwargs)


class ReferToEarlier(EarlierAnswerView):
    """Refer to an earlier answer of a letter of ours."""

    form_class = ReferToEarlierForm
    template_name = "responses/drafting/refer_to_earlier.html"
    title = "Refer to an earlier answer"
    kept = "The words you typed are kept"
    done = "The answer refers to the earlier answer. Check its reasons."

    def get_found(self):
        return given_answers(self.request.user)

    def use(self, **said):
        return refer_to_earlier(**said)

    @cached_property
    def referral(self):
        """The ground for referring to the answer; None where there is none."""
        try:
            return referral_to(self.previous, self.foi_request)
        except CannotBeReferredTo as refusal:
            self.no_ground = str(refusal)
            return None

    def get_initial(self):
        initial = super().get_initial()
        if self.referral is not None:
            words = words_for(self.referral, self.foi_request)
            initial["text"], initial["why_applies"] = words
        return initial

    def get_form_kwargs(self):
        is_repeated = self.referral is not None and self.referral.is_repeated
        return {**super().get_form_kwargs(), "is_repeated": is_repeated}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            referral=self.referral,
            no_ground=getattr(self, "no_ground", ""),
            **kwargs,
        )
