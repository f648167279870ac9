"""Views of enquiries: made by officers, answered by contributors."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.views.generic import ListView

from accounts import policy
from requests_app.casework.enquiries import (
    RequesterNamed,
    answer_enquiry,
    make_enquiry,
)
from requests_app.casework.forms.enquiries import AnswerEnquiryForm, MakeEnquiryForm
from requests_app.forms.typed import typed_words
from requests_app.models import Enquiry
from requests_app.pages.action_view import RequestActionView
from requests_app.put_aside.queries import Fate
from requests_app.put_aside.services import put_aside
from requests_app.service_views import ServiceFormView, mark_stored

ANSWERED_SHOWN = 20


def _marked(passage):
    """Return a text with the words that tell who asked marked."""
    pieces, last = [], 0
    for start, end in passage.spans:
        pieces += [
            escape(passage.text[last:start]),
            format_html("<mark>{}</mark>", passage.text[start:end]),
        ]
        last = end
    return mark_safe("".join([*pieces, escape(passage.text[last:])]))  # noqa: S308


class MakeEnquiry(RequestActionView):
    form_class = MakeEnquiryForm
    service = staticmethod(make_enquiry)
    template_name = "requests_app/casework/make_enquiry.html"
    done = "Questions sent. The department’s reply will be shown on this page."
    named = ()

    def get_initial(self):
        return {}

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "foi_request": self.foi_request,
            "asks_reason": bool(self.named) or "reason" in self.request.POST,
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(named=self.named, **kwargs)

    def refused(self, form, refusal):
        if isinstance(refusal, RequesterNamed):
            self.named = [(one.label, _marked(one)) for one in refusal.passages]
            form = self.get_form()
            form.full_clean()
            form.add_error("reason", str(refusal))
            return self.form_invalid(form)
        return super().refused(form, refusal)


class Enquiries(PermissionRequiredMixin, ListView):
    permission_required = policy.ANSWER_ENQUIRY
    template_name = "requests_app/casework/enquiries.html"
    context_object_name = "enquiries"

    def get_queryset(self):
        mine = Enquiry.objects.put_to(self.request.user)
        return mine.wanted().select_related("asked_by", "department")

    def get_context_data(self, **kwargs):
        mine = Enquiry.objects.put_to(self.request.user)
        answered = mine.filter(replied_on__isnull=False).order_by("-replied_on", "-pk")
        return super().get_context_data(
            answered=answered.select_related("replied_by")[:ANSWERED_SHOWN],
            today=timezone.localdate(),
            **kwargs,
        )


class AnswerEnquiry(PermissionRequiredMixin, ServiceFormView):
    permission_required = policy.ANSWER_ENQUIRY
    template_name = "requests_app/casework/answer_enquiry.html"
    form_class = AnswerEnquiryForm
    success_url = reverse_lazy("enquiries")
    done = "Reply sent. Thank you."

    def dispatch(self, request, *args, **kwargs):
        self.enquiry = get_object_or_404(
            Enquiry.objects.put_to(request.user).select_related(
                "department", "asked_by", "replied_by"
            ),
            pk=kwargs["enquiry"],
        )
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            enquiry=self.enquiry,
            questions=self.enquiry.questions.all(),
            today=timezone.localdate(),
            **kwargs,
        )

    def act(self, form):
        return answer_enquiry(
            enquiry=self.enquiry,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    def refused(self, form, refusal):
        if refusal.keeps_words:
            put_aside(
                foi_request=self.enquiry.foi_request,
                words=typed_words(self.request.POST, form.fields),
                page=self.request.path,
                fate=Fate(str(refusal)),
                by=self.request.user,
                on=timezone.localdate(),
            )
            mark_stored(self.request)
        self.enquiry.refresh_from_db()
        return super().refused(form, refusal)
